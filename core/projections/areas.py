"""What the province told regencies: the last number of each count, and how things stand."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, tuple_

from core.domain.area_told import AreaTold
from core.journal.entry import Entry
from core.journal.handling import Handling
from core.projections.publications import may_publish
from core.storage import tables
from core.storage.upsert import insert


def project_area(db: Connection, entry: Entry, event: AreaTold, handling: Handling) -> None:
    """Derive the rows; what comes out of order changes nothing that was told later, and only a desk's word counts (I8)."""
    if event.facts is None or not may_publish(db, entry):
        return
    facts, table = event.facts, tables.told_warning
    told = {"regency": facts.regency, "lamport": entry.header.lamport, "entry": entry.digest}
    key = [column.name for column in table.primary_key.columns]
    for each in facts.counts:
        row = {**msgspec.structs.asdict(each), **told, "confirmed": int(each.confirmed)}
        adding = insert(table)
        later = tuple_(table.c.lamport, table.c.entry) < tuple_(adding.excluded.lamport, adding.excluded.entry)
        kept = {name: adding.excluded[name] for name in ("number", "lamport", "entry")}
        db.execute(adding.on_conflict_do_update(index_elements=key, set_=kept, where=later), row)
    row = {
        "entry": entry.digest,
        "regency": facts.regency,
        "lamport": entry.header.lamport,
        "at": handling.at,
        "zone": handling.zone,
        "content": msgspec.json.encode(facts.state),
    }
    db.execute(insert(tables.told_area).on_conflict_do_nothing(), row)
