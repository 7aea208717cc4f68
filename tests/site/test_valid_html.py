"""Every page is valid HTML and every style sheet valid CSS, according to the Nu Html Checker (vnu)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from duizhao.engine.material import FOLDER, MENDS, mend

ROOT = Path(__file__).parent.parent.parent
JAR = "node_modules/vnu-jar/build/dist/vnu.jar"
CONSTRUCTS = [Path(__file__).with_name(name) for name in ("dialect.md", "containers.md", "tables.md")]
"""Articles with every construct of Markdown."""
TABLE = Path(__file__).with_name("wells.csv")
"""The file that one of them shows."""
STYLES = ROOT / "duizhao/theme/assets/duizhao"
WRONG = '<!doctype html><html lang="en"><head><title>Wrong</title></head><body><h1>Wrong</h1><b id=a></b><b id=a></b>'
UNKNOWN_TO_VNU = (
    "CSS: “paint-order”: Property “paint-order” doesn't exist.",
    "CSS: “container-type”: Property “container-type” doesn't exist.",
    "CSS: Unrecognized at-rule “@container”",
    "CSS: “--dz-width”: Unknown dimension.",
)
"""These exist, as does the unit `cqi` of `--dz-width`: https://drafts.csswg.org/fill-stroke-3/#paint-order,
https://drafts.csswg.org/css-conditional-5/, https://drafts.csswg.org/css-conditional-5/#container-lengths."""
Check = Callable[..., Counter[str]]


@pytest.fixture(scope="session")
def check() -> Check:
    """Return a function that runs vnu and counts its messages; skip the test if vnu is missing."""
    java = shutil.which("java")
    jar = Path(os.environ.get("VNU_JAR") or ROOT / JAR)
    if java is None or not jar.is_file():
        pytest.skip(
            "no vnu; on Debian: apt-get install default-jre-headless npm, then in the repository: "
            "npm install --prefix . --no-save --ignore-scripts vnu-jar, or name the file in VNU_JAR"
        )

    def run(*arguments: str | Path) -> Counter[str]:
        command = [java, "-jar", str(jar), "--stdout", "--exit-zero-always", "--format", "json", *map(str, arguments)]
        result = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
        messages: list[dict[str, Any]] = json.loads(result.stdout)["messages"]
        return Counter(f"{one['url'].rpartition('/site/')[2]}: {one['message']}" for one in messages)

    return run


def test_every_page_is_valid(
    check: Check,
    real_site: Path,
    tiny_source: Path,
    markdown_site: tuple[Path, str],
    duizhao: Callable[..., Any],
    tmp_path: Path,
) -> None:
    """Every page is valid: of the report, and of small sites with every edition and every kind of content."""
    catalog = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    for article in CONSTRUCTS:
        shutil.copy(article, tiny_source / "content/articles")
        (tiny_source / "translations/en/articles" / f"{article.stem}.po").write_text(catalog, "utf-8")
    shutil.copy(TABLE, tiny_source / "content/articles")
    configuration = tiny_source / "mkdocs.yml"
    text = configuration.read_text("utf-8")
    configuration.write_text(text.replace("zh-Hant-TW, en", "zh-Hant-TW, zh-Hant-HK, en"), "utf-8")
    built = duizhao(tiny_source, "build", "--drafts", "--now", "2026-11-25")
    assert built.returncode == 0, built.stderr
    constructs = markdown_site[0] / "site"
    # An invalid page proves that the pages are checked.
    wrong = tmp_path / "site/wrong.html"
    wrong.parent.mkdir()
    wrong.write_text(WRONG, "utf-8")

    found = check("--skip-non-html", "--skip-info-messages", real_site / "site", tiny_source / "site", constructs, wrong)

    assert [message for message in found if not message.startswith("wrong.html")] == []
    assert found["wrong.html: Duplicate ID “a”."] == 1


@pytest.mark.parametrize("template", MENDS)
def test_the_theme_still_says_what_is_mended(template: str) -> None:
    """Each passage of the theme that is replaced occurs once; a new version of the theme may have changed it."""
    source = (FOLDER / template).read_text("utf-8")
    assert [source.count(wrong) for wrong, _right in MENDS[template]] == [1] * len(MENDS[template])
    assert mend(template, source) != source


def test_every_style_sheet_is_valid(check: Check) -> None:
    """The project's own style sheets contain nothing that browsers would ignore."""
    sheets = sorted(STYLES.rglob("*.css"))
    assert sheets
    found = check("--css", *sheets)
    assert [message for message in found if not message.endswith(UNKNOWN_TO_VNU)] == []
