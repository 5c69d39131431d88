"""Sentences about regencies' desks."""

from __future__ import annotations

REGENCY: dict[str, tuple[str, str]] = {
    "kit.regency": (
        "{area} bukan kabupaten atau kota di provinsi ini. Kit tidak dibuat; sebut kode wilayahnya, misalnya 19.05.",
        "{area} is no regency or city of this province. No kit was made; name its area code, for example 19.05.",
    ),
    "regency.area": (
        "Meja kabupaten/kota ini ({own}) hanya mencatat wilayahnya sendiri; {area} bukan wilayahnya. Tidak ada yang dicatat; "
        "pilih wilayah sendiri atau sampaikan kepada provinsi.",
        "This regency's desk ({own}) records its own area alone; {area} is not in it. Nothing was recorded; choose an area of "
        "your own, or tell the province.",
    ),
    "regency.paper": (
        "Meja kabupaten/kota hanya menerbitkan naskah tim terpadunya, bukan {kind}. Tidak ada yang diterbitkan; minta provinsi.",
        "A regency's desk issues the papers of its integrated team alone, not {kind}. Nothing was issued; ask the province.",
    ),
    "regency.closed": (
        "Meja kabupaten/kota hanya mengerjakan tim terpadu dan kerawanan wilayahnya; laporan dan perkara ada di posko dan "
        "provinsi. Tidak ada yang berubah; sampaikan kepada provinsi.",
        "A regency's desk does the work of its integrated team and the levels of its area; reports and cases are with the posts "
        "and the province. Nothing was changed; tell the province.",
    ),
    "regency.theirs": (
        "Catatan ini milik tim terpadu {regency}; provinsi membacanya dan tidak mengubahnya. Tidak ada yang berubah; minta meja "
        "kabupaten/kota itu.",
        "This record belongs to the integrated team of {regency}; the province reads it and does not change it. Nothing was "
        "changed; ask that regency's desk.",
    ),
}
