"""The whole training: pairs, a cross-encoder in up to four phases, ONNX; with a progress bar and a log of the losses."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from datasets import Dataset
from sentence_transformers import CrossEncoder
from sentence_transformers.cross_encoder import CrossEncoderTrainer, CrossEncoderTrainingArguments
from sentence_transformers.cross_encoder.losses import BinaryCrossEntropyLoss

from index.encoders import load_bundled
from index.reranking.network import PairNetwork, PairReader
from index.training import corpora
from index.training.reranker.examples import LabelledPair, general_pairs
from index.training.reranker.export import export_onnx
from index.training.reranker.growth import deepen
from index.training.reranker.mined import mined_pairs, read_mined
from index.training.reranker.recipe import Recipe
from index.training.reranker.sampling import ByLengthBatchSampler
from index.training.reranker.written import iterate_passes
from index.training.written import LATER, LAWS, POLICIES, parse_documents, read_written

LOSS_LOG = "training_log.jsonl"
_MODULES = "modules.json"
_LOG_EVERY = 50  # steps


def train(
    data: Path,
    written: Path,
    out: Path,
    recipe: Recipe,
    threads: int,
    first: Path | None = None,
    second: Path | None = None,
    third: Path | None = None,
    mined: Path | None = None,
) -> None:
    """Train on the data folder and the written questions; write model, ONNX file and log of the losses to `out`.

    Args:
        data: the folder of the *.jsonl.xz files.
        written: the folder of the written questions.
        out: the model folder, made if it is not there.
        recipe: the settings.
        threads: for torch.
        first: a folder that keeps the model after the first phase; where it holds one, that phase is left out.
        second: the same for the second phase; where it holds a model, both are left out.
        third: the same for the third phase.
        mined: the file of `eval.mining`, for the fourth phase; without it the third is the last.
    """
    torch.set_num_threads(threads)
    torch.manual_seed(recipe.seed)
    out.mkdir(parents=True, exist_ok=True)
    log: list[dict[str, object]] = [{"recipe": asdict(recipe)}]
    encoder = load_bundled()
    articles = [a for a in corpora.read_articles(data) if not corpora.is_held_out(a.law)]
    statutes = [s for s in corpora.read_statutes(data) if not corpora.is_held_out(s.law)]
    asked = list(corpora.read_questions(data))
    questions = [one for name in (LAWS, POLICIES, LATER) for one in read_written(written / name)]
    documents = parse_documents(written, questions, articles)

    def general(number: int) -> list[LabelledPair]:
        rng = np.random.default_rng([recipe.seed, number])
        return general_pairs(statutes, articles, asked, encoder, recipe, rng)

    def about_questions(phase: int, passes: int) -> list[LabelledPair]:
        rng = np.random.default_rng([recipe.seed, recipe.general_passes + phase])
        pairs = list(iterate_passes(questions, documents, encoder, recipe, passes, rng))
        pairs += general(0)[: int(len(pairs) * recipe.replayed_share)]
        return [pairs[place] for place in rng.permutation(len(pairs))]

    def train_first() -> CrossEncoder:
        reader = PairReader(
            encoder.dimension, recipe.width, recipe.layers, recipe.heads, recipe.inner, recipe.dropout
        )
        model: CrossEncoder = CrossEncoder(modules=[reader], device="cpu")
        for number in range(recipe.general_passes):
            rate = recipe.second_learning_rate if number else recipe.learning_rate
            log.extend(_fit(model, general(number), recipe, rate, f"general {number + 1}"))
        return model

    def train_second() -> CrossEncoder:
        model = _kept(first, train_first)
        pairs = about_questions(0, recipe.written_passes)
        log.extend(_fit(model, pairs, recipe, recipe.tuning_learning_rate, "written"))
        return model

    def train_third() -> CrossEncoder:
        model = _kept(second, train_second)
        torch.manual_seed(recipe.seed)  # the same new layers, kept or trained just now
        model = deepen(model, recipe.deep_layers)
        pairs = about_questions(1, recipe.deep_passes)
        log.extend(_fit(model, pairs, recipe, recipe.tuning_learning_rate, "deep"))
        return model

    model = _kept(third, train_third)
    if mined is not None:
        rng = np.random.default_rng([recipe.seed, recipe.general_passes + 2])
        pairs = mined_pairs(read_mined(mined), recipe.mined_texts, rng)
        beside = list(iterate_passes(questions, documents, encoder, recipe, 1, rng))
        order = rng.permutation(len(beside))[: int(len(beside) * recipe.mined_beside)]
        pairs += [beside[place] for place in order]
        network = _network(model)
        network.disturb(recipe.mined_hidden, recipe.mined_blur, recipe.mined_dropout)
        torch.manual_seed(recipe.seed)
        pairs = [pairs[place] for place in rng.permutation(len(pairs))]
        log.extend(_fit(model, pairs, recipe, recipe.tuning_learning_rate, "mined"))
        network.disturb(0.0, 0.0, recipe.dropout)
    model.save_pretrained(str(out), create_model_card=False)
    (out / LOSS_LOG).write_text("".join(json.dumps(line) + "\n" for line in log), encoding="utf-8")
    export_onnx(model, out)


def _kept(folder: Path | None, make: Callable[[], CrossEncoder]) -> CrossEncoder:
    """Return the model that a folder holds; where it holds none, make it and keep it there."""
    if folder is not None and (folder / _MODULES).is_file():
        kept: CrossEncoder = CrossEncoder(str(folder), device="cpu", trust_remote_code=True)
        return kept
    model = make()
    if folder is not None:
        model.save_pretrained(str(folder), create_model_card=False)
    return model


def _network(model: CrossEncoder) -> PairNetwork:
    reader = model[0]
    if not isinstance(reader, PairReader):
        raise ValueError(f"only a PairReader is trained, not {type(reader).__name__}")
    return reader.network


def _fit(
    model: CrossEncoder, pairs: Sequence[LabelledPair], recipe: Recipe, learning_rate: float, phase: str
) -> list[dict[str, object]]:
    """Train on the pairs once, in their order, and return the losses."""
    rows = Dataset.from_dict(
        {
            "question": [pair.question for pair in pairs],
            "chunk": [pair.chunk for pair in pairs],
            "label": [pair.label for pair in pairs],
        }
    )
    with tempfile.TemporaryDirectory() as folder:
        arguments = CrossEncoderTrainingArguments(
            output_dir=folder,
            num_train_epochs=1,
            per_device_train_batch_size=recipe.batch_size,
            learning_rate=learning_rate,
            warmup_steps=recipe.warmup_ratio,
            batch_sampler=ByLengthBatchSampler,
            weight_decay=recipe.weight_decay,
            lr_scheduler_type="linear",
            logging_steps=_LOG_EVERY,
            save_strategy="no",
            report_to="none",
            seed=recipe.seed,
            use_cpu=True,
            dataloader_pin_memory=False,
        )
        trainer = CrossEncoderTrainer(
            model=model, args=arguments, train_dataset=rows, loss=BinaryCrossEntropyLoss(model)
        )
        trainer.train()
    model.eval()
    return [
        {
            "phase": phase,
            "step": entry["step"],
            "loss": round(entry["loss"], 4),
            "learning_rate": entry["learning_rate"],
        }
        for entry in trainer.state.log_history
        if "loss" in entry
    ]
