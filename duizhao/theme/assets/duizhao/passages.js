// Links to passages, and the button that shares the article. Every block has an id without this script; it offers the link.
const {link: NAME, copied: COPIED} = document.querySelector("script[data-copied]").dataset
const text = document.querySelector(".dz-text")
const PASSAGE = ".dz-text :is([data-block], table)[id]"

const status = document.createElement("p")
status.className = "dz-message"
status.setAttribute("role", "status")
document.body.append(status)

let timer = 0
function say(words) {
  status.textContent = words
  clearTimeout(timer)
  timer = setTimeout(() => (status.textContent = ""), 4000)
}

function addressOf(block) {
  const address = new URL(location.href)
  address.search = ""
  address.hash = block ? block.id : ""
  return address.href
}

async function copy(words) {
  try {
    await navigator.clipboard.writeText(words)
  } catch {
    return false
  }
  say(COPIED)
  return true
}

// One link for all passages, so that the keyboard stops once: it stands beside the passage under the pointer or the focus,
// else beside the first one in the window; the arrow keys move it on.
const mark = document.createElement("a")
mark.className = "dz-passage"
mark.textContent = "¶"
mark.setAttribute("aria-label", NAME)
mark.title = NAME
let current = null

function listPassages() {
  return [...document.querySelectorAll(PASSAGE)].filter((block) => block.offsetParent)
}

function place(block) {
  current = block
  if (!block) return
  mark.href = `#${block.id}`
  const around = mark.offsetParent?.getBoundingClientRect()
  if (around) mark.style.top = `${block.getBoundingClientRect().top - around.top}px`
  mark.classList.add("dz-passage--shown")
}

async function copyPassage() {
  // Without a clipboard the link leads there, and stands in the address bar.
  if (!(await copy(addressOf(current)))) location.hash = current.id
}

function findFirst() {
  const blocks = listPassages()
  return blocks.find((block) => block.getBoundingClientRect().bottom > 80) ?? blocks[0]
}

function move(step) {
  const blocks = listPassages()
  const next = blocks[blocks.indexOf(current) + step]
  if (!next) return
  place(next)
  next.scrollIntoView({block: "nearest"})
}

if (text?.querySelector("[data-block]")) {
  text.before(mark)
  place(findFirst())
  mark.classList.remove("dz-passage--shown")
  text.addEventListener("pointerover", (event) => place(event.target.closest(PASSAGE) ?? current))
  text.addEventListener("focusin", (event) => place(event.target.closest(PASSAGE) ?? current))
  mark.addEventListener("focus", () => {
    if (mark.matches(":focus-visible")) place(findFirst())
  })
  mark.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    void copyPassage()
  })
  const onKey = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return
    if (event.key === "c" && current) void copyPassage()
    else if (event.target === mark && ["ArrowDown", "ArrowUp"].includes(event.key)) move(event.key === "ArrowDown" ? 1 : -1)
    else return
    event.preventDefault()
    // The theme has keys of its own.
    event.stopPropagation()
  }
  // Single keys work only while the focus is here: https://www.w3.org/TR/WCAG22/#character-key-shortcuts
  mark.addEventListener("keydown", onKey)
  text.addEventListener("keydown", onKey)
}

const share = document.querySelector("[data-dz-share]")
if (share && (navigator.share || navigator.clipboard)) {
  share.hidden = false
  share.addEventListener("click", async () => {
    const said = {title: document.querySelector("h1").textContent.trim(), url: addressOf(null)}
    try {
      if (navigator.share) return await navigator.share(said)
    } catch (error) {
      // A reader who closes the menu of the system wants nothing else instead.
      if (error.name === "AbortError") return
    }
    await copy(`${said.title}\n${said.url}`)
  })
}
