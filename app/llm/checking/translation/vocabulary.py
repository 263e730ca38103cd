"""Which word of a Chinese passage each word of an English sentence stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from types import MappingProxyType

from app.understanding.emptywords import EMPTY_WORDS
from app.understanding.lexicon import segment
from app.understanding.names import spell
from index import Glossary, GlossaryMatch, TranslationTable
from ingest import fold_layout

_WORD = re.compile(r"[a-z]+(?:['’-][a-z]+)*")
_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_UNIT_FIELD = "unit"
# Words that hold an English sentence together; what turns its meaning round is taken out before.
_EMPTY = frozenset(
    """
    a an the this that these those and of in on at to for by with from into as than then so such its it their they them
    is are was were be been being has have had do does did will would which who whose there also both s whom it's
    """.split()  # noqa: SIM905
)
# Usual words of official translations that neither the glossary nor the learnt table has for these terms.
_OWN_TERMS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        word: tuple(terms.split())
        for words, terms in (
            ("end", "底 末 期满 届满"),
            ("times", "倍 次"),
            ("raise raised raises increase increased increases", "提高 提升 增加 增长"),
            ("lower lowered reduce reduced reduces cut", "降低 减少 压减"),
            ("reach reaches reached", "达到 达"),
            ("obtain obtaining obtained acquire acquired acquiring", "取得 获得"),
            ("previous preceding", "上年 上一"),
            ("approve approves approved set sets determine determined", "核定 审定 确定 批准 审核"),
            ("form forms formed forming", "组成 组建"),
            (
                "establish establishes established establishing set build built",
                "设立 建立 组建 成立 建设 建成",
            ),
            ("complete completed completes", "完成 办结 建成"),
            ("submit submitted submits report reports reported", "报送 提交 上报 报告"),
            (
                "grant granted grants give gives given receive receives award awarded",
                "给予 发放 奖励 补助 享受",
            ),
            ("reclaim reclaims reclaimed recover recovered", "收回"),
            ("pay paid pays", "发放 支付 缴纳"),
            ("start starts started begin begins", "开工 动工 启动 开始"),
            ("handle handles handled", "办理 处理 受理 承办"),
            ("issue issued issues", "印发 发布 出台 发放"),
            ("hold holds held", "召开 举行 主持"),
            ("oneoff", "一次性"),
            ("percapita", "人均"),
            ("mu", "亩"),
            ("subsidy subsidies", "补助 补贴 奖补"),
            ("overdue", "逾期"),
            ("lead leads led", "牵头"),
            ("responsible", "负责 责任"),
            ("cooperate cooperates cooperating cooperation assist assists assisting", "配合 会同"),
            ("unit units", "单位"),
            ("staff personnel", "人员"),
            ("total", "总额 总量 总"),
            ("party parties", "当事人"),
            ("add added impose imposed", "加处"),
            ("extension extend extended", "延期 延长"),
            ("perform performs performed", "履行"),
            ("investor investors contributor", "出资人"),
            ("invest invested investing", "投向 投资 投入"),
            ("share proportion ratio", "比例 占比 比重"),
            ("new newly", "新建 新增 新"),
            ("reward rewards rewarded", "奖励"),
            ("pilot", "试点 中试"),
            ("investment", "投资 投入"),
            ("routine", "例行 日常"),
            ("same", "同一 相同"),
            ("poor", "较差"),
            ("receive receives received draw draws", "领取 享受 接受"),
            ("bear bears borne", "承担"),
            ("ratio rate", "率 比例 比"),
            ("recognised recognized recognition", "认定"),
            ("item items matter matters", "事项 项"),
            ("chair chairs chaired", "主持"),
            ("special", "专项 专题"),
            ("key", "重点"),
            ("phase", "期"),
            ("remove removed removes", "移出"),
            ("run runs", "开办 运营"),
            ("performance", "绩效"),
            ("post posts position positions", "岗位 职务"),
            ("concurrent concurrently", "兼任 兼职"),
            ("supervisor supervisors", "监管人员 监督人员"),
            ("level levels", "级 水平"),
            ("cost costs", "费用"),
        )
        for word in words.split()
    }
)
_LEVELS: Mapping[str, str] = MappingProxyType(
    {"county": "县", "municipal": "市", "city": "市", "provincial": "省", "province": "省", "district": "区"}
    | {"township": "乡", "town": "镇", "national": "国", "prefecture": "州", "village": "村"}
)
_LONGEST_NAME = 4  # characters of a place's name without its level


@dataclass(frozen=True, slots=True)
class Said:
    """An English word or phrase, and the term of the passage that it stands for."""

    start: int  # in the English text
    end: int
    term: str  # Simplified
    is_unit: bool


class Vocabulary:
    """The words of one passage, by what English may say for them."""

    def __init__(self, run: str, text: str, context: Sequence[str], claim: str) -> None:
        """Take what may be translated.

        Args:
            run: folded.
            text: the same without figures and operators.
            context: the title and the headings.
            claim: the sentence as the model wrote it.
        """
        self._run = run
        self._context = " ".join(fold_layout(text).lower() for text in context)
        words = [word for part in _HAN_RUN.findall(text) for word in segment(part)]
        self._text = text
        self._edges = frozenset(edge for word in words for edge in (word[0], word[-1]))
        self._capitalised = frozenset(
            _letters(word) for word in re.findall(r"\b[A-Z][A-Za-z'’-]+", fold_layout(claim))
        )

    def explain(self, words: str) -> list[Said] | None:
        """Return what each word of an English text stands for, or None where one stands for nothing here.

        Args:
            words: lower case, without figures and operators.
        """
        said: list[Said] = []
        taken = [False] * (len(words) + 1)
        for match in Glossary.load().translate(words):
            found = self._explain_phrase(match)
            if found is not None:
                said.append(found)
                taken[match.start : match.end] = [True] * (match.end - match.start)
            elif _is_unit(match):
                return None
        for found_word in _WORD.finditer(words):
            word = re.sub(r"['’]s$", "", found_word[0])
            if taken[found_word.start()] or word in _EMPTY:
                continue
            term = self._explain_word(word)
            if term is None:
                return None
            said.append(Said(found_word.start(), found_word.end(), term, False))
        said.sort(key=lambda one: one.start)
        return said if self._levels_fit(words, said) and self._in_order(said) else None

    def _explain_phrase(self, match: GlossaryMatch) -> Said | None:
        is_unit = _is_unit(match)
        for term in match.terms:
            if self._has(fold_layout(term).lower(), run_only=is_unit):
                return Said(match.start, match.end, fold_layout(term).lower(), is_unit)
        return None

    def _explain_word(self, word: str) -> str | None:
        if word in _LEVELS and self._has(_LEVELS[word]):
            return _LEVELS[word]
        for term in (*_OWN_TERMS.get(word, ()), *_known(word)):
            if self._has(term):
                return term
        return self._spelt(_letters(word)) if _letters(word) in self._capitalised else None

    def _has(self, term: str, *, run_only: bool = False) -> bool:
        """Say whether the passage has a term; one of a single character must begin or end a word."""
        if len(term) == 1 and term not in _LEVELS.values() and term not in "底末首每县倍次亩":
            return term in self._edges
        if not run_only and term in self._text:
            return True
        return term in self._run or (not run_only and term in self._context)

    def _spelt(self, letters: str) -> str | None:
        """Return the name in the passage or its headings that is spelt so."""
        for text in (self._run, self._context):
            for part in _HAN_RUN.findall(text):
                for length in range(2, _LONGEST_NAME + 1):
                    for start in range(len(part) - length + 1):
                        name: str = part[start : start + length]
                        if spell(name) == letters:
                            return name
        return None

    def _levels_fit(self, words: str, said: Sequence[Said]) -> bool:
        """Say whether a level beside a word or a place stands there in the passage too: 县 before 财政局."""
        texts = self._run + "\n" + self._context
        for one, other in pairwise(said):
            if words[one.end : other.start].strip():
                continue
            level = _LEVELS.get(words[one.start : one.end])
            beside = rf"{level}[\u4e00-\u9fff]{{0,4}}?{re.escape(other.term)}"
            if level is not None and other.term not in _LEVELS.values() and not re.search(beside, texts):
                return False
            following = _LEVELS.get(words[other.start : other.end])
            if following is not None and not one.is_unit and words[one.start : one.end] not in _LEVELS:
                is_name = spell(one.term) == _letters(words[one.start : one.end])
                if is_name and one.term + following not in texts:
                    return False
        return True

    def _in_order(self, said: Sequence[Said]) -> bool:
        """Say whether the units come in the passage's order."""
        place = 0
        seen: set[str] = set()
        for one in said:
            if not one.is_unit or one.term in seen:
                continue
            seen.add(one.term)
            place = self._run.find(one.term, place)
            if place < 0:
                return False
        return True


