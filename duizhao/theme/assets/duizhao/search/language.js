// Characters, units and terms, as duizhao/search/language.py has them; both read the same tables, and tests compare them.

/** Makes the functions that fold, cut and stem, from the tables of `language.bin`. */
export function makeLanguage({ rules, fold: [from, to] }) {
  const targets = Array.from(to)
  const table = new Map(Array.from(from, (char, index) => [char, targets[index]]))
  const wide = new RegExp(`[${rules.wide}]`, "u")
  const pieces = new RegExp(`([${rules.wide}])|(?:${rules.number})|(?:(?![${rules.wide}])[\\p{L}\\p{N}])+`, "gu")

  /** Folds a text; it keeps its number of characters. */
  const fold = (text) => Array.from(text, (char) => table.get(char) ?? char).join("")

  /** Cuts a folded text into units: `{text, wide, start, end}`, the offsets counted in characters. */
  const findUnits = (folded) => {
    const offset = countCharacters(folded)
    return Array.from(folded.matchAll(pieces), (found) => ({
      text: found[0].replaceAll(",", ""),
      wide: found[1] !== undefined,
      start: offset(found.index),
      end: offset(found.index + found[0].length),
    }))
  }
  return { fold, findUnits, isWide: (char) => wide.test(char), stem: makeStemmer(rules.stem) }
}

/** Gives the terms that a text's units are found by in the index. */
export function findTerms(units, stem) {
  const terms = new Set()
  units.forEach((unit, index) => {
    const next = units[index + 1]
    const touches = next !== undefined && next.start === unit.end
    if (!unit.wide) {
      terms.add(unit.text)
      if (stem) terms.add(stem(unit.text))
      if (touches && next.wide) terms.add(unit.text + next.text)
    } else {
      terms.add(touches ? unit.text + next.text : unit.text)
      // The last character of a run stands alone, too, so that every character can be found by the terms it begins.
      if (touches && !next.wide) terms.add(unit.text)
    }
  })
  return terms
}

/** Turns offsets in UTF-16 into offsets in characters; the same where no character has two parts. */
function countCharacters(text) {
  if (!/[\ud800-\udbff]/.test(text)) return (index) => index
  const counts = []
  let count = 0
  for (const char of text) {
    counts.push(count)
    if (char.length > 1) counts.push(count)
    count += 1
  }
  counts.push(count)
  return (index) => counts[index]
}

/** Makes M. F. Porter's stemmer of 1980: https://tartarus.org/martin/PorterStemmer/ */
function makeStemmer(rules) {
  const byLength = (pairs) => [...pairs].sort((one, other) => other[0].length - one[0].length)
  const [plural, double, derived] = [rules.plural, rules.double, rules.derived].map(byLength)
  const last = [...rules.last].sort((one, other) => other.length - one.length)
  const known = new Map()
  return (word) => {
    if (!/^[a-z]{3,}$/.test(word)) return word
    let stem = known.get(word)
    if (stem === undefined) known.set(word, (stem = cut(word)))
    return stem
  }

  function cut(word) {
    word = stripPast(replace(word, plural, -1))
    if (word.endsWith("y") && shape(word.slice(0, -1)).includes("v")) word = `${word.slice(0, -1)}i`
    word = replace(replace(word, double, 0), derived, 0)
    word = stripLast(word)
    const body = word.slice(0, -1)
    if (word.endsWith("e") && (measure(body) > 1 || (measure(body) === 1 && !isShort(body)))) word = body
    return word.endsWith("ll") && measure(word) > 1 ? word.slice(0, -1) : word
  }

  function replace(word, pairs, least) {
    for (const [ending, other] of pairs) {
      if (word.endsWith(ending)) {
        const body = word.slice(0, word.length - ending.length)
        return measure(body) > least ? body + other : word
      }
    }
    return word
  }

  function stripPast(word) {
    if (word.endsWith("eed")) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word
    for (const ending of ["ed", "ing"]) {
      if (!word.endsWith(ending)) continue
      const body = word.slice(0, -ending.length)
      if (!shape(body).includes("v")) return word
      if (/(?:at|bl|iz)$/.test(body) || (measure(body) === 1 && isShort(body))) return `${body}e`
      return isDouble(body) && !/[lsz]$/.test(body) ? body.slice(0, -1) : body
    }
    return word
  }

  function stripLast(word) {
    const ending = last.find((one) => word.endsWith(one))
    if (ending === undefined) return word
    const body = word.slice(0, word.length - ending.length)
    return measure(body) > 1 && (ending !== "ion" || /[st]$/.test(body)) ? body : word
  }
}

/** Writes a word as vowels and consonants. */
function shape(word) {
  let shaped = ""
  for (const char of word) {
    shaped += "aeiou".includes(char) || (char === "y" && shaped.endsWith("c")) ? "v" : "c"
  }
  return shaped
}

/** Counts how many times a consonant follows a vowel. */
const measure = (word) => shape(word).split("vc").length - 1

const isShort = (word) => shape(word).endsWith("cvc") && !/[wxy]$/.test(word)
const isDouble = (word) => word.length > 1 && word.at(-1) === word.at(-2) && shape(word).endsWith("c")
