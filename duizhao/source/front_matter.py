"""Front matter: the YAML head of a Markdown file, checked key by key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date as Day  # noqa: N812 -- `date` is the name of a key
from functools import cache
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from duizhao.diagnostics import Diagnostic, Span, suggest
from duizhao.source.files import place
from duizhao.yaml_text import YamlText, read_yaml

FENCE = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
ISO_DATE = r"\d{4}(-\d{2}(-\d{2})?)?"
PERIOD = re.compile(rf"{ISO_DATE}(/{ISO_DATE})?")

Text = Annotated[str, Meta(min_length=1)]
Identifier = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]*$")]
Code = Annotated[str, Meta(pattern=r"^\d{6}$")]
PartialDate = Annotated[str, Meta(pattern=r"^\d{4}(-\d{2}){0,2}$")]
PATTERNS = {
    r"^[a-z0-9][a-z0-9-]*$": "an id of small letters, digits and hyphens",
    r"^\d{6}$": "a code of six digits",
    r"^\d{4}(-\d{2}){0,2}$": "a date such as 2024, 2024-03 or 2024-03-15",
}
"""Descriptions of the patterns for messages."""
SHOWN = 6
"""Maximum number of list entries that a message shows; of a longer list, it shows only their number."""


class ArticleHead(Struct, forbid_unknown_fields=True, kw_only=True):
    """The front matter of an article."""

    title: Annotated[Text, Meta(description="The title, in the script of the article.")]
    date: Annotated[Day, Meta(description="The day of publication: YYYY-MM-DD.")]
    theme: Annotated[Identifier, Meta(description="The section it belongs to: an id of themes.yml.")]
    sources: Annotated[
        list[Identifier],
        Meta(min_length=1, description="What its facts are taken from: ids of sources.yml, at least one."),
    ]
    regions: Annotated[list[Identifier], Meta(description="Places it speaks of: ids of regions.yml.")] = []
    period: Annotated[str, Meta(description="The time its figures cover: 2024, 2020/2022, 2024-03/2025-11-19.")] = ""
    summary: Annotated[str, Meta(description="One or two sentences for lists and search engines.")] = ""
    script: Annotated[
        str, Meta(description="Its edition code (zh-Hans, zh-Hant-TW, zh-Hant-HK) where detection should be overruled.")
    ] = ""
    tags: Annotated[list[Text], Meta(description="Words to find it by.")] = []
    authors: Annotated[list[Text], Meta(description="Who wrote it.")] = []
    aliases: Annotated[
        list[Text], Meta(description="Names that its file had before: their addresses lead to it in every edition.")
    ] = []
    draft: Annotated[bool, Meta(description="Shown with --drafts only.")] = False
    updated: Annotated[
        Day | UnsetType, Meta(description="The day of its last change; if not stated, that of its last commit.")
    ] = UNSET
    publish_at: Annotated[Day | UnsetType, Meta(description="The day from which it is shown.")] = UNSET
    complete: Annotated[bool, Meta(description="A promise that every block is translated.")] = False
    conversion: Annotated[
        dict[str, dict[str, str | None] | str | None],
        Meta(description="Wording of its own: {台账: {zh-Hant-TW: 臺帳}}; no value protects the word."),
    ] = {}


class PageHead(Struct, forbid_unknown_fields=True, kw_only=True):
    """The front matter of a page that is no article."""

    title: Annotated[Text, Meta(description="The title, in the script of the page.")]
    summary: Annotated[str, Meta(description="One or two sentences for search engines.")] = ""
    script: Annotated[str, Meta(description="Its edition code where detection should be overruled.")] = ""
    figures: Annotated[
        list[Identifier], Meta(max_length=6, description="Key figures shown above the text: ids of content/data.")
    ] = []


def split_front_matter(text: str, path: str) -> tuple[YamlText | None, str, int, list[Diagnostic]]:
    """Split a file into its front matter and its Markdown.

    Returns:
        The YAML with its positions, or None; the Markdown; the number of the Markdown's
        first line; and the problems found.
    """
    if not text.startswith("---"):
        hint = "begin the file with\n---\ntitle: …\ndate: 2026-03-02\ntheme: …\nsources: […]\n---"
        return None, text, 1, [Diagnostic(Span(path), "front-matter-missing", "no front matter", hint)]
    found = FENCE.match(text)
    if found is None:
        hint = "end it with a line that holds --- and nothing else"
        return None, "", 1, [Diagnostic(Span(path), "front-matter-open", "the front matter does not end", hint)]
    document, problems = read_yaml(found["yaml"], path, first_line=2)
    if document is not None and not isinstance(document.value, dict):
        message = "the front matter is no mapping of keys to values"
        problems.append(Diagnostic(Span(path, 2), "front-matter-syntax", message, "write lines such as  title: …"))
        document = None
    return document, text[found.end() :], place(text, found.end())[0], problems


def check_keys(head: type[Struct], document: YamlText, *at: str | int) -> tuple[dict[str, Any], list[Diagnostic]]:
    """Check a mapping against a struct key by key, to find all problems at once.

    Args:
        head: The struct that describes the keys.
        document: The YAML.
        at: The path of the mapping in it.

    Returns:
        The valid values by key, and the problems found.
    """
    value: Any = document.value
    for step in at:
        value = value[step]
    fields = _list_fields(head)
    problems = []
    for key in value:
        if key not in fields:
            span = document.span(*at, str(key), key=True)
            problems.append(Diagnostic(span, "key-unknown", f"unknown key '{key}'", suggest(str(key), fields)))
    good: dict[str, Any] = {}
    for name, one in fields.items():
        if name not in value or value[name] is None:
            if one.required:
                span = document.span(*at, name, key=True)
                hint = f"add a line  {name}: …  ({_describe(msgspec.inspect.type_info(one.type))})"
                problems.append(Diagnostic(span, "key-missing", f"missing key '{name}'", hint))
            continue
        written = as_written(value[name])
        try:
            good[name] = msgspec.convert(written, one.type)
        except msgspec.ValidationError as error:
            problems.append(_explain(document, (*at, name), one.type, written, error))
    return good, problems


@cache
def _list_fields(head: type[Struct]) -> dict[str, msgspec.structs.FieldInfo]:
    """List the keys that a struct describes; cached, since looking up types is slower than reading front matter."""
    return {one.encode_name: one for one in msgspec.structs.fields(head)}


def check_period(document: YamlText, value: str, *at: str | int, key: str = "period") -> list[Diagnostic]:
    """Report an invalid period; `at` is the path of its mapping in the document, `key` its key there."""
    if not value or (PERIOD.fullmatch(value) and all(is_partial_date(end) for end in value.split("/"))):
        return []
    message = f"'{value}' is no period"
    hint = "write 2024, 2020/2022, or with months and days as in 2024-03/2025-11-19"
    return [Diagnostic(document.span(*at, key), "period-invalid", message, hint)]


def is_partial_date(written: str) -> bool:
    """Return whether YYYY, YYYY-MM or YYYY-MM-DD is a date that exists; 2024-13 is not."""
    year, month, day = (*written.split("-"), "01", "01")[:3]
    try:
        Day(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def as_written(value: Any) -> Any:
    """Turn numbers that YAML parsed back into texts, as in `period: 2024` or `tags: [2024]`."""
    if isinstance(value, list):
        return [as_written(item) for item in value]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value


def _explain(
    document: YamlText, at: tuple[str | int, ...], expected: Any, value: Any, error: msgspec.ValidationError
) -> Diagnostic:
    """Return the diagnostic for an invalid value, in words that editors understand."""
    key = at[-1]
    index = re.search(r"`\$\[(\d+)\]", str(error))
    span = document.span(*at, int(index[1])) if index else document.span(*at)
    wrong = value[int(index[1])] if index else value
    kind = _plain_kind(msgspec.inspect.type_info(expected))
    if "DateType" in str(kind):
        return Diagnostic(span, "date-invalid", f"'{wrong}' is no date", "write year-month-day, such as 2026-03-02")
    # For one invalid entry of a list, describe the entry instead of the list.
    wanted = _describe(kind.item_type if index and isinstance(kind, msgspec.inspect.ListType) else kind)
    message = f"key '{key}': expected {wanted}, found {_show(wrong)}"
    return Diagnostic(span, "key-type", message)


def _plain_kind(kind: msgspec.inspect.Type) -> msgspec.inspect.Type:
    """Return a type without its metadata, and of a union, such as one with None, the first member."""
    while isinstance(kind, msgspec.inspect.Metadata):
        kind = kind.type
    return _plain_kind(kind.types[0]) if isinstance(kind, msgspec.inspect.UnionType) else kind


def _describe(kind: msgspec.inspect.Type) -> str:
    """Return the name of a key's type for messages."""
    kind = _plain_kind(kind)
    names: Mapping[type, str] = {
        msgspec.inspect.StrType: "a text",
        msgspec.inspect.DateType: "a date such as 2026-03-02",
        msgspec.inspect.DecimalType: "a number",
        msgspec.inspect.BoolType: "true or false",
        msgspec.inspect.DictType: "a mapping",
    }
    if isinstance(kind, msgspec.inspect.StrType) and kind.pattern:
        return PATTERNS[kind.pattern]
    if isinstance(kind, msgspec.inspect.LiteralType):
        return "one of " + ", ".join(str(value) for value in kind.values)
    if isinstance(kind, msgspec.inspect.ListType):
        least = " with at least one entry" if kind.min_length else ""
        most = f" with at most {kind.max_length} entries" if kind.max_length else ""
        return f"a list such as [a, b]{least}{most}"
    return names.get(type(kind), "another kind of value")


def _show(value: Any) -> str:
    """Format a value for a message."""
    if value == []:
        return "an empty list"
    if isinstance(value, list) and len(value) > SHOWN:
        return f"{len(value)} entries"
    return f"'{value}'" if isinstance(value, str) else f"{value!r}"
