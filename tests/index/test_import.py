"""What importing the stage costs."""

from __future__ import annotations

import subprocess
import sys


def test_importing_the_stage_loads_no_heavy_library() -> None:
    heavy = {"faiss", "tantivy", "torch", "sentence_transformers", "model2vec", "opencc", "onnxruntime"}
    code = f"import sys, index; print(*{heavy} & set(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert loaded.stdout.split() == []
