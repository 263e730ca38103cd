"""The page's components and events: the one file that imports Gradio (import it by `mount_page` only)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr
from fastapi import FastAPI

from app.ui import render
from app.ui.conversation import Choice, Turn, Turns, append_turn, find_turn, next_number
from app.ui.desk import Assistant, Desk
from app.ui.labels import LABELS, Labels, Language, language_of
from app.ui.source import empty_source

STATIC = Path(__file__).parent / "static"
# Questions answered at one time, and waiting; one more is told to come back.
CONCURRENT_QUESTIONS = 4
WAITING_QUESTIONS = 200
# Visitors whose conversation is kept; the one longest away is forgotten first.
SESSIONS = 1000
# Fonts of the visitor's own machine: none is fetched.
FONTS = (
    "system-ui",
    "Segoe UI",
    "PingFang SC",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "sans-serif",
)

Updates = dict[Any, Any]  # component -> its new value, as Gradio takes them


def mount_blocks(api: FastAPI, assistant: Assistant) -> FastAPI:
    """Build the page for an assistant and mount it at "/"."""
    blocks = Page(Desk(assistant)).blocks
    blocks.queue(api_open=False, max_size=WAITING_QUESTIONS)
    blocks.state_session_capacity = SESSIONS
    mounted: FastAPI = gr.mount_gradio_app(
        api,
        blocks,
        path="/",
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size=1,  # byte: the page takes no files, and Gradio's upload route cannot be left out
        favicon_path=str(STATIC / "favicon.png"),
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        theme=gr.themes.Base(font=FONTS, font_mono=("ui-monospace", "Consolas", "monospace")),
        css_paths=STATIC / "page.css",
    )
    return mounted


class Page:
    """The components and what their events do; a visitor's data lives in `gr.State`, never here."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        with gr.Blocks(title="条文 Tiaowen", fill_width=True, analytics_enabled=False) as self.blocks:
            self._lay_out(LABELS["zh"])
            self._connect()

    def _lay_out(self, labels: Labels) -> None:
        script = (STATIC / "page.js").read_text(encoding="utf-8")

        def pane(value: str, name: str) -> gr.HTML:
            return gr.HTML(value, js_on_load=script, apply_default_css=False, elem_id=name)

        self._turns, self._choice = gr.State(()), gr.State(None)
        with gr.Row(elem_id="tw-top"):
            self._header = pane(render.header(labels), "tw-header")
            self._language = gr.Radio(
                [("中文", "zh"), ("English", "en")],
                value="zh",
                show_label=False,
                container=False,
                elem_id="tw-language",
            )
        with gr.Row(elem_id="tw-main"):
            with gr.Column(elem_id="tw-chat"):
                with gr.Row(elem_id="tw-tools"):
                    self._documents = gr.Dropdown([], multiselect=True, elem_id="tw-filter")
                    self._new_button = gr.Button(labels.new_conversation, elem_id="tw-new")
                self._talk = pane("", "tw-talk")
                with gr.Row(elem_id="tw-composer"):
                    self._question = gr.Textbox(
                        show_label=False,
                        container=False,
                        lines=1,
                        max_lines=5,
                        autofocus=True,
                        elem_id="tw-question",
                    )
                    self._ask_button = gr.Button(labels.ask, variant="primary", elem_id="tw-ask")
            self._evidence = pane(render.evidence(None, None, labels), "tw-evidence")
            self._source = pane(empty_source(labels), "tw-source")

    def _connect(self) -> None:
        texts = [self._header, self._documents, self._question, self._ask_button, self._new_button]
        panes = [self._talk, self._evidence, self._source]
        states = [self._turns, self._choice]
        context = [self._language, *states]
        quick: dict[str, Any] = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}
        asking: dict[str, Any] = {
            "outputs": [self._question, *states, *panes],
            "show_progress": "hidden",
            "api_visibility": "private",
            "concurrency_limit": CONCURRENT_QUESTIONS,
            "concurrency_id": "questions",
            "trigger_mode": "once",  # a second click while the first is under way is the same question
        }
        self.blocks.load(self._open, outputs=[self._language, *texts, *panes], **quick)
        typed = [self._question, self._documents, *context]
        gr.on([self._question.submit, self._ask_button.click], self._ask, typed, **asking)
        self._talk.example(self._ask_example, [self._documents, *context], **asking)
        self._new_button.click(self._start_anew, self._language, [*states, self._documents, *panes], **quick)
        self._language.input(self._relabel, context, [*texts, *panes], **quick)
        for pane in (self._talk, self._evidence):
            pane.choose(self._choose, context, [self._choice, *panes], **quick)

    def _open(self, request: gr.Request) -> Updates:
        """Show the page in the language that the browser likes."""
        language = language_of(request.headers.get("accept-language"))
        return {self._language: language} | self._texts(language) | self._panes(language, (), None)

    def _ask_example(
        self,
        event: gr.EventData,
        documents: list[str],
        language: Language,
        turns: Turns,
        choice: Choice | None,
    ) -> Iterator[Updates]:
        yield from self._ask(str(event.question), documents, language, turns, choice)

    def _ask(
        self, question: str, documents: list[str], language: Language, turns: Turns, choice: Choice | None
    ) -> Iterator[Updates]:
        """Show the question at once, then its answer with the first citation open in the source pane."""
        labels, question = LABELS[language], question.strip()
        if not question:
            gr.Info(labels.problem_empty)
            return
        waiting = append_turn(turns, Turn(next_number(turns), question))
        # Every output has a value: for one that is left out, Gradio keeps a new component in the session for good.
        before = {self._question: "", self._turns: turns, self._choice: choice}
        yield (
            before
            | self._panes(language, turns, choice)
            | {self._talk: render.conversation(waiting, None, labels)}
        )
        turn = self._desk.reply(question, turns, documents, labels)
        turns = append_turn(turns, turn)
        choice = _first_choice(turn, choice)
        yield {
            self._question: question if turn.problem else "",
            self._turns: turns,
            self._choice: choice,
        } | self._panes(language, turns, choice)

    def _choose(
        self, event: gr.EventData, language: Language, turns: Turns, choice: Choice | None
    ) -> Updates:
        """Open a citation in the source pane, with its fellows in the evidence pane."""
        chosen = Choice(int(event.turn), int(event.marker), choice.clicks + 1 if choice else 1)
        return {self._choice: chosen} | self._panes(language, turns, chosen)

    def _start_anew(self, language: Language) -> Updates:
        """Forget the conversation, and look again at which documents there are."""
        listed = self._filter(LABELS[language]) | {"value": []}
        return {self._turns: (), self._choice: None, self._documents: listed} | self._panes(
            language, (), None
        )

    def _relabel(self, language: Language, turns: Turns, choice: Choice | None) -> Updates:
        return self._texts(language) | self._panes(language, turns, choice)

    def _texts(self, language: Language) -> Updates:
        labels = LABELS[language]
        return {
            self._header: render.header(labels),
            self._documents: self._filter(labels),
            self._question: gr.update(placeholder=labels.question_hint),
            self._ask_button: gr.update(value=labels.ask),
            self._new_button: gr.update(value=labels.new_conversation),
        }

    def _filter(self, labels: Labels) -> Any:
        choices = self._desk.document_choices()
        return gr.update(choices=choices, label=labels.filter.format(count=len(choices)))

    def _panes(self, language: Language, turns: Turns, choice: Choice | None) -> Updates:
        """Return the three panes as they are for a conversation and the citation looked at."""
        labels = LABELS[language]
        talk = render.conversation(turns, choice, labels) if turns else self._desk.welcome(language)
        shown = find_turn(turns, choice.turn) if choice else (turns[-1] if turns else None)
        return {
            self._talk: talk,
            self._evidence: render.evidence(shown, choice, labels),
            self._source: self._desk.source(turns, choice, labels),
        }


def _first_choice(turn: Turn, before: Choice | None) -> Choice | None:
    """Return the first citation of an answer; a reading tip is opened by the visitor alone."""
    if turn.answer is None or not turn.answer.citations:
        return None
    return Choice(turn.number, turn.answer.citations[0].marker, before.clicks + 1 if before else 1)
