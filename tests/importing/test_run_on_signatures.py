"""The next piece begins behind the signature of the one before, also where a line does not show it."""

from __future__ import annotations

import pytest
from repairs import repair

from duizhao.importing.blocks.run_on_signatures import find_run_on_signatures

PARTED = {
    "two names": ("路修好了。（张三丰 李四光）某镇开夜校", "路修好了。（张三丰 李四光）\n\n某镇开夜校"),
    "half-width": ("路修好了。(張三 李四)某鎮開夜校", "路修好了。(張三 李四)\n\n某鎮開夜校"),
    "after a blank": ("路修好了。 (张三、李四)某镇开夜校", "路修好了。 (张三、李四)\n\n某镇开夜校"),
    "a reporter": ("路修好了。（本报记者 张三）某镇开夜校", "路修好了。（本报记者 张三）\n\n某镇开夜校"),
}
KEPT = [
    "路修好了。（张三 李四）",
    "路修好了。（略）某镇开夜校",
    "路修好了。（包括村道 组道）大家都高兴。",
    "修路的人（张三 李四）都来了。",
    "# 标题\n\n路修好了。（张三 李四）某镇开夜校",
    "",
]


@pytest.mark.parametrize(("text", "parted"), PARTED.values(), ids=PARTED)
def test_a_block_ends_behind_a_signature(text: str, parted: str) -> None:
    """Several names in brackets behind a sentence are those of its authors."""
    assert repair(find_run_on_signatures, text) == (parted, [])
    assert repair(find_run_on_signatures, parted) == (parted, [])


@pytest.mark.parametrize("text", KEPT)
def test_other_brackets_stay(text: str) -> None:
    """Brackets within a sentence, and those without names, end nothing."""
    assert repair(find_run_on_signatures, text) == (text, [])


def test_a_single_name_is_asked_about() -> None:
    """It may be that of whoever is quoted."""
    text = "路修好了。（张三）某镇开夜校"
    assert repair(find_run_on_signatures, text) == (text, ["piece: 某镇开夜校"])
