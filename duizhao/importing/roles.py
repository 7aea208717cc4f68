"""The words for what people do for an outlet: 记者, 通讯员, 编辑."""

from __future__ import annotations

import re

OUTLETS = r"(?:本[报報刊网網台臺站社]|[\u3400-\u9fff]{1,10}?(?:[报報社网網台臺]|客[户戶]端|新[闻聞]|中心|周刊|週刊))"
ROLE = (
    rf"(?:(?:{OUTLETS}[-－—·、/／]){{0,2}}{OUTLETS}[^\S\n]?)?"
    r"(?:全媒[体體]|首席|特[约約]|[见見][习習]|[实實][习習]|融媒[体體]?|[驻駐][\u3400-\u9fff]{2,4}?|[摄攝]影|文字|主任|[资資]深){0,2}"
    r"(?:[记記]者|通[讯訊][员員]|[实實][习習]生|特派[员員]|撰[稿述][员員人]?|[评評][论論][员員])"
)
"""What somebody is for an outlet."""
ROLES = re.compile(rf"(?:(?<=[\s、，,;；/／])|^){ROLE}[^\S\n]?[：:]?[^\S\n]?")
"""The same where it stands before names, with what parts it from them."""
