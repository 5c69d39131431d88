"""Drafts: saved at every pause, encrypted like all else; persons lie in a box of their own (D12).

The box's key is a file that no backup takes and that is deleted at submission: what the store's free pages may
still hold of a reporter then opens for nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
from sqlalchemy import Connection, select

from core.app.ports import Ports
from core.app.views import Draft, DraftRow
from core.crypto.boxes import lock_box, open_box
from core.crypto.labels import DRAFT_IDENTITY
from core.domain.commands import AttachedFile
from core.domain.errors import Invalid
from core.domain.ids import show_id
from core.domain.moment import Moment
from core.storage import tables
from core.storage.atomic import replace_file
from core.storage.database import Database
from core.storage.faults import in_words

IDENTITY_FIELDS = ("reporter", "witnesses", "typed_persons")
KEY_BYTES = 32
ID_BYTES = 10
Tree = dict[str, object]


class Drafts:
    """The drafts of one unlocked profile."""

    def __init__(self, database: Database, keys: Path, ports: Ports, zone: str) -> None:
        self._database, self._keys, self._ports, self._zone = database, keys, ports, zone
        keys.mkdir(parents=True, exist_ok=True)

    def save(self, draft: str | None, kind: str, tree: Tree, files: Sequence[AttachedFile] = ()) -> str:
        """Save a form as far as it goes, durable before it returns; gives the draft's id.

        Raises ``Unavailable`` (``disk.full``, ``disk.failed``); what was kept before stays.
        """
        name = draft or show_id(self._ports.entropy(ID_BYTES))
        persons = {key: value for key, value in tree.items() if key in IDENTITY_FIELDS}
        rest = {key: value for key, value in tree.items() if key not in IDENTITY_FIELDS}
        box = b""
        if persons:
            plain = msgspec.json.encode(persons)
            box = lock_box(self._key(name), plain, DRAFT_IDENTITY + name.encode(), self._ports.entropy)
        row = {
            "id": name,
            "kind": kind,
            "saved": self._ports.moment(self._zone).at,
            "zone": self._zone,
            "tree": msgspec.json.encode(rest),
            "identity_box": box,
            "files": msgspec.msgpack.encode(list(files)),
        }
        with self._database.writing() as db:
            db.execute(tables.draft.delete().where(tables.draft.c.id == name))
            db.execute(tables.draft.insert(), row)
        return name

    def _key(self, name: str) -> bytes:
        path = self._keys / f"{name}.key"
        with in_words():
            if not path.exists():
                replace_file(path, self._ports.entropy(KEY_BYTES))
            return path.read_bytes()

    def load(self, draft: str) -> Draft:
        """Read a draft back; raises ``Invalid('draft.unknown')``."""
        with self._database.reading() as db:
            row = db.execute(select(tables.draft).where(tables.draft.c.id == draft)).first()
        if row is None:
            raise Invalid("draft.unknown")
        tree: Tree = msgspec.json.decode(row.tree)
        if row.identity_box:
            tree |= msgspec.json.decode(open_box(self._key(draft), row.identity_box, DRAFT_IDENTITY + draft.encode()))
        files = msgspec.msgpack.decode(row.files, type=list[AttachedFile])
        return Draft(draft, row.kind, _show(row.saved, row.zone), tree, tuple(files))

    def rows(self) -> tuple[DraftRow, ...]:
        """All drafts, newest first."""
        with self._database.reading() as db:
            rows = db.execute(select(tables.draft).order_by(tables.draft.c.saved.desc())).all()
        return tuple(
            DraftRow(row.id, row.kind, _show(row.saved, row.zone), _summary(msgspec.json.decode(row.tree))) for row in rows
        )

    def discard(self, draft: str) -> None:
        """Forget a draft for good."""
        with self._database.writing() as db:
            self.remove(db, draft)
        self.destroy_key(draft)

    def remove(self, db: Connection, draft: str) -> None:
        """Remove the row inside the caller's transaction (the submission's own)."""
        db.execute(tables.draft.delete().where(tables.draft.c.id == draft))

    def destroy_key(self, draft: str) -> None:
        """Delete the identity box's key and cut the log, so that no copy of the box opens any more.

        Raises ``Unavailable('disk.failed')``; then the next unlock does it.
        """
        path = self._keys / f"{draft}.key"
        with in_words():
            if path.exists():
                path.unlink()
                self._database.checkpoint()

    def sweep_keys(self) -> None:
        """Delete keys whose draft is gone: a submission that was cut off between commit and here."""
        with self._database.reading() as db:
            live = {str(row.id) for row in db.execute(select(tables.draft.c.id))}
        for path in self._keys.iterdir():
            if path.stem not in live:
                path.unlink()

    def tokens(self) -> set[bytes]:
        """Vault files that drafts hold."""
        with self._database.reading() as db:
            rows = db.execute(select(tables.draft.c.files)).all()
        files = (msgspec.msgpack.decode(row.files, type=list[AttachedFile]) for row in rows)
        return {bytes.fromhex(file.token) for held in files for file in held}


def _show(at: int, zone: str) -> str:
    return Moment(at, zone, "").isoformat()


def _summary(tree: object) -> str:
    value = tree.get("summary") if isinstance(tree, dict) else None
    return value if isinstance(value, str) else ""
