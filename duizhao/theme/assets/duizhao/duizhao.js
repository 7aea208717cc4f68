// Switching the edition keeps the reader's place: the fragment goes along, ids being the same in every edition.
for (const link of document.querySelectorAll("[data-dz-switch]")) {
  link.addEventListener("click", () => {
    link.hash = location.hash
  })
}
