"""The bytes of a site do not depend on the folder, time, time zone, locale or umask of the build."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from sources import Files, copy_fresh, read_site

NO_SHIFT = ""


@dataclass(frozen=True)
class Place:
    """The environment of a build."""

    folder: str
    """The name of the folder that holds the site."""
    shift: str
    """The offset of the clock, in faketime's syntax; empty for none."""
    zone: str
    """The time zone."""
    language: str
    """The locale."""
    umask: int
    """The umask of the process."""


PLACES = (
    Place("here", NO_SHIFT, "UTC", "C.UTF-8", 0o022),
    Place("a folder with blanks", "+1d", "Asia/Taipei", "C", 0o027),
    Place("基层治理 報告", "+31d", "America/New_York", "POSIX", 0o077),
    Place("'quoted' & [odd] #1?%41", "+400d", "Pacific/Kiritimati", "C", 0o002),
    Place("before", "-4000d", "Pacific/Niue", "C", 0o022),
)
PUBLISHED = "publish_at: 2001-01-01"
"""A date in the past on every clock of these tests. Future publication dates are all that the clock may affect."""


def build_at(place: Place, files: Files, folder: Path, *options: str, epoch: str = "") -> dict[str, bytes]:
    """Build a site with the command, using a place's clock, time zone, locale and umask."""
    root = copy_fresh(files, folder / place.folder)
    environment = {key: value for key, value in os.environ.items() if key not in ("SOURCE_DATE_EPOCH", "PYTHONUTF8")}
    environment |= {"TZ": place.zone, "LANG": place.language, "LC_ALL": place.language}
    environment |= {"SOURCE_DATE_EPOCH": epoch} if epoch else {}
    command = [sys.executable, "-m", "duizhao", "--site", str(root), "build", "-q", "--jobs", "2", *options]
    if place.shift:
        command = [find_faketime(), "-f", place.shift, *command]
    result = subprocess.run(
        command, capture_output=True, check=False, env=environment, umask=place.umask, encoding="utf-8"
    )
    assert result.returncode == 0, result.stderr
    return read_site(root)


def find_faketime() -> str:
    """Return the path of faketime, which runs a program with another clock; skip the test if it is missing."""
    found = shutil.which("faketime")
    if found is None:
        pytest.skip("no faketime; on Debian: apt-get install faketime")
    return found


@pytest.fixture(scope="module")
def settled(files: Files) -> Files:
    """Return the sources without anything that depends on the clock."""
    return {path: text.replace("publish_at: 2027-01-01", PUBLISHED) for path, text in files.items()}


@pytest.fixture(scope="module")
def here(settled: Files, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the site as built in the first place, with the real clock."""
    return build_at(PLACES[0], settled, tmp_path_factory.mktemp("any-day"))


@pytest.mark.parametrize("place", PLACES[1:], ids=lambda place: place.folder)
def test_another_place_and_day(place: Place, settled: Files, here: dict[str, bytes], tmp_path: Path) -> None:
    """No file depends on the folder, date, time zone, locale or umask of the build."""
    assert [path for path, data in build_at(place, settled, tmp_path).items() if here.get(path) != data] == []


def test_a_stated_time(settled: Files, tmp_path: Path) -> None:
    """SOURCE_DATE_EPOCH and --now set the time of the build; --now takes precedence."""
    by_variable = build_at(PLACES[0], settled, tmp_path, epoch="1795564800")
    by_option = build_at(PLACES[0], settled, tmp_path, "--now", "2026-11-25", epoch="1")
    now_and_then = build_at(PLACES[0], settled, tmp_path, "--now", "2026-11-26")

    assert [path for path in by_variable if by_variable[path] != by_option[path]] == []
    assert [path for path in by_variable if by_variable[path] != now_and_then[path]] == ["sitemap.xml.gz"]


def test_templates_may_ask_for_the_day(settled: Files, tmp_path: Path, here: dict[str, bytes]) -> None:
    """A build date printed by a template is the newest article's date, and follows it when it changes."""
    template = "<i>{{ build_date_utc.date() }} {{ page.update_date }}</i>"
    asking = {**settled, "templates/partials/copyright.html": template}
    newest = max(text.split("date: ")[1][:10] for path, text in asking.items() if path.startswith("content/articles/"))
    root = copy_fresh(asking, tmp_path / "asking")
    command = [sys.executable, "-m", "duizhao", "--site", str(root), "build", "-q"]
    pages = [path for path in here if path.endswith("/index.html")]
    for day in (newest, "2029-12-31"):
        article = root / "content/articles/bridge.md"
        article.write_text(article.read_text("utf-8").replace("date: 2026-03-01", f"date: {day}"), "utf-8")
        subprocess.run(command, check=True, env={**os.environ, "NO_COLOR": "1"})
        site = read_site(root)
        assert [path for path in pages if f"<i>{day} {day}</i>".encode() not in site[path]] == []
