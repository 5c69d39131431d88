"""What the program says of its work beside its answers: codes and ids, never a word of a report, also where it fails."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError

from core.app.application import Application
from core.storage.database import Database
from tests.scripts.shell import Result, Shell

CANARY = "Kenarikuning"


class Everything(logging.Handler):
    """Every record of every library, with its traceback, as a log file would have it."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what a file would get."""
        self.lines.append(logging.Formatter("%(name)s %(message)s").format(record))


@pytest.fixture
def log() -> Iterator[Everything]:
    """Heard from INFO up: more than the program itself ever lets a library say."""
    handler, root = Everything(), logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield handler
    root.setLevel(before)
    root.removeHandler(handler)


@pytest.mark.fault("ST-11")
def test_no_log_of_a_whole_life_holds_a_word(shell: Shell, log: Everything, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []

    def done(result: Result) -> Result:
        said.append(result.err)
        return result

    c = CANARY
    form = shell.example(
        "complaint", summary=c, narrative=f"{c} hadir", witnesses=[{"name": c, "address": c}],
        reporter={"lane": "sealed", "name": c, "address": c, "phone": c}, evidence=[{"title": c, "file": "a.txt"}],
    )  # fmt: skip
    parties: list[dict[str, object]] = form["reported"]  # type: ignore[assignment]
    form["reported"] = [each | {"name": c, "description": c} for each in parties]
    path, file = shell.write("laporan.json", json.dumps(form)), shell.write("a.txt", f"{c}\n" * 50)
    added = done(shell.run("report", "add", path, "--attach", file, profile="post"))
    assert added.code == 0
    report = added.tree["reports"][0]["id"]
    for words in (
        ("report", "list", "--query", c), ("report", "list", "--query", "tiadakata"),
         ("report", "show", report), ("report", "evidence", report), ("check",),
        ("report", "correct", report, "--reason", "duplicate", "--void"), ("send", shell.stick),
        ("receipt", report, "--out", shell.home / "t05.pdf"),
    ):  # fmt: skip
        assert done(shell.run(*words, profile="post")).code == 0, words
    for words in (
        ("receive", shell.stick), ("case", "open", report, "--agenda", c), ("case", "note", report, "--words", c),
        ("case", "show", report),
        ("export-all", shell.home / "everything"),
        ("annex", report, "--to", c, "--basis", c, "--out", shell.home / "a.zip"), ("check",),
    ):  # fmt: skip
        assert done(shell.run(*words, profile="province")).code == 0, words
    with monkeypatch.context() as fault:
        fault.setattr(Application, "execute", lambda *_: (_ for _ in ()).throw(KeyError(c)))
        broken = done(shell.run("report", "add", path, "--attach", file, profile="post"))
    assert broken.tree["error"] == "internal"
    assert [line for line in said if c in line] == []
    for bad in ({"violation": c}, {"happened": {"date": c}}, {"summary": f"{c}\u202e"}, {c: c}, {"narrative": f"{c}\0"}):
        wrong = shell.run("report", "add", shell.write("salah.json", json.dumps(form | bad)), profile="post")
        # What somebody typed wrongly a moment ago may be quoted to him, in one line.
        assert wrong.code == 2 and wrong.err.count("\n") == 1
    assert c not in "\n".join(log.lines)
    files = [path for name in ("post", "province") for path in (shell.home / name).rglob("*") if path.is_file()]
    assert [path for path in files if c.encode() in path.read_bytes()] == []


@pytest.mark.fault("ST-11")
def test_an_error_of_the_database_names_no_value(tmp_path: Path) -> None:
    """Control: without being told so, the library puts every value into its words."""
    ours = Database(tmp_path / "posko.db", bytes(32))
    with ours.writing() as db:
        db.execute(text("CREATE TABLE t (a TEXT UNIQUE)"))
    for _ in range(2):
        try:
            with ours.writing() as db:
                db.execute(text("INSERT INTO t VALUES (:a)"), {"a": CANARY})
        except IntegrityError as error:
            assert CANARY not in str(error) and CANARY not in repr(error)
            break
    else:
        pytest.fail("the second row was taken")
    ours.close()
    plain = create_engine("sqlite+pysqlite://", module=sqlite3)
    with plain.begin() as db, pytest.raises(IntegrityError, match=CANARY):
        db.execute(text("CREATE TABLE t (a TEXT UNIQUE)"))
        for _ in range(2):
            db.execute(text("INSERT INTO t VALUES (:a)"), {"a": CANARY})
    plain.dispose()
