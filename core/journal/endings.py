"""Authorities that were ended: what is known of one, and whether a certificate of it is none of those that stay good."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select

from core.crypto.certificates import read as read_certificate
from core.crypto.certificates import signer_of
from core.crypto.cose import key_id
from core.domain.authority_ended import KID_BYTES, Ending, may_end, together
from core.domain.errors import Untrusted
from core.storage import tables

_T = tables.authority_end.c
_ENDINGS = select(_T.since, _T.kept).where(_T.authority == bindparam("name"), _T.label == bindparam("of"))


def ending_of(db: Connection, ca: bytes, label: str = "") -> Ending | None:
    """What the desks of its province (``label``, see :mod:`core.domain.nation`) said of the authority with this CA (DER).

    None of one that goes on, and of one that no entry can end.
    """
    rows = db.execute(_ENDINGS, {"name": signer_of(ca), "of": label}).all()
    found = together(Ending(int(row.since), kids_in(bytes(row.kept))) for row in rows)
    return found if found is not None and may_end(read_certificate(ca).granted_roles) else None


def require_kept(db: Connection, leaves: tuple[bytes, ...], ca: bytes, label: str = "") -> None:
    """Raise ``Untrusted('authority.ended')`` where an ended authority gave one of these out and does not keep it (all DER)."""
    ending = ending_of(db, ca, label)
    if ending is not None and any(ending.leaves_out(key_id(leaf)) for leaf in leaves):
        raise Untrusted("authority.ended")


def kids_in(kept: bytes) -> frozenset[bytes]:
    """The key ids that stand one behind the other."""
    return frozenset(kept[at : at + KID_BYTES] for at in range(0, len(kept), KID_BYTES))
