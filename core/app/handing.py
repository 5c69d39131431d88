"""The record of handing a stick over (T09), filled in from the custody of sticks."""

from __future__ import annotations

from datetime import datetime

from core.app.custody_views import StickRow
from core.domain.document import Rows
from core.domain.moment import zone_name

KIND = "t09"
MEBIBYTE = 1024 * 1024


def handing_over(stick: StickRow, people: dict[str, str], now: datetime, zone: str) -> tuple[dict[str, str], Rows]:
    """Fields and the line of media; ``people`` are giver, taker, venue and, where known, next_hop and witness.
    ``now`` is the instant on the post's own clock.

    Nothing of a report stands in it: how many objects, how large, and the places in the chain that the record answers for.
    """
    runs = ", ".join(stick.runs) or "tidak ada"
    content = (
        f"kiriman ke-{stick.number}: {stick.objects} berkas dalam folder DATA, {stick.bytes / MEBIBYTE:.1f} MiB; "
        f"urutan catatan {runs}; {stick.attachments} lampiran; disegel untuk penerima"
    )
    when = {"day": now.date().isoformat(), "time": f"{now:%H.%M} {zone_name(zone)}"}
    fields = when | {"passphrase": "tidak ada; media hanya dibuka penerima"} | people
    return fields, [{"kind": "USB", "label": stick.medium, "content": content, "encrypted": "ya"}]
