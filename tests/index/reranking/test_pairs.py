from __future__ import annotations

import numpy as np

from index.encoders import load_bundled
from index.reranking.pairs import CHUNK, PADDING, QUESTION, PairTokenizer, by_length, pad

FILLER = "推进园区基础设施建设，完善道路、供水和供电条件，提升服务水平。"
ASKED = "综合行政执法中队编制十二名。"


def words(tokens: np.ndarray) -> list[int]:
    return [int(token) for token in tokens]


def is_within(part: list[int], whole: list[int]) -> bool:
    return any(whole[start : start + len(part)] == part for start in range(len(whole) - len(part) + 1))


def test_of_a_long_chunk_the_window_that_speaks_of_the_question_is_read() -> None:
    encoder = load_bundled()
    sentence = words(encoder.token_ids([ASKED])[0])
    for before, after in ((0, 60), (30, 30), (60, 0)):
        text = f"二、重点任务\n{FILLER * before}{ASKED}{FILLER * after}"
        ((_, read),) = PairTokenizer(encoder).sequences(["执法中队编制多少名"], [text])
        assert len(read) < 120
        assert is_within(sentence, words(read))
    ((_, unasked),) = PairTokenizer(encoder).sequences(
        ["道路和供水"], [f"\n{FILLER * 30}{ASKED}{FILLER * 30}"]
    )
    assert not is_within(sentence, words(unasked))


def test_a_short_chunk_is_read_whole_behind_its_heading() -> None:
    encoder = load_bundled()
    tokens = encoder.token_ids(["二、重点任务 3.统一执法", ASKED, "谁来执法"])
    heading, body, question = (words(one) for one in tokens)
    ((asked, read),) = PairTokenizer(encoder).sequences(["谁来执法"], [f"二、重点任务 3.统一执法\n{ASKED}"])
    assert words(asked) == question
    assert words(read) == heading + body


def test_of_a_long_heading_the_end_is_read_and_of_a_long_question_the_beginning() -> None:
    encoder = load_bundled()
    ((asked, read),) = PairTokenizer(encoder).sequences(
        [f"{ASKED}{FILLER * 20}"], [f"{FILLER * 20} 3.统一执法\n{ASKED}"]
    )
    assert is_within(words(encoder.token_ids(["统一执法"])[0]), words(read))
    assert words(asked)[:5] == words(encoder.token_ids([ASKED])[0])[:5]
    assert len(asked) == 40
    assert len(read) == 32 + len(encoder.token_ids([ASKED])[0])


def test_questions_are_paired_with_their_own_chunks() -> None:
    encoder = load_bundled()
    questions, texts = ["谁来执法", "who pays"], [f"一\n{ASKED}", f"二\n{FILLER}"]
    pairs = PairTokenizer(encoder)
    together = pairs.sequences(questions, texts)
    for question, text, (asked, read) in zip(questions, texts, together, strict=True):
        ((own_asked, own_read),) = pairs.sequences([question], [text])
        np.testing.assert_array_equal(asked, own_asked)
        np.testing.assert_array_equal(read, own_read)


def test_a_batch_is_as_long_as_its_longest_pair() -> None:
    batch = pad([(np.array([7, 8]), np.array([9])), (np.array([5]), np.array([1, 2, 3]))])
    assert batch.tokens.tolist() == [[7, 8, 9, 0], [5, 1, 2, 3]]
    assert batch.segments.tolist() == [[QUESTION, QUESTION, CHUNK, PADDING], [QUESTION, CHUNK, CHUNK, CHUNK]]
    empty = np.array([], dtype=np.int64)
    assert pad([(empty, empty)]).tokens.shape == (1, 1)


def test_groups_hold_every_pair_once_and_pairs_of_nearly_one_length() -> None:
    rng = np.random.default_rng(0)
    lengths = rng.integers(1, 100, 50).tolist()
    sequences = [(np.zeros(3, dtype=np.int64), np.zeros(length, dtype=np.int64)) for length in lengths]
    groups = list(by_length(sequences, 8))
    assert sorted(place for group in groups for place in group) == list(range(50))
    assert [len(group) for group in groups] == [8] * 6 + [2]
    assert [lengths[place] for group in groups for place in group] == sorted(lengths)
