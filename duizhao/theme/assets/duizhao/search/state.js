// What is searched, as the address holds it: the query, the filters, the order.

const FILTERS = ["theme", "region", "year", "sort"]

/** Reads a search from the parameters of an address. */
export function readState(parameters) {
  const state = { q: parameters.get("q") ?? "", all: parameters.has("all") }
  for (const name of FILTERS) state[name] = parameters.get(name) ?? ""
  return state
}

/** Writes a search as the parameters of an address; what is not asked for is left out. */
export function writeState(state) {
  const parameters = new URLSearchParams()
  if (state.q) parameters.set("q", state.q)
  for (const name of FILTERS) if (state[name]) parameters.set(name, state[name])
  if (state.all) parameters.set("all", "1")
  return parameters
}

/** Notes in the history what a box shows as the reader leaves it for a result, or that it shows nothing any more. */
export function keepBox(shown) {
  history.replaceState({ ...history.state, search: shown }, "")
}

/** Gives the address of a result: its page, with what to mark there and where. */
export function resultAddress(item, query, root) {
  const url = new URL(item.address, root)
  url.searchParams.set("q", query)
  if (item.block !== undefined) url.searchParams.set("block", item.block)
  if (item.section) url.hash = item.section.id
  return url
}
