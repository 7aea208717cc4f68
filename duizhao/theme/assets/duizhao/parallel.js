// Parallel reading: the page in other editions beside its own, block by block. A block has the same number in every
// edition, so its counterpart is the element with that number on the other page, which is all that is fetched.

import * as pairing from "./pairing.js"
import {markSentences, markForms, clearMarks} from "./marking.js"

const STORE = "dz-parallel"
const MODES = ["beside", "below"]
const switcher = document.querySelector("[data-dz-parallel]")
const main = document.querySelector(".md-content")
const words = switcher ? JSON.parse(switcher.dataset.dzParallel) : {}
const current = switcher?.querySelector("[aria-current]")
const others = switcher ? [...switcher.querySelectorAll("[data-dz-switch]:not([aria-current])")] : []
const pages = new Map() // the blocks of other editions, by code: promises, so that none is fetched twice
const state = readState()

/** Returns what is chosen: by the address, else what the reader chose last. */
function readState() {
  let stored = {}
  try {
    stored = JSON.parse(localStorage.getItem(STORE)) ?? {}
  } catch {
    // Storage may be forbidden, or hold what an older version wrote.
  }
  const asked = new URLSearchParams(location.search).get("with")
  const codes = asked === null ? stored.with : asked.split(",")
  return {
    with: others.map((one) => one.lang).filter((code) => isAmong(code, codes)),
    last: stored.last ?? [],
    mode: MODES.includes(stored.mode) ? stored.mode : MODES[0],
    sentences: stored.sentences === true,
    forms: stored.forms === true,
  }
}

function isAmong(code, codes) {
  return Array.isArray(codes) && codes.some((one) => String(one).toLowerCase() === code.toLowerCase())
}

function keepState() {
  const address = new URL(location.href)
  if (state.with.length) address.searchParams.set("with", state.with.join(","))
  else address.searchParams.delete("with")
  // Commas may stand in an address as they are.
  history.replaceState(history.state, "", address.href.replaceAll("%2C", ","))
  try {
    localStorage.setItem(STORE, JSON.stringify(state))
  } catch {
    // Then the address alone remembers.
  }
}

/** Returns the blocks of a page in another edition, by their numbers. */
function load(link) {
  if (!pages.has(link.lang)) {
    const url = new URL(link.getAttribute("href"), location.href)
    url.search = url.hash = ""
    const loading = fetch(url).then(async (response) => {
      if (!response.ok) throw new Error(`${response.status} ${url}`)
      const page = new DOMParser().parseFromString(await response.text(), "text/html")
      return {blocks: pairing.listBlocks(page.querySelector(".md-content")), url}
    })
    loading.catch(() => pages.delete(link.lang))
    pages.set(link.lang, loading)
  }
  return pages.get(link.lang)
}

/** Shows what is chosen. What the reader is looking at stays where it is. */
async function show() {
  const chosen = others.filter((one) => state.with.includes(one.lang))
  button.setAttribute("aria-pressed", String(chosen.length > 0))
  let loaded = []
  try {
    loaded = await Promise.all(chosen.map(load))
    output.textContent = ""
  } catch {
    output.textContent = words.failed
    return
  }
  if (chosen.some((one) => !state.with.includes(one.lang))) return
  const keep = holdPlace()
  clearMarks()
  pairing.part(main)
  const root = document.documentElement
  root.classList.toggle("dz-beside", chosen.length > 0 && state.mode === "beside")
  root.style.setProperty("--dz-columns", chosen.length + 1)
  const editions = chosen.map((one, number) => ({lang: one.lang, label: one.textContent, ...loaded[number]}))
  if (editions.length && state.mode === "beside") pairing.joinAll(main, editions)
  pairing.setOnDemand(main, state.mode === "below" ? editions : [])
  if (editions.length && state.forms) await markForms(main)
  keep()
}

/** Returns a function that scrolls back to the passage of the address, if it is in sight, else to the block at the top. */
function holdPlace() {
  const blocks = [...main.querySelectorAll("[data-block]")]
  const topOf = (one) => one.getBoundingClientRect().top
  const isAsked = (one) => one.matches(":target") && topOf(one) > 0 && topOf(one) < innerHeight
  const first = blocks.find(isAsked) ?? blocks.find((one) => one.getBoundingClientRect().bottom > 80 && one.offsetParent)
  if (!first || scrollY < 80) return () => {}
  const top = topOf(first)
  return () => scrollBy({top: topOf(first) - top, behavior: "instant"})
}

