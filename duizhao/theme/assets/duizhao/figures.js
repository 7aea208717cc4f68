// The filter of the table of all figures. What is chosen stands in the address, so that it can be shared.

const NAMES = ["theme", "region", "year"]
const form = document.getElementById("dz-filter")
const rows = [...document.querySelectorAll("#dz-index tbody tr")]
const output = form.querySelector("output")
const fold = form.querySelector("details")
const summary = fold.querySelector("summary")
const NAME = summary.textContent
const WIDE = matchMedia("(min-width: 45em)")

/** Shows the rows that have every chosen value. */
function filter() {
  const chosen = NAMES.map((name) => [name, form.elements[name].value]).filter(([, value]) => value)
  let shown = 0
  for (const row of rows) {
    row.hidden = !chosen.every(([name, value]) => row.dataset[name].split(" ").includes(value))
    shown += row.hidden ? 0 : 1
  }
  summary.textContent = chosen.length ? `${NAME} (${chosen.length})` : NAME
  output.textContent = output.dataset.text.replace("{all}", rows.length).replace("{shown}", shown)
}

/** Takes over what the address says; a value that cannot be chosen is none. */
function read() {
  const parameters = new URLSearchParams(location.search)
  for (const name of NAMES) {
    const select = form.elements[name]
    select.value = parameters.get(name) ?? ""
    if (select.selectedIndex < 0) select.value = ""
  }
  filter()
}

form.addEventListener("change", () => {
  const address = new URL(location.href)
  for (const name of NAMES) {
    const value = form.elements[name].value
    if (value) address.searchParams.set(name, value)
    else address.searchParams.delete(name)
  }
  history.replaceState(history.state, "", address)
  filter()
})
form.addEventListener("submit", (event) => event.preventDefault())
window.addEventListener("popstate", read)
// Only a narrow screen has no room for the filters.
const unfold = () => (fold.open = WIDE.matches)
WIDE.addEventListener("change", unfold)
unfold()
form.hidden = false
read()
