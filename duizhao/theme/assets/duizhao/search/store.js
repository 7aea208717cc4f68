// The index: files that are fetched once, when a query needs them, and unpacked.

const TRIES = 2
const PAUSE = 300
const SIMPLIFIED = "zh-Hans"
const NAME = 6

/** Something of the index could not be fetched; asking again may help. */
export class LoadError extends Error {}

/** The files of one site's search. */
export class Store {
  /** `root` is the address of the folder `search/`. */
  constructor(root) {
    this.root = root
    this.loaded = new Map()
    this.decoded = new Map()
  }

  /** Loads what every search needs: manifest, columns of the documents, tables of the language. */
  async open() {
    this.manifest ??= await this.#once("manifest.json", async () => JSON.parse(await (await this.#fetch("manifest.json", "no-cache")).text()))
    const { files } = this.manifest
    const [documents, language] = await Promise.all([this.#bytes(files.documents), this.json(files.language)])
    this.documents ??= readDocuments(documents, this.manifest)
    this.language ??= language
    return this
  }

  /** Loads a file of JSON. */
  json(path) {
    return this.#once(`json:${path}`, async () => JSON.parse(new TextDecoder().decode(await this.#bytes(path))))
  }

  /** Loads what is shown of a document in an edition: `{address, title, summary, blocks}`. */
  async text(edition, number) {
    const group = this.documents.groups[number]
    const documents = await this.json(`texts/${edition.index}/${this.documents.names[group]}.bin`)
    const pages = documents[number - this.documents.groups.indexOf(group)]
    const [, address, own, ownBlocks] = pages.find(([code]) => code === edition.code)
    const [, , texts, blocks] = pages[0]
    const [title, summary, ...rest] = ownBlocks ? own : this.#change(texts, own, edition.code === SIMPLIFIED)
    return { address, title, summary, blocks: (ownBlocks || blocks).map(([block, id], at) => [block, rest[at], id]) }
  }

  /** Makes the texts of an edition of those of the first, and of what differs. */
  #change(texts, differences, simplified) {
    const changed = simplified ? texts.map((text) => Array.from(text, (char) => this.#simplifier.get(char) ?? char).join("")) : [...texts]
    for (let at = 0; at < differences.length; at += 2) {
      const [number, difference] = [differences[at], differences[at + 1]]
      if (typeof difference === "string") changed[number] = difference
      else {
        const chars = Array.from(changed[number])
        for (let place = 0; place < difference.length; place += 2) chars[difference[place]] = difference[place + 1]
        changed[number] = chars.join("")
      }
    }
    return changed
  }

  /** The part of the fold that makes Chinese characters of Chinese characters. */
  get #simplifier() {
    if (!this.simplified) {
      const { rules, fold } = this.language
      const wide = new RegExp(`[${rules.wide}]`, "u")
      const [from, to] = fold.map((chars) => Array.from(chars))
      this.simplified = new Map(from.map((char, at) => [char, to[at]]).filter((pair) => pair.every((char) => wide.test(char))))
    }
    return this.simplified
  }

  /** Loads the posting list of a term; empty where the index has none. */
  async posting(index, term) {
    const { shards } = this.manifest.indexes[index]
    const shard = await this.#shard(index, findShard(shards, term))
    return shard?.list(term) ?? EMPTY
  }

  /** Loads the terms with a beginning, at most `limit`, each with its list. */
  async prefixed(index, beginning, limit) {
    const { shards } = this.manifest.indexes[index]
    const found = []
    for (let number = Math.max(0, findShard(shards, beginning)); number < shards.length && found.length < limit; number += 1) {
      if (!shards[number].startsWith(beginning) && compare(shards[number], beginning) > 0) break
      const shard = await this.#shard(index, number)
      for (const term of shard.terms) {
        if (term.startsWith(beginning) && found.length < limit) found.push([term, shard.list(term)])
      }
    }
    return found
  }

  #shard(index, number) {
    if (number < 0) return undefined
    const path = `${index}/${this.manifest.indexes[index].names[number]}.bin`
    return this.#once(`shard:${path}`, async () => readShard(await this.#bytes(path)))
  }

  #bytes(path) {
    return this.#once(path, async () => {
      const response = await this.#fetch(path, "default")
      const stream = response.body.pipeThrough(new DecompressionStream("deflate-raw"))
      return new Uint8Array(await new Response(stream).arrayBuffer())
    })
  }

  /** Keeps what was loaded; what failed is forgotten, so that it can be asked for again. */
  #once(key, load) {
    let found = this.loaded.get(key)
    if (!found) {
      found = load().catch((error) => {
        this.loaded.delete(key)
        throw error instanceof LoadError ? error : new LoadError(`${key}: ${error.message}`)
      })
      this.loaded.set(key, found)
    }
    return found
  }

  async #fetch(path, cache) {
    if (location.protocol === "file:") return new Response(await readFromDisk(path, this.root))
    for (let attempt = 1; ; attempt += 1) {
      try {
        const response = await fetch(new URL(path, this.root), { cache })
        if (response.ok) return response
        throw new LoadError(`${path}: ${response.status}`)
      } catch (error) {
        if (attempt === TRIES) throw error
        await new Promise((resolve) => setTimeout(resolve, PAUSE))
      }
    }
  }
}

