"""Scripts for the search benchmark's browser: a query for each engine, and its timing."""

OURS = """async ([edition, query]) => {
  const { Engine } = await import("/code/engine.js")
  window.engine ??= new Engine(new URL("/search/", location.href), edition)
  const answer = await window.engine.search(query)
  return answer.items.map((item) => item.address.split("/").at(-2))
}"""
PAGEFIND = """async ([edition, query]) => {
  window.pagefind ??= await import("/pagefind/pagefind.js")
  const answer = await window.pagefind.search(query)
  const data = await Promise.all(answer.results.slice(0, 10).map((one) => one.data()))
  return data.map((one) => one.url.replace(/\\/(index.html)?$/, "").split("/").at(-1))
}"""
MATERIAL = """async ([edition, query]) => {
  const input = document.querySelector("[data-md-component=search-query]")
  const meta = document.querySelector(".md-search-result__meta")
  const type = (text) => {
    input.value = text
    input.dispatchEvent(new Event("keyup", { bubbles: true }))
  }
  const until = async (test, patience) => {
    const end = Date.now() + patience
    while (!test() && Date.now() < end) await new Promise((done) => setTimeout(done, 10))
  }
  document.getElementById("__search").checked = true
  input.focus()
  window.initial ??= meta.textContent
  type("")
  // At first the theme says that it is loading, then what it says while nothing is typed.
  window.idle ?? await until(() => meta.textContent !== window.initial, 3000)
  window.idle ??= meta.textContent
  await until(() => meta.textContent === window.idle, 5000)
  type(query)
  await until(() => meta.textContent !== window.idle, 1500)
  const links = [...document.querySelectorAll(".md-search-result__item > a")].slice(0, 10)
  return [...new Set(links.map((link) => new URL(link.href).pathname.replace(/[/]$/, "").split("/").at(-1)))]
}"""
TIMED = """async ([edition, query]) => {
  const run = %s
  performance.clearResourceTimings()
  const start = performance.now()
  const found = await run([edition, query])
  const end = performance.now()
  const last = Math.max(start, ...performance.getEntriesByType("resource").map((one) => one.responseEnd))
  return [found, end - last]
}"""
