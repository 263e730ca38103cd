"""Training of the bundled re-ranker: pairs with mined negatives, a small cross-encoder, ONNX."""
