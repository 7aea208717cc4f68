// Marks in pairs: the sentence that says the same, and characters that stand for several in the other script.

const texts = new WeakMap() // what is known of a column: its text nodes with their offsets, and its sentences
const MARKS = ["dz-sentence", "dz-form"]
const STYLE = `
  ::highlight(dz-sentence) { background-color: color-mix(in srgb, var(--dz-accent) 20%, transparent) }
  ::highlight(dz-form) { text-decoration: underline 2px var(--dz-mark) }
`
const isSupported = "highlights" in CSS && "Segmenter" in Intl

if (isSupported) {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(STYLE)
  document.adoptedStyleSheets.push(sheet)
}

function read(column) {
  if (!texts.has(column)) {
    const walker = document.createTreeWalker(column, NodeFilter.SHOW_TEXT)
    const nodes = []
    let text = ""
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      nodes.push({node, start: text.length})
      text += node.data
    }
    const language = column.closest("[lang]").lang
    const sentences = [...new Intl.Segmenter(language, {granularity: "sentence"}).segment(text)]
    texts.set(column, {nodes, text, sentences, language})
  }
  return texts.get(column)
}

function makeRange({nodes}, start, end) {
  const find = (offset, isEnd) => nodes.findLast((one) => (isEnd ? one.start < offset : one.start <= offset))
  const [first, last] = [find(start, false), find(end, true)]
  const range = document.createRange()
  range.setStart(first.node, start - first.start)
  range.setEnd(last.node, end - last.start)
  return range
}

function findPlace(event) {
  if (!event) {
    const selection = getSelection()
    return selection.isCollapsed ? null : [selection.anchorNode, selection.anchorOffset]
  }
  if (!event.target.closest?.("[data-dz-column]")) return null
  const found = document.caretPositionFromPoint?.(event.clientX, event.clientY)
  if (found) return [found.offsetNode, found.offset]
  const range = document.caretRangeFromPoint?.(event.clientX, event.clientY)
  return range ? [range.startContainer, range.startOffset] : null
}

/** Marks the sentence under the pointer, or at the selection, and its counterparts, where there are as many. */
export function markSentences(event) {
  if (!isSupported) return
  CSS.highlights.delete("dz-sentence")
  const place = findPlace(event)
  const column = place?.[0].parentElement?.closest("span[data-dz-column]")
  if (!column) return
  const own = read(column)
  const node = own.nodes.find((one) => one.node === place[0])
  if (!node) return
  const at = node.start + place[1]
  const number = own.sentences.findLastIndex((one) => one.index <= at)
  const ranges = []
  for (const one of column.parentElement.children) {
    const {sentences} = read(one)
    const sentence = sentences[number]
    if (sentences.length !== own.sentences.length || !sentence) continue
    ranges.push(makeRange(read(one), sentence.index, sentence.index + sentence.segment.trimEnd().length))
  }
  if (ranges.length > 1) CSS.highlights.set("dz-sentence", new Highlight(...ranges))
}

/** Marks characters that stand for several in the other script: 發 and 髮 are both 发. */
export async function markForms(main) {
  if (!isSupported) return
  const {FORMS} = await import("./forms.js")
  const ranges = []
  for (const pair of main.querySelectorAll("span.dz-pair")) {
    const columns = [...pair.children].map(read).filter((one) => one.language.startsWith("zh"))
    const simplified = columns.find((one) => one.language.startsWith("zh-Hans"))
    for (const other of columns) {
      if (!simplified || other === simplified || other.text.length !== simplified.text.length) continue
      for (let at = 0; at < other.text.length; at++) {
        if (simplified.text[at] === other.text[at] || !FORMS.includes(simplified.text[at])) continue
        for (const one of [simplified, other]) ranges.push(makeRange(one, at, at + 1))
      }
    }
  }
  if (ranges.length) CSS.highlights.set("dz-form", new Highlight(...ranges))
}

export function clearMarks() {
  if (isSupported) for (const name of MARKS) CSS.highlights.delete(name)
}
