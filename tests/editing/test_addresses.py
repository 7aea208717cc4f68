"""Relative addresses between pages."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.editing.addresses import relative_address


@pytest.mark.parametrize(
    ("target", "start", "way"),
    [
        ("en/articles/b/", "en/articles/a/", "../b/"),
        ("en/", "en/articles/a/", "../../"),
        ("", "en/", "../"),
        ("en/articles/a/", "en/articles/a/", "./"),
        ("en/feed.xml", "en/", "feed.xml"),
        ("en/", "", "en/"),
        ("图.svg", "en/", "../%E5%9B%BE.svg"),
    ],
)
def test_relative_address(target: str, start: str, way: str) -> None:
    """A relative address is encoded, and ends with a slash if its target does."""
    assert relative_address(target, start) == way


FOLDERS = st.lists(st.sampled_from(["en", "a", "图"]), max_size=3).map(
    lambda names: "".join(f"{one}/" for one in names)
)


@given(FOLDERS, FOLDERS)
def test_ways_lead_back(target: str, start: str) -> None:
    """A relative address, resolved against its start, is the target."""
    way = unquote(relative_address(target, start))
    assert posixpath.normpath(posixpath.join(start, way)) == posixpath.normpath(target or ".")
