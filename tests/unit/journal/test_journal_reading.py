"""From entries to facts: what may be read here, who wrote it, what he had no right to, and where a subject's threads end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from msgspec import structs
from sqlalchemy import Connection

from core.crypto.certificates import signer_of
from core.crypto.sealing import AgeIdentity, seal
from core.domain.events import ERASED, FORKED, UNAUTHORISED, CaseFacts, CaseOpened, Unknown
from core.domain.local_rule import RuleFacts, RuleRecorded
from core.journal import cbor, handling, reading, store
from core.journal.entry import EXPIRED, WITHHELD, Entry, Part
from tests.offices import DESK, ENTROPY, NOW, Province, journal, know, know_stream, signed

HERE = Province()
POST, OTHER, DESKS = HERE.office("K1"), HERE.office("K2"), HERE.office("KESBANGPOL", *DESK)
ME, ELSE = AgeIdentity.generate(), AgeIdentity.generate()
REPORT = signed(CaseOpened(CaseFacts(agenda="0")), POST.leaf())
CASE = CaseOpened(CaseFacts(agenda="1"))
TAKEN = int(NOW.timestamp() * 1000)


@pytest.fixture
def db() -> Iterator[Connection]:
    with journal() as connection:
        yield connection


def of_parts(**parts: bytes) -> Entry:
    return signed(CASE, POST.leaf(), subject=b"c" * 16, parts=parts)


def ordered(entry: Entry, *names: str, **changed: Part) -> Entry:
    """The same with its parts in this order, and some of them in another state."""
    return structs.replace(entry, parts={name: changed.get(name, entry.parts[name]) for name in names})


def test_parts_that_are_sealed_to_others_or_gone_stop_no_other() -> None:
    sealed = of_parts(facts=seal(b"not for me", [ELSE.recipient]), parties=seal(b"for me", [ME.recipient]), story=b"plain")
    entry = ordered(sealed, "handling", "facts", "parties", "story")
    assert reading.open_parts(entry, [ME]) == {"parties": b"for me", "story": b"plain"}
    assert reading.open_parts(entry, [ELSE, ME]) == {"facts": b"not for me", "parties": b"for me", "story": b"plain"}
    assert reading.open_parts(entry, ()) == {"story": b"plain"}
    gone = ordered(entry, "facts", "parties", "story", facts=Part(EXPIRED), parties=Part(WITHHELD))
    assert reading.open_parts(gone, [ME]) == {"story": b"plain"}


def test_of_what_stays_in_the_province_only_its_kind_is_known() -> None:
    entry = of_parts(facts=cbor.encode({"agenda": "1"}))
    assert reading.event_of(entry, ()) == CASE
    assert reading.event_of(ordered(entry, "facts", facts=Part(WITHHELD)), ()) == Unknown("case.opened", 1)
    assert reading.event_of(ordered(entry, "facts", facts=Part(EXPIRED)), ()) == CaseOpened(None)
    assert reading.event_of(of_parts(story=b"\xa0"), ()) == CaseOpened(None)


def test_withheld_parts_are_named_in_order() -> None:
    entry = ordered(of_parts(facts=b"\xa0", story=b"\xa0"), "story", "facts", story=Part(WITHHELD), facts=Part(WITHHELD))
    assert reading.withheld(entry) == ("facts", "story")
    assert reading.withheld(ordered(entry, "facts", facts=Part(EXPIRED))) == () == reading._gone(entry)
    assert reading._gone(ordered(entry, "story", "facts", story=Part(EXPIRED), facts=Part(EXPIRED))) == ("facts", "story")


def test_a_regency_hears_of_its_own_rules_and_of_nothing_else_a_word() -> None:
    def rule(area: str) -> Entry:
        return signed(
            RuleRecorded(RuleFacts(area=area, topic="lainnya", document="1", valid_from="2024-02-05")), DESKS.leaf("triage")
        )

    own, foreign = rule("19.05.01"), rule("19.06")
    assert reading.heard("19.05", own) is own
    heard = reading.heard("19.05", foreign)
    assert heard.parts == {"facts": Part(WITHHELD), "handling": foreign.parts["handling"]} and heard.digest == foreign.digest


def test_a_handling_that_is_gone_or_does_not_read_tells_no_time() -> None:
    assert reading.handling_of(REPORT).zone == "Asia/Jakarta"
    for part in (Part(EXPIRED), Part(0, b"s" * 16, b"\xa0")):
        odd = ordered(REPORT, "facts", "handling", handling=part)
        assert reading.handling_of(odd) == reading.UNREADABLE_TIME
    blank = handling.Handling(at=0, zone="UTC", wall="", source="claimed", parents=[], incarnation=b"", command=b"")
    assert blank == reading.UNREADABLE_TIME
    assert reading.handling_of(ordered(REPORT, "facts")) == reading.UNREADABLE_TIME


# --- facts ---------------------------------------------------------------------------------------------------------------


def kept(db: Connection, *entries: Entry) -> None:
    for entry in entries:
        store.insert(db, entry, TAKEN, ENTROPY)


def test_a_fact_says_who_wrote_it_where_and_when(db: Connection) -> None:
    leaf = know(db, POST)
    know_stream(db, b"s" * 16, b"d" * 16, "K1", forked_at=0)
    source = reading.fact_of(db, REPORT, ()).source
    assert (source.officer, source.role, source.post, source.signer) == ("Ani", "officer", "K1", signer_of(leaf))
    assert (source.stream, source.sequence, source.digest, source.lamport) == (b"s" * 16, 0, REPORT.digest, 1)
    assert (source.subject, source.kind, source.parents) == (REPORT.digest[:16], "case.opened", ())
    assert (source.at, source.zone, source.command) == (1_707_100_000_000, "Asia/Jakarta", b"\2" * 16)
    assert (source.marks, source.gone, source.withheld) == ((FORKED,), (), ())
    destroyed = ordered(REPORT, "facts", "handling", facts=Part(EXPIRED))
    told = reading.fact_of(db, destroyed, ())
    assert (told.event, told.source.marks, told.source.gone) == (CaseOpened(None), (FORKED, ERASED), ("facts",))


def subjects(db: Connection, *asked: bytes) -> Mapping[bytes, list[tuple[str, ...]]]:
    """The marks of each subject's facts, asked for together; one after another they are the same."""
    together = {subject: facts for subject, facts in reading.facts_about_many(db, asked, ())}
    assert together == {subject: reading.facts_about(db, subject, ()) for subject in asked}
    return {subject: [fact.source.marks for fact in facts] for subject, facts in together.items()}


