// The card of a figure: what its row on the page of all figures says, in a dialog beside the number that was tapped.

import { make } from "./search/elements.js"

const WIDE = matchMedia("(min-width: 45em)")
const GAP = 8 // pixels between the number, its card and the edge of the window
let asked = null // the number that was tapped last: until its card is there, another may be
const pages = new Map() // the pages of all figures by address, as promises, so that none is fetched twice

/** Opens the card of the figure that a link leads to; fails if its page or its row cannot be had. */
export async function openCard(link) {
  asked = link
  const address = new URL(link.href)
  const id = decodeURIComponent(address.hash.slice(1))
  address.hash = ""
  const page = await load(address.href)
  // Meanwhile another number was tapped, this one again, or something else opened.
  if (asked !== link || document.querySelector("dialog[open]")) return
  const row = page.getElementById(id)
  if (!row) throw new Error(`no row ${id} in ${address}`)
  const dialog = makeCard(page, row, link.href)
  document.body.append(dialog)
  // A selection that ends beside the card began on it.
  let isLeft = false
  dialog.addEventListener("pointerdown", (event) => (isLeft = isBeside(dialog, event)))
  dialog.addEventListener("click", (event) => isLeft && isBeside(dialog, event) && dialog.close())
  dialog.addEventListener("close", () => {
    dialog.remove()
    link.focus()
  })
  dialog.showModal()
  if (WIDE.matches) place(dialog, link)
}

/** Tells whether something happens beside a dialog; its blank parts belong to it. */
function isBeside(dialog, {target, clientX, clientY}) {
  const {left, right, top, bottom} = dialog.getBoundingClientRect()
  return target === dialog && (clientX < left || clientX > right || clientY < top || clientY > bottom)
}

function load(address) {
  if (!pages.has(address)) {
    const loading = fetch(address).then(async (response) => {
      if (!response.ok) throw new Error(`${response.status} ${address}`)
      return new DOMParser().parseFromString(await response.text(), "text/html")
    })
    loading.catch(() => pages.delete(address))
    pages.set(address, loading)
  }
  return pages.get(address)
}

function makeCard(page, row, address) {
  const template = page.getElementById("dz-card")
  const words = template.dataset
  const dialog = document.importNode(template.content, true).querySelector("dialog")
  const find = (name) => dialog.querySelector(`.dz-value-card__${name}`)
  const [name, number, place, period, source, articles] = row.cells
  const [, , placeName, periodName, sourceName, articlesName] = [...row.closest("table").tHead.rows[0].cells].map(read)
  const copy = (cell) => copyNodes(cell, address)
  // In a column of parallel reading the card is in the language of the column.
  dialog.lang = page.documentElement.lang
  find("name").append(...copy(name))
  find("number").append(...copy(number))
  const facts = [
    [words.exact, listSmall(number)],
    [placeName, copy(place)],
    [periodName, copy(period)],
    [sourceName, [...copy(source), make("span", {class: "dz-value-card__imprint"}, source.dataset.imprint)]],
    [words.note, listSmall(name)],
    [articlesName, copy(articles).filter(isElsewhere).map((one) => make("div", {}, one))],
  ]
  for (const [label, nodes] of facts) {
    if (nodes.length) dialog.querySelector("dl").append(make("dt", {}, label), make("dd", {}, ...nodes))
  }
  dialog.querySelector("a[href='']").href = address
  find("close").addEventListener("click", () => dialog.close())
  const value = read(number)
  const values = {
    name: read(name), value: value.charAt(0).toLowerCase() + value.slice(1), place: read(place), period: read(period),
    source: read(source), imprint: source.dataset.imprint, address,
  }
  const status = dialog.querySelector("[role=status]")
  for (const button of dialog.querySelectorAll("button[value]")) {
    const text = words[button.value].replace(/\{(\w+)\}/g, (_whole, key) => values[key])
    // Where writing is forbidden, the reader can copy what is shown.
    button.addEventListener("click", async () => {
      status.textContent = await navigator.clipboard.writeText(text).then(() => words.copied, () => text)
    })
  }
  return dialog
}

/** Tells whether a node is a link to an article other than the one that is read, in whichever edition. */
function isElsewhere(node) {
  const here = [location, ...document.querySelectorAll(".dz-switcher a")].map((one) => one.pathname)
  return node.href && !here.includes(node.pathname)
}

/** Returns copies of what a cell shows in its first line, its links resolved. */
function copyNodes(cell, address) {
  const copy = document.importNode(cell, true)
  for (const small of copy.querySelectorAll("small")) small.remove()
  for (const link of copy.querySelectorAll("a")) link.href = new URL(link.getAttribute("href"), address)
  return [...copy.childNodes]
}

const listSmall = (cell) => [...cell.querySelectorAll("small")].flatMap((small) => [...document.importNode(small, true).childNodes])
const read = (cell) => copyNodes(cell, document.baseURI).map((node) => node.textContent).join("").trim()

/** Puts a card below its number, or above it where there is more room. */
function place(dialog, link) {
  const [line] = link.getClientRects()
  const {width, height} = dialog.getBoundingClientRect()
  const {clientWidth, clientHeight} = document.documentElement
  const left = Math.max(GAP, Math.min(line.left, clientWidth - width - GAP))
  const below = clientHeight - line.bottom
  const top = height + 2 * GAP < below || below > line.top ? line.bottom + GAP : line.top - height - GAP
  dialog.style.left = `${left}px`
  dialog.style.top = `${Math.max(GAP, Math.min(top, clientHeight - height - GAP))}px`
}
