// The engine: from what was typed to results, in stages from the strictest to the most lenient.

import { countFacets, emptyFacets, passes } from "./facets.js"
import { makeLanguage } from "./language.js"
import { groupBlocks, intersect, scoreDocuments, unite } from "./lists.js"
import { cutSnippet, cutText, findMatches, mergeRuns } from "./match.js"
import { readPinyin } from "./pinyin.js"
import { arrangeGroups, parseQuery } from "./query.js"
import { Store } from "./store.js"

const PREFIXED = 64
const SHORTEST_PREFIX = 2
const AT_ONCE = 10
const DAY = 86_400_000
const TITLE = 0
const SUMMARY = 1
const BODY = 2

/** Searches one site for the readers of one edition. */
export class Engine {
  /** `root` is the address of the folder `search/`; `edition` the code of the reader's edition. */
  constructor(root, edition) {
    this.store = new Store(root)
    this.code = edition
  }

  /** Loads what every search needs. */
  async open() {
    await this.store.open()
    this.language ??= makeLanguage(this.store.language)
    this.groups ??= arrangeGroups(this.store.language.groups)
    this.edition ??= this.store.manifest.editions.find((one) => one.code === this.code)
    return this
  }

  /**
   * Searches.
   *
   * `wanted` is `{all, theme, region, year, sort, limit}`, each optional. The answer is `{items, total, more, facets,
   * stage}`: the stage says how it was found (`exact`, `other` language, `pinyin`, `part`), `total` counts documents.
   */
  async search(text, wanted = {}) {
    await this.open()
    const clauses = parseQuery(text, this.language, this.groups)
    const nothing = { items: [], total: 0, more: false, facets: emptyFacets(), stage: "exact" }
    if (!clauses.some((clause) => !clause.excluded)) return nothing
    let first
    for (const stage of this.#stages(text, clauses, wanted)) {
      const answer = await this.#answer(stage, wanted)
      if (answer && answer.items.length) return answer
      // Where only the filters leave nothing, the counts say which of them does.
      first ??= answer?.found ? answer : undefined
      if (first) return first
    }
    return nothing
  }

