"""The page in a real browser, with no request to another host and no error in its console (see `visit`)."""

from __future__ import annotations

import gc

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from app.ui.labels import CHINESE, ENGLISH
from tests.app.ui.conftest import NARROW, Visit, served
from tests.app.ui.desk_fakes import DOCUMENTS, HOSTILE, FakeAssistant

pytestmark = [
    pytest.mark.browser,
    # Gradio's queue sums up its events with what pandas is about to drop; the page does not use the sum.
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated:DeprecationWarning"),
]

QUOTES = ["组建联合执法队伍,负责高新区执法。", "县城管局牵头,县应急局配合。"]


def ask(page: Page, question: str) -> None:
    turns = page.locator(".tw-turn").count()
    page.fill("#tw-question textarea", question)
    page.press("#tw-question textarea", "Enter")
    expect(page.locator(".tw-turn")).to_have_count(turns + 1)
    expect(page.locator(".tw-asking")).to_have_count(0)


def highlighted(page: Page) -> str | None:
    return page.locator("#tw-source mark").text_content()


def is_inside(page: Page, selector: str, frame: str) -> bool:
    """Say whether an element can be seen within its scrolling frame and the window."""
    inner, outer = page.locator(selector).bounding_box(), page.locator(frame).bounding_box()
    size = page.viewport_size
    assert inner
    assert outer
    assert size
    return (
        outer["y"] - 1 <= inner["y"]
        and inner["y"] + inner["height"] <= min(outer["y"] + outer["height"], size["height"]) + 1
    )


def _living_components() -> int:
    """Count Gradio's components in this process, which serves the page."""
    gc.collect()
    return sum(str(type(thing).__module__).startswith("gradio.components") for thing in gc.get_objects())


@pytest.mark.parametrize(
    ("locale", "question"), [("zh-CN", "高新区里谁来执法"), ("en-US", "who handles enforcement in the zone?")]
)
def test_an_answer_has_markers_cards_and_the_exact_quotes(visit: Visit, locale: str, question: str) -> None:
    page = visit(locale)
    ask(page, question)
    assert page.locator(".tw-question").all_text_contents() == [question]
    assert page.locator(".tw-marker").all_text_contents() == ["[1]", "[2]"]
    assert page.locator(".tw-card .tw-badge").all_text_contents() == ["[1]", "[2]"]
    assert page.locator(".tw-card .tw-quote").all_text_contents() == QUOTES
    assert highlighted(page) == QUOTES[0]


def test_a_click_on_a_marker_or_a_card_shows_the_quote_in_its_source(visit: Visit) -> None:
    page = visit()
    ask(page, "谁来执法")
    page.click(".tw-marker >> text=[2]")
    expect(page.locator("#tw-source mark")).to_have_text(QUOTES[1])
    assert page.locator(".tw-document").text_content() == DOCUMENTS[0].text
    assert (
        page.locator(".tw-clause").text_content()
        == DOCUMENTS[0].clauses()[3].path[0] + "。" + "".join(QUOTES) + "\n"
    )
    page.click(".tw-card >> nth=0")
    expect(page.locator("#tw-source mark")).to_have_text(QUOTES[0])
    expect(page.locator(".tw-card.tw-chosen .tw-badge")).to_have_text("[1]")


def test_a_quote_deep_in_a_long_document_is_scrolled_to_and_again_on_a_second_click(visit: Visit) -> None:
    page = visit()
    ask(page, "期限")
    assert highlighted(page) == "三十日内"
    assert is_inside(page, "#tw-source mark", "#tw-source .tw-scroll")
    page.evaluate("document.querySelector('#tw-source .tw-scroll').scrollTop = 0")
    assert not is_inside(page, "#tw-source mark", "#tw-source .tw-scroll")
    page.click(".tw-marker")
    page.wait_for_function("document.querySelector('#tw-source .tw-scroll').scrollTop > 0")
    assert is_inside(page, "#tw-source mark", "#tw-source .tw-scroll")


def test_a_quote_is_scrolled_to_after_an_abstention_has_emptied_the_source(visit: Visit) -> None:
    page = visit("zh-CN", NARROW)
    ask(page, "期限")
    ask(page, "天气")
    page.click(".tw-turn >> nth=0 >> .tw-marker")
    expect(page.locator("#tw-source mark")).to_have_text("三十日内")
    page.wait_for_function("document.querySelector('#tw-source .tw-scroll').scrollTop > 0")
    assert is_inside(page, "#tw-source mark", "#tw-source .tw-scroll")


