"""Measures the speed of conversion: `python benchmarks/script_speed.py [--repeat N] [--lexicon N] [--profile] [FILE…]`.

Takes the articles of this site, or Markdown files, in Simplified Chinese, parses them once, and prints how fast their
tokens become the tokens of each edition: MB of UTF-8 source per second of one core. `once` is every text a single time,
with nothing remembered of it; then the texts 40, 160 and 640 times over, whose figures are equal where the work is
linear. `--lexicon N` adds a lexicon of N entries that begin with characters of the texts.
"""

from __future__ import annotations

import argparse
import cProfile
import random
import time
from pathlib import Path

from duizhao.editing.inline import convert_inline, convert_text_parts
from duizhao.editing.markdown import convert_markdown
from duizhao.model import Document
from duizhao.script.convert import HONG_KONG, SIMPLIFIED, TAIWAN, Converter, make_converter
from duizhao.script.detect import detect_script
from duizhao.script.lexicon import Lexicon
from duizhao.source.document import read_document
from duizhao.source.prose import walk_blocks

CONTENT = Path(__file__).resolve().parent.parent / "content"
TIMES = (40, 160, 640)
WARM = "了"
"""A text whose conversion loads the tables."""


def read_texts(files: list[Path]) -> str:
    """Read Markdown files, without front matter, as one Simplified text."""
    texts = []
    for file in files or sorted(CONTENT.rglob("*.md")):
        text = file.read_text("utf-8")
        body = text.split("\n---\n", 1)[-1]
        source = detect_script(body).script
        converter = make_converter(source, SIMPLIFIED)
        texts.append(convert_markdown(body, lambda parts, to=converter: convert_text_parts(parts, to)))
    return "\n\n".join(texts) + "\n\n"


def convert_document(text: str, converter: Converter) -> float:
    """Parse a text, convert its tokens, and return the seconds of the conversion."""
    document, _problems = read_document(text, "benchmark.md")
    start = time.process_time()
    convert_tokens(document, converter)
    return time.process_time() - start


def convert_tokens(document: Document, converter: Converter) -> None:
    """Convert the tokens of a document."""
    for _number, token, locked in walk_blocks(document.tokens):
        if token.type == "inline":
            convert_inline(token.children or (), converter, converter.target, locked=locked)


def profile_conversion(text: str, converter: Converter) -> None:
    """Print a profile of the conversion."""
    document, _problems = read_document(text, "benchmark.md")
    profile = cProfile.Profile()
    profile.runcall(convert_tokens, document, converter)
    profile.print_stats("tottime")


def make_big_lexicon(size: int, text: str) -> Lexicon:
    """Make a lexicon of words of two to four characters, each of which begins with a character of the text."""
    dice = random.Random(0)
    entries = {}
    starts = sorted({char for char in text if "一" <= char <= "鿿"})
    while len(entries) < size:
        tail = "".join(chr(dice.randrange(0x4E00, 0x9FA6)) for _ in range(dice.randrange(1, 4)))
        word = dice.choice(starts) + tail
        entries[word] = {TAIWAN: word, HONG_KONG: word}
    return Lexicon(entries)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--repeat", type=int, default=3, help="measure so often and take the best")
    parser.add_argument("--lexicon", type=int, default=0, help="entries of the lexicon")
    parser.add_argument("--profile", action="store_true", help="print where the time goes instead")
    options = parser.parse_args()
    text = read_texts(options.files)
    lexicon = make_big_lexicon(options.lexicon, text) if options.lexicon else None
    for target in (TAIWAN, HONG_KONG):
        converter = make_converter(SIMPLIFIED, target, lexicon)
        converter.convert(WARM)
        first = convert_document(text, converter)
        if options.profile:
            profile_conversion(text * TIMES[0], converter)
            continue
        print(f"{target}\n  once {len(text.encode()) / 1e6 / first:6.1f} MB/s")
        for times in TIMES:
            big = text * times
            size = len(big.encode()) / 1e6
            seconds = min(convert_document(big, converter) for _ in range(options.repeat))
            print(f"  {size:6.2f} MB  {seconds:6.3f} s  {size / seconds:5.1f} MB/s")


if __name__ == "__main__":
    main()