function toggle() {
  if (state.with.length) {
    state.last = state.with
    state.with = []
  } else {
    const known = others.map((one) => one.lang).filter((code) => state.last.includes(code))
    // At first another language, not another script.
    const language = (code) => code.split("-")[0]
    const foreign = others.find((one) => language(one.lang) !== language(current.lang))
    state.with = known.length ? known : [(foreign ?? others[0]).lang]
  }
  changed()
}

function check() {
  for (const input of menu.querySelectorAll("input")) {
    input.checked = input.type === "radio" ? state.mode === input.value : isOn(input.value)
  }
}

function changed() {
  check()
  keepState()
  void show()
}

function isOn(name) {
  return name in state ? state[name] === true : state.with.includes(name)
}

function choose({target}) {
  if (target.type === "radio") state.mode = target.value
  else if (target.value in state) state[target.value] = target.checked
  else state.with = others.map((one) => one.lang).filter((code) => menu.querySelector(`[value="${code}"]`).checked)
  changed()
}

function make(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties)
  element.append(...children)
  return element
}

function makeInput(type, value, text, lang = "") {
  const input = make("input", {type, value, name: type === "radio" ? "dz-mode" : ""})
  return make("label", {}, input, make("span", {textContent: text, lang}))
}

const ICON = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M3 4h8v16H3zm2 2v12h4V6zm8-2h8v16h-8zm2 2v12h4V6z"/></svg>'
const button = make("button", {type: "button", className: "dz-parallel-button", innerHTML: `${ICON}<span></span>`})
button.lastChild.textContent = words.name
const output = make("output")
const menu = make("form", {id: "dz-parallel", className: "dz-parallel-menu"})

function setUp() {
  menu.popover = "auto"
  menu.setAttribute("aria-label", words.title)
  button.popoverTargetElement = menu
  button.setAttribute("aria-keyshortcuts", "d")
  const editions = make("fieldset", {}, make("legend", {textContent: words.title}))
  editions.append(...others.map((one) => makeInput("checkbox", one.lang, one.textContent, one.lang)))
  const modes = make("fieldset", {}, make("legend", {textContent: words.mode}))
  modes.append(makeInput("radio", "beside", words.beside), makeInput("radio", "below", words.below))
  const marks = make("fieldset", {}, make("legend", {textContent: words.marks}))
  marks.append(makeInput("checkbox", "sentences", words.sentences))
  const isChinese = (one) => one.lang.startsWith("zh")
  if (isChinese(current) && others.some(isChinese)) marks.append(makeInput("checkbox", "forms", words.forms))
  menu.append(editions, modes, marks, output)
  menu.addEventListener("change", choose)
  menu.addEventListener("submit", (event) => event.preventDefault())
  for (const link of switcher.querySelectorAll(".dz-parallel-page")) link.remove()
  switcher.after(button, menu)
  document.addEventListener("keydown", (event) => {
    if (event.key !== "d" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    if (event.target.closest?.("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable], dialog")) return
    event.preventDefault()
    toggle()
  })
  // A selection stays in its column.
  main.addEventListener("pointerdown", ({target}) => {
    const column = target.closest?.("[data-dz-column]")?.dataset.dzColumn ?? "0"
    document.documentElement.dataset.dzSelected = column
  })
  const follow = (event) => state.sentences && state.with.length && markSentences(event)
  document.addEventListener("pointermove", follow)
  document.addEventListener("selectionchange", () => follow())
  window.addEventListener("popstate", () => {
    // Steps from passage to passage come here, too: then nothing is shown anew.
    const before = state.with.join(",")
    state.with = readState().with
    if (state.with.join(",") !== before) changed()
  })
  for (const link of switcher.querySelectorAll("[data-dz-switch]")) {
    // The edition that one goes to is read beside the one that one comes from.
    link.addEventListener("click", () => {
      if (!state.with.length) return
      const codes = [current.lang, ...state.with].filter((code) => code !== link.lang)
      const address = new URL(link.href)
      address.searchParams.set("with", codes.join(","))
      link.href = address.href.replaceAll("%2C", ",")
    })
  }
  if (state.with.length) changed()
  else check()
}

if (others.length && main?.querySelector(".dz-text [data-block]")) setUp()
