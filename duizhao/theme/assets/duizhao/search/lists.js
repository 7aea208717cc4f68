// Posting lists: rising numbers of blocks, met, joined and counted by document.

const TITLE_WEIGHT = 6
const SUMMARY_WEIGHT = 2
const SATURATION = 1.2
const LENGTH_SHARE = 0.5

/** The numbers that stand in all lists. */
export function intersect(lists) {
  const [first, ...rest] = [...lists].sort((one, other) => one.length - other.length)
  return rest.reduce((found, list) => {
    const kept = []
    let at = 0
    for (const number of found) {
      while (at < list.length && list[at] < number) at += 1
      if (list[at] === number) kept.push(number)
    }
    return kept
  }, first ?? [])
}

/** The numbers that stand in one of the lists. */
export function unite(lists) {
  const filled = lists.filter((list) => list.length)
  if (filled.length < 2) return filled[0] ?? []
  return [...new Set(filled.flatMap((list) => [...list]))].sort((one, other) => one - other)
}

/** Groups blocks by document: a map from its number to its blocks, counted from its beginning. */
export function groupBlocks(numbers, { stride, stretches, bases }) {
  const groups = new Map()
  for (const number of numbers) {
    const document = stretches[Math.floor(number / stride)]
    const place = number - bases[document]
    const places = groups.get(document)
    if (places) places.push(place)
    else groups.set(document, [place])
  }
  return groups
}

/** Scores documents by BM25 over blocks, the title weighing most: a map from document to score. */
export function scoreDocuments(hits, documents, candidates) {
  const average = documents.total / documents.count || 1
  const scores = new Map()
  for (const groups of hits) {
    const rarity = Math.log(1 + (documents.count - groups.size + 0.5) / (groups.size + 0.5))
    for (const document of candidates) {
      const places = groups.get(document)
      if (!places) continue
      const weight = places.reduce((sum, place) => sum + weigh(place), 0)
      const norm = SATURATION * (1 - LENGTH_SHARE + (LENGTH_SHARE * documents.sizes[document]) / average)
      scores.set(document, (scores.get(document) ?? 0) + (rarity * weight * (SATURATION + 1)) / (weight + norm))
    }
  }
  return scores
}

function weigh(place) {
  if (place === 0) return TITLE_WEIGHT
  return place === 1 ? SUMMARY_WEIGHT : 1
}
