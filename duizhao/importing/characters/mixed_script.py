"""Characters that a converter missed, and forms that it chose wrongly: reported, never changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice

from opencc import OpenCC

from duizhao.importing.characters.words_around import (
    BEYOND,
    Form,
    Prose,
    find_forms,
    find_word,
    group_questions,
    read_prose,
)
from duizhao.importing.likelihood import simplify
from duizhao.importing.tracked_text import Findings
from duizhao.script.convert import HONG_KONG, SIMPLIFIED, TAIWAN
from duizhao.script.detect import detect_script, has_only
from duizhao.script.engine import load_engine, load_profile, load_tables

FORMS = (
    "后後 里裏 干乾幹 发發髮 面麪 只隻 系係繫 颱檯臺 复復複覆 历歷曆 钟鐘鍾 斗鬥 谷穀 松鬆 云雲 丑醜 出齣 冲沖衝 "
    "当當噹 党黨 几幾 曲麴 准準 折摺 咸鹹 御禦 愿願 胜勝 获獲穫 汇匯彙 坛壇罈 团團糰 须須鬚 脏髒臟 弥彌瀰 叶葉 "
    "沈瀋 舍捨 术術 伙夥 家傢 姜薑 仆僕 朴樸 秋鞦 千韆 扑撲 症癥 种種 筑築 吁籲 帘簾 别別彆 卜蔔 板闆 辟闢 合閤 "
    "致緻 借藉 困睏 丰豐 余餘 制製 征徵 蒙矇濛 苏蘇囌 台颱 向嚮 据據 刮颳 虫蟲 胡鬍 范範 郁鬱 回迴 游遊 表錶 "
    "尽盡儘 价價 体體 签簽籤 纤纖縴 摆擺襬 恶惡噁 暗闇 杠槓 盐鹽 灵靈 旋鏇"
)
"""Groups of characters that have one Simplified form, and that no print shop interchanges in the words where they are
asked about; in their standard forms."""
EQUAL = ("颱檯", "致緻", "矇蒙", "復覆", "伙夥", "盡儘", "迴回", "游遊", "借藉", "征徵")
"""Pairs inside these groups that some print shops interchange."""
BEFORE = {"里裏": "这那哪心夜眼嘴", "鍾鐘": "分点时闹警座秒"}
"""Pairs of a written and a right form of which the written one may be a name that no list has, with the characters
behind which it is none."""
FAR = 20
"""The number of characters on each side that decide the form of one."""
TAIWANESE = re.compile("製程|折疊|定制|豆干|干貝")
"""Words of Taiwan that the table of words lacks, or has in another form."""
MARGIN, MARGIN_OF_TWO, MARGIN_OF_MEASURE = 28, 40, 80
"""How much likelier the words with the other form must be, in eighths of a natural logarithm: thirty times; 150 times
if the written form makes a word, too; and more for measure words without a number before them."""
MARGINS = {"製制": 60, "復複": 48, "系係": 48, "檯臺": 48}
"""Those of pairs of which the written form makes many words that the table lacks."""
ALONE = {"隻": "只", "齣": "出", "嚮": "向", "据": "據", "傢": "家", "閤": "合", "鞦": "秋", "韆": "千"}
ALONE |= {"闆": "板", "彆": "別", "籲": "吁", "几": "幾"}
"""Written forms that are no word by themselves, with the right ones."""
COUNTED = frozenset("隻齣")
"""Measure words: right behind numbers only."""
NUMBER = frozenset("0123456789０１２３４５６７８９一二三四五六七八九十百千万亿两几数每半余多整单船只出大小各")
NUMBER |= set("这那首本此该")
QUOTED = re.compile("「[^「」\n]{1,300}」|“[^“”\n]{1,300}”|《[^《》\n]{1,100}》|『[^『』\n]{1,300}』")
LEAST_OF_QUOTATION = 2
"""The least number of characters of the other script that make a quotation one in that script."""
LEAST_OF_LINE = 8
"""The least number of characters of the other script in a line that is in that script as a whole."""
MOST_PLACES = 20_000
"""The most places that are looked at: a text with more needs a converter, not questions."""
MOST = 100
"""The most words that are asked about one by one."""
NEAR = 7
"""The number of characters on each side that are read to find a word."""
HINT = "compare it with the original, or write the word in the script of the text"
NAMES = frozenset({"乾和"})
"""Words that are rarer than a name before 和."""
IN_CONTEXT = "乾徵"
"""Characters that Simplified texts have in some words only: 乾隆, 角徵羽."""


def find_mixed_script(text: str, script: str) -> Findings:
    """Ask about characters of the other script, and about forms that a converter chose wrongly.

    Args:
        text: Any text.
        script: The script of the text: `hans` and `hant`, or one of those that `detect_script` returns.

    Returns:
        Questions only, one for each word that was found, with the number of its places. Quotations that are in the
        other script as a whole are left alone.
    """
    if text.isascii():
        return Findings()
    prose = read_prose(text)
    if script in ("hans", SIMPLIFIED):
        places = list(islice(_find_foreign(prose.text, SIMPLIFIED), MOST_PLACES))
    else:
        place = script if script in (TAIWAN, HONG_KONG) else detect_script(text).script
        place = TAIWAN if place == SIMPLIFIED else place
        foreign = islice(_find_foreign(prose.text, place), MOST_PLACES)
        places = [*foreign, *islice(_find_wrong_forms(prose, place), MOST_PLACES)]
    questions = group_questions(places, "mixed-script", HINT)
    if len(questions) > MOST:
        rest = questions[MOST:]
        last = rest[0]._replace(message=f"{len(rest)} more words have characters of the other script or wrong forms")
        questions = [*questions[:MOST], last]
    return Findings((), questions)


def _find_foreign(text: str, script: str) -> Iterator[tuple[int, str]]:
    """Find the characters that only the other script has, outside of quotations in it."""
    foreign = {one for one in set(text) if not one.isascii() and not has_only(one, script)}
    if script == SIMPLIFIED:
        foreign |= set(IN_CONTEXT).intersection(text)
    if not foreign:
        return
    pattern = re.compile("[" + "".join(sorted(foreign)) + "]")
    start = done = line_end = -1
    for found in pattern.finditer(text):
        at = found.start()
        if at < done:
            continue
        if at >= line_end:
            start, line_end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
            line_end = len(text) if line_end < 0 else line_end
            if _is_foreign(text[start:line_end], pattern, script):
                done = line_end
                yield start, "a whole line is in the other script"
                continue
        done = _find_quotation(text, at, (start, line_end), pattern, script)
        if done < 0:
            first, done = _find_word(text, at, is_wide=found[0] not in IN_CONTEXT)
            word, right = text[first:done], _convert(text, first, done, script)
            if right != word and (found[0] not in IN_CONTEXT or _is_in_context(word, at - first)):
                yield first, f"{word!r} is {right!r} in this script"


def _is_foreign(line: str, pattern: re.Pattern[str], script: str) -> bool:
    """Return whether a line is in the other script as a whole."""
    count = len(pattern.findall(line))
    return count >= LEAST_OF_LINE and count > 3 * _count_own(line, script)


def _is_in_context(word: str, offset: int) -> bool:
    """Return whether a word of the table has such a character in its Traditional form, and so another in Simplified."""
    simplified = simplify(word)
    known = load_tables().segmenter.words.row(simplified[0]).words.get(simplified)
    return known is not None and word not in NAMES and known.output[offset : offset + 1] == word[offset]


def _count_own(text: str, script: str) -> int:
    """Count the characters that only the text's own script has."""
    other = TAIWAN if script == SIMPLIFIED else SIMPLIFIED
    return sum(not has_only(one, other) for one in text if not one.isascii())