def begun(stream: bytes, leaf: bytes) -> Entry:
    return signed("complaint.received", leaf, stream=stream)


def joined(kind: str, to: Entry | bytes, leaf: bytes, by: str = "Ani", *, stream: bytes = b"z" * 16) -> Entry:
    subject = to if isinstance(to, bytes) else to.subject
    return signed(kind, leaf, by=by, stream=stream, subject=subject, before=REPORT)


UNLAWFUL = (UNAUTHORISED,)


def test_what_an_author_had_no_right_to_is_marked(db: Connection) -> None:
    own, other, desk, clerk = know(db, POST), know(db, OTHER), know(db, DESKS, "triage"), know(db, POST, "head", "Budi")
    first = begun(b"a" * 16, own)
    acts = [
        (joined("notice.given", first, own, stream=b"b" * 16), ()),
        (joined("notice.given", first, other, stream=b"c" * 16), UNLAWFUL),
        (joined("case.opened", first, desk, stream=b"d" * 16), ()),
        (joined("case.opened", first, clerk, "Budi", stream=b"e" * 16), UNLAWFUL),
        (joined("complaint.received", first, own, stream=b"f" * 16), UNLAWFUL),
        (joined("a.kind.of.the.future", first, own, stream=b"g" * 16), ()),
        (joined("a.kind.of.the.future", first, other, stream=b"h" * 16), UNLAWFUL),
    ]
    alone = begun(b"i" * 16, know(db, POST, "device", "L"))
    seal = signed("kit.issued", desk, stream=b"j" * 16)
    template = signed("template.published", know(db, DESKS, "administrator", "Cici"), by="Cici", stream=b"k" * 16)
    kept(db, first, *(entry for entry, _ in acts), alone, seal, template)
    assert subjects(db, first.subject, alone.subject, seal.subject, template.subject, b"none" * 4) == {
        first.subject: [(), *(marks for _, marks in acts)],
        alone.subject: [UNLAWFUL],
        seal.subject: [UNLAWFUL],
        template.subject: [()],
        b"none" * 4: [],
    }


