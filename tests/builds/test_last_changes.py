"""The day of an article's last change is that of its front matter or its last commit, wherever it is stated."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sources import NOW, Files, build, build_as_people_do, copy_fresh, make_files, read_site, write_files

from duizhao import history
from duizhao.engine.renderer import PageRenderer
from duizhao.history import read_history
from duizhao.options import Options
from duizhao.settings import read_settings
from duizhao.store import CACHE, Store

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no Git")
BRIDGE, WELL = "content/articles/bridge.md", "content/articles/well.md"
LATER = "\n后来又修了一次。\n"


def git(root: Path, *arguments: str, day: str = "2026-04-01T00:30:00 +0800") -> None:
    """Run Git in a folder without the settings of this machine."""
    names = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    days = {"GIT_AUTHOR_DATE": "2020-01-01T00:00:00 +0000", "GIT_COMMITTER_DATE": day}
    where = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    environment = {**os.environ, **names, **days, **where}
    subprocess.run(["git", *arguments], cwd=root, env=environment, check=True, capture_output=True)


def commit(root: Path, day: str) -> None:
    """Commit all sources."""
    git(root, "add", "content", "mkdocs.yml", "translations", "templates")
    git(root, "commit", "-m", "x", day=day)


@pytest.fixture(scope="module")
def files() -> Files:
    """Return the sources of a small site."""
    return make_files(4)


@pytest.fixture
def root(files: Files, tmp_path: Path) -> Path:
    """Return a site in a work tree whose first commit is as old as its articles."""
    root = copy_fresh(files, tmp_path / "repository" / "site-root")
    git(root.parent, "init", "-q")
    commit(root, "2020-01-01T00:00:00 +0000")
    return root


def ask(root: Path) -> history.History:
    """Return the history of a site."""
    return read_history(read_settings(root), Store(root / CACHE))


def test_days_do_not_depend_on_the_zone(root: Path, files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    """A day is the one that the commit has where it was made, whatever the zone of the machine."""
    write_files({**files, BRIDGE: files[BRIDGE] + LATER}, root)
    commit(root, "2026-04-01T00:30:00 +0800")
    days = []
    for zone in ("America/Los_Angeles", "Pacific/Kiritimati"):
        monkeypatch.setenv("TZ", zone)
        shutil.rmtree(root / CACHE, ignore_errors=True)
        days.append(ask(root).days)

    assert days[0] == days[1]
    assert days[0][BRIDGE] == "2026-04-01"
    assert days[0][WELL] == "2020-01-01"


@pytest.mark.parametrize("folder", ["content", ":c", ":(top)c"])
@pytest.mark.parametrize("name", ["0.txt", "0\n1.txt", "0\n\x012001-01-01\n1.txt"])
def test_odd_names_and_settings(
    tmp_path: Path, files: Files, monkeypatch: pytest.MonkeyPatch, folder: str, name: str
) -> None:
    """No name of a folder or a file changes the days, and no setting that leaves files out of the first commit."""
    settings = tmp_path / "settings"
    settings.write_text("[log]\nshowRoot = false\nshowSignature = true\n", "utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    root = copy_fresh({path.replace("content/", f"{folder}/"): text for path, text in files.items()}, tmp_path / "site")
    configuration = files["mkdocs.yml"].replace("docs_dir: content", f'docs_dir: "{folder}"')
    (root / "mkdocs.yml").write_text(configuration, "utf-8")
    # It is the first that Git names.
    (root / folder / "articles" / name).write_text("x", "utf-8")
    git(root, "init", "-q")
    git(root, "--literal-pathspecs", "add", folder)
    git(root, "commit", "-m", "x", day="2020-01-01T00:00:00 +0000")

    days = ask(root).days

    assert set(days.values()) == {"2020-01-01"}
    assert days[BRIDGE.replace("content/", f"{folder}/")] == "2020-01-01"


def test_git_is_asked_once_for_a_commit(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git lists the days again only after another commit."""
    asked: list[object] = []
    list_days = history._list_days
    monkeypatch.setattr(history, "_list_days", lambda settings: asked.append(1) or list_days(settings))
    first = ask(root)
    assert ask(root) == first
    assert len(asked) == 1
    git(root, "commit", "--allow-empty", "-m", "x")

    assert ask(root) == first
    assert len(asked) == 2


