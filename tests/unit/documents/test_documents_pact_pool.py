"""Pacts drawn by other processes: the same bytes as here, in order; a process that falls costs time and nothing else."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterator

import pytest

from core.documents import pact_pool
from core.documents.pact import PactPress
from core.documents.pact_page import PactPage
from core.documents.pact_pool import PactPool
from core.documents.pact_worker import Drawn, receive, send
from core.documents.verifying import verify_pdf
from core.domain.errors import Cancelled
from tests.unit.documents import world

COUNT = 45


@pytest.fixture(scope="module")
def presses() -> Iterator[tuple[PactPress, PactPress]]:
    with world.press() as one, world.press(drill=True) as other:
        yield one, other


def pages(presses: tuple[PactPress, PactPress]) -> list[tuple[PactPress, PactPage]]:
    """Two styles by turns, with names of different lengths and rare letters."""
    people = [dataclasses.replace(world.PERSON, name=f"Đani {'Putra ' * (at % 4)}{at}") for at in range(COUNT)]
    told = [presses[at % 2].page(person, f"{at}/X", at.to_bytes(16, "big"), world.ISSUED) for at, person in enumerate(people)]
    return [(presses[at % 2], page) for at, page in enumerate(told)]


def unsigned(pdf: bytes) -> bytes:
    """All but the message: ECDSA of two signings differs."""
    start = pdf.index(b"/Contents <")
    return pdf[:start] + pdf[pdf.index(b">", start) :]


def test_other_processes_give_the_same_bytes_in_order(presses: tuple[PactPress, PactPress]) -> None:
    told = pages(presses)
    with PactPool(world.fonts(), presses, lambda: None) as pool:
        made = list(pool.printed(told))
        answered = pool._free.get()
        assert answered is not None, "no process answered: everything was drawn here"
    assert [page for page, _ in made] == [page for _, page in told]
    for (press, page), (_, paper) in zip(told, made, strict=True):
        assert unsigned(paper.pdf) == unsigned(press.printed(page).pdf)
    assert verify_pdf(made[0][1].pdf, world.province().trust).verdict == "valid"


def test_processes_that_fall_cost_no_pact(presses: tuple[PactPress, PactPress]) -> None:
    told = pages(presses)
    with PactPool(world.fonts(), presses, lambda: None) as pool:
        made = []
        for done in pool.printed(told):
            made.append(done)
            for process in pool._started:
                process.kill()
    assert [page for page, _ in made] == [page for _, page in told]
    assert all(unsigned(paper.pdf) == unsigned(told[at][0].printed(page).pdf) for at, (page, paper) in enumerate(made))


def test_another_beginning_is_not_signed(presses: tuple[PactPress, PactPress], monkeypatch: pytest.MonkeyPatch) -> None:
    told = pages(presses)[:3]
    wrong = tuple(Drawn(bytes(32), b"another file", 1, 5) for _ in told)
    with PactPool(world.fonts(), presses, lambda: None) as pool:
        monkeypatch.setattr(pool, "_ask", lambda jobs: wrong)
        made = list(pool.printed(told))
    assert all(verify_pdf(paper.pdf, world.province().trust).verdict == "valid" for _, paper in made[::2])


def test_cancel_ends_the_processes(presses: tuple[PactPress, PactPress], monkeypatch: pytest.MonkeyPatch) -> None:
    def stop() -> None:
        raise Cancelled

    monkeypatch.setattr(pact_pool, "POLL_SECONDS", 0.001)
    with pytest.raises(Cancelled), PactPool(world.fonts(), presses, stop) as pool:
        list(pool.printed(pages(presses)))
    assert pool._started and all(process.returncode is not None for process in pool._started)


def test_frames_that_were_cut_are_no_answer() -> None:
    whole = io.BytesIO()
    send(whole, [Drawn(bytes(32), b"x", 0, 1)])
    data = whole.getvalue()
    assert receive(io.BytesIO(data), tuple[Drawn, ...]) == (Drawn(bytes(32), b"x", 0, 1),)
    assert receive(io.BytesIO(b""), tuple[Drawn, ...]) is None
    for cut in range(1, len(data)):
        with pytest.raises(ValueError, match="cut"):
            receive(io.BytesIO(data[:cut]), tuple[Drawn, ...])
