"""No word of a source vanishes: all are readable in every edition, and marked if untranslated."""

from __future__ import annotations

import re
from itertools import count

from hypothesis import example, given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from duizhao.editing.document import EditedDocument, Job, edit_document
from duizhao.editions import make_edition
from duizhao.source.document import read_document
from duizhao.translation.catalog import Catalog, Entry

BLOCKS = [
    *(
        "{w}",
        "## {w}",
        "- {w}\n- {w}",
        "1. {w}\n\n   {w}",
        "> {w}",
        '!!! note "{w}"\n    {w}\n\n    {w}',
        '??? note "{w}"\n    {w}',
        "???+ tip\n    {w}",
        "> [!NOTE]\n> {w}",
        "> [!tip]- {w}\n> {w}",
        '=== "{w}"\n    {w}\n=== "**{w}**"\n\n    {w}\n\n===! "{w}"\n    {w}',
        "{w}\n:   {w}",
        "- [ ] {w}",
    ),
    *(
        "| {w} | {w} |\n|---|:-:|\n| {w} | {w} |",
        "![{w}](a.svg)",
        '![{w}](a.svg "{w}"){{.figure}}',
        '[{w}](a.md "{w}")',
    ),
    *(
        "**{w}** *{w}* ***{w}***{w}",
        "```\n{w}\n```",
        "    {w}",
        "`{w}` {w}",
        "{w}  \n{w}",
        "{w}\\\n{w}",
        "{w}\n{w}",
        "{{.note}}\n{w}",
    ),
    *(
        "{w}[^{n}]\n\n[^{n}]: {w}\n\n    {w}",
        "[{w}][l{n}]，[{w}]\n\n[l{n}]: a.md",
        "<https://example.org/{w}> {w}",
        "https://example.org/{w}，{w}@example.org {w}",
        "~~{w}~~ =={w}== ++{w}++ ^^{w}^^ x~{w}~ x^{w}^",
        "-{{{w}}}-{w}",
        "{{{w}汉|hàn}}{w}",
        "{{.vertical}}\n> {w}",
        "{{% {w} %}}",
        "{{{{< {w} >}}}}",
    ),
    *(
        "<div>{w}</div>",
        "<p>{w}<b>{w}</b>{w}</p>",
        "<table><tr><td>{w}</td><th>{w}</th></tr></table>",
        "{w}<b>{w}</b>",
        "<pre>{w}</pre>",
    ),
    *(
        "<div>{w}<p>{w}</p>{w}</div>",
        "<details markdown>\n<summary>{w}</summary>\n\n{w}\n\n</details>",
        "<ul><li>{w}<ul><li>{w}</ul></ul>",
    ),
    *(
        '<figure markdown="span">\n![{w}](a.svg)\n<figcaption>{w}</figcaption>\n</figure>',
        "<ruby>{w}<rt>{w}</rt></ruby>",
        "<!-- i18n: x -->\n{w}",
    ),
    *(
        '<p lang="en">{w}</p>',
        '<span translate="no">{w}</span>',
        "<code>{w}</code>{w}",
        '<img src="a.svg" alt="{w}">{w}',
        "<b>{w}",
        "{w}</div>{w}",
    ),
    *(r"$x_\text{{w}}$", "{w}\n$$\n\\text{{w}}\n$$\n{w}", "```math\n\\text{{w}}\n```", r"\[ \text{{w}} = 1 \]"),
    *('```py title="{w} a" linenums=1\n# {w}\n```', '```js title="a.js"\nlet {w} = "{w}"\n```', '`#!py "{w}"` {w}'),
]
"""Every construct of the dialect, with `{w}` for a word."""
WORD = re.compile(r"w\d+w")
AROUND = [
    *("{}", "> {}", "- {}", "1. {}", "!!! tip\n    {}", '??? tip "名"\n    {}', '=== "名"\n    {}'),
    *("> [!note]\n> {}", "<div markdown>\n\n{}\n\n</div>"),
]


