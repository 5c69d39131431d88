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
    "keys.since_before": (
        "Provinsi ini berdiri {day}; sebelum itu kuncinya belum ada. Tidak ada yang berubah; pakai tanggal itu sampai hari ini.",
        "This province was founded on {day}; its keys did not exist before. Nothing was changed; use that day up to today.",
    ),
    "keys.no_pairs": (
        "Kunci identitas belum pada pasangan petugas di laptop ini. Tidak ada yang berubah; serahkan dulu di meja identitas.",
        "The identities' key is not with pairs of officers at this laptop. Nothing was changed; hand it over there first.",
    ),
    "keys.unknown": (
        "Kunci itu tidak dikenal di provinsi ini. Tidak ada yang berubah; lihat daftarnya di kartu Kunci provinsi.",
        "That key is not known in this province. Nothing was changed; see the list on the card of the province's keys.",
    ),
    "keys.in_force": (
        "Kunci itu masih berlaku. Tidak ada yang dimusnahkan; ganti dulu, lalu tunggu semua posko mendengar.",
        "That key is in force. Nothing was destroyed; replace it first, then wait until every post has heard.",
    ),
    "keys.waiting": (
        "Belum semua laptop memakai kunci yang baru: {posts}. Tidak ada yang dimusnahkan; tukar media dengan mereka dulu.",
        "Not every laptop uses the new key yet: {posts}. Nothing was destroyed; exchange media with them first.",
    ),
    "keys.still_sealed": (
        "Masih ada {count} yang hanya dibuka kunci itu. Tidak ada yang dimusnahkan; tunggu sampai waktu simpannya habis.",
        "{count} things are still opened by that key alone. Nothing was destroyed; wait until their time to be kept is over.",
    ),
    "keys.second": (
        "Kunci identitas dimusnahkan oleh dua petugas meja identitas. Tidak ada yang berubah; panggil petugas kedua.",
        "Two officers of the identity desk destroy an identities' key. Nothing was changed; call the second officer.",
    ),
    "keys.escrow": (
        "Kunci identitas masih dititipkan di bawah kunci pemulihan itu. Tidak ada yang berubah; dua petugas menyerahkannya lagi.",
        "The identities' key is still in escrow under that recovery key. Nothing was changed; two officers hand it over again.",
    ),
    "keys.lies_here": (
        "Kunci pemulihan itu masih pada frasa sandi administrator. Tidak ada yang berubah; serahkan kunci identitas dulu.",
        "That recovery key still lies with the administrator. Nothing was changed; hand the identities' key over first.",
    ),
    "keys.no_sheets": (
        "Lembar untuk tiga pemegang belum dibuat. Tidak ada yang berubah; buat dan simpan lembarnya lebih dulu.",
        "The sheets for the three custodians were not made. Nothing was changed; make and keep the sheets first.",
    ),
}
