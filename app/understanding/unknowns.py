"""What a question names and the library knows nothing of: a title, a place, a unit. Nothing else answers for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.understanding.dictionary import is_common_english
from app.understanding.names import NameIndex, romanised_words
from app.understanding.places import LEVELS
from app.understanding.question import Question
from app.understanding.titles import names_unknown_title
from app.understanding.unitquestions import asked_unit_names
from index import Snapshot

_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")
_ZONES = ("高新区", "经开区", "开发区", "工业园", "园区", "新区", "自贸区")
_PLACE = ("ns",)  # of the segmenter's dictionary
_ENGLISH_PLACE = re.compile(
    r"\b([A-Z][A-Za-z'’]+)(?: (?:economic|high-tech|industrial|development|new|free|trade|technology|technological|and))*"
    r" (?:zone|county|city|district|park|province|prefecture)\b"
)
# Of Chinese, spelt in Latin letters without tones.
_SYLLABLE = "(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?(?:i(?:ao?|ang?|e|ng?|ong|u)?|u(?:a(?:i|ng?)?|[oien])?|a(?:i|o|ng?)?|e(?:i|ng?|r)?|o(?:u|ng)?)"
_SPELT = re.compile(f"(?:{_SYLLABLE}){{2,4}}")
_SHORTEST = 5  # letters
_UNIT = re.compile(r"(?:局|委|办|厅|部|署|院|中心)$")


def names_unknown(question: Question, names: NameIndex, snapshot: Snapshot) -> bool:
    """Tell whether a question names a title, a place or the unit whose duties it asks for that no document prints.

    Args:
        question: as understood.
        names: of the library.
        snapshot: the library.
    """
    return (
        names_unknown_title(question, snapshot)
        or _names_unknown_place(question, names, snapshot)
        or _names_unknown_unit(question, snapshot)
    )


def _names_unknown_place(question: Question, names: NameIndex, snapshot: Snapshot) -> bool:
    if question.language == "en":
        known = names.find(question.text)
        spelt = [word for name in _ENGLISH_PLACE.findall(question.text) for word, _ in romanised_words(name)]
        return any(
            word not in known
            and len(word) >= _SHORTEST
            and _SPELT.fullmatch(word) is not None
            and not is_common_english(word)
            for word in spelt
        )
    return any(not snapshot.prints(place) for place in _places(question))


def _places(question: Question) -> Iterator[str]:
    """Yield the places with a level or a zone behind them, without it: 瑞昌 of 瑞昌市, 瑞昌市区 and 瑞昌经开区."""
    import rjieba  # loads its dictionary

    for run in _HAN_RUN.findall(question.folded):
        end = 0
        for word, tag in rjieba.tag(run, False):
            end += len(word)
            bare = word[:-1] if len(word) > 2 and word[-1] in LEVELS else word
            has_level = bare != word or run[end : end + 1] in tuple(LEVELS)
            if tag in _PLACE and len(bare) > 1 and (has_level or run.startswith(_ZONES, end)):
                yield bare


def _names_unknown_unit(question: Question, snapshot: Snapshot) -> bool:
    asked = asked_unit_names(question, ())
    return any(
        _UNIT.search(name) is not None and not snapshot.prints(name) and not snapshot.prints(name[-3:])
        for name in asked
    )
