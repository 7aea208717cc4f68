"""placeholder"""

from types import SimpleNamespace

from opencc import OpenCC


def detect_script(t):
    a = OpenCC("t2s").convert(t)
    b = OpenCC("s2t").convert(t)
    tr = sum(x != y for x, y in zip(a, t))
    si = sum(x != y for x, y in zip(b, t))
    return SimpleNamespace(script="zh-Hant" if tr > si else "zh-Hans", simplified=si, traditional=tr, odd=())
