"""What a question speaks of: weighted terms, each with the forms in which a clause may print it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.understanding.emptywords import EMPTY_WORDS
from app.understanding.expected import expected_form
from app.understanding.lexicon import Lexicon, is_made_up, plain_words
from app.understanding.question import Kind, Question
from index import ENGLISH_STOP_WORDS, Expansion, Snapshot, query_tokens
from ingest import fold_layout

_HAN = re.compile(r"[\u3400-\u9fff]")
_HAN_RUN = re.compile(r"[\u3400-\u9fff]+|[a-z]+(?:['-][a-z]+)*|\d+(?:\.\d+)?%?")
_WHETHER = re.compile(r"([\u4e00-\u9fff]{1,2})[不没]\1")
# Asks which or how many of something, and says nothing of what: 多少岁, 哪句话.
_ASKS = re.compile(
    r"(?:(?:多少|哪一?|第几)个?|(?<=哪[二两三四五六七八九十几]))(?:周岁|岁|句话|大?块|句|条|步|招|点|层|回|次|张|份|套|批|期|章|节|段)"
)
_ENGLISH_EMPTY = frozenset(
    """
    say says said according document documents policy policies plan plans tell know mean means get gets got go goes going come comes make makes
    made take takes taken give gives given keep need needs want wants let also still just only even ever each every any other others one two
    there here now then please according under within which set sets per does else new yes no not it its that this these those they them their
    happen happens like way ways thing things kind kinds type types sort compare compares compared comparison versus vs differ differs
    difference differences respectively
    """.split()  # noqa: SIM905
)


# Words that ask for the doer, the date or the sum of a topic, and are no topic themselves.
ASKING_WORDS = frozenset(
    """
    由 归 负责 牵头 主管 承担 责任 单位 部门 责任单位 牵头单位 责任部门 主管部门 完成 期限 时限 截止 金额 比例 上限 下限
    """.split()  # noqa: SIM905
)


_FORCE_WORDS = frozenset("实施 施行 执行 生效 有效 有效期 失效 废止 到期".split())  # noqa: SIM905


_SURE_PLACE = 0.8  # how strongly a place belongs to a document where it is no slip of the segmenter
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
        else _printed_terms(_chinese_terms(question, lexicon), lexicon, snapshot)
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


def _chinese_terms(question: Question, lexicon: Lexicon) -> Iterator[Term]:
    for run in _HAN_RUN.findall(question.folded):
        if run[0].isdigit():
            yield Term(run, (run,), TermKind.NUMBER, 0.0)
        elif run[0].isascii():
            if run not in _ENGLISH_EMPTY and run not in ENGLISH_STOP_WORDS:
                known = [
                    term
                    for _, terms, sure in lexicon.translate(run, frozenset())
                    if sure == 1.0
                    for term in terms
                ]
                yield Term(run, (run, *known), TermKind.LATIN, 0.0)
        else:
            yield from _words_of_run(run, lexicon)


def _words_of_run(run: str, lexicon: Lexicon) -> Iterator[Term]:
    for part in filter(None, _ASKS.split(_WHETHER.sub(r"\1", run))):
        for word in lexicon.segment(part):
            yield from _term_of(word, lexicon)


def _term_of(word: str, lexicon: Lexicon) -> Iterator[Term]:
    if word in EMPTY_WORDS or lexicon.says_nothing(word):
        return
    looser = lexicon.said_as(word)
    if len(word) == 1:
        yield Term(word, (word,), TermKind.CHARACTER, 0.0, looser=looser)
    else:
        yield Term(word, (word, *lexicon.synonyms(word)), TermKind.WORD, 0.0, looser=looser)


def _printed_terms(terms: Iterable[Term], lexicon: Lexicon, snapshot: Snapshot) -> Iterator[Term]:
    """Yield the terms; instead of a word that no table knows and no document prints, the words it is made of.

    What the segmenter made up with an empty word (能定) may be printed where two words meet (智能定位).
    """
    drafts = list(terms)
    unknown = {
        draft.word: query_tokens(draft.word)
        for draft in drafts
        if draft.kind is TermKind.WORD
        and draft.variants == (draft.word,)
        and not draft.looser
        and max(lexicon.names.documents_of([draft.word]).values(), default=0.0) < _SURE_PLACE
    }
    printed = snapshot.chunk_frequencies(sorted({token for tokens in unknown.values() for token in tokens}))
    for draft in drafts:
        is_printed = all(printed[token] for token in unknown.get(draft.word, ()))
        if draft.word not in unknown or (
            is_printed and not (draft.word[0] in EMPTY_WORDS and is_made_up(draft.word))
        ):
            yield draft
        else:
            for word in plain_words(draft.word):
                yield from [draft] if word == draft.word else _term_of(word, lexicon)


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


def _tokens(variant: str) -> list[str]:
    return query_tokens(variant) if len(variant) > 1 or not _HAN.match(variant) else [variant]
