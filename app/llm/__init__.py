"""An optional language model that phrases answers, held to the verbatim contract.

The rules decide whether to answer, and from what; a sentence of the model reaches the answer only if the text that
it cites says it (`app.llm.checking`).
"""

from app.llm.client import ChatClient, Endpoint, Failure, LlmError
from app.llm.composer import Composer

__all__ = ["ChatClient", "Composer", "Endpoint", "Failure", "LlmError"]
