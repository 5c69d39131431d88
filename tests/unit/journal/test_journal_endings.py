"""An authority that was ended: which certificates stay good, for whatever order the entries came in, and who may say so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import permutations

import pytest
from sqlalchemy import Connection, select

from core.crypto.certificates import signer_of
from core.crypto.cose import key_id
from core.domain.authority_ended import (
    KEPT_LIMIT,
    OUTSIDE,
    AuthorityEnded,
    AuthorityEndedFacts,
    Ending,
    check_kept,
    may_end,
    together,
)
from core.domain.errors import Invalid, Untrusted
from core.journal.admission import Trust, admit
from core.projections.endings import project_authority_ended
from core.projections.people import publish
from core.storage import tables
from tests.offices import DESK, POST_ROLES, Office, Province, journal, know, opened, signed

HERE, ELSEWHERE = Province(), Province("Lain")
POST, OTHER, DESKS = HERE.office("K1"), HERE.office("K2"), HERE.office("KESBANGPOL", *DESK)
ANI, BUDI, LAPTOP = POST.leaf(), POST.leaf("head", "Budi"), POST.leaf("device", "L")
TRUST = Trust([HERE.root], HERE.id)


@pytest.fixture
def db() -> Iterator[Connection]:
    with journal() as connection:
        know(connection, DESKS, "administrator")
        yield connection


def said(office: Office, *kept: bytes, since: int = 5) -> AuthorityEnded:
    names = [key_id(leaf) for leaf in kept]
    return AuthorityEnded(AuthorityEndedFacts(authority=signer_of(office.ca), kept=names, since=since, reason="key_compromise"))


def hear(db: Connection, event: AuthorityEnded, stream: bytes = b"e" * 16, by: bytes = DESKS.leaf("administrator")) -> None:
    project_authority_ended(db, signed(event, by, stream=stream), event)


def outside(db: Connection) -> list[tuple[bytes, int]]:
    gone = tables.revocation.c
    rows = db.execute(select(gone.kid, gone.since).where(gone.reason == OUTSIDE).order_by(gone.kid))
    return [(bytes(row.kid), row.since) for row in rows]


@pytest.mark.parametrize(
    ("endings", "kept", "since"),
    [
        ([], None, None),
        ([Ending(5, frozenset())], b"", 5),
        ([Ending(5, frozenset({b"a"})), Ending(7, frozenset({b"b"}))], b"ab", 5),
        ([Ending(9, frozenset({b"a"})), Ending(2, frozenset({b"a"})), Ending(4, frozenset())], b"a", 2),
    ],
)
def test_several_endings_are_one_in_whatever_order(endings: Sequence[Ending], kept: bytes | None, since: int | None) -> None:
    for order in permutations(endings):
        found = together(order)
        if kept is None:
            assert found is None
            continue
        assert found is not None and found.since == since
        assert [found.leaves_out(kid) for kid in (b"a", b"b", b"c")] == [kid not in kept for kid in (b"a", b"b", b"c")]


@pytest.mark.parametrize(
    ("roles", "may"),
    [(POST_ROLES, True), (("regency", "device"), True), (DESK, False), (("triage",), False), (("national", "device"), False)],
)
def test_what_can_be_ended(roles: tuple[str, ...], may: bool) -> None:
    assert may_end(roles) is may


@pytest.mark.parametrize(
    ("kept", "code"),
    [((b"x" * 15,), "revocation.unknown"), ((at.to_bytes(16, "big") for at in range(KEPT_LIMIT + 1)), "authority.many")],
)
def test_a_list_that_is_none_is_refused(kept: Sequence[bytes], code: str) -> None:
    with pytest.raises(Invalid, match=code.replace(".", r"\.")):
        check_kept(kept)
    assert check_kept([b"b" * 16, b"a" * 16, b"b" * 16]) == [b"a" * 16, b"b" * 16]


@pytest.mark.fault("MU-15")
@pytest.mark.parametrize(
    ("ended", "office", "kept", "refused"),
    [
        (POST, POST, (), True),
        (POST, POST, (LAPTOP,), True),
        (POST, POST, (ANI,), True),
        (POST, POST, (BUDI, LAPTOP), True),
        (POST, POST, (ANI, LAPTOP), False),
        (OTHER, POST, (), False),
        (POST, OTHER, (), False),
        (DESKS, DESKS, (), False),
    ],
)
def test_a_stream_begins_only_with_certificates_that_stay_good(
    db: Connection,
    ended: Office,
    office: Office,
    kept: tuple[bytes, ...],
    refused: bool,
) -> None:
    entry = opened(office.opening("triage" if office is DESKS else "officer"))
    admit(db, TRUST, entry)  # without the ending it is taken in
    hear(db, said(ended, *kept))
    if not refused:
        admit(db, TRUST, entry)
        return
    with pytest.raises(Untrusted, match=r"authority\.ended"):
        admit(db, TRUST, entry)


def test_certificates_outside_are_taken_back_whenever_they_and_the_lists_come(db: Connection) -> None:
    first, second = said(POST, LAPTOP), said(POST, ANI)
    entries = [signed(event, DESKS.leaf("administrator"), stream=name * 16) for event, name in ((first, b"1"), (second, b"2"))]
    steps: dict[str, Callable[[Connection], None]] = {
        "ani": lambda c: publish(c, ANI, POST.ca, 1),
        "budi": lambda c: publish(c, BUDI, POST.ca, 1),
        "first": lambda c: project_authority_ended(c, entries[0], first),
        "second": lambda c: project_authority_ended(c, entries[1], second),
    }
    found = set()
    for order in permutations(steps):
        with journal() as fresh:
            know(fresh, DESKS, "administrator")
            for name in order:
                steps[name](fresh)
            rows = fresh.execute(select(tables.revocation).order_by(tables.revocation.c.kid)).all()
            found.add(tuple(tuple(row) for row in rows))
    (rows,) = found
    assert [(row[3], row[4], row[5]) for row in rows] == [(key_id(BUDI), 5, OUTSIDE)]
    publish(db, ANI, POST.ca, 1)
    publish(db, OTHER.leaf(), OTHER.ca, 1)
    hear(db, said(POST))
    assert outside(db) == [(key_id(ANI), 5)]
    hear(db, said(POST, LAPTOP, since=3), b"2" * 16)
    assert outside(db) == [(key_id(ANI), 3)]
    hear(db, said(POST, ANI), b"3" * 16)
    assert outside(db) == []


@pytest.mark.parametrize(
    "facts",
    [
        None,
        AuthorityEndedFacts(authority=b"", kept=[], since=1, reason="lost"),
        AuthorityEndedFacts(authority=b"a" * 16, kept=[b"b"], since=1, reason="lost"),
        AuthorityEndedFacts(authority=b"a" * 16, kept=[], since=-1, reason="lost"),
        AuthorityEndedFacts(authority=b"a" * 16, kept=[b"b" * 16] * (KEPT_LIMIT + 1), since=1, reason="lost"),
    ],
)
def test_what_is_malformed_changes_nothing(db: Connection, facts: AuthorityEndedFacts | None) -> None:
    hear(db, AuthorityEnded(facts))
    assert db.execute(select(tables.authority_end)).first() is None


def test_a_province_ends_its_own_authorities_alone() -> None:
    """At a national office, where codes bear their province."""
    theirs = ELSEWHERE.office("KESBANGPOL", *DESK)
    trusts = {each.id: Trust([each.root], each.id, label=label) for each, label in ((HERE, "19"), (ELSEWHERE, "52"))}
    office = Trust([HERE.root, ELSEWHERE.root], b"n" * 16, others=trusts)
    with journal() as db:
        know(db, DESKS, "administrator", post="19/KESBANGPOL")
        know(db, theirs, "administrator", post="52/KESBANGPOL")
        hear(db, said(POST), by=theirs.leaf("administrator"))
        admit(db, office, opened(POST.opening()))
        know(db, POST, post="19/K1")
        hear(db, said(POST), b"2" * 16)
        with pytest.raises(Untrusted, match=r"authority\.ended"):
            admit(db, office, opened(POST.opening()))
        assert outside(db) == [(key_id(ANI), 5)]
