"""Damages texts as programs on the web do; what repairs must undo is made here, not by hand."""

from __future__ import annotations

FOLDED = str.maketrans("，：；？！（）　", ",:;?!() ")
"""The full-width marks that were folded to ASCII afterwards."""
SOUNDS = dict(
    zip(
        "網報發續會時個關現項礎強鄉創設點協統堅實計進規領權務業臺調動機構養隊運災應補區標鎮準數據質訓導認達優聯獎經農學產遠細門員",
        [
            "wǎng",
            "bào",
            "fā",
            "xù",
            "huì",
            "shí",
            "gè",
            "guān",
            "xiàn",
            "xiàng",
            "chǔ",
            "qiáng",
            "xiāng",
            "chuàng",
            "shè",
            "diǎn",
            "xié",
            "tǒng",
            "jiān",
            "shí",
            "jì",
            "jìn",
            "guī",
            "lǐng",
            "quán",
            "wù",
            "yè",
            "tái",
            "diào",
            "dòng",
            "jī",
            "gòu",
            "yǎng",
            "duì",
            "yùn",
            "zāi",
            "yīng",
            "bǔ",
            "qū",
            "biāo",
            "zhèn",
            "zhǔn",
            "shù",
            "jù",
            "zhì",
            "xùn",
            "dǎo",
            "rèn",
            "dá",
            "yōu",
            "lián",
            "jiǎng",
            "jīng",
            "nóng",
            "xué",
            "chǎn",
            "yuǎn",
            "xì",
            "mén",
            "yuán",
        ],
        strict=True,
    )
)
"""The glosses that the program puts behind the two bytes of a character."""


def gloss(text: str) -> str:
    """Return a text as a program leaves it that glosses pairs of bytes in GBK, wherever it sees them."""
    return decode(insert_glosses(text.encode("gbk", "ignore"))).translate(FOLDED)


def fold(text: str) -> str:
    """Return what of a text such a program cannot touch: the characters of GBK, with their marks folded."""
    return text.encode("gbk", "ignore").decode("gbk").translate(FOLDED)


def insert_glosses(data: bytes) -> bytes:
    """Put a gloss behind each pair of bytes that looks like a character, also across two characters."""
    sounds = {one.encode("gbk"): f"({sound})".encode("gbk") for one, sound in SOUNDS.items()}
    made = bytearray()
    at = 0
    while at < len(data):
        pair = data[at : at + 2]
        size = 2 if pair in sounds else 1
        made += pair[:size] + sounds.get(pair, b"")
        at += size
    return bytes(made)


def decode(data: bytes) -> str:
    """Decode GBK as a careless program does: two bytes that are no character become a question mark."""
    made = []
    at = 0
    while at < len(data):
        size = 1 if data[at] < 0x80 else 2
        made.append(data[at : at + size].decode("gbk", "replace") if size == 1 else _decode_pair(data[at : at + 2]))
        at += size
    return "".join(made)


def _decode_pair(pair: bytes) -> str:
    try:
        return pair.decode("gbk")
    except UnicodeDecodeError:
        return "?"
