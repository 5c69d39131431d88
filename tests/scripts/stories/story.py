"""One complete story as data: what a visitor tells, what the office does, and what every party hears of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

POST, OTHER, PROVINCE, LIAISON = "post", "other", "province", "liaison"
SECOND = "second"


@dataclass(frozen=True)
class Step:
    """One verb. ``refused`` is the code of the refusal that must come; ``code`` the exit code of what is carried out.

    ``sees`` are values of the answer, by dotted keys; ``keep`` the name under which the answer's id is remembered.
    A name in braces is what was kept: ``{report}``, ``{BAWASLU}`` (the referral there), ``{mark}`` (words that no post may
    ever hold), ``{typed}`` (a file with the look-up code).
    """

    line: str
    refused: str = ""
    by: str = PROVINCE
    keep: str = ""
    code: int = 0
    sees: Mapping[str, object] = field(default_factory=dict)


def do(line: str, *, by: str = PROVINCE, keep: str = "", code: int = 0, **sees: object) -> Step:
    """A step that is carried out; ``sees`` with ``__`` for dots."""
    return Step(line, "", by, keep, code, {name.replace("__", "."): value for name, value in sees.items()})


def no(refused: str, line: str, *, by: str = PROVINCE) -> Step:
    """A step that is refused."""
    return Step(line, refused, by)


@dataclass(frozen=True)
class Story:
    """From visitor to closure.

    ``form`` changes the program's own example of a kind. ``told`` is what the reporter reads by his code when the report has
    reached the province and after each of the three parts of the office's work; nothing where nobody has a code.
    ``at_last`` is the status that the post has in the end. ``stopped`` says that Bawaslu's receipt stands at last;
    ``readable`` that the post may read again what it took in, ``listed`` that it knows of it at all; ``alleged`` are the
    classes that a desk confirmed.
    """

    name: str
    form: Mapping[str, object]
    post: str = POST
    kind: str = "complaint"
    at_post: tuple[Step, ...] = ()
    referred: tuple[Step, ...] = ()
    answered: tuple[Step, ...] = ()
    ended: tuple[Step, ...] = ()
    told: tuple[str, ...] = ("at_province", "referred", "referred", "closed")
    board: str = "closed"
    outcome: str = ""
    alleged: tuple[str, ...] = ()
    stopped: bool = True
    readable: bool = False
    listed: bool = True
    at_last: str = "closed"