/** From disk nothing can be fetched; there a script beside each file hands over its bytes. */
async function readFromDisk(path, root) {
  const script = document.createElement("script")
  script.src = new URL(`${path}.js`, root)
  await new Promise((resolve, reject) => {
    script.onload = resolve
    script.onerror = () => reject(new LoadError(path))
    document.head.append(script)
  })
  script.remove()
  return Uint8Array.from(atob(globalThis.duizhaoFiles[path]), (char) => char.charCodeAt(0))
}

const EMPTY = new Float64Array(0)

/** Finds the shard that would hold a term; -1 where it stands before the first. */
function findShard(shards, term) {
  let low = 0
  let high = shards.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (compare(shards[middle], term) <= 0) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** Compares as Python does, by characters and not by UTF-16. */
export function compare(one, other) {
  if (one === other) return 0
  const [left, right] = [Array.from(one), Array.from(other)]
  const index = left.findIndex((char, place) => char !== right[place])
  if (index < 0) return -1
  return index >= right.length || left[index].codePointAt(0) > right[index].codePointAt(0) ? 1 : -1
}

/** Reads numbers of seven bits a byte. */
class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes
    this.at = at
  }

  next() {
    let number = 0
    for (let factor = 1; ; factor *= 128) {
      const byte = this.bytes[this.at++]
      number += (byte & 127) * factor
      if (byte < 128) return number
    }
  }

  many(count) {
    return Array.from({ length: count }, () => this.next())
  }
}

function readShard(bytes) {
  const reader = new Reader(bytes)
  const size = reader.next()
  const terms = new TextDecoder().decode(bytes.subarray(reader.at, reader.at + size)).split("\n")
  reader.at += size
  const places = new Map()
  const lengths = reader.many(terms.length)
  let start = reader.at
  terms.forEach((term, index) => {
    places.set(term, [start, start + lengths[index]])
    start += lengths[index]
  })
  const lists = new Map()
  const list = (term) => {
    const place = places.get(term)
    if (!place) return EMPTY
    if (!lists.has(term)) lists.set(term, readRising(bytes, ...place))
    return lists.get(term)
  }
  return { terms, list }
}

function readRising(bytes, start, end) {
  const reader = new Reader(bytes, start)
  const numbers = []
  let number = 0
  while (reader.at < end) numbers.push((number += reader.next()))
  // A site with many documents and a long stride has numbers of more than 32 bits.
  return Float64Array.from(numbers)
}

/**
 * Reads the columns of the documents. `bases` has the number at which each one's blocks begin; `stretches` the document
 * that each stretch of `stride` numbers belongs to; `names` the name of each group of texts.
 */
function readDocuments(bytes, { documents: count, stride }) {
  const reader = new Reader(bytes)
  const [sizes, themes, places, editions, steps, begins] = [0, 1, 2, 3, 4, 5].map(() => reader.many(count))
  const bases = new Float64Array(count)
  const stretches = []
  sizes.forEach((size, number) => {
    bases[number] = stretches.length * stride
    // A document that is longer than a stretch has a power of two of them.
    let taken = 1
    while (taken * stride < size) taken *= 2
    for (; taken > 0; taken -= 1) stretches.push(number)
  })
  let day = 0
  const days = steps.map((step) => (day += step))
  let group = -1
  const groups = begins.map((begin) => (group += begin))
  const names = Array.from({ length: group + 1 }, () => hex(reader, NAME))
  return { count, stride, sizes, total: sizes.reduce((sum, size) => sum + size, 0), themes, places, editions, bases, stretches, days, groups, names }
}

function hex(reader, count) {
  const bytes = reader.bytes.subarray(reader.at, (reader.at += count))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
}