def _find_quotation(text: str, at: int, line: tuple[int, int], pattern: re.Pattern[str], script: str) -> int:
    """Return the end of the quotation around an offset if it is in the other script as a whole, or -1."""
    for found in QUOTED.finditer(text, max(line[0], at - 300), min(line[1], at + 300)):
        if found.start() > at:
            break
        if at < found.end():
            count = len(pattern.findall(found[0]))
            return found.end() if count >= LEAST_OF_QUOTATION and not _count_own(found[0], script) else -1
    return -1


def _find_word(text: str, at: int, *, is_wide: bool = True) -> tuple[int, int]:
    """Return the start and end of the word that covers an offset, if wide with the neighbours of a single character."""
    start, end = at, at + 1
    while start > max(0, at - NEAR) and "㐀" <= text[start - 1] <= "鿿":
        start -= 1
    while end < min(len(text), at + NEAR) and "㐀" <= text[end] <= "鿿":
        end += 1
    first, last = find_word(simplify(text[start:end]), at - start)
    if last - first == 1 and is_wide:
        first, last = max(0, first - 1), min(end - start, last + 1)
    return start + first, start + last


def _convert(text: str, first: int, last: int, script: str) -> str:
    """Return a word in the script, converted with the characters around it."""
    start, end = max(0, first - NEAR), min(len(text), last + NEAR)
    near = text[start:end].replace("\0", " ")
    if script == SIMPLIFIED:
        return str(_load_to_simplified().convert(near))[first - start : last - start]
    return load_engine(SIMPLIFIED, script).convert(simplify(near))[first - start : last - start]


