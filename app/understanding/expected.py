"""What an answer must hold for the kind of question: a figure with the asked measure, a date, a unit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.understanding.forms import FIGURE, TYPES, asked_measure
from app.understanding.places import names_place
from app.understanding.question import Kind, Question
from ingest import parse_numeral

_ANY_FIGURE = re.compile(
    r"\d|[一二三四五六七八九十百千万亿两]+(?:个|家|名|项|次|年|人|倍|成|亩|条|天|日|岁|月|分|级|层|类|元|%|期|部|套)|百分之|[两双]|一半"
)
# Numbers that measure nothing: in the titles and numbers of documents, and years.
_NO_FIGURE = re.compile(
    r"《[^》]*》|<[^>]*>|[〔\[(](?:19|20)\d\d[)\]〕]\s*\d*号?|(?:19|20)\d\d年(?:度)?(?:\d{1,2}月)?(?:\d{1,2}日)?"
)
_BARE_DATE = re.compile(r"\W*(?:19|20)\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?\W*")
_POINT_IN_TIME = re.compile(
    rf"{FIGURE}\s*(?:年|月|日|天|个月|个工作日|小时|周|季度)|年底|年末|月底|年初|每(?:年|月|周|季|半年|季度|两个?月|两年|日)|双月|起施行|之日|"
    r"当年|当日|即日|近期|长期|以内|前完成|期限|定期|届满|不定期|长年|半年|季度|年度"
)
_MENTIONS_UNIT = re.compile(
    r"局|委|办|厅|部门|政府|管委会|党工委|中心|公司|集团|单位|机构|小组|法院|银行|乡镇|街道|企业|高新区|开发区|园区|大学|学院|队|人员|领导|书记|主任|县长|市长|专班|站|协会|专人"
)
_DOES = re.compile(
    r"负责|由|牵头|组成|承担|会同|组织|管理|审批|主持|兼任|担任|履行|受理|委托|制定|召集|指导|解释|审核|核定|报|派"
)
# Somebody named who does something, and not a deed alone: 由县城管局负责, 执法部门组成联合队伍
_NAMES_DOER = re.compile(
    r"由[^。;]{2,30}?(?:负责|牵头|承担|组织|审批|受理|办理|调度|实施|管理|兼任|担任|核定|召集|主持|制定|解释|审核|统筹)|"
    r"(?:局|委|办|厅|部|部门|中心|队|队伍|公司|集团|政府|管委会|小组|院|会|企业|单位|人员|专班|机构|领导|主任|书记)[^。;]{0,24}?"
    r"(?:负责|牵头|承担|组成|会同|主持|召集|统一办理|受理|核定|兼任|担任|履行|解释)"
)
_ASKS_FORCE = re.compile(
    r"施行|实施|生效|执行|有效|失效|废止|试行|管到|适用到|take effect|effective|in force|into force|expire|valid|appl(?:y|ies|ied) (?:from|until)|"
    r"start(?:s|ed)? (?:to apply|applying)|run(?:s)? out|lapse"
)
_SAYS_FORCE = re.compile(r"施行|有效期|生效|失效|废止|起(?:实施|执行)|试行期|执行期")
_ASKS_MEANING = re.compile(
    r"什么叫|何谓|什么是|什么意思|指(?:的)?(?:是)?(?:什么|啥)|含义|定义|界定|meant by|\bwhat do(?:es)? .{1,60} mean\b|\bdefin|counts? as|meaning of|stands? for|what qualifies|(?:什么|啥)(?:样的?|情况|情形)?[^?？]{0,12}(?<!预)(?<!结)(?<!计)算(?![法力盘账])"
)
_SAYS_MEANING = re.compile(r"所称|是指|指的是|系指|即[“\"]|定义|[”\"](?:就是|即|指)|简称")
# Why a document was made, by whom and when it was presented: said before its first clause.
_OPENS = re.compile(
    r"(?:制定|制订|提出|出台|编制)(?:本|如下|以下|了?《)|特制定|如下[:：]?$|获悉|新闻发布会|现(?:将|就)[^。]{2,60}(?:如下|通知|印发)|为指导|全面贯彻|深入贯彻"
)
_ASKS_OPENING = re.compile(
    r"依据|根据|目的|为了什么|为什么|为何|背景|指导思想|精神|文号|哪(?:一)?(?:部|个|份|号)?(?:法|条例|文件|规划|会)|发布会|印发|发布|发出|制定|出台|介绍|"
    r"\bbas(?:is|ed)\b|purpose|\bwhy\b|background|pursuant|drawn up|drafted|issued?\b|published|announced|press|document number|under which|aim\b|aims\b|goal|spirit|guid"
)
_ASKED_ITEMS = re.compile(
    r"哪(?P<zh>两|二|三|四|五|六|七|八|九|十|\d+)(?:个|家|项|类|种|大|条|点|处|部分|所|步)|"
    r"(?P<each>[两二三四五六七八九十\d]+)(?:个|家|项|类|种|大|条|点|处|部分|所|步)[^?，,。]{0,8}?(?:分别|各)(?:叫|是|指|为)(?:什么|啥|谁|哪)|"
    r"(?:(?:which|the|what) |\b(?:name|list) [^?]{1,60}\b)(?P<en>two|three|four|five|six|seven|eight)\b"
)
_COUNTED = re.compile(r"([\d一二两三四五六七八九十]+)(?:个|家|项|类|种|大|条|处)([\u4e00-\u9fff]{2})")
_ASKS_NAMES = re.compile(r"哪|叫什么|叫啥|名单|分别是|which|name\b|names\b")
_TELLS_NAMES = re.compile(r"[:、“《]|即|分别|包括|其中|有")
_ASKS_PLACES = re.compile(
    r"哪(?:一|几|两|三|四|五|六|七|八|九|十|些|\d+)?(?:个|座|处)?(?:城市|设区市|地级市|地市|市|区县|县区|县市|县|省份|省|州|乡镇|镇|街道)(?![级直管局委办属政领的地])|"
    r"(?:which|what) (?:(?!should|must|may|can|do|does|did|will|are|is|has|have)\w+ ){0,2}(?:cities|city|count(?:y|ies)|districts?|provinces?|towns?)\b(?!['’]| (?:\w+ )?(?:governments?|bureaus?|departments?|offices?|leaders?|level|committee))"
)
_ASKED_SUM = re.compile(r"多少|几(?!家|个部门|个单位|个局|个委)|how (?:many|much)")
_BETWEEN = re.compile(r"、|和|及|与|以及")
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]是|第[一二三四五六七八九十][,、]|\(?[一二三四五六七八九十\d][)、.]|\n"
)
_ENGLISH_NUMBERS = {word: n for n, word in enumerate("zero one two three four five six seven eight".split())}  # noqa: SIM905
_ITEM_MARK = re.compile(r"[、;；]|和|及|与|以及|,(?=[\u4e00-\u9fff]{2,12}[,、。;])")
_DECIDES = re.compile(
    r"不得|不再|不予|不准|禁止|严禁|可以|可|允许|应当|应|必须|须|原则上|鼓励|支持|不|无需|一律|优先|方可|未经|除"
)


@dataclass(frozen=True, slots=True)
class Expected:
    """What the question's own words say about the form of its answer."""

    figure: bool
    measure: re.Pattern[str] | None  # a figure with the asked measure
    time: bool
    unit: bool
    decision: bool
    types: tuple[re.Pattern[str], ...]  # each must stand in the answer
    items: int  # how many things are asked for by number; 0 where none is
    force: bool  # from when or until when a document holds
    meaning: bool  # what a word means
    listing: bool  # several things, and neither units nor figures
    counted: tuple[int, str] | None  # how many of what are asked for by name: 3, 国家
    opening: bool  # what the opening of a document says: on what it rests, what for
    places: bool  # cities, counties or provinces by name

    def lacks(self, answer: str) -> bool:
        """Tell whether a folded answer lacks what the question asks for by type, measure or number of items."""
        if any(not needed.search(answer) for needed in self.types):
            return True
        if _BARE_DATE.fullmatch(answer) and not (self.opening or self.force):
            return True  # the date below a document
        if self.measure is not None and not self.measure.search(answer):
            return True
        if self.places and not names_place(answer):
            return True
        if self.items > 1 and _enumerated(answer) < self.items - 1:
            return True
        return self.counted is not None and _only_counts(answer, *self.counted)

    def fit(self, sentence: str) -> float:
        """Return in [0, 1] how far a folded sentence has the form of an answer; 0.5 where any form will do."""
        if self.measure is not None:
            return 1.0 if self.measure.search(sentence) else 0.0
        if self.figure:
            return 1.0 if _ANY_FIGURE.search(_NO_FIGURE.sub("", sentence)) else 0.0
        if self.time:
            in_time = _POINT_IN_TIME.search(sentence) is not None
            return float(in_time) if not self.force or _SAYS_FORCE.search(sentence) else 0.4 * in_time
        if self.meaning:
            return 1.0 if _SAYS_MEANING.search(sentence) else 0.3
        if self.unit:
            return (0.5 if _MENTIONS_UNIT.search(sentence) else 0.0) + (
                0.5 if _DOES.search(sentence) else 0.0
            )
        if self.decision:
            return 1.0 if _DECIDES.search(sentence) else 0.3
        if self.listing:
            return 1.0 if self._lists(sentence) else 0.3
        return 0.5

    def names_doer(self, sentence: str) -> bool:
        """Tell whether a who question finds in a folded sentence somebody and what they do."""
        return self.unit and _NAMES_DOER.search(sentence) is not None

    def opens(self, sentence: str) -> float:
        """Return 1 for the opening of a document where it is asked for, -1 where it is not, 0 for all else."""
        if _OPENS.search(sentence) is None:
            return 0.0
        return 1.0 if self.opening else -1.0

    def _lists(self, sentence: str) -> bool:
        """Tell whether a folded sentence names several things, or announces them."""
        most = max(2, self.items - 1)
        return len(_ITEM_MARK.findall(sentence)) >= most or sentence.rstrip().endswith(":")


