// Loaded before the theme's own script, when the page stands.

const CLOSE = document.currentScript.dataset.close
const FOLDER = new URL(".", document.currentScript.src)
const KEYS = document.currentScript.dataset.keys

// The theme fetches a whole sitemap for every alternate of a page, from the host of `site_url`, to guess what its language
// selector leads to. Ours leads there already; a blank at the end hides the links from it and from nobody else.
for (const link of document.querySelectorAll("head > link[rel=alternate]")) {
  link.setAttribute("rel", "alternate ")
}

// Switching the edition keeps what is searched and chosen, the fragment, and the block at the top of the window: blocks
// have the same numbers in all editions.
const PLACE = "dz-place"

function findTop() {
  for (const block of document.querySelectorAll(".dz-text [data-block]")) {
    const {top, bottom} = block.getBoundingClientRect()
    if (bottom > 80 && block.offsetParent) return {block: block.dataset.block, top}
  }
  return null
}

function keepPlace(link) {
  link.addEventListener("click", () => {
    link.search = location.search
    link.hash = location.hash
    const top = scrollY > 80 && findTop()
    try {
      if (top) sessionStorage.setItem(PLACE, JSON.stringify({...top, path: link.pathname}))
    } catch {
      // Storage may be forbidden: then the page begins at its top.
    }
  })
}

for (const link of document.querySelectorAll(".dz-switcher a")) keepPlace(link)

function returnToPlace() {
  let place = null
  try {
    place = JSON.parse(sessionStorage.getItem(PLACE))
    sessionStorage.removeItem(PLACE)
  } catch {
    // Nothing was stored then, either.
  }
  if (!place) return
  const block = place.path === location.pathname && document.querySelector(`.dz-text [data-block="${place.block}"]`)
  if (block) scrollTo({top: scrollY + block.getBoundingClientRect().top - place.top, behavior: "instant"})
}

// After the browser has gone to the fragment.
addEventListener("load", () => setTimeout(returnToPlace))

// Readers whose browser asks for another edition are told of it once, and never led there.
const CHOICE = "dz-edition"

function readLanguage(name) {
  try {
    return new Intl.Locale(name).maximize()
  } catch {
    // Some browsers name what is no language, such as en-US@posix.
    return null
  }
}

function judge(code, wanted) {
  const [one, other] = [code, wanted].map(readLanguage)
  if (!other) return 0
  if (one.language !== other.language) return 0
  return 1 + 2 * (one.script === other.script) + (one.region === other.region)
}

function findWanted(links) {
  for (const wanted of navigator.languages) {
    const best = Math.max(...links.map((link) => judge(link.lang, wanted)))
    const found = best > 0 ? links.filter((link) => judge(link.lang, wanted) === best) : []
    if (found.length) return found.find((link) => link.ariaCurrent) ?? found[0]
  }
  return null
}

function remember(code) {
  try {
    localStorage.setItem(CHOICE, code)
  } catch {
    // Then the offer is made again.
  }
}

function offerEdition() {
  const links = [...document.querySelectorAll("[data-dz-switch]")]
  for (const link of links) link.addEventListener("click", () => remember(link.lang))
  try {
    if (localStorage.getItem(CHOICE)) return
  } catch {
    return
  }
  const wanted = findWanted(links)
  const shown = new URLSearchParams(location.search).get("with") ?? ""
  if (!wanted || wanted.ariaCurrent || shown.split(",").includes(wanted.lang)) return
  const line = document.createElement("aside")
  line.className = "dz-offer"
  line.lang = wanted.lang
  line.setAttribute("aria-label", wanted.dataset.dzOffer)
  const link = document.createElement("a")
  link.textContent = wanted.dataset.dzOffer
  link.href = wanted.href
  link.hreflang = wanted.lang
  link.addEventListener("click", () => remember(wanted.lang))
  keepPlace(link)
  const button = document.createElement("button")
  button.type = "button"
  button.textContent = "×"
  button.setAttribute("aria-label", CLOSE)
  button.lang = document.documentElement.lang
  button.addEventListener("click", () => {
    remember(links.find((one) => one.ariaCurrent).lang)
    line.remove()
  })
  line.append(link, button)
  document.body.append(line)
}

