"""Writes the model folder: one format that sentence-transformers and model2vec both read.

Rows are stored as int8 with one float32 weight for each token; a mapping gives each token its row, so that the
Traditional and the Simplified form of a word share one. Both libraries compute embeddings[mapping] * weights.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import save_file

from index.training.vocabulary import Vocabulary


def export_model(folder: Path, vocabulary: Vocabulary, table: npt.NDArray[np.float32]) -> None:
    """Write weights, tokenizer and the two libraries' settings; `table` has one row for each row of the vocabulary."""
    (folder / "1_Normalize").mkdir(parents=True, exist_ok=True)
    rows, scales = quantise(table)
    save_file(
        {"embeddings": rows, "mapping": vocabulary.rows, "weights": scales[vocabulary.rows]},
        folder / "model.safetensors",
    )
    (folder / "model.safetensors").chmod(0o644)  # safetensors makes it readable to its owner only
    vocabulary.tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    library = "sentence_transformers"
    _write_json(
        folder / "modules.json",
        [
            {
                "idx": 0,
                "name": "0",
                "path": "",
                "type": f"{library}.sentence_transformer.modules.static_embedding.StaticEmbedding",
            },
            {
                "idx": 1,
                "name": "1",
                "path": "1_Normalize",
                "type": f"{library}.base.modules.normalize.Normalize",
            },
        ],
    )
    _write_json(folder / "config_sentence_transformers.json", {"similarity_fn_name": "cosine"})
    _write_json(folder / "1_Normalize" / "config.json", {})
    _write_json(
        folder / "config.json",
        {
            "model_type": "model2vec",
            "normalize": True,
            "max_length": None,
            "embedding_dtype": "int8",
            "vocabulary_quantization": len(rows),
        },
    )


def quantise(table: npt.NDArray[np.float32]) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Return int8 rows and their scales, so that rows * scales[:, None] is the table to half a step.

    >>> rows, scales = quantise(np.array([[0.5, -1.0]], dtype=np.float32))
    >>> rows.tolist(), round(float(scales[0]) * 127, 3)
    ([[64, -127]], 1.0)
    """
    largest = np.abs(table).max(axis=1)
    scales = (np.where(largest > 0, largest, 1.0) / 127).astype(np.float32)
    return np.rint(table / scales[:, None]).astype(np.int8), scales


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
