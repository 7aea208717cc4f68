// The page of results: the same box, its search kept in the address.

import { SearchBox } from "./box.js"
import { make } from "./elements.js"
import { readState, writeState } from "./state.js"

const STEP = 20

/** Fills the page with a box that shows what the address says. */
export function fillPage(place, site) {
  const read = () => readState(new URLSearchParams(location.search))
  // Search engines should not list results; the page itself they may.
  if (location.search) document.head.append(make("meta", { name: "robots", content: "noindex" }))
  const keep = (state) => {
    const parameters = writeState(state).toString()
    if (parameters !== writeState(read()).toString()) history.replaceState(history.state, "", parameters ? `?${parameters}` : location.pathname)
  }
  const box = new SearchBox(site, read(), { step: STEP, changed: keep })
  place.replaceChildren(box.element)
  const left = history.state?.search
  if (left) box.restore(left)
  else box.search()
  if (!box.state.q) box.focus()
  window.addEventListener("popstate", () => box.show(read()))
}
