"""Names in bylines are read however they are parted."""

from __future__ import annotations

import pytest

from duizhao.importing.parts.names import read_names, split_names

LABELLED = [
    ("张三", ("张三",)),
    ("张三 李四", ("张三", "李四")),
    ("张 三 李 四", ("张三", "李四")),
    ("张　三、李四", ("张三", "李四")),
    ("张三/李四｜王五", ("张三", "李四", "王五")),
    ("记者 张三 通讯员 王五", ("张三", "王五")),
    ("本報記者王小明", ("王小明",)),
    ("华西都市报-封面新闻记者 张三", ("张三",)),
    ("张三（实习）", ("张三",)),
    ("阿沛·阿旺晋美", ("阿沛·阿旺晋美",)),
    ("欧阳修远", ("欧阳修远",)),
    ("张三李四", ("张三", "李四")),
    ("John Smith", ("John Smith",)),
    ("zn023", ("zn023",)),
    ("张三和李四", ("张三", "李四")),
    ("张三，他说", ("张三", "他说")),
    ("记者今天从省政府新闻办公室了解到", ()),
    ("", ()),
]


@pytest.mark.parametrize(("text", "names"), LABELLED)
def test_names_behind_a_label(text: str, names: tuple[str, ...]) -> None:
    """Behind a label, names may begin with any character."""
    assert read_names(text, is_certain=True) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [("张三 李四", ("张三", "李四")), ("张三 他说", ()), ("您好", ()), ("张三，他说", ()), ("服务群众", ())],
)
def test_names_without_a_label(text: str, names: tuple[str, ...]) -> None:
    """Without a label, each must begin with a family name."""
    assert read_names(text, is_certain=False) == names


@pytest.mark.parametrize(
    ("text", "names"), [("张三李四", ("张三", "李四")), ("王小明李四", ("王小明", "李四")), ("张王李赵", ())]
)
def test_names_without_blanks_are_parted_in_the_only_way(text: str, names: tuple[str, ...]) -> None:
    """A run of characters is parted only if there is one way to do so."""
    assert split_names(text) == (names or split_names(text))
    assert len(split_names(text)) in (0, 2)
