"""OpenCC's own test cases. Differences from them are listed in `differences.tsv`, each with its reason."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from opencc import OpenCC

from duizhao.script.convert import HONG_KONG, SIMPLIFIED, TAIWAN, make_converter

HERE = Path(__file__).resolve().parent
PAIRS = {
    "s2tw": (SIMPLIFIED, TAIWAN),
    "s2hk": (SIMPLIFIED, HONG_KONG),
    "tw2s": (TAIWAN, SIMPLIFIED),
    "hk2s": (HONG_KONG, SIMPLIFIED),
    "s2t+t2tw": (SIMPLIFIED, TAIWAN),
    "s2t+t2hk": (SIMPLIFIED, HONG_KONG),
    "tw2hk": (TAIWAN, HONG_KONG),
    "hk2tw": (HONG_KONG, TAIWAN),
}
"""The scripts of each configuration. The last four do not exist in OpenCC; see `list_cases`."""


def list_cases() -> Iterator[tuple[str, str, str, str]]:
    """Yield the configuration, name, input and expected output of every applicable case.

    A case with only s2t is converted by OpenCC's t2tw and t2hk to get the expected output. A case with both s2tw and
    s2hk also gives the expected conversion between the two.
    """
    forms = {name: OpenCC(name, include_tofu_risk_dictionaries=False) for name in ("t2tw", "t2hk")}
    for case in json.loads((HERE / "testcases.json").read_text("utf-8"))["cases"]:
        name, text, expected = case["id"], case["input"], case["expected"]
        for config in ("s2tw", "s2hk", "tw2s", "hk2s"):
            if config in expected:
                yield config, name, text, expected[config]
        for place in ("tw", "hk"):
            if "s2t" in expected and f"s2{place}" not in expected:
                yield f"s2t+t2{place}", name, text, forms[f"t2{place}"].convert(expected["s2t"])
        if "s2tw" in expected and "s2hk" in expected:
            yield "tw2hk", name, expected["s2tw"], expected["s2hk"]
            yield "hk2tw", name, expected["s2hk"], expected["s2tw"]


def list_differences() -> dict[tuple[str, str], tuple[str, str]]:
    """Return the expected and actual output by configuration and case, if they differ."""
    found = {}
    for config, name, text, expected in list_cases():
        actual = make_converter(*PAIRS[config]).convert(text)
        if actual != expected:
            found[config, name] = (expected, actual)
    return found


def read_listed() -> dict[tuple[str, str], tuple[str, str]]:
    """Read the listed differences, and check that each has a reason."""
    rows = [
        line.split("\t")
        for line in (HERE / "differences.tsv").read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    assert [row for row in rows if len(row) != 5 or len(row[4]) < 20] == []
    return {(row[0], row[1]): (row[2], row[3]) for row in rows}


def test_every_difference_is_listed_with_its_reason() -> None:
    """Each case gives OpenCC's output or the listed one, and no listed difference is obsolete."""
    assert list_differences() == read_listed()


def test_the_list_is_short() -> None:
    """At most one case in eight differs."""
    cases = list(list_cases())
    assert len(cases) > 250
    assert len(read_listed()) * 8 <= len(cases)
