"""Objects are opened in a process that can do nothing else; what stops it is set aside and the rest goes in."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from core.apart.process import worker_command
from core.apart.service import Process, Silence
from core.crypto.sealing import AgeIdentity, seal
from core.domain.errors import Untrusted
from sync import apart
from sync.apart import Apart
from sync.bundle import Bundle
from sync.opening import Here
from sync.receiving import receive
from tests.world import World, warning

_CLIMB = """
import os, socket, sys
def main():
    from core.apart.process import limit_self
    limit_self(768 * 1024 * 1024, 20, alone=True, many=True)
    done = []
    for what in (lambda: open("/etc/hostname"), lambda: socket.socket(), lambda: os.fork(), lambda: bytearray(2**30)):
        try:
            what()
        except (OSError, MemoryError) as error:
            done.append(type(error).__name__)
    print(" ".join(done))
"""


@pytest.fixture
def objects(world: World) -> list[bytes]:
    """What lies on a stick of three reports, each sent alone."""
    found: dict[str, bytes] = {}
    for number in range(3):
        world.a.submit(warning(summary=f"Laporan {number}"))
        stick = world.stick()
        world.a.send(stick)
        found |= {path.name: path.read_bytes() for path in sorted(stick.rglob("*.bin"))}
    return list(found.values())


def told(outcome: object) -> object:
    return outcome.code if isinstance(outcome, Untrusted) else outcome.records if isinstance(outcome, Bundle) else outcome


def test_apart_says_what_here_says(world: World, objects: list[bytes]) -> None:
    whole, *rest = objects
    foreign = world.c.app.identities
    mutants = [whole[:-1], whole[:200], b"", b"age-encryption.org/v1\n", bytes(5000), whole, *rest]
    for identities in (world.province.app.identities, foreign):
        with Apart(identities) as opener:
            here = [told(outcome) for outcome in Here(identities).open_each(mutants)]
            assert [told(outcome) for outcome in opener.open_each(mutants)] == here
    assert None in here, "control: sealed to somebody else"


def test_a_stick_goes_in_by_way_of_the_other_process(world: World) -> None:
    world.a.submit(warning(summary="Lewat proses lain"))
    stick = world.stick()
    world.a.send(stick)
    with Apart(world.province.app.identities) as opener:
        assert receive(world.province.app, stick, opener=opener).quarantined == ()
    assert [row.summary for row in world.province.rows()] == ["Lewat proses lain"]


@pytest.mark.fault("IM-17")
def test_a_process_that_dies_costs_one_object(world: World, objects: list[bytes]) -> None:
    def killing(opener: Apart) -> Iterator[bytes]:
        for number, data in enumerate(objects):
            yield data
            if number == 1 and opener.service.process is not None:
                opener.service.process.kill()

    with Apart(world.province.app.identities) as opener:
        outcomes = [told(outcome) for outcome in opener.open_each(killing(opener))]
    assert outcomes.count("object.unopened") <= 2
    assert len(outcomes) == len(objects)
    assert isinstance(outcomes[-1], tuple), "the last had a new process"


@pytest.mark.fault("IM-17")
def test_one_that_never_answers_is_left(world: World, objects: list[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float] = []

    def never(_: Process, seconds: float) -> Silence:
        asked.append(seconds)
        return Silence.LATE

    with Apart(world.province.app.identities, seconds=3) as opener:
        with monkeypatch.context() as patch:
            patch.setattr(Process, "answer", never)
            assert [told(outcome) for outcome in opener.open_each(objects[:1])] == ["object.unopened"]
        assert asked == [3]
        assert isinstance(told(next(iter(opener.open_each(objects[:1])))), tuple)


@pytest.mark.parametrize("answer", [b"", b"?", b"C", b"Cxx", b"R", b"R{}", b'R{"code": 1}'])
def test_an_answer_that_is_none_is_not_believed(answer: bytes) -> None:
    outcome = apart._outcome(answer)
    assert isinstance(outcome, Untrusted)


def test_the_other_process_can_open_no_file_no_line_no_child_and_no_gigabyte() -> None:
    command = worker_command("sync.apart")
    command[command.index("-c") + 1] = f"import sys; sys.path.insert(0, sys.argv[1])\n{_CLIMB}\nmain()"
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    names = done.stdout.split()
    assert names[:2] == ["OSError", "OSError"]
    assert names[-1] == "MemoryError"


def test_the_identity_is_not_among_the_arguments(world: World, objects: list[bytes]) -> None:
    with Apart(world.province.app.identities) as opener:
        next(iter(opener.open_each(objects)))
        opener.service.process = process = Process(opener.service.terms)
        assert "AGE-SECRET" not in " ".join(process.command)


# --- what the worker says, and what is made of it


def test_an_answer_is_read_and_proved_again() -> None:
    refused = apart._outcome(b'R{"code": "limit", "details": {"what": "object", "size": 5}}')
    assert isinstance(refused, Untrusted) and (refused.code, refused.details) == ("limit", {"what": "object", "size": 5})
    assert apart._outcome(b"N") is None
    for answer, code in (
        (Silence.ENDED, "object.unopened"),
        (b"", "object.unopened"),
        (b"X", "object.unopened"),
        (b"R", "object.unopened"),
        (b"R[]", "object.unopened"),
        (b'R{"code": "limit"}', "object.unopened"),
        (b'R{"code": "limit", "details": 5}', "object.unopened"),
        (b"C", "malformed"),
    ):
        outcome = apart._outcome(answer)
        assert isinstance(outcome, Untrusted) and outcome.code == code, answer


def test_a_worker_is_limited_before_it_opens_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[object] = []
    monkeypatch.setattr(apart, "_warm_up", lambda: done.append("warm"))
    monkeypatch.setattr(apart, "limit_self", lambda *limits, **more: done.append((limits, more)))
    mine = AgeIdentity.generate()
    judge = apart._begin(json.dumps([mine.text]).encode())
    assert done == ["warm", ((768 * 1024 * 1024, 20), {"alone": True, "many": True})]
    for data, told in (
        (seal(b"x", [AgeIdentity.generate().recipient]), b"N"),
        (b"no object", b'R{"code": "object.damaged", "details": {}}'),
        (seal(b"x", [mine.recipient]), b'R{"code": "object.damaged", "details": {}}'),
    ):
        assert judge(data) == told
    content = SimpleNamespace(records=[b"first", b"second"])
    read: list[tuple[bytes, bool]] = []
    monkeypatch.setattr(apart, "open_content", lambda data, _identities: data)
    monkeypatch.setattr(apart, "read_content", lambda _content: content)
    monkeypatch.setattr(apart, "read_record", lambda record, *, withheld: read.append((record, withheld)))
    assert judge(b"content") == b"Ccontent" and read == [(b"first", True), (b"second", True)]


def test_signing_works_before_the_doors_are_closed() -> None:
    apart._warm_up()
    assert apart._judge(b"no object", ()).startswith(b"R")
