"""Progress on a terminal: counts are updated without a thread, which would prevent copying of processes."""

from __future__ import annotations

import threading

import pytest

from duizhao.cli import printing


def test_progress_is_shown_without_a_thread(monkeypatch: pytest.MonkeyPatch, capsys) -> None:  # noqa: ANN001
    """The progress bar starts no thread, since a process with threads cannot be copied."""
    monkeypatch.setattr(printing, "is_watched", lambda: True)
    monkeypatch.setattr(printing, "PAUSE", 0)
    threads = threading.active_count()
    with printing.progress_bar("Rendering", 30, quiet=False) as advance:
        advance(12)
        assert threading.active_count() == threads

    assert "12/30" in capsys.readouterr().err


@pytest.mark.parametrize(("quiet", "terminal"), [(True, True), (False, False)])
def test_nothing_is_shown_where_nobody_looks(
    quiet: bool,  # noqa: FBT001
    terminal: bool,  # noqa: FBT001
    monkeypatch: pytest.MonkeyPatch,
    capsys,  # noqa: ANN001
) -> None:
    """No progress is shown in a file or a pipe, or with `quiet`."""
    monkeypatch.setattr(printing, "is_watched", lambda: terminal)
    monkeypatch.setattr(printing, "PAUSE", 0)
    with printing.progress_bar("Rendering", 30, quiet=quiet) as advance:
        advance(12)

    assert capsys.readouterr().err == ""
