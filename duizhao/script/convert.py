"""placeholder until the script room is moved in"""

from functools import lru_cache

from opencc import OpenCC

CFG = {
    ("zh-Hans", "zh-Hant-TW"): "s2tw",
    ("zh-Hans", "zh-Hant-HK"): "s2hk",
    ("zh-Hant-TW", "zh-Hans"): "tw2s",
    ("zh-Hant-HK", "zh-Hans"): "hk2s",
}


class Converter:
    def __init__(self, source, target, lexicon=None):
        self.source = source
        self.target = target
        self._c = None if source == target else OpenCC(CFG[source, target], include_tofu_risk_dictionaries=False)

    def convert(self, t):
        return t if self._c is None else self._c.convert(t)

    def convert_parts(self, parts):
        out = self.convert("".join(parts))
        r = []
        i = 0
        for p in parts:
            r.append(out[i : i + len(p)])
            i += len(p)
        return r


@lru_cache
def make_converter(source, target, lexicon=None):
    return Converter(source, target, lexicon)
