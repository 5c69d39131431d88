"""Why a key of the province was not replaced or destroyed."""

from __future__ import annotations

from typing import Final

KEYS: Final[dict[str, tuple[str, str]]] = {
    "keys.purpose": (
        "Kunci itu tidak dikenal. Tidak ada yang berubah; pakai salah satu: {allowed}.",
        "That key is not known. Nothing was changed; use one of: {allowed}.",
    ),
    "keys.reason": (
        "Alasan itu tidak dikenal. Tidak ada yang berubah; pakai salah satu: {allowed}.",
        "That reason is not known. Nothing was changed; use one of: {allowed}.",
    ),
    "keys.since": (
        "Tanggal itu tidak terbaca atau belum tiba. Tidak ada yang berubah; pakai tanggal hari ini atau sebelumnya.",
        "That day cannot be read or is still to come. Nothing was changed; use today's date or an earlier one.",
    ),
    "keys.server": (
        "Kunci laporan dipakai bersama semua meja di server. Tidak ada yang berubah; penggantiannya belum didukung di sana.",
        "All desks on the server share the reports' key. Nothing was changed; replacing it there is not supported yet.",
    ),
    "keys.no_pairs": (
        "Kunci identitas belum pada pasangan petugas di laptop ini. Tidak ada yang berubah; serahkan dulu di meja identitas.",
        "The identities' key is not with pairs of officers at this laptop. Nothing was changed; hand it over there first.",
    ),
    "keys.no_sheets": (
        "Lembar untuk tiga pemegang belum dibuat. Tidak ada yang berubah; buat dan simpan lembarnya lebih dulu.",
        "The sheets for the three custodians were not made. Nothing was changed; make and keep the sheets first.",
    ),
}
