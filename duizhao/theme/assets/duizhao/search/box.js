// The box: a field, filters and results, in the overlay and on the page of results alike.
// The pattern is WAI-ARIA's combobox with a listbox: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/

import { make, makePieces } from "./elements.js"
import { Engine } from "./engine.js"
import { keepBox, resultAddress, writeState } from "./state.js"

const PAUSE = 120
const PATIENCE = 200
const WIDE = matchMedia("(min-width: 45em)")
const FILTERS = [["theme", "themes"], ["region", "regions"], ["year", "years"]]

/** A search box. */
export class SearchBox {
  /**
   * `options` is `{step, close, changed, submit}`: how many results are shown at once, what a button closes, what hears
   * of a changed search, and what happens on Enter when no result is chosen.
   */
  constructor(site, state, options) {
    this.site = site
    this.state = state
    this.options = options
    this.engine = new Engine(site.index, site.edition)
    this.run = 0
    this.limit = options.step
    this.active = -1
    this.composing = false
    this.element = this.#build()
  }

  /** Puts the cursor into the field. */
  focus() {
    this.input.focus()
    this.input.select()
  }

  /** Takes over a search, such as one from the address, and runs it. */
  show(state) {
    this.state = state
    this.input.value = state.q
    this.all.checked = state.all
    this.limit = this.options.step
    return this.search()
  }

  /** Shows a search as it was left for a result, which is chosen again. */
  async restore({ limit, active, ...state }) {
    this.state = state
    this.input.value = state.q
    this.all.checked = state.all
    this.limit = limit
    await this.search()
    this.input.focus()
    this.#activate(active)
  }

  /** Searches what the field and the filters say; the results before stay until there are new ones. */
  async search() {
    const run = ++this.run
    this.clear.hidden = !this.state.q
    this.options.changed?.(this.state)
    if (!this.state.q.trim()) return this.#empty()
    const waiting = setTimeout(() => this.#wait(), PATIENCE)
    try {
      const answer = await this.engine.search(this.state.q, { ...this.state, limit: this.limit })
      if (run === this.run) this.#fill(answer)
    } catch (error) {
      if (run === this.run) this.#fail(error)
    } finally {
      clearTimeout(waiting)
      if (run === this.run) this.list.removeAttribute("aria-busy")
    }
  }

  #build() {
    const { texts } = this.site
    this.input = make("input", {
      type: "search", role: "combobox", id: "dz-search-input", "aria-label": texts.placeholder, placeholder: texts.placeholder,
      "aria-expanded": "false", "aria-controls": "dz-search-list", "aria-autocomplete": "list", autocomplete: "off",
      autocapitalize: "off", autocorrect: "off", spellcheck: "false", enterkeyhint: "search", value: this.state.q,
      oninput: (event) => this.#typed(event),
      oncompositionstart: () => (this.composing = true),
      oncompositionend: () => this.#composed(),
      onkeydown: (event) => this.#pressed(event),
    })
    this.clear = make("button", { type: "button", class: "dz-search-clear", hidden: !this.state.q, onclick: () => this.#clear() }, texts.clear)
    const close = this.options.close && make("button", { type: "button", class: "dz-search-close", onclick: this.options.close }, texts.close)
    this.selects = Object.fromEntries([...FILTERS.map(([name]) => name), "sort"].map((name) => [name, this.#makeSelect(name)]))
    this.all = make("input", { type: "checkbox", checked: this.state.all, onchange: () => this.#filter({ all: this.all.checked }) })
    this.summary = make("summary")
    const fields = make(
      "div", { class: "dz-search-fields" },
      ...Object.entries(this.selects).map(([name, select]) => make("label", {}, make("span", {}, texts[name]), select)),
      make("label", { class: "dz-search-all" }, this.all, make("span", {}, texts.all)),
    )
    this.filters = make("details", { class: "dz-search-filters", hidden: true }, this.summary, fields)
    // Only a narrow screen has no room for the filters.
    const unfold = () => (this.filters.open = WIDE.matches)
    WIDE.addEventListener("change", unfold)
    unfold()
    this.status = make("p", { role: "status", "aria-live": "polite", class: "dz-search-status" })
    this.list = make("div", { role: "listbox", id: "dz-search-list", "aria-label": texts.results.replace("{n}", "").trim() })
    this.after = make("div", { class: "dz-search-after" })
    const form = make("form", { role: "search", onsubmit: (event) => event.preventDefault() }, this.input, this.clear, close)
    const results = make("div", { class: "dz-search-results" }, this.status, this.list, this.after)
    return make("div", { class: "dz-search-box" }, form, this.filters, results)
  }

  #makeSelect(name) {
    const select = make("select", { onchange: () => this.#filter({ [name]: select.value }) })
    if (name === "sort") {
      select.append(make("option", { value: "" }, this.site.texts.relevance), make("option", { value: "date" }, this.site.texts.newest))
      select.value = this.state.sort
    }
    return select
  }

  #typed(event) {
    if (this.composing || event.isComposing) return
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.#change({ q: this.input.value }), PAUSE)
  }

  #composed() {
    this.composing = false
    this.#typed({})
  }

  #filter(change) {
    this.#change({ q: this.input.value, ...change })
  }

  #change(change) {
    clearTimeout(this.timer)
    this.state = { ...this.state, ...change }
    this.limit = this.options.step
    return this.search()
  }

  #clear() {
    this.input.value = ""
    this.#change({ q: "" })
    this.input.focus()
  }

  #pressed(event) {
    if (this.composing || event.isComposing) return
    const items = this.list.children.length
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault()
      if (!items) return
      const step = event.key === "ArrowDown" ? 1 : -1
      // Above the first and below the last result is the field itself.
      this.#activate(((this.active + 1 + step + items + 1) % (items + 1)) - 1)
    } else if (event.key === "Enter") {
      event.preventDefault()
      const chosen = this.list.children[this.active]
      if (chosen) chosen.click()
      else if (this.input.value.trim()) {
        this.state = { ...this.state, q: this.input.value }
        this.options.submit?.(this.state)
      }
    }
  }

  #activate(number) {
    this.list.children[this.active]?.setAttribute("aria-selected", "false")
    this.active = number
    const item = this.list.children[number]
    item?.setAttribute("aria-selected", "true")
    item?.scrollIntoView({ block: "nearest" })
    if (item) this.input.setAttribute("aria-activedescendant", item.id)
    else this.input.removeAttribute("aria-activedescendant")
  }

