import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.conversation import Choice
from app.ui.labels import CHINESE
from app.ui.source import cut_excerpt, source_view
from ingest import Span
from tests.app.ui.desk_fakes import DOCUMENTS
from tests.app.ui.shown import shown_text


@given(
    data=st.data(),
    text=st.text(alphabet="一二甲。\n\r<&", min_size=1, max_size=200),
    margin=st.integers(0, 50),
)
def test_excerpt_is_an_exact_stretch_of_the_text_with_the_whole_clause(
    data: st.DataObject, text: str, margin: int
) -> None:
    clause_start, start, end, clause_end = sorted(
        data.draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4))
    )
    if start == end:
        return
    excerpt = cut_excerpt(text, Span(start, end), Span(clause_start, clause_end), margin)
    parts = (excerpt.before, excerpt.clause_before, excerpt.quote, excerpt.clause_after, excerpt.after)
    assert "".join(parts) == text[excerpt.start : excerpt.end]
    assert excerpt.quote == text[start:end]
    assert excerpt.clause_before + excerpt.quote + excerpt.clause_after == text[clause_start:clause_end]
    assert len(excerpt.before) <= margin
    assert len(excerpt.after) <= margin
    assert (excerpt.omitted_before, excerpt.omitted_after) == (excerpt.start, len(text) - excerpt.end)


def test_a_cut_falls_between_lines_where_it_can() -> None:
    text = "第一行\n第二行\n第三条\n第四行\n第五行\n"
    start = text.index("第三条")
    excerpt = cut_excerpt(text, Span(start, start + 3), Span(start, start + 3), margin=6)
    assert excerpt.before == "第二行\n"
    assert excerpt.after == "\n第四行"


@pytest.mark.parametrize(
    ("quote", "clause"),
    [
        (Span(3, 3), Span(0, 5)),
        (Span(4, 6), Span(0, 5)),
        (Span(1, 2), Span(2, 5)),
        (Span(8, 11), Span(8, 11)),
    ],
)
def test_a_quote_outside_its_clause_or_text_is_refused(quote: Span, clause: Span) -> None:
    with pytest.raises(ValueError, match="is not inside clause"):
        cut_excerpt("十个字的一段文字在此", quote, clause)


def test_the_view_shows_the_document_as_it_is_with_the_quote_marked() -> None:
    document = DOCUMENTS[1]
    start = document.text.index("本条含有")
    cited = document.cite(document.text[start : document.text.index("到此为止。") + 5], 1)
    clause = document.clauses()[0]
    excerpt = cut_excerpt(document.text, Span(cited.start, cited.end), Span(clause.start, clause.end))
    shown = source_view(cited, excerpt, Choice(1, 1, 1), CHINESE)
    assert shown_text(shown, "mark") == [cited.quote]
    assert shown_text(shown, "div", "tw-document") == [document.text]
