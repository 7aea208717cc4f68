// Tables that readers sort: the heads of columns become buttons. The first click sorts upwards, the second downwards, the
// third restores the order of the text.

const [ASCENDING, DESCENDING, WRITTEN] = document.currentScript.dataset.words.split("|")
const COLLATOR = new Intl.Collator(document.documentElement.lang, {numeric: true})
const INTERACTIVE = "a[href], button, summary, input, [tabindex]"
const UNREAD = ".dz-old, .footnote-ref, rt, rp, [data-dz-column]:not([data-dz-column='0'])"
const GAP = /^(?:[-–—―…/]*|n\/?a|无|無)$/i
const QUALIFIER =
  "大?[约約]|将?近|將近|超[过過]?|逾|多于|多於|不到|不足|不超[过過]|至少|至多|最多|[≈~<>≤≥±]|about|around|nearly|almost|over|" +
  "more than|less than|at least|at most|up to"
const SCALES = {
  百: 1e2, 千: 1e3, 万: 1e4, 百万: 1e6, 千万: 1e7, 亿: 1e8, 万亿: 1e12,
  thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12,
}
const SCALE = "百[万萬]|千[万萬]|[万萬][亿億]|[万萬亿億百]|千(?![克米瓦])|thousand|million|billion|trillion"
const NUMBER = new RegExp(
  `^(?:${QUALIFIER})?\\s*(?<sign>[+−–-]?)\\s*[¥$€£]?\\s*(?<digits>\\d[\\d, ]*(?:\\.\\d+)?)\\s*[余餘多]?` +
    `(?<scale>${SCALE})?[余餘多]?\\D*$`,
  "iu",
)

function readText(cell) {
  const copy = cell.cloneNode(true)
  for (const one of copy.querySelectorAll(UNREAD)) one.remove()
  return copy.textContent.normalize("NFKC").trim()
}

// The number that a cell says, or null. A figure of the report brings its own value.
function readNumber(cell, text) {
  const value = cell.querySelector(".dz-cell")?.dataset.value
  if (value) return Number(value)
  const found = NUMBER.exec(text)?.groups
  if (!found) return null
  const scale = SCALES[found.scale?.toLowerCase().replace("萬", "万").replace("億", "亿")] ?? 1
  return Number(found.digits.replace(/[, ]/g, "")) * scale * (/[−–-]/.test(found.sign) ? -1 : 1)
}

// Cells without a value come last, whichever way the others are sorted.
function sortRows(rows, column, direction) {
  const keys = new Map()
  for (const row of rows) {
    const cell = row.cells[column]
    const text = readText(cell)
    keys.set(row, {text, number: readNumber(cell, text), isGap: GAP.test(text)})
  }
  const areNumbers = rows.every((row) => keys.get(row).isGap || keys.get(row).number !== null)
  return [...rows].sort((one, other) => {
    const [a, b] = [keys.get(one), keys.get(other)]
    if (a.isGap || b.isGap) return a.isGap - b.isGap
    return direction * (areNumbers ? a.number - b.number : COLLATOR.compare(a.text, b.text))
  })
}

function makeSortable(table) {
  const body = table.tBodies[0]
  if (!body) return
  const written = Array.from(body.rows)
  const heads = Array.from(table.tHead.rows[0].cells)
  const status = document.createElement("div")
  status.className = "dz-said"
  status.setAttribute("role", "status")
  table.closest(".dz-table").after(status)

  function sort(column, name) {
    const before = heads[column].getAttribute("aria-sort")
    const after = {ascending: "descending", descending: null}[before]
    for (const head of heads) head.removeAttribute("aria-sort")
    const state = after === undefined ? "ascending" : after
    if (state) heads[column].setAttribute("aria-sort", state)
    body.append(...(state ? sortRows(written, column, state === "ascending" ? 1 : -1) : written))
    status.textContent = `${name}: ${state === null ? WRITTEN : state === "ascending" ? ASCENDING : DESCENDING}`
  }

  for (const [column, head] of heads.entries()) {
    const name = readText(head)
    if (!name) continue
    const button = document.createElement("button")
    button.type = "button"
    button.className = "dz-sort"
    // What can be clicked already stays outside of the button.
    if (head.querySelector(INTERACTIVE)) button.setAttribute("aria-label", name)
    else button.append(...head.childNodes)
    const sign = document.createElement("span")
    sign.className = "dz-sort__sign"
    sign.setAttribute("aria-hidden", "true")
    button.append(sign)
    head.append(button)
    button.addEventListener("click", () => sort(column, name))
  }
}

for (const table of document.querySelectorAll(".dz-table table.sortable")) makeSortable(table)
