"""How well the encoder finds texts that it was not trained on: alone, beside the lexical leg, and fused with it."""
