// Elements of the page, made without a line of HTML in a string.

/** Makes an element with attributes, properties of `on…` and children; what is undefined or false is left out. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false || value === null) continue
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value)
    else element.setAttribute(name, value === true ? "" : value)
  }
  element.append(...children.filter((child) => child !== undefined && child !== false))
  return element
}

/** Makes the pieces of a text, those that were found in `<mark>`. */
export function makePieces(pieces) {
  return pieces.map(([text, marked]) => (marked ? make("mark", {}, text) : text))
}
