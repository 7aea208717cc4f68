"""Measures script conversion: `python benchmarks/script_accuracy.py [--show] [--set dev|held-out] [FILE…]`.

Prints, for plain OpenCC, zhconv-rs (a development tool under the GPL, only if it is installed) and Duizhao, the share
of wrong characters and of exact sentences against the expected Taiwan and Hong Kong text of `tests/script/*.tsv`.
Interchangeable variants (`tests/script/interchangeable.tsv`) are folded for the first figure and for `folded`; `exact`
folds nothing.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from opencc import OpenCC

from duizhao.script.convert import make_converter

TESTS = Path(__file__).resolve().parent.parent / "tests" / "script"
GROUPS = [
    line
    for line in (TESTS / "interchangeable.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
FOLD = str.maketrans({char: group[0] for group in GROUPS for char in group[1:]})
"""A translation table that makes interchangeable variants equal."""


@dataclass(frozen=True, slots=True)
class Case:
    """One sentence with its expected conversions."""

    simplified: str
    """The source text."""
    expected: dict[str, str]
    """The expected text by edition."""
    about: str
    """The subject of the sentence."""
    part: str
    """`dev` or `held-out`."""


def read_cases(path: Path) -> list[Case]:
    """Read a file of sentences."""
    rows = (
        line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
    )
    return [Case(row[0], {"zh-Hant-TW": row[1], "zh-Hant-HK": row[2]}, row[3], row[4]) for row in rows]


def make_engines(edition: str) -> dict[str, Callable[[str], str]]:
    """Make the converters to compare."""
    engines: dict[str, Callable[[str], str]] = {
        "opencc": OpenCC(
            {"zh-Hant-TW": "s2tw", "zh-Hant-HK": "s2hk"}[edition], include_tofu_risk_dictionaries=False
        ).convert
    }
    try:
        from zhconv_rs import zhconv  # noqa: PLC0415 - optional, GPL
    except ImportError:
        pass
    else:
        engines["zhconv-rs"] = lambda text: str(zhconv(text, {"zh-Hant-TW": "zh-tw", "zh-Hant-HK": "zh-hk"}[edition]))
    engines["duizhao"] = make_converter("zh-Hans", edition).convert
    return engines


def measure(
    cases: list[Case], edition: str, convert: Callable[[str], str], *, show: bool
) -> tuple[float, float, float]:
    """Return the percentages of wrong characters (folded), of exact sentences (folded), and of exact sentences."""
    wrong = characters = folded = exact = 0
    for case in cases:
        expected, actual = case.expected[edition], convert(case.simplified)
        characters += len(expected)
        exact += expected == actual
        pairs = list(zip(expected.translate(FOLD), actual.translate(FOLD), strict=False))
        errors = sum(a != b for a, b in pairs) + abs(len(expected) - len(actual))
        wrong += errors
        folded += not errors
        if show and errors:
            marked = "".join(b if a == b else f"[{b}→{a}]" for a, b in pairs)
            print(f"    {case.about} {marked}")
    return 100 * wrong / characters, 100 * folded / len(cases), 100 * exact / len(cases)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=[TESTS / "sentences.tsv", TESTS / "traps.tsv"])
    parser.add_argument("--show", action="store_true", help="print the sentences Duizhao gets wrong")
    parser.add_argument("--set", choices=("dev", "held-out"), help="only this set")
    options = parser.parse_args()
    for path in options.files:
        for part in (options.set,) if options.set else ("dev", "held-out"):
            cases = [case for case in read_cases(path) if case.part == part]
            for edition in ("zh-Hant-TW", "zh-Hant-HK"):
                print(f"{path.name} {part} {edition}: {len(cases)} sentences")
                for name, convert in make_engines(edition).items():
                    begun = time.perf_counter()
                    show = options.show and name == "duizhao" and edition == "zh-Hant-TW"
                    wrong, folded, exact = measure(cases, edition, convert, show=show)
                    seconds = time.perf_counter() - begun
                    print(
                        f"  {name:10} {wrong:7.3f} % characters, folded {folded:5.1f} %, "
                        f"exact {exact:5.1f} %  ({seconds:.2f} s)"
                    )


if __name__ == "__main__":
    main()