def test_an_abstention_is_no_answer_and_its_clauses_are_tips(visit: Visit) -> None:
    page = visit()
    ask(page, "天气怎么样")
    expect(page.locator(".tw-abstained")).to_contain_text(CHINESE.abstained)
    assert page.locator(".tw-answer").count() == 0
    assert page.locator(".tw-marker").count() == 0
    expect(page.locator("#tw-evidence")).to_contain_text(CHINESE.tips_note)
    page.click(".tw-card.tw-tip")
    expect(page.locator("#tw-source mark")).to_have_text("每年十二月底前报告进展。")


@pytest.mark.parametrize(
    ("locale", "language", "welcome"),
    [("zh-TW", "zh-CN", CHINESE.welcome), ("en-GB", "en", ENGLISH.welcome)],
)
def test_the_page_opens_in_the_browsers_language(
    visit: Visit, locale: str, language: str, welcome: str
) -> None:
    page = visit(locale)
    expect(page.locator(".tw-welcome h2")).to_have_text(welcome)
    assert page.evaluate("document.documentElement.lang") == language


def test_the_language_switch_changes_labels_and_leaves_quotes_as_printed(visit: Visit) -> None:
    page = visit("zh-CN")
    ask(page, "谁来执法")
    page.click("#tw-language >> text=English")
    expect(page.locator("#tw-evidence h2")).to_have_text(ENGLISH.evidence)
    expect(page.locator("#tw-ask")).to_have_text(ENGLISH.ask)
    expect(page.locator("#tw-filter")).to_contain_text(ENGLISH.filter.format(count=len(DOCUMENTS)))
    assert page.locator(".tw-card .tw-quote").all_text_contents() == QUOTES
    assert page.evaluate("document.documentElement.lang") == "en"
    page.click("#tw-language >> text=中文")
    expect(page.locator("#tw-evidence h2")).to_have_text(CHINESE.evidence)


def test_the_filter_limits_the_question_to_the_chosen_documents(
    visit: Visit, assistant: FakeAssistant
) -> None:
    page = visit()
    page.click("#tw-filter input")
    page.click("[role=option] >> text=长办法")
    page.keyboard.press("Escape")
    ask(page, "谁来执法")
    expect(page.locator(".tw-abstained")).to_have_count(1)
    assert assistant.asked[-1][2] == ["long"]
    page.click("#tw-new")
    expect(page.locator(".tw-welcome")).to_have_count(1)
    ask(page, "谁来执法")
    expect(page.locator(".tw-answer")).to_have_count(1)
    assert assistant.asked[-1][2] is None


def test_earlier_questions_go_with_the_next_one_until_the_conversation_starts_anew(
    visit: Visit, assistant: FakeAssistant
) -> None:
    page = visit()
    ask(page, "谁来执法")
    ask(page, "那期限呢")
    assert [line.content for line in assistant.asked[-1][1] if line.role == "user"] == ["谁来执法"]
    page.click("#tw-new")
    expect(page.locator(".tw-welcome")).to_have_count(1)
    expect(page.locator(".tw-card")).to_have_count(0)
    ask(page, "期限")
    assert assistant.asked[-1][1] == []


def test_two_visitors_do_not_see_each_others_questions(visit: Visit, assistant: FakeAssistant) -> None:
    first, second = visit(), visit()
    ask(first, "谁来执法")
    ask(second, "期限")
    assert assistant.asked[-1][1] == []
    assert second.locator(".tw-question").all_text_contents() == ["期限"]
    ask(first, "天气")
    assert first.locator(".tw-question").all_text_contents() == ["谁来执法", "天气"]


def test_an_example_question_is_asked_with_a_click(visit: Visit, assistant: FakeAssistant) -> None:
    page = visit()
    page.click(".tw-example >> text=统一执法")
    expect(page.locator(".tw-answer")).to_have_count(1)
    assert assistant.asked[-1][0] == "“统一执法”由哪些单位负责？"


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("长" * 2001, CHINESE.problem_long.format(limit=2000)),
        ("出现错误", CHINESE.problem_failed),
        ("让它崩溃", CHINESE.problem_failed),
    ],
)
def test_what_goes_wrong_is_a_friendly_line_and_the_question_stays_to_be_mended(
    visit: Visit, question: str, line: str
) -> None:
    page = visit()
    ask(page, question)
    expect(page.locator(".tw-reply.tw-problem")).to_contain_text(line)
    assert page.input_value("#tw-question textarea") == question


