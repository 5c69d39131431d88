"""A national office: who becomes known to whom, what it is told and what never leaves the province, and what it answers."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from core.app import introduction, queries
from core.app.introduction import OfNation, OfProvince
from core.app.key_views import KeyList
from core.crypto.signing import SigningKey
from core.domain.bawaslu import GiveNotice
from core.domain.commands import NoteSeen, OpenCase
from core.domain.errors import Invalid, NotAllowed, Refused, Untrusted
from core.domain.events import ERASED
from core.domain.ids import read_id
from core.domain.nation import RELAYED, bare, is_relayed, label_of, may_leave, qualified
from core.domain.province_key import ReplaceKey
from core.journal import reading, store
from core.journal.catalogue import KINDS
from core.journal.entry import HERE, WITHHELD, read_record, relayed, write_record
from core.storage import tables
from sync.exchange import send
from tests.nation_world import Nation, found
from tests.world import BEGINNING, Laptop, complaint, titip, warning

CANARY = "Budi Rahmat"


@pytest.fixture(scope="module")
def told() -> Iterator[Nation]:
    """Both posts took reports in, and every stick went both ways until nothing moved."""
    nation = found("told")
    first, second = nation.post("19"), nation.post("52")
    mine = first.submit(complaint(), first.attach(b"foto", "foto.jpg"), first.attach(b"ktp", "ktp.jpg", shows_identity=True))
    photo = next(file.id for file in first.report(mine.id).attachments if not file.shows_identity)
    first.app.execute(NoteSeen(first.app.new_command(), read_id(mine.id), photo))
    first.submit(titip())
    first.submit(
        warning(summary="Dengan foto"),
        first.attach(b"foto", "massa.jpg"),
        first.attach(b"ktp", "kartu.jpg", shows_identity=True),
    )
    first.issue("Pegawai Satu")
    second.submit(warning(summary="Dari provinsi lain"))
    nation.trip(first, nation.province("19"))
    nation.province("19").open_case(mine.id, "12/A/2024")
    nation.province("19").submit(warning(summary="Milik meja"))
    nation.settle()
    yield nation
    nation.close()


# --- becoming known ----------------------------------------------------------------------------------------------


def test_a_file_is_believed_only_by_its_fingerprint(told: Nation) -> None:
    office, province = told.office.app.nation, told.province("19").app.nation
    introduced = province.introduce()
    seen = office.look_below(introduced.file)
    assert (seen.area, seen.fingerprint, seen.known) == ("19", introduced.fingerprint, True)
    with pytest.raises(Invalid, match=r"nation\.fingerprint"):
        office.adopt(introduced.file, told.province("52").app.nation.introduce().fingerprint)
    answer = office.adopt(introduced.file, introduced.fingerprint.upper().replace(" ", ""))
    assert province.look_above(answer.file).fingerprint == office.fingerprint
    with pytest.raises(Invalid, match=r"nation\.fingerprint"):
        province.know(answer.file, introduced.fingerprint)


def test_an_answer_opens_at_its_province_alone(told: Nation) -> None:
    introduced = told.province("19").app.nation.introduce()
    answer = told.office.app.nation.adopt(introduced.file, introduced.fingerprint).file
    with pytest.raises(Invalid, match=r"nation\.file"):
        told.province("52").app.nation.look_above(answer)
    card = introduction.read(answer, OfNation, told.province("19").device.identities)
    key = SigningKey.from_der(told.office.device.extras["root_key"])
    again = introduction.write(card, key, to=told.province("52").device.belongings.recipients.reports)
    with pytest.raises(Invalid, match=r"nation\.file"):  # sealed to the other one, and still not its own
        told.province("52").app.nation.look_above(again)


@pytest.mark.parametrize("spoiled", ["", "magic", "signature", "key", "root", "kind"])
def test_a_forged_introduction_is_refused(told: Nation, spoiled: str) -> None:
    desk = told.province("19")
    good, own = desk.app.nation.introduce().file, desk.device.belongings
    other = told.province("52").device
    card = OfProvince(root=own.anchors[0], recipient=own.recipients.reports, area="19", name="Palsu")
    data = {
        "": good,
        "magic": b"X" + good[1:],
        "signature": good[:-1] + bytes([good[-1] ^ 1]),
        "key": introduction.write(card, SigningKey.from_der(other.extras["root_key"])),
        "root": introduction.write(
            OfProvince(root=own.ca_certificate, recipient=card.recipient, area="19", name=""),
            SigningKey.from_der(desk.device.extras["ca_key"]),
        ),
        "kind": told.office.app.nation.adopt(good, desk.app.nation.fingerprint).file,
    }[spoiled]
    if not spoiled:
        assert told.office.app.nation.look_below(data).area == "19"
        return
    with pytest.raises(Invalid, match=r"nation\.file"):
        told.office.app.nation.look_below(data)


@given(data=st.data())
@settings(max_examples=60, phases=(Phase.explicit, Phase.generate))
def test_no_changed_introduction_is_read(told: Nation, data: st.DataObject) -> None:
    good = told.province("19").app.nation.introduce().file
    place = data.draw(st.integers(0, len(good) - 1))
    changed = good[:place] + bytes([good[place] ^ data.draw(st.integers(1, 255))]) + good[place + 1 :]
    cut = good[: data.draw(st.integers(0, len(good) - 1))]
    for spoiled in (changed, cut, good + b"\0"):
        with pytest.raises(Invalid, match=r"nation\.file"):
            introduction.read(spoiled, OfProvince)


def test_a_second_province_of_one_area_is_refused(told: Nation) -> None:
    other = told.province("52").device
    card = OfProvince(root=other.belongings.anchors[0], recipient=other.belongings.recipients.reports, area="19", name="Mengaku")
    forged = introduction.write(card, SigningKey.from_der(other.extras["root_key"]))
    identity = introduction.fingerprint(other.belongings.province)
    with pytest.raises(Invalid, match=r"nation\.area_taken"):
        told.office.app.nation.adopt(forged, identity)


def test_who_may_bind_an_office(told: Nation) -> None:
    with pytest.raises(NotAllowed, match=r"nation\.not_administrator"):
        told.post("19").app.nation.introduce()
    with pytest.raises(NotAllowed, match=r"nation\.not_office"):
        told.province("19").app.nation.look_below(b"")
    with pytest.raises(NotAllowed, match=r"nation\.not_administrator"):
        told.office.app.nation.look_above(b"")


def test_a_province_leaves_and_comes_back(told: Nation) -> None:
    province = told.province("52")
    answer = told.office.app.nation.adopt(province.app.nation.introduce().file, province.app.nation.fingerprint).file
    province.app.nation.leave()
    assert province.app.ask(queries.Above()) is None
    with pytest.raises(Refused, match=r"nation\.none"):
        province.app.nation.leave()
    assert {target.audience for target in province.app.shelf.targets(None)} == {"post:K0413"}
    with pytest.raises(Refused, match=r"nation\.none"):
        province.app.shelf.targets("nation")
    province.app.nation.know(answer, told.office.app.nation.fingerprint)
    assert [target.audience for target in province.app.shelf.targets("nation")] == ["nation"]


def test_the_office_answers_to_a_provinces_newest_key(told: Nation) -> None:
    desk, office = told.province("52"), told.office
    made = desk.app.replace_key(ReplaceKey(desk.app.new_command(), "reports", "planned", desk.app.today.isoformat()))
    (waiting,) = {row.waiting for row in desk.app.ask(KeyList()) if row.recipient == made.recipient}
    assert office.app.facts.name in waiting
    told.settle()
    to = {target.province: target.recipients for target in office.app.shelf.targets(None)}
    assert to[desk.device.belongings.province] == (made.recipient,)
    assert to[told.province("19").device.belongings.province] == (told.province("19").app.recipient,)
    assert office.app.recipient == office.device.belongings.recipients.reports, "its own is another matter"
    assert not any(row.waiting for row in desk.app.ask(KeyList()))
    assert office.problems() == ()


# --- what leaves the province ------------------------------------------------------------------------------------


def test_the_office_reads_each_report_with_its_province(told: Nation) -> None:
    rows = {row.post: row for row in told.office.rows() if row.agenda or row.post == "52/K0413"}
    assert set(rows) == {"19/K0413", "52/K0413"}
    assert all(row.number.startswith(f"{post}-") for post, row in rows.items())
    assert rows["52/K0413"].summary == "Dari provinsi lain"
    assert (rows["19/K0413"].case_status, rows["19/K0413"].agenda) == ("at_province", "12/A/2024")
    assert told.office.report(rows["52/K0413"].number).row.post == "52/K0413"
    posts = {row.code: row.reports for row in told.office.app.ask(queries.Posts())}
    assert posts == {"19/K0413": 3, "52/K0413": 1}
    adopted = {row.area: (row.posts, row.reports) for row in told.office.app.ask(queries.Adopted())}
    assert adopted == {"19": (1, 3), "52": (1, 1)}
    assert told.office.problems() == ()


def parts_at(laptop: Laptop) -> Iterator[tuple[str, str, int, bytes]]:
    """Kind, name, state and content of every part that a laptop holds."""
    with laptop.device.database.reading() as db:
        for entry in store.everything(db):
            for name, part in entry.parts.items():
                yield entry.header.kind, name, part.state, part.content


def test_nobody_is_named_at_the_office(told: Nation) -> None:
    at_province = [content for _, _, _, content in parts_at(told.province("19"))]
    assert any(CANARY.encode() in content for content in at_province)  # control: the province knows who is reported
    for kind, name, state, content in parts_at(told.office):
        assert CANARY.encode() not in content
        assert state == HERE if may_leave(kind, name) else state == WITHHELD
    kinds = {kind for kind, *_ in parts_at(told.office)}
    assert "pact.issued" in kinds  # its chain is whole
    assert told.office.app.ask(queries.Pacts()).rows == ()
    view = next(told.office.report(row.number) for row in told.office.rows() if row.agenda)
    assert view.row.summary == "" and view.form == {}  # nor what the visitor told
    assert CANARY not in repr(view)
    assert view.deadlines == ()
    assert [entry.kind for entry in view.history] == ["complaint.received", "case.opened"]  # nothing of who looked at its photo
    assert all(ERASED not in entry.marks for entry in view.history)


def test_what_the_desks_and_guards_keep_stays(told: Nation) -> None:
    with told.office.device.database.reading() as db:
        rows = db.execute(select(tables.stream.c.audience, tables.stream.c.post)).all()
    theirs = {(row.audience, row.post) for row in rows if row.post != "NASIONAL"}
    assert {audience for audience, _ in theirs} <= {"desks", "all", "post:K0413"}
    assert ("desks", "19/D-BABEL") not in theirs and ("desks", "52/D-NTB") not in theirs
    assert "Milik meja" not in {row.summary for row in told.office.rows()}
    assert "Milik meja" in {row.summary for row in told.province("19").rows()}


def test_every_kind_is_decided() -> None:
    known = set(KINDS) | {"case.told"}
    assert set(RELAYED) <= known
    assert not any(may_leave(kind, "parties") for kind in known)
    assert not any(
        may_leave(kind, "facts") for kind in known if kind.startswith(("pact.", "roster.", "document.", "declaration."))
    )
    assert all(may_leave(kind, "handling") for kind in known)
    assert [is_relayed(audience, from_desk=False) for audience in ("desks", "all", "post:K0413", "sealed:BAWASLU")] == [
        True,
        False,
        False,
        False,
    ]
    assert [is_relayed(audience, from_desk=True) for audience in ("desks", "all", "post:K0413", "nation")] == [
        False,
        True,
        True,
        False,
    ]
    assert (qualified("19", "K1"), qualified("", "K1"), label_of("19/K1"), label_of("K1")) == ("19/K1", "K1", "19", "")
    assert (bare("19/K1"), bare("K1")) == ("K1", "K1")


def test_withheld_parts_keep_chain_and_signature_and_are_taken_nowhere_else(told: Nation) -> None:
    with told.province("19").device.database.reading() as db:
        entry = next(each for each in store.everything(db) if each.header.kind == "complaint.received")
    record = write_record(relayed(entry))
    with pytest.raises(Untrusted, match="malformed"):
        read_record(record)
    read = read_record(record, withheld=True)
    assert read.digest == entry.digest and read.header == entry.header
    assert reading.withheld(read) == ("parties", "story")
    stick = told.stick()
    told.post("19").smuggle(stick, [record], like=[write_record(entry)])
    codes = [item.code for item in told.province("19").receive(stick).quarantined]
    assert codes == ["malformed"]


def test_at_rest_neither_side_writes_and_the_province_shows_what_arrived(told: Nation) -> None:
    for area in ("19", "52"):
        view = told.province(area).app.ask(queries.Above())
        assert view is not None and view.lacking == 0 and view.held > 1 and view.told_at
        assert told.province(area).send(told.stick()).objects == 0
    assert told.office.send(told.stick()).objects == 0
    province, stick = told.province("52"), told.stick()
    told.post("52").submit(warning(summary="Lagi"))
    told.trip(told.post("52"), province)
    lacking = province.app.ask(queries.Above())
    assert lacking is not None and lacking.lacking == 1
    assert province.app.shelf.targets("nation")[0].readers == (told.office.device.device,)
    send(province.app, stick, to="nation")
    told.office.receive(stick)
    assert told.office.send(stick).objects == 1  # the answer goes back on the same stick
    before = province.entries()
    province.receive(stick)
    again = province.app.ask(queries.Above())
    assert again is not None and (again.lacking, again.held) == (0, lacking.held + 1)
    assert province.entries() == before  # an acknowledgement is no entry
    assert province.app.ask(queries.Custody()).sticks[0].state == "done"


# --- attachments ---------------------------------------------------------------------------------------------------


def test_attachments_come_when_they_are_asked_for(told: Nation) -> None:
    office, province = told.office, told.province("19")
    report = next(row for row in office.rows() if row.summary == "Dengan foto")
    files = office.report(report.number).attachments
    assert len(files) == 2 and all(file.missing for file in files)
    assert office.app.shelf.wanted_pieces() == []
    assert office.app.nation.ask_files(report.number) == 1  # the identity card is never asked for
    told.trip(office, province)
    view = province.app.ask(queries.Above())
    assert view is not None and view.asked == 1
    stick = told.stick()
    assert province.send(stick).attachments == 1
    assert office.receive(stick).attachments == 1
    photo = next(file for file in files if not file.shows_identity)
    sink = io.BytesIO()
    office.app.read_attachment(photo.id, sink)
    assert sink.getvalue() == b"foto"
    told.trip(office, province)
    assert province.send(told.stick()).objects == 0
    assert office.problems() == ()


# --- the office writes nothing -------------------------------------------------------------------------------------


def test_the_office_only_reads(told: Nation) -> None:
    office = told.office
    report = next(row for row in office.rows() if row.post == "52/K0413")
    acts = (
        OpenCase(office.app.new_command(), read_id(report.id), "1"),
        GiveNotice(office.app.new_command(), read_id(report.id), "BAWASLU", BEGINNING, "telephone"),
    )
    for act in acts:
        with pytest.raises(NotAllowed, match=r"nation\.reads"):
            office.app.execute(act)
    with pytest.raises(NotAllowed, match=r"nation\.reads"):
        office.submit(warning())
    office.enrol("Petugas 2", "national", "kata sandi petugas dua")
    with pytest.raises(Invalid, match=r"officer\.role"):
        office.enrol("Petugas 3", "administrator", "kata sandi petugas tiga")


def test_rows_of_the_office_are_those_of_a_replay(told: Nation) -> None:
    before = told.office.snapshot()
    assert told.office.app.check(rebuild=True).problems == ()
    assert told.office.snapshot() == before
    told.office.restart()
    assert told.office.snapshot() == before
