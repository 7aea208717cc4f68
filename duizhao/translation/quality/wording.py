"""Rules on wording: remains of the source language, and likely slips."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from duizhao.translation.quality.pair import GAP, HAN, Finding, Pair, primary_language

HAN_RUN = re.compile(rf"(?:{HAN.pattern})+")
FULL_WIDTH = re.compile("[\u3000-\u3003\u3008-\u3011\u3014-\u301f\ufe30-\ufe4f\uff01-\uff65\uffe0-\uffe6]")
"""CJK Symbols and Punctuation and Halfwidth and Fullwidth Forms, as far as they are signs or letters.

https://www.unicode.org/charts/PDF/UFF00.pdf
"""
NAME = re.compile(r"(?:[A-Z0-9][\w.+/&-]*|[\w.-]*[A-Z][\w.-]*|\W+)(?:\s+(?:[A-Z0-9][\w.+/&-]*))*", re.ASCII)
"""Names, abbreviations and versions: R29, MIT, OpenCC, CC BY 4.0."""
SAID = re.compile(r"[^\W_]")
"""A letter or digit."""
SHARED_HAN = 8
"""Texts with up to this many Chinese characters may be the same in Chinese and Japanese."""
LEAST_HAN = 15
"""The length of texts with up to this many Chinese characters is not checked, since it is not significant."""
LETTERS_PER_HAN = (1.6, 6.5)
"""The least and greatest number of English letters, digits and signs per Chinese character.

