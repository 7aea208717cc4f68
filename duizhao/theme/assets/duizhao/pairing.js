// Pairs: what a block says in several editions, each in a column of its own.

const BLOCKS = "p, ul, ol, dl, table, div, pre, figure, figcaption, blockquote, details, section, hr, h1, h2, h3, h4, h5, h6"
const HEAD = {title: ".dz-head h1", lead: ".dz-head .dz-lead"}
const ACTIVE = "a, button, input, summary, label, select, textarea, [role=button], dialog"
/** The pairs of elements that stand in one whole, such as charts, and of texts inside their elements. */
const PAIR = "dz-pair"
let asked = [] // the editions that open on demand

/** Returns the elements of a page that editions share, by number or name. */
export function listBlocks(root) {
  const found = new Map()
  for (const element of root?.querySelectorAll(".dz-text [data-block]") ?? []) {
    if (!element.closest(".dz-old, [data-dz-column]:not([data-dz-column='0'])")) found.set(element.dataset.block, element)
  }
  for (const [name, selector] of Object.entries(HEAD)) {
    const element = root?.querySelector(selector)
    if (element) found.set(name, element)
  }
  return found
}

/** Sets all blocks beside their counterparts. */
export function joinAll(main, editions) {
  for (const [name, element] of listBlocks(main)) join(name, element, editions)
}

/** Sets one block beside its counterparts; what reads the same in all editions stays alone. */
function join(name, element, editions) {
  const found = editions.map((edition) => ({...edition, element: edition.blocks.get(name)}))
  const counterparts = found.filter((one) => one.element)
  const said = describe(element, location.href)
  if (counterparts.every((one) => describe(one.element, one.url) === said)) return
  const whole = findWhole(element)
  const pair = document.createElement(whole ? "div" : "span")
  pair.className = PAIR
  if (whole) {
    whole.before(pair)
    pair.append(whole)
    for (const [place, one] of counterparts.entries()) {
      pair.append(dress(findWhole(one.element).cloneNode(true), one, place + 1))
    }
    return
  }
  const own = document.createElement("span")
  own.dataset.dzColumn = "0"
  own.append(...listRun(element))
  pair.append(own)
  for (const [place, one] of counterparts.entries()) {
    const column = document.createElement("span")
    column.append(...listRun(one.element.cloneNode(true)))
    pair.append(dress(column, one, place + 1))
  }
  element.prepend(pair)
}

/** Returns the block of code or the chart that an element belongs to; a text is none. */
function findWhole(element) {
  const first = [...element.childNodes].find((node) => node.localName || node.data?.trim())
  const code = element.closest("pre")
  return code ? (code.closest(".highlight") ?? code) : first?.matches?.(BLOCKS) ? element : null
}

/** Returns the nodes at the beginning of an element that are text: in a list item a list may follow. */
function listRun(element) {
  const nodes = [...element.childNodes]
  const end = nodes.findIndex((node) => node.nodeType === Node.ELEMENT_NODE && node.matches(BLOCKS))
  return end < 0 ? nodes : nodes.slice(0, end)
}

/** Returns what a reader sees of a block, as a text that can be compared. */
function describe(element, url) {
  const seen = findWhole(element) ? [element] : listRun(element)
  return seen.map((node) => {
    const parts = node.querySelectorAll ? [node, ...node.querySelectorAll("*")] : []
    const images = parts.filter((one) => one.localName === "img").map((one) => new URL(one.getAttribute("src"), url))
    const others = parts.filter((one) => one.matches("svg, math, .dz-missing, .dz-stale")).map((one) => one.outerHTML)
    return [node.textContent, ...images, ...others].join("\n")
  }).join("").trim()
}

/** Makes of the copy of an element one that can stand on this page: with ids and addresses of its own. */
function dress(copy, {lang, url}, column) {
  for (const one of copy.querySelectorAll(".headerlink, input, .dz-old, script")) one.remove()
  // On the page that it comes from no script ran that would have shown them.
  for (const one of copy.querySelectorAll("button[hidden]")) one.hidden = false
  const all = [copy, ...copy.querySelectorAll("*")]
  const ids = new Set(all.map((one) => one.id))
  const rename = (id) => `${id}--${lang}`
  for (const one of all) {
    for (const {name, value} of [...one.attributes]) {
      if (name === "id") one.id = rename(value)
      else if (name === "data-block") one.removeAttribute(name)
      else if (["href", "src"].includes(name)) {
        if (!value.startsWith("#")) one.setAttribute(name, new URL(value, url).href)
      } else if (/^(aria-.*by|for)$/.test(name)) {
        const known = value.split(" ").filter((id) => ids.has(id))
        if (known.length) one.setAttribute(name, known.map(rename).join(" "))
        else one.removeAttribute(name)
      } else if (value.startsWith("url(#")) one.setAttribute(name, `url(#${rename(value.slice(5, -1))})`)
    }
  }
  copy.dataset.dzColumn = column
  copy.lang = lang
  return copy
}

/** Takes all pairs apart. */
export function part(main) {
  for (const pair of main.querySelectorAll(`.${PAIR}`)) partOne(pair)
}

function partOne(pair) {
  const own = pair.firstElementChild
  if (pair.localName === "div") pair.replaceWith(own)
  else pair.replaceWith(...own.childNodes)
}

/** Lets the counterparts of a block open below it when it is tapped or in focus; none if no editions are given. */
export function setOnDemand(main, editions) {
  asked = editions
  main.classList.toggle("dz-below", editions.length > 0)
  for (const [name, element] of listBlocks(main)) {
    const isAsked = editions.length > 0 && !element.closest(ACTIVE)
    element.classList.toggle("dz-asked", isAsked)
    if (isAsked) {
      element.tabIndex = 0
      element.dataset.dzName = name
    } else if (element.dataset.dzName) {
      element.removeAttribute("tabindex")
      delete element.dataset.dzName
    }
  }
  if (main.dataset.dzListens) return
  main.dataset.dzListens = "1"
  main.addEventListener("click", (event) => {
    if (event.target.closest(ACTIVE) || !getSelection().isCollapsed) return
    const element = event.target.closest(".dz-asked")
    if (element) turn(element)
  })
  main.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches(".dz-asked")) turn(event.target)
  })
}

function turn(element) {
  const pair = [element.parentElement, element.firstElementChild].find((one) => one?.classList.contains(PAIR))
  if (pair) partOne(pair)
  else join(element.dataset.dzName, element, asked)
}
