"""Signatures proven beside: every lie is found, whatever becomes of the process that looks for it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from core.crypto import certificates
from core.crypto.cose import Sign1, key_id, parse1, sign1
from core.crypto.signing import SigningKey
from core.domain.errors import Untrusted
from core.journal import prover
from core.journal.prover import CLAIMS, Prover
from tests.world import dice

ENTROPY = dice("prover")
KEY, OTHER = (SigningKey.generate(ENTROPY) for _ in range(2))
NOW = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)
CERTIFICATE, OTHERS = (certificates.make_root(name, key, NOW, ENTROPY) for name, key in (("Satu", KEY), ("Dua", OTHER)))
COUNT = 2 * CLAIMS + 3


def signed(key: SigningKey, certificate: bytes, payload: bytes) -> Sign1:
    return parse1(sign1(key, key_id(certificate), payload), 1024)


MESSAGES = [(signed(KEY, CERTIFICATE, b"isi %d" % n), CERTIFICATE) for n in range(COUNT - 1)] + [
    (signed(OTHER, OTHERS, b"isi"), OTHERS)
]
LIES = {
    "another key": lambda: (MESSAGES[1][0], OTHERS),
    "another signature": lambda: (replace(MESSAGES[1][0], signature=MESSAGES[2][0].signature), CERTIFICATE),
    "a certificate that is none": lambda: (MESSAGES[1][0], b"certificate"),
}


@pytest.fixture(params=["alive", "dead", "dumb", "absent"])
def proving(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Prover]:
    """A prover whose process works, has died, says nonsense, or could not be started."""
    if request.param == "absent":
        monkeypatch.setattr(prover, "_begun", lambda: None)
    if request.param == "dumb":
        monkeypatch.setattr(prover, "worker_command", lambda _module: [sys.executable, "-c", "print(' ' * 5000)"])
    made = Prover()
    if request.param == "dead":
        assert made._process is not None
        made._process.kill()
    yield made
    made.close()


@pytest.mark.parametrize("lie", [None, *LIES])
def test_one_lie_among_many_is_found(proving: Prover, lie: str | None) -> None:
    """Without a lie it is the control."""
    told = list(MESSAGES)
    if lie is not None:
        told[CLAIMS + 1] = LIES[lie]()
    for message, certificate in told:
        proving.claim(message, certificate)
    if lie is None:
        proving.settle()
        return
    with pytest.raises(Untrusted, match="signature"):
        proving.settle()


def test_nothing_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []
    true_begun = prover._begun

    def begun() -> subprocess.Popen[bytes] | None:
        process = true_begun()
        assert process is not None
        started.append(process)
        return process

    monkeypatch.setattr(prover, "_begun", begun)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    with prover.proving(prover.FEW - 1) as few:
        assert few is None and not started
    with pytest.raises(RuntimeError), prover.proving(prover.FEW) as many:
        assert many is not None
        many.claim(*MESSAGES[0])
        raise RuntimeError
    assert started[0].poll() is not None and not many._feeder.is_alive()
