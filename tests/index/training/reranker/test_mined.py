from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.training.reranker.mined import MinedQuestion, ReadText, mined_pairs, read_mined, write_mined

QUESTION = MinedQuestion(
    "谁登记?",
    (
        ReadText("chunk", "甲\n最像的错", False),
        ReadText("chunk", "甲\n对", True),
        ReadText("chunk", "甲\n说不清", None),
        *(ReadText("chunk", f"甲\n错{number}", False) for number in range(9)),
        ReadText("sentence", "甲\n对的句子", True),
        ReadText("quotes", "甲\n引文", False),
    ),
)


def test_what_answers_is_right_and_the_wrong_text_that_stood_highest_is_always_there() -> None:
    for seed in range(5):
        pairs = mined_pairs([QUESTION], 4, np.random.default_rng(seed))
        labels = {pair.chunk: pair.label for pair in pairs}
        assert {pair.question for pair in pairs} == {"谁登记?"}
        assert {text for text, label in labels.items() if label == 1.0} == {"甲\n对", "甲\n对的句子"}
        assert labels["甲\n最像的错"] == labels["甲\n引文"] == 0.0
        assert "甲\n说不清" not in labels
        assert sum(text.startswith("甲\n错") for text in labels) == 3


def test_each_pass_draws_other_wrong_texts() -> None:
    drawn = {
        tuple(pair.chunk for pair in mined_pairs([QUESTION], 4, np.random.default_rng(seed)))
        for seed in range(9)
    }
    assert len(drawn) > 3


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "mined.jsonl"
    assert write_mined(file, [QUESTION, MinedQuestion("空?", ())]) == 2
    assert list(read_mined(file)) == [QUESTION, MinedQuestion("空?", ())]
    assert write_mined(file, []) == 0


def test_an_unfinished_file_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "mined.jsonl"
    file.write_text('{"question": "谁登记?", "te', encoding="utf-8")
    with pytest.raises(ValueError, match="Unterminated string"):
        list(read_mined(file))
