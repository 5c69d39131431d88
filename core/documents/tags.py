"""What a block of a page is, said while it is drawn, and the tree that a reading machine walks through.

A layout makes a :class:`Tag` for everything that is read as one (a paragraph, a list item, a table's cell) and draws under
it. Whatever parts a tag is drawn in, on however many pages, it stays one element, in the place where it came first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

Kind = Literal["Part", "Div", "H1", "H2", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "Figure"]
DOCUMENT: Final = "Document"


@dataclass(frozen=True, eq=False)
class Tag:
    """One element: its standard type, what it stands in, and what is read out instead of or beside what is drawn.

    ``alt`` describes a picture, ``actual`` is what drawn lines mean as text, ``span`` is the number of columns of a cell.
    """

    kind: Kind
    parent: Tag | None = None
    alt: str = ""
    actual: str = ""
    span: int = 1

    @property
    def drawn(self) -> bool:
        """Whether its lines and squares belong to what it says; elsewhere they are decoration."""
        return bool(self.alt or self.actual)


def item(of: Tag) -> tuple[Tag, Tag]:
    """Label and body of one more item of a list."""
    one = Tag("LI", of)
    return Tag("Lbl", one), Tag("LBody", one)


@dataclass(frozen=True)
class Artifact:
    """What is on the page and is not read: rules, page numbers, what is repeated on each page."""

    operator: str


LAYOUT: Final = Artifact("/Artifact <</Type /Layout>> BDC")
BACKGROUND: Final = Artifact("/Artifact <</Type /Background>> BDC")
PAGINATION: Final = Artifact("/Artifact <</Type /Pagination>> BDC")

Box = tuple[float, float, float, float]


@dataclass(eq=False)
class Element:
    """A node of the tree; ``kids`` are nodes, or page index and number of a marked sequence."""

    kind: str
    tag: Tag | None
    parent: Element | None
    kids: list[Element | tuple[int, int]] = field(default_factory=list)
    box: Box | None = None


class Structure:
    """The tree that grows while pages are drawn."""

    def __init__(self) -> None:
        self.root = Element(DOCUMENT, None, None)
        self.pages: list[list[Element]] = [[]]
        """For each page the element of every marked sequence, by its number."""
        self._top = self.root
        self._known: dict[Tag, Element] = {}

    def part(self) -> None:
        """Begin a part (a copy of the same document on the same sheet); tags known so far are new again."""
        self._top = Element("Part", None, self.root)
        self.root.kids.append(self._top)
        self._known = {}

    def page(self) -> None:
        """Begin a page."""
        self.pages.append([])

    def knows(self, tag: Tag) -> bool:
        """Whether the tag has been used in this part."""
        return tag in self._known

    def element(self, tag: Tag) -> Element:
        """The element of a tag; the first asking puts it at the end of what it stands in."""
        made = self._known.get(tag)
        if made is None:
            parent = self._top if tag.parent is None else self.element(tag.parent)
            made = self._known[tag] = Element(tag.kind, tag, parent)
            parent.kids.append(made)
        return made

    def mark(self, tag: Tag) -> int:
        """A new marked sequence of the tag on the page that is being drawn; gives its number."""
        element, page = self.element(tag), self.pages[-1]
        page.append(element)
        element.kids.append((len(self.pages) - 1, len(page) - 1))
        return len(page) - 1

    def elements(self) -> list[Element]:
        """All nodes, each before those that stand in it."""
        found: list[Element] = []
        waiting = [self.root]
        while waiting:
            element = waiting.pop()
            found.append(element)
            waiting += [kid for kid in reversed(element.kids) if isinstance(kid, Element)]
        return found