def _find_wrong_forms(prose: Prose, script: str) -> Iterator[tuple[int, str]]:
    """Find the forms in a Traditional text that words in their context contradict: it is converted there and back."""
    text, forms = prose.text, load_profile(script).characters
    pairs, watched = _load_pairs(), _load_watched(script)
    standard, simplified = _load_standard(script), f"\n{prose.simplified}\n"
    known: dict[str, str] = {}
    for found in watched.finditer(text):
        at = found.start() + 1
        near = simplified[at - 1] + found[0] + simplified[at + 1]
        written = known.get(near)
        if written is None:
            written = standard.get(ord(found[0]), found[0])
            written = known[near] = written if _may_be_wrong(near[0], written, near[2]) else ""
        if not written:
            continue
        right = _choose(simplified, at, written)
        if (written, right) not in pairs or TAIWANESE.search(text, max(0, at - 2), at + 1):
            continue
        first, last = _find_word(text, at - 1)
        word, offset = text[first:last], at - 1 - first
        if not has_only(word, script):
            continue
        yield at - 1, f"{word!r} is probably {word[:offset] + forms.get(right, right) + word[offset + 1 :]!r}"


def _may_be_wrong(before: str, written: str, after: str) -> bool:
    """Return whether the neighbours of a written form make a word with another one."""
    simplified = simplify(written)
    pairs = {before + simplified, simplified + after}
    made: set[str] = set()
    whole: set[str] = set()
    for form, words in _load_forms()[simplified].items():
        if before in words.before or after in words.after:
            made.add(form)
        if not pairs.isdisjoint(words.pairs):
            whole.add(form)
    if whole - {written}:
        return written not in whole
    return written not in made and (bool(made) or written in ALONE)


def _choose(simplified: str, at: int, written: str) -> str:
    """Return the form that the words around an offset have for sure, or the written one."""
    tables = load_tables()
    start = max(0, at - FAR)
    choice = dict(tables.choices(simplified[start : at + FAR])).get(at - start)
    right = choice.output if choice else tables.usual.get(simplified[at], simplified[at])
    margin = choice.margin if choice else BEYOND
    before = simplified[at - 1]
    if margin < MARGINS.get(written + right, MARGIN) or (written in COUNTED and before in NUMBER):
        return written
    if right in COUNTED and before not in NUMBER and not MARGIN_OF_MEASURE <= margin < BEYOND:
        return written
    if before not in BEFORE.get(written + right, before):
        return written
    told, denied = _ask_words(simplified, at, right, written)
    if (denied and margin < MARGIN_OF_TWO) or not (told or ALONE.get(written) == right):
        return written
    return right


def _ask_words(simplified: str, at: int, right: str, written: str) -> tuple[bool, bool]:
    """Return whether a word around an offset has the right form there, and whether one has the written form."""
    tables = load_tables()
    words, usual = tables.segmenter.words, tables.usual.get(simplified[at], simplified[at])
    told = denied = False
    for start in range(max(0, at - 5), at + 1):
        row = words.row(simplified[start])
        for length in row.lengths.get(simplified[start + 1 : start + 2], ()):
            word = row.words.get(simplified[start : start + length])
            if word is not None and start + length > at:
                form = word.output[at - start] if word.output else usual
                told, denied = told or form == right, denied or form == written
    return told, denied


@cache
def _load_pairs() -> frozenset[tuple[str, str]]:
    """Load the pairs of a wrong form and a right one; forms that only Simplified has are found without."""
    equal = {frozenset(one) for one in EQUAL}
    return frozenset(
        (one, other)
        for group in FORMS.split(" ")
        for one in group
        for other in group
        if one != other and frozenset((one, other)) not in equal and has_only(one, TAIWAN)
    )


@cache
def _load_watched(script: str) -> re.Pattern[str]:
    """Load the pattern of all forms that may be wrong, as an edition prints them."""
    written = {one for one, _ in _load_pairs()}
    written |= {chr(code) for code, standard in _load_standard(script).items() if standard in written}
    return re.compile("[" + "".join(sorted(written)) + "]")


@cache
def _load_forms() -> Mapping[str, Mapping[str, Form]]:
    """Load the words that each form makes."""
    return find_forms({simplify(written) for written, _ in _load_pairs()})


@cache
def _load_standard(script: str) -> dict[int, str]:
    """Load the standard form of each form that Taiwan or Hong Kong prints instead."""
    table: dict[int, str] = {}
    for edition in (HONG_KONG, TAIWAN) if script == TAIWAN else (TAIWAN, HONG_KONG):
        table |= {ord(form): char for char, form in load_profile(edition).characters.items() if form != char}
    forms = "".join(FORMS.split(" "))
    return {code: char for code, char in table.items() if chr(code) not in forms or char in forms}


@cache
def _load_to_simplified() -> OpenCC:
    """Load the conversion to Simplified, in context."""
    return OpenCC("t2s")
