"""Fits the parameters of the answerer on development questions, and writes them where the product reads them."""
