"""What people read about the protection of personal data: breaches, requests for access, what is due for purge."""

from __future__ import annotations

PROTECTION: dict[str, tuple[str, str]] = {
    "breach.missing": (
        "Isian {field} belum diisi. Tidak ada yang dicatat; lengkapi isian itu.",
        "The field {field} is empty. Nothing was recorded; fill it in.",
    ),
    "breach.time": (
        "Isian {field} bukan waktu. Tidak ada yang dicatat; tulis tanggal dan jam, misalnya 2024-02-05T14:30.",
        "The field {field} is no time. Nothing was recorded; write day and hour, for example 2024-02-05T14:30.",
    ),
    "breach.future": (
        "Waktu pada isian {field} belum tiba. Tidak ada yang dicatat; periksa tanggal dan jamnya.",
        "The time in the field {field} is yet to come. Nothing was recorded; check day and hour.",
    ),
    "breach.before": (
        "Langkah itu lebih dahulu daripada saat kegagalan diketahui. Tidak ada yang dicatat; periksa waktunya.",
        "That step is earlier than the moment at which the breach became known. Nothing was recorded; check the time.",
    ),
    "breach.data": (
        "Jenis data yang terungkap belum dipilih dengan benar. Tidak ada yang dicatat; pilih dari: {codes}.",
        "The kinds of data that were exposed are not chosen rightly. Nothing was recorded; choose from: {codes}.",
    ),
    "breach.people": (
        "Jumlah orang harus antara 0 dan {most}; 0 berarti belum diketahui. Tidak ada yang dicatat; perbaiki angkanya.",
        "The number of people must be between 0 and {most}; 0 means not known yet. Nothing was recorded; correct it.",
    ),
    "breach.post": (
        "Pos {post} tidak dikenal di sini. Tidak ada yang dicatat; ambil kodenya dari daftar pos.",
        "The post {post} is not known here. Nothing was recorded; take its code from the list of posts.",
    ),
    "breach.laptop": (
        "Kunci laptop itu tidak terbaca. Tidak ada yang dicatat; ambil dari daftar sertifikat.",
        "That laptop's key is not readable. Nothing was recorded; take it from the list of certificates.",
    ),
    "breach.words": (
        "Isian {field} memuat nomor perkara, telepon, atau identitas. Tidak ada yang dicatat; tulis tanpa menunjuk orang.",
        "The field {field} holds a number of a case, a telephone or a person. Nothing was recorded; write it naming nobody.",
    ),
    "breach.step": (
        "Langkah itu tidak dikenal di sini. Tidak ada yang dicatat; pilih dari: {codes}.",
        "That step is not known here. Nothing was recorded; choose from: {codes}.",
    ),
    "breach.end": (
        "Cara berakhirnya tidak dikenal di sini. Tidak ada yang dicatat; pilih dari: {codes}.",
        "That end is not known here. Nothing was recorded; choose from: {codes}.",
    ),
    "breach.owed": (
        "Subjek data atau lembaga belum diberi tahu. Catatan tetap terbuka; catat kedua pemberitahuan, atau tutup sebagai "
        "tidak ada data yang terungkap.",
        "The persons or the agency were not told yet. The log stays open; record both notices, or close it as nothing exposed.",
    ),
    "breach.closed": (
        "Catatan kegagalan itu sudah ditutup. Tidak ada yang berubah; buat catatan baru bila ada kejadian baru.",
        "That breach is closed. Nothing was changed; begin a new one where something new happened.",
    ),
    "breach.unknown": (
        "Catatan kegagalan itu tidak ada di sini. Tidak ada yang berubah; ambil nomornya dari daftar.",
        "That breach is not here. Nothing was changed; take its id from the list.",
    ),
    "access.who": (
        "Pemohon tidak dikenal di sini. Tidak ada yang dicatat; pilih dari: {codes}.",
        "That kind of person is not known here. Nothing was recorded; choose from: {codes}.",
    ),
    "access.code": (
        "Kode itu tidak membuka laporan mana pun di sini. Tidak ada yang dicatat; periksa kodenya pada tanda terima.",
        "That code opens no report here. Nothing was recorded; check the code on the receipt.",
    ),
    "access.party": (
        "Pihak nomor itu tidak ada; laporan ini memuat {parties} pihak, dihitung dari 1. Tidak ada yang dicatat; periksa lagi.",
        "There is no party of that number; this report has {parties}, counted from 1. Nothing was recorded; check the number.",
    ),
    "access.how": (
        "Cara memeriksa identitas pemohon belum ditulis. Tidak ada yang dicatat; tulis misalnya KTP diperlihatkan.",
        "How the person showed who he is was not written. Nothing was recorded; write for example ID card shown.",
    ),
    "access.pending": (
        "Belum ada putusan, jadi data belum boleh diberikan. Tidak ada yang berubah; jawab dengan penolakan, yang tidak "
        "menyebut ada atau tidaknya laporan.",
        "Nothing was decided yet, so no data may be given. Nothing was changed; answer with a refusal, which tells of no report.",
    ),
    "access.answered": (
        "Permintaan itu sudah dijawab. Tidak ada yang berubah; catat permintaan baru bila orang itu meminta lagi.",
        "That request was answered. Nothing was changed; record a new one where the person asks again.",
    ),
    "access.unknown": (
        "Permintaan itu tidak ada di sini. Tidak ada yang berubah; ambil nomornya dari daftar.",
        "That request is not here. Nothing was changed; take its id from the list.",
    ),
    "retention.days": (
        "Masa simpan harus antara 1 dan {most} hari, bukan {value}. Tidak ada yang berubah; perbaiki angkanya.",
        "The time to keep must be between 1 and {most} days, not {value}. Nothing was changed; correct it.",
    ),
}