  #wait() {
    this.list.setAttribute("aria-busy", "true")
    this.status.textContent = this.site.texts.loading
  }

  #empty() {
    this.#replace([])
    this.status.textContent = this.site.texts.keys
    this.filters.hidden = true
    this.after.replaceChildren()
  }

  #fill({ items, total, more, facets, stage }) {
    const { texts } = this.site
    const notes = { other: texts.other, pinyin: texts.pinyin, part: texts.part }
    this.#replace(items.map((item, number) => this.#makeItem(item, number)))
    const count = items.length ? texts.results.replace("{n}", total.toLocaleString(this.site.edition)) : texts.none
    this.status.textContent = [count, items.length ? notes[stage] : ""].filter(Boolean).join(" · ")
    this.#fillFilters(facets)
    const tips = make("p", { class: "dz-search-tips" }, `${texts.tips} `, make("a", { href: this.site.articles }, texts.browse))
    const wanted = more || total > items.length
    this.after.replaceChildren(...(items.length ? (wanted ? [this.#makeMore()] : []) : [tips]))
  }

  #makeMore() {
    const { texts } = this.site
    if (!this.options.submit) {
      return make("button", { type: "button", class: "md-button", onclick: () => ((this.limit += this.options.step), this.search()) }, texts.more)
    }
    const address = new URL(this.site.page)
    address.search = writeState(this.state)
    return make("a", { class: "dz-search-everything", href: address }, texts.everything)
  }

  #fail(error) {
    const { texts } = this.site
    this.status.textContent = texts.failed
    const retry = make("button", { type: "button", class: "md-button dz-search-retry", onclick: () => this.search() }, texts.retry)
    this.after.replaceChildren(retry)
    console.error(error)
  }

  #replace(items) {
    this.list.replaceChildren(...items)
    this.list.hidden = items.length === 0
    this.#activate(-1)
    this.input.setAttribute("aria-expanded", String(items.length > 0))
  }

  #makeItem(item, number) {
    const lang = item.edition.code
    const facts = [this.state.all && item.edition.label, item.theme, item.date && formatDate(item.date, this.site.locale), item.section?.text]
    return make(
      "a",
      { role: "option", id: `dz-search-item-${number}`, "aria-selected": "false", tabindex: "-1", lang, href: resultAddress(item, this.state.q, this.site.root),
        onclick: () => keepBox({ ...this.state, limit: this.limit, active: number }) },
      make("span", { class: "dz-search-title" }, ...makePieces(item.title)),
      make("span", { class: "dz-search-snippet" }, ...makePieces(item.snippet)),
      item.original && make("span", { class: "dz-search-snippet dz-search-original", lang: item.original.lang }, ...makePieces(item.original.snippet)),
      make("span", { class: "dz-search-facts" }, facts.filter(Boolean).join(" · ")),
    )
  }

  #fillFilters(facets) {
    const { edition, texts } = this.site
    const order = new Intl.Collator(edition)
    const nameOf = (row) => row.names?.[edition] ?? row.id
    this.filters.hidden = false
    const chosen = FILTERS.filter(([name]) => this.state[name]).length + (this.state.all ? 1 : 0)
    this.summary.textContent = chosen ? `${texts.filter} (${chosen})` : texts.filter
    for (const [name, rows] of FILTERS) {
      const select = this.selects[name]
      const found = [...facets[rows]]
      // Regions are looked up; themes keep the order of the report, and years the newest first.
      if (name === "region") found.sort((one, other) => order.compare(nameOf(one), nameOf(other)))
      const options = found.map((row) => make("option", { value: row.id }, `${nameOf(row)} (${row.count})`))
      // A filter from the address that leaves nothing can still be taken away.
      const lost = this.state[name] && !facets[rows].some((row) => row.id === this.state[name])
      select.replaceChildren(
        make("option", { value: "" }, texts.any), ...options, ...(lost ? [make("option", { value: this.state[name] }, `${this.state[name]} (0)`)] : []),
      )
      select.value = this.state[name]
    }
    this.selects.sort.value = this.state.sort
  }
}

const formatDate = (date, locale) => date.toLocaleDateString(locale, { dateStyle: "long", timeZone: "UTC" })
