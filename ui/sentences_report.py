"""What people read when a report, a case, a draft or an attachment cannot be taken as it is."""

from __future__ import annotations

REPORT: dict[str, tuple[str, str]] = {
    "form.invalid": (
        "Isi laporan tidak sesuai bentuknya pada {path}: {detail}. Tidak ada yang disimpan; perbaiki, lalu ulangi.",
        "The report does not have its form at {path}: {detail}. Nothing was saved; correct it, then try again.",
    ),
    "report.not_json": (
        "Berkas laporan bukan JSON yang utuh (baris {line}). Tidak ada yang disimpan; lihat report add --example.",
        "The report file is not whole JSON (line {line}). Nothing was saved; see report add --example.",
    ),
    "report.nothing": (
        "Berkas laporan kosong. Tidak ada yang disimpan; lihat report add --example.",
        "The report file is empty. Nothing was saved; see report add --example.",
    ),
    "report.attach_one": (
        "--attach hanya untuk satu laporan, sedangkan berkas ini memuat {count}. Tidak ada yang disimpan; pisahkan.",
        "--attach goes with one report, and this file holds {count}. Nothing was saved; split it.",
    ),
    "guard.too_long": (
        "Laporan tentang garis komando posko ini terlalu panjang untuk satu hari tersegel. Tidak ada yang disimpan; "
        "persingkat uraian, atau simpan bagiannya sebagai lampiran.",
        "This report about the post's own line of command is too long for one sealed day. Nothing was saved; "
        "shorten the story, or attach a part of it.",
    ),
    "guard.full": (
        "Tempat tersegel hari ini sudah penuh. Tidak ada yang disimpan; kirim ke media, lalu simpan lagi besok, "
        "atau minta petugas lain menyimpannya.",
        "Today's sealed places are full. Nothing was saved; send to a stick and save again tomorrow, "
        "or ask another officer to save it.",
    ),
    "guard.institution": (
        "Lembaga {institution} tidak dikenal, atau selalu menjadi penerima. Tidak ada yang berubah; pilih kode lembaga lain.",
        "The institution {institution} is not known, or is always a recipient. Nothing was changed; choose another code.",
    ),
    "guard.recipient": (
        "Penerima itu bukan kunci age (age1...). Tidak ada yang berubah; minta lembaga itu membuatnya dengan age-keygen.",
        "That recipient is no age key (age1...). Nothing was changed; ask the institution to make one with age-keygen.",
    ),
    "report.missing": (
        "Bagian {field} belum diisi. Tidak ada yang disimpan; lengkapi, lalu ulangi.",
        "The field {field} is not filled in. Nothing was saved; complete it, then try again.",
    ),
    "report.code": (
        "Kode {value} tidak dikenal untuk {field}. Tidak ada yang disimpan; pilih kode yang ada.",
        "The code {value} is not known for {field}. Nothing was saved; choose one that exists.",
    ),
    "report.future": (
        "Tanggal pada {field} belum terjadi. Tidak ada yang disimpan; perbaiki tanggalnya atau jam laptop.",
        "The date in {field} lies ahead. Nothing was saved; correct the date or the laptop's clock.",
    ),
    "report.known_before": (
        "Tanggal diketahui lebih awal daripada tanggal kejadian. Tidak ada yang disimpan; perbaiki salah satunya.",
        "The day it became known is before the day it happened. Nothing was saved; correct one of them.",
    ),
    "report.zone": (
        "Waktu pada {field} tidak menyebut zona. Tidak ada yang disimpan; tulis misalnya 2024-02-05T08:00:00+07:00.",
        "The time in {field} names no zone. Nothing was saved; write it like 2024-02-05T08:00:00+07:00.",
    ),
    "report.period": (
        "Akhir masa laporan tidak sesudah awalnya. Tidak ada yang disimpan; perbaiki waktunya.",
        "The period does not end after it begins. Nothing was saved; correct the times.",
    ),
    "report.related_unknown": (
        "Laporan yang dihubungkan tidak ada di laptop ini. Tidak ada yang disimpan; periksa id-nya, atau hapus hubungannya.",
        "The report that this one names is not on this laptop. Nothing was saved; check its id or take the link away.",
    ),
    "report.related_sealed": (
        "Laporan terbuka tidak boleh menyebut laporan titip. Tidak ada yang disimpan; masukkan laporan terbuka lebih dahulu.",
        "A report that lies open may not name a sealed one. Nothing was saved; put the open report first.",
    ),
    "report.related_many": (
        "Terlalu banyak laporan dihubungkan (paling banyak {limit}). Tidak ada yang disimpan; kurangi hubungannya.",
        "Too many reports are named (at most {limit}). Nothing was saved; name fewer.",
    ),
    "situation.supersedes_unknown": (
        "Laporan situasi yang digantikan bukan laporan situasi pos ini. Tidak ada yang disimpan; pilih laporan pos ini.",
        "The report to be superseded is no situation report of this post. Nothing was saved; choose one of this post.",
    ),
    "report.file_missing": (
        "Bukti menyebut berkas {file} yang tidak dilampirkan. Tidak ada yang disimpan; lampirkan atau hapus namanya.",
        "The evidence names the file {file}, which is not attached. Nothing was saved; attach it or remove the name.",
    ),
    "report.unknown": (
        "Laporan itu tidak ada di laptop ini. Tidak ada yang berubah; periksa nomor atau id-nya.",
        "That report is not on this laptop. Nothing was changed; check its number or id.",
    ),
    "situation.nihil_with_content": (
        "Laporan NIHIL tidak boleh memuat kejadian atau kerawanan. Tidak ada yang disimpan; hapus isinya atau lepas NIHIL.",
        "A NIHIL report must hold no incident or vulnerability. Nothing was saved; remove them or take NIHIL off.",
    ),
    "situation.empty": (
        "Laporan situasi tanpa isi. Tidak ada yang disimpan; isi kejadian, kerawanan, atau analisis, atau nyatakan NIHIL.",
        "The situation report is empty. Nothing was saved; give incidents, vulnerabilities or analysis, or state NIHIL.",
    ),
    "situation.nihil_refused": (
        "NIHIL ditolak: ada {count} peringatan atau kejadian pada masa itu. Tidak ada yang disimpan; laporkan isinya.",
        "NIHIL is refused: the period holds {count} warnings or incidents. Nothing was saved; report them.",
    ),
    "report.erased": (
        "Isi laporan ini sudah dihapus menurut aturan dan tidak dapat diperbaiki lagi. Tidak ada yang berubah.",
        "The words of this report were lawfully erased, so it can no longer be corrected. Nothing was changed.",
    ),
    "correction.act": (
        "Perbuatan {value} tidak dikenal untuk perbaikan. Tidak ada yang diusulkan; pilih perbaiki, batalkan, atau pulihkan.",
        "The act {value} is not known for a correction. Nothing was proposed; choose amend, void or restore.",
    ),
    "correction.kind": (
        "Jenis laporan tidak dapat diubah. Tidak ada yang diusulkan; batalkan laporan ini dan terima sebagai laporan baru.",
        "The kind of a report cannot be changed. Nothing was proposed; void it and take in a new one.",
    ),
    "correction.nothing": (
        "Tidak ada bagian yang berbeda dari yang tercatat. Tidak ada yang diusulkan; ubah dulu bagiannya.",
        "Nothing differs from what is recorded. Nothing was proposed; change a field first.",
    ),
    "correction.reason": (
        "Alasan perbaikan belum diisi. Tidak ada yang diusulkan; pilih alasan atau tulis dengan kata sendiri.",
        "The reason of the correction is missing. Nothing was proposed; choose one, or write it in words.",
    ),
    "incident.itself": (
        "Sebuah laporan tidak dapat dibandingkan dengan dirinya sendiri. Tidak ada yang berubah; pilih dua laporan yang berbeda.",
        "A report cannot be compared with itself. Nothing was changed; choose two different reports.",
    ),
    "incident.others": (
        "Belum ada laporan lain yang dipilih. Tidak ada yang berubah; sebutkan laporan pembandingnya.",
        "No other report was chosen. Nothing was changed; name the report to compare with.",
    ),
    "incident.situation": (
        "Laporan situasi memuat satu periode, bukan satu kejadian, sehingga tidak dapat ditautkan. Tidak ada yang berubah.",
        "A situation report covers a period, not one incident, so it cannot be linked. Nothing was changed.",
    ),
    "incident.guarded": (
        "Laporan tersegel tidak ikut dalam daftar atau kelompok apa pun. Tidak ada yang berubah.",
        "A sealed report takes no part in any list or group. Nothing was changed.",
    ),
    "incident.desk": (
        "Laporan hanya dibandingkan dan ditautkan di meja provinsi. Tidak ada yang berubah di laptop ini.",
        "Reports are compared and linked at the province's desk alone. Nothing was changed on this laptop.",
    ),
    "correction.sealed": (
        "Laporan titip hanya dapat diperbaiki oleh provinsi, sebab isinya tidak terbaca di sini. Tidak ada yang berubah.",
        "A report passed on sealed can only be corrected by the province: it cannot be read here. Nothing was changed.",
    ),
    "correction.nihil": (
        "NIHIL adalah pernyataan tersendiri dan tidak dapat dibuat lewat perbaikan. Tidak ada yang berubah; buat laporan baru.",
        "NIHIL is a statement of its own and cannot be made by a correction. Nothing was changed; make a new report.",
    ),
    "correction.outside_remit": (
        "Pihak itu di luar wewenang posko ini. Tidak ada yang diusulkan; batalkan laporan ini dan terima lagi sebagai titip.",
        "That party is outside this post's remit. Nothing was proposed; void this report and take it in anew, sealed.",
    ),
    "approval.unknown": (
        "Usulan itu tidak ada di laptop ini. Tidak ada yang berubah; lihat report pending.",
        "That proposal is not on this laptop. Nothing was changed; see report pending.",
    ),
    "approval.done": (
        "Usulan itu sudah dijawab. Tidak ada yang berubah; lihat riwayat laporannya.",
        "That proposal was answered already. Nothing was changed; see the report's history.",
    ),
    "approval.own": (
        "Usulan sendiri tidak dapat disetujui sendiri, dengan nama apa pun. Tidak ada yang berubah; minta petugas lain.",
        "Nobody can approve a proposal of his own, under whatever name. Nothing was changed; ask another officer.",
    ),
    "erasure.held": (
        "Laporan ini ditahan sebagai bukti, jadi tidak boleh dihapus. Tidak ada yang berubah; cabut dulu penahanannya.",
        "This report is under a legal hold and must not be erased. Nothing was changed; lift the hold first.",
    ),
    "erasure.ground": (
        "Alasan penghapusan {value} tidak dikenal. Tidak ada yang diperintahkan; pilih alasan yang ada.",
        "The ground {value} is not known for an erasure. Nothing was ordered; choose one that exists.",
    ),
    "erasure.basis": (
        "Dasar hukumnya belum ditulis. Tidak ada yang berubah; sebutkan peraturan atau suratnya.",
        "The legal basis is missing. Nothing was changed; name the rule or the letter.",
    ),
    "erasure.parts": (
        "Bagian yang dihapus harus uraian atau para pihak. Tidak ada yang diperintahkan; pilih lagi.",
        "What is erased must be the story or the parties. Nothing was ordered; choose again.",
    ),
    "hold.stands": (
        "Laporan ini sudah ditahan sebagai bukti. Tidak ada yang berubah.",
        "This report is under a legal hold already. Nothing was changed.",
    ),
    "hold.none": (
        "Tidak ada penahanan yang berlaku untuk laporan ini. Tidak ada yang berubah.",
        "No legal hold stands for this report. Nothing was changed.",
    ),
    "case.already_open": (
        "Laporan ini sudah terdaftar dengan nomor agenda {agenda}. Tidak ada yang berubah.",
        "This report is registered already under agenda number {agenda}. Nothing was changed.",
    ),
    "case_number.malformed": (
        "Nomor perkara itu tidak lengkap. Tidak ada yang berubah; salin seluruhnya, misalnya K0413-ABC-240205-001-F.",
        "That case number is not whole. Nothing was changed; copy all of it, such as K0413-ABC-240205-001-F.",
    ),
    "case_number.check_digit": (
        "Ada salah ketik pada nomor perkara. Tidak ada yang berubah; bandingkan dengan kertasnya.",
        "There is a slip in the case number. Nothing was changed; compare it with the paper.",
    ),
    "lookup.length": (
        "Kode periksa harus {expected} angka, yang diketik {found}. Tidak ada yang berubah; ketik seluruhnya.",
        "A look-up code has {expected} digits, {found} were typed. Nothing was changed; type all of them.",
    ),
    "lookup.check_digits": (
        "Ada salah ketik pada kode periksa. Tidak ada yang berubah; bandingkan dengan lembarnya.",
        "There is a slip in the look-up code. Nothing was changed; compare it with the slip.",
    ),
    "text.too_long": (
        "Teks pada {field} melebihi {limit} huruf. Tidak ada yang disimpan; singkatkan.",
        "The text in {field} is longer than {limit} characters. Nothing was saved; shorten it.",
    ),
    "text.forbidden": (
        "Teks pada {field} memuat huruf kendali yang tidak diterima. Tidak ada yang disimpan; ketik ulang bagian itu.",
        "The text in {field} holds a control character that is not accepted. Nothing was saved; type that part again.",
    ),
    "id.unreadable": (
        "Id itu tidak terbaca. Tidak ada yang berubah; salin seluruhnya.",
        "That id cannot be read. Nothing was changed; copy all of it.",
    ),
    "query.filter": (
        "Saringan {field} tidak mengenal {value}. Tidak ada yang berubah; pilih dari daftar yang tersedia.",
        "The filter {field} does not know {value}. Nothing was changed; choose from the list.",
    ),
    "query.day": (
        "Saringan {field} memerlukan tanggal, bukan {value}. Tidak ada yang berubah; tulis seperti 2026-11-25.",
        "The filter {field} takes a day, not {value}. Nothing was changed; write it like 2026-11-25.",
    ),
    "export.format": (
        "Bentuk berkas {value} tidak dikenal. Tidak ada yang ditulis; pakai akhiran .xlsx atau .csv.",
        "The kind of file {value} is not known. Nothing was written; use a name that ends in .xlsx or .csv.",
    ),
    "query.cursor": (
        "Penanda halaman itu tidak sah. Tidak ada yang berubah; pakai nilai next dari halaman sebelumnya.",
        "That cursor is not valid. Nothing was changed; use the value of next of the page before.",
    ),
    "draft.unknown": (
        "Draf itu tidak ada lagi. Yang lain tidak berubah; buka daftar draf.",
        "That draft is no longer there. Nothing else was changed; open the list of drafts.",
    ),
    "attachment.unknown": (
        "Lampiran itu tidak dikenal. Tidak ada yang berubah; muat ulang laporannya.",
        "That attachment is not known. Nothing was changed; open the report again.",
    ),
    "attachment.same_name": (
        "Dua lampiran bernama {file}. Tidak ada yang disimpan; beri nama yang berbeda.",
        "Two attachments are called {file}. Nothing was saved; give them different names.",
    ),
    "attachment.sealed": (
        "Lampiran ini tersegel untuk provinsi dan tidak dapat dibuka di sini. Tidak ada yang berubah.",
        "This attachment is sealed to the province and cannot be opened here. Nothing was changed.",
    ),
    "attachment.missing": (
        "Lampiran ini belum lengkap di sini. Tidak ada yang hilang; terima lagi media dari posko pengirimnya.",
        "This attachment is not whole here yet. Nothing was lost; receive the sending post's medium again.",
    ),
    "attachment.damaged": (
        "Lampiran ini rusak di disk. Laporannya tetap utuh; minta lampirannya lagi atau pulihkan dari cadangan.",
        "This attachment is damaged on the disk. Its report stays whole; ask for it again or restore a copy.",
    ),
    "attachment.foreign": (
        "Lampiran ini bukan untuk kunci instalasi ini. Tidak ada yang berubah.",
        "This attachment is not for this installation's keys. Nothing was changed.",
    ),
    "attachment.too_large": (
        "Lampiran melebihi batas. Tidak ada yang disimpan; pecah menjadi beberapa berkas.",
        "The attachment passes the limit. Nothing was saved; split it into several files.",
    ),
    "receipt.no_visitor": (
        "Laporan ini tanpa pelapor, jadi tidak ada tanda terimanya. Tidak ada yang dicetak.",
        "This report has no visitor, so there is no receipt for it. Nothing was printed.",
    ),
    "receipt.sealed": (
        "Laporan ini tersegel untuk provinsi; tanda terimanya hanya tercetak saat laporan dimasukkan. Tidak ada yang dicetak.",
        "This report is sealed to the province; its receipt could only be printed when it was added. Nothing was printed.",
    ),
    "receipt.other_code": (
        "Kode periksa itu milik laporan lain. Tidak ada yang dicetak; periksa lembarnya.",
        "That look-up code is another report's. Nothing was printed; check the slip.",
    ),
    "receipt.missing_glyph": (
        "Huruf {characters} pada {field} tidak dapat dicetak. Tidak ada yang dicetak; ganti hurufnya.",
        "The characters {characters} in {field} cannot be printed. Nothing was printed; replace them.",
    ),
}

