"""The variant profile of each edition: which of several correct forms of a character it prints, and why."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Variant:
    """A decision between forms with the same meaning."""

    other: str
    """The form not printed."""
    form: str
    """The form printed."""
    reason: str
    """The reason, with the authority."""


TAIWAN = (
    Variant("佈", "布", "公布、發布、頒布、分布: 法律統一用字表 (Legislative Yuan, 1973)"),
    Variant("佔", "占", "占有、獨占、占比: 法律統一用字表"),
    Variant("汙", "污", "空氣污染防制法 and every statute; 汙 is the school form of the same character"),
    Variant("羣", "群", "常用國字標準字體表 (MOE)"),
    Variant("啓", "啟", "常用國字標準字體表"),
    Variant("裏", "裡", "general usage; MOE lists both"),
    Variant("賬", "帳", "帳目、帳戶: 法律統一用字表"),
    Variant("淩", "凌", "only the surname keeps 淩, and most bearers write 凌"),
)
"""Decisions for Taiwan beyond OpenCC's TWVariants."""
HONG_KONG = (
    Variant("羣", "群", "government and press print 群; 常用字字形表 has 羣 only as the printed head form"),
    Variant("啓", "啟", "常用字字形表 (Education Bureau)"),
    Variant("峯", "峰", "press usage; 峯 stays in registered names"),
    Variant("汙", "污", "常用字字形表"),
    Variant("檯", "枱", "OpenCC HKVariants"),
    Variant("麵", "麪", "常用字字形表; newspapers print both"),
    Variant("淩", "凌", "as in Taiwan"),
)
"""Decisions for Hong Kong beyond OpenCC's HKVariants."""

SIMPLIFIED = (
    Variant("妳", "你", "通用规范汉字表 has no form for women"),
    Variant("牠", "它", "第一批异体字整理表"),
    Variant("瞇", "眯", "第一批异体字整理表"),
    Variant("叡", "睿", "第一批异体字整理表"),
    Variant("衹", "只", "简化字总表"),
)
"""Decisions for Simplified beyond OpenCC's conversions."""


@dataclass(frozen=True)
class Profile:
    """The forms that one edition prints."""

    characters: Mapping[str, str] = field(default_factory=dict)
    """Standard form (OpenCC's) → form of the edition."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Wordings that differ as a whole, mostly names; of equal length, in forms of the edition before and after."""

    @property
    def pattern(self) -> re.Pattern[str] | None:
        """The pattern that matches the words, longest first, or None if there are none."""
        if not self.words:
            return None
        return re.compile("|".join(sorted(map(re.escape, self.words), key=lambda word: (-len(word), word))))


VARIANTS = {"zh-Hans": SIMPLIFIED, "zh-Hant-TW": TAIWAN, "zh-Hant-HK": HONG_KONG}
"""Edition → its decisions beyond OpenCC's tables."""


def make_profile(table: Mapping[str, str], words: Mapping[str, str], variants: tuple[Variant, ...]) -> Profile:
    """Build the profile of an edition.

    Args:
        table: OpenCC's variants of the edition, character by character.
        words: Names and wordings of the edition.
        variants: The decisions that extend or override the table.

    Returns:
        The profile; decisions also apply to the forms of the table (污 → 汙 → 污).
    """
    own = {variant.other: variant.form for variant in variants}
    characters = {char: own.get(form, form) for char, form in table.items()}
    characters.update(own)
    return Profile(
        MappingProxyType({char: form for char, form in characters.items() if char != form}),
        MappingProxyType(dict(words)),
    )
