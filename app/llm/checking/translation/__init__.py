"""Is an English sentence a close translation of a Chinese passage?"""

from app.llm.checking.translation.comparing import is_translation

__all__ = ["is_translation"]
