"""What a build that was not finished, or another at the same time, leaves behind: the next one equals a clean build."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sources import NOW, Files, build_as_people_do, copy_fresh, make_files, write_files

from duizhao import pipeline
from duizhao.article_results import ArticleResults
from duizhao.diagnostics import SourceError
from duizhao.engine import patching, rendering, serving
from duizhao.engine.serving import Preview
from duizhao.executors import Executor, ProcessExecutor, SerialExecutor
from duizhao.options import Options
from duizhao.pipeline import prepare_build

ARTICLES = 8
OPTIONS = Options(now=NOW)
ARTICLE = "content/articles/bridge.md"


def clean(files: Files, tmp_path: Path) -> dict[str, bytes]:
    """Build some sources from nothing."""
    return build_as_people_do(copy_fresh(files, tmp_path / "clean"), OPTIONS).site


def read_served(preview: Preview) -> dict[str, bytes]:
    """Read the files that a preview serves."""
    preview.finish()
    files = (file for file in preview.site.rglob("*") if file.is_file())
    return {file.relative_to(preview.site).as_posix(): file.read_bytes() for file in files}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return the folder of a built site."""
    root = copy_fresh(make_files(ARTICLES), tmp_path / "site-root")
    build_as_people_do(root, OPTIONS)
    return root


@pytest.fixture
def preview(root: Path) -> Preview:
    """Return a preview that has built its site."""
    preview = Preview(root, OPTIONS, root / ".cache/serve", lambda _problems: None)
    preview.build(SerialExecutor())
    return preview


def test_words_of_the_interface_reach_articles(root: Path, tmp_path: Path) -> None:
    """A translation of the interface in the site's own catalog changes the pages that print it."""
    files = make_files(ARTICLES)
    files["translations/en/site.po"] += '\nmsgid "超过{number}"\nmsgstr "over {number}"\n'

    assert build_as_people_do(write_files(files, root), OPTIONS).site == clean(files, tmp_path)


