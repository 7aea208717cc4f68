"""The command `import`: what it writes, says and refuses, and the whole way from a damaged text to a found article."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import polib
import pytest
from damage import gloss
from playwright.sync_api import Browser, expect

Run = Callable[..., "subprocess.CompletedProcess[str]"]
TEXT = """村里的一天

2025-03-02 08:30 来源：三里日报 作者：张三

早上六点，村里的广播响了，广播里说的是天气，也说今天开会的时间和地点。

晚上八点，院坝里亮起灯，大家坐下来，一件一件地谈，谈到十点才散。

责任编辑：李四
"""
TRADITIONAL = """三里鎮的水務服務站

2025-03-02 08:30 來源：三里日報 作者：張三

三里鎮設立水務服務站，發布各村水位，並發展網格服務。當地的農戶時時可以報修，業務員當天上門。

三里鎮的調解員和水務隊一起工作，個個都會修水管。他們說：「有水才有業，有業才有家。」這些做法只說明當地，不能推及全省。

第一批抽水機已經運到，關鍵的構件由縣裡補助；各村實現了輪流供水，鄉親們都說好。
"""


@pytest.fixture
def found(tmp_path: Path) -> Path:
    """A folder with a text in it."""
    folder = tmp_path / "found"
    folder.mkdir()
    (folder / "one.txt").write_text(TEXT, "utf-8")
    return folder


def list_files(site: Path) -> dict[str, bytes]:
    """Return the files of a site's sources with their contents."""
    return {
        str(file.relative_to(site)): file.read_bytes()
        for name in ("content", "translations")
        for file in sorted((site / name).rglob("*"))
        if file.is_file()
    }


def test_a_text_becomes_a_draft_with_catalogs(tiny_source: Path, found: Path, duizhao: Run) -> None:
    """Front matter, sources entry and catalogs are written, and the report says what was done and what is to decide."""
    done = duizhao(tiny_source, "import", str(found / "one.txt"), "--theme", "water", "--region", "sanli")
    assert done.returncode == 0, done.stderr
    draft = (tiny_source / "content/articles/cunli-yitian.md").read_text("utf-8")
    head, body = draft.split("---\n")[1:]
    assert re.sub("sha256 [0-9a-f]{16}", "sha256 …", head).splitlines() == [
        "# imported from one.txt, sha256 …",
        "title: 村里的一天",
        "date: 2025-03-02",
        "theme: water",
        "regions: [sanli]",
        "sources: [slrb2025]",
        "authors: [张三]",
        "draft: true",
    ]
    assert body == (
        "\n早上六点，村里的广播响了，广播里说的是天气，也说今天开会的时间和地点。\n\n"
        "晚上八点，院坝里亮起灯，大家坐下来，一件一件地谈，谈到十点才散。\n"
    )
    sources = (tiny_source / "content/sources.yml").read_text("utf-8")
    assert "\n- id: slrb2025\n  title: 村里的一天\n" in sources
    assert "\n  publisher: 三里日报\n" in sources
    assert (tiny_source / "translations/en/articles/cunli-yitian.po").is_file()
    assert "content/articles/cunli-yitian.md: a new draft, zh-Hans\n" in done.stdout
    assert "  metadata " in done.stdout
    assert f"{found}/one.txt:5:1: warning: " in done.stderr


def test_an_import_twice_changes_nothing(tiny_source: Path, found: Path, duizhao: Run) -> None:
    """The second import finds the draft of the first."""
    duizhao(tiny_source, "import", str(found / "one.txt"))
    before = list_files(tiny_source)
    done = duizhao(tiny_source, "import", str(found / "one.txt"))
    assert (done.returncode, list_files(tiny_source)) == (0, before)
    assert "imported before, unchanged" in done.stdout


def test_an_edited_draft_is_left_alone(tiny_source: Path, found: Path, duizhao: Run) -> None:
    """What somebody has written is never overwritten, under whatever name it is."""
    duizhao(tiny_source, "import", str(found / "one.txt"))
    draft = tiny_source / "content/articles/cunli-yitian.md"
    moved = draft.with_name("a-day.md")
    moved.write_text(draft.read_text("utf-8").replace("院坝", "院子"), "utf-8")
    draft.unlink()
    before = list_files(tiny_source)
    done = duizhao(tiny_source, "import", str(found / "one.txt"))
    assert (done.returncode, list_files(tiny_source)) == (1, before)
    assert "content/articles/a-day.md:1:1: error: a draft of the same text is there" in done.stderr


