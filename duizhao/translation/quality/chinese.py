"""Reader for the numbers of a Chinese text, in either script.

Ordinary Chinese words contain numerals: 统一, 万一, 四川. Whether a numeral is a number is
decided by its neighbours; in doubt, a translation need not contain it, since a checker that
is often wrong is ignored.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from fractions import Fraction

from duizhao.translation.quality.chinese_words import (
    COUNTERS,
    DIGITS,
    FORMS,
    MYRIADS,
    NOT_COUNTED,
    NUMERALS,
    SCALES,
    UNITS,
    WORDS,
)
from duizhao.translation.quality.quantities import Quantity, count, either, half_year, month, share

ARABIC = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
SCALE = r"(?:余|多|来)?(?:万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千(?![米克瓦卡帕])|百)(?:余|多)?"
PLACES = rf"(?:{ARABIC})(?:{SCALE})?"
CHINESE = rf"(?:[{NUMERALS}]+余?[万亿]?)(?:点[零一二三四五六七八九]+(?![十百千刻])[万亿]?)?"
NUMBER = rf"(?:{ARABIC}|{CHINESE})"
TO = r"\s*(?:[-—–―~～至到]|——)\s*"
BLANK = "\ufffc"
"""Replaces what was read, and keeps the words around it apart."""
SMALL = 10
"""Numerals up to this value need a counter to be a quantity."""
HALF_DAY = 12
FIRST_PLAN_COUNTED = 1951
"""The base for the first years of five-year plans since the third: the 14th starts in 1951 + 14 × 5 = 2021."""
EACH = re.compile("[各均](?:[是为有占约近达超]|选取|选择|评选|建设|安排)*$")
"""Words for "each" before a number: 县和街道各40个 may be forty of the one and forty of the other."""
LIST_MARKS = re.compile("[、和与與及或跟同]")
NO_TENTH = "(?![为立都效分果就员功本绩年熟长交品人型规套了])"
"""Excludes characters that form a word with 成 before them: 三成员, 一成立."""
LEVELS = re.compile("[国省市州县区乡镇街村户]{2,}$")
"""Levels listed without a sign between them, as in 省市县三级."""
CLAUSE = re.compile(r"[，。；：！？（(“「,;:]")
UNIT_RUN = re.compile("[十百千万亿]+")
DIGIT_RUN = re.compile("[零一二三四五六七八九两]{2,}")
YEAR_DIGITS = 4

Handler = Callable[[re.Match[str]], Iterable[Quantity]]


def read_chinese(text: str) -> list[Quantity]:
    """Return the numbers of a Chinese text, in the order in which `PATTERNS` finds them."""
    rest = text.translate(FORMS)
    rest = WORDS.sub(lambda found: BLANK * len(found[0]), rest)
    found: list[Quantity] = []
    for pattern, handler in PATTERNS:
        for match in pattern.finditer(rest):
            found.extend(handler(match))
        # Hide what one pattern has read from the next one.
        rest = pattern.sub(lambda one: BLANK * len(one[0]), rest)
    return found


def parse_numeral(text: str) -> Fraction:
    """Return the value of a number in digits, in Chinese numerals, or in both: 1524万, 二十一, 3亿2000万.

    Raises:
        ValueError: The text is not a number.
    """
    cleaned = text.replace(",", "").replace("余", "").replace("多", "").replace("来", "")
    if not cleaned:
        raise ValueError(text)
    if DIGIT_RUN.fullmatch(cleaned):
        return Fraction(int("".join(str(DIGITS[sign]) for sign in cleaned)))
    if not cleaned[0].isdecimal() and "点" in cleaned:
        whole, decimals = cleaned.split("点", 1)
        scale = MYRIADS.get(decimals[-1:], 1)
        digits = "".join(str(DIGITS[sign]) for sign in decimals if sign in DIGITS)
        return Fraction(f"{parse_numeral(whole)}.{digits}") * scale
    total = section = Fraction(0)
    number: Fraction | None = None
    for piece in re.findall(rf"{ARABIC}|.", cleaned):
        if piece[0].isdecimal():
            number = Fraction(piece)
        elif piece in DIGITS:
            number = Fraction(DIGITS[piece])
        elif piece in UNITS:
            section += (Fraction(1) if number is None else number) * UNITS[piece]
            number = None
        elif piece in MYRIADS:
            section += number or 0
            # 万亿 multiplies the number before it, 3亿2000万 adds.
            total = _add_myriad(total, section, piece) if total else Fraction(section or 1) * MYRIADS[piece]
            section, number = Fraction(0), None
        else:
            raise ValueError(text)
    return total + section + (number or 0)


def _add_myriad(total: Fraction, section: Fraction, sign: str) -> Fraction:
    """Apply a second 万 or 亿: add the section before it, or multiply the total if there is none."""
    return total + section * MYRIADS[sign] if section else total * MYRIADS[sign]


def _read_parts(found: re.Match[str]) -> Iterable[Quantity]:
    """Read parts of a whole: 百分之三十, 千分之三, 三分之一."""
    whole = {"百": 100, "千": 1000, "万": 10**4}.get(found["whole"]) or int(parse_numeral(found["whole"]))
    if whole:
        part = parse_numeral(found["part"])
        yield either(share(part / whole), count(part)) if whole >= 10**3 else share(part / whole)


def _read_fraction(found: re.Match[str]) -> Iterable[Quantity]:
    """Read fractions: 1/3 may be a third, or two numbers."""
    part, whole = int(found["part"]), int(found["whole"])
    yield from (count(one, firm=part >= whole) for one in (part, whole))
    if 0 < part < whole:
        yield share(Fraction(part, whole), firm=False)


def _read_percent(found: re.Match[str]) -> Iterable[Quantity]:
    """Read percentages: 97.5%, 30至50%, 3‰."""
    whole = 1000 if found["sign"] == "‰" else 100
    if found["from"]:
        yield either(share(parse_numeral(found["from"]) / whole), count(found["from"].replace(",", "")))
    yield share(parse_numeral(found["number"]) / whole)


def _read_points(found: re.Match[str]) -> Iterable[Quantity]:
    """Read percentage points: 3.2个百分点. The English reader reads percentage points as per cent."""
    number = parse_numeral(found["number"])
    yield either(share(number / 100), count(number))


def _read_tenths(found: re.Match[str]) -> Iterable[Quantity]:
    """Read tenths: 三成, 三成五."""
    yield share(parse_numeral(found["number"]) / 10 + Fraction(DIGITS.get(found["rest"] or "零", 0), 100))


def _read_discount(found: re.Match[str]) -> Iterable[Quantity]:
    """Read discounts: 打八折 is 80 %, or 20 % off."""
    number = found["number"].replace(".", "")
    digits = "".join(str(DIGITS.get(sign, sign)) for sign in number)
    kept = Fraction(int(digits), 10 ** len(digits))
    yield share(kept, 1 - kept)


def _read_doubling(found: re.Match[str]) -> Iterable[Quantity]:
    """Read doublings: 翻番, 翻一番, 翻两番."""
    yield count(2 ** int(parse_numeral(found["number"] or "一")))


def _read_times(found: re.Match[str]) -> Iterable[Quantity]:
    """Read multiples: 增长两倍 is three times as many, or grown by two times."""
    number = parse_numeral(found["number"])
    grown = bool(found["grown"])
    more = (number + 1,) if grown else ()
    yield either(count(number, *more), share(number), *(share(one) for one in more))


def _read_month(found: re.Match[str]) -> Iterable[Quantity]:
    """Read months: 11月, 2—12月."""
    for name in ("from", "number"):
        if found[name]:
            number = int(parse_numeral(found[name]))
            yield month(number) if 1 <= number <= HALF_DAY else count(number)


def _read_day(found: re.Match[str]) -> Iterable[Quantity]:
    """Read days: “9·5”地震 is the earthquake of 5 September."""
    number = int(found["month"])
    yield either(month(number), count(number))
    yield count(int(found["day"]))


def _read_decade(found: re.Match[str]) -> Iterable[Quantity]:
    """Read decades: 20世纪80年代, 80年代, 90后."""
    short = parse_numeral(found["short"])
    century = (int(parse_numeral(found["century"])) - 1) * 100 if found["century"] else 1900
    yield count(century + short, short, firm=found["century"] is not None)


def _read_hour(found: re.Match[str]) -> Iterable[Quantity]:
    """Read hours: 14时 is 2 p.m."""
    hour = int(found["hour"])
    yield count(hour, hour - HALF_DAY) if hour > HALF_DAY else count(hour)


def _read_plan(found: re.Match[str]) -> Iterable[Quantity]:
    """Read five-year plans: 十四五 is the 14th Five-Year Plan, 2021 to 2025."""
    plan = int(parse_numeral(found["number"]))
    yield count(plan)
    first = FIRST_PLAN_COUNTED + plan * 5
    yield from (count(one, firm=False) for one in (5, first, first + 4))


def _read_congress(found: re.Match[str]) -> Iterable[Quantity]:
    """Read congresses and plenums: 二十大, 三中全会."""
    yield count(parse_numeral(found["number"]))


def _read_half_year(found: re.Match[str]) -> Iterable[Quantity]:
    """Read half-years: 上半年, 下半年."""
    yield half_year(1 if found["which"] == "上" else 2)


def _read_half_more(found: re.Match[str]) -> Iterable[Quantity]:
    """Read numbers with a half: 两年半 is two and a half years."""
    number = parse_numeral(found["number"])
    yield count(number + Fraction(1, 2), number)


def _read_half(found: re.Match[str]) -> Iterable[Quantity]:
    """Read halves: 一半; 半年 may be half a year or six months."""
    clear = found[0].startswith("一半")
    months = (count(6),) if "年" in found[0] else ()
    yield either(share(Fraction(1, 2)), count(Fraction(1, 2)), *months, firm=clear)


def _read_all(_found: re.Match[str]) -> Iterable[Quantity]:
    """Read words for everything: 全覆盖 may be 100 per cent."""
    yield share(Fraction(1), firm=False)


def _read_vague(found: re.Match[str]) -> Iterable[Quantity]:
    """Read units without a number: 每万人 is per 10,000 people, 上百 some hundreds; 数百 is not a number."""
    if found["vague"] in ("每", "上"):
        yield count(parse_numeral(found["unit"]), firm=found["vague"] == "每")


def _read_range(found: re.Match[str]) -> Iterable[Quantity]:
    """Read ranges with a scale: 40至50万 begins with forty or forty myriads."""
    first, scale = parse_numeral(found["from"]), SCALES[found["scale"]]
    yield either(count(first * scale), count(first))
    yield count(parse_numeral(found["number"]) * scale)


def _read_years(found: re.Match[str]) -> Iterable[Quantity]:
    """Read ranges of years: 2019—20年."""
    first = int(found["from"])
    yield count(first)
    yield count(first // 100 * 100 + int(found["number"]), int(found["number"]))


def _read_arabic(found: re.Match[str]) -> Iterable[Quantity]:
    """Read numbers in digits, with 万 and 亿; a translation may omit those inside names such as R29."""
    value = parse_numeral(found["number"])
    if found["suffix"] in ("K", "k"):
        yield count(value * 1000, value)
        return
    # "1个中心" is "a centre".
    single = value == 1 and bool(re.match(rf"(?!月|日|年)(?:{COUNTERS})", found.string[found.end() :]))
    firm = not found["name"] and not found["suffix"] and not single
    yield count(value, firm=firm, counted=EACH.search(found.string[: found.start()]) is None)


def _read_ordinal(found: re.Match[str]) -> Iterable[Quantity]:
    """Read ordinals: 第十三; 第一 is often just "main"."""
    value = parse_numeral(found["number"])
    yield count(value, firm=value > 1, counted=False)


def _read_numerals(found: re.Match[str]) -> Iterable[Quantity]:
    """Read numbers in Chinese numerals, clear ones and those inside ordinary words."""
    run = found[0].replace("余", "").replace("多", "").replace("来", "")
    if DIGIT_RUN.fullmatch(run) and len(run) != YEAR_DIGITS:
        # 两三个, 一二三产业: each numeral may be translated by itself.
        yield from (count(DIGITS[sign], firm=False) for sign in run)
        return
    if UNIT_RUN.fullmatch(run) and run != "十":
        after = re.match(f"[余多]|{COUNTERS}", found.string[found.end() :])
        if after and run in SCALES:
            yield count(SCALES[run], firm=False)
        return
    value = parse_numeral(run)
    if value > SMALL:
        yield count(value)
        return
    counts = _has_counter(found, value)
    yield count(value, firm=counts and not _sums_up(found), counted=False, small=counts)


def _read_few(found: re.Match[str]) -> Iterable[Quantity]:
    """Read words for one to three: 首批 is the first batch, 双方 both sides."""
    yield count({"首": 1, "仨": 3}.get(found[0], 2), firm=False)


def _has_counter(found: re.Match[str], value: Fraction) -> bool:
    """Return whether a small numeral counts something, as in 三级 but not in 三农."""
    # 二 counts nothing but floors and phases; 一 is an article as often as a number.
    if value < 2 or found[0] == "二" or found.string[: found.start()].endswith(("第", "初", "其")):  # noqa: PLR2004
        return False
    after = found.string[found.end() :]
    # Names such as 四级五访 and 两队一室 pair numerals; 三级九个中心 counts.
    if re.match(rf"[^{NUMERALS}](?:[{NUMERALS}])(?!{COUNTERS})", after):
        return False
    return re.match(rf"{NOT_COUNTED}(?:余|多|来)?(?:{COUNTERS})", after) is not None


def _sums_up(found: re.Match[str]) -> bool:
    """Return whether a numeral sums up a list before it, as in 省、市、县三级; English omits such a sum."""
    clause = CLAUSE.split(found.string[: found.start()])[-1]
    return LIST_MARKS.search(clause) is not None or LEVELS.search(clause) is not None


PATTERNS: tuple[tuple[re.Pattern[str], Handler], ...] = tuple(
    (re.compile(pattern), handler)
    for pattern, handler in (
        (rf"(?P<century>[12]\d|{CHINESE})世纪(?P<short>[1-9]0|[{NUMERALS}]+)年代", _read_decade),
        (r"(?P<century>(?!))?(?P<short>[1-9]0)(?:年代|后(?![续来]))", _read_decade),
        (r"(?P<century>(?!))?(?P<short>[二三四五六七八九]十)年代", _read_decade),
        (rf"(?P<whole>[百千万]|{CHINESE}|\d+)分之(?P<part>{NUMBER})", _read_parts),
        (r"(?<![\d./])(?P<part>\d{1,2})/(?P<whole>\d{1,2})(?![\d./])", _read_fraction),
        (rf"(?P<number>{NUMBER})个百分点", _read_points),
        (rf"(?:(?P<from>{ARABIC}){TO})?(?P<number>{ARABIC})\s*(?P<sign>[%‰])", _read_percent),
        ("百分百", _read_all),
        ("全覆盖|全部|悉数|百分之百", _read_all),
        (rf"(?P<grown>(?:增长|增加|提高|上升|扩大|多出|多)了?[近约逾超]?)?(?P<number>{NUMBER})倍", _read_times),
        (r"翻了?(?P<number>[一二两三四\d])?[番倍]", _read_doubling),
        (r"打了?(?P<number>[一二三四五六七八九]{1,2}|\d(?:\.\d)?)折", _read_discount),
        (
            rf"(?<![\d第{NUMERALS}])(?P<number>[1-9一二两三四五六七八九])成{NO_TENTH}(?P<rest>[一二三四五六七八九](?!是))?",
            _read_tenths,
        ),
        (rf"(?<![{NUMERALS}])(?P<number>十[一二三四五六七八九])五(?![十百千万])", _read_plan),
        (rf"(?<![{NUMERALS}])(?P<number>[五六七八九十])五(?=[”」’』]?(?:规划|计划|时期|期间|普法))", _read_plan),
        (rf"(?<![{NUMERALS}])(?P<number>二十|十[一二三四五六七八九])大(?![类项])", _read_congress),
        (r"(?P<number>[一二三四五六七])中全会", _read_congress),
        (r"(?P<from>(?!))?(?P<number>十[一二]|[一二三四五六七八九十])月(?!余)", _read_month),
        (rf"(?:(?<!\d)(?P<from>\d{{1,2}}){TO})?(?<![\d.])(?P<number>\d{{1,2}})月", _read_month),
        (r"(?<!\d)(?P<month>1[0-2]|[1-9])[·•・](?P<day>\d{1,2})(?!\d)", _read_day),
        (r"(?P<which>[上下])半年", _read_half_year),
        (rf"(?P<number>{NUMBER})(?:个?(?:年|月|天|小时|日|岁)半|个半(?:年|月|天|小时|世纪))", _read_half_more),
        ("一半|半数|过半|半年|半个|半小时|半天|[大多]半|前半|后半", _read_half),
        (r"(?<!\d)(?P<hour>1[3-9]|2[0-4])(?=[时:：点])", _read_hour),
        (r"(?P<vague>[数几每上成])(?P<unit>[十百千万亿]+)(?!分)", _read_vague),
        (
            rf"(?P<from>{ARABIC}|[一二两三四五六七八九十]){TO}(?P<number>{ARABIC}|[{NUMERALS}])(?:余|多)?(?P<scale>万亿|亿|万)",
            _read_range,
        ),
        (r"(?<!\d)(?P<from>(?:19|20)\d\d)[-—–/](?P<number>\d\d)(?!\d)", _read_years),
        (
            rf"(?P<name>[A-Za-z]-?)?(?P<number>(?:{PLACES})(?:(?<=[万亿千百])(?:{PLACES}))*)(?P<suffix>[A-Zk](?![a-z]))?",
            _read_arabic,
        ),
        (rf"第(?P<number>{CHINESE})", _read_ordinal),
        (CHINESE, _read_numerals),
        ("[首双俩仨]", _read_few),
    )
)
"""Patterns with their handlers, in the order in which they are applied."""
