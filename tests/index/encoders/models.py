"""Small models that the tests make themselves."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers


def make_static_model(folder: Path, dimension: int = 6, seed: int = 0) -> Path:
    """Write a static model whose Traditional 執法 shares the row of 执法."""
    entries = [("<unk>", 0.0), ("执法", -2.0), ("执", -4.0), ("法", -3.0), ("who", -2.0), ("執法", -2.0)]
    tokenizer = Tokenizer(models.Unigram(entries, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    folder.mkdir(parents=True)
    tokenizer.save(str(folder / "tokenizer.json"))
    rng = np.random.default_rng(seed)
    rows = rng.integers(-127, 128, (5, dimension), dtype=np.int8)
    rows[0] = 0
    mapping = np.array([0, 1, 2, 3, 4, 1], dtype=np.int32)
    weights = rng.random(6, dtype=np.float32) + 0.1
    weights[5] = weights[1]
    save_file({"embeddings": rows, "mapping": mapping, "weights": weights}, folder / "model.safetensors")
    (folder / "config.json").write_text(json.dumps({"normalize": True, "max_length": None}), encoding="utf-8")
    return folder


def make_transformer(folder: Path, prompts: dict[str, str] | None = None) -> Path:
    """Write a sentence-transformers model of one tiny BERT layer with random weights."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    torch.manual_seed(0)
    base = folder.parent / f"{folder.name}-base"
    base.mkdir(parents=True)
    words = ["[PAD]", "[UNK]", *dict.fromkeys("谁来执法高新区 query document who zone:")]
    tokenizer = Tokenizer(models.WordLevel({word: i for i, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", behavior="isolated")
    fast = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer, unk_token="[UNK]", pad_token="[PAD]", model_max_length=64
    )
    fast.save_pretrained(base)
    config = BertConfig(
        vocab_size=64, hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16
    )
    BertModel(config).save_pretrained(base)
    transformer = Transformer(str(base))
    model = SentenceTransformer(
        modules=[transformer, Pooling(transformer.get_embedding_dimension())], prompts=prompts, device="cpu"
    )
    model.save(str(folder), create_model_card=False)
    return folder
