"""Other ways to rank, to compare with: each of our legs alone, plain BM25, and the common recipe."""

from eval.recipes.bigrams import BigramBM25, ClauseText
from eval.recipes.legs import Legs
from eval.recipes.recipe import DEPTH, Recipe
from eval.recipes.windows import CommonRecipe, split_windows

__all__ = ["DEPTH", "BigramBM25", "ClauseText", "CommonRecipe", "Legs", "Recipe", "split_windows"]
