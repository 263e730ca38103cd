"""What a question speaks of: weighted terms, each with the forms in which a clause may print it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.understanding.expected import expected_form
from app.understanding.lexicon import Lexicon
from app.understanding.question import Kind, Question
from index import ENGLISH_STOP_WORDS, Expansion, Snapshot, query_tokens
from ingest import fold_layout

_HAN = re.compile(r"[\u3400-\u9fff]")
_HAN_RUN = re.compile(r"[\u3400-\u9fff]+|[a-z]+(?:['-][a-z]+)*|\d+(?:\.\d+)?%?")
# Words that make or hold together a question, or say only that a document says something.
EMPTY_WORDS = frozenset(
    """
    谁 谁来 由谁 什么 哪些 哪个 哪里 哪家 哪 多少 几 怎么 怎样 如何 为什么 为何 何时 是否 能否 可否 吗 呢 吧 啊 么 的 了 着 过 地 得 在 是 有
    和 与 及 或 对 把 被 从 到 向 往 给 让 使 就 都 也 还 又 再 才 只 而 且 但 则 以 为 于 之 其 此 该 这 那 这些 那些 它 他 她 他们 它们 我 你 您
    我们 你们 咱 请 请问 一下 知道 想 告诉 关于 有关 相关 按照 根据 依据 方面 情况 问题 规定 要求 里 里面 里头 中 上 下 内 会 能 可以 可 能够 需要 要 应 应该
    应当 必须 没有 没 不 不是 是不是 有没有 能不能 可不可以 什么样 怎么样 时候 时间 进行 开展 分别 各 各自 哪几 哪一 来 去 做 搞 弄 办 说 写 讲 提 提到 提出 明确
    一个 一家 个 家 项 条 名 位 种 次 件 一共 总共 共 具体 到底 究竟 一般 主要 目前 现在 今年 去年 文件 政策 通知 资料 答案 回答 还有 除了 之外 以外 如果 要是
    的话 这个 那个 哪年 几年 几个 几家 几项 多久 多长 多大 多高 啥 咋 行 吧 嘛 呀 哦 等 等等 每 一 二 两 三 最 很 更 比较
    """.split()  # noqa: SIM905
)
_ENGLISH_EMPTY = frozenset(
    """
    say says said according document documents policy policies plan plans tell know mean means get gets got go goes going come comes make makes
    made take takes taken give gives given keep need needs want wants let also still just only even ever each every any other others one two
    there here now then please according under within which set sets per does else new yes no not it its that this these those they them their
    happen happens like way ways thing things kind kinds type types sort
    """.split()  # noqa: SIM905
)


# Words that ask for the doer, the date or the sum of a topic, and are no topic themselves.
ASKING_WORDS = frozenset(
    """
    由 归 负责 牵头 主管 承担 责任 单位 部门 责任单位 牵头单位 责任部门 主管部门 完成 期限 时限 截止 金额 比例 上限 下限
    """.split()  # noqa: SIM905
)


_FORCE_WORDS = frozenset("实施 施行 执行 生效 有效 有效期 失效 废止 到期".split())  # noqa: SIM905


_LOOSER = 0.6  # how much a looser form counts in the search beside a variant


class TermKind(StrEnum):
    """Where a term comes from."""

    WORD = "word"
    CHARACTER = "character"  # a verb or noun of one Han character
    NUMBER = "number"
    NAME = "name"  # spelt in Latin letters in the question
    LATIN = "latin"  # an English word without a translation, or an abbreviation


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question and what stands for it in a clause."""

    word: str  # as in the folded question
    variants: tuple[str, ...]  # folded; any of them in a text covers the term
    kind: TermKind
    rarity: float  # inverse chunk frequency of its commonest form; higher is rarer
    sure: float = 1.0  # that the variants mean the word: 1 from the question or the glossary, less if learnt
    carried: bool = False  # from an earlier question of the conversation
    looser: tuple[str, ...] = ()  # folded; how policies say an everyday word: covers the term almost

    @property
    def weight(self) -> float:
        """How much the term counts."""
        scale = {TermKind.CHARACTER: 0.6}.get(self.kind, 1.0)
        return self.rarity * self.sure * scale


def find_terms(question: Question, lexicon: Lexicon, snapshot: Snapshot) -> tuple[Term, ...]:
    """Return the terms of a question, in its order, with their rarity in the library."""
    drafts = list(
        _english_terms(question, lexicon)
        if question.language == "en"
        else _chinese_terms(question, lexicon, snapshot)
    )
    if Kind.WHEN in question.kinds and expected_form(question).force:
        drafts = [_with_force(draft) for draft in drafts]
    unique = {(draft.word, draft.kind): draft for draft in reversed(drafts)}
    ordered = [draft for draft in drafts if unique.pop((draft.word, draft.kind), None) is not None]
    return tuple(_with_rarity(ordered, snapshot))


