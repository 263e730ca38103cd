from __future__ import annotations

import numpy as np
import pytest
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer, models, pre_tokenizers

from index.training.examples import make_texts
from index.training.optimise import RowTrainer, info_nce


def test_the_loss_is_that_of_sentence_transformers() -> None:
    words = [f"w{number}" for number in range(9)]
    tokenizer = Tokenizer(models.WordLevel({word: i for i, word in enumerate(words)}, unk_token="w0"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    table = torch.randn(9, 4, generator=torch.Generator().manual_seed(3))
    model = SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=table)], device="cpu")
    left, right = ["w1 w2", "w3", "w4 w5 w5"], ["w6", "w7 w1", "w8"]
    reference = MultipleNegativesRankingLoss(
        model, scale=20.0, directions=("query_to_doc", "doc_to_query"), partition_mode="per_direction"
    )
    features = [model.preprocess(left), model.preprocess(right)]
    expected = float(reference(features, torch.zeros(0)).detach())

    trainer = RowTrainer(np.ones(9, dtype=np.float32), 4, seed=0)
    trainer.table = table.clone()
    a, b = (
        make_texts([[[int(word[1:]) for word in text.split()]] for text in texts]).whole(np.arange(3))
        for texts in (left, right)
    )
    assert trainer.step(a, b, np.arange(3), 20.0, 0.0) == pytest.approx(expected, rel=1e-5)


def test_texts_of_one_group_are_not_each_others_negatives() -> None:
    a = torch.eye(3)
    same = torch.tensor([0, 0, 1])
    b = torch.tensor([[1.0, 0, 0], [1.0, 0, 0], [0, 0, 1.0]])
    assert float(info_nce(a, b, same, 20.0)) < float(info_nce(a, b, torch.arange(3), 20.0))


def test_training_brings_pairs_together_and_leaves_other_rows_alone() -> None:
    trainer = RowTrainer(np.ones(20, dtype=np.float32), 8, seed=1)
    before = trainer.table.clone()
    left = make_texts([[[1, 2]], [[3]], [[4, 0]]]).whole(np.arange(3))
    right = make_texts([[[11]], [[12, 13]], [[14]]]).whole(np.arange(3))
    losses = [trainer.step(left, right, np.arange(3), 20.0, 0.05) for _ in range(40)]
    assert losses[-1] < 0.1 * losses[0]
    assert (trainer.embed(left) * trainer.embed(right)).sum(axis=1).min() > 0.5
    untouched = [5, 6, 7, 8, 9, 10, 15, 16, 17, 18, 19]
    torch.testing.assert_close(trainer.table[untouched], before[untouched])
    assert not trainer.table[0].any()  # the unknown token stays without weight


def test_rows_start_as_long_as_they_are_told() -> None:
    lengths = np.array([1.0, 2.0, 0.5], dtype=np.float32)
    table = RowTrainer(lengths, 16, seed=0).table.numpy()
    np.testing.assert_allclose(np.linalg.norm(table, axis=1), [0.0, 2.0, 0.5], atol=1e-5)
