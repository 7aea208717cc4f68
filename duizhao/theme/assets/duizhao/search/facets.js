// Facets: what results are filtered by, and how many each filter would leave.

const DAY = 86_400_000

/** The year of a document; undefined where it has no date. */
export const yearOf = (document, { days }) => (days[document] ? new Date(days[document] * DAY).getUTCFullYear() : undefined)

/** What there is to filter by when nothing was found. */
export const emptyFacets = () => ({ themes: [], regions: [], years: [] })

/** Tells whether the filters let a document pass; `except` names one that does not count. */
export function passes(document, { theme, region, year }, documents, manifest, except) {
  if (theme && except !== "theme" && manifest.themes[documents.themes[document] - 1]?.id !== theme) return false
  const regions = manifest.places[documents.places[document]].map((number) => manifest.regions[number].id)
  if (region && except !== "region" && !regions.includes(region)) return false
  return !year || except === "year" || String(yearOf(document, documents)) === String(year)
}

/** Counts what each filter would leave, the other filters applied. */
export function countFacets(found, wanted, documents, manifest) {
  const [themes, regions, years] = [new Map(), new Map(), new Map()]
  const add = (counts, key) => counts.set(key, (counts.get(key) ?? 0) + 1)
  for (const { document } of found) {
    if (passes(document, wanted, documents, manifest, "theme")) add(themes, documents.themes[document] - 1)
    if (passes(document, wanted, documents, manifest, "region")) {
      manifest.places[documents.places[document]].forEach((number) => add(regions, number))
    }
    if (passes(document, wanted, documents, manifest, "year")) add(years, yearOf(document, documents))
  }
  const named = (counts, rows) =>
    rows.map((row, number) => ({ ...row, count: counts.get(number) ?? 0 })).filter((row) => row.count)
  return {
    themes: named(themes, manifest.themes),
    regions: named(regions, manifest.regions).sort((one, other) => other.count - one.count),
    years: [...years]
      .filter(([year]) => year)
      .sort((one, other) => other[0] - one[0])
      .map(([year, count]) => ({ id: String(year), count })),
  }
}