FIELDS: dict[str, tuple[str, str]] = {
    "receipt_number": ("nomor tanda bukti", "receipt number"),
    "$": ("laporan", "the report"),
    "summary": ("ringkasan", "summary"),
    "narrative": ("uraian kejadian", "narrative"),
    "reporter": ("pelapor", "reporter"),
    "reporter.name": ("nama pelapor", "reporter's name"),
    "reporter.address": ("alamat pelapor", "reporter's address"),
    "reported": ("terlapor", "reported party"),
    "reported.name": ("nama atau ciri terlapor", "name or description of the reported party"),
    "reported.subject": ("jenis terlapor", "kind of reported party"),
    "witnesses.name": ("nama saksi", "witness's name"),
    "evidence.title": ("nama bukti", "title of the evidence"),
    "election": ("pemilu/pemilihan", "election"),
    "regime": ("rezim", "regime"),
    "stage": ("tahapan", "stage"),
    "violation": ("dugaan pelanggaran", "alleged violation"),
    "vulnerability": ("kerawanan", "vulnerability"),
    "vulnerabilities.vulnerability": ("kerawanan", "vulnerability"),
    "vulnerabilities.place.area": ("wilayah kerawanan", "area of the vulnerability"),
    "incidents.summary": ("ringkasan kejadian", "summary of the incident"),
    "incidents.place.area": ("wilayah kejadian", "area of the incident"),
    "place.area": ("wilayah", "area"),
    "place.point": ("titik peta", "point on the map"),
    "vulnerabilities.place.point": ("titik peta kerawanan", "point of the vulnerability"),
    "incidents.place.point": ("titik peta kejadian", "point of the incident"),
    "happened.date": ("tanggal kejadian", "date it happened"),
    "observed.date": ("tanggal pengamatan", "date of observation"),
    "known": ("tanggal diketahui", "date it became known"),
    "period_from": ("awal masa laporan", "beginning of the period"),
    "period_to": ("akhir masa laporan", "end of the period"),
    "agenda": ("nomor agenda", "agenda number"),
    "place": ("tempat", "place"),
    "happened": ("tanggal kejadian", "day it happened"),
    "observed": ("tanggal pengamatan", "day of observation"),
    "witnesses": ("saksi", "witnesses"),
    "evidence": ("daftar bukti", "evidence list"),
    "envelope": ("nomor amplop", "envelope number"),
    "level": ("tingkat", "level"),
    "phase": ("fase", "phase"),
    "grade": ("nilai keterangan", "grade of the statement"),
    "confirmed": ("penguatan", "confirmation"),
    "suggestion": ("saran", "suggestion"),
    "signs": ("tanda awal", "early signs"),
    "incidents": ("kejadian", "incidents"),
    "vulnerabilities": ("kerawanan", "vulnerabilities"),
    "condition": ("keadaan", "condition"),
    "weather": ("cuaca", "weather"),
    "transport": ("kapal dan angkutan", "boats and transport"),
    "logistics": ("logistik", "logistics"),
    "analysis": ("analisis", "analysis"),
    "closing": ("penutup", "closing"),
    "related": ("laporan terkait", "related reports"),
    "consent": ("persetujuan", "consent"),
    "story": ("uraian", "story"),
    "parties": ("para pihak", "parties"),
    "name": ("nama", "name"),
    "officer": ("nama petugas", "officer's name"),
    "attachment.name": ("nama berkas lampiran", "attachment's file name"),
}

FORM_DETAILS = (
    (r"Object missing required field `(\w+)`", r"bagian `\1` belum ada"),
    (r"Object contains unknown field `(\w+)`", r"bagian `\1` tidak dikenal"),
    (r"Expected `str` of length (\S+) (\d+)", r"panjang teks harus \1 \2"),
    (r"Expected `str` matching regex .*", r"penulisannya salah"),
    (r"Expected `(.+)`, got `(.+)`", r"harus `\1`, bukan `\2`"),
    (r"Invalid enum value '?(.*?)'?", r"nilai \1 tidak dikenal"),
    (r"Invalid value '?(.*?)'?", r"nilai \1 tidak dikenal"),
    (r"Invalid RFC3339 encoded (?:date|datetime)", r"tanggal atau waktunya salah tulis"),
)
"""How the schema's complaints read in Indonesian."""
