"""Measures how fast found texts come in: `python benchmarks/import_speed.py [--megabytes N] [--damage KIND…]`.

Takes the paragraphs of the articles in Traditional Chinese as one plain text, again and again until it has N MB
of UTF-8 (20 unless told), with each kind of damage, and prints seconds, seconds for each MB, the peak of memory, and
the ratio to OpenCC's conversion of the same text on the same machine. Each kind runs in a process of its own.
"""

from __future__ import annotations

import argparse
import re
import resource
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from opencc import OpenCC

from duizhao.importing.pipeline import import_data

ARTICLES = Path(__file__).resolve().parent.parent / "content" / "articles"
MARKUP = re.compile(r"(?m)^(?:[#|>:-]|\[\^|```|!!!).*$|\[\^[^\]]+\]|\{\{.*?\}\}|\*\*|\]\([^)]*\)|[\[\]`{}<>]")
WIDTH = 30


def read_paragraphs() -> str:
    """Return the plain paragraphs of all articles in Traditional Chinese."""
    bodies = (path.read_text("utf-8").split("---\n", 2)[2] for path in sorted(ARTICLES.glob("*.md")))
    text = OpenCC("s2tw").convert(MARKUP.sub("", "\n\n".join(bodies)))
    return re.sub(r"\n{2,}", "\n\n", text)


def wrap(text: str) -> str:
    """Break the lines of a text at a margin, as scanners leave them."""
    paragraphs = ("　　" + one for one in text.split("\n\n"))
    return "\n".join("\n".join(one[at : at + WIDTH] for at in range(0, len(one), WIDTH)) for one in paragraphs)


DAMAGE: Mapping[str, Callable[[str], str]] = {
    "none": str,
    "wrapped": wrap,
    "half-width": lambda text: text.translate(str.maketrans("，：；？！（）", ",:;?!()")),
    "gbk": lambda text: text.encode("utf-8").decode("gb18030", "replace"),
}
"""Kinds of damage."""


def measure(kind: str, megabytes: float) -> tuple[float, float, float]:
    """Import a text with a kind of damage; return the seconds, those of OpenCC, and the peak of memory in MB."""
    paragraphs = read_paragraphs()
    text = paragraphs * (int(megabytes * 1e6 / len(paragraphs.encode())) + 1)
    data = DAMAGE[kind](text).encode()
    import_data(paragraphs[:1000].encode())
    start = time.process_time()
    import_data(data)
    seconds = time.process_time() - start
    converter = OpenCC("t2s")
    start = time.process_time()
    converter.convert(text)
    return seconds, time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def main() -> None:
    """Measure each kind and print a line for it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=float, default=20)
    parser.add_argument("--damage", nargs="*", choices=DAMAGE, default=list(DAMAGE))
    arguments = parser.parse_args()
    for kind in arguments.damage:
        with ProcessPoolExecutor(1) as executor:
            seconds, opencc, memory = executor.submit(measure, kind, arguments.megabytes).result()
        rate = seconds / arguments.megabytes
        print(f"{kind:11} {seconds:7.1f} s  {rate:5.2f} s/MB  {memory:6.0f} MB  {seconds / opencc:6.1f} times OpenCC")


if __name__ == "__main__":
    main()