def expected_form(question: Question) -> Expected:
    """Return what the answer to a question must hold."""
    kinds = question.kinds
    measured = Kind.HOW_MANY in kinds or Kind.WHEN in kinds
    # "哪几家负责" counts nothing: who is asked for by name
    named = Kind.WHO in kinds and not _ASKED_SUM.search(question.folded)
    # "受不受比例限制" is decided, not measured
    decided = Kind.YES_NO in kinds and not _ASKED_SUM.search(question.folded)
    measure = asked_measure(question.folded) if measured and not (named or decided) else None
    return Expected(
        figure=Kind.HOW_MANY in kinds,
        measure=measure,
        time=Kind.WHEN in kinds,
        unit=Kind.WHO in kinds,
        decision=Kind.YES_NO in kinds,
        types=tuple(needed for asked, needed in TYPES if asked.search(question.folded)),
        items=_asked_items(question.folded),
        force=_ASKS_FORCE.search(question.folded) is not None,
        meaning=_ASKS_MEANING.search(question.folded) is not None,
        listing=Kind.LIST in kinds,
        counted=_counted(question.folded),
        opening=_ASKS_OPENING.search(question.folded) is not None,
        places=_ASKS_PLACES.search(question.folded) is not None,
    )


def _enumerated(answer: str) -> int:
    """Return how many things the longest enumeration of a folded answer names."""
    within = max(1 + len(_BETWEEN.findall(part)) for part in re.split(r"[,。;:]", answer))
    return max(within, 1 + answer.count(";"), len(_NUMBERED.findall(answer)), answer.count("“"))


def _asked_items(folded: str) -> int:
    match = _ASKED_ITEMS.search(folded)
    if match is None:
        return 0
    if match["en"]:
        return _ENGLISH_NUMBERS[match["en"]]
    return parse_numeral(match["zh"] or match["each"]) or 0


def _counted(folded: str) -> tuple[int, str] | None:
    """Return the number and the first characters of what a question counts and wants by name."""
    if not _ASKS_NAMES.search(folded):
        return None
    match = _COUNTED.search(folded)
    number = parse_numeral(match[1]) if match else None
    return (number, match[2]) if match and number is not None and number > 1 else None


def _only_counts(answer: str, number: int, counted: str) -> bool:
    """Tell whether a folded answer counts things as the question does ("在3个国家级开发区试行") and names none.

    They are named before or behind the number: "甲、乙、丙3个区", "3个区:甲、乙、丙".
    """
    found = [m for m in _COUNTED.finditer(answer) if m[2] == counted and parse_numeral(m[1]) == number]
    return bool(found) and not any(
        "、" in answer[max(0, m.start() - 40) : m.start()]
        or _TELLS_NAMES.search(answer[m.end() : m.end() + 16])
        for m in found
    )