  /** Lists the stages: the reader's own language, the others, pinyin, parts of the query. */
  *#stages(text, clauses, { all }) {
    const own = this.edition.index
    const others = Object.keys(this.store.manifest.indexes).filter((index) => index !== own)
    if (all) yield { name: "exact", clauses, indexes: [own, ...others], all }
    else {
      yield { name: "exact", clauses, indexes: [own] }
      yield { name: "other", clauses, indexes: others }
    }
    if (this.store.manifest.indexes.zh && !clauses.some((one) => one.quoted) && isLatin(text)) {
      yield { name: "pinyin", text, indexes: ["zh"], all }
    }
    const parts = makeParts(clauses)
    if (parts.length > 1 && !clauses.some((clause) => clause.quoted && !clause.excluded)) {
      const excluded = clauses.filter((clause) => clause.excluded)
      yield { name: "part", clauses: [...parts, ...excluded], indexes: [own], all, least: Math.ceil(parts.length / 2) }
      yield { name: "part", clauses: [...parts, ...excluded], indexes: others, all, least: Math.ceil(parts.length / 2) }
    }
  }

  async #answer(stage, wanted) {
    const clauses = stage.name === "pinyin" ? await this.#readPinyin(stage.text) : stage.clauses
    if (!clauses.length) return undefined
    const found = []
    const taken = new Set()
    for (const index of stage.indexes) {
      for (const one of await this.#find(index, clauses, stage)) {
        if (taken.has(one.document)) continue
        taken.add(one.document)
        found.push(one)
      }
    }
    const { manifest, documents } = this.store
    const kept = found.filter((one) => passes(one.document, wanted, documents, manifest))
    const order = wanted.sort === "date" ? byDate : byScore
    kept.sort(order)
    const limit = wanted.limit ?? AT_ONCE
    const { items, rejected, more } = await this.#verify(kept, clauses, stage, limit)
    const facets = countFacets(found.filter((one) => !rejected.has(one.document)), wanted, documents, manifest)
    const total = kept.length - rejected.size
    return { items, total, more, facets, stage: stage.name, found: found.length > rejected.size }
  }

  /** Finds the documents of an index that meet the clauses. */
  async #find(index, clauses, { all, least }) {
    const { documents } = this.store
    const wanted = clauses.filter((clause) => !clause.excluded)
    const hits = await Promise.all(wanted.map(async (one) => groupBlocks(await this.#findBlocks(index, one), documents)))
    const barred = await Promise.all(
      clauses.filter((one) => one.excluded).map(async (one) => groupBlocks(await this.#findBlocks(index, one), documents)),
    )
    const enough = least ?? hits.length
    const candidates = new Set()
    for (const groups of hits) {
      for (const document of groups.keys()) {
        if (candidates.has(document) || barred.some((one) => one.has(document))) continue
        if (hits.filter((one) => one.has(document)).length < enough) continue
        if (this.#shownIn(document, index, all)) candidates.add(document)
      }
    }
    const scores = scoreDocuments(hits, documents, candidates)
    return [...candidates].map((document) => {
      const places = hits.map((groups) => groups.get(document) ?? [])
      return { document, index, places, score: scores.get(document) * (sharesBlock(places) ? 1.2 : 1) }
    })
  }

  /** Finds the blocks in which one of a clause's variants stands. */
  async #findBlocks(index, clause) {
    const stem = this.#stem(index)
    const found = await Promise.all(clause.variants.map((units) => this.#findVariant(index, units, clause.quoted ? null : stem)))
    const blocks = unite(found)
    const last = clause.variants[0].at(-1)
    if (blocks.length || clause.quoted || last.wide || last.text.length < SHORTEST_PREFIX) return blocks
    // Nobody has that word: it may be the beginning of one.
    clause.prefix = true
    const before = clause.variants[0].slice(0, -1)
    const rest = before.length ? [await this.#findVariant(index, before, stem)] : []
    const begun = await this.store.prefixed(index, last.text, PREFIXED)
    return intersect([unite(begun.map(([, list]) => list)), ...rest])
  }

  async #findVariant(index, units, stem) {
    const lists = []
    units.forEach((unit, at) => {
      const next = units[at + 1]
      const touches = next !== undefined && next.start === unit.end
      const touched = at > 0 && units[at - 1].end === unit.start
      if (!unit.wide) lists.push(this.store.posting(index, stem ? stem(unit.text) : unit.text))
      if (touches && (unit.wide || next.wide)) lists.push(this.store.posting(index, unit.text + next.text))
      else if (unit.wide && !touched) lists.push(this.#findCharacter(index, unit.text))
    })
    return intersect(await Promise.all(lists))
  }

  /** Finds the blocks with a character: every term that begins with it. */
  async #findCharacter(index, char) {
    const found = await this.store.prefixed(index, char, Infinity)
    return unite(found.map(([, list]) => list))
  }

  /** Loads the best documents' texts and keeps those in which the words really stand. */
  async #verify(found, clauses, stage, limit) {
    const items = []
    const rejected = new Set()
    let at = 0
    while (at < found.length && items.length < limit) {
      const some = found.slice(at, at + Math.max(AT_ONCE, limit) - items.length)
      const shown = await Promise.all(some.map((one) => this.#show(one, clauses, stage)))
      shown.forEach((item, number) => {
        if (item) items.push(item)
        else rejected.add(some[number].document)
      })
      at += some.length
    }
    return { items: items.slice(0, limit), rejected, more: at < found.length || items.length > limit }
  }

  /** Makes the result of a document; undefined where its words do not stand together. */
  async #show({ document, index, places }, clauses, stage) {
    const preferred = this.#readEdition(document, index)
    const own = !stage.all && this.#has(document, this.edition) ? this.edition : preferred
    const others = this.store.manifest.editions.filter((one) => one.index === index && one !== preferred)
    let [read, text, runs] = [preferred]
    // A wording of one edition alone is found there; the reader's own comes first, and mostly has it.
    for (read of [preferred, ...others.filter((one) => this.#has(document, one))]) {
      text = await this.#text(document, read)
      runs = this.#findRuns(text, places, clauses, index, stage.least)
      if (runs) break
    }
    if (!runs) return undefined
    const shown = read === own ? text : await this.#text(document, own)
    const place = choosePlace(runs)
    const titleRuns = read === own ? mergeRuns(runs.get(TITLE) ?? []) : []
    const best = text.places.get(place)
    const quote = shown.places.get(place)
    const { manifest, documents } = this.store
    return {
      edition: own,
      address: shown.address,
      title: cutText(shown.title, titleRuns),
      snippet: quote ? cutSnippet(quote.text, read === own ? mergeRuns(runs.get(place) ?? []) : []) : [],
      // What was found in another language stands below what the reader reads.
      original: read === own ? undefined : { lang: read.code, snippet: cutSnippet(best.text, mergeRuns(runs.get(place))) },
      block: place >= BODY ? place - BODY : undefined,
      section: place >= BODY ? shown.section(place) : undefined,
      theme: manifest.themes[documents.themes[document] - 1]?.names[own.code],
      date: documents.days[document] ? new Date(documents.days[document] * DAY) : undefined,
    }
  }

  /** Finds where the clauses stand in a text, by place; undefined where one of them stands nowhere. */
  #findRuns(text, places, clauses, index, least) {
    const runs = new Map()
    const wanted = clauses.filter((clause) => !clause.excluded)
    const met = wanted.map((clause, number) => {
      let count = 0
      for (const place of places[number]) {
        const found = findMatches(text.places.get(place)?.text ?? "", clause, this.language, this.#stem(index))
        if (found.length) runs.set(place, [...(runs.get(place) ?? []), ...found])
        count += found.length
      }
      return count > 0
    })
    return (least ? met.some(Boolean) : met.every(Boolean)) ? runs : undefined
  }

  async #text(document, edition) {
    const text = await this.store.text(edition, document)
    const places = new Map([[TITLE, { text: text.title }], [SUMMARY, { text: text.summary }]])
    for (const [number, content, id] of text.blocks) places.set(number + BODY, { text: content, id })
    const headings = text.blocks.filter(([, , id]) => id)
    const section = (place) => {
      const found = headings.findLast(([number]) => number + BODY <= place)
      return found && { id: found[2], text: found[1] }
    }
    return { ...text, places, section }
  }

  #stem(index) {
    return this.store.manifest.indexes[index].english ? this.language.stem : null
  }

  #has(document, edition) {
    return Boolean(this.store.documents.editions[document] & (1 << this.store.manifest.editions.indexOf(edition)))
  }

  /** The edition in which a document found in an index is read: the reader's own before the others. */
  #readEdition(document, index) {
    if (this.edition.index === index && this.#has(document, this.edition)) return this.edition
    return this.store.manifest.editions.find((one) => one.index === index && this.#has(document, one))
  }

  #shownIn(document, index, all) {
    return this.#readEdition(document, index) !== undefined && (all || this.#has(document, this.edition))
  }

  async #readPinyin(text) {
    const words = readPinyin(text, this.language, await this.store.json(this.store.manifest.files.pinyin))
    return words.map((variants) => ({ text, quoted: false, excluded: false, variants: variants.map(this.language.findUnits) }))
  }
}

/** Cuts clauses into their smallest parts, each of which may be found by itself. */
function makeParts(clauses) {
  const parts = []
  for (const clause of clauses) {
    if (clause.excluded) continue
    const units = clause.variants[0]
    units.forEach((unit, at) => {
      const next = units[at + 1]
      const pair = unit.wide && next?.wide && next.start === unit.end
      if (pair) parts.push([unit, next])
      else if (!unit.wide || units.length === 1) parts.push([unit])
    })
  }
  return parts.map((units) => ({ text: "", quoted: false, excluded: false, variants: [units] }))
}

function sharesBlock(places) {
  const [first, ...rest] = places
  return rest.length > 0 && first.some((place) => rest.every((one) => one.includes(place)))
}

/** Chooses the block to show: in the text rather than in the head, and where most stands. */
function choosePlace(runs) {
  let best
  for (const [place, found] of runs) {
    const weight = found.length + (place >= BODY ? 100 : place === SUMMARY ? 50 : 0)
    if (best === undefined || weight > best[1]) best = [place, weight]
  }
  return best[0]
}

const byScore = (one, other) => other.score - one.score || other.document - one.document
// The newest document has the highest number.
const byDate = (one, other) => other.document - one.document
const isLatin = (text) => /^[\p{Script=Latin}\p{M}\p{N}\s'’·-]+$/u.test(text)
