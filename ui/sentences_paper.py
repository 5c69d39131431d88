"""What people read about pacts, declarations, other documents, letterheads, printing and scans."""

from __future__ import annotations

PAPER: dict[str, tuple[str, str]] = {
    "pact.nobody": (
        "Tidak ada orang dalam daftar. Tidak ada pakta yang diterbitkan; isi daftarnya.",
        "There is nobody in the roster. No pact was issued; fill it in.",
    ),
    "pact.already": (
        "Sudah punya pakta {number}. Tidak ada pakta yang diterbitkan; tulis lagi berkas yang ada, atau minta diterbitkan lagi.",
        "Holds the pact {number} already. No pact was issued; write its file again, or ask for another one.",
    ),
    "pact.template": (
        "Tidak ada naskah pakta untuk {value}. Tidak ada pakta yang diterbitkan; perbaiki kolom jenis atau pilih naskah lain.",
        "There is no pact text for {value}. No pact was issued; correct the column jenis or choose another wording.",
    ),
    "pact.template.unreadable": (
        "Naskah pakta dalam program tidak terbaca. Tidak ada pakta yang diterbitkan; pasang ulang program.",
        "The program's pact text cannot be read. No pact was issued; install the program again.",
    ),
    "letterhead.unreadable": (
        "Gambar kop surat tidak dapat dibaca. Tidak ada yang berubah; muat lagi gambar PNG, JPEG, atau SVG di Pengaturan.",
        "The letterhead's picture cannot be read. Nothing was changed; load a PNG, JPEG or SVG again in Settings.",
    ),
    "letterhead.too_large": (
        "Gambar kop terlalu besar untuk dibuka dengan aman (batas 4 MiB dan 25 juta titik). Tak ada yang berubah; perkecil.",
        "The letterhead's picture is too large to be opened safely (limit 4 MiB and 25 million pixels). Nothing was changed; "
        "make it smaller.",
    ),
    "letterhead.active": (
        "Gambar SVG ini memuat skrip, tautan ke luar, atau entitas, dan tidak dibuka. Tidak ada yang berubah; simpan ulang "
        "sebagai SVG sederhana atau PNG.",
        "This SVG holds a script, a link to elsewhere or entities and was not opened. Nothing was changed; save it again as a "
        "plain SVG or as PNG.",
    ),
    "letterhead.letters": (
        "Gambar SVG ini memuat huruf yang memerlukan fon. Tidak ada yang berubah; ubah menjadi kurva (path) atau pakai PNG.",
        "This SVG holds letters that need a font. Nothing was changed; turn the letters into curves (paths) or use a PNG.",
    ),
    "letterhead.failed": (
        "Gambar kop surat tidak dapat diolah dengan aman. Tidak ada yang berubah; pakai gambar yang lebih sederhana.",
        "The letterhead's picture could not be processed safely. Nothing was changed; use a simpler picture.",
    ),
    "letterhead.lines": (
        "Kop surat memuat paling banyak {limit} baris alamat. Tidak ada yang disimpan; gabungkan barisnya.",
        "A letterhead holds at most {limit} lines of address. Nothing was saved; join some of them.",
    ),
    "letterhead.glyph": (
        "Huruf {characters} pada kop surat tidak dapat dicetak. Tidak ada yang disimpan; ganti hurufnya.",
        "The characters {characters} in the letterhead cannot be printed. Nothing was saved; replace them.",
    ),
    "pact.missing_glyph": (
        "Huruf {characters} pada {field} tidak dapat dicetak. Tidak ada pakta yang diterbitkan; ganti hurufnya.",
        "The characters {characters} in {field} cannot be printed. No pact was issued; replace them.",
    ),
    "pact.no_name": (
        "Nama pembuat pernyataan kosong. Tidak ada pakta yang diterbitkan; isi namanya.",
        "The declarant's name is empty. No pact was issued; fill it in.",
    ),
    "scan.nothing": (
        "Tidak ada pindaian di sana. Tidak ada yang disimpan; sebut berkas PDF, PNG, atau JPEG, atau foldernya.",
        "There are no scans there. Nothing was kept; name PDF, PNG or JPEG files, or their folder.",
    ),
    "scan.no_code": (
        "Kode QR pakta tidak terbaca di halaman ini. Halamannya belum disimpan; pindai lagi 200 dpi atau cocokkan dengan tangan.",
        "No code of a pact can be read on this page. It was not kept; scan again at 200 dpi or match it by hand.",
    ),
    "scan.unknown_paper": (
        "Kodenya sah, tetapi pakta itu tidak ada di laptop ini. Halamannya belum disimpan; pindai di posko penerbitnya.",
        "The code holds, but that pact is not on this laptop. The page was not kept; scan it at the post that issued it.",
    ),
    "scan.no_pact": (
        "Halaman ini dokumen lain, bukan pakta. Halamannya belum disimpan; keluarkan dari tumpukan.",
        "This page is another document, no pact. It was not kept; take it out of the pile.",
    ),
    "scan.other_content": (
        "Nomor pada kode berbeda dari catatan pakta itu. Halamannya belum disimpan; cocokkan dengan kertasnya.",
        "The number in the code differs from that pact's record. The page was not kept; compare it with the paper.",
    ),
    "scan.signed_before": (
        "Pindaian pakta ini sudah tersimpan. Tidak ada yang berubah; lihat riwayatnya.",
        "A scan of this pact is kept already. Nothing was changed; see its history.",
    ),
    "scan.changed": (
        "Berkas {file} berubah sejak diperiksa. Pakta ini belum disimpan; periksa lagi berkasnya.",
        "The file {file} changed since it was looked at. This pact was not kept; look at the file again.",
    ),
    "scan.too_many_pages": (
        "Satu pakta datang dalam lebih dari {limit} berkas. Pakta ini belum disimpan; satukan pindaiannya dalam satu PDF.",
        "One pact came in more than {limit} files. It was not kept; put its scans into one PDF.",
    ),
    "pact.no_paper": (
        "Pakta ini belum punya pindaian. Tidak ada yang ditulis; pindai lembar yang ditandatangani dahulu.",
        "This pact has no scan yet. Nothing was written; scan the signed page first.",
    ),
    "pact.unknown": (
        "Pakta itu tidak diterbitkan di laptop ini. Tidak ada yang berubah; periksa id-nya.",
        "That pact was not issued on this laptop. Nothing was changed; check its id.",
    ),
    "document.unknown_kind": (
        "Jenis dokumen {kind} tidak dikenal. Tidak ada yang dicetak; perbarui program ini.",
        "The kind of document {kind} is not known. Nothing was printed; update this program.",
    ),
    "paper.kind": (
        "Dokumen itu tidak dikenal. Tidak ada yang dicetak; pilih salah satu: {kinds}.",
        "That document is not known. Nothing was printed; choose one of: {kinds}.",
    ),
    "paper.report_needed": (
        "Dokumen itu dibuat untuk satu laporan. Tidak ada yang dicetak; sebutkan nomor atau id laporannya.",
        "That document is made for one report. Nothing was printed; name the report's number or id.",
    ),
    "paper.other_kind": (
        "Dokumen itu bukan untuk jenis laporan ini. Tidak ada yang dicetak; pilih dokumen pada tab Dokumen.",
        "That document does not go with this kind of report. Nothing was printed; choose from its Documents tab.",
    ),
    "paper.sealed": (
        "Isi laporan ini hanya terbaca di provinsi, jadi dokumennya dicetak di sana. Tidak ada yang berubah di laptop ini.",
        "This report can be read at the province alone, so this document is printed there. Nothing was changed here.",
    ),
    "declaration.unknown": (
        "Deklarasi itu belum ada di laptop ini. Tidak ada yang dicatat; terima media dari kantor pembukanya dahulu.",
        "That declaration is not on this laptop. Nothing was recorded; receive a medium from the office that opened it.",
    ),
    "declaration.name": (
        "Nama dan jabatan penanda tangan harus diisi. Tidak ada yang dicatat; lengkapi keduanya.",
        "The signatory's name and position are needed. Nothing was recorded; fill both in.",
    ),
    "declaration.element": (
        "Unsur {value} tidak ada. Tidak ada yang dicatat; pilih: {elements}.",
        "There is no element {value}. Nothing was recorded; choose: {elements}.",
    ),
    "declaration.method": (
        "Cara tanda tangan {value} tidak ada. Tidak ada yang dicatat; pilih basah atau layar.",
        "There is no method {value}. Nothing was recorded; choose basah or layar.",
    ),
    "declaration.day": (
        "Tanggal tanda tangan belum tiba. Tidak ada yang dicatat; periksa tanggalnya.",
        "The day of signing has not come yet. Nothing was recorded; check it.",
    ),
    "declaration.ink": (
        "Tanda tangan di layar perlu goresan, tanda tangan basah tidak. Tidak ada yang dicatat; ulangi.",
        "A signature on the screen needs strokes, a wet one has none. Nothing was recorded; try again.",
    ),
    "declaration.known": (
        "Orang itu sudah menandatangani deklarasi ini. Tidak ada yang berubah; lihat daftarnya.",
        "That person has signed this declaration. Nothing was changed; see the list.",
    ),
    "declaration.nobody": (
        "Belum ada tanda tangan baru untuk ditutup. Tidak ada yang dicetak; kumpulkan tanda tangan dahulu.",
        "There is no new signature to close a list with. Nothing was printed; collect signatures first.",
    ),
    "ink.empty": (
        "Goresannya terlalu pendek untuk tanda tangan. Tidak ada yang dicatat; tanda tangani lagi.",
        "The strokes are too short for a signature. Nothing was recorded; sign again.",
    ),
    "ink.too_much": (
        "Goresannya lebih dari {limit} titik. Tidak ada yang dicatat; hapus lalu tanda tangani lagi.",
        "The strokes have more than {limit} points. Nothing was recorded; clear them and sign again.",
    ),
    "ink.outside": (
        "Goresan keluar dari kotak tanda tangan. Tidak ada yang dicatat; tanda tangani di dalam kotak.",
        "A stroke leaves the box. Nothing was recorded; sign inside the box.",
    ),
    "ink.unreadable": (
        "Data goresan tidak terbaca. Tidak ada yang dicatat; tanda tangani lagi.",
        "The strokes cannot be read. Nothing was recorded; sign again.",
    ),
    "ink.no_way": (
        "Laptop ini tidak dapat mencetak goresan. Tidak ada yang diterbitkan; pakai tanda tangan basah.",
        "This laptop cannot print strokes. Nothing was issued; use wet ink.",
    ),
    "ink.one": (
        "Goresan hanya untuk satu orang. Tidak ada yang diterbitkan; terbitkan pakta orang itu sendiri.",
        "Strokes are one person's. Nothing was issued; issue that person's pact alone.",
    ),
    "document.kind": (
        "Jenis dokumen itu tidak ada. Tidak ada yang diterbitkan; pilih salah satu: {kinds}.",
        "There is no such kind of document. Nothing was issued; choose one of: {kinds}.",
    ),
    "document.field": (
        "Isian {field} tidak dikenal dokumen ini. Belum ada yang diterbitkan; lihat contoh isiannya.",
        "The document knows no field {field}. Nothing was issued; see the example of its form.",
    ),
    "document.missing": (
        "Isian {field} masih kosong. Belum ada yang diterbitkan; lengkapi lalu terbitkan.",
        "The field {field} is empty. Nothing was issued; fill it in, then issue.",
    ),
    "document.date": (
        "Isian {field} bukan tanggal. Belum ada yang diterbitkan; tulis seperti 2026-11-25.",
        "The field {field} is no date. Nothing was issued; write it like 2026-11-25.",
    ),
    "document.number": (
        "Isian {field} bukan bilangan bulat. Belum ada yang diterbitkan; tulis dengan angka saja.",
        "The field {field} is no whole number. Nothing was issued; write digits alone.",
    ),
    "document.choice": (
        "Isian {field} bukan salah satu pilihan. Belum ada yang diterbitkan; pilih: {options}.",
        "The field {field} is none of the choices. Nothing was issued; choose: {options}.",
    ),
    "document.rows": (
        "Daftar {field} perlu {least} sampai {most} baris. Belum ada yang diterbitkan; perbaiki daftarnya.",
        "The list {field} needs {least} to {most} rows. Nothing was issued; correct the list.",
    ),
    "document.future": (
        "Tanggal pada isian {field} belum tiba. Belum ada yang diterbitkan; tulis tanggal yang sudah lewat atau hari ini.",
        "The day in the field {field} has not come. Nothing was issued; write a day that has passed, or today.",
    ),
    "document.identity": (
        "Identitas pelapor hanya disertakan kepada Bawaslu atau DKPP, tidak kepada instansi lain. Belum ada yang diterbitkan;"
        " pilih tidak disertakan.",
        "The reporter's identity goes to Bawaslu or DKPP alone, to no other institution. Nothing was issued; choose withheld.",
    ),
    "document.about": (
        "Pengaduan tidak boleh dilepas kepada instansi lain. Belum ada yang diterbitkan; kosongkan laporan yang dibicarakan.",
        "A complaint must not be released to another institution. Nothing was issued; leave out the report it is about.",
    ),
    "document.glyph": (
        "Huruf {characters} pada isian {field} tidak dapat dicetak. Belum ada yang diterbitkan; ganti hurufnya.",
        "The characters {characters} in the field {field} cannot be printed. Nothing was issued; replace them.",
    ),
    "document.form": (
        "Berkas isian tidak berbentuk seperti contohnya (pada {where}). Belum ada yang diterbitkan; lihat --example.",
        "The file is not of the form of the example (at {where}). Nothing was issued; see --example.",
    ),
    "pact.unwritten": (
        "Semua {issued} pakta sudah terbit dan tersimpan, tetapi {left} berkas mulai dari {file} tidak dapat ditulis. Jangan"
        " terbitkan lagi; tulis ke tempat lain dengan pact list --out.",
        "All {issued} pacts are issued and kept, but {left} files from {file} on cannot be written. Do not issue them again;"
        " write them elsewhere with pact list --out.",
    ),
    "document.unwritten": (
        "Dokumen {number} sudah terbit dan tersimpan, tetapi {file} tidak dapat ditulis. Jangan terbitkan lagi; tulis ke tempat"
        " lain dengan document print.",
        "Document {number} is issued and kept, but {file} cannot be written. Do not issue it again; write it elsewhere with"
        " document print.",
    ),
    "document.damaged": (
        "Berkas dokumen itu di dalam catatan tidak dapat dibaca. Tidak ada yang hilang; cetak dari meja yang menerbitkannya.",
        "The document's file inside its entry cannot be read. Nothing is lost; print it at the desk that issued it.",
    ),
    "document.unknown": (
        "Dokumen itu tidak diterbitkan di laptop ini. Tidak ada yang berubah; periksa nomornya.",
        "That document was not issued on this laptop. Nothing was changed; check its number.",
    ),
    "number.pattern": (
        "Pola nomor surat harus memuat {needed}, masing-masing sekali. Pola lama tetap berlaku; perbaiki polanya.",
        "The pattern of letter numbers must hold {needed}, once each. The old pattern stays; correct it.",
    ),
    "number.unit": (
        "Singkatan unit paling panjang {limit} huruf atau angka. Yang lama tetap berlaku; pendekkan.",
        "The unit's short name has at most {limit} letters or digits. The old one stays; shorten it.",
    ),
    "number.too_long": (
        "Nomor surat menjadi lebih dari {limit} huruf. Belum ada yang diterbitkan; pendekkan pola atau unitnya.",
        "The letter number gets longer than {limit} characters. Nothing was issued; shorten the pattern or the unit.",
    ),
    "template.too_large": (
        "Naskah lebih besar daripada {limit} bita. Tidak ada yang diedarkan; pendekkan naskahnya.",
        "The wording is larger than {limit} bytes. Nothing was given out; shorten it.",
    ),
    "template.glyph": (
        "Huruf {characters} dalam naskah tidak ada pada fon cetak. Naskah itu tidak dipakai dan naskah lama tetap berlaku; ganti"
        " hurufnya.",
        "No printing face has {characters} of the wording. It is not used and the old one stays; replace the characters.",
    ),
    "template.hole": (
        "Naskah itu berlubang atau salah ({detail}). Naskah itu tidak dipakai dan naskah lama tetap berlaku; perbaiki berkasnya.",
        "The wording has a hole or a mistake ({detail}). It is not used and the old one stays; correct its file.",
    ),
    "template.rule": (
        "Naskah menghilangkan syarat hukum pada isian {field}. Naskah itu tidak dipakai dan naskah lama tetap berlaku; pulihkan"
        " syaratnya.",
        "The wording drops a condition of the law on the field {field}. It is not used and the old one stays; put it back.",
    ),
    "template.not_newer": (
        "Naskah {template} versi {version} tidak lebih baru. Tidak ada yang diedarkan; naikkan versinya.",
        "The wording {template}, version {version}, is no newer one. Nothing was given out; raise its version.",
    ),
    "wording.unknown": (
        'Naskah "{wording}" tidak dikenal. Tidak ada yang diedarkan; lihat kodenya dengan wording list.',
        'There is no wording "{wording}". Nothing was given out; look its code up with wording list.',
    ),
    "wording.unchanged": (
        "Tidak ada teks yang diubah. Tidak ada yang diedarkan; ubah satu teks dahulu.",
        "No text was changed. Nothing was given out; change one first.",
    ),
    "wording.path": (
        "Naskah itu tidak punya teks {path}. Tidak ada yang diedarkan; lihat teksnya dengan wording show.",
        "The wording has no text {path}. Nothing was given out; look at its texts with wording show.",
    ),
    "wording.empty": (
        "Teks {path} dikosongkan. Tidak ada yang diedarkan; isi teksnya, atau kembalikan.",
        "The text {path} was emptied. Nothing was given out; write it, or put it back.",
    ),
    "wording.long": (
        "Teks {path} lebih dari {limit} huruf. Tidak ada yang diedarkan; pendekkan.",
        "The text {path} has more than {limit} characters. Nothing was given out; shorten it.",
    ),
    "wording.place": (
        'Tempat isian "{name}" pada {path} tidak dikenal. Tidak ada yang diedarkan; pakai nama dari daftar tempat isian.',
        'Nothing fills the place "{name}" in {path}. Nothing was given out; use a name from the list of places.',
    ),
    "wording.day": (
        "Tanggal itu tidak terbaca atau sudah lewat. Tidak ada yang diedarkan; tulis hari ini atau sesudahnya.",
        "That day cannot be read or is over. Nothing was given out; write today or a later day.",
    ),
    "wording.shipped": (
        "Naskah {wording} masih yang datang bersama program. Tidak ada yang dapat ditarik kembali.",
        "The wording {wording} is still the one that came with the program. There is nothing to take back.",
    ),
    "paper.template": (
        "Naskah dokumen pada pemasangan ini rusak ({detail}). Tidak ada data yang hilang; pasang ulang aplikasi.",
        "This installation's wording of the document is damaged ({detail}). No data was lost; install the program again.",
    ),
}
