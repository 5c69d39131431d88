"""``self-test``: what is whole is said to work, and what is broken is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from core.apart import service
from tests.scripts.shell import Shell
from ui import compose, preflight

Answers = Callable[[service.Process, float], service.Answer]


def late_judge(real: Answers) -> Answers:
    """The process that judges papers gives no answer in its time; the others do."""

    def answer(process: service.Process, seconds: float) -> service.Answer:
        return service.Silence.LATE if "verify_apart" in " ".join(process.command) else real(process, seconds)

    return answer


def test_every_step_works_and_a_broken_one_is_named(shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    trials = tmp_path / "trials"
    trials.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(trials))
    told = shell.good("self-test")
    assert told["failed"] == [] and len(told["steps"]) == 8 and all(step["ok"] for step in told["steps"])
    assert not list(trials.iterdir())
    with monkeypatch.context() as busy:
        busy.setattr(service.Process, "answer", late_judge(service.Process.answer))
        late = shell.run("self-test")
    assert (late.code, late.tree["failed"], late.tree["slow"]) == (1, [], ["papers"])
    assert "terlalu sibuk: papers" in late.err and "Tidak bekerja" not in late.err
    monkeypatch.setattr(preflight, "missing", lambda: ["libgl1"])
    monkeypatch.setattr(compose, "painted_window", lambda _folder: (1280, 720, 1))
    monkeypatch.setattr(compose, "resource_path", lambda *_parts: tmp_path / "gone.png")
    broken = shell.run("self-test")
    assert broken.code == 1 and set(broken.tree["failed"]) >= {"report", "graphics", "window"}
    assert "Tidak bekerja: graphics" in broken.err
