// Citations of an article: buttons that copy them, and the reader's own day as the day of access. No module, so that it
// also works from disk.
;(() => {
  const fold = document.querySelector(".dz-cite")
  const list = fold?.querySelector("dl")
  if (!list) return
  const state = fold.querySelector(".dz-cite__state")

  /** Writes today's date where a citation states when the page was read. */
  function date() {
    const now = new Date()
    const parts = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    const day = parts.map((part) => String(part).padStart(2, "0")).join("-")
    for (const place of list.querySelectorAll("[data-accessed]")) place.textContent = `[${day}]`
  }

  /** Selects a citation, which is then also marked for readers who copy it themselves. */
  function select(text) {
    const range = document.createRange()
    range.selectNodeContents(text)
    getSelection().removeAllRanges()
    getSelection().addRange(range)
  }

  /** Copies a citation; where a page may not write to the clipboard itself, by way of the selection. */
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text.textContent)
      return true
    } catch {
      select(text)
      return document.execCommand("copy")
    }
  }

  fold.addEventListener("toggle", date)
  list.addEventListener("click", async (event) => {
    const button = event.target.closest(".dz-cite__copy")
    if (!button) return
    date()
    const done = await copy(button.closest("dd").querySelector(".dz-cite__text"))
    const name = button.closest("div").querySelector("dt").textContent
    state.textContent = done ? `${list.dataset.copied} ${name}` : list.dataset.failed
  })
})()