def test_a_dry_run_shows_a_diff_and_writes_nothing(tiny_source: Path, found: Path, duizhao: Run) -> None:
    """The diff names the draft and sources.yml."""
    before = list_files(tiny_source)
    done = duizhao(tiny_source, "import", str(found / "one.txt"), "--dry-run")
    assert (done.returncode, list_files(tiny_source)) == (0, before)
    assert "+++ b/content/articles/cunli-yitian.md\n" in done.stdout
    assert "+++ b/content/sources.yml\n" in done.stdout
    assert "\n+title: 村里的一天\n" in done.stdout


def test_the_account_is_machine_readable(tiny_source: Path, found: Path, duizhao: Run) -> None:
    """JSON states every change with its place, and each question."""
    done = duizhao(tiny_source, "import", str(found / "one.txt"), "--format", "json")
    report = json.loads(done.stdout)
    (file,) = report["files"]
    assert (file["path"], file["encoding"], file["characters"]) == (str(found / "one.txt"), "UTF-8", len(TEXT))
    assert [(one["slug"], one["state"]) for one in file["drafts"]] == [("cunli-yitian", "new")]
    repairs = {one["kind"]: one for one in file["repairs"]}
    assert repairs["metadata"]["changes"][0]["line"] == 1
    assert {"line", "column", "code", "message"} <= set(file["questions"][0])


def test_a_pipe_is_read(tiny_source: Path, duizhao: Run) -> None:
    """`-` is standard input; the slug can be chosen."""
    done = duizhao(tiny_source, "import", "-", "--slug", "a-day", text=TEXT)
    assert done.returncode == 0, done.stderr
    assert "# imported from standard input, sha256 " in (tiny_source / "content/articles/a-day.md").read_text("utf-8")


def test_one_bad_file_does_not_stop_the_others(tiny_source: Path, found: Path, duizhao: Run) -> None:
    """A folder is imported file by file; what cannot be is reported, with exit code 1."""
    (found / "empty.txt").write_bytes(b"")
    (found / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (found / "table.xlsx").write_bytes(b"PK\x03\x04")
    (found / "two.txt").write_text(TEXT.replace("一天", "两天"), "big5", "replace")
    done = duizhao(tiny_source, "import", str(found))
    assert done.returncode == 1
    assert f"{found}/empty.txt:1:1: error: this is empty [import-unfit]" in done.stderr
    assert f"{found}/picture.txt:1:1: error: this is an image [import-unfit]" in done.stderr
    assert f"{found}/table.xlsx:1:1: note: not imported [import-skipped]" in done.stderr
    assert (tiny_source / "content/articles/cunli-yitian.md").is_file()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--theme", "watre"], "Invalid value for --theme: unknown theme 'watre'; did you mean 'water'?"),
        (["--region", "sanly"], "Invalid value for --region: unknown region 'sanly'; did you mean 'sanli'?"),
        (["--slug", "A B"], "Invalid value for --slug: 'A B' cannot be an address"),
        (["--slug", "well"], "Invalid value for --slug: 'well' is the address of another article"),
        (["--encoding", "gb9"], "Invalid value for --encoding: unknown encoding 'gb9'"),
    ],
)
def test_choices_that_do_not_exist_are_refused(
    tiny_source: Path, found: Path, duizhao: Run, arguments: list[str], message: str
) -> None:
    """A wrong choice is a mistake in the call; nothing is written."""
    before = list_files(tiny_source)
    done = duizhao(tiny_source, "import", str(found / "one.txt"), *arguments)
    assert (done.returncode, list_files(tiny_source)) == (2, before)
    assert message in done.stderr


