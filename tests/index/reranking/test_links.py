from __future__ import annotations

import numpy as np
import pytest

from index import EverydayWords, Glossary, TranslationTable
from index.encoders import load_bundled
from index.reranking.links import LINK_FEATURES, TermLinker

EVERYDAY = "word\tsaid_as\n掏\t承担|出资\n大概\t\nidle\t闲置|荒废\nsick leave\t病假\nthe\t\n"


@pytest.fixture(scope="module")
def linker() -> TermLinker:
    table = TranslationTable({"road": [("道路", 0.6), ("路", 0.05)], "leave": [("离开", 0.5)]})
    return TermLinker(Glossary.load(), EverydayWords.parse(EVERYDAY), table)


def links(
    linker: TermLinker, question: str, chunk: str
) -> tuple[dict[str, list[float]], dict[str, list[float]]]:
    """Return the features of the tokens that have some, by token."""
    encoder = load_bundled()
    asked, said = (encoder.token_words(ids) for ids in encoder.token_ids([question, chunk]))
    found = linker.link(linker.read_question(asked), said)
    assert [one.shape for one in found] == [(len(asked), LINK_FEATURES), (len(said), LINK_FEATURES)]
    named = [
        dict(zip(tokens, rows.tolist(), strict=True))
        for tokens, rows in zip((asked, said), found, strict=True)
    ]
    return named[0], named[1]


def test_what_is_printed_as_asked_is_marked_on_both_sides(linker: TermLinker) -> None:
    asked, said = links(linker, "谁来修路", "县交通局负责修路")
    assert asked["修路"] == said["修路"] == [1.0, 0.0, 0.0]
    assert asked["谁"] == said["负责"] == [0.0, 0.0, 0.0]


def test_an_everyday_word_is_found_as_policies_say_it(linker: TermLinker) -> None:
    asked, said = links(linker, "谁来掏钱", "费用由县财政承担")
    assert asked["掏"] == said["承担"] == pytest.approx([0.0, 0.6, 0.0])


def test_a_known_word_that_is_not_said_is_told_from_an_unknown_one(linker: TermLinker) -> None:
    asked, _ = links(linker, "who leaves kangaroos idle", "企业取得土地")
    assert asked["▁idle"] == [0.0, 0.0, 1.0]
    assert asked["▁who"] == [0.0, 0.0, 0.0]
    asked, _ = links(linker, "who leaves the land idle", "土地闲置满两年")
    assert asked["▁idle"] == pytest.approx([0.0, 0.6, 0.0])


def test_both_scripts_are_one(linker: TermLinker) -> None:
    asked, said = links(linker, "誰來掏錢", "費用由縣財政承擔")
    assert asked["掏"] == said["承擔"] == pytest.approx([0.0, 0.6, 0.0])


def test_likely_translations_count_and_unlikely_ones_do_not(linker: TermLinker) -> None:
    table = linker.read_question(["▁roads"])
    (term,) = table.terms
    assert dict(term.variants).get("道路")
    assert "路" not in term.variants


def test_numbers_and_latin_words_count_as_whole_tokens(linker: TermLinker) -> None:
    asked, said = links(linker, "AI within 30 days", "130日内,AI企业30家")
    assert asked["30"] == said["30"] == [1.0, 0.0, 0.0]
    assert said["130"] == [0.0, 0.0, 0.0]
    assert said["▁ai"][0] == 1.0


def test_a_phrase_goes_before_its_words(linker: TermLinker) -> None:
    _, said = links(linker, "who grants sick leave", "病假由局长批准,不得离开")
    assert said["病假"] == pytest.approx([0.0, 0.6, 0.0])
    assert said["离开"] == [0.0, 0.0, 0.0]
    _, said = links(linker, "who may leave", "病假由局长批准,不得离开")
    assert said["病假"] == [0.0, 0.0, 0.0]
    assert said["离开"] == pytest.approx([0.0, 0.7, 0.0])


def test_nothing_is_linked_with_nothing(linker: TermLinker) -> None:
    empty = linker.read_question([])
    for rows in (*linker.link(empty, []), *linker.link(linker.read_question(["谁"]), [])):
        assert rows.dtype == np.float32
        assert rows.shape[1] == LINK_FEATURES
        assert not rows.any()