def share_said(said: Sequence[Said], text: str) -> float:
    """Return which share of the words of a folded Chinese text, by characters, a sentence says, in [0, 1].

    Args:
        said: what the sentence says.
        text: without figures and operators.
    """
    words = [word for run in _HAN_RUN.findall(text) for word in segment(run)]
    words = [word for word in words if len(word) > 1 and word not in EMPTY_WORDS]
    total = sum(map(len, words))
    covered = sum(len(word) for word in words if any(one.term in word or word in one.term for one in said))
    return covered / total if total else 1.0


def _is_unit(match: GlossaryMatch) -> bool:
    return any(entry.field.value == _UNIT_FIELD for entry in match.entries)


def _letters(word: str) -> str:
    return re.sub(r"[^a-z]", "", re.sub(r"['’]s$", "", word.lower()))


@cache
def _table() -> TranslationTable:
    return TranslationTable.load()


@cache
def _known(word: str) -> tuple[str, ...]:
    """Return the terms that the glossary and the learnt table have for a word by itself, without those that say nothing by themselves."""
    known = [term for match in Glossary.load().translate(word) if not _is_unit(match) for term in match.terms]
    learnt = sorted(_table().expand(word), key=lambda one: (-one.weight, one.term))
    terms = [fold_layout(term).lower() for term in (*known, *(one.term for one in learnt))]
    return tuple(term for term in terms if term not in EMPTY_WORDS)
