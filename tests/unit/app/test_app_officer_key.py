"""A new signing key: the new certificate is known by the old road, the old one ends, and nothing that was signed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from unittest.mock import patch

import pytest

from core.app import intake, officer_key
from core.app.device import SLOTS_FILE, Officer
from core.app.identity_key import seated
from core.app.profile import DEFAULT_OFFICER, read_slots
from core.app.queries import Officers
from core.app.views import OfficerRow
from core.crypto import keyslots
from core.crypto.cose import key_id
from core.crypto.keyslots import SlotContent
from core.crypto.second_factor import Way
from core.crypto.signing import SigningKey
from core.domain.commands import ReportItem, SubmitReports
from core.domain.errors import Refused, Unavailable
from core.domain.forms import parse_form
from core.domain.identity_opening import NameIdentityOfficer
from core.domain.ids import CommandId
from core.domain.officer import EndOfficer
from tests.world import PASSPHRASE, Laptop, World, found, stretched_once, warning

WAYAN, WAYAN_WORDS = "I Wayan Contoh", "frasa wayan yang panjang"


@pytest.fixture(scope="module", autouse=True)
def typed_often() -> Iterator[None]:
    with stretched_once():
        yield


@pytest.fixture
def office() -> Iterator[World]:
    made = found("officer-key", "a")
    yield made
    made.close()


def renew(laptop: Laptop, way: Way, command: CommandId | None = None) -> OfficerRow:
    return laptop.app.renew_officer_key(command or laptop.app.new_command(), way)


def kid_of(laptop: Laptop, words: str) -> bytes:
    return key_id(keyslots.unlock(read_slots(laptop.folder), words).content.certificate_der)


def states(laptop: Laptop, name: str) -> list[bool]:
    return [each.ended for each in laptop.app.ask(Officers()) if each.name == name]


def test_an_officer_gets_a_new_key_and_keeps_his_passphrase(office: World) -> None:
    post = office.a
    post.enrol(WAYAN, "officer", WAYAN_WORDS)
    post.close()
    post.open(WAYAN_WORDS)
    before = post.submit(warning(summary="Dengan kunci lama"))
    post.close()
    old = keyslots.unlock(read_slots(post.folder), WAYAN_WORDS).content
    command = post.app.new_command()
    assert renew(post, WAYAN_WORDS, command).name == WAYAN
    new = kid_of(post, WAYAN_WORDS)
    assert new != key_id(old.certificate_der) and states(post, WAYAN) == [True, False]
    count = len(post.entries())
    assert renew(post, WAYAN_WORDS, command).name == WAYAN
    assert len(post.entries()) == count and kid_of(post, WAYAN_WORDS) == new, "the same command once"
    post.close()
    post.open(WAYAN_WORDS)
    assert post.device.officer.kid == new
    after = post.submit(warning(summary="Dengan kunci baru"))
    # What the old key signs from now on is kept, and marked; what it signed before is as good as it was.
    late = submit_as(post, old, "Dengan kunci curian")
    office.settle(post)
    desk = office.province
    marks = {row.summary: row.revoked for row in desk.rows()}
    assert marks == {"Dengan kunci lama": False, "Dengan kunci baru": False, "Dengan kunci curian": True}
    assert desk.report(late).row.revoked and not desk.report(before.id).row.revoked and not desk.report(after.id).row.revoked
    assert desk.problems() == post.problems() == ()
    assert [each.ended for each in post.app.ask(Officers()) if each.name == DEFAULT_OFFICER] == [False]


def submit_as(laptop: Laptop, content: SlotContent, summary: str) -> str:
    """A report signed by whoever has this key, past the gate that would refuse him."""
    own = laptop.device.officer
    officer = Officer(
        SigningKey.from_der(content.officer_key_der), content.certificate_der, key_id(content.certificate_der), own.name, own.role
    )
    item = ReportItem(parse_form(warning(summary=summary)))
    device = replace(laptop.device, officer=officer, own_streams={})
    return intake.submit(device, SubmitReports(laptop.app.new_command(), (item,)))[0].id


def test_the_head_renews_his_own(office: World) -> None:
    post = office.a
    old = kid_of(post, PASSPHRASE)
    first = post.submit(warning(summary="Sebelum")).id
    renew(post, PASSPHRASE)
    post.restart()
    assert post.device.officer.kid == kid_of(post, PASSPHRASE) != old and states(post, DEFAULT_OFFICER) == [True, False]
    second = post.submit(warning(summary="Sesudah")).id
    post.enrol(WAYAN, "officer", WAYAN_WORDS)  # the CA's key came along
    office.settle(post)
    assert not office.province.report(first).row.revoked and not office.province.report(second).row.revoked
    assert post.problems() == office.province.problems() == ()
    post.app.execute(EndOfficer(post.app.new_command(), WAYAN))
    assert not (post.folder / f"{SLOTS_FILE}.old").exists()


def test_cut_off_between_slot_and_entries_he_works_on_and_once_more_ends_what_was_left(office: World) -> None:
    post = office.a
    post.enrol(WAYAN, "officer", WAYAN_WORDS)
    entries, written = len(post.entries()), list[bytes]()

    def cut(path: object, data: bytes) -> None:
        """The slot is durable and then the power goes: neither the entries nor a way back."""
        if not written:
            (post.folder / SLOTS_FILE).write_bytes(data)
        written.append(data)
        raise OSError

    with patch.object(officer_key, "replace_file", cut), pytest.raises(Unavailable, match=r"disk\.failed"):
        renew(post, WAYAN_WORDS)
    assert len(post.entries()) == entries and len(written) == 2
    post.close()
    post.open(WAYAN_WORDS)
    mine = post.submit(warning(summary="Dengan kunci yang memperkenalkan diri")).id
    office.settle(post)
    assert not office.province.report(mine).row.revoked and states(post, WAYAN) == [False, False]
    post.close()
    renew(post, WAYAN_WORDS)
    assert states(post, WAYAN) == [True, True, False]
    office.settle(post)
    assert post.problems() == office.province.problems() == ()


def test_a_refusal_changes_nothing(office: World) -> None:
    post, desk = office.a, office.province
    post.enrol(WAYAN, "officer", WAYAN_WORDS)
    before = (post.folder / SLOTS_FILE).read_bytes(), post.entries()
    with pytest.raises(Refused, match=r"passphrase\.wrong"):
        renew(post, "frasa yang salah sekali")
    with pytest.raises(Refused, match=r"officer\.other"):
        post.app.renew_officer_key(post.app.new_command(), WAYAN_WORDS, DEFAULT_OFFICER)
    full = patch.object(post.device.database, "writing", side_effect=Unavailable("disk.full"))
    with full, pytest.raises(Unavailable):
        renew(post, WAYAN_WORDS)
    assert before == ((post.folder / SLOTS_FILE).read_bytes(), post.entries())
    post.close()
    post.open(WAYAN_WORDS)
    with pytest.raises(Refused, match=r"officer\.not_head"):
        renew(post, WAYAN_WORDS)
    desk.app.execute(NameIdentityOfficer(desk.app.new_command(), DEFAULT_OFFICER, "KESBANGPOL"))
    with desk.device.database.reading() as db:
        assert len(seated(db)) == 1
    with pytest.raises(Refused, match=r"renewal\.identity_desk"):
        renew(desk, PASSPHRASE)
