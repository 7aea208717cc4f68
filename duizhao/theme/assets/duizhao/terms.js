// Terms of the glossary, abbreviations: hovering, focus and tapping open a note, Escape and leaving close it.
// Without this script a term is a link to the glossary, and an abbreviation has a title.

const LEAVE = 200 // milliseconds for the way from a term to its note
let open = null // the term whose note is open, and the note
let timer = 0

function show(term) {
  clearTimeout(timer)
  if (open?.term === term) return
  hide()
  const note = document.getElementById(term.getAttribute("aria-describedby"))
  note.hidden = false
  place(term, note)
  open = { term, note }
}

function hide() {
  clearTimeout(timer)
  if (open) open.note.hidden = true
  open = null
}

/** Puts a note below its term, or above it where there is no room, inside the width of the window. */
function place(term, note) {
  const around = note.offsetParent.getBoundingClientRect()
  const [line] = term.getClientRects()
  const width = document.documentElement.clientWidth
  const left = Math.max(8, Math.min(line.left, width - note.offsetWidth - 8))
  const below = line.bottom + note.offsetHeight + 8 < window.innerHeight
  const top = below ? line.bottom + 4 : line.top - note.offsetHeight - 4
  note.style.left = `${left - around.left}px`
  note.style.top = `${top - around.top}px`
}

// In the other columns of a parallel page a term is without a note.
for (const term of document.querySelectorAll(":is(.dz-term, .dz-abbr)[aria-describedby]")) {
  // The browser would show its title beside the note; print still needs the words.
  if (term.title) term.dataset.title = term.title
  term.removeAttribute("title")
  term.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && show(term))
  term.addEventListener("focus", () => show(term))
  term.addEventListener("blur", hide)
  // A tap opens the note; the glossary is one more tap away, or where the note is open already.
  term.addEventListener("click", (event) => {
    if (event.detail > 0 && event.pointerType !== "mouse" && open?.wasTapped !== term) {
      event.preventDefault()
      show(term)
      open.wasTapped = term
    }
  })
  term.addEventListener("pointerleave", leave)
}
for (const note of document.querySelectorAll(".dz-term-note")) {
  note.addEventListener("pointerenter", () => clearTimeout(timer))
  note.addEventListener("pointerleave", leave)
}

function leave(event) {
  if (event.pointerType !== "mouse") return
  clearTimeout(timer)
  timer = setTimeout(hide, LEAVE)
}

document.addEventListener("keydown", (event) => event.key === "Escape" && hide())
document.addEventListener("pointerdown", (event) => {
  if (open && !open.note.contains(event.target) && !open.term.contains(event.target)) hide()
})
