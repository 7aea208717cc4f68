// Where search begins: the button, the key `/`, the page of results, and the hit on a page that was opened from one.
// Everything else is fetched when it is needed.

const element = document.getElementById("dz-search")

if (element) {
  const site = readSite(JSON.parse(element.textContent))
  const page = document.getElementById("dz-search-page")
  const parameters = new URLSearchParams(location.search)
  // Above the keyboard of a phone there is room for the field and some results: what is laid out is what can be seen.
  document.querySelector("meta[name=viewport]").content += ",interactive-widget=resizes-content"

  const open = async (left) => {
    if (page) return document.querySelector(".dz-search-box input")?.focus()
    const { openOverlay } = await import("./overlay.js")
    return openOverlay(site, left)
  }

  for (const button of document.querySelectorAll("[data-dz-search]")) {
    button.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return
      event.preventDefault()
      open()
    })
    button.addEventListener("keydown", (event) => {
      if (event.key !== " ") return
      event.preventDefault()
      open()
    })
  }

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable], dialog:not(.dz-search-overlay)")
    if (event.key !== "/" || typing || event.isComposing || event.metaKey || event.ctrlKey || event.altKey) return
    event.preventDefault()
    open()
  })

  if (page) import("./page.js").then(({ fillPage }) => fillPage(page, site))
  // Back from a result, the overlay shows it again.
  else if (history.state?.search) open(history.state.search)
  else if (parameters.has("q")) import("./mark.js").then(({ markHits }) => markHits(site, parameters))
}

/** Reads what the page says of its site, the ways from the page turned into addresses. */
function readSite(found) {
  const address = (way) => new URL(way, location.href)
  return { ...found, root: address(found.root), index: address(found.index), page: address(found.page), articles: address(found.articles) }
}
