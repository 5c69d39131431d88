"""What people read about the integrated team: members, meetings, actions, agreements, rules, releases."""

from __future__ import annotations

TEAM: dict[str, tuple[str, str]] = {
    "team.missing": (
        "Isian {field} belum diisi. Tidak ada yang dicatat; lengkapi isian itu.",
        "The field {field} is empty. Nothing was recorded; fill it in.",
    ),
    "team.day": (
        "Isian {field} bukan tanggal. Tidak ada yang dicatat; tulis sebagai tahun-bulan-hari.",
        "The field {field} is no date. Nothing was recorded; write it as year-month-day.",
    ),
    "team.future": (
        "Tanggal pada isian {field} belum tiba. Tidak ada yang dicatat; periksa tanggalnya.",
        "The day in the field {field} is yet to come. Nothing was recorded; check the day.",
    ),
    "team.term": (
        "Masa berlaku berakhir sebelum mulai. Tidak ada yang dicatat; periksa kedua tanggalnya.",
        "The term ends before it begins. Nothing was recorded; check both days.",
    ),
    "team.code": (
        "Isian {field} berisi {value}, yang tidak dikenal di sini. Tidak ada yang dicatat; pilih salah satu: {codes}.",
        "The field {field} says {value}, which is not known here. Nothing was recorded; choose one of: {codes}.",
    ),
    "team.area": (
        "Kode wilayah {value} bukan wilayah yang dimaksud di provinsi ini. Tidak ada yang dicatat; pilih dari daftar wilayah.",
        "The area {value} is none of this province that is meant here. Nothing was recorded; choose one from the list.",
    ),
    "team.unknown": (
        "Catatan tim itu tidak ada di sini. Tidak ada yang berubah; ambil nomornya dari daftar.",
        "That record of the team is not here. Nothing was changed; take its id from the list.",
    ),
    "team.withdrawn": (
        "Catatan itu sudah ditarik dan tidak berlaku. Tidak ada yang berubah; buat catatan yang benar.",
        "That record was withdrawn and counts for nothing. Nothing was changed; make a correct one.",
    ),
    "meeting.taken": (
        "Rakor target {target} tahun {year} sudah ada. Tidak ada yang dicatat; buka rapat itu, atau batalkan dahulu.",
        "The meeting of target {target} in {year} exists. Nothing was recorded; open that one, or cancel it first.",
    ),
    "meeting.state": (
        "Langkah ini tidak cocok dengan keadaan rapat ({state}). Tidak ada yang berubah; lihat riwayat rapatnya.",
        "This step does not fit the meeting's state ({state}). Nothing was changed; look at its history.",
    ),
    "meeting.nobody": (
        "Daftar hadir kosong. Rapat belum dicatat berlangsung; isi instansi dan jabatan yang hadir.",
        "Nobody is in the attendance. The meeting was not recorded as held; enter institutions and positions.",
    ),
    "meeting.rows": (
        "Terlalu banyak baris (batas {limit}). Tidak ada yang dicatat; ringkas daftarnya.",
        "Too many rows (limit {limit}). Nothing was recorded; shorten the list.",
    ),
    "action.closed": (
        "Butir itu sudah {status} dan tidak berubah lagi. Tidak ada yang dicatat; tambahkan butir baru.",
        "That item is closed ({status}) and does not change any more. Nothing was recorded; add a new one.",
    ),
    "agreement.parties": (
        "Perjanjian perlu sedikitnya dua instansi yang berbeda. Tidak ada yang dicatat; isi kedua pihak.",
        "An agreement needs two different institutions at least. Nothing was recorded; enter both.",
    ),
    "release.kind": (
        "Dokumen jenis {kind} tidak boleh dilepas. Tidak ada yang keluar; hanya {kinds} yang boleh.",
        "A document of the kind {kind} may not be released. Nothing left the office; only {kinds} may.",
    ),
    "release.about": (
        "Dokumen itu menyangkut sebuah laporan, jadi tidak boleh dilepas. Tidak ada yang keluar; pilih dokumen lain.",
        "That document is about a report, so it may not be released. Nothing left the office; choose another.",
    ),
    "release.member": (
        "{institution} tidak punya kursi di tim pada hari ini. Tidak ada yang keluar; catat keanggotaannya dahulu.",
        "{institution} has no seat in the team today. Nothing left the office; record its membership first.",
    ),
    "release.words": (
        "Isian {field} memuat nomor laporan atau nomor orang. Tidak ada yang keluar; terbitkan dokumen tanpa nomor itu.",
        "The field {field} holds a report's or a person's number. Nothing left the office; issue a document without it.",
    ),
    "release.unit": (
        "Isian {field} menghitung pengaduan menurut satuan, atau menyebut penolakan pakta; keduanya tidak pernah dilepas. "
        "Tidak ada yang keluar; terbitkan dokumen tanpa kalimat itu.",
        "The field {field} counts complaints by unit, or tells that a pact was refused; neither is ever released. "
        "Nothing left the office; issue a document without that sentence.",
    ),
    "release.file": (
        "Berkas dokumen itu ada di laptop lain. Tidak ada yang keluar; lepas dari laptop yang menerbitkannya.",
        "That document's file lies on another laptop. Nothing left the office; release it from the one that issued it.",
    ),
}
