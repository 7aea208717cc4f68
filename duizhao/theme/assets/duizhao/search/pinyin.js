// Pinyin: syllables typed with or without tones become the words of titles, summaries and headings that are read so.

const LONGEST = 6
const CANDIDATES = 8

/** Gives the Chinese words that every word of a query may stand for; empty where one of them is no pinyin. */
export function readPinyin(text, language, { syllables, pairs }) {
  const letters = language.fold(text.replace(/[üǖǘǚǜ]/giu, "v"))
  const words = letters.split(/[^a-z0-9']+/u).filter(Boolean).map((word) => word.replace(/[1-5](?=[a-z']|$)/gu, "'"))
  if (!words.length || words.some((word) => !/^[a-z']+$/u.test(word))) return []
  const ways = splitSyllables(words.join("'"), syllables)
  const together = findWords(ways, syllables, pairs)
  if (together.length) return [together]
  if (words.length === 1) return cutInTwo(ways, syllables, pairs)
  const apart = words.map((word) => findWords(splitSyllables(word, syllables), syllables, pairs))
  return apart.every((found) => found.length) ? apart : []
}

/** Splits letters into syllables in every way; an apostrophe parts two of them. */
export function splitSyllables(letters, syllables) {
  const ways = new Map([[letters.length, [[]]]])
  for (let at = letters.length - 1; at >= 0; at -= 1) {
    if (letters[at] === "'") {
      ways.set(at, ways.get(at + 1) ?? [])
      continue
    }
    const found = []
    for (let end = at + 1; end <= Math.min(letters.length, at + LONGEST); end += 1) {
      const syllable = letters.slice(at, end)
      if (!Object.hasOwn(syllables, syllable)) continue
      for (const rest of ways.get(end) ?? []) found.push([syllable, ...rest])
    }
    // Few words can be split in many ways; the fewest syllables are the likeliest.
    ways.set(at, found.sort((one, other) => one.length - other.length).slice(0, CANDIDATES))
  }
  return ways.get(0)
}

/** Finds two words where one was typed. */
function cutInTwo(ways, syllables, pairs) {
  for (const way of ways) {
    for (let cut = 2; cut <= way.length - 2; cut += 1) {
      const found = [way.slice(0, cut), way.slice(cut)].map((part) => findWords([part], syllables, pairs))
      if (found.every((words) => words.length)) return found
    }
  }
  return []
}

function findWords(ways, syllables, pairs) {
  const found = new Set()
  for (const way of ways) {
    if (way.length < 2) continue
    let words = Array.from(syllables[way[0]])
    for (const syllable of way.slice(1)) {
      const next = syllables[syllable]
      words = words.flatMap((word) => {
        const followers = pairs[Array.from(word).at(-1)] ?? ""
        return Array.from(next).filter((char) => followers.includes(char)).map((char) => word + char)
      })
    }
    words.forEach((word) => found.size < CANDIDATES && found.add(word))
  }
  return [...found]
}
