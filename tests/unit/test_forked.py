"""What tests fork in the place of a process apart is one: a child of theirs, bound, alone with its streams, killed like any."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from core.apart.process import worker_command
from core.apart.service import Service, Terms

if sys.platform != "linux":
    pytest.skip("elsewhere every process apart is begun anew", allow_module_level=True)


def asked(service: Service) -> tuple[object, int]:
    """The answer on an object that is none, and the number of the process that gave it."""
    (answer,) = service.each([b"no object"])
    assert service.process is not None
    return answer, service.process._process.pid


def test_forked_and_begun_anew_say_the_same_and_are_bound_alike() -> None:
    terms = Terms("sync.apart", b"[]", 60, 10, 1)
    services = [Service(terms), Service(terms), Service(terms)]
    try:
        told = [asked(service) for service in services]
        assert len({answer for answer, _ in told}) == 1 and len({number for _, number in told}) == 3
        for _, number in told:
            of = Path(f"/proc/{number}")
            assert f"PPid:\t{os.getpid()}\n" in (of / "status").read_text()
            assert {each.name for each in (of / "fd").iterdir()} == {"0", "1", "2"}
            assert resource.prlimit(number, resource.RLIMIT_NOFILE) == (0, 0)
        assert b"tests.forked" in Path(f"/proc/{told[-1][1]}/cmdline").read_bytes()  # else this test would look at nothing
    finally:
        for service in services:
            service.close()


def test_its_end_is_seen_as_it_was() -> None:
    ended = []
    for deed in (signal.SIGKILL, signal.SIGTERM, None):
        with subprocess.Popen(worker_command("sync.apart"), stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            if deed is not None:
                process.send_signal(deed)
            _, _ = process.communicate(b"")
            ended.append(process.returncode)
    assert ended[:2] == [-signal.SIGKILL, -signal.SIGTERM]
    assert ended[2] == 1  # without a greeting it does not begin


def test_another_command_is_begun_as_it_is() -> None:
    done = subprocess.run(
        [*worker_command("sync.apart")[:3], "import sys; print(sys.argv)", "here"], capture_output=True, check=True
    )
    assert done.stdout == b"['-c', 'here']\n"
