"""A warm build equals a clean build after any edits of a site.

`pytest tests/builds/test_edits.py -n0 --no-cov --hypothesis-profile=long` tries many more edits.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from edits import EDITS
from hypothesis import HealthCheck, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sources import Files, build_as_people_do, copy_fresh, make_files, write_files

from duizhao.engine import renderer
from duizhao.options import Options

ARTICLES = 7
STEPS = 12
DAYS = (datetime(2026, 11, 25, tzinfo=UTC), datetime(2026, 12, 25, tzinfo=UTC))


class Editing(RuleBasedStateMachine):
    """A site that is edited and built repeatedly in one folder, and compared with clean builds in another."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="edits-"))
        self.files: Files = {}
        self.earlier: list[Files] = []
        self.options = Options(now=DAYS[0])
        self.is_waiting = False

    @initialize()
    def begin(self) -> None:
        """Start with a built site."""
        self.files = make_files(ARTICLES)
        self.compare()

    @rule(edit=st.sampled_from(EDITS), data=st.data(), is_last=st.booleans())
    def edit(self, edit: Callable[[Any, Files], None], data: st.DataObject, is_last: bool) -> None:  # noqa: FBT001
        """Edit the sources; a build follows immediately or after the next edit."""
        self.earlier.append(dict(self.files))
        edit(data.draw, self.files)
        self.is_waiting = is_last

    @precondition(lambda self: self.earlier)
    @rule(data=st.data())
    def go_back(self, data: st.DataObject) -> None:
        """Restore an earlier state of the sources."""
        self.files = dict(data.draw(st.sampled_from(self.earlier)))
        self.is_waiting = True

    @rule(drafts=st.booleans(), day=st.sampled_from(DAYS))
    def ask_otherwise(self, drafts: bool, day: datetime) -> None:  # noqa: FBT001
        """Change the options: whether drafts are shown, and the date."""
        self.options = Options(drafts=drafts, now=day)
        self.is_waiting = True

    @rule(data=st.data())
    def meddle(self, data: st.DataObject) -> None:
        """Overwrite, truncate or delete a file of the output or of the cache."""
        root = self.folder / "warm"
        places = [file for name in ("site", ".cache") for file in sorted((root / name).rglob("*")) if file.is_file()]
        if places:
            # Draw a number, as the number of files differs between runs.
            file = places[data.draw(st.integers(0, 999)) % len(places)]
            damage = data.draw(st.sampled_from((lambda _data: b"foreign", lambda data: data[:-9], None)))
            if damage is None:
                file.unlink()
            else:
                file.write_bytes(damage(file.read_bytes()))
            self.is_waiting = True

    @invariant()
    def compare_if_built(self) -> None:
        """A warm build equals a clean build."""
        if self.is_waiting:
            self.compare()

    def compare(self) -> None:
        """Build the same sources warm and clean, and compare diagnostics and files."""
        self.is_waiting = False
        warm = build_as_people_do(write_files(self.files, self.folder / "warm"), self.options)
        with pytest.MonkeyPatch.context() as patch:
            # Clean builds of large sites fill in page shells, which must not affect the output.
            patch.setattr(renderer, "MANY", 1)
            fresh = build_as_people_do(copy_fresh(self.files, self.folder / "clean"), self.options)
        assert warm.said == fresh.said
        built, clean = warm.site, fresh.site
        different = sorted(path for path in built.keys() | clean.keys() if built.get(path) != clean.get(path))
        for path in different[:1]:
            note(f"warm: {built.get(path, b'')[:6000]!r}")
            note(f"clean: {clean.get(path, b'')[:6000]!r}")
        assert different == []

    def teardown(self) -> None:
        """Delete the folder."""
        shutil.rmtree(self.folder)


Editing.TestCase.settings = settings(
    max_examples=max(1, settings.default.max_examples // 25),
    stateful_step_count=STEPS,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestEditing = Editing.TestCase
