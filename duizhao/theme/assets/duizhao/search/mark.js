// The hit on a page: what was searched is marked in its blocks, and the block of the result comes into view.

import { Engine } from "./engine.js"
import { make } from "./elements.js"
import { findMatches } from "./match.js"
import { parseQuery } from "./query.js"

// Of a chart title and description are searched; an HTML mark in its picture would not be shown.
const CHART = ".dz-chart__unit, .dz-chart__picture, .dz-chart__foot, .dz-chart__data"
const SILENT = `.footnote-ref, .footnote-backref, .dz-old, .dz-word, script, style, rt, rp, math, ${CHART}`

/** Marks the words of a result's address on its page. */
export async function markHits(site, parameters) {
  const target = document.querySelector(`.dz-text [data-block="${CSS.escape(parameters.get("block") ?? "")}"]`)
  target?.dispatchEvent(new Event("dz-reveal", { bubbles: true }))
  target?.scrollIntoView({ block: "center" })
  // The keyboard goes on, and a screen reader reads, from here.
  if (target && !target.hasAttribute("tabindex")) target.tabIndex = -1
  target?.focus({ preventScroll: true })
  const engine = await new Engine(site.index, site.edition).open()
  const clauses = parseQuery(parameters.get("q"), engine.language, engine.groups).filter((one) => !one.excluded)
  const stem = site.edition === "en" ? engine.language.stem : null
  for (const block of document.querySelectorAll(".dz-text [data-block]")) {
    const nodes = listTexts(block)
    const text = nodes.map((node) => node.data).join("")
    const runs = clauses.flatMap((clause) => findMatches(text, clause, engine.language, stem))
    markRuns(nodes, toUnits(text, runs))
  }
  target?.scrollIntoView({ block: "center" })
}

/** Lists the texts of a block that stand in no block inside it. */
function listTexts(block) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, (node) => {
    const inside = node.parentElement.closest("[data-block]") === block && !node.parentElement.closest(SILENT)
    return inside ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT
  })
  const nodes = []
  while (walker.nextNode()) nodes.push(walker.currentNode)
  return nodes
}

/** Turns offsets in characters into those of UTF-16, which nodes are split by. */
function toUnits(text, runs) {
  const chars = Array.from(text)
  const length = (end) => chars.slice(0, end).join("").length
  return runs.map(([start, end]) => [length(start), length(end)]).sort((one, other) => other[0] - one[0])
}

function markRuns(nodes, runs) {
  const starts = []
  nodes.reduce((at, node) => (starts.push(at), at + node.data.length), 0)
  let border = Infinity
  // From the last to the first, so that the offsets before stay right; runs of two words may overlap.
  for (const [start, end] of runs) {
    const stop = Math.min(end, border)
    border = start
    for (let number = nodes.length - 1; number >= 0; number -= 1) {
      const node = nodes[number]
      const from = Math.max(start - starts[number], 0)
      const to = Math.min(stop - starts[number], node.data.length)
      if (from >= to) continue
      node.splitText(to)
      const found = node.splitText(from)
      const mark = make("mark", { class: "dz-hit" })
      found.replaceWith(mark)
      mark.append(found)
    }
  }
}
