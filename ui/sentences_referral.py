"""What people read when a case cannot go on to an institution, or an institution's answer cannot be recorded."""

from __future__ import annotations

REFERRAL: dict[str, tuple[str, str]] = {
    "liaison.closed": (
        "Bagian ini bukan untuk penghubung Bawaslu. Tidak ada yang berubah; buka Penerusan: yang diteruskan dan yang ditutup.",
        "This part is not for Bawaslu's liaison. Nothing was changed; see Referrals for what was referred and closed.",
    ),
    "referral.unknown": (
        "Penerusan itu tidak ada di sini. Tidak ada yang berubah; periksa kodenya pada daftar Penerusan.",
        "There is no such referral here. Nothing was changed; check its id in the list of referrals.",
    ),
    "referral.nobody": (
        "Lembaga tujuan belum dipilih. Tidak ada yang dikirim; pilih sekurangnya satu lembaga.",
        "No institution was chosen. Nothing was sent; choose one at least.",
    ),
    "referral.institution": (
        "Lembaga {value} tidak dikenal. Tidak ada yang dikirim; pilih kode lembaga dari usulan, misalnya BAWASLU.",
        "The institution {value} is not known. Nothing was sent; take a code from the proposal, for example BAWASLU.",
    ),
    "referral.abolished": (
        "{institution} hanya ada sampai {until}. Tidak ada yang dikirim; pilih lembaga yang menggantikannya pada usulan.",
        "{institution} existed until {until} only. Nothing was sent; choose the office that took its place in the proposal.",
    ),
    "referral.closed_route": (
        "Jalur ke {institution} tidak berlaku pada {day}. Tidak ada yang dikirim; lihat usulan jalur hari ini.",
        "The way to {institution} is not in force on {day}. Nothing was sent; look at today's proposal.",
    ),
    "referral.off_route": (
        "Tidak ada jalur ke {institution} untuk pihak yang dilaporkan ini. Tidak ada yang dikirim; mulai dari Bawaslu.",
        "No way leads to {institution} for this reported party. Nothing was sent; begin with Bawaslu.",
    ),
    "referral.release_only": (
        "{institution} hanya menerima dokumen yang dilepas, bukan perkara. Tidak ada yang dikirim; buat dokumen pelepasan.",
        "{institution} receives released documents only, never a case. Nothing was sent; make a release document.",
    ),
    "referral.via_bawaslu": (
        "{institution} hanya dicapai melalui Bawaslu. Tidak ada yang dikirim; teruskan kepada Bawaslu.",
        "{institution} is reached through Bawaslu only. Nothing was sent; refer the case to Bawaslu.",
    ),
    "referral.bawaslu_first": (
        "Bawaslu menerima lebih dahulu. Tidak ada yang dikirim; sertakan BAWASLU sebelum atau bersama {institution}.",
        "Bawaslu comes first. Nothing was sent; include BAWASLU before or together with {institution}.",
    ),
    "referral.discipline_first": (
        "Ankum hanya setelah hasil Bawaslu menyebut disiplin. Tidak ada yang dikirim; catat hasil Bawaslu lebih dahulu.",
        "Ankum opens only after Bawaslu's result says discipline. Nothing was sent; record Bawaslu's result first.",
    ),
    "referral.organiser": (
        "Jalur ini menurut jenis penyelenggara. Tidak ada yang dikirim; sebutkan ad hoc (Bawaslu Kab/Kota) atau tetap (DKPP).",
        "This way depends on the kind of organiser. Nothing was sent; say ad hoc (Bawaslu of the regency) or permanent (DKPP).",
    ),
    "referral.own_institution": (
        "Pihak yang dilaporkan berasal dari {institution}. Tidak ada yang dikirim; tujukan satu tingkat di atasnya ({level}).",
        "The reported party belongs to {institution} itself. Nothing was sent; address the level above ({level}).",
    ),
    "referral.reason": (
        "Untuk {institution} diperlukan alasan tertulis. Tidak ada yang berubah; tulis alasannya tanpa nama pelapor atau saksi.",
        "For {institution} a written reason is needed. Nothing was changed; write it without naming reporter or witness.",
    ),
    "referral.identity": (
        "Identitas pelapor tidak boleh sampai ke {institution}. Tidak ada yang dikirim; pilih tanpa identitas.",
        "The reporter's identity must not reach {institution}. Nothing was sent; choose to withhold it.",
    ),
    "referral.no_consent": (
        "Pelapor belum menyetujui identitasnya diteruskan. Tidak ada yang dikirim; pilih tanpa identitas, atau mintakan izinnya.",
        "The reporter has not agreed that his identity goes on. Nothing was sent; withhold it, or ask for his consent.",
    ),
    "referral.known": (
        "Laporan ini sudah diteruskan ke {institution} pada {day}. Tidak ada yang dikirim; catat kelanjutannya di sana.",
        "This report went to {institution} on {day} already. Nothing was sent; record what follows on that referral.",
    ),
    "referral.twice": (
        "{institution} disebut dua kali. Tidak ada yang dikirim; sebutkan setiap tujuan sekali.",
        "{institution} is named twice. Nothing was sent; name each addressee once.",
    ),
    "referral.situation": (
        "Laporan situasi tidak diteruskan sebagai perkara. Tidak ada yang dikirim; lepaskan rekapnya sebagai dokumen.",
        "A situation report is not referred as a case. Nothing was sent; release its recap as a document.",
    ),
    "referral.voided": (
        "Laporan ini dibatalkan. Tidak ada yang dikirim; pulihkan dahulu bila masih berlaku.",
        "This report was voided. Nothing was sent; restore it first if it still holds.",
    ),
    "referral.number": (
        "Nomor surat lembaga itu belum diisi. Tidak ada yang dicatat; salin nomor dari surat atau tanda terimanya.",
        "The institution's own number is missing. Nothing was recorded; copy it from its letter or receipt.",
    ),
    "referral.zone": (
        "Waktu itu tidak menyebut zona. Tidak ada yang dicatat; tulis misalnya 2024-02-07T10:00:00+07:00.",
        "That time names no zone. Nothing was recorded; write it like 2024-02-07T10:00:00+07:00.",
    ),
    "referral.time": (
        "Waktu {value} tidak terbaca. Tidak ada yang dicatat; tulis misalnya 2024-02-07T10:00:00+07:00.",
        "The time {value} cannot be read. Nothing was recorded; write it like 2024-02-07T10:00:00+07:00.",
    ),
    "referral.ahead": (
        "Waktu itu belum terjadi menurut jam laptop ini. Tidak ada yang dicatat; perbaiki waktunya atau jam laptop.",
        "By this laptop's clock that time lies ahead. Nothing was recorded; correct the time or the clock.",
    ),
    "referral.early": (
        "Waktu itu sebelum laporan ini diterima atau diteruskan ({day}). Tidak ada yang dicatat; periksa hari dan jamnya.",
        "That time is before the report came or was referred ({day}). Nothing was recorded; check day and hour.",
    ),
    "referral.lacks": (
        "Sebutkan apa yang kurang. Tidak ada yang dicatat; pilih dari: {allowed}.",
        "Say what is lacking. Nothing was recorded; choose from: {allowed}.",
    ),
    "referral.code": (
        "Isian {field} tidak mengenal {value}. Tidak ada yang berubah; pilih dari: {allowed}.",
        "{field} does not know {value}. Nothing was changed; choose from: {allowed}.",
    ),
    "referral.folder": (
        "Folder {folder} sudah berisi. Tidak ada yang ditulis; pilih folder kosong, agar hanya memuat penerusan ini.",
        "The folder {folder} holds something already. Nothing was written; choose an empty one for this referral's files alone.",
    ),
    "referral.over": (
        "{institution} sudah memutus atau menolak penerusan ini, atau sudah dikirimi lagi. Tidak ada yang dicatat; "
        "pakai penerusan yang baru.",
        "{institution} has decided or rejected this referral, or it was sent again. Nothing was recorded; use the new referral.",
    ),
    "referral.told": (
        "Surat bernomor {number} sudah dicatat pada penerusan ini. Tidak ada yang berubah.",
        "The paper numbered {number} is recorded on this referral already. Nothing was changed.",
    ),
    "referral.above": (
        "Sebutkan kepada siapa perkara ini dinaikkan. Tidak ada yang dicatat; tulis atasan lembaga itu.",
        "Say before whom it is brought. Nothing was recorded; name whom the institution answers to.",
    ),
    "referral.letter_elsewhere": (
        "Berkas surat {letter} ada di laptop meja yang menerbitkannya. Tidak ada yang hilang; cetak dari sana.",
        "The file of letter {letter} lies on the desk's laptop that issued it. Nothing is lost; print it there.",
    ),
}
