"""The calibration of the bundled re-ranker, on the chunks that it is given for development questions."""

from __future__ import annotations

from collections.abc import Sequence

from app.answering import texts_of_chunks
from eval.fitting.examples import Asked
from eval.relevance import Region
from index.reranking import BUNDLED_FOLDER, OnnxReranker
from index.reranking.calibration import Calibration, write_calibration
from index.training.reranker.calibrate import fit_calibration

_CHUNKS = 12  # of each question, the best by the ranking, as the answerer has them read
_UNREADABLE = -1e6  # a logit under it: question or chunk hold no known word
_PLAIN = Calibration(1.0, 0.0, "nothing yet")


def fit_bundled_calibration(asked: Sequence[Asked]) -> Calibration:
    """Fit the calibration on questions asked without a re-ranker, write it beside the weights and return it."""
    if not (BUNDLED_FOLDER / "calibration.json").is_file():
        write_calibration(_PLAIN, BUNDLED_FOLDER)
    reranker = OnnxReranker(BUNDLED_FOLDER)
    logits: list[float] = []
    labels: list[bool] = []
    for one in asked:
        ranked = one.considered.ranked
        chunks = list({c.hit.chunk.id: c.hit.chunk for _, c in ranked}.values())[:_CHUNKS]
        texts = texts_of_chunks(one.snapshot, one.considered.scope, chunks)
        found = reranker.logits(one.considered.resolved.search_text, texts)
        for chunk, logit in zip(chunks, found, strict=True):
            if logit > _UNREADABLE:
                logits.append(logit)
                labels.append(
                    bool(one.evidence.groups_hit(Region(chunk.document_id, chunk.start, chunk.end)))
                )
    questions = len({one.question.id for one in asked})
    fitted_on = f"{len(logits)} chunks of {questions} development questions"
    calibration = fit_calibration(logits, labels, fitted_on)
    write_calibration(calibration, BUNDLED_FOLDER)
    return calibration
