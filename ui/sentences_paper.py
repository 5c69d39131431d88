"""What people read about rosters, pacts, printed documents, and verdicts on papers."""

from __future__ import annotations

PAPER: dict[str, tuple[str, str]] = {
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
    "pact.nobody": (
        "Tidak ada orang dalam daftar. Tidak ada pakta yang diterbitkan; isi daftarnya.",
        "There is nobody in the roster. No pact was issued; fill it in.",
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
    "qr.too_long": (
        "Isi {field} terlalu panjang untuk kode QR (batas {limit}). Tidak ada yang dicetak; singkatkan.",
        "The text of {field} is too long for the QR code (limit {limit}). Nothing was printed; shorten it.",
    ),
    "qr.not_ours": (
        "Kode QR ini bukan dari Posko; keasliannya tidak dapat dinilai. Berkas tidak diubah.",
        "This QR code is not Posko's; it cannot be judged. The file was not changed.",
    ),
    "pdf.unreadable": (
        "PDF itu tidak terbaca. Berkas tidak diubah; minta salinan lain.",
        "That PDF cannot be read. The file was not changed; ask for another copy.",
    ),
    "image.too_big": (
        "Gambar ini melebihi batas {limit}. Berkas tidak diubah; pindai dengan ukuran lebih kecil.",
        "This picture passes the limit of {limit}. The file was not changed; scan it smaller.",
    ),
    "image.unreadable": (
        "Gambar ini tidak terbaca. Berkas tidak diubah; pindai atau foto lagi.",
        "This picture cannot be read. The file was not changed; scan or photograph it again.",
    ),
    "trust.unreadable": (
        "Berkas kepercayaan bukan sertifikat provinsi yang terbaca. Tidak ada yang dinilai; minta trust.pem ke provinsi.",
        "The trust file holds no readable certificates of a province. Nothing was judged; ask the province for trust.pem.",
    ),
    "verify.no_signature": (
        "Berkas ini tidak bertanda tangan, jadi tidak dapat dinilai. Minta berkas asli dari kantor penerbit.",
        "This file carries no signature, so it cannot be judged. Ask the issuing office for the original.",
    ),
    "verify.no_path": (
        "Penanda tangan tidak terhubung ke sertifikat yang dipercaya. Minta trust.pem terbaru ke provinsi.",
        "The signer does not lead to a trusted certificate. Ask the province for its newest trust.pem.",
    ),
    "verify.unknown_signer": (
        "Penanda tangan kode ini belum dikenal di sini. Minta trust.pem terbaru ke provinsi.",
        "This code's signer is not known here. Ask the province for its latest trust.pem.",
    ),
    "verify.digest_mismatch": (
        "Isi berkas berubah sesudah ditandatangani. Jangan dipakai; minta berkas asli dari kantor penerbit.",
        "The content was changed after signing. Do not use it; ask the issuing office for the original.",
    ),
    "verify.changed_after_signing": (
        "Ada tambahan pada berkas sesudah ditandatangani. Jangan dipakai; minta berkas asli dari kantor penerbit.",
        "Something was added after signing. Do not use it; ask the issuing office for the original.",
    ),
    "verify.second_signature": (
        "Berkas memuat tanda tangan kedua. Jangan dipakai; minta berkas asli dari kantor penerbit.",
        "The file holds a second signature. Do not use it; ask the issuing office for the original.",
    ),
    "verify.signature_damaged": (
        "Tanda tangan pada berkas rusak. Jangan dipakai; minta berkas asli dari kantor penerbit.",
        "The file's signature is damaged. Do not use it; ask the issuing office for the original.",
    ),
    "verify.signature_mismatch": (
        "Tanda tangan tidak cocok dengan isinya. Jangan dipakai; minta berkas asli dari kantor penerbit.",
        "The signature does not match the content. Do not use it; ask the issuing office for the original.",
    ),
    "verify.other_signer": (
        "Kode pada berkas ditandatangani pihak lain. Jangan dipakai; tanya kantor penerbit.",
        "The code in the file was signed by somebody else. Do not use it; ask the issuing office.",
    ),
    "verify.code_differs": (
        "Kode pada berkas menunjuk dokumen lain. Jangan dipakai; tanya kantor penerbit.",
        "The code in the file names another document. Do not use it; ask the issuing office.",
    ),
    "verify.not_certified": (
        "Tanda tangan ini bukan pengesahan penerbitan Posko, jadi tidak dinilai. Tanya kantor penerbit.",
        "This signature is no certification by Posko, so it was not judged. Ask the issuing office.",
    ),
    "verify.no_time": (
        "Tanda tangan tidak menyebut waktu, jadi tidak dinilai. Tanya kantor penerbit.",
        "The signature names no time, so it was not judged. Ask the issuing office.",
    ),
    "verify.time_outside_certificate": (
        "Waktu tanda tangan di luar masa sertifikatnya, jadi tidak dinilai. Tanya kantor penerbit.",
        "The time of signing lies outside the certificate's life, so it was not judged. Ask the issuing office.",
    ),
    "verify.timestamp_damaged": (
        "Stempel waktu di dalam berkas rusak atau bukan miliknya. Jangan dipakai; minta berkas asli dari kantor penerbit.",
        "A timestamp in the file is damaged or belongs to another. Do not use it; ask the issuing office for the original.",
    ),
    "verify.timestamp_unknown": (
        "Berkas bertambah stempel waktu dari penyedia yang tidak dikenal di sini. Sebut sertifikatnya dengan --tsa-ca.",
        "Timestamps by an authority that is not known here were added to the file. Name its certificate with --tsa-ca.",
    ),
    "lasting.not_valid": (
        "Hanya dokumen yang sah yang dapat diberi stempel waktu jangka panjang. Tidak ada yang ditulis; jalankan verify.",
        "Only a valid document can be made lasting. Nothing was written; run verify to see why it is not.",
    ),
    "lasting.form": (
        "Susunan PDF ini bukan yang diterbitkan program ini. Tidak ada yang ditulis; pakai berkas yang diterbitkan.",
        "This PDF is not laid out as this program issues them. Nothing was written; use the file that was issued.",
    ),
    "lasting.no_room": (
        "Stempel waktu penyedia ini terlalu besar untuk tempatnya. Tidak ada yang ditulis; sebut --ca, atau pilih penyedia lain.",
        "This authority's timestamp is too large for its place. Nothing was written; name --ca, or choose another authority.",
    ),
    "verify.other_than_recorded": (
        "Register mengenal dokumen ini dengan tanda tangan lain. Berkas ini bukan yang diterbitkan; bandingkan dengan register.",
        "The register knows this document under another signature. This is not the file that was issued; compare the register.",
    ),
    "verify.revoked": (
        "Sertifikat penanda tangan sudah dicabut sebelum waktu tanda tangan ini. Jangan dipakai; tanya kantor penerbit.",
        "The signer's certificate was revoked before the time of this signature. Do not use it; ask the issuing office.",
    ),
    "verify.revoked_unproven": (
        "Sertifikat penanda tangan dicabut kemudian, dan waktu berkas ini belum terbukti. Tanya provinsi apakah ada di register.",
        "The signer's certificate was revoked later and this file's time is not proven. Ask the province for its register.",
    ),
    "timestamp.nothing": (
        "Tidak ada dokumen atau catatan baru yang perlu diberi waktu. Tidak ada yang dikirim.",
        "No document or entry waits for a timestamp. Nothing was sent.",
    ),
    "timestamp.none": (
        "Dokumen ini belum ada dalam stempel waktu mana pun. Tidak ada yang ditulis; tunggu stempel hari berikutnya.",
        "This document is in no timestamp yet. Nothing was written; wait for the next day's timestamp.",
    ),
    "timestamp.address": (
        "Alamat penyedia stempel waktu harus diawali http:// atau https://. Tidak ada yang dikirim; perbaiki alamatnya.",
        "The address of a timestamp authority begins with http:// or https://. Nothing was sent; correct the address.",
    ),
    "timestamp.unreachable": (
        "Penyedia stempel waktu tidak menjawab. Tidak ada yang disimpan; periksa alamat dan jaringan, lalu coba lagi.",
        "The timestamp authority did not answer. Nothing was stored; check address and network, then try again.",
    ),
    "timestamp.refused": (
        "Penyedia stempel waktu menolak ({status}). Tidak ada yang disimpan; coba lagi atau pilih penyedia lain.",
        "The timestamp authority refused ({status}). Nothing was stored; try again or choose another.",
    ),
    "timestamp.unreadable": (
        "Jawaban penyedia stempel waktu tidak terbaca. Tidak ada yang disimpan; coba lagi atau pilih penyedia lain.",
        "The timestamp authority's answer cannot be read. Nothing was stored; try again or choose another.",
    ),
    "timestamp.other": (
        "Stempel waktu itu untuk permintaan lain atau rusak. Tidak ada yang disimpan; coba lagi.",
        "That timestamp answers another request or is damaged. Nothing was stored; try again.",
    ),
    "timestamp.untrusted": (
        "Stempel waktu tidak terhubung ke sertifikat penyedia yang dipilih. Tidak ada yang disimpan; periksa berkas itu.",
        "The timestamp does not lead to the authority's certificate that was chosen. Nothing was stored; check that file.",
    ),
    "timestamp.authority": (
        "Berkas sertifikat penyedia tidak terbaca (PEM atau DER). Tidak ada yang dikirim; minta lagi ke penyedianya.",
        "The authority's file is no readable certificate (PEM or DER). Nothing was sent; ask the authority for it again.",
    ),
    "revocation.reason": (
        "Alasan pencabutan itu tidak dikenal. Tidak ada yang dicabut; pilih salah satu: {allowed}.",
        "That reason for a revocation is not known. Nothing was revoked; choose one of: {allowed}.",
    ),
    "revocation.unknown": (
        "Sertifikat itu tidak dikenal di sini. Tidak ada yang dicabut; pilih dari daftar sertifikat.",
        "That certificate is not known here. Nothing was revoked; choose one of the list of certificates.",
    ),
    "revocation.time": (
        "Waktu pencabutan tidak terbaca. Tidak ada yang dicabut; tulis seperti 2027-01-31T08:00:00+07:00.",
        "The time of the revocation cannot be read. Nothing was revoked; write it like 2027-01-31T08:00:00+07:00.",
    ),
    "verify.foreign_form": (
        "Bentuk tanda tangan bukan buatan Posko, jadi tidak dinilai. Periksa dengan pembaca PDF umum.",
        "The signature's form is not Posko's, so it was not judged. Check it with a general PDF reader.",
    ),
    "verify.active_content": (
        "Berkas memuat isi yang dapat berjalan sendiri dan tidak dibuka. Jangan dipakai; tanya kantor penerbit.",
        "The file holds content that can run and was not opened. Do not use it; ask the issuing office.",
    ),
    "verify.not_pdf": (
        "Berkas ini bukan PDF yang utuh. Tidak dinilai; minta salinan lain.",
        "This file is no whole PDF. It was not judged; ask for another copy.",
    ),
    "verify.no_files": (
        "Tidak ada PDF, gambar, atau teks di folder {folder}. Tidak ada yang diperiksa; pilih folder lain.",
        "There is no PDF, picture or text in the folder {folder}. Nothing was verified; choose another folder.",
    ),
    "verify.no_code": (
        "Tidak ada kode QR Posko pada gambar ini. Foto atau pindai lagi lebih dekat dan terang.",
        "There is no QR code of Posko on this picture. Photograph or scan it again, closer and brighter.",
    ),
    "verify.unreadable": (
        "Berkas ini tidak terbaca, jadi tidak dinilai. Minta salinan lain.",
        "This file cannot be read, so it was not judged. Ask for another copy.",
    ),
    "verify.too_big": (
        "Berkas melebihi batas pemeriksaan, jadi tidak dinilai. Minta berkas aslinya.",
        "The file passes the limit for checking, so it was not judged. Ask for the original.",
    ),
    "verify.too_large": (
        "Berkas melebihi batas pemeriksaan, jadi tidak dinilai. Minta berkas aslinya.",
        "The file passes the limit for checking, so it was not judged. Ask for the original.",
    ),
    "verify.timeout": (
        "Pemeriksaan berkas ini terlalu lama dan dihentikan. Tidak dinilai; minta berkas aslinya.",
        "Checking this file took too long and was stopped. It was not judged; ask for the original.",
    ),
    "verify.worker_failed": (
        "Pemeriksa berkas berhenti pada berkas ini. Tidak dinilai; minta berkas aslinya.",
        "The checker stopped at this file. It was not judged; ask for the original.",
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
    "bsre.no_signature": (
        "Berkas ini tidak memuat tanda tangan elektronik. Catatannya tetap; mintakan PDF yang ditandatangani lewat BSrE.",
        "This file holds no electronic signature. The record stays; ask for the PDF that was signed through BSrE.",
    ),
    "bsre.no_roots": (
        "Sertifikat induk BSrE belum ada, jadi belum dapat dinilai. Catatannya tetap; periksa lagi dengan berkas sertifikat itu.",
        "BSrE's root certificates are not at hand, so nothing is judged. The record stays; check again with that file.",
    ),
    "bsre.no_path": (
        "Penandatangan terakhir tidak sampai ke sertifikat induk BSrE itu. Catatannya tetap; periksa berkas sertifikatnya.",
        "The last signer does not lead to the BSrE roots given. The record stays; check the file of certificates.",
    ),
    "bsre.other_record": (
        "Tanda tangannya cocok, tetapi berkas ini tidak menyebut pakta ini. Catatannya tetap; bandingkan isinya.",
        "The signature fits, but the file does not name this pact. The record stays; compare the words.",
    ),
    "bsre.changed": (
        "Berkas ini diubah setelah ditandatangani. Catatannya tetap tersimpan; mintakan PDF yang utuh dari penandatangan.",
        "This file was changed after it was signed. The record is kept; ask the signer for a whole PDF.",
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
    "document.unwritten": (
        "Dokumen {number} sudah terbit dan tersimpan, tetapi {file} tidak dapat ditulis. Jangan terbitkan lagi; tulis ke tempat"
        " lain dengan document print.",
        "Document {number} is issued and kept, but {file} cannot be written. Do not issue it again; write it elsewhere with"
        " document print.",
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
    "paper.template": (
        "Naskah dokumen pada pemasangan ini rusak ({detail}). Tidak ada data yang hilang; pasang ulang aplikasi.",
        "This installation's wording of the document is damaged ({detail}). No data was lost; install the program again.",
    ),
}
