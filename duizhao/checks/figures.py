"""Rules on figures: their references to themes, regions and sources, and references to them in texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from duizhao.diagnostics import Diagnostic, Level, suggest
from duizhao.editing.figures import PERCENT, WORDS, has_word
from duizhao.editions import SCRIPT_EDITIONS
from duizhao.model import Action, Event, Figure, Reference, Site, TextPage, Theme
from duizhao.script.convert import make_converter
from duizhao.source.charts import list_figures
from duizhao.source.links import list_all_documents
from duizhao.source.references import FORMS, find_references, split_reference

MEASURES: Mapping[str, str] = {
    "个百分点": "", "人次": "", "分钟": "", "小时": "", PERCENT: "", "个": "人体别", "名": "字称单额",
    "人": "民才大员口均群物数士生为行工际", "位": "置于", "家": "庭长园属", "支": "部持撑出柱", "件": "", "级": "别",
    "项": "目", "条": "件例", "种": "类植子", "类": "型别", "场": "所景合地", "次": "数序日", "期": "间限待望",
    "户": "外籍口", "处": "理于置长", "块": "", "所": "有在属以", "部": "门署分", "份": "额", "起": "来点",
    "批": "准评", "年": "度轻龄", "岁": "", "元": "素", "步": "骤行", "方": "面案法式向便",
}  # fmt: skip
"""Measure words in Simplified, with the characters that form another word if they follow: 人 is none in 人民."""
LISTED = 6
"""The maximum number of unused figures listed in a warning."""

REACH = 5
"""The maximum length of a measure word, including the character that follows."""

Rule = Callable[[Site], Iterable[Diagnostic]]


def check_record_ids(site: Site) -> Iterator[Diagnostic]:
    """The theme, region and source of a figure, an action or an event are ids of their files.

    Bad: `region: sichaun`
    Good: `region: sichuan`
    """
    known = {
        "theme": {one.id for one in site.themes},
        "region": {one.id for one in site.regions},
        "source": {one.id for one in site.sources},
    }
    records: tuple[Figure | Action | Event, ...] = (*site.figures, *site.actions, *site.events)
    for record in records:
        for key, ids in known.items():
            value = getattr(record, key, None)
            if value is not None and value not in ids:
                message = f"unknown {key} '{value}'"
                yield Diagnostic(record.places[key], f"{key}-unknown", message, suggest(value, ids))


def check_lead_figures(site: Site) -> Iterator[Diagnostic]:
    """The figures that a theme or a page begins with are ids of content/data.

    Bad: `figures: [newssc2025-f61]`
    Good: `figures: [newssc2025-f16]`
    """
    known = {figure.id for figure in site.figures}
    subjects: tuple[Theme | TextPage, ...] = (*site.themes, *site.pages, site.home)
    for subject in subjects:
        for number, name in enumerate(subject.figures):
            if name not in known:
                span = subject.places[f"figures.{number}"]
                yield Diagnostic(span, "figure-unknown", f"unknown figure '{name}'", suggest(name, known))


def check_references(site: Site) -> Iterator[Diagnostic]:
    """A reference names a figure and one of the forms it can be printed in.

    Bad: `{{newssc2025-f61}}`, `{{newssc2025-f16:numbr}}`, `{{newssc2025-f16:word}}` of 15240000
    Good: `{{newssc2025-f16}}`, `{{newssc2025-f16:number}}`
    """
    figures = {figure.id: figure for figure in site.figures}
    for reference in _list_references(site):
        name, form = split_reference(reference.content)
        if name not in figures:
            hint = suggest(name, figures) or "figures stand in content/data; braces that shall be seen are written \\{{"
            yield Diagnostic(reference.span, "figure-unknown", f"unknown figure '{name}'", hint)
        elif form not in ("", *FORMS):
            message = f"unknown form '{form}' of figure '{name}'"
            yield Diagnostic(reference.span, "figure-form", message, suggest(form, FORMS))
        elif form == "word" and not has_word(figures[name]):
            message = f"the number {figures[name].value} of figure '{name}' is printed in no word"
            hint = f"only whole numbers from 1 to {len(WORDS)} are; write {{{{{name}:number}}}}"
            yield Diagnostic(reference.span, "figure-word", message, hint)


def check_units(site: Site) -> Iterator[Diagnostic]:
    """No measure word follows a reference that prints its unit.

    Bad: `{{newssc2025-f16}}名志愿者`, which prints 1524万人名志愿者
    Good: `{{newssc2025-f16:number}}名志愿者`, `{{newssc2025-f16}}`
    """
    figures = {figure.id: figure for figure in site.figures}
    for reference in _list_references(site):
        name, form = split_reference(reference.content)
        figure = figures.get(name)
        measure = _find_measure(reference.after)
        if figure is None or form or not figure.unit or not measure:
            continue
        verb = "repeats" if measure == fold_script(figure.unit) else "contradicts"
        message = f"'{measure}' behind figure '{name}' {verb} its unit '{figure.unit}'"
        hint = f"leave it out, or print the number without a unit: {{{{{name}:number}}}}{measure}"
        yield Diagnostic(reference.span, "figure-unit", message, hint, Level.WARNING)


def check_unused_figures(site: Site) -> Iterator[Diagnostic]:
    """Every figure is printed somewhere, in a text or in a chart.

    One warning for each file, however many figures it has that nobody uses.

    Bad: a figure that no `{{…}}` and no row of a chart names
    Good: each figure in the article that speaks of it
    """
    charts = (chart for document in list_all_documents(site) for chart in document.charts.values())
    used = {figure.id for chart in charts for figure in list_figures(chart)}
    used |= {split_reference(reference.content)[0] for reference in _list_references(site)}
    unused: dict[str, list[Figure]] = {}
    for figure in site.figures:
        if figure.id not in used:
            unused.setdefault(figure.span.path, []).append(figure)
    for figures in unused.values():
        names = ", ".join(figure.id for figure in figures[:LISTED]) + (", …" if len(figures) > LISTED else "")
        message = f"no text prints {len(figures)} of the figures: {names}"
        yield Diagnostic(figures[0].span, "figure-unused", message, "refer to them as {{id}}", Level.WARNING)


FIGURE_RULES: tuple[Rule, ...] = (
    check_record_ids,
    check_lead_figures,
    check_references,
    check_units,
    check_unused_figures,
)


def _list_references(site: Site) -> Iterator[Reference]:
    """Yield the references of all texts in which figures are printed: documents, titles, summaries."""
    for document in list_all_documents(site):
        yield from document.references
    for article in site.articles:
        yield from find_references(article.title, article.places.get("title", article.span))
        yield from find_references(article.summary, article.places.get("summary", article.span))
    for page in (*site.pages, site.home):
        yield from find_references(f"{page.title}\n{page.summary}", page.span)
    for theme in site.themes:
        yield from find_references(f"{theme.name}\n{theme.summary}\n{theme.headline}", theme.span)
    for term in site.glossary:
        yield from find_references(term.explanation, term.span)
    for action in site.actions:
        yield from find_references(f"{action.name}\n{action.what}", action.span)
    for event in site.events:
        yield from find_references(event.name, event.span)


def _find_measure(after: str) -> str:
    """Return the measure word that a text begins with, or an empty string if it begins with another word."""
    after = fold_script(after[:REACH])
    measure = next((one for one in MEASURES if after.startswith(one)), "")
    follows = after[len(measure) : len(measure) + 1]
    return "" if follows and follows in MEASURES.get(measure, "") else measure


def fold_script(text: str) -> str:
    """Convert a short text in either script to Simplified, for comparing 個 with 个."""
    return make_converter(SCRIPT_EDITIONS[1], SCRIPT_EDITIONS[0]).convert(text)
