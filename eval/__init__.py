"""Measures the whole product from outside, by public interfaces only."""
