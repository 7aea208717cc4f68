// Loaded before the theme's own script, when the page stands.

// The theme fetches a whole sitemap for every alternate of a page, from the host of `site_url`, to guess what its language
// selector leads to. Ours leads there already; a blank at the end hides the links from it and from nobody else.
for (const link of document.querySelectorAll("head > link[rel=alternate]")) {
  link.setAttribute("rel", "alternate ")
}

// Switching the edition keeps the reader's place: the fragment goes along, ids being the same in every edition.
for (const link of document.querySelectorAll("[data-dz-switch]")) {
  link.addEventListener("click", () => {
    link.hash = location.hash
  })
}