def test_hostile_text_is_shown_as_text_and_loads_nothing(visit: Visit) -> None:
    page = visit()
    ask(page, '恶意 <img src="http://evil.example/question.png" onerror="window.hacked=9">')
    quote = HOSTILE[HOSTILE.index("本条含有") : HOSTILE.index("到此为止。") + 5]
    assert highlighted(page) == quote
    assert page.locator(".tw-document").text_content() == HOSTILE
    assert page.locator(".tw-card .tw-quote").text_content() == quote
    expect(page.locator(".tw-card h3")).to_have_text(DOCUMENTS[1].title)
    expect(page.locator(".tw-question")).to_contain_text("<img src=")
    page.click("#tw-filter input")
    expect(page.locator("[role=option]")).to_have_count(len(DOCUMENTS))
    assert page.locator("#tw-main img, #tw-main iframe, #tw-main script").count() == 0
    assert page.evaluate("window.hacked") is None


def test_copying_puts_answer_and_sources_on_the_clipboard(visit: Visit, address: str) -> None:
    page = visit()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    ask(page, "谁来执法")
    page.click(f"text={CHINESE.copy_answer}")
    expect(page.locator(f"text={CHINESE.copied}")).to_have_count(1)
    copied = page.evaluate("navigator.clipboard.readText()")
    for part in (*QUOTES, DOCUMENTS[0].title, "(二)统一执法", "plan.txt"):
        assert part in copied


def test_copying_works_where_the_browser_has_no_clipboard_interface(visit: Visit, address: str) -> None:
    page = visit()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    ask(page, "期限")
    page.evaluate("Object.defineProperty(window, 'isSecureContext', {value: false})")
    page.click(f"text={CHINESE.copy_citation}")
    expect(page.locator(f"text={CHINESE.copied}")).to_have_count(1)
    assert "“三十日内”" in page.evaluate("navigator.clipboard.readText()")


def test_on_a_narrow_screen_all_fits_and_the_source_opens_over_the_rest(visit: Visit) -> None:
    page = visit("zh-CN", NARROW)
    ask(page, "谁来执法")
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    assert not page.is_visible("#tw-source")
    page.click(".tw-marker >> text=[2]")
    expect(page.locator("#tw-source mark")).to_have_text(QUOTES[1])
    assert page.is_visible("#tw-source mark")
    assert is_inside(page, "#tw-source mark", "#tw-source .tw-scroll")
    page.click(".tw-close")
    assert not page.is_visible("#tw-source")
    assert page.is_visible("#tw-question textarea")


def test_the_newest_question_is_in_sight_in_a_long_conversation(visit: Visit) -> None:
    page = visit()
    for _ in range(6):
        ask(page, "谁来执法")
    assert is_inside(page, ".tw-turn >> nth=-1 >> .tw-question", "#tw-talk")
    assert not is_inside(page, ".tw-turn >> nth=0 >> .tw-question", "#tw-talk")


def test_a_session_does_not_grow_by_components_with_each_question(visit: Visit) -> None:
    page = visit()
    ask(page, "谁来执法")
    before = _living_components()
    for _ in range(3):
        ask(page, "谁来执法")
        page.click(".tw-turn >> nth=0 >> .tw-marker >> nth=0")
        expect(page.locator(".tw-turn >> nth=0 >> .tw-marker.tw-chosen")).to_have_count(1)
    assert _living_components() == before


def test_an_empty_library_says_how_to_add_documents(browser: Browser) -> None:
    with served(FakeAssistant([])) as url, browser.new_context(locale="en-US") as context:
        page = context.new_page()
        page.goto(url)
        expect(page.locator(".tw-library-empty h2")).to_have_text(ENGLISH.library_empty)
        expect(page.locator(".tw-library-empty code")).to_have_text("tiaowen ingest PATH")


def test_the_page_takes_no_uploads_and_offers_no_interface_of_its_own(visit: Visit, address: str) -> None:
    upload = httpx.post(f"{address}/gradio_api/upload", files={"files": ("a.txt", b"two bytes and more")})
    assert upload.status_code == 413
    interface = httpx.get(f"{address}/gradio_api/info").json()
    assert interface["named_endpoints"] == {}
    page = visit()
    assert page.locator("a[href^=http]").count() == 0
