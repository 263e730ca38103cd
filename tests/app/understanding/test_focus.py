from __future__ import annotations

import pytest

from app.understanding import focus_of, understand
from app.understanding.lexicon import build_lexicon
from app.understanding.terms import find_terms
from index import Snapshot


@pytest.mark.parametrize(
    ("text", "behind", "before"),
    [
        ("谁批准延期？", "批准", None),
        ("青蘅的补助由谁拨付？", "拨付", "补助"),
        ("土壤调查多少钱？", "钱", "土壤调查"),
        ("Who pays for the survey?", "who pays", None),
        ("When did Qingheng close its station?", "close", None),
        ("执法队伍", None, None),
    ],
)
def test_the_focus_stands_beside_the_asking_word(
    sample_snapshot: Snapshot, text: str, behind: str | None, before: str | None
) -> None:
    documents = [sample_snapshot.document(stored.id) for stored in sample_snapshot.documents()]
    question = understand(text)
    terms = find_terms(question, build_lexicon(documents), sample_snapshot)
    found = [None if place is None else terms[place].word for place in focus_of(question, terms)]
    assert found == [behind, before]
