"""What people read when a national office and a province come to know each other."""

from __future__ import annotations

NATION: dict[str, tuple[str, str]] = {
    "nation.file": (
        "Berkas itu bukan perkenalan yang utuh untuk kantor ini. Tidak ada yang berubah; minta berkasnya sekali lagi.",
        "That file is no whole introduction for this office. Nothing was changed; ask for the file once more.",
    ),
    "nation.fingerprint": (
        "Sidik yang diberikan berbeda dari sidik berkas ({fingerprint}). Tidak ada yang dipercaya; bandingkan sekali lagi.",
        "The fingerprint given differs from the file's ({fingerprint}). Nothing was believed; compare once more.",
    ),
    "nation.area_taken": (
        "Provinsi {area} sudah diterima dengan kunci lain. Tidak ada yang berubah; tanyakan sebabnya ke provinsi itu.",
        "Province {area} was adopted with another key. Nothing was changed; ask that province why its key differs.",
    ),
    "nation.other": (
        "Provinsi ini sudah mengenal {name}. Tidak ada yang berubah; lepaskan dulu yang itu dengan --leave.",
        "This province knows {name} already. Nothing was changed; leave that one first, with --leave.",
    ),
    "nation.none": (
        "Provinsi ini belum mengenal kantor nasional. Tidak ada yang ditulis; terima dulu berkas dari kantor itu.",
        "This province knows no national office. Nothing was written; take in that office's file first.",
    ),
    "nation.not_office": (
        "Perintah ini milik kantor nasional. Tidak ada yang berubah; jalankan di laptop kantor itu.",
        "This verb belongs to a national office. Nothing was changed; run it on that office's laptop.",
    ),
    "nation.not_administrator": (
        "Hanya pemegang kunci akar, administrator, yang mengikat kantor ini. Tidak ada yang berubah; minta administrator.",
        "Only who holds the root key, the administrator, may bind this office. Nothing was changed; ask the administrator.",
    ),
    "nation.reads": (
        "Kantor nasional hanya membaca; posko dan provinsi yang menulis. Tidak ada yang berubah; minta provinsinya.",
        "A national office only reads; posts and provinces write. Nothing was changed; ask the province.",
    ),
}
