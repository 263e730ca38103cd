"""`tiaowen ask`: an answer with its citations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from app.cli.command import Command

if TYPE_CHECKING:
    from app.settings import Settings


@click.command(cls=Command)
@click.argument("question")
@click.option(
    "--top-k",
    type=click.IntRange(1, 50),
    default=5,
    show_default=True,
    help="How many clauses to quote at most.",
)
@click.option(
    "--document", "document_ids", metavar="ID", multiple=True, help="Ask this document only; can be repeated."
)
@click.option("--json", "as_json", is_flag=True, help="Print the same object as the API.")
def ask(settings: Settings, question: str, top_k: int, document_ids: tuple[str, ...], as_json: bool) -> None:
    """Answer QUESTION from the library, with citations.

    If the library does not answer it, says so, names the nearest clauses and exits with 0.
    """
    from app.assistant import open_assistant
    from app.cli.output import print_answer, print_json

    assistant = open_assistant(settings)
    answer = assistant.ask(question, top_k=top_k, document_ids=document_ids or None)
    if as_json:
        from app.api.models import AnswerModel

        print_json(AnswerModel.model_validate(answer))
    else:
        print_answer(answer)
