"""The frame around the quotes, in the language and script of the question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.answering.selection import Part
from app.types import Citation
from app.understanding import Language
from index import Glossary
from ingest import Role, to_traditional


@dataclass(frozen=True, slots=True)
class _Frame:
    """The words of one language; {…} is filled in."""

    source: str
    untitled: str  # source that prints no title
    roles: dict[Role, str]
    gloss: str
    separator: str
    abstain: str
    missing: str
    tips: str
    empty: str
    quote: tuple[str, str]
    listed: str
    duty: str
    more: str


_CHINESE = _Frame(
    source="据《{title}》{place}：",
    untitled="据文件“{name}”{place}：",
    roles={Role.LEAD: "牵头单位", Role.RESPONSIBLE: "责任单位", Role.COOPERATING: "配合单位", Role.SUPERVISING: "指导监督单位"},
    gloss="",
    separator="、",
    abstain="在这些文件中没有找到能回答这个问题的条文。",
    missing="条文中没有提到：{words}。",
    tips="所列是最接近的条文，仅供查阅，不作为答案。",
    empty="文件库里还没有可查的文件。",
    quote=("“", "”"),
    listed="：",
    duty="（{units}：{role}）",
    more="共{total}项，这里列出{shown}项；全部见责任清单。",
)  # fmt: skip
_ENGLISH = _Frame(
    source="According to “{title}”{place}:",
    untitled="According to the file “{name}”{place}:",
    roles={
        Role.LEAD: "Lead",
        Role.RESPONSIBLE: "Responsible",
        Role.COOPERATING: "Cooperating",
        Role.SUPERVISING: "Supervising",
    },
    gloss="[gloss: {pairs}]",
    separator=", ",
    abstain="No clause in these documents answers this question.",
    missing="The clauses do not mention: {words}.",
    tips="The nearest clauses are listed for reading only; they are not an answer.",
    empty="There are no documents to search yet.",
    quote=("“", "”"),
    listed=": ",
    duty=" ({units}: {role})",
    more="{shown} of {total} duties are listed here; the responsibility table has them all.",
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A citation and what it is for."""

    part: Part
    citation: Citation
    units: tuple[
        tuple[Role, tuple[str, ...]], ...
    ]  # names by role, lead first: a list's, or whose duty is told
    key_terms: tuple[str, ...] = ()  # words of the quote that the question asks by, as printed
    is_titled: bool = True  # the document prints a title


def phrase_answer(statements: Sequence[Statement], language: Language, glossary: Glossary) -> str:
    """Return the answer's text: under the name of each source its quotes, each followed by its marker."""
    frame = _frame(language)
    lines: list[str] = []
    source: tuple[str, tuple[str, ...]] | None = None
    for statement in statements:
        citation = statement.citation
        place = (citation.document_id, citation.clause_path)
        if source is None or place != source:
            title, name = citation.document_title, citation.source_name
            template = frame.source if statement.is_titled else frame.untitled
            lines.append(_words(template, language)(title=title, name=name, place=_place(citation, language)))
            source = place
        lines += _statement_lines(statement, frame, language, glossary)
    return "\n".join(lines)


def phrase_more(language: Language, shown: int, total: int) -> str:
    """Return the notice that only some of a unit's duties are listed."""
    return _words(_frame(language).more, language)(shown=shown, total=total)


def phrase_abstention(language: Language, missing: Sequence[str], has_tips: bool, is_empty: bool) -> str:
    """Return what is said instead of an answer: that there is none, what was not found, and the tips."""
    frame = _frame(language)
    if is_empty:
        return _words(frame.empty, language)()
    parts = [_words(frame.abstain, language)()]
    if missing:
        separator = _words(frame.separator, language)()
        asked = [to_traditional(word) if language == "zh-Hant" else word for word in missing]
        quoted = separator.join(f"{frame.quote[0]}{word}{frame.quote[1]}" for word in asked)
        parts.append(_words(frame.missing, language)(words=quoted))
    if has_tips:
        parts.append(_words(frame.tips, language)())
    return (" " if language == "en" else "").join(parts)


def _statement_lines(
    statement: Statement, frame: _Frame, language: Language, glossary: Glossary
) -> list[str]:
    citation = statement.citation
    if statement.part is Part.UNITS and statement.units:
        return [
            f"{_words(frame.roles[role], language)()}{frame.listed}{frame.separator.join(names)} [{citation.marker}]"
            + _glosses(names, frame, language, glossary)
            for role, names in statement.units
        ]
    gloss = _glosses(statement.key_terms, frame, language, glossary)
    roles = "".join(
        _words(frame.duty, language)(
            units=frame.separator.join(names), role=_words(frame.roles[role], language)()
        )
        for role, names in statement.units
    )
    return [f"{frame.quote[0]}{citation.quote}{frame.quote[1]} [{citation.marker}]{roles}{gloss}"]


def _glosses(names: Sequence[str], frame: _Frame, language: Language, glossary: Glossary) -> str:
    """Return the English of units and terms for an English question, marked as a gloss; "" otherwise."""
    if language != "en":
        return ""
    pairs = [f"{name} = {gloss}" for name in names if (gloss := glossary.gloss(name))]
    return " " + frame.gloss.format(pairs="; ".join(pairs)) if pairs else ""


def _place(citation: Citation, language: Language) -> str:
    if not citation.clause_path:
        return ""
    path = citation.clause_path[-1]
    outer = citation.clause_path[0] if len(citation.clause_path) > 1 else ""
    if language == "en":
        return f", {outer} › {path}" if outer else f", {path}"
    return f"{outer} › {path}" if outer else path


def _frame(language: Language) -> _Frame:
    return _ENGLISH if language == "en" else _CHINESE


def _words(template: str, language: Language) -> Callable[..., str]:
    """Return the template's formatter, its own words in the question's script; what is filled in stays."""
    return (to_traditional(template) if language == "zh-Hant" else template).format
