"""The registers: units with their duties, and the figures that documents set."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query

from app.api.problems import problem_responses
from app.api.register_models import TargetListModel, UnitDutiesModel, UnitListModel
from app.assistant import Assistant

_NOT_FOUND = problem_responses(404)
_DocumentIds = Annotated[
    list[str] | None,
    Query(max_length=1_000, description="Only these current documents; can be repeated"),
]


def register_routes(assistant: Assistant) -> APIRouter:
    """Return the routes that read the registers."""
    routes = APIRouter(tags=["registers"], responses=problem_responses(422, 503))

    @routes.get("/units")
    def list_units(
        document_ids: _DocumentIds = None,
        q: Annotated[
            str, Query(max_length=100, description="Part of a name, in either script", examples=["发改"])
        ] = "",
    ) -> UnitListModel:
        """List the units that the current documents give duties to, merged over their names.

        县发改委, 县发展和改革委员会 and 縣發改局 are one unit. Units of different regions, where the documents state
        theirs, are kept apart, and so is a bare 发改委 from the 县发改委.
        """
        return UnitListModel.of(assistant.duties(document_ids).matching(q))

    @routes.get("/units/{name:path}", responses=_NOT_FOUND)
    def get_unit(
        name: Annotated[str, Path(max_length=200, description="Any name of the unit", examples=["县发改局"])],
        document_ids: _DocumentIds = None,
    ) -> UnitDutiesModel:
        """Return every duty of a unit with the text that it answers for.

        Where units of several regions share the name, their duties come together and `region` is null; each
        duty says the region of its document, and a name with its place (德安县发改委) means that one only.
        """
        return UnitDutiesModel.of_duties(assistant.duties(document_ids).find(name))

    @routes.get("/targets")
    def list_targets(document_ids: _DocumentIds = None) -> TargetListModel:
        """List the figures that documents set: indicator, comparison, value, measure, deadline and sentence.

        They are found by rules that prefer leaving one out to inventing one.
        """
        return TargetListModel.of(assistant.targets(document_ids))

    return routes
