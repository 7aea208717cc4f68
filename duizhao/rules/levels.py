"""Levels: what a site says about the rules, applied to what they have found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from duizhao.adjustments import CODE, Adjustment, compile_pattern
from duizhao.diagnostics import Diagnostic, Level, sort_diagnostics, suggest
from duizhao.rules.registry import is_fixed, list_rules
from duizhao.rules.waivers import Waiver, apply_waivers, check_waivers, may_hold_waivers, read_waivers
from duizhao.settings import Settings
from duizhao.source.files import has_file, read_text


def settle(
    diagnostics: Sequence[Diagnostic], settings: Settings, *, is_complete: bool = False
) -> tuple[Diagnostic, ...]:
    """Return the diagnostics that are left, with the levels that the site gives to them.

    Errors with which no site can be built are left as they are.

    Args:
        diagnostics: What the rules have found.
        settings: The settings of the site.
        is_complete: Whether all rules of `check` were applied, so that waivers without an effect can be reported.
    """
    paths = {one.span.path for one in diagnostics if may_hold_waivers(one.span.path)}
    if is_complete:
        paths.update(_list_sources(settings))
    waivers = {path: found for path in sorted(paths) if (found := _read(settings, path))}
    if not waivers and not settings.adjustments:
        return sort_diagnostics(diagnostics)
    kept, used = apply_waivers(diagnostics, waivers, list_rules())
    if is_complete:
        kept += check_waivers((one for found in waivers.values() for one in found), used, list_rules())
    return sort_diagnostics(_adjust(kept, settings.adjustments))


def check_adjustments(settings: Settings) -> Iterator[Diagnostic]:
    """Yield the levels of a site that have no effect: those of unknown rules, and of errors that stop every build."""
    rules = list_rules() if settings.adjustments else {}
    for one in settings.adjustments:
        rule = rules.get(one.code)
        if rule is None:
            message = f"unknown rule '{one.code}'"
            yield Diagnostic(one.span, CODE, message, suggest(one.code, rules), Level.WARNING)
        elif rule.is_fixed and one.level is not Level.ERROR:
            message = f"'{one.code}' stays an error: no site can be built with it"
            hint = f"duizhao check --explain {one.code}  says what to do"
            yield Diagnostic(one.span, CODE, message, hint, Level.WARNING)


def check_patterns(settings: Settings) -> Iterator[Diagnostic]:
    """Yield the levels of a site that are for files which do not exist."""
    for pattern in dict.fromkeys(one.pattern for one in settings.adjustments if one.pattern):
        if not _has_files(settings, pattern):
            span = next(one.span for one in settings.adjustments if one.pattern == pattern)
            hint = "write a path from the folder of the site, such as  content/articles/2019-*.md"
            yield Diagnostic(span, CODE, f"no file has a path like '{pattern}'", hint, Level.WARNING)


def _adjust(diagnostics: Iterable[Diagnostic], adjustments: Sequence[Adjustment]) -> Iterator[Diagnostic]:
    """Yield the diagnostics with their levels on this site, without those that are switched off."""
    rules = list_rules()
    for one in diagnostics:
        applying = [each for each in adjustments if each.code == one.code and each.applies_to(one.span.path)]
        if is_fixed(one, rules) or not applying:
            yield one
        elif (level := applying[-1].level) is not None:
            yield replace(one, level=level)


def _read(settings: Settings, path: str) -> tuple[Waiver, ...]:
    """Return the waivers of a file; none if it cannot be read, which is reported elsewhere."""
    file = settings.root / path
    text = read_text(file, path)[0] if has_file(file) else None
    return read_waivers(text, path) if text is not None else ()


def _list_sources(settings: Settings) -> Iterator[str]:
    """Yield the paths of all files that may hold waivers."""
    for folder in (settings.content_folder, settings.translations_folder):
        for file in folder.rglob("*"):
            path = file.relative_to(settings.root).as_posix()
            if may_hold_waivers(path):
                yield path


def _has_files(settings: Settings, pattern: str) -> bool:
    """Return whether a file of the site has a path like the pattern."""
    matches = compile_pattern(pattern).fullmatch
    folders = (settings.content_folder, settings.translations_folder)
    paths = (file.relative_to(settings.root).as_posix() for folder in folders for file in folder.rglob("*"))
    return has_file(settings.root / pattern) or any(map(matches, paths))
