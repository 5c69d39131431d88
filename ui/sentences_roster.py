"""What people read about acts on pacts, rosters and the cascade."""

from __future__ import annotations

ROSTER: dict[str, tuple[str, str]] = {
    "pact.too_many": (
        "Satu perintah memuat paling banyak {limit} catatan pakta. Tidak ada yang dicatat; bagi menjadi beberapa.",
        "One command takes at most {limit} records about pacts. Nothing was recorded; split them.",
    ),
    "pact.day_ahead": (
        "Tanggal itu belum tiba. Tidak ada yang dicatat; periksa tanggalnya atau jam laptop.",
        "That day has not come yet. Nothing was recorded; check the day or the laptop's clock.",
    ),
    "pact.day_early": (
        "Tanggal itu sebelum pakta terbit ({day}). Tidak ada yang dicatat; periksa tanggalnya.",
        "That day is before the pact was issued ({day}). Nothing was recorded; check the day.",
    ),
    "pact.manner": (
        "Cara sosialisasi {value} tidak dikenal. Tidak ada yang dicatat; pilih salah satu yang tersedia.",
        "There is no manner of telling {value}. Nothing was recorded; choose one that is offered.",
    ),
    "pact.method": (
        "Cara tanda tangan {value} tidak dikenal. Tidak ada yang dicatat; pilih salah satu yang tersedia.",
        "There is no method of signing {value}. Nothing was recorded; choose one that is offered.",
    ),
    "pact.paper": (
        "Cara {method} perlu bukti: pindaian, PDF BSrE, atau tanda tangan kunci. Tidak ada yang dicatat; sertakan buktinya.",
        "The method {method} needs its proof: scan, BSrE PDF or key signature. Nothing was recorded; add it.",
    ),
    "pact.other_content": (
        "Tanda tangan itu untuk isi lain, bukan untuk pakta ini. Tidak ada yang dicatat; cari pakta yang benar.",
        "That signature is of other content, not of this pact. Nothing was recorded; find the right pact.",
    ),
    "pact.known": (
        "Catatan yang sama sudah ada pada pakta ini. Tidak ada yang berubah; lihat riwayatnya.",
        "The pact has that very record already. Nothing was changed; see its history.",
    ),
    "pact.signed": (
        "Pakta ini sudah ditandatangani. Tidak ada yang dicatat; lihat riwayatnya.",
        "This pact has been signed. Nothing was recorded; see its history.",
    ),
    "pact.away_reason": (
        "Alasan berhalangan {value} tidak dikenal atau perlu keterangan. Tidak ada yang dicatat; pilih alasan yang tersedia.",
        "The reason {value} for being away is not known or needs a note. Nothing was recorded; choose one that is offered.",
    ),
    "pact.until": (
        "Tanggal kembali ada sebelum tanggal mulai berhalangan. Tidak ada yang dicatat; periksa kedua tanggal.",
        "The day of return is before the absence began. Nothing was recorded; check both days.",
    ),
    "cascade.no_title": (
        "Rencana berjenjang belum diberi nama. Tidak ada yang dicatat; isi namanya.",
        "The plan of the cascade has no name. Nothing was recorded; give it one.",
    ),
    "cascade.dues": (
        "Tiap tingkat perlu batas waktu (paling banyak {limit}), tidak mendahului tingkat atasnya. Tidak ada yang dicatat.",
        "Each tier needs a day, at most {limit} of them, none before that of the tier above. Nothing was recorded; correct them.",
    ),
    "cascade.template": (
        "Jenis pegawai atau naskah {value} tidak dikenal. Tidak ada yang dicatat; periksa kodenya.",
        "The employment kind or wording {value} is not known. Nothing was recorded; check the codes.",
    ),
    "cascade.nothing_owed": (
        "Pimpinan ini tidak punya tagihan pakta. Tidak ada yang dicetak; lihat daftar tagihan.",
        "This head owes no pact. Nothing was printed; see the list of what is owed.",
    ),
    "cascade.no_unit": (
        "Tidak ada unit kerja dengan nama itu di sini. Tidak ada yang berubah; lihat daftar unit.",
        "There is no office of that name here. Nothing was changed; see the list of offices.",
    ),
    "roster.nobody": (
        "Tidak ada perubahan data pegawai yang diberikan. Tidak ada yang dicatat; pilih pegawainya.",
        "No change of a roster was given. Nothing was recorded; choose the people.",
    ),
    "roster.too_many_changes": (
        "Satu perintah memuat paling banyak {limit} perubahan pegawai. Tidak ada yang dicatat; bagi menjadi beberapa.",
        "One command takes at most {limit} changes of a roster. Nothing was recorded; split them.",
    ),
    "roster.no_person": (
        "Pegawai itu tidak ada dalam daftar di sini. Tidak ada yang berubah; periksa nomor atau namanya.",
        "That person stands in no roster here. Nothing was changed; check the number or the name.",
    ),
    "roster.elsewhere": (
        "Daftar pegawai itu disimpan oleh kantor lain; hanya kantor itu yang mengubahnya. Tidak ada yang dicatat.",
        "Another office keeps that person's roster and alone changes it. Nothing was recorded; ask that office.",
    ),
    "roster.act": (
        "Perubahan {value} tidak dikenal. Tidak ada yang dicatat; pilih salah satu yang tersedia.",
        "There is no change {value}. Nothing was recorded; choose one that is offered.",
    ),
    "roster.no_office": (
        "Unit kerja tujuan tidak ada dalam daftar. Tidak ada yang dicatat; impor unit itu lebih dahulu.",
        "The office to move to stands in no roster. Nothing was recorded; import that office first.",
    ),
    "roster.reason": (
        "Alasan {value} tidak dikenal. Tidak ada yang dicatat; pilih salah satu yang tersedia.",
        "There is no reason {value}. Nothing was recorded; choose one that is offered.",
    ),
    "roster.until": (
        "Tanggal kembali ada sebelum tanggal mulai. Tidak ada yang dicatat; periksa kedua tanggal.",
        "The day of return is before the first day. Nothing was recorded; check both days.",
    ),
    "roster.file_too_big": (
        "Berkas ini lebih dari {limit} MiB. Tidak ada yang diambil; bagi per perangkat daerah, lalu impor satu per satu.",
        "This file passes {limit} MiB. Nothing was taken over; split it by office and import one after the other.",
    ),
    "roster.too_many_rows": (
        "Daftar ini melebihi {rows} baris atau {columns} kolom. Tidak ada yang diambil; bagi per perangkat daerah.",
        "This list passes {rows} rows or {columns} columns. Nothing was taken over; split it by office and import one by one.",
    ),
    "roster.old_workbook": (
        "Berkas ini buku kerja lama (.xls). Tidak ada yang diambil; simpan ulang sebagai .xlsx atau CSV.",
        "This is a workbook of the old format (.xls). Nothing was taken over; save it as .xlsx or CSV.",
    ),
    "roster.encoding": (
        "Set karakter berkas ini tidak dapat dibaca (baris {line}). Tidak ada yang diambil; simpan ulang sebagai CSV UTF-8.",
        "This file's character set cannot be read (line {line}). Nothing was taken over; save it again as CSV UTF-8.",
    ),
    "roster.columns": (
        "Kolom {fields} tidak ditemukan dalam daftar. Tidak ada yang diambil; tunjukkan kolomnya.",
        "The list has no column that looks like {fields}. Nothing was taken over; point to the column.",
    ),
    "roster.nobody_listed": (
        "Tidak ada pegawai di bawah judul kolom. Tidak ada yang diambil; periksa lembar dan judul kolomnya.",
        "Nobody stands below the headings. Nothing was taken over; check the sheet and its headings.",
    ),
    "roster.changed_meanwhile": (
        "Daftar pegawai berubah sejak ditinjau. Tidak ada yang diambil; tinjau sekali lagi.",
        "The roster changed since you looked. Nothing was taken over; look at the preview again.",
    ),
    "roster.line.missing": (
        "Sel {field} kosong. Baris ini dilewati; lengkapi, lalu impor lagi.",
        "The cell {field} is empty. This row is skipped; fill it in and import again.",
    ),
    "roster.line.rounded_number": (
        "{detail} diketik sebagai angka, digit akhirnya hilang. Baris ini dilewati; ketik sebagai teks, lalu impor lagi.",
        "{detail} was typed as a number and lost its last digits. This row is skipped; type it as text and import again.",
    ),
    "roster.line.too_long": (
        "Sel {field} terlalu panjang. Baris ini dilewati; singkatkan, lalu impor lagi.",
        "The cell {field} is too long. This row is skipped; shorten it and import again.",
    ),
    "roster.line.formula": (
        "Sel {field} berisi rumus tanpa nilai. Baris ini dilewati; ganti dengan nilainya, lalu impor lagi.",
        "The cell {field} holds a formula without a value. This row is skipped; put the value in and import again.",
    ),
    "roster.line.forbidden_character": (
        "Sel {field} berisi karakter yang rusak. Baris ini dilewati; ketik ulang, lalu impor lagi.",
        "The cell {field} holds a broken character. This row is skipped; type it again and import again.",
    ),
    "roster.line.no_name": (
        "Nama ini tidak berisi huruf. Baris ini dilewati; perbaiki, lalu impor lagi.",
        "This name has no letter. This row is skipped; correct it and import again.",
    ),
    "roster.line.bad_number": (
        "Nomor pegawai ini tidak mungkin benar. Baris ini dilewati; perbaiki, lalu impor lagi.",
        "This employee number cannot be right. This row is skipped; correct it and import again.",
    ),
    "roster.line.duplicate_number": (
        "Nomor pegawai ini sudah ada di baris {detail}. Baris ini dilewati; perbaiki salah satunya, lalu impor lagi.",
        "This employee number stands in row {detail} already. This row is skipped; correct one of them and import again.",
    ),
    "roster.line.no_kind": (
        "Jenis pegawai tidak diketahui ({detail}). Baris ini dilewati; isi jenisnya, lalu impor lagi.",
        "The kind of employment is not known ({detail}). This row is skipped; state it and import again.",
    ),
    "roster.line.not_here": (
        "Pos hanya memegang daftar satuannya sendiri; {detail} di kabupaten atau provinsi. Baris ini dilewati; impor di sana.",
        "A post keeps its own unit alone; {detail} stands at regency or province. This row is skipped; import it there.",
    ),
    "roster.doubt.number": (
        "Nomor pegawai ini tidak biasa; periksa dengan dokumennya.",
        "This employee number is unusual; check it against the document.",
    ),
    "roster.doubt.other_name": (
        "Nomor ini selama ini milik {detail}; pastikan orangnya sama sebelum diambil.",
        "This number was {detail}'s until now; make sure it is the same person before taking it.",
    ),
    "roster.doubt.mojibake": (
        "Sel {field} tampak salah set karakter; periksa ejaannya.",
        "The cell {field} looks like a wrong character set; check the spelling.",
    ),
    "roster.doubt.kind_guessed": (
        "Jenis pegawai {detail} disimpulkan dari nomornya; periksa.",
        "The kind {detail} was inferred from the number; check it.",
    ),
    "roster.doubt.head": (
        "Kolom pimpinan berisi {detail}, bukan ya atau tidak; dianggap tidak.",
        "The column for heads says {detail}, neither yes nor no; taken as no.",
    ),
    "roster.doubt.standing": (
        "Status {detail} tidak dikenal; status lama tetap.",
        "The standing {detail} is not known; the old one stays.",
    ),
    "roster.doubt.date": (
        "Tanggal {detail} pada {field} tidak terbaca; tanggal dikosongkan.",
        "The date {detail} in {field} cannot be read; it is left empty.",
    ),
    "roster.doubt.superior": (
        "Atasan {detail} tidak ada dalam daftar; dipakai pimpinan unitnya.",
        "The superior {detail} stands in no row; the head of the office is taken.",
    ),
    "roster.doubt.two_heads": (
        "Unit ini sudah punya pimpinan di baris {detail}; pastikan siapa pimpinannya.",
        "This office has a head in row {detail} already; make sure who leads it.",
    ),
    "roster.doubt.number_added": (
        "Nama dan unit sama dengan pegawai tanpa nomor; dianggap orang yang sama.",
        "Name and office are those of somebody without a number; taken for the same person.",
    ),
    "roster.doubt.number_changed": (
        "Nama dan unit sama, tetapi nomor lamanya {detail}; dianggap orang yang sama dengan nomor diperbaiki.",
        "Name and office are the same, but the number was {detail}; taken for the same person with a corrected number.",
    ),
    "roster.doubt.by_name": (
        "Dicocokkan menurut nama saja (jabatan lama {detail}); pastikan orangnya sama.",
        "Matched by name alone (position before: {detail}); make sure it is the same person.",
    ),
    "roster.doubt.several": (
        "Ada {detail} pegawai bernama sama tanpa nomor; pastikan orangnya.",
        "There are {detail} people of that name without a number; make sure who it is.",
    ),
    "roster.doubt.alike": (
        "Mirip dengan {detail} di unit yang sama; dicatat sebagai orang lain, periksa ejaannya.",
        "Much like {detail} of the same office; taken for another person, check the spelling.",
    ),
    "roster.note.encoding": (
        "Berkas ini bukan UTF-8; dibaca sebagai {detail}. Periksa nama beraksen di bawah.",
        "This file is not UTF-8; it was read as {detail}. Check names with accents below.",
    ),
    "roster.note.formulas": (
        "{detail} sel berisi rumus; nilai yang tersimpan yang dipakai, tidak ada yang dihitung.",
        "{detail} cells hold formulas; their stored values are used, nothing is computed.",
    ),
    "roster.note.merged": (
        "{detail} sel gabungan diisi ke semua baris yang dicakupnya.",
        "{detail} merged cells were filled into every row that they cover.",
    ),
    "roster.note.skipped": (
        "{detail} baris judul, jumlah atau tanda tangan dilewati.",
        "{detail} rows of titles, sums or signatures were skipped.",
    ),
    "roster.note.gone_suspended": (
        "{detail} pegawai tidak tercantum, tetapi selama ada baris ditolak tidak ada yang dianggap keluar. Perbaiki dulu.",
        "{detail} people are not listed, but as rows were rejected nobody is taken as gone. Correct them and import again.",
    ),
    "roster.empty": (
        "Daftar itu kosong. Tidak ada pakta yang diterbitkan; isi seperti contoh daftar.",
        "The roster is empty. No pact was issued; fill it in like the sample roster.",
    ),
    "roster.too_big": (
        "Berkas daftar melebihi batas {limit} bita. Tidak ada pakta yang diterbitkan; pecah daftarnya.",
        "The roster passes the limit of {limit} bytes. No pact was issued; split it.",
    ),
    "roster.too_many": (
        "Daftar melebihi {rows} baris atau {columns} kolom. Tidak ada pakta yang diterbitkan; pecah daftarnya.",
        "The roster passes {rows} rows or {columns} columns. No pact was issued; split it.",
    ),
    "roster.failed": (
        "Daftar ini tidak dapat dibaca dengan aman: pembacanya dihentikan. Tidak ada yang berubah; "
        "simpan ulang sebagai CSV, atau bagi daftarnya.",
        "This list could not be read safely: its reader was stopped. Nothing was changed; save it as CSV, or split it.",
    ),
    "roster.unreadable": (
        "Daftar itu tidak terbaca sebagai CSV atau XLSX (berkas terpotong atau rusak). Tidak ada pakta yang diterbitkan; "
        "simpan ulang berkasnya.",
        "The roster cannot be read as CSV or XLSX (cut or damaged). No pact was issued; save the file again.",
    ),
    "roster.not_utf8": (
        "Daftar CSV bukan teks UTF-8 (baris {line}). Tidak ada pakta yang diterbitkan; simpan ulang sebagai CSV UTF-8.",
        "The CSV roster is not UTF-8 text (line {line}). No pact was issued; save it again as CSV UTF-8.",
    ),
    "roster.missing_column": (
        "Kolom {column} tidak ada dalam daftar. Tidak ada pakta yang diterbitkan; samakan dengan contoh daftar, atau ambil daftar"
        " kepegawaian itu sebagai data pegawai.",
        "The roster lacks the column {column}. No pact was issued; follow the sample roster, or take that list over as the"
        " staff roster.",
    ),
    "roster.duplicate_column": (
        "Kolom {column} muncul dua kali dalam daftar. Tidak ada pakta yang diterbitkan; hapus salah satunya.",
        "The roster has the column {column} twice. No pact was issued; remove one.",
    ),
    "roster.row.empty": (
        "Sel wajib ini kosong. Isi, lalu terbitkan lagi; belum ada pakta yang terbit.",
        "This required cell is empty. Fill it in and issue again; no pact was issued yet.",
    ),
    "roster.row.too_long": (
        "Isi sel ini terlalu panjang. Singkatkan, lalu terbitkan lagi; belum ada pakta yang terbit.",
        "This cell is too long. Shorten it and issue again; no pact was issued yet.",
    ),
    "roster.row.forbidden_character": (
        "Sel ini memuat huruf yang tidak diterima. Ketik ulang, lalu terbitkan lagi; belum ada pakta yang terbit.",
        "This cell holds a character that is not accepted. Type it again and issue again; no pact was issued yet.",
    ),
    "roster.row.no_name": (
        "Nama ini tidak memuat huruf. Perbaiki, lalu terbitkan lagi; belum ada pakta yang terbit.",
        "This name has no letter. Correct it and issue again; no pact was issued yet.",
    ),
    "roster.row.not_yes_or_no": (
        "Isi kolom ini harus ya atau tidak. Perbaiki, lalu terbitkan lagi; belum ada pakta yang terbit.",
        "This column takes ya or tidak. Correct it and issue again; no pact was issued yet.",
    ),
    "roster.row.bad_number": (
        "Nomor pegawai ini tidak mungkin benar. Perbaiki, lalu terbitkan lagi; belum ada pakta yang terbit.",
        "This employee number cannot be right. Correct it and issue again; no pact was issued yet.",
    ),
    "roster.row.rounded_number": (
        "Nomor ini diketik sebagai angka, digit akhirnya hilang. Ketik sebagai teks, lalu terbitkan lagi; belum ada pakta.",
        "This number was typed as a number and lost its last digits. Type it as text and issue again; no pact was issued yet.",
    ),
    "roster.row.duplicate_number": (
        "Nomor pegawai ini sudah ada di baris sebelumnya. Perbaiki, lalu terbitkan lagi; belum ada pakta yang terbit.",
        "This employee number stands in an earlier row. Correct it and issue again; no pact was issued yet.",
    ),
    "roster.row.cut": (
        "Baris ini terpotong: selnya kurang. Lengkapi, lalu terbitkan lagi; belum ada pakta yang terbit.",
        "This row is cut: cells are missing. Complete it and issue again; no pact was issued yet.",
    ),
    "roster.row.extra_cells": (
        "Baris ini punya sel lebih daripada judulnya. Perbaiki, lalu terbitkan lagi; belum ada pakta yang terbit.",
        "This row has more cells than the heading. Correct it and issue again; no pact was issued yet.",
    ),
}

ROSTER_FIELDS: dict[str, tuple[str, str]] = {
    "name": ("nama", "name"),
    "front_title": ("gelar depan", "title before the name"),
    "back_title": ("gelar belakang", "title behind the name"),
    "number": ("NIP/NRP", "employee number"),
    "rank": ("pangkat", "rank"),
    "position": ("jabatan", "position"),
    "agency": ("perangkat daerah", "agency"),
    "unit": ("unit kerja", "office"),
    "subunit": ("seksi", "section"),
    "employment": ("jenis pegawai", "kind of employment"),
    "superior": ("atasan", "superior"),
    "is_head": ("pimpinan", "head"),
    "standing": ("status", "standing"),
    "since": ("terhitung mulai", "since"),
    "until": ("sampai", "until"),
}
"""Fields of a roster as people call them."""
