from __future__ import annotations

import pytest

from index.encoders.segmentation import Segmenter
from index.training.recipe import VocabularySize
from index.training.sources import word_parts
from index.training.vocabulary import Vocabulary, WordCounts, build_vocabulary

SIZE = VocabularySize(
    chinese_words=50, characters=100, english_words=50, english_fragments=60, numbers=10, minimum_count=2
)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    counts = WordCounts()
    for _ in range(5):
        counts.add("高新区由综合执法队伍负责执法", "高新區由綜合執法隊伍負責執法")
        counts.add("劳动合同在2023年签订，里程", "勞動合同在2023年簽訂，里程")
        counts.add("Enforcement of labour contracts in the zone")
        counts.add(
            "高新區裡誰來執法，高新区里谁来执法"
        )  # a Traditional text where only Simplified is expected
    return build_vocabulary(counts, SIZE)


def pieces_of(vocabulary: Vocabulary, text: str) -> list[str]:
    return [vocabulary.pieces[vocabulary.rows[token]] for token in vocabulary.tokenizer.encode(text).ids]


def test_chinese_text_falls_into_the_words_that_were_counted(vocabulary: Vocabulary) -> None:
    import rjieba

    text = "高新区由综合执法队伍负责执法"
    assert pieces_of(vocabulary, text) == rjieba.cut(text, False)


def test_both_scripts_have_the_same_rows(vocabulary: Vocabulary) -> None:
    assert pieces_of(vocabulary, "綜合執法") == pieces_of(vocabulary, "综合执法")
    assert pieces_of(vocabulary, "裡誰來") == pieces_of(vocabulary, "里谁来")
    assert "<unk>" not in pieces_of(vocabulary, "綜合執法裡")


def test_width_case_and_punctuation_make_no_difference(vocabulary: Vocabulary) -> None:
    assert pieces_of(vocabulary, "ＬＡＢＯＵＲ,-contracts'  “劳动”２０２３") == pieces_of(
        vocabulary, "labour contracts 劳动2023"
    )


def test_an_english_word_is_one_piece_wherever_it_stands(vocabulary: Vocabulary) -> None:
    assert pieces_of(vocabulary, "zone") == ["▁zone"]
    assert pieces_of(vocabulary, "高新区zone的") == [*pieces_of(vocabulary, "高新区"), "▁zone", "<unk>"]


def test_an_unknown_english_word_is_made_of_fragments(vocabulary: Vocabulary) -> None:
    pieces = pieces_of(vocabulary, "zoneless")
    assert len(pieces) > 1
    assert "<unk>" not in pieces
    assert "".join(pieces) == "▁zoneless"


def test_the_same_counts_give_the_same_vocabulary(vocabulary: Vocabulary) -> None:
    counts = WordCounts()
    for _ in range(5):
        counts.add("高新區裡誰來執法，高新区里谁来执法")
        counts.add("Enforcement of labour contracts in the zone")
        counts.add("劳动合同在2023年签订，里程", "勞動合同在2023年簽訂，里程")
        counts.add("高新区由综合执法队伍负责执法", "高新區由綜合執法隊伍負責執法")
    again = build_vocabulary(counts, SIZE)
    assert again.pieces == vocabulary.pieces
    assert again.tokenizer.to_str() == vocabulary.tokenizer.to_str()


def test_the_encoder_reads_the_tokenizer_without_it(vocabulary: Vocabulary) -> None:
    texts = ["高新區由综合执法队伍负责执法", "ＬＡＢＯＵＲ contracts' zoneless", "2023年签订", "犇"]
    for text, tokens in zip(texts, Segmenter(vocabulary.tokenizer).tokenize(texts), strict=True):
        ids = vocabulary.tokenizer.encode(text).ids
        assert tokens.tolist() == [token for token in ids if vocabulary.rows[token] > 0]


def test_the_parts_of_a_word_spell_the_word(vocabulary: Vocabulary) -> None:
    parts = word_parts(vocabulary)
    split = 0
    for row, piece in enumerate(vocabulary.pieces):
        first, last = parts.sentence_starts[row], parts.sentence_starts[row + 1]
        tokens = [vocabulary.pieces[token] for token in parts.tokens[first:last]]
        if tokens:
            split += 1
            assert len(tokens) > 1
            assert "".join(tokens) == piece
    assert split > 5
