"""What a browser would make of a piece of HTML: its elements and their text, by the standard library."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"img", "br", "input", "link", "meta"}


class Shown(HTMLParser):
    """Collects the elements, each with its attributes and all text inside it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None], list[str]]] = []
        self._open: list[int] = []
        self.feed(html)
        self.close()
        assert not self._open, "an element was left open"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), []))
        if tag not in VOID:
            self._open.append(len(self.elements) - 1)

    def handle_endtag(self, tag: str) -> None:
        assert self.elements[self._open.pop()][0] == tag, "elements are nested wrongly"

    def handle_data(self, data: str) -> None:
        for index in self._open:
            self.elements[index][2].append(data)


def shown_text(html: str, tag: str, css_class: str = "") -> list[str]:
    """Return the text of each element of that tag (and class), in order."""
    return [
        "".join(text)
        for name, attributes, text in Shown(html).elements
        if name == tag and css_class in ["", *(attributes.get("class") or "").split()]
    ]


def tags(html: str) -> set[str]:
    """Return the names of all elements."""
    return {name for name, _, _ in Shown(html).elements}


def attributes(html: str, name: str) -> list[str]:
    """Return the values of an attribute, wherever it stands, in order."""
    return [
        value or "" for _, found, _ in Shown(html).elements for key, value in found.items() if key == name
    ]
