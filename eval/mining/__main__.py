"""`python -m eval.mining`: writes what the answerer reads for the written questions, to train the re-ranker on."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from rich.progress import track

from app.answering import Answerer
from eval.mining.mine import mine, source_of
from eval.questions import load_questions
from eval.runs import temporary_subject
from index import load_encoder, load_reranker
from index.training import corpora
from index.training.reranker.mined import write_mined
from index.training.written import LATER, LAWS, POLICIES, POLICY_FOLDER, law_text


@click.command()
@click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    required=True,
    help="Folder with the *.jsonl.xz files, for the laws that were asked about.",
)
@click.option(
    "--written",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path("eval/questions/written"),
    show_default=True,
    help="Folder of the written questions.",
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="File to write.")
def main(data: Path, written: Path, out: Path) -> None:
    """Ask the written questions and write the texts that were read for each, the hardest first."""
    questions = [
        question for name in (LATER, POLICIES, LAWS) for question in load_questions(written / name).questions
    ]
    answerer = Answerer(reranker=load_reranker())
    with TemporaryDirectory(prefix="tiaowen-mining-") as folder:
        write_laws(data, {source_of(question) for question in questions}, Path(folder))
        folders = [written / POLICY_FOLDER, *([Path(folder)] if any(Path(folder).iterdir()) else [])]
        with temporary_subject(folders, load_encoder(None), None) as subject:
            out.parent.mkdir(parents=True, exist_ok=True)
            mined = mine(subject, questions, answerer)
            count = write_mined(out, track(mined, total=len(questions), description="mining"))
    click.echo(f"wrote {out}: {count} questions", err=True)


def write_laws(data: Path, names: Collection[str], folder: Path) -> None:
    """Write the laws of the data folder that are called by name ("<title>.txt") as text files."""
    laws: dict[str, list[corpora.LawArticle]] = {}
    for article in corpora.read_articles(data):
        if f"{article.law}.txt" in names:
            laws.setdefault(article.law, []).append(article)
    for law, articles in laws.items():
        (folder / f"{law}.txt").write_text(law_text(law, articles), encoding="utf-8")


if __name__ == "__main__":
    main()
