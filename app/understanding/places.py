"""Names of places in a Chinese text: what stands before 县, 市 or 高新区 often enough, and is no ordinary word."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest import fold_layout

LEVELS = "省市县州区旗镇乡岛"

_ENDINGS = "省|市|县|州|旗|镇|乡|岛|港|(?<![园片新城社景校厂])区|高新区|经开区|开发区|新区|工业园区?|分局"
_PATTERNS = tuple(re.compile(rf"(?=([\u4e00-\u9fff]{{{length}}})({_ENDINGS}))") for length in (2, 3))
# Characters that hold a sentence together and begin or end no name.
_BINDING = frozenset(
    "的和与及各本该全跨对到为将向从等或以于是有无不未可应当须被把给让使就都也还又再才只而且但则其此这那个级类种项在由所称内外我他请并要"
    "一二三四五六七八九十百千万亿年月日"
)
_PLACE_TAGS = ("ns", "nt", "nz", "s")  # of the segmenter's dictionary
_NO_PLACES = frozenset({"直辖", "设区", "自治", "地级", "县级", "中国", "全国"})
_NAMED_PLACE = re.compile(
    r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,3}(?<!设区)(?<!地级)(?<!县级)(?<!副省级)(?<!直辖)(?<!城)(?:市|县|州|镇|乡|街道)"
)
_LEAST_SHARE = 0.25  # of a name's occurrences that are followed by what follows a place
_CONTEXTS = 4  # of an occurrence that are segmented
_REACH = 8  # characters before a name, and half as many behind it, that the segmenter sees


@lru_cache(maxsize=4096)
def places_in(text: str, ordinary: frozenset[str]) -> frozenset[str]:
    """Return the names of places in a text, each of two or three characters, without the level.

    A name is a whole number of words where it stands, is followed by a level, a zone or a branch office in a good
    part of its occurrences, and is not a word of the language. Two characters before 县 or 区 alone are
    mostly none: 推动县域经济, 危险区域.

    Args:
        text: of a document.
        ordinary: words that mean something; those that the segmenter's dictionary has as places are names
            all the same.
    """
    folded = fold_layout(text)
    found: dict[str, list[tuple[int, int]]] = {}
    for pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            found.setdefault(match.group(1), []).append((match.start(), match.end(2)))
    return frozenset(
        name
        for name, spans in found.items()
        if _BINDING.isdisjoint(name)
        and len(spans) >= _LEAST_SHARE * folded.count(name)
        and _may_be_name(name, ordinary)
        and _is_whole(name, folded, spans)
    )


def names_place(text: str) -> bool:
    """Tell whether a folded text names a place: one of the segmenter's dictionary, or a name before its level.

    >>> [names_place(text) for text in ("支持济南、青岛先行", "砚溪县:建设两个园区", "确定一批试点城市")]
    [True, True, False]
    """
    import rjieba  # loads its dictionary

    if _NAMED_PLACE.search(text):
        return True
    return any(
        tag in ("ns", "nsf") and len(word) > 1 and word not in _NO_PLACES for word, tag in rjieba.tag(text)
    )


@lru_cache(maxsize=65536)
def _may_be_name(name: str, ordinary: frozenset[str]) -> bool:
    import rjieba  # loads its dictionary

    words = rjieba.tag(name, False)
    if name in _NO_PLACES:
        return False
    if len(words) == 1:
        return words[0][1] in _PLACE_TAGS or name not in ordinary
    # An unknown name falls apart into characters; 实现地 (before 区) falls into a word and a rest.
    return len(words) == len(name)


def _is_whole(name: str, folded: str, spans: list[tuple[int, int]]) -> bool:
    """Tell whether name and ending begin and end where words do, in most of the first occurrences."""
    looked_at = spans[:_CONTEXTS]
    whole = 0
    for start, end in looked_at:
        first = max(0, start - _REACH)
        ends = _word_ends(folded[first : end + _REACH // 2])
        inner = any(start < first + at < end for at in ends)
        cut = {first + at for at in ends}
        whole += start in cut and end in cut and (start + len(name) in cut or not inner)
    return 2 * whole >= len(looked_at)


def _word_ends(text: str) -> list[int]:
    """Return where words begin and end in a text, its beginning and end included."""
    import rjieba

    ends = [0]
    for word in rjieba.cut(text):
        ends.append(ends[-1] + len(word))
    return ends