def test_a_preview_goes_on_after_a_fault(
    preview: Preview, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If a disk is full in the middle of a build, the next one makes again what must be made."""
    monkeypatch.setattr(pipeline, "MANY", 1)
    files = {**make_files(ARTICLES), "translations/lexicon/zh-Hant-TW.yml": "里弄: 巷弄\n"}
    keep = rendering._keep
    kept: list[object] = []

    def fill(*given: object) -> object:
        kept.append(given)
        if len(kept) == 20:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return keep(*given)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(rendering, "_keep", fill)
        note = "content/articles/note-00.md"
        write_files({**files, note: files[note].replace("title: 第0篇", "title: 题目")}, root)
        with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
            preview.rebuild()
    write_files(files, root)
    preview.rebuild()

    assert read_served(preview) == clean(files, tmp_path)
    preview.close()
    assert build_as_people_do(root, OPTIONS).site == clean(files, tmp_path / "later")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_preview_without_room_for_its_index(
    preview: Preview, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the search index cannot be written after an edit, it is complete after the next one."""
    files = make_files(ARTICLES)
    preview.finish()

    def fail(*_inputs: object) -> object:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(serving, "write_search", fail)
        files[ARTICLE] += "\n一。\n"
        write_files(files, root)
        preview.rebuild()
        preview.finish()
    files["content/articles/well.md"] += "\n二。\n"
    write_files(files, root)
    preview.rebuild()

    assert read_served(preview) == clean(files, tmp_path)


def test_a_name_of_an_edition_that_was_taken_back(root: Path, tmp_path: Path) -> None:
    """Articles that were made with other settings, but not rendered, are not taken for those of today."""
    files = make_files(ARTICLES)
    editions = "editions:\n        zh-Hans: {}\n        zh-Hant-TW: {}\n        en: {label: Anglais}"
    assert "editions: [zh-Hans, zh-Hant-TW, en]" in files["mkdocs.yml"]
    settings = files["mkdocs.yml"].replace("editions: [zh-Hans, zh-Hant-TW, en]", editions)
    prepare_build(write_files({**files, "mkdocs.yml": settings}, root), OPTIONS, SerialExecutor())
    files["templates/partials/copyright.html"] += "<i>new</i>"

    assert build_as_people_do(write_files(files, root), OPTIONS).site == clean(files, tmp_path)


def test_a_site_that_is_replaced_while_it_is_copied(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If another build replaces the last site while a patch copies it, the site is built in full."""
    copy = patching._bring_up_to_date

    def race(folder: object) -> object:
        monkeypatch.setattr(patching, "_bring_up_to_date", copy)
        command = [sys.executable, "-m", "duizhao", "--site", root, "build", "-q", "--drafts", "--now", NOW.isoformat()]
        subprocess.run(command, check=True, capture_output=True)
        yield from copy(folder)  # type: ignore[arg-type]

    files = make_files(ARTICLES)
    for text in ("一", "二", "三"):
        files[ARTICLE] += f"\n{text}。\n"
        build_as_people_do(write_files(files, root), OPTIONS)
    monkeypatch.setattr(patching, "_bring_up_to_date", race)
    files[ARTICLE] += "\n四。\n"

    assert build_as_people_do(write_files(files, root), OPTIONS).site == clean(files, tmp_path)
    assert patching._bring_up_to_date is copy


READ: dict[str, tuple[Any, str, str, str, str]] = {
    "an article": (ArticleResults, "update", ARTICLE, "石桥", "木桥"),
    "a catalog": (ArticleResults, "update", "translations/en/articles/bridge.po", "A taxi has to", "Taxis have to"),
    "the home page": (pipeline, "read_frame", "content/index.md", "三里的变化", "三里的新变化"),
}
"""For each kind of file: the step that reads it, the file, and an edit."""


@pytest.mark.parametrize("kind", READ)
@pytest.mark.parametrize("when", ["first", "later"])
def test_an_edit_during_a_build_that_was_taken_back(
    kind: str, when: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was made from a text that was there for a moment only is made again."""
    files = make_files(ARTICLES)
    owner, name, path, old, new = READ[kind]
    root = copy_fresh(files, tmp_path / "site-root")
    if when == "later":
        build_as_people_do(root, OPTIONS)
        files[path] += "\n"
        write_files(files, root)
    step = getattr(owner, name)

    def edit(*inputs: object) -> object:
        write_files({**files, path: files[path].replace(old, new)}, root)
        result = step(*inputs)
        write_files(files, root)
        # Clocks of file systems are coarse.
        later = (root / path).stat().st_mtime_ns + 10**9
        os.utime(root / path, ns=(later, later))
        return result

    with monkeypatch.context() as patch:
        patch.setattr(owner, name, edit)
        edited = build_as_people_do(root, OPTIONS)
    assert edited.site != clean(files, tmp_path)

    assert build_as_people_do(root, OPTIONS).site == clean(files, tmp_path / "later")


FAULTY: dict[str, tuple[Callable[[Path], object], str]] = {
    "a template with a mistake": (
        lambda root: (root / "templates/partials/copyright.html").write_text("a\n{% if %}\n"),
        "templates/partials/copyright.html:2:1: error: the template: Expected an expression",
    ),
    "a name that is not UTF-8": (
        lambda root: Path(os.fsdecode(os.fsencode(root / "content/articles") + b"/\xff.md")).write_bytes(
            (root / ARTICLE).read_bytes()
        ),
        "cannot be an address",
    ),
}


@pytest.mark.parametrize("fault", FAULTY)
@pytest.mark.parametrize("executor", [SerialExecutor(), ProcessExecutor(2)], ids=["serial", "processes"])
def test_faults_are_told_in_a_line(fault: str, executor: Executor, root: Path) -> None:
    """Mistakes outside texts have a message with their place, in any process."""
    make, message = FAULTY[fault]
    make(root)
    try:
        said = build_as_people_do(root, OPTIONS, executor).said
    except SourceError as error:
        said = [str(one) for one in error.diagnostics]

    assert message in "\n".join(said)
