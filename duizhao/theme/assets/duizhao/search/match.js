// Matches: where the words of a query stand in a text, so that whole runs are marked and nothing else counts as found.

const BEFORE = 24
const LENGTH = 120

/** Finds where a clause stands in a text: pairs of offsets in characters, apart from each other. */
export function findMatches(text, clause, language, stem) {
  const units = language.findUnits(language.fold(text))
  const found = []
  for (const variant of clause.variants) {
    for (let start = 0; start + variant.length <= units.length; start += 1) {
      if (variant.every((unit, index) => meets(units, start, variant, index, clause, stem))) {
        found.push([units[start].start, units[start + variant.length - 1].end])
      }
    }
  }
  return mergeRuns(found)
}

function meets(units, start, variant, index, clause, stem) {
  const [unit, wanted] = [units[start + index], variant[index]]
  if (unit.wide !== wanted.wide) return false
  // What is written together has to stand together; what is not may stand with signs between.
  const together = index > 0 && variant[index - 1].end === wanted.start
  if (together && units[start + index - 1].end !== unit.start) return false
  if (unit.text === wanted.text) return true
  if (unit.wide || clause.quoted) return false
  if (clause.prefix && index === variant.length - 1 && unit.text.startsWith(wanted.text)) return true
  return Boolean(stem) && stem(unit.text) === stem(wanted.text)
}

/** Joins runs that touch or overlap. */
export function mergeRuns(runs) {
  const merged = []
  for (const [start, end] of [...runs].sort((one, other) => one[0] - other[0])) {
    const last = merged.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else merged.push([start, end])
  }
  return merged
}

/** Cuts a text into pieces `[text, marked]`. */
export function cutText(text, runs) {
  const chars = Array.from(text)
  const pieces = []
  let at = 0
  for (const [start, end] of runs) {
    if (start > at) pieces.push([chars.slice(at, start).join(""), false])
    pieces.push([chars.slice(start, end).join(""), true])
    at = end
  }
  if (at < chars.length) pieces.push([chars.slice(at).join(""), false])
  return pieces
}

/** Cuts the part of a text around its first run, so that it fits into a result. */
export function cutSnippet(text, runs, length = LENGTH) {
  const chars = Array.from(text)
  const room = /[\p{Script=Han}]/u.test(text) ? length : length * 2
  if (chars.length <= room) return cutText(text, runs)
  let start = Math.max(0, (runs[0]?.[0] ?? 0) - BEFORE)
  // A word is not cut in two.
  while (start > 0 && /[\p{L}\p{N}]/u.test(chars[start - 1]) && !/\p{Script=Han}/u.test(chars[start - 1])) start -= 1
  const end = Math.min(chars.length, start + room)
  const inside = runs.filter(([from, to]) => from >= start && to <= end).map(([from, to]) => [from - start, to - start])
  const pieces = cutText(chars.slice(start, end).join(""), inside)
  if (start > 0) pieces.unshift(["…", false])
  if (end < chars.length) pieces.push(["…", false])
  return pieces
}