The first 82 long texts of the report have 2.6 to 5.6, the middle 90 % of them 2.9 to 4.5; a text
outside of these bounds has lost or gained a sentence.
"""
DOUBLED = re.compile(r"(?<![\w=<'-])(?P<word>[^\W\d_]+)\s(?P=word)(?![\w'’-])", re.IGNORECASE)
ALLOWED_DOUBLES = frozenset(("that", "had", "is", "do", "her", "bye", "very", "so", "cha", "tut"))

NOT_NEGATED = re.compile(
    "不断|不斷|不仅|不僅|不少|不同|不久|不过|不過|不但|不管|不论|不論|不妨|不得不|不等|不低于|不低於|不超过|不超過"
    "|不足|不到|不满|不滿|不高于|不高於|不多于|不多於|不时|不時|不止|不单|不單|不只|不光|不愧|不禁|不约而同|不約而同|不一"
    "|不锈|不鏽|不良|不便|不易|不动产|不動產|不利|不幸|不当|不當|不法|不遗余力|不遺餘力|不失时机|不失時機|不折不扣|不变"
    "|不變|不定期|不适|不適|不平衡|不充分|不均|不错|不錯|对不起|對不起|差不多|离不开|離不開|不可或缺|不间断|不間斷|不懈"
    "|不已|不二|不日|不然|要不|无论|無論|无数|無數|无线|無線|无人机|無人機|无人车|無人車|无障碍|無障礙|无偿|無償|无缝|無縫"
    "|无疑|無疑|无私|無私|无微不至|無微不至|无业|無業|无证|無證|无非|無非|无不|無不|三无|三無|无锡|無錫|从无到有|從無到有"
    "|无忧|無憂|无形|無形|无关|無關|有无|有無|未来|未來|未成年|未必|没收|沒收|是否|能否|可否|会不会|會不會|是不是|有没有"
    "|有沒有|能不能|要不要|好不好"
)
"""Words with 不, 无 or 未 that English expresses without a negation, or in too many ways."""
HAN_NEGATION = re.compile(
    "不[得能可会會应應宜须須要准準许許是再作做设設收代给給分出予允]|没有|沒有|禁止|严禁|嚴禁|从未|從未|并非|並非|切勿|请勿"
    "|請勿|无须|無須|无需|無需"
)
"""Clear negations; a text without one of these is not checked."""
ANY_HAN_NEGATION = re.compile("[不没沒未无無非别別勿莫禁免缺失少除外否反难難拒绝絕防避停止仅僅只才]")
ENGLISH_NEGATION = re.compile(
    r"\b(?:no|not|never|none|nor|neither|without|cannot|nothing|nobody|nowhere|no-one|hardly|barely|scarcely|rarely|seldom"
    r"|fail\w*|lack\w*|avoid\w*|refus\w*|prohibit\w*|prevent\w*|inhibit\w*|bans?|banned|banning|forbid\w*|forbad\w*"
    r"|refrain\w*|bars?|barred|miss|missing|missed|mis[a-z]{4,}|absen\w+|instead|rather|only|unless|until|yet|exclud\w*"
    r"|exclusi\w*|omit\w*|omission\w*|except\w*|exempt\w*|stop\w*|cease\w*|differ\w*|illegal\w*|irregular\w*"
    r"|irrespective|regardless|few|fewer|little|less|least|at most|beyond|outside|out|against|free|keep|keeps|kept|left"
    r"|leave|leaves|deny|denied|denies|reject\w*|declin\w*|separate\w*|wrong\w*|limit\w*|restrict\w*|waive\w*|nil|zero|minus"
    r"|blank|empty|gaps?|difficult\w*|non\w*"
    r"|un(?!der|til|ions?\b|its?\b|ited?\b|ity|ique|iver|anim|cles?\b)\w{3,}"
    r"|dis(?!trict|play|patch|cuss|tribut|ease|aster|cover|tinct)\w{3,}"
    r"|in(?:accura|adequa|complete|consisten|correct|depend|suffici|valid|visib|defini|effect|eligib|ab|capab|evitab"
    r"|formal|frequen|compatib|conclus|exact|experienc|secure|signific|stab|toleran)\w*"
    r"|im(?:possib|perfect|proper|prud|mature|mobil|material|mutab|plausib|practic)\w*)\b|n['’]t\b|\w+-free\b|\w+less\b",
    re.IGNORECASE,
)
"""Words and prefixes that express a negation in English; broad, since there are many ways to do so."""
CLEAR_ENGLISH_NEGATION = re.compile(r"\b(?:not|never|cannot|without|neither|nor)\b|n['’]t\b", re.IGNORECASE)


def check_han(pair: Pair) -> Iterator[Finding]:
    """No Chinese is left in a language that does not write it.

    Code, addresses and what the glossary file lists under `keep` may stay.

    Bad: 台账 → the 台账 (register)
    Good: 台账 → the register
    """
    if pair.target.uses_han or _is_same(pair):
        return
    left = HAN_RUN.findall(_without(pair.target.prose, pair.terms.kept))
    if left:
        hint = "translate it, or list it under `keep` in translations/glossary.yml where it must stay"
        yield Finding(f"Chinese left in the translation: {', '.join(left)}", hint)


def check_full_width(pair: Pair) -> Iterator[Finding]:
    """English has no full-width punctuation.

    Bad: 四川，成都 → Sichuan，Chengdu
    Good: 四川，成都 → Sichuan, Chengdu
    """
    if pair.target.uses_han:
        return
    left = FULL_WIDTH.findall(_without(pair.target.prose, pair.terms.kept))
    if left:
        message = f"full-width signs in the translation: {' '.join(repr(sign) for sign in dict.fromkeys(left))}"
        yield Finding(message, "write the sign of the language, followed by a blank where one belongs")


def check_unchanged(pair: Pair) -> Iterator[Finding]:
    """The translation differs from its source, unless there is nothing to translate.

    Bad: 关于本报告 → 关于本报告
    Good: R29 → R29
    Good: `make` → `make`
    """
    if not _is_same(pair):
        return
    prose = _without(pair.source.prose, pair.terms.kept).replace(GAP, " ")
    if pair.target.uses_han and pair.source.uses_han:
        found = len(HAN.findall(prose)) > SHARED_HAN
    elif pair.source.uses_han:
        found = HAN.search(prose) is not None
    else:
        found = re.search(r"[^\W\d_]", NAME.sub(" ", prose)) is not None
    if found:
        yield Finding("the translation is the source itself", "translate it, or empty it until somebody does")


def check_empty(pair: Pair) -> Iterator[Finding]:
    """The translation says something where the source does.

    An empty entry is missing, and the status counts it; one of blanks and signs would be shown as a translation.

    Bad: 社区 → …
    Good: 社区 → community
    Good: —— → –
    """
    if SAID.search(pair.source.raw) and not SAID.search(pair.target.raw):
        yield Finding("the translation holds no word", "translate the text, or empty the entry until somebody does")


def check_length(pair: Pair) -> Iterator[Finding]:
    """A translation is about as long as its source lets expect.

    Bad: 本报告观察四川省乡镇、街道、村和社区一级的治理，分为五个专题。 → Five themes.
    Good: 本报告观察四川省乡镇、街道、村和社区一级的治理。 → This report looks at governance in townships and villages.
    """
    texts = {primary_language(text.language): text for text in (pair.source, pair.target)}
    if set(texts) != {"zh", "en"}:
        return
    han = len(HAN.findall(texts["zh"].prose))
    if han <= LEAST_HAN:
        return
    letters = sum(not sign.isspace() and sign != GAP for sign in texts["en"].prose)
    # Digits and Latin names are equally long in both.
    same = sum(sign.isascii() and sign.isalnum() for sign in texts["zh"].prose)
    ratio = max(letters - same, 0) / han
    least, most = LETTERS_PER_HAN
    if not least <= ratio <= most:
        word = "short" if (ratio < least) == pair.source.is_chinese else "long"
        message = f"the translation is unusually {word}: {ratio:.1f} letters for a Chinese character, usual are 2 to 5"
        yield Finding(message, "look for a sentence that was left out or added")


def check_doubled_words(pair: Pair) -> Iterator[Finding]:
    """No word stands twice in a row.

    Bad: 全省的数字 → the the figures of the province
    Good: 他说的那句 → He said that that was so.
    """
    if pair.target.uses_han:
        return
    for found in DOUBLED.finditer(pair.target.prose):
        word = found["word"]
        # Names such as Pago Pago may double a word; at the start of a text, a doubled word is a slip.
        named = found[0].istitle() and found.start() > 0
        if word.lower() not in ALLOWED_DOUBLES and not named:
            yield Finding(f"'{word}' stands twice: {found[0]!r}", "delete one of them")


def check_negation(pair: Pair) -> Iterator[Finding]:
    """A negated statement stays negated.

    Bad: 计划数与完成数不得相加 → Planned and completed numbers are added
    Good: 计划数与完成数不得相加 → Planned and completed numbers must not be added
    Good: 志愿者不断增加 → the volunteers keep growing in number
    """
    languages = [primary_language(text.language) for text in (pair.source, pair.target)]
    if languages == ["zh", "en"]:
        # Remove the exceptions instead of skipping texts that contain one, which may have a real negation too.
        negated = HAN_NEGATION.search(NOT_NEGATED.sub(GAP, pair.source.prose))
        kept = ENGLISH_NEGATION.search(pair.target.prose)
    elif languages == ["en", "zh"]:
        negated = CLEAR_ENGLISH_NEGATION.search(pair.source.prose)
        kept = ANY_HAN_NEGATION.search(pair.target.prose)
    else:
        return
    if negated and not kept:
        message = f"the source has a negation, '{negated[0]}'; the translation has none"
        yield Finding(message, "say it as the source does, or waive the rule where another word says it")


def _is_same(pair: Pair) -> bool:
    """Return whether the translation is the same as the source."""
    return pair.source.raw.strip() == pair.target.raw.strip()


def _without(text: str, kept: Sequence[str]) -> str:
    """Replace the words that may stay as they are with gaps."""
    for one in kept:
        text = text.replace(one, GAP)
    return text