// On a narrow screen the parts of these tables are shown as blocks, and then some browsers tell screen readers of no table
// any more. Written into the page the roles would be an error: its elements have them by themselves.
const ROLES = {TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell"}
const PARTS = "thead, tbody, tr, th, td"
for (const part of document.querySelectorAll(`.dz-index, .dz-index :is(${PARTS}), table.stacked, table.stacked :is(${PARTS})`)) {
  part.setAttribute("role", ROLES[part.tagName] ?? (part.scope === "row" ? "rowheader" : "columnheader"))
}

// Tables that readers can sort are rare: what sorts them is loaded for them alone.
if (document.querySelector(".dz-table table.sortable")) {
  const script = document.createElement("script")
  script.src = new URL("tables.js", document.currentScript.src)
  script.dataset.words = document.currentScript.dataset.sort
  document.head.append(script)
}

// So is what makes images of charts.
if (document.querySelector(".dz-chart")) {
  const script = document.createElement("script")
  script.src = new URL("charts.js", document.currentScript.src)
  document.head.append(script)
}

// An image that is shown smaller than it is opens in its own size, by click or key; a drawing can always be enlarged.
const LARGER = 1.2 // the least factor that is worth a window of its own

function offer(image) {
  const isDrawing = /\.svg$/.test(new URL(image.src).pathname)
  // Of an image with copies, the last one in the list is the original.
  const width = Number(image.srcset.match(/ (\d+)w$/)?.[1]) || image.naturalWidth
  if (image.closest("a") || (!isDrawing && width < image.clientWidth * LARGER)) return
  image.classList.add("dz-enlarged")
  image.tabIndex = 0
  image.setAttribute("role", "button")
  image.setAttribute("aria-haspopup", "dialog")
}

function enlarge(image) {
  const dialog = document.createElement("dialog")
  dialog.className = "dz-large"
  dialog.setAttribute("aria-label", image.alt)
  const copy = document.createElement("img")
  copy.src = image.src
  copy.alt = image.alt
  const button = document.createElement("button")
  button.textContent = CLOSE
  dialog.append(copy, button)
  dialog.addEventListener("click", () => dialog.close())
  dialog.addEventListener("close", () => {
    dialog.remove()
    image.focus()
  })
  document.body.append(dialog)
  dialog.showModal()
}

for (const image of document.querySelectorAll(".dz-text img")) {
  if (image.complete) offer(image)
  else image.addEventListener("load", () => offer(image))
  image.addEventListener("click", () => image.tabIndex === 0 && enlarge(image))
  image.addEventListener("keydown", (event) => {
    if (image.tabIndex !== 0 || !["Enter", " "].includes(event.key)) return
    event.preventDefault()
    enlarge(image)
  })
}
// What is folded away, or behind another tab, is shown when an address or a hit of the search leads into it. The theme
// opens only the innermost of several boxes, and no tab but those that are addressed themselves.
function reveal(target) {
  let isChanged = false
  for (let one = target; one; one = one.parentElement) {
    if (one.localName === "details" && !one.open) {
      one.open = isChanged = true
    } else if (one.matches(".tabbed-set > * > :is(label, .tabbed-block)")) {
      // The radio buttons stand at the beginning of their set.
      const tab = one.parentElement.parentElement.children[Array.from(one.parentElement.children).indexOf(one)]
      if (!tab.checked) {
        tab.click()
        isChanged = true
      }
    }
  }
  return isChanged
}

function revealFragment() {
  let target = null
  try {
    target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
  } catch {
    // A fragment may be no encoded text, and then it names nothing here.
  }
  if (target && reveal(target)) target.scrollIntoView()
}

// On narrow pages the keyboard opens the navigation by a link: the focus goes into it, and what it leaves is closed.
const drawer = document.getElementById("__drawer")
const sidebar = document.querySelector(".md-sidebar--primary")

const menu = document.querySelector(".dz-menu")

if (drawer && sidebar && menu) {
  menu.addEventListener("click", (event) => {
    event.preventDefault()
    if (!drawer.checked) drawer.click()
    const links = [...sidebar.querySelectorAll("a[href]")]
    links.find((link) => link.checkVisibility({visibilityProperty: true}))?.focus()
  })
  sidebar.addEventListener("focusout", ({relatedTarget: next}) => {
    if (drawer.checked && next && next !== menu && !sidebar.contains(next)) drawer.click()
  })
  sidebar.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drawer.checked) return
    drawer.click()
    menu.focus()
  })
}

// Who speaks to a computer, or hits keys unawares, can switch off all keys that work by themselves, the theme's as well:
// https://www.w3.org/TR/WCAG22/#character-key-shortcuts
const KEYS_OFF = "dz-keys-off"
const keys = document.createElement("input")
keys.type = "checkbox"
keys.checked = true
try {
  keys.checked = !localStorage.getItem(KEYS_OFF)
} catch {}
keys.addEventListener("change", () => {
  try {
    if (keys.checked) localStorage.removeItem(KEYS_OFF)
    else localStorage.setItem(KEYS_OFF, "1")
  } catch {}
})
addEventListener("keydown", (event) => {
  const isSingle = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey
  const isTyping = event.target.closest?.("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]")
  if (!keys.checked && isSingle && !isTyping) event.stopImmediatePropagation()
}, true)
const foot = document.querySelector(".md-footer-meta__inner")
if (KEYS && foot) {
  const label = document.createElement("label")
  label.className = "dz-keys"
  label.append(keys, KEYS)
  foot.append(label)
}

document.addEventListener("dz-reveal", (event) => reveal(event.target))
addEventListener("hashchange", revealFragment)
revealFragment()
offerEdition()

// A number of the report opens its card. From disk, and where nothing can be fetched, it is a link to its row on the page
// of all figures.
const VALUE = "a.dz-value"

if (location.protocol !== "file:") {
  for (const link of document.querySelectorAll(VALUE)) link.setAttribute("aria-haspopup", "dialog")
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(VALUE)
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    import(new URL("figure-card.js", FOLDER)).then(({openCard}) => openCard(link)).catch(() => location.assign(link.href))
  })
}
