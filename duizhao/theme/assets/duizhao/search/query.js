// Queries: what was typed, as clauses that a page has to meet.

import { rewriteNumbers } from "./numbers.js"

const VARIANTS = 8
const QUOTES = new Map([['"', '"'], ["“", "”"], ["”", "”"], ["„", "”"], ["「", "」"], ["『", "』"], ["＂", "＂"], ["«", "»"]])
const MINUS = /^[-－−﹣–]/u

/**
 * Reads a query.
 *
 * Blanks part its words, quotation marks of any script hold a phrase together, and a minus in front of either excludes
 * it. A clause is `{text, quoted, excluded, variants}`, each variant a list of units.
 */
export function parseQuery(text, language, groups) {
  const clauses = []
  for (const { text: written, quoted, excluded } of splitQuery(text)) {
    const folded = language.fold(written)
    if (!language.findUnits(folded).length) continue
    const variants = quoted ? [folded] : listVariants(folded, groups)
    clauses.push({ text: written, quoted, excluded, variants: variants.map(language.findUnits) })
  }
  return clauses
}

/** Splits what was typed at blanks outside quotation marks. */
export function splitQuery(text) {
  const parts = []
  let rest = text.trimStart()
  while (rest) {
    const excluded = MINUS.test(rest) && /^.[^\s]/u.test(rest)
    if (excluded) rest = rest.slice(1)
    const end = QUOTES.get(rest[0])
    const close = end === undefined ? -1 : findClose(rest, rest[0], end)
    const quoted = end !== undefined
    let part
    if (quoted) {
      // A phrase that is still being typed goes to the end.
      part = rest.slice(1, close < 0 ? undefined : close)
      rest = close < 0 ? "" : rest.slice(close + 1)
    } else {
      part = rest.match(/^[^\s"“”「」『』＂«»]*/u)[0] || rest[0]
      rest = rest.slice(part.length)
    }
    if (part.trim()) parts.push({ text: part.trim(), quoted, excluded })
    rest = rest.trimStart()
  }
  return parts
}

function findClose(text, open, end) {
  const found = text.indexOf(end, 1)
  // Input methods and phones mix their marks.
  return found < 0 && open !== '"' ? text.indexOf('"', 1) : found
}

/** Lists what a folded text may be called elsewhere, itself first: regional words, numbers in other figures. */
export function listVariants(folded, groups) {
  const variants = new Set([folded])
  for (const one of rewriteNumbers(folded)) variants.add(one)
  for (const base of [...variants]) {
    for (const [word, others] of groups) {
      if (variants.size >= VARIANTS) return [...variants]
      if (!base.includes(word)) continue
      for (const other of others) {
        if (variants.size < VARIANTS) variants.add(base.replaceAll(word, other))
      }
    }
  }
  return [...variants]
}

/** Turns star groups into pairs of a word and its others, the longest words first. */
export function arrangeGroups(groups) {
  const pairs = new Map()
  for (const [here, elsewhere] of groups) {
    for (const word of [...here, ...elsewhere]) {
      const others = pairs.get(word) ?? new Set()
      here.filter((other) => other !== word).forEach((other) => others.add(other))
      pairs.set(word, others)
    }
  }
  return [...pairs]
    .filter(([, others]) => others.size)
    .map(([word, others]) => [word, [...others]])
    .sort((one, other) => other[0].length - one[0].length)
}
