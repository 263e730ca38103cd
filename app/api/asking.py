"""POST /ask and POST /search."""

from __future__ import annotations

from fastapi import APIRouter

from app.api.models import AnswerModel, AskRequest, SearchRequest, SearchResultsModel
from app.api.problems import problem_responses
from app.assistant import Assistant
from app.types import Message


def asking_routes(assistant: Assistant) -> APIRouter:
    """Return the routes that read questions."""
    routes = APIRouter(tags=["questions"], responses=problem_responses(400, 413, 415, 422, 503))

    @routes.post("/ask")
    def ask(request: AskRequest) -> AnswerModel:
        """Answer a question with citations, or abstain and name the nearest clauses as suggestions."""
        history = [Message(one.role, one.content) for one in request.history]
        answer = assistant.ask(request.question, history, request.top_k, request.document_ids)
        return AnswerModel.model_validate(answer)

    @routes.post("/search")
    def search(request: SearchRequest) -> SearchResultsModel:
        """Rank clauses for a question, each with its best quote, without an answer."""
        results = assistant.search(request.question, request.top_k, request.document_ids)
        return SearchResultsModel.model_validate(results)

    return routes
