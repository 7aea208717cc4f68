"""When only data change, a build that reuses the cache gives the same site as a clean build."""

from __future__ import annotations

from pathlib import Path

import pytest
from sources import Files, build, copy_fresh, make_files, read_site, write_files

DATA = {
    "content/actions.yml": """\
- id: a-line
  name: 热线
  what: 镇里开通热线。
  region: sanli
  period: 2024
  theme: roads
  source: gazette
""",
    "content/events.yml": "- {id: e-fair, name: 庙会, recurring: true, region: sanli, source: gazette}\n",
    "content/glossary.yml": "- {term: 里弄, explanation: 小巷。}\n- {term: 新的记录, explanation: 今年的记录。}\n",
}
CHANGES = {
    "what was done": ("content/actions.yml", "镇里开通热线。", "镇里开通两条热线。"),
    "when it was done": ("content/actions.yml", "period: 2024", "period: 2023"),
    "an event": ("content/events.yml", "name: 庙会", "name: 集市"),
    "an explanation": ("content/glossary.yml", "小巷。", "小巷子。"),
    "a term": ("content/glossary.yml", "新的记录", "新的"),
    "the figures of a theme": ("content/themes.yml", "name: 道路\n", "name: 道路\n  figures: [gazette-f02]\n"),
    "the headline of a theme": ("content/themes.yml", "旧桥还在", "旧桥有{{gazette-f02}}"),
    # What an article is cited by, on its pages and in files.
    "the authors of an article": (
        "content/articles/bridge.md",
        "tags: [修桥]",
        "tags: [修桥]\nauthors: [李明, Ann Lee]",
    ),
    "the publisher of a source": ("content/sources.yml", "publisher: 三里镇", "publisher: 三里"),
    "the name of the site": ("mkdocs.yml", "site_name: 三里观察", "site_name: 三里纪事"),
    "the address of the site": ("mkdocs.yml", "example.org/tiny", "example.org/small"),
    "the figures of the home page": ("content/index.md", "---\ntitle: ", "---\nfigures: [gazette-f01]\ntitle: "),
}
"""The changes: file, old text, new text."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Files]:
    """Return a built site with data of all kinds, and its sources."""
    files = make_files() | DATA
    root = copy_fresh(files, tmp_path_factory.mktemp("data") / "site-root")
    build(root)
    return root, files


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_data_is_seen_on_every_page(change: str, built: tuple[Path, Files], tmp_path: Path) -> None:
    """The next build equals a clean build, byte for byte, and differs from the previous one."""
    root, files = built
    path, old, new = CHANGES[change]
    changed = {**files, path: files[path].replace(old, new, 1)}
    assert changed != files
    before = read_site(root)
    build(write_files(changed, root))
    clean = copy_fresh(changed, tmp_path / "site-root")
    build(clean)

    assert read_site(root) == read_site(clean)
    assert read_site(root) != before