def _with_force(term: Term) -> Term:
    """Return a word for the force of a document with the forms in which documents end by saying it."""
    if _FORCE_WORDS.isdisjoint(term.variants):
        return term
    return replace(term, variants=tuple(dict.fromkeys((*term.variants, "施行", "有效期"))))


def to_expansions(terms: Sequence[Term], question: Question) -> tuple[Expansion, ...]:
    """Return the terms that the lexical leg looks up beside the question's own words."""
    expansions: list[Expansion] = []
    for term in terms:
        own = term.word if question.language != "en" and not term.carried else ""
        weight = min(1.0, term.sure) * (0.5 if term.carried else 1.0)
        synonym = 1.0 if question.language == "en" or term.carried else 0.4
        expansions += [
            Expansion(variant, max(0.05, weight * synonym), term.word)
            for variant in term.variants[:12]
            if variant != own
        ]
        expansions += [
            Expansion(variant, max(0.05, weight * synonym * _LOOSER), term.word)
            for variant in term.looser
            if variant != own and variant not in term.variants
        ]
    return tuple(expansions)


def _chinese_terms(question: Question, lexicon: Lexicon, snapshot: Snapshot) -> Iterator[Term]:
    text = lexicon.correct(question.folded, lambda run: _is_printed(run, snapshot))
    for run in _HAN_RUN.findall(text):
        if run[0].isdigit():
            yield Term(run, (run,), TermKind.NUMBER, 0.0)
        elif run[0].isascii():
            if run not in _ENGLISH_EMPTY and run not in ENGLISH_STOP_WORDS:
                yield Term(run, (run,), TermKind.LATIN, 0.0)
        else:
            yield from _words_of_run(run, lexicon)


def _words_of_run(run: str, lexicon: Lexicon) -> Iterator[Term]:
    for word in lexicon.segment(run):
        if word in EMPTY_WORDS or lexicon.says_nothing(word):
            continue
        looser = lexicon.said_as(word)
        if len(word) == 1:
            yield Term(word, (word,), TermKind.CHARACTER, 0.0, looser=looser)
        else:
            yield Term(word, (word, *lexicon.synonyms(word)), TermKind.WORD, 0.0, looser=looser)


def _english_terms(question: Question, lexicon: Lexicon) -> Iterator[Term]:
    names = lexicon.names.find(question.text)
    for word, variants, sure in lexicon.translate(question.text, frozenset(names)):
        if (
            word in _ENGLISH_EMPTY
            or lexicon.says_nothing(word)
            or all(part in ENGLISH_STOP_WORDS for part in re.split(r"\W+", word) if part)
        ):
            continue
        looser = lexicon.said_as(word)
        if variants:
            folded = tuple(fold_layout(v).lower() for v in variants)
            yield Term(word, folded, TermKind.WORD, 0.0, sure, looser=looser)
        elif looser:
            yield Term(word, looser, TermKind.WORD, 0.0)
        elif len(word) > 2:
            yield Term(word, (word,), TermKind.LATIN, 0.0)
    for word, found in names.items():
        yield Term(word, found, TermKind.NAME, 0.0)
    for number in question.numbers:
        yield Term(number, (number,), TermKind.NUMBER, 0.0)


def _with_rarity(drafts: Sequence[Term], snapshot: Snapshot) -> Iterator[Term]:
    forms = [(*draft.variants, *draft.looser) for draft in drafts]
    tokens = {form: _tokens(form) for own in forms for form in own}
    frequencies = snapshot.chunk_frequencies(sorted({token for found in tokens.values() for token in found}))
    chunks = max(1, snapshot.chunk_count())
    for draft, own in zip(drafts, forms, strict=True):
        commonest = max((min((frequencies[t] for t in tokens[v]), default=0) for v in own), default=0)
        rarity = math.log((chunks + 1) / (commonest + 0.5)) / math.log(2 * (chunks + 1))
        yield replace(draft, rarity=round(max(0.02, rarity), 6))


def _is_printed(run: str, snapshot: Snapshot) -> bool:
    """Tell whether the library prints every pair of neighbouring characters of a run."""
    return all(snapshot.chunk_frequencies(_tokens(run)).values())


def _tokens(variant: str) -> list[str]:
    return query_tokens(variant) if len(variant) > 1 or not _HAN.match(variant) else [variant]
