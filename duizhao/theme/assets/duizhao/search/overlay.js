// The overlay: the search box in a dialog over the page.

import { SearchBox } from "./box.js"
import { make } from "./elements.js"
import { keepBox, readState, writeState } from "./state.js"

const STEP = 10
let dialog
let box

/** Opens the overlay; what was searched last is still there, or what is `left` of a visit that the reader returns to. */
export function openOverlay(site, left) {
  if (!dialog) {
    box = new SearchBox(site, readState(new URLSearchParams()), { step: STEP, close: () => dialog.close(), submit: (state) => goTo(site, state) })
    dialog = make("dialog", { class: "dz-search-overlay", "aria-label": site.texts.search, onclick: (event) => event.target === dialog && dialog.close() }, box.element)
    dialog.addEventListener("close", () => keepBox(undefined))
    document.body.append(dialog)
    if (!left) box.search()
    // While a reader thinks of a word, what every search needs is on its way; a failure is told when something is searched.
    box.engine.open().catch(() => undefined)
  }
  if (!dialog.open) dialog.showModal()
  if (left) return box.restore(left)
  box.focus()
}

function goTo(site, state) {
  const address = new URL(site.page)
  address.search = writeState(state)
  location.assign(address)
}
