"""What people read about verdicts on files and codes, timestamps, and certificates taken back."""

from __future__ import annotations

PROOF: dict[str, tuple[str, str]] = {
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
    "revocation.own": (
        "Itu sertifikat Anda sendiri atau laptop ini; sesudah dicabut tulisan kantor ini tidak dipercaya lagi. Tidak ada yang "
        "dicabut; ganti kuncinya (Pengaturan), atau minta administrator lain mencabutnya.",
        "That certificate is your own or this laptop's; once taken back, nothing written here is believed. Nothing was taken "
        "back; renew the key (Settings), or have another administrator do it.",
    ),
    "revocation.unknown": (
        "Sertifikat itu tidak dikenal di sini. Tidak ada yang dicabut; pilih dari daftar sertifikat.",
        "That certificate is not known here. Nothing was revoked; choose one of the list of certificates.",
    ),
    "revocation.time": (
        "Waktu pencabutan tidak terbaca. Tidak ada yang dicabut; tulis seperti 2027-01-31T08:00:00+07:00.",
        "The time of the revocation cannot be read. Nothing was revoked; write it like 2027-01-31T08:00:00+07:00.",
    ),
    "authority.ended": (
        "Sertifikat pengirim ini dari penerbit yang sudah diakhiri dan tidak ada di daftarnya, disisihkan utuh. "
        "Data di sini tidak berubah; telepon posnya.",
        "This sender's certificate is by an authority that was ended and is not on its list; it was set aside whole. "
        "Nothing here was changed; call the post.",
    ),
    "authority.unknown": (
        "Penerbit atau pos itu tidak dikenal di sini. Tidak ada yang diakhiri; lihat daftar sertifikat.",
        "That authority or post is not known here. Nothing was ended; see the list of certificates.",
    ),
    "authority.several": (
        "Pos ini punya beberapa penerbit. Tidak ada yang diakhiri; pilih salah satu: {names}.",
        "This post has several authorities. Nothing was ended; choose one of: {names}.",
    ),
    "authority.many": (
        "Sertifikat yang tetap diterima lebih dari {limit}. Tidak ada yang diakhiri; beri tahu pengembang.",
        "More than {limit} certificates would stay good. Nothing was ended; tell the developers.",
    ),
    "authority.own": (
        "Penerbit meja provinsi tidak dapat diakhiri dari sini. Tidak ada yang berubah; lihat bantuan tentang ancaman.",
        "The desk's own authority cannot be ended from here. Nothing was changed; see the help on threats.",
    ),
    "authority.over": (
        "Provinsi mengakhiri penerbit sertifikat pos ini. Tidak ada yang berubah; mulai lagi dari kit baru.",
        "The province ended this post's certificate authority. Nothing was changed; begin anew from the new kit.",
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
    "verify.empty": (
        "Berkas ini kosong, jadi tidak ada yang dinilai. Salin lagi dari asalnya atau minta salinan lain.",
        "This file is empty, so nothing was judged. Copy it again from its origin or ask for another copy.",
    ),
    "verify.annex_foreign": (
        "Lampiran jurnal ini ditandatangani pihak asing, bukan provinsi yang dipercaya. Jangan dipakai; minta aslinya.",
        "This journal annex was signed by strangers, not by the trusted province. Do not use it; ask for the original.",
    ),
    "verify.annex_changed": (
        "Isi lampiran jurnal ini diubah setelah ditandatangani. Jangan dipakai; minta aslinya dari kantor pembuat.",
        "This journal annex was changed after it was signed. Do not use it; ask the issuing office for the original.",
    ),
    "verify.annex_missing": (
        "Ada entri yang hilang dari lampiran jurnal ini. Jangan dipakai; minta aslinya dari kantor pembuat.",
        "An entry is missing from this journal annex. Do not use it; ask the issuing office for the original.",
    ),
    "verify.annex_added": (
        "Ada entri yang ditambahkan ke lampiran jurnal ini. Jangan dipakai; minta aslinya dari kantor pembuat.",
        "An entry was added to this journal annex. Do not use it; ask the issuing office for the original.",
    ),
    "verify.annex_withheld": (
        "Ada bagian ditahan yang tidak disahkan kantor pembuat. Jangan dipakai; minta aslinya.",
        "A part is held back that the issuing office did not sign for. Do not use it; ask for the original.",
    ),
    "verify.annex_gone": (
        "Ada bagian yang dicabut dari lampiran jurnal ini. Jangan dipakai; minta aslinya dari kantor pembuat.",
        "A part was taken out of this journal annex. Do not use it; ask the issuing office for the original.",
    ),
    "verify.annex_unproved": (
        "Ada bagian yang disebut sudah dihancurkan, tetapi perintahnya tidak ada di lampiran ini, jadi tidak terbukti. Sisanya"
        " utuh; minta lampiran baru dari kantor pembuat.",
        "A part is said to be destroyed, but the order for it is not in this annex, so that is not proved. The rest is whole; ask"
        " the issuing office for a new annex.",
    ),
    "verify.annex_files": (
        "Berkas bukti pada lampiran jurnal ini hilang, ditambah, atau diubah. Jangan dipakai; minta aslinya.",
        "Evidence files of this journal annex are missing, added or changed. Do not use it; ask for the original.",
    ),
    "verify.annex_newer": (
        "Lampiran jurnal ini dibuat program yang lebih baru. Tidak dinilai; perbarui program.",
        "This journal annex was made by a newer program. It was not judged; update the program.",
    ),
    "annex.missing": (
        "Isian {field} masih kosong. Lampiran tidak dibuat; tulis untuk siapa dan atas dasar apa.",
        "The field {field} is empty. No annex was made; say for whom and on what basis.",
    ),
    "annex.withhold": (
        "Bagian yang dapat ditahan hanya {parts}. Lampiran tidak dibuat; pilih salah satunya.",
        "Only {parts} can be held back. No annex was made; choose one of them.",
    ),
    "annex.sealed": (
        "Laporan ini tidak terbaca di sini, jadi tidak dapat dilampirkan. Tidak ada yang keluar; minta ke provinsi.",
        "This report cannot be read here, so no annex of it can be made. Nothing left; ask the province.",
    ),
    "annex.foreign": (
        "Lampiran itu tidak berujung pada akar yang dipercaya. Tidak ada yang berubah; minta aslinya.",
        "That annex does not lead to a trusted root. Nothing was changed; ask for the original.",
    ),
    "annex.seal": (
        "Pengesahan lampiran tidak ada atau rusak. Tidak ada yang berubah; minta aslinya.",
        "The annex's own seal is missing or broken. Nothing was changed; ask for the original.",
    ),
    "annex.entry_missing": (
        "Ada entri yang hilang dari lampiran itu. Tidak ada yang berubah; minta aslinya.",
        "An entry is missing from that annex. Nothing was changed; ask for the original.",
    ),
    "annex.entry_added": (
        "Ada entri yang ditambahkan ke lampiran itu. Tidak ada yang berubah; minta aslinya.",
        "An entry was added to that annex. Nothing was changed; ask for the original.",
    ),
    "annex.other_case": (
        "Lampiran itu memuat entri perkara lain. Tidak ada yang berubah; minta aslinya.",
        "That annex holds an entry of another case. Nothing was changed; ask for the original.",
    ),
    "annex.chain": (
        "Rantai entri pada lampiran itu terputus. Tidak ada yang berubah; minta aslinya.",
        "The chain of entries in that annex is broken. Nothing was changed; ask for the original.",
    ),
    "annex.withheld": (
        "Lampiran itu menahan bagian tanpa pengesahan. Tidak ada yang berubah; minta aslinya.",
        "That annex holds a part back without signing for it. Nothing was changed; ask for the original.",
    ),
    "annex.gone": (
        "Ada bagian yang dicabut dari lampiran jurnal ini. Jangan dipakai; minta aslinya dari kantor pembuat.",
        "A part was taken out of this journal annex. Do not use it; ask the issuing office for the original.",
    ),
    "annex.opened": (
        "Isi yang dibuka provinsi pada lampiran itu berubah. Tidak ada yang berubah di sini; minta aslinya.",
        "What the province opened in that annex was changed. Nothing was changed here; ask for the original.",
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
}
