"""English words in one form, so that a question's plural or past tense finds the glossary's term.

Two steps, each applied to the terms and to the question alike. Folding takes away what never changes a meaning:
case, possessive, article, hyphen, plural, American spelling. Stemming then takes away -ing, -ed and most final e's, and
knows a few irregular verbs; it may join words ("staffing", "staff"), so it is the second choice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from index.stopwords import ENGLISH_STOP_WORDS

_WORD = re.compile(r"[a-z0-9]+(?:['’&][a-z0-9]+)*", re.IGNORECASE | re.ASCII)
_ARTICLES = frozenset({"a", "an", "the"})
_SAME_IN_PLURAL = frozenset(
    "always customs economics goods headquarters means news perhaps premises series species works".split()  # noqa: SIM905
)
_FOLDED: Mapping[str, str] = MappingProxyType(
    {
        **{"children": "child", "criteria": "criterion", "indices": "index", "men": "man", "women": "woman"},
        **{
            "center": "centre",
            "color": "colour",
            "defense": "defence",
            "fulfill": "fulfil",
            "labor": "labour",
        },
        **{"harbor": "harbour", "honor": "honour", "license": "licence", "program": "programme"},
        **{
            "meter": "metre",
            "kilometer": "kilometre",
            "fiber": "fibre",
            "favor": "favour",
            "aging": "ageing",
        },
        **{"modeling": "modelling", "leveling": "levelling", "counseling": "counselling"},
    }
)
_IRREGULAR: Mapping[str, str] = MappingProxyType(
    {
        **{"paid": "pay", "led": "lead", "held": "hold", "built": "build", "met": "meet", "sold": "sell"},
        **{"gave": "give", "given": "give", "chose": "choose", "chosen": "choose", "took": "take"},
        **{"taken": "take", "spent": "spend", "bought": "buy", "sent": "send", "lent": "lend", "ran": "run"},
        **{"set": "set", "got": "get", "kept": "keep", "made": "make", "broke": "break", "broken": "break"},
        **{"oversaw": "oversee", "overseen": "oversee", "withdrew": "withdraw", "withdrawn": "withdraw"},
        **{"grew": "grow", "grown": "grow", "rose": "rise", "risen": "rise", "fell": "fall", "dealt": "deal"},
        **{"drew": "draw", "drawn": "draw", "brought": "bring", "taught": "teach", "hid": "hide"},
    }
)
_BRITISH = re.compile(r"(?<!s)(?<!pr)iz(e|ed|er|ing|ation|ational)$")
_SHORT_ROOT = re.compile("[^aeiouy][aeiou][^aeiouwxy]")
_VOWEL = re.compile("[aeiouy]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question in its two forms, and where it stands."""

    folded: str
    stem: str
    start: int
    end: int


def split_words(text: str) -> list[Word]:
    """Return the words of a text without its articles, with offsets into it.

    >>> [word.folded for word in split_words("The zone's high-tech labor programs")]
    ['zone', 'high', 'tech', 'labour', 'programme']
    """
    words = []
    for match in _WORD.finditer(text):
        folded = fold_word(match.group().lower())
        if folded not in _ARTICLES:
            words.append(Word(folded, stem_word(folded), match.start(), match.end()))
    return words


@cache
def fold_word(word: str) -> str:
    """Return a lower-case word without plural and possessive, in British spelling.

    >>> [fold_word(w) for w in ("policies", "taxes", "businesses", "customs", "organizations")]
    ['policy', 'tax', 'business', 'customs', 'organisation']
    """
    word = word.replace("’", "'").removesuffix("'s")
    single = _FOLDED.get(word) or _singular(word)
    single = _FOLDED.get(single, single)
    return _BRITISH.sub(r"is\1", single) if len(single) > 4 else single


@cache
def stem_word(folded: str) -> str:
    """Return a folded word without -ing and -ed; a final e goes from long words and comes back to short ones.

    >>> [stem_word(w) for w in ("hire", "hiring", "merge", "merging", "paid", "planning", "string")]
    ['hire', 'hire', 'merg', 'merg', 'pay', 'plan', 'string']
    """
    word = _IRREGULAR.get(folded, folded)
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) >= 3 and not word.endswith("eed") and _VOWEL.search(root):
            if root[-1] == root[-2] and root[-1] not in "flsz":
                return root[:-1]
            return root + "e" if _SHORT_ROOT.fullmatch(root) else root.removesuffix("e")
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


class PhraseIndex:
    """English phrases -> numbers, found in a question longest first."""

    def __init__(self, phrases: Sequence[tuple[str, int]]) -> None:
        """Take phrases with the number that each stands for; a phrase may stand for several."""
        self._folded: dict[tuple[str, ...], list[int]] = {}
        self._stems: dict[tuple[str, ...], list[int]] = {}
        self._longest = 0
        for phrase, number in phrases:
            folded = [fold_word(word) for word in _WORD.findall(phrase.lower()) if word not in _ARTICLES]
            self._longest = max(self._longest, len(folded))
            _append(self._folded, tuple(folded), number)
            _append(self._stems, tuple([stem_word(word) for word in folded]), number)

    def find(self, text: str) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        """Yield start, end and numbers of the phrases of a text: left to right, the longest at each place.

        Where a phrase stands as in the index, phrases that only share its stems do not count. Words that say
        nothing by themselves ("can", "how many") are no match, only parts of one.
        """
        words = split_words(text)
        place = 0
        while place < len(words):
            for end in range(min(place + self._longest, len(words)), place, -1):
                numbers = self._look_up(words[place:end])
                if numbers:
                    yield words[place].start, words[end - 1].end, numbers
                    place = end
                    break
            else:
                place += 1

    def _look_up(self, words: Sequence[Word]) -> tuple[int, ...]:
        if all(word.folded in ENGLISH_STOP_WORDS for word in words):
            return ()
        exact = self._folded.get(tuple(word.folded for word in words), [])
        return tuple(exact or self._stems.get(tuple(word.stem for word in words), []))


def _append(index: dict[tuple[str, ...], list[int]], key: tuple[str, ...], number: int) -> None:
    numbers = index.setdefault(key, [])
    if number not in numbers:
        numbers.append(number)


def pluralise(phrase: str) -> str:
    """Return a noun phrase in the plural.

    >>> [pluralise(p) for p in ("county", "tax office", "branch of the bureau", "day")]
    ['counties', 'tax offices', 'branches of the bureau', 'days']
    """
    head, of, rest = phrase.partition(" of ")
    if head.endswith("s") and not head.endswith(("ss", "us", "is")):
        return phrase
    if head.endswith("y") and head[-2:-1] not in "aeiou":
        return f"{head[:-1]}ies{of}{rest}"
    ending = "es" if head.endswith(("s", "x", "ch", "sh")) else "s"
    return f"{head}{ending}{of}{rest}"


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word in _SAME_IN_PLURAL or word in ENGLISH_STOP_WORDS:
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "uses")):
        return word[:-2] if not word.endswith(("auses", "ouses", "aches")) else word[:-1]
    return word if word.endswith(("ss", "us", "is")) and not word.endswith("eaus") else word[:-1]
