from __future__ import annotations

import numpy as np

from index.encoders import load_bundled
from index.reranking.links import LINK_FEATURES
from index.reranking.pairs import CHUNK, PADDING, QUESTION, Pair, PairTokenizer, by_length, pad

FILLER = "推进园区基础设施建设，完善道路、供水和供电条件，提升服务水平。"
ASKED = "综合行政执法中队编制十二名。"


def words(tokens: np.ndarray) -> list[int]:
    return [int(token) for token in tokens]


def linked(question: list[int], chunk: list[int]) -> Pair:
    """Return a pair of these tokens; its first feature is 1 in the question and 2 in the chunk."""
    sides = [np.zeros((len(side), LINK_FEATURES), dtype=np.float32) for side in (question, chunk)]
    for number, side in enumerate(sides, start=1):
        side[:, 0] = number
    return Pair(np.array(question, dtype=np.int64), np.array(chunk, dtype=np.int64), *sides)


def is_within(part: list[int], whole: list[int]) -> bool:
    return any(whole[start : start + len(part)] == part for start in range(len(whole) - len(part) + 1))


def test_of_a_long_chunk_the_window_that_speaks_of_the_question_is_read() -> None:
    encoder = load_bundled()
    sentence = words(encoder.token_ids([ASKED])[0])
    for before, after in ((0, 60), (30, 30), (60, 0)):
        text = f"二、重点任务\n{FILLER * before}{ASKED}{FILLER * after}"
        (pair,) = PairTokenizer(encoder).pairs(["执法中队编制多少名"], [text])
        assert len(pair.chunk) < 120
        assert is_within(sentence, words(pair.chunk))
    (unasked,) = PairTokenizer(encoder).pairs(["道路和供水"], [f"\n{FILLER * 30}{ASKED}{FILLER * 30}"])
    assert not is_within(sentence, words(unasked.chunk))


def test_a_short_chunk_is_read_whole_behind_its_heading() -> None:
    encoder = load_bundled()
    tokens = encoder.token_ids(["二、重点任务 3.统一执法", ASKED, "谁来执法"])
    heading, body, question = (words(one) for one in tokens)
    (pair,) = PairTokenizer(encoder).pairs(["谁来执法"], [f"二、重点任务 3.统一执法\n{ASKED}"])
    assert words(pair.question) == question
    assert words(pair.chunk) == heading + body
    assert pair.question_links.shape == (len(question), LINK_FEATURES)
    assert pair.chunk_links.shape == (len(heading + body), LINK_FEATURES)


def test_of_a_long_heading_the_end_is_read_and_of_a_long_question_the_beginning() -> None:
    encoder = load_bundled()
    (pair,) = PairTokenizer(encoder).pairs([f"{ASKED}{FILLER * 20}"], [f"{FILLER * 20} 3.统一执法\n{ASKED}"])
    assert is_within(words(encoder.token_ids(["统一执法"])[0]), words(pair.chunk))
    assert words(pair.question)[:5] == words(encoder.token_ids([ASKED])[0])[:5]
    assert len(pair.question) == 40
    assert len(pair.chunk) == 32 + len(encoder.token_ids([ASKED])[0])


def test_questions_are_paired_with_their_own_chunks() -> None:
    encoder = load_bundled()
    questions, texts = ["谁来执法", "who pays"], [f"一\n{ASKED}", f"二\n{FILLER}"]
    tokenizer = PairTokenizer(encoder)
    together = tokenizer.pairs(questions, texts)
    for question, text, pair in zip(questions, texts, together, strict=True):
        (alone,) = tokenizer.pairs([question], [text])
        np.testing.assert_array_equal(pair.question, alone.question)
        np.testing.assert_array_equal(pair.chunk, alone.chunk)
        np.testing.assert_array_equal(pair.question_links, alone.question_links)
        np.testing.assert_array_equal(pair.chunk_links, alone.chunk_links)


def test_a_batch_is_as_long_as_its_longest_pair() -> None:
    batch = pad([linked([7, 8], [9]), linked([5], [1, 2, 3])])
    assert batch.tokens.tolist() == [[7, 8, 9, 0], [5, 1, 2, 3]]
    assert batch.segments.tolist() == [[QUESTION, QUESTION, CHUNK, PADDING], [QUESTION, CHUNK, CHUNK, CHUNK]]
    assert batch.links[..., 0].tolist() == [[1, 1, 2, 0], [1, 2, 2, 2]]
    assert batch.links.shape == (2, 4, LINK_FEATURES)
    assert pad([linked([], [])]).tokens.shape == (1, 1)


def test_groups_hold_every_pair_once_and_pairs_of_nearly_one_length() -> None:
    rng = np.random.default_rng(0)
    lengths = rng.integers(1, 100, 50).tolist()
    groups = list(by_length([linked([0] * 3, [0] * length) for length in lengths], 8))
    assert sorted(place for group in groups for place in group) == list(range(50))
    assert [len(group) for group in groups] == [8] * 6 + [2]
    assert [lengths[place] for group in groups for place in group] == sorted(lengths)