def test_nothing_is_known_without_the_whole_history(root: Path, tmp_path: Path, files: Files) -> None:
    """A shallow clone has no days, and builds say so; without a work tree, or if a site wants none, nothing is said."""
    git(root, "commit", "--allow-empty", "-m", "x")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{root.parent}", "clone")
    clone = tmp_path / "clone" / "site-root"
    said = build_as_people_do(clone, Options(now=NOW)).said
    assert [one.partition("\n")[0] for one in said if "history" in one] == [
        "mkdocs.yml:1:1: note: the history is incomplete: the days of last changes are unknown [history-cut]"
    ]
    assert ask(clone).days == {}
    write_files({**files, "mkdocs.yml": files["mkdocs.yml"].replace("duizhao:", "duizhao:\n      updated: off")}, clone)
    assert ask(clone) == history.NO_HISTORY
    shutil.rmtree(tmp_path / "clone" / ".git")
    write_files(files, clone)
    assert ask(clone) == history.NO_HISTORY


def test_a_machine_without_git(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no Git, there are no days, and nothing fails."""
    monkeypatch.setenv("PATH", "")
    assert ask(root) == history.NO_HISTORY


def test_a_commit_renders_the_articles_that_it_dates(
    root: Path, files: Files, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A commit renders the articles again whose day it changes; all that states the day has it, as in a new build."""
    rendered: list[Any] = []
    render: Callable[..., Any] = PageRenderer.render

    def note(renderer: PageRenderer, key: Any, *arguments: Any, **more: Any) -> Any:
        rendered.append(key)
        return render(renderer, key, *arguments, **more)

    monkeypatch.setattr(PageRenderer, "render", note)
    write_files({**files, BRIDGE: files[BRIDGE] + LATER}, root)
    build_as_people_do(root, Options(now=NOW))
    rendered.clear()
    commit(root, "2026-04-01T00:30:00 +0800")
    site = build_as_people_do(root, Options(now=NOW)).site

    assert {key[:2] for key in rendered} == {("article", "bridge")}
    page = site["en/articles/bridge/index.html"].decode()
    assert '<dt>Updated</dt><dd><time datetime="2026-04-01">1 April 2026</time></dd>' in page
    assert '"dateModified": "2026-04-01"' in page
    assert '<meta property="article:modified_time" content="2026-04-01">' in page
    assert "2026-04-01T00:00:00Z</updated>" in site["en/feed.xml"].decode()
    assert "articles/bridge/</loc>\n    <lastmod>2026-04-01</lastmod>" in site["sitemap.xml"].decode()
    other = site["en/articles/well/index.html"].decode()
    assert not any(word in other for word in ("Updated", "dateModified", "modified_time"))
    shutil.copytree(root.parent, tmp_path / "new", ignore=shutil.ignore_patterns(".cache", "site"))
    build(tmp_path / "new" / "site-root")
    assert read_site(tmp_path / "new" / "site-root") == site
    rendered.clear()
    git(root, "commit", "--allow-empty", "-m", "x")
    assert build_as_people_do(root, Options(now=NOW)).site == site
    assert rendered == []


def test_front_matter_takes_precedence(root: Path, files: Files) -> None:
    """A day in the front matter stands instead of that of the commit."""
    text = files[BRIDGE].replace("\ntheme:", "\nupdated: 2026-05-06\ntheme:", 1)
    write_files({**files, BRIDGE: text}, root)
    commit(root, "2026-07-01T00:00:00 +0000")
    build(root)

    assert '<time datetime="2026-05-06">' in (root / "site/en/articles/bridge/index.html").read_text("utf-8")
