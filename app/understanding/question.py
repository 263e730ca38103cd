"""What a question asks: its language, the kind of answer, and the numbers and clauses that it names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from ingest import fold_layout, to_simplified

Language = Literal["zh-Hans", "zh-Hant", "en"]

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")


class Kind(StrEnum):
    """What the answer has to be."""

    WHO = "who"
    WHEN = "when"
    HOW_MANY = "how_many"
    YES_NO = "yes_no"
    LIST = "list"
    HOW = "how"
    COMPARE = "compare"
    WHAT = "what"


# On folded text (Simplified, half-width, lower case). The first kind that fits, in this order, leads.
_ENGLISH_UNIT = (
    r"(?:\w+ ){0,3}?(?:units?|departments?|bureaus?|agenc(?:y|ies)|offices?|bod(?:y|ies)|authorit(?:y|ies)|organi[sz]ations?|"
    r"ministr(?:y|ies)|governments?|entit(?:y|ies)|institutions?|committees?|companies|company|team|party|leaders?|officials?|universit(?:y|ies)|schools?|firms?|city|county|people|person|post)"
)
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (
            Kind.COMPARE,
            r"相比|比较|对比|区别|有何不同|有什么不同|哪里不同|不一样|差异|差别|异同|哪个[^?？]{0,6}更|哪(?:个|家|边|地|份)(?:的)?(?:高|低|大|小|多|少|严|松|长|短|早|晚|快|慢)|谁更|各自|(?<!全)各(?:是|有|为|占|定)(?:多少|几|什么|哪)|"
            r"(?:和|与|跟|同|、).{1,16}(?:分别|各(?:是|有|怎|要|自|定|搞|多|几|由|归))|一样吗|比一比|谁[^?？]{0,6}(?:更|多|少|高|低|严|松|大|早|晚)|"
            r"\b(?:in|for|under|at) [^?]{1,40} and (?:who|what|how|when|which)\b[^?]{0,12} (?:in|for|under|at)\b|\bwhat do [^?]{1,60} and [^?]{1,60} say\b|"
            r"\bboth\b|\brespectively\b|and under\b|, and (?:who|what|how|when)\b|\bcompared?\b|\bdiffer|\bversus\b|\bvs\b|which[^?]{0,30}(?:higher|lower|stricter|larger|longer|more)\b|分别.{0,12}(?:和|与).{1,12}",
        ),
        (
            Kind.WHO,
            r"谁|何人|(?:哪|什么|何)(?:个|些|家|一个|一家|几个|几家|位)?(?:职能|主管|责任|牵头|政府|具体)?(?:部门|单位|机构|局|厅|委|办|科室|处|领导|公司|组织|主体|人)|"
            r"哪(?:一|二|两|三|四|几)?(?:个部门|个单位|家|所|方|级|厅|局|委)|归(?:哪|口)|(?:责任|牵头|主管|配合|负责)(?:单位|部门|人)|找哪|"
            rf"\bwho\b|\bwhom\b|\bwhose\b|(?:which|what) {_ENGLISH_UNIT}|in charge of|responsible (?:for|unit|part|dep|bod)|accountable",
        ),
        (
            Kind.WHEN,
            r"什么时候|何时|几时|哪(?:一)?年|哪(?:一)?天|哪(?:一)?月|几月|几号|多久|多长时间|时限|期限|截止|到期|何日|啥时候|时间(?:表|节点|要求)|"
            r"\bwhen\b|(?:what|which) (?:date|year|month|day|time|deadline)|how long|how soon|how often|deadline|by what (?:date|time)",
        ),
        (
            Kind.HOW_MANY,
            r"多少|(?<!哪)几(?!时|乎|何|个部门|个单位)|"
            r"多大|多高|多长|多宽|比例|百分之|占比|上限|下限|限额|最高|最低|最多|最少|至少|不超过|目标值|数量|金额|额度|规模|"
            r"how (?:many|much|high|big|large|old|far|wide|great|low|fast|small|few)|what (?:\w+ ){0,2}?(?:percentage|share|ratio|amount|number|proportion|rate|cap|"
            r"ceiling|limit|target|age|sum|size|figure|quota|maximum|minimum|total|multiple|pace|turnover|fine|fees?|penalty|growth|price|cost|budget|capital|salary|income|output|revenue)|percentage|how (?:\w+ )?often",
        ),
        (
            Kind.YES_NO,
            r"吗|是否|能不能|可不可以|可否|能否|有没有|要不要|会不会|是不是|行不行|需不需要|该不该|允不允许|准不准|得不得|([\u4e00-\u9fff])不\1|是否可以|(?<![什怎那这多要])么[?？]?$|"
            r"^(?:is|are|was|were|do|does|did|can|could|may|might|must|should|shall|will|would|has|have|had|am)\b",
        ),
        (Kind.LIST, r"哪些|哪几|哪(?:两|三|四|五|六)|列出|列举|包括什么|包括哪|都有什么|分别是|有什么(?:样的)?(?:措施|任务|要求|条件|内容|权限|项目)|"
                    r"\bwhich\b|\blist\b|what are\b|name the\b|what (?:\w+ )?(?:kinds|types|sorts|measures|steps|conditions|items|areas|industries)"),
        (Kind.HOW, r"怎么|如何|怎样|咋|怎办|流程|办法|方式|途径|\bhow\b"),
    )
)  # fmt: skip
_ACCOUNTABLE = re.compile(
    r"负责|责任|牵头|主管|归谁|归口|谁管|主抓|配合|责任单位|responsible|accountab|in charge|\blead|\bhead|oversee|which (?:unit|department|bureau|agenc|office|bod)"
)
_NUMBER = re.compile(r"(?<![\d.])\d+(?:\.\d+)?%?")


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was understood, by itself."""

    text: str
    folded: str  # Simplified, half-width, lower case
    language: Language
    kinds: tuple[Kind, ...]  # the leading kind first; never empty
    accountable: bool  # a who question that asks who answers for it, not who does it
    numbers: tuple[str, ...]  # figures named in the question

    @property
    def kind(self) -> Kind:
        """The leading kind."""
        return self.kinds[0]


def understand(text: str) -> Question:
    """Return what a question asks, from its own words."""
    folded = " ".join(fold_layout(text).lower().split())
    kinds = tuple(kind for kind, pattern in _KINDS if pattern.search(folded)) or (Kind.WHAT,)
    return Question(
        text=text,
        folded=folded,
        language=detect_language(text),
        kinds=kinds,
        accountable=Kind.WHO in kinds and _ACCOUNTABLE.search(folded) is not None,
        numbers=tuple(_NUMBER.findall(folded)),
    )


def detect_language(text: str) -> Language:
    """Return the language and script that a text is written in; a mixed one counts as Chinese.

    >>> [detect_language(t) for t in ("谁来执法", "誰來執法", "who handles enforcement", "De'an 谁来执法", "2023")]
    ['zh-Hans', 'zh-Hant', 'en', 'zh-Hans', 'zh-Hans']
    """
    han = len(_HAN.findall(text))
    words = len(_LATIN_WORD.findall(text))
    if words and han < words:
        return "en"
    return "zh-Hant" if to_simplified(text) != text else "zh-Hans"
