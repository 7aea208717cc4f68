"""How long it takes to bring catalogs up to date: 10,000 messages of which 500 changed.

Run it with  .venv/bin/python benchmarks/catalog_update.py [--messages 10000] [--changed 500] [--articles 100]
Beside the time that passed it prints that on the processor, which other programs at work disturb less.
It makes a site in a temporary folder, translates every message, changes some paragraphs and updates the catalogs.
Where msgmerge (GNU gettext) is installed, it merges the same messages as one file; Babel merges a
twentieth of them.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from pathlib import Path

import polib
from babel.messages import pofile

from duizhao.settings import read_settings
from duizhao.source.site import read_site
from duizhao.translation.catalog import format_po, new_po
from duizhao.translation.catalog_files import list_all_catalog_files, update_catalogs
from duizhao.translation.merge import merge
from duizhao.translation.messages import Message

LIMIT = 3.0
"""The longest time, in seconds, that an update may take."""
SYLLABLES = "四川城乡基层治理的事实与数据社区村民志愿调解网格服务干部公共事务管理机制办法情况人数年份比例增长"
BABEL_PART = 20
"""Babel gets one in this many messages."""
LENGTHS = (12, 120)
"""The shortest and the longest paragraph, in characters."""
SETTINGS = """\
site_name: 测量
docs_dir: content
plugins: [duizhao: {editions: [zh-Hans, en]}]
"""
HEAD = """---
title: 文章{number}
date: 2026-01-01
theme: a
sources: [a]
---

"""


def main() -> int:
    """Measure, print, and return 1 if the limit is exceeded."""
    arguments = read_arguments()
    chance = random.Random(20261125)
    texts = [make_text(chance) for _ in range(arguments.messages)]
    changed = list(texts)
    for index in chance.sample(range(len(texts)), arguments.changed):
        changed[index] = change_text(texts[index], chance)
    with tempfile.TemporaryDirectory() as folder:
        seconds = measure_site(Path(folder), texts, changed, arguments.articles)
        print_others(Path(folder), texts, changed)
    return int(seconds > LIMIT)


def read_arguments() -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--changed", type=int, default=500)
    parser.add_argument("--articles", type=int, default=100)
    return parser.parse_args()


def make_text(chance: random.Random) -> str:
    """Make a paragraph."""
    return "".join(chance.choices(SYLLABLES, k=chance.randint(*LENGTHS))) + "。"


def change_text(text: str, chance: random.Random) -> str:
    """Change two characters of a paragraph, as an editor might."""
    start = chance.randrange(len(text) - 2)
    return text[:start] + "改动" + text[start + 2 :]


def write_site(root: Path, texts: list[str], articles: int) -> None:
    """Write a site whose articles share the texts evenly."""
    content = root / "content"
    shutil.rmtree(content, ignore_errors=True)
    (content / "articles").mkdir(parents=True)
    (root / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    (content / "index.md").write_text("---\ntitle: 首页\n---\n\n文字。\n", "utf-8")
    for name in ("themes", "regions", "sources"):
        (content / f"{name}.yml").write_text("{}\n", "utf-8")
    for number in range(articles):
        body = "\n\n".join(texts[number::articles])
        (content / f"articles/a{number}.md").write_text(HEAD.format(number=number) + body + "\n", "utf-8")


def measure_site(root: Path, texts: list[str], changed: list[str], articles: int) -> float:
    """Measure reading the sources and updating the catalogs of a whole site; return the seconds of the update."""
    write_site(root, texts, articles)
    site, _problems = read_site(read_settings(root), date(2026, 1, 1))
    update_catalogs(site)
    for file in list_all_catalog_files(site):
        po = polib.pofile(str(root / file.path), wrapwidth=0)
        translate(po)
        po.save()
    write_site(root, changed, articles)
    with measured(f"reading {articles} articles"):
        site, _problems = read_site(read_settings(root), date(2026, 1, 1))
    with measured("updating and writing their catalogs") as clock:
        updates, problems = update_catalogs(site)
    if problems:
        raise AssertionError(problems)
    fuzzy = sum(update.counts.fuzzy for update in updates)
    print(f"{'':44}{fuzzy} of {len(set(changed) - set(texts))} changed texts kept their translation, marked fuzzy")
    with measured("a second update, which writes nothing"):
        again, _problems = update_catalogs(site)
    if again:
        raise AssertionError(again)
    return clock()


def print_others(root: Path, texts: list[str], changed: list[str]) -> None:
    """Measure the same messages as one file, with Duizhao, msgmerge and Babel."""
    old, template = new_po("en", "zh-Hans"), new_po("en", "zh-Hans")
    old.extend(polib.POEntry(msgid=text) for text in dict.fromkeys(texts))
    translate(old)
    template.extend(polib.POEntry(msgid=text) for text in dict.fromkeys(changed))
    (root / "old.po").write_text(format_po(old), "utf-8")
    (root / "new.pot").write_text(format_po(template), "utf-8")
    messages = [Message(entry.msgid, "paragraph", "x.md") for entry in template]
    with measured("one file: Duizhao"):
        po = polib.pofile(str(root / "old.po"), wrapwidth=0)
        merge(po, messages)
        (root / "ours.po").write_text(format_po(po), "utf-8")
    if shutil.which("msgmerge"):
        with measured("one file: msgmerge"):
            command = ["msgmerge", "--quiet", "--no-wrap", "-o", "merged.po", "old.po", "new.pot"]
            subprocess.run(command, cwd=root, check=True)
    # Babel compares every new text with every old one, in Python: all messages would take hours.
    few = max(1, len(texts) // BABEL_PART)
    with measured(f"one file of {few} messages: Babel"):
        catalog = pofile.read_po(BytesIO(format_part(old, few)))
        catalog.update(pofile.read_po(BytesIO(format_part(template, few))))
        pofile.write_po(BytesIO(), catalog, width=0)


def format_part(po: polib.POFile, length: int) -> bytes:
    """Format the first entries of a catalog."""
    part = new_po("en", "zh-Hans")
    part.extend(po[:length])
    return format_po(part).encode()


def translate(po: polib.POFile) -> None:
    """Translate every entry."""
    for entry in po:
        entry.msgstr = f"Translation of {len(entry.msgid)} characters, {abs(hash(entry.msgid))}."


@contextmanager
def measured(what: str) -> Iterator[Callable[[], float]]:
    """Print the time that a block takes.

    Yields:
        A function that returns the seconds after the block.
    """
    start, start_work = time.perf_counter(), sum(os.times()[:4])
    seconds = [0.0]
    yield lambda: seconds[0]
    seconds[0] = time.perf_counter() - start
    # The time includes finished child processes.
    work = sum(os.times()[:4]) - start_work
    print(f"{what:44}{seconds[0]:8.2f} s, of which {work:.2f} s on the processor", flush=True)


if __name__ == "__main__":
    sys.exit(main())