@st.composite
def write_document(draw: st.DrawFn) -> str:
    """Write a document of blocks, some nested, in which every word is unique."""
    numbers = count()
    parts = []
    for block in draw(st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=5)):
        around = draw(st.sampled_from(AROUND))
        text = re.sub(r"\{w\}", lambda _found: f"标w{next(numbers)}w记", block)
        text = text.replace("{n}", str(next(numbers))).replace("{{", "{").replace("}}", "}")
        before = around.partition("{}")[0].rpartition("\n")[2]
        follow = before if before.startswith(">") else " " * len(before)
        parts.append(around.replace("{}", text.replace("\n", f"\n{follow}")))
    return "\n\n".join(parts) + "\n"


def edit(text: str, code: str, catalog: Catalog | None = None) -> tuple[EditedDocument, list[str]]:
    """Render a document in an edition, and return it with its problems."""
    document, problems = read_document(text, "x.md")
    labels = {"missing": "not translated", "stale": "outdated"}
    job = Job(make_edition(code), "zh-Hans", catalog, lambda target: target, labels)
    return edit_document(document, job), [f"{one} {one.hint}" for one in problems]


def read_words(html: str) -> set[str]:
    """Return the words in a page's texts and attributes."""
    tree = LexborHTMLParser(f"<body>{html}")
    said = [tree.body.text(separator=" ") if tree.body else ""]
    said += [str(value) for node in tree.css("*") for value in node.attributes.values()]
    return set(WORD.findall(" ".join(said)))


def find_unmarked(html: str) -> list[str]:
    """List the words in texts that have no language mark. Code is exempt."""
    found: list[str] = []

    def walk(node: LexborNode, *, is_marked: bool) -> None:
        for child in node.iter(include_text=True):
            if child.tag == "-text":
                found.extend([] if is_marked else WORD.findall(child.text_content or ""))
            else:
                attributes = child.attributes
                is_own = bool(attributes.get("lang")) or attributes.get("translate") == "no" or child.tag == "code"
                walk(child, is_marked=is_marked or is_own)

    tree = LexborHTMLParser(f"<body>{html}")
    assert tree.body is not None
    walk(tree.body, is_marked=False)
    return found


@given(write_document())
@example("<ul><li>标w0w记<ul><li>标w1w记</ul></ul>\n")
def test_every_word_is_on_every_page(text: str) -> None:
    """Every word of a source is readable in both scripts and in an edition without translations."""
    words = set(WORD.findall(text))
    for code in ("zh-Hans", "zh-Hant-TW", "en"):
        edited, problems = edit(text, code)
        lost = {word for word in words - read_words(edited.html) if not any(word in one for one in problems)}
        assert lost == set(), (code, text, edited.html)


@given(write_document())
def test_what_is_not_translated_is_marked_and_counted(text: str) -> None:
    """In an edition without translations, every text is marked with its language and counts as missing."""
    edited, _problems = edit(text, "en")

    assert find_unmarked(edited.html) == [], edited.html
    assert edited.translated == 0
    assert (edited.missing > 0) == (edited.characters > 0)


@given(write_document())
def test_every_word_of_a_translation_is_on_its_page(text: str) -> None:
    """All translations of a complete catalog appear on the page, and nothing is missing."""
    document, _problems = read_document(text, "x.md")
    entries = {
        (block.context, said): Entry(said.replace("标", "Sign ").replace("记", " here"))
        for block in document.blocks
        if block.is_translated
        for said in [block.text.removesuffix("\n")]
    }
    edited, _problems = edit(text, "en", Catalog("en", "x.po", entries))
    wanted = {word for entry in entries.values() for word in WORD.findall(entry.text)}

    assert wanted - read_words(edited.html) == set()
    assert edited.missing == edited.stale == 0


def test_the_helpers_see_what_they_shall() -> None:
    """The helpers find words in texts and attributes, and distinguish marked from unmarked ones."""
    html = '<p>w1w <b>w2w</b><img alt="w3w"></p><p lang="x">w4w<i>w5w</i></p><!-- w6w -->'

    assert read_words(html) == {"w1w", "w2w", "w3w", "w4w", "w5w"}
    assert find_unmarked(html) == ["w1w", "w2w"]