def test_the_way_from_a_damaged_text_to_a_found_article(
    tiny_source: Path,
    tmp_path: Path,
    duizhao: Run,
    serve: Callable[[Path], AbstractContextManager[str]],
    browser: Browser,
) -> None:
    """Import, decisions, catalog, build: the article stands in three editions and is found by search."""
    damaged = tmp_path / "damaged.txt"
    damaged.write_text(gloss(TRADITIONAL), "utf-8")
    assert "?" in damaged.read_text("utf-8")
    done = duizhao(tiny_source, "import", str(damaged), "--slug", "water-station")
    assert done.returncode == 0, done.stderr
    for code in ("gloss-byte", "theme", "source"):
        assert f"[{code}]" in done.stderr
    draft = tiny_source / "content/articles/water-station.md"
    text = draft.read_text("utf-8")
    assert "三里鎮設立水務服務站，發布各村水位，並發展網格服務。" in text
    # What the report leaves to a person: the theme, the place, and whether the article is shown.
    text = text.replace("theme: roads", "theme: water\nregions: [sanli]").replace("draft: true\n", "")
    draft.write_text(text, "utf-8")
    assert duizhao(tiny_source, "catalog", "update").returncode == 0
    catalog = tiny_source / "translations/en/articles/water-station.po"
    entries = polib.pofile(str(catalog))
    for number, entry in enumerate(entries):
        # What a translator does.
        entry.msgstr = f"Pumping news {number}" if number else "The water station of Sanli"
    entries.save()
    built = duizhao(tiny_source, "build", "--now", "2026-11-25")
    assert built.returncode == 0, built.stderr
    titles = {"zh-hans": "三里镇的水务服务站", "zh-hant": "三里鎮的水務服務站", "en": "The water station of Sanli"}
    with serve(tiny_source / "site") as address:
        page = browser.new_page()
        for edition, title in titles.items():
            page.goto(f"{address}{edition}/articles/water-station/")
            expect(page.locator("h1")).to_contain_text(title)
            query = "pumping news" if edition == "en" else "抽水机"
            page.goto(f"{address}{edition}/search/?q={query}", wait_until="networkidle")
            expect(page.locator("a[href*='articles/water-station/']").first).to_be_visible()
        page.close()


def test_a_new_site_takes_its_first_article(tiny_source: Path, found: Path, duizhao: Run) -> None:
    """A site without any article, and without sources.yml, can be filled."""
    for file in (tiny_source / "content/articles").glob("*.md"):
        file.unlink()
    (tiny_source / "content/sources.yml").unlink()
    duizhao(tiny_source, "import", str(found / "one.txt"))
    assert (tiny_source / "content/articles/cunli-yitian.md").exists()
    assert (tiny_source / "content/sources.yml").read_text("utf-8").startswith("- id: slrb2025\n")


def test_errors_of_the_site_hide_no_report(tiny_source: Path, found: Path, duizhao: Run) -> None:
    """What was imported is reported, whatever is wrong with other articles."""
    (tiny_source / "content/articles/broken.md").write_text("---\ntitle: x\n---\n", "utf-8")
    done = duizhao(tiny_source, "import", str(found / "one.txt"), "--format", "json")
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert [one["slug"] for one in report["files"][0]["drafts"]] == ["cunli-yitian"]
    assert {"key-missing", "import-catalogs"} <= {one["code"] for one in report["problems"]}


@pytest.mark.parametrize("themes", [None, "", "[]\n"])
def test_a_site_without_themes_is_refused(tiny_source: Path, found: Path, duizhao: Run, themes: str | None) -> None:
    """A draft must have a theme, so there is nothing to write without one."""
    file = tiny_source / "content/themes.yml"
    file.unlink() if themes is None else file.write_text(themes, "utf-8")
    before = list_files(tiny_source)
    done = duizhao(tiny_source, "import", str(found / "one.txt"))
    assert done.returncode == 1
    assert "there is no theme that a draft could have [theme-unknown]" in done.stderr
    assert list_files(tiny_source) == before


def test_the_same_text_comes_once(tiny_source: Path, found: Path, duizhao: Run) -> None:
    """Two files with the same text make one draft, which a later import under a third name finds unchanged."""
    (found / "two.txt").write_text(TEXT, "utf-8")
    first = duizhao(tiny_source, "import", str(found))
    assert first.returncode == 0, first.stderr
    assert len(list((tiny_source / "content/articles").glob("cunli-yitian*"))) == 1
    before = list_files(tiny_source)
    (found / "one.txt").rename(found / "three.txt")
    done = duizhao(tiny_source, "import", str(found / "three.txt"))
    assert (done.returncode, list_files(tiny_source)) == (0, before)


@pytest.mark.parametrize("sources", ["a: b\n", "broken: [\n"])
def test_broken_sources_stay_as_they_are(tiny_source: Path, found: Path, duizhao: Run, sources: str) -> None:
    """Nothing is written where the entry of the draft could not be."""
    (tiny_source / "content/sources.yml").write_text(sources, "utf-8")
    before = list_files(tiny_source)
    done = duizhao(tiny_source, "import", str(found / "one.txt"))
    assert done.returncode == 1
    assert "[import-sources]" in done.stderr
    assert list_files(tiny_source) == before
