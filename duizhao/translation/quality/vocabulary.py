"""Rules on terms: required and banned renderings of the translators' glossary."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.translation.quality.pair import Finding, Pair
from duizhao.translation.terms import find_rendering, make_pattern, remove_renderings


def check_terms(pair: Pair) -> Iterator[Finding]:
    """A term of the glossary is rendered as agreed, in whatever form grammar asks for.

    Bad: 全省有网格员 → the province has gridmen
    Good: 全省有网格员 → the province has grid workers
    Good: 老旧小区 → old residential compounds
    """
    if not pair.source.is_chinese:
        return
    for term in pair.terms.find(pair.source.prose):
        renderings = term.list_renderings(pair.target.language)
        if term.checked and renderings and find_rendering(pair.target.prose, renderings) is None:
            message = f"the term '{term.forms[0]}' has none of its renderings: {', '.join(renderings[:4])}"
            yield Finding(message, "use one of them, or add yours to translations/glossary.yml")


def check_banned_terms(pair: Pair) -> Iterator[Finding]:
    """No term is rendered by words that mislead; the glossary's note says why.

    Bad: 网格员上门 → the gridman calls
    Good: 网格员上门 → the grid worker calls
    """
    if not pair.source.is_chinese:
        return
    language = pair.target.language
    found = pair.terms.find(pair.source.prose)
    if not any(term.banned for term in found):
        return
    # A rendering banned for one term may be right for another: 社会工作者 and 社区工作者 in one sentence.
    rest = remove_renderings(pair.target.prose, [one for term in found for one in term.list_renderings(language)])
    for term in found:
        for banned in term.banned:
            if make_pattern(banned).search(rest):
                preferred = next(iter(term.list_renderings(language)), "")
                hint = "; ".join(part for part in (f"write '{preferred}'" if preferred else "", term.note) if part)
                yield Finding(f"the term '{term.forms[0]}' is rendered '{banned}'", hint)
