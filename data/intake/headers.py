"""A header as its plain name: what clerks write around it taken off (rules.md C, rule 1)."""

import functools
import re
import unicodedata

# What a header says behind its name: a unit, a form, that it must be filled in.
UNIT = re.compile(r"(?:[(\[](?:单位)?(万元|万|元|元/月|元/人|人民币元|人民币|rmb|¥|人|人次|次|项|分|%|户|份|张|件|条|个|天|期|必填|必填项|选填|可选|是/否|有/无"
                  r"|yyyy[-/]mm[-/]dd|年[-/]月[-/]日)[)\]]|[/,](万元|元))$", re.IGNORECASE)
# How to fill it in, in brackets behind a name; any other remark, 姓名（代理人）, may mean another thing.
SAID = re.compile(r"[(\[][^()\[\]]*(?:格式|填|文本|数字|分隔|隔开|单选|多选|下拉|例|如|位|yyyy|年.?月|时.?分|hh|是.?否|有.?无|单位|\d{4})[^()\[\]]*[)\]]$",
                  re.IGNORECASE)
NUMBERED = re.compile(r"^(?:[(\[]\d{1,2}[)\]]|\d{1,2}[.、)])|^[(\[](?:必填|选填|可选)项?[)\]]")  # before a name: 3. (3) 3、 【必填】
ONE_SIGN = str.maketrans("【】〔〕覆帳帐", "[][]复账账")  # 回覆 and 帐号 are 回复 and 账号
ORNAMENT = re.compile(r"[\s*:※★☆●○▲△◆◇■□\"'“”‘’「」='`]+")
TEN_THOUSANDS = ("万元", "万")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe0f\ufeff]")


def simplify(text: str) -> str:
    """Traditional to simplified characters; only text outside GB 2312 pays for the dictionary."""
    try:
        text.encode("gb2312")
        return text
    except UnicodeEncodeError:
        return _converter().convert(text)


@functools.cache
def _converter():
    from opencc import OpenCC

    return OpenCC("t2s")


@functools.lru_cache(65536)
def plain_header(text: str) -> tuple[str, str | None]:
    """A header without breaks, spaces, brackets, colons, stars and its number, and the unit it states, if any."""
    text = ORNAMENT.sub("", INVISIBLE.sub("", simplify(unicodedata.normalize("NFKC", text)))).translate(ONE_SIGN)
    text = NUMBERED.sub("", text).rstrip("。、,;/_-")
    units = []
    while said := UNIT.search(text):
        text = text[:said.start()]
        units.append(said[1] or said[2])
    unit = next((unit for unit in units if unit in TEN_THOUSANDS), units[0] if units else None)
    return re.sub(r"[()\[\]]", "", text), "万元" if unit in TEN_THOUSANDS else unit


@functools.lru_cache(65536)
def without_remark(text: str) -> str:
    """A header without how to fill it in: 申请日期（格式：2021-01-01）."""
    return plain_header(SAID.sub("", unicodedata.normalize("NFKC", text).translate(ONE_SIGN).strip()))[0]