def test_of_a_subject_whose_beginning_is_not_here_nobody_but_a_desk_may_say_more(db: Connection) -> None:
    own, desk = know(db, POST), know(db, DESKS, "triage")
    subject = b"q" * 16
    kept(db, joined("notice.given", subject, own, stream=b"b" * 16), joined("notice.given", subject, desk, stream=b"c" * 16))
    assert subjects(db, subject) == {subject: [UNLAWFUL, ()]}


def test_the_post_that_began_a_subject_owns_it_wherever_its_beginning_stands(db: Connection) -> None:
    own, other = know(db, POST), know(db, OTHER)
    first = begun(b"a" * 16, own)
    earlier = structs.replace(first, header=structs.replace(first.header, lamport=9))
    mine, theirs = joined("notice.given", first, own), joined("notice.given", first, other, stream=b"y" * 16)
    facts = reading.facts_of(db, [theirs, mine, earlier], ())
    assert [fact.source.marks for fact in facts] == [UNLAWFUL, (), ()]


def test_at_a_national_office_a_desk_speaks_for_its_own_province_alone(db: Connection) -> None:
    own = know(db, POST, post="19/K1")
    desk = know(db, DESKS, "triage", post="19/KESBANGPOL")
    foreign = know(db, DESKS, "triage", "Budi", post="72/KESBANGPOL")
    first = begun(b"a" * 16, own)
    ours = joined("case.opened", first, desk, stream=b"b" * 16)
    kept(db, first, ours, joined("case.opened", first, foreign, "Budi", stream=b"c" * 16))
    assert subjects(db, first.subject) == {first.subject: [(), (), UNLAWFUL]}


def test_a_mark_of_no_right_stands_behind_the_others(db: Connection) -> None:
    leaf = know(db, POST, "device", "L")
    know_stream(db, b"s" * 16, b"d" * 16, "K1", forked_at=0)
    entry = ordered(signed("complaint.received", leaf, by="L"), "facts", "handling", facts=Part(EXPIRED))
    assert [fact.source.marks for fact in reading.facts_of(db, [entry], ())] == [(FORKED, ERASED, UNAUTHORISED)]


def test_heads_are_those_that_nothing_names_as_what_came_before(db: Connection) -> None:
    leaf = POST.leaf()
    first = signed(CASE, leaf)
    second = signed(CASE, leaf, before=first, subject=first.subject, parents=[first.digest])
    aside = signed(CASE, leaf, before=second, subject=first.subject, parents=[first.digest])
    last = signed(CASE, leaf, before=aside, subject=first.subject, parents=[second.digest])
    facts = [reading.fact_of(db, entry, ()) for entry in (first, second, aside, last)]
    assert [fact.source.parents for fact in facts] == [(), (first.digest[:16],), (first.digest[:16],), (second.digest[:16],)]
    assert reading.heads_of(facts) == [aside.digest, last.digest]
    assert reading.heads_of(facts[:1]) == [first.digest] and reading.heads_of([]) == []
