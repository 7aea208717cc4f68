// Charts as images, made of their SVG files with the reader's own fonts, and the code to embed them, for the clipboard.
// No module, so that it also works from disk.
;(() => {
  const SCALE = 2 // twice the size, for print and for dense screens

  async function draw(address) {
    const response = await fetch(address)
    if (!response.ok) throw new Error(`${address}: ${response.status}`)
    const url = URL.createObjectURL(new Blob([await response.text()], {type: "image/svg+xml"}))
    const image = new Image()
    image.src = url
    await image.decode()
    const canvas = document.createElement("canvas")
    canvas.width = image.naturalWidth * SCALE
    canvas.height = image.naturalHeight * SCALE
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height)
    URL.revokeObjectURL(url)
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"))
  }

  async function save(button) {
    const drawing = button.parentElement.querySelector("a[href$='.svg']")
    const link = document.createElement("a")
    link.href = URL.createObjectURL(await draw(drawing.href))
    link.download = drawing.href.split("/").pop().replace(/svg$/, "png")
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href))
  }

  async function copy(button) {
    const code = button.parentElement.querySelector("textarea")
    code.select()
    try {
      await navigator.clipboard.writeText(code.value)
    } catch {
      // Without leave to write to the clipboard the code is selected, ready for the key.
      return
    }
    const words = (button.dataset.words ??= button.textContent)
    button.textContent = button.dataset.done
    setTimeout(() => { button.textContent = words }, 2000)
  }

  // A page from disk may not read the file beside it.
  const DONE = location.protocol === "file:" ? {copy} : {save, copy}
  for (const [name, act] of Object.entries(DONE)) {
    for (const button of document.querySelectorAll(`.dz-chart [data-dz-${name}]`)) {
      button.hidden = false
    }
    // Charts of parallel reading come later.
    document.addEventListener("click", (event) => {
      const button = event.target.closest?.(`.dz-chart [data-dz-${name}]`)
      if (button) act(button)
    })
  }
})()
