"""The words of lines that say who wrote a text, where it appeared and when, as patterns for both scripts."""

from __future__ import annotations

import re

from duizhao.importing.roles import ROLE

BLANK = r"[^\S\n]"
SOURCE = (
    rf"(?:文章|本文|信息|新[闻聞]|稿件|[资資]料|消息)?[来來]{BLANK}*源|稿源|出[处處]|[转轉]自"
    r"|[发發][布佈](?:[机機][构構]|[单單]位)|原[载載]"
)
AUTHOR = (
    rf"作{BLANK}*者|撰[文稿]|文字|[采採][写寫]|{ROLE}|[执執][笔筆]|供稿(?:[单單]位)?"
    rf"|[编編][译譯]|文{BLANK}*案|文"
)
PICTURES = (
    r"[摄攝]影?(?:[报報][道導])?|[图圖](?:片|[说說]|/文)?|供[图圖]|制[图圖]|製[图圖]"
    r"|[视視][频頻]|插[画畫]|剪[辑輯]|漫[画畫]"
)
EDITOR = (
    r"(?:[责責]任|本[版期]|[网網][络絡]|文字|[实實][习習]|[见見][习習]|值班|[执執]行|新媒[体體]|[图圖]文"
    rf"|美[术術]|技[术術])?[编編]{BLANK}*[辑輯審审校委]|[责責][编編]|主[编編]|[总總][编編](?:[辑輯])?"
    r"|美[编編]|文[编編]|[监監][制製审審]|[终終初复複][审審]|[一二三][审審]|[审審](?:核|[读讀]|校|稿|定)"
    rf"|校{BLANK}*[对對]|[统統][筹籌]|策[划劃]|排版|[签簽][发發]|核稿|出品人?|值班主任|[视視][觉覺]"
    r"|[设設][计計]|制作|製作|版式"
)
WHEN = (
    r"(?:[发發][布佈表]|更新|[发發]稿|刊[发發]|成文|[发發]文|上[传傳]|印[发發]|最[后後]更新)?"
    r"(?:日期|[时時][间間])|[发發][布佈表]於?于?|更新於?于?|刊登"
)
COUNTS = (
    r"(?:[浏瀏][览覽]|[阅閱][读讀]|[点點][击擊]|[点點][阅閱]|人[气氣]|[评評][论論]|字[数數]"
    r"|[点點][赞贊讚]|[访訪][问問])(?:次[数數]|量|[数數])?"
)
LABEL = (
    rf"(?:(?P<source>{SOURCE})|(?P<when>{WHEN})|(?P<counts>{COUNTS})|(?P<editor>{EDITOR})"
    rf"|(?P<author>{AUTHOR})|(?P<pictures>{PICTURES}))"
)
LABELLED = re.compile(rf"{LABEL}{BLANK}*[：:]{BLANK}*")
"""A label with a colon."""
BARRED = re.compile(rf"{LABEL}{BLANK}*[|｜丨/／]{BLANK}*(?!(?:[图圖]|[摄攝]影?){BLANK}*$)")
"""A label with a bar, which only the beginning of a part of a line has."""
VAGUE = re.compile("[时時][间間]|日期")
"""A label that the time of an event has, too."""
REPORTER = re.compile(rf"{ROLE}(?:{BLANK}*[/／]{BLANK}*|{BLANK}+)?")
TAIWAN = re.compile(
    rf"(?:(?:本[报報]|[\u3400-\u9fff]{{2,4}}[报報社])?{BLANK}?(?:特[约約派])?(?:[记記]者|特派[员員])){BLANK}?"
    rf"(?P<who>[^\n/／（）()\[\]【】〔〕]{{2,16}}?){BLANK}?[/／]?{BLANK}?(?:(?:[\u3400-\u9fff]{{2,5}})?(?:\d{{1,2}}日)?)"
    r"(?:[报報][导導道]|[电電]|[摄攝]影)"
)
"""What stands before reports in Taiwan."""
TAIWAN_END = re.compile(r"(?:\d{1,2}日)?(?:[报報][导導道]|[电電]|[摄攝]影)$")
OUTLET = re.compile(
    r"(?:《[^《》\n]{2,20}》|新[华華]社|中新社|中央社|[\u3400-\u9fffA-Za-z0-9]{1,14}(?:日[报報]|[晚早晨时時周週学學商][报報]|[都城]市[报報]"
    r"|[网網报報]|[网網]站|新[闻聞]|在[线線]|客[户戶]端|[电電][视視][台臺]|[电電][台臺]|[频頻]道|通[讯訊]社"
    r"|融媒[体體]中心|[杂雜][志誌]|[周週]刊))(?:客[户戶]端|[网網])?"
)
"""The name of an outlet that tells by its end that it is one."""
SIZE = r"(?:特大|超大|默[认認]|[标標][准準]|[大中小])"
READERS = re.compile(
    rf"[【\[（(]?字{BLANK}*[号號体體]{BLANK}*[：:]?{BLANK}*[【\[（(]?{SIZE}"
    rf"(?:[^\S\n|/／、】\[【\]]{{0,2}}[|/／、]?{BLANK}?{SIZE}){{0,4}}[】\]）)]?"
    r"|[【\[（(]?(?:打印(?:本[页頁])?|列印|[关關][闭閉](?:窗口)?|收藏|分享(?:到)?|[纠糾][错錯]|我要[评評][论論]"
    r"|字[体體][大变變]*|[语語]音播[报報]|(?:大|中|小){3})[】\]）)：:]?"
    r"|(?:[综綜]合|整理)[报報][导導道]"
)
"""What sites put behind the date for their readers, and what they say instead of names."""
GAP = re.compile(r"[\s|｜丨/／·•，,;；、。\-—【】〔〕\[\]（）()<>《》■□◎●◇]*")
"""What parts the parts of a line."""
VALUE_END = re.compile(r"[\n|｜丨【】〔〕\[\]（()）;；。]")
COUNT = re.compile(rf"{BLANK}*\d[\d,.]{{0,12}}[万萬wW+]?[次人字]?")
MARK = re.compile(r"[□■◎◇●△][^\S\n]?")
"""A sign before names."""
SLASHED = re.compile(rf"([\u3400-\u9fff]{{2,4}}){BLANK}?[/／]{BLANK}?(文|[图圖]|[摄攝]影?)(?:(?=[\s，,、])|$)")
"""A name with what somebody made behind it."""
BOTH = re.compile(rf"文{BLANK}?[/／、&]?{BLANK}?(?:[图圖]|[摄攝]影?){BLANK}*(?:[：:|｜/／]|(?=[^\S\n])){BLANK}*")
"""The label of somebody who made the text and its pictures."""
BOTH_AT_END = re.compile(
    rf"{BLANK}*(?:文{BLANK}?[/／、&]?{BLANK}?(?:[图圖]|[摄攝]影?)|[摄攝]影[报報][导導]?道?|(?:[综綜]合)?[报報][导導道])$"
)
ADDRESS = re.compile(r"https?://[^\s|｜]{1,300}")
ORGANISATION = re.compile(
    r"[\u3400-\u9fffA-Za-z0-9]{4,30}(?:[组組]|社|部|[会會]|院|[委办辦局厅廳处處所网網报報台中心站校室])"
)
"""The name of an organisation that stands for those of authors."""
DATELINE = re.compile(
    r"[【（(]?(?:(?P<outlet>新[华華]社|中新[社网網]|中央社|[人光][民明][网網]|[\u3400-\u9fff]{1,8}"
    r"(?:日[报報]|[晚早晨时時商][报報]|[都城]市[报報]|在[线線]|新[闻聞]?[网網]))|本[报報刊网網台臺站社])"
    rf"(?P<place>[^\n。，,：:（(）)】]{{0,24}}?)(?:[电電讯訊]|消息)[）)】]?{BLANK}*"
    r"(?:[（(](?P<names>[^\n（()）]{2,60})[）)])?"
)
"""The beginning of a news report."""
OPENING = re.compile(rf"[【〔（(\[［]{BLANK}?(?P<by>[^\n【】〔〕（）()\[\]［］]{{4,50}}?)[】〕）)\]］]")
"""Brackets at the beginning of a paragraph."""
SIGNATURE = re.compile(
    r"[（(](?P<text>[^\n（()）。！？!?]{2,60}?(?:[（(][实實][习習][）)])?)[）)](?P<finished>[^\S\n]?[（(]完[）)])?$"
)
"""Brackets at the end of a text."""
EDITORS = re.compile(r"[（(\[【〔](?P<text>[^\n（()）\[\]【】〔〕]{2,120})[）)\]】〕]$")
"""Brackets at the end of a text that may hold editors."""
MAKERS = re.compile("[摄攝]|[图圖]|[视視][频頻]")
"""Words of those who make pictures."""
