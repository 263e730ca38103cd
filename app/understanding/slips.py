"""Slips of the pen in a question, mended where it is plain what was meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property
from itertools import accumulate, pairwise

from app.understanding.dictionary import respell
from app.understanding.emptywords import EMPTY_WORDS
from app.understanding.names import spell
from app.understanding.places import LEVELS

_HAN_RUN = re.compile(r"[\u3400-\u9fff]{2,}")
_LATIN_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_SHORTEST_ENGLISH = 5  # letters; one letter more or less makes a shorter word another word too easily
_COMMON_CHARACTERS = (0xB0A1, 0xD7F9)  # of GB 2312, the first level
# Characters that are easily taken for one another.
_LOOK_ALIKES = tuple(
    frozenset(group)
    for group in (
        *(
            "未末",
            "己已巳",
            "土士",
            "人入",
            "大太犬",
            "日曰",
            "天夭",
            "千干于",
            "晴睛",
            "师帅",
            "栗粟",
            "榜磅",
        ),
        *(
            "辩辨辫",
            "析折拆",
            "货贷",
            "免兔",
            "帐账",
            "即既",
            "幕慕募",
            "治冶",
            "候侯",
            "微徽",
            "复夏",
            "渡度",
        ),
        *("织职帜炽", "钢纲刚", "清请情晴", "申甲由田", "住往", "准淮", "竟竞", "徒徙", "陪赔培", "仑仓"),
    )
)


class ChineseSlips:
    """What a mistyped run of characters was meant to be: a term of the glossary, or what the library prints."""

    def __init__(self, terms: Iterable[str], places: Iterable[str]) -> None:
        """Take the Chinese terms of the glossary and the places that the library speaks of, Simplified."""
        self._terms = frozenset(terms)
        self._places = frozenset(places)

    def mend(self, folded: str, is_printed: Callable[[str], bool]) -> str:
        """Return a Chinese question with slips of the pen mended: 高薪区 -> 高新区, 未位淘汰 -> 末位淘汰.

        A run of characters is replaced by a term of the glossary that sounds the same, or that differs in
        one character of four or more. Where the run itself holds a known term, only a character that looks
        like the right one is replaced. After that, of two characters that make no word and that the library does
        not print, one is replaced by another of the same sound, where that makes a term of the glossary that the
        library prints, a word that it prints beside the same neighbour, 飞地元区 -> 飞地园区, or a place of its:
        上力县 -> 上栗县.

        Args:
            folded: a folded question.
            is_printed: tells whether the library prints a run of characters; such a run stays.

        Returns:
            A text of the same length.
        """
        by_terms = _HAN_RUN.sub(lambda match: self._by_terms(match.group(), is_printed), folded)
        return _HAN_RUN.sub(lambda match: self._by_library(match.group(), is_printed), by_terms)

    def _by_terms(self, run: str, is_printed: Callable[[str], bool]) -> str:
        known = self._known_spans(run)
        for length in range(min(6, len(run)), 2, -1):
            for start in range(len(run) - length + 1):
                piece = run[start : start + length]
                better = self._better(piece, any(known[start : start + length]))
                if better is not None and not is_printed(piece):
                    return run[:start] + better + self._by_terms(run[start + length :], is_printed)
        return run

    def _better(self, piece: str, holds_a_term: bool) -> str | None:
        """Return the term that a run of characters was meant to be, as long as the run; None where it is fine."""
        if piece in self._terms:
            return None
        if holds_a_term:
            better = self._one_off(piece)
            return better if better is not None and _look_alike(piece, better) else None
        better = self._sounding_like.get(spell(piece)) or self._one_off(piece)
        return better if better is not None and len(better) == len(piece) else None

    def _known_spans(self, run: str) -> list[bool]:
        known = [False] * len(run)
        for length in range(2, min(8, len(run)) + 1):
            for start in range(len(run) - length + 1):
                if run[start : start + length] in self._terms:
                    known[start : start + length] = [True] * length
        return known

    def _one_off(self, piece: str) -> str | None:
        if len(piece) < 4:
            return None
        for place in range(len(piece)):
            terms = self._with_gap.get((piece[:place], piece[place + 1 :]))
            if terms:
                return terms
        return None

    def _by_library(self, run: str, is_printed: Callable[[str], bool]) -> str:
        """Return a run with one of two lone characters replaced wherever that makes a printed word or a place."""
        for place in _lone_pairs(run):
            written = run[place : place + 2]
            if is_printed(written):
                continue
            before, after = run[place - 1 : place], run[place + 2 : place + 3]
            meant = tuple(_sounding_alike(written))
            better = None
            if EMPTY_WORDS.isdisjoint(written):  # 里由谁负责 is no 理由
                better = next(
                    (word for word in meant if self._is_word(word, before, after, is_printed)), None
                )
            if better is None and after and after in LEVELS:
                better = next((name for name in meant if name in self._places), None)
            run = f"{run[:place]}{better or written}{run[place + 2 :]}"
        return run

    def _is_word(self, word: str, before: str, after: str, is_printed: Callable[[str], bool]) -> bool:
        """Tell whether a word is a printed term, or one of the dictionary that is printed beside a neighbour."""
        from rjieba import has_word

        if word in self._terms:
            return is_printed(word)
        windows = [window for window in (before + word, word + after) if len(window) == 3]
        return has_word(word) and any(map(is_printed, windows))

    @cached_property
    def _sounding_like(self) -> dict[str, str]:
        terms = (term for term in sorted(self._terms) if len(term) >= 3)
        return {spell(term): term for term in terms}

    @cached_property
    def _with_gap(self) -> dict[tuple[str, str], str]:
        terms = [term for term in sorted(self._terms) if 4 <= len(term) <= 6]
        return {(term[:i], term[i + 1 :]): term for term in terms for i in range(len(term))}


def mend_english(text: str, is_known: Callable[[str], bool]) -> str:
    """Return an English question with its misspelt words mended: enforcment -> enforcement.

    A word that neither the tables of terms nor an English dictionary know is replaced by the commonest word one
    edit away (Norvig, 2007), where the tables know that one. Words with a capital are names and stay, but for the
    first of the question.

    Args:
        text: the question.
        is_known: tells whether the tables know a word in lower case.
    """

    def mended(match: re.Match[str]) -> str:
        word = match.group()
        if len(word) < _SHORTEST_ENGLISH or (match.start() and not word.islower()) or is_known(word.lower()):
            return word
        better = respell(word.lower())
        return better if better is not None and is_known(better) else word

    return _LATIN_WORD.sub(mended, text)


def _lone_pairs(run: str) -> Iterator[int]:
    """Yield where two characters stand side by side of which the dictionary makes no word."""
    from rjieba import cut

    words = cut(run, False)  # words of the dictionary only
    places = list(accumulate((len(word) for word in words), initial=0))
    for number, (one, other) in enumerate(pairwise(words)):
        if len(one) == len(other) == 1:
            yield places[number]


def _sounding_alike(pair: str) -> Iterator[str]:
    """Yield what differs from two characters in one of the same sound."""
    first, second = pair[0], pair[1]
    yield from (f"{first}{other}" for other in _same_sound(second))
    yield from (f"{other}{second}" for other in _same_sound(first))


def _same_sound(character: str) -> tuple[str, ...]:
    """Return the common characters that sound like one, without it."""
    return tuple(other for other in _by_sound().get(spell(character), ()) if other != character)


@cache
def _by_sound() -> dict[str, tuple[str, ...]]:
    first, last = _COMMON_CHARACTERS
    found: dict[str, tuple[str, ...]] = {}
    for high in range(first >> 8, (last >> 8) + 1):
        for low in range(0xA1, 0xFF):
            if (high << 8 | low) <= last:
                character = bytes((high, low)).decode("gb2312")
                found[spell(character)] = (*found.get(spell(character), ()), character)
    return found


def _look_alike(piece: str, other: str) -> bool:
    """Tell whether two runs of one length differ only in characters that are easily taken for one another."""
    different = [{a, b} for a, b in zip(piece, other, strict=True) if a != b]
    return all(any(pair <= group for group in _LOOK_ALIKES) for pair in different)
