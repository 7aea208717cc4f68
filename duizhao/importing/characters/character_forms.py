"""The usual forms of characters that Unicode has twice: radicals, small and vertical marks, ligatures."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

RADICALS: Mapping[str, str] = dict(
    zip(
        "⺁⺂⺃⺅⺆⺉⺊⺋⺒⺓⺔⺖⺗⺘⺙⺛⺜⺝⺞⺠⺡⺢⺣⺤⺦⺨⺩⺫⺬⺭⺮⺯⺰⺱⺲⺹⺻⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻋⻍⻏⻐⻑⻒⻓⻔⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲",
        "厂乛乚亻冂刂卜㔾巳幺彑忄㣺扌攵旡日月歺民氵氺灬爫丬犭王罒示礻竹糹纟罓罒耂聿臼艹艹艹虎衤覀西见角讠贝车辶阝钅長镸长门雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀",
        strict=True,
    )
)
"""Radicals of the supplement that look like a character; Unicode's data has a mapping for two others only."""
SMALL: Mapping[str, str] = dict(
    zip(
        "﹐﹑﹔﹕﹖﹗﹘﹙﹚﹛﹜﹝﹞﹟﹠﹡﹢﹣﹤﹥﹦﹨﹩﹪﹫",
        "，、；：？！—（）｛｝〔〕＃＆＊＋－＜＞＝＼＄％＠",
        strict=True,
    )
)
"""Small marks. The full-width forms of ASCII are no signs of Markdown, as ASCII's own would be."""
VERTICAL: Mapping[str, str] = dict(
    zip(
        "︐︑︒︓︔︕︖︗︘︙︰︱︲︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹇﹈",
        "，、。：；！？〖〗…：—–（）｛｝〔〕【】《》〈〉「」『』［］",
        strict=True,
    )
)
FACES = frozenset("︵︶︿﹀")
"""Vertical brackets that faces made of signs have for eyes and mouths."""
LIGATURES: Mapping[str, str] = {one: unicodedata.normalize("NFKC", one) for one in "ﬀﬁﬂﬃﬄﬅﬆ"}
HALF_WIDTH: Mapping[str, str] = dict(zip("｡｢｣､", "。「」、", strict=True))
"""Half-width marks, which Japanese texts have beside half-width syllables."""
FULL_WIDTH = {
    code: code - 0xFEE0 for low, high in ("09", "AZ", "az") for code in range(ord(low) + 0xFEE0, ord(high) + 0xFEE1)
}
"""Full-width letters and digits → those of ASCII."""


@cache
def load_usual_forms() -> Mapping[str, str]:
    """Load the usual form of each character that has one whatever stands beside it."""
    forms = {one: other for one, other in _list_ideographs() if one != other}
    marks = {one: other for one, other in VERTICAL.items() if one not in FACES}
    return forms | dict(RADICALS) | dict(SMALL) | marks | dict(LIGATURES)


def _list_ideographs() -> Iterator[tuple[str, str]]:
    """Yield each radical and compatibility ideograph with its usual form by Unicode's data."""
    for code in (*range(0x2F00, 0x2FD6), 0x2E9F, 0x2EF3):
        yield chr(code), unicodedata.normalize("NFKC", chr(code))
    # Twelve of the first block are ideographs of their own, and have no other form there.
    for code in (*range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20)):
        yield chr(code), unicodedata.normalize("NFC", chr(code))
