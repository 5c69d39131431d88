"""What people read when a profile, a passphrase, a kit, an officer or a file stands in the way."""

from __future__ import annotations

PROFILE: dict[str, tuple[str, str]] = {
    "usage": (
        "Perintah ini tidak dimengerti: {detail}. Tidak ada yang dijalankan; lihat --help.",
        "This command is not understood: {detail}. Nothing was run; see --help.",
    ),
    "cancelled": (
        "Dibatalkan. Yang sudah selesai tetap utuh.",
        "Cancelled. What was finished before stays whole.",
    ),
    "internal": (
        "Program menemui galat yang tidak terduga ({kind}). Data tetap seperti terakhir tersimpan; ulangi, "
        "dan bila terjadi lagi laporkan ke Kesbangpol.",
        "The program met an unexpected fault ({kind}). The data are as last saved; try again, and report it if it recurs.",
    ),
    "rescue.unreadable": (
        "Berkas {file} tidak dapat dibaca dari disk. Tidak ada yang diubah; coba di laptop lain atau pakai salinan cadangan.",
        "The file {file} cannot be read from the disk. Nothing was changed; try another laptop, or use a copy.",
    ),
    "rescue.no_beginning": (
        "Awal data sudah rusak sehingga tidak ada yang dapat dibaca. Sumbernya tidak disentuh; pakai salinan cadangan.",
        "The beginning of the data is damaged and nothing can be read. The source was not touched; use a copy.",
    ),
    "rescue.no_keys": (
        "Kunci laptop ini sendiri tidak terbaca lagi. Sumbernya tidak disentuh; pakai salinan cadangan.",
        "This laptop's own keys do not read any more. The source was not touched; use a copy.",
    ),
    "backup.none": (
        "Belum ada salinan bertanggal di laptop ini. Tidak ada yang diubah; buat salinan dulu.",
        "There is no dated copy on this laptop yet. Nothing was changed; make a copy first.",
    ),
    "backup.none_there": (
        "Di stik ini tidak ada salinan Posko. Tidak ada yang diubah; pilih stik atau berkas lain.",
        "There is no copy made by Posko on this stick. Nothing was changed; choose another stick or file.",
    ),
    "backup.several": (
        "Frasa sandi ini membuka salinan beberapa laptop di stik ini. Tidak ada yang diubah; sebut berkasnya: {names}.",
        "This passphrase opens copies of several laptops on this stick. Nothing was changed; name the file: {names}.",
    ),
    "backup.no_stick": (
        "Salinan cadangan hanya ikut ke stik atau folder, tidak lewat jalur. Yang dikirim tetap terkirim; pakai backup BERKAS.",
        "A backup copy goes along onto a stick or folder alone, not over a link. What was sent is sent; use backup FILE.",
    ),
    "backup.no_room": (
        "Ruang tidak cukup untuk salinan: perlu {needed} MB, kosong {free} MB. Tidak ada yang ditulis; kosongkan ruang dulu.",
        "There is no room for the copy: {needed} MB needed, {free} MB free. Nothing was written; make room first.",
    ),
    "backup.unproven": (
        "Salinan tidak terbuka kembali dengan isi yang sama dan tidak dipakai. Yang lain utuh; jalankan Periksa"
        " penyimpanan (posko check), lalu ulangi.",
        "The copy did not open again with the same content and is not used. Nothing else was changed; run Check the"
        " store (posko check), then try again.",
    ),
    "backup.foreign": (
        "Berkas ini bukan salinan Posko. Tidak ada yang diubah; pilih berkas lain.",
        "This file is no copy made by Posko. Nothing was changed; choose another file.",
    ),
    "backup.newer": (
        "Salinan ini dibuat program yang lebih baru. Tidak ada yang diubah; pasang program yang lebih baru, lalu ulangi.",
        "This copy was made by a newer program. Nothing was changed; install the newer program, then try again.",
    ),
    "backup.cut": (
        "Salinan ini terpotong: bagian akhirnya tidak ada. Tidak ada yang diubah; pakai salinan lain.",
        "This copy is cut off: its end is missing. Nothing was changed; use another copy.",
    ),
    "backup.damaged": (
        "Salinan ini rusak atau milik laptop lain ({name}). Tidak ada yang diubah; pakai salinan lain.",
        "This copy is damaged or another laptop's ({name}). Nothing was changed; use another copy.",
    ),
    "store.busy": (
        "Data terus ditulis sehingga belum dapat disalin. Tidak ada yang hilang; ulangi sebentar lagi.",
        "The data are being written without a pause and cannot be copied yet. Nothing was lost; try again shortly.",
    ),
    "profile.exists": (
        "Di folder ini sudah ada instalasi Posko, dan tidak disentuh. Pilih folder lain atau buka yang sudah ada.",
        "This folder already holds a Posko installation, which was not touched. Choose another folder, or open the one there.",
    ),
    "profile.none": (
        "Di folder ini belum ada instalasi Posko. Periksa --profile atau POSKO_PROFILE, atau buat yang baru; verify juga dapat"
        " memakai --trust.",
        "There is no Posko installation in this folder. Check --profile or POSKO_PROFILE, or create a new one; verify can also"
        " take --trust.",
    ),
    "profile.in_use": (
        "Instalasi ini sedang dibuka oleh {holder}. Tidak ada yang berubah; tutup dulu yang itu, lalu ulangi.",
        "This installation is open in {holder}. Nothing was changed; close it there, then try again.",
    ),
    "profile.folder": (
        "Folder instalasi tidak dapat ditulisi. Tidak ada yang dibuat; periksa izin folder dan ruang disk.",
        "The installation's folder cannot be written. Nothing was made; check its permissions and the disk's room.",
    ),
    "passphrase.wrong": (
        "Frasa sandi itu tidak membuka instalasi ini. Tidak ada yang berubah; periksa huruf besar-kecil, lalu ulangi.",
        "That passphrase does not open this installation. Nothing was changed; check capitals, then try again.",
    ),
    "passphrase.short": (
        "Frasa sandi terlalu pendek: paling sedikit {minimum} huruf. Tidak ada yang dibuat; pilih yang lebih panjang.",
        "The passphrase is too short: at least {minimum} characters. Nothing was made; choose a longer one.",
    ),
    "passphrase.long": (
        "Frasa sandi terlalu panjang: paling banyak {maximum} huruf. Tidak ada yang dibuat; pilih yang lebih pendek.",
        "The passphrase is too long: at most {maximum} characters. Nothing was made; choose a shorter one.",
    ),
    "passphrase.taken": (
        "Frasa sandi itu sudah dipakai petugas lain di laptop ini. Tidak ada yang berubah; pilih frasa sandi lain.",
        "Another officer of this laptop uses that passphrase. Nothing was changed; choose another one.",
    ),
    "passphrase.none": (
        "Frasa sandi tidak diberikan. Pakai --passphrase-file atau POSKO_PASSPHRASE_FILE; tidak ada yang dijalankan.",
        "No passphrase was given. Use --passphrase-file or POSKO_PASSPHRASE_FILE; nothing was run.",
    ),
    "passphrase.unreadable": (
        "Berkas frasa sandi {file} bukan teks UTF-8. Tidak ada yang dijalankan; simpan ulang sebagai UTF-8.",
        "The passphrase file {file} is not UTF-8 text. Nothing was run; save it again as UTF-8.",
    ),
    "passphrase.differs": (
        "Kedua frasa sandi tidak sama. Tidak ada yang dibuat; ketik lagi keduanya.",
        "The two passphrases differ. Nothing was made; type both again.",
    ),
    "passphrase.same": (
        "Frasa sandi yang baru sama dengan yang lama. Tidak ada yang berubah; pilih frasa sandi lain.",
        "The new passphrase is the old one. Nothing was changed; choose another one.",
    ),
    "passphrase.not_own": (
        "Frasa sandi itu milik petugas lain di laptop ini. Tidak ada yang berubah; ketik frasa sandi Anda sendiri.",
        "That passphrase is another officer's. Nothing was changed; type your own.",
    ),
    "second.missing": (
        "Frasa sandi saja tidak membuka instalasi ini: salah ketik, atau Anda juga memakai berkas kunci atau kunci"
        " keamanan. Tidak ada yang berubah; ulangi, bersama itu bila Anda memakainya.",
        "That passphrase alone does not open this installation: mistyped, or you also use a key file or security key. Nothing"
        " was changed; try again, together with it if you use one.",
    ),
    "second.wrong": (
        "Frasa sandi dan berkas kunci atau kunci keamanan ini bersama-sama tidak membuka instalasi ini. Tidak ada yang berubah;"
        " periksa keduanya: huruf besar-kecil, dan apakah ini milik laptop ini.",
        "This passphrase and this key file or security key together do not open this installation. Nothing was changed; check"
        " both: capitals, and whether this one belongs to this laptop.",
    ),
    "second.none": (
        "Anda membuka dengan frasa sandi saja. Tidak ada yang berubah dan tidak ada yang perlu dimatikan.",
        "You unlock with the passphrase alone. Nothing was changed, and there is nothing to turn off.",
    ),
    "second.only_way": (
        "Bila berkas atau kunci itu hilang, tidak ada jalan lain ke data. Tidak ada yang berubah; tambah petugas lain dahulu.",
        "If that file or key were lost, there would be no other way to the data. Nothing was changed; add another officer first.",
    ),
    "key_file.missing": (
        "Berkas kunci {file} tidak ada di sana. Tidak ada yang dibuka; pasang medianya, lalu pilih berkasnya lagi.",
        "The key file {file} is not there. Nothing was opened; put its medium in, then choose the file again.",
    ),
    "key_file.unreadable": (
        "Berkas kunci {file} tidak terbaca. Tidak ada yang dibuka; periksa medianya, atau pakai salinan berkas kunci itu.",
        "The key file {file} cannot be read. Nothing was opened; check its medium, or use a copy of that key file.",
    ),
    "key_file.size": (
        "Berkas {file} tidak dapat menjadi berkas kunci: paling sedikit {least} byte, paling banyak {most} MiB. Tidak ada yang"
        " berubah; pilih berkas lain.",
        "The file {file} cannot be a key file: at least {least} bytes, at most {most} MiB. Nothing was changed; choose another.",
    ),
    "token.none": (
        "Tidak ada kunci keamanan yang terpasang. Tidak ada yang berubah; pasang ke USB, lalu ulangi. Windows: berkas kunci.",
        "No security key is plugged in. Nothing was changed; plug it into USB, then try again. On Windows use a key file.",
    ),
    "token.many": (
        "Ada lebih dari satu kunci keamanan yang terpasang. Tidak ada yang berubah; sisakan satu saja, lalu ulangi.",
        "More than one security key is plugged in. Nothing was changed; leave only one, then try again.",
    ),
    "token.untouched": (
        "Kunci keamanan tidak disentuh selama setengah menit. Tidak ada yang berubah; ulangi, dan sentuh saat berkedip.",
        "The security key was not touched for half a minute. Nothing was changed; try again, and touch it when it blinks.",
    ),
    "token.pin": (
        "Kunci keamanan ini meminta PIN, yang tidak didukung. Tidak ada yang berubah; pakai kunci tanpa PIN, atau berkas kunci.",
        "This security key asks for a PIN, which is not supported. Nothing was changed; use one without a PIN, or a key file.",
    ),
    "token.unfit": (
        "Kunci keamanan ini tidak dapat dipakai: ia tidak mengenal hmac-secret. Tidak ada yang berubah; pakai kunci lain, atau"
        " berkas kunci.",
        "This security key cannot be used: it does not know hmac-secret. Nothing was changed; use another one, or a key file.",
    ),
    "token.gone": (
        "Kunci keamanan tercabut atau tidak menjawab. Tidak ada yang berubah; pasang lagi, lalu ulangi.",
        "The security key was pulled out or does not answer. Nothing was changed; plug it in again, then try again.",
    ),
    "token.library": (
        "Program ini terpasang tanpa pustaka kunci keamanan. Tidak ada yang berubah; pakai berkas kunci.",
        "This program was installed without the library for security keys. Nothing was changed; use a key file.",
    ),
    "keyslot.damaged": (
        "Daftar kunci instalasi ini (keys.slots) rusak. Data tidak disentuh; pulihkan dari cadangan atau minta kunci pemulihan.",
        "The key slots (keys.slots) are damaged. The data were not touched; restore them from a copy or use recovery.",
    ),
    "keyslot.missing": (
        "Berkas kunci keys.slots tidak ada di folder ini. Data tidak disentuh; pilih Pulihkan dari cadangan (posko restore).",
        "The key file keys.slots is not in this folder. The data were not touched; choose Bring back from"
        " a copy (posko restore).",
    ),
    "keyslot.parameters": (
        "Daftar kunci (keys.slots) meminta biaya di luar batas dan tidak dibuka. Data tidak disentuh; pulihkan dari cadangan.",
        "The key slots (keys.slots) ask for a cost beyond the limits and were not opened. No data were touched; restore them.",
    ),
    "keyslot.full": (
        "Laptop ini sudah memuat {maximum} petugas, paling banyak. Tidak ada yang berubah; keluarkan seorang petugas dahulu.",
        "This laptop already holds {maximum} officers, the most possible. Nothing was changed; remove one first.",
    ),
    "keyslot.last": (
        "Ini petugas terakhir di laptop ini dan tidak dapat dikeluarkan. Tidak ada yang berubah; tambah petugas lain dahulu.",
        "This is the laptop's last officer, who cannot be removed. Nothing was changed; add another officer first.",
    ),
    "keyslot.unknown": (
        "Petugas itu tidak ada di laptop ini. Tidak ada yang berubah; periksa namanya.",
        "That officer is not on this laptop. Nothing was changed; check the name.",
    ),
    "keyslot.recovery": (
        "Lembar itu milik provinsi lain atau sudah diganti. Tidak ada yang berubah; pakai lembar provinsi ini yang terbaru.",
        "Those sheets are another province's or were replaced. Nothing was changed; use this province's newest sheets.",
    ),
    "store.unreadable": (
        "Penyimpanan data tidak terbaca. Tidak ada yang ditulis; jangan hapus apa pun, pilih Pulihkan dari"
        " cadangan (posko restore).",
        "The data store cannot be read. Nothing was written; delete nothing, choose Bring back from a copy (posko restore).",
    ),
    "store.missing": (
        "Berkas posko.db tidak ada di folder ini. Tidak ada yang ditulis; pilih Pulihkan dari cadangan (posko restore).",
        "The file posko.db is not in this folder. Nothing was written; choose Bring back from a copy (posko restore).",
    ),
    "store.server": (
        "Server bersama tidak terhubung atau tidak terbukti asli. Yang sudah tersimpan tetap utuh; periksa jaringan.",
        "The shared server cannot be reached or did not prove itself. What was saved stays whole; check the network.",
    ),
    "server.other": (
        "Di server itu tidak ada data meja ini. Tidak ada yang ditulis; periksa alamat servernya.",
        "That server holds nothing of this desk. Nothing was written; check the server's address.",
    ),
    "server.address": (
        "Alamat server tidak benar pada bagian {field}. Tidak ada yang dibuat; perbaiki lalu ulangi.",
        "The server's address is wrong at {field}. Nothing was made; correct it and try again.",
    ),
    "server.none": (
        "Profil ini tidak memakai server bersama. Tidak ada yang dibuat; kit meja hanya dibuat di meja yang memakainya.",
        "This profile uses no shared server. Nothing was made; a desk's kit is made at a desk that uses one.",
    ),
    "store.newer": (
        "Data ini ditulis oleh Posko yang lebih baru. Tidak ada yang berubah; perbarui program ini.",
        "These data were written by a newer Posko. Nothing was changed; update this program.",
    ),
    "store.underived": (
        "Satu catatan di penyimpanan ini rusak atau hilang, jadi program yang baru tidak dapat menyusun ulang isinya. Tidak ada"
        " yang diubah; pakai lagi program sebelumnya (posko update back), atau selamatkan: posko rescue FOLDER --out FOLDER2.",
        "An entry in this store is damaged or gone, so the new program cannot derive its rows anew. Nothing was changed; go back"
        " to the program before (posko update back), or rescue: posko rescue FOLDER --out FOLDER2.",
    ),
    "store.damaged": (
        "Sebagian penyimpanan data rusak. Tidak ada yang ditulis; kirim yang masih terbaca ke provinsi, lalu pulihkan.",
        "Part of the data store is damaged. Nothing was written; send what still reads to the province, then restore.",
    ),
    "box.damaged": (
        "Sebuah kotak bersandi rusak atau bukan milik instalasi ini. Tidak ada yang berubah; pulihkan dari cadangan.",
        "A sealed box is damaged or not this installation's. Nothing was changed; restore from a copy.",
    ),
    "sealed.damaged": (
        "Sebuah berkas tersegel rusak atau terpotong dan tidak dibuka. Tidak ada yang berubah; minta salinannya lagi.",
        "A sealed file is damaged or cut and was not opened. Nothing was changed; ask for another copy.",
    ),
    "disk.full": (
        "Ruang disk laptop habis. Yang sudah tersimpan tetap utuh; kosongkan ruang, lalu ulangi.",
        "The laptop's disk is full. What was saved stays whole; make room, then try again.",
    ),
    "disk.failed": (
        "Disk laptop gagal menulis atau membaca. Yang sudah tersimpan tetap utuh; periksa disk, lalu ulangi.",
        "The laptop's disk failed to write or read. What was saved stays whole; check the disk, then try again.",
    ),
    "officer.name": (
        "Nama petugas kosong atau lebih dari {limit} huruf. Tidak ada yang dibuat; perbaiki namanya.",
        "The officer's name is empty or longer than {limit} characters. Nothing was made; correct the name.",
    ),
    "certificate.name": (
        "Nama untuk sertifikat lebih dari {maximum} huruf. Tidak ada yang dibuat; singkatkan namanya.",
        "The name for the certificate is longer than {maximum} characters. Nothing was made; shorten it.",
    ),
    "officer.other": (
        "Frasa sandi itu milik petugas lain daripada yang disebut. Tidak ada yang berubah; periksa --officer atau frasanya.",
        "That passphrase belongs to another officer than the one named. Nothing was changed; check --officer or the passphrase.",
    ),
    "renewal.identity_desk": (
        "{name} bertugas di meja identitas dengan kunci ini. Tidak ada yang berubah; akhiri penunjukannya, ganti kuncinya, "
        "lalu tunjuk dan serahkan kunci identitas lagi.",
        "{name} sits at the identity desk with this key. Nothing was changed; end that, renew the key, then name him and hand "
        "the identities' key over again.",
    ),
    "rotation.server": (
        "Data meja ini ada di server bersama; kunci laptop ini tidak menyandikannya. Tidak ada yang berubah.",
        "This desk's data lie on a shared server and are not encrypted under this laptop's key. Nothing was changed.",
    ),
    "rotation.unknown_slots": (
        "Kunci baru tidak dapat diserahkan kepada: {names}. Tidak ada yang berubah; minta mereka masuk sekali, "
        "atau lanjutkan tanpa mereka dan daftarkan lagi sesudahnya.",
        "A new key cannot be handed to: {names}. Nothing was changed; let them unlock once, or go on without them and "
        "enrol them anew afterwards.",
    ),
    "officer.not_head": (
        "Hanya kepala posko atau administrator yang menambah atau mengakhiri petugas dan mengganti kunci. "
        "Tidak ada yang berubah; minta ia.",
        "Only the head or the administrator adds officers, ends them, or changes keys. Nothing was changed; ask them to do it.",
    ),
    "device_key.no_authority": (
        "Hanya kepala posko atau administrator yang memegang kunci sertifikat kantor ini dapat mengganti kunci laptop. "
        "Tidak ada yang berubah; minta ia.",
        "Only the head or the administrator who holds this office's certificate key can renew the laptop's key. "
        "Nothing was changed; ask them to do it.",
    ),
    "officer.unknown": (
        "Tidak ada petugas bernama {value} di laptop ini. Tidak ada yang berubah; periksa namanya di Pengaturan.",
        "There is no officer named {value} at this laptop. Nothing was changed; look up the name in Settings.",
    ),
    "officer.left": (
        "Tugas {value} sudah diakhiri pada {day}. Tidak ada yang berubah; bila ia tidak dipercaya lagi, ganti kunci penyimpanan "
        "dengan: store rotate.",
        "The service of {value} was ended on {day} already. Nothing was changed; if he is not trusted any more, change the store "
        "key with: store rotate.",
    ),
    "officer.self": (
        "Tidak ada yang mengakhiri tugasnya sendiri. Tidak ada yang berubah; minta kepala atau administrator lain melakukannya.",
        "Nobody ends his own service. Nothing was changed; ask another head or administrator to do it.",
    ),
    "officer.name_taken": (
        "Di laptop ini sudah ada petugas bernama {value}. Tidak ada yang berubah; tambahkan pembeda, misalnya nama belakang.",
        "This laptop has an officer named {value} already. Nothing was changed; add what tells them apart, such as a surname.",
    ),
    "officer.last": (
        "Inilah kepala atau administrator terakhir di sini. Tidak ada yang berubah; tambahkan penggantinya lebih dahulu.",
        "This is the last head or administrator here. Nothing was changed; add the successor first.",
    ),
    "officer.elsewhere": (
        "Kunci {value} tidak ada di laptop ini. Tidak ada yang berubah; akhiri di laptopnya sendiri, atau cabut sertifikatnya.",
        "The key of {value} is not at this laptop. Nothing was changed; end him where he works, or revoke his certificate.",
    ),
    "officer.slot_unknown": (
        "Belum diketahui kunci mana miliknya. Tidak ada yang berubah; {names} membuka laptop ini sekali, lalu ulangi.",
        "It is not known yet which key is his. Nothing was changed; let {names} unlock this laptop once, then try again.",
    ),
    "officer.ended": (
        "Tugas petugas ini sudah diakhiri, dan frasa sandinya tidak membuka apa pun lagi. Data tetap utuh; minta kepala posko.",
        "This officer's service was ended, and his passphrase opens nothing any more. The data are whole; ask the head.",
    ),
    "officer.role": (
        "Peran {role} tidak ada di sini; yang ada: {allowed}. Tidak ada yang berubah; pilih salah satunya.",
        "There is no role {role} here; there are: {allowed}. Nothing was changed; choose one of them.",
    ),
    "authority.refused": (
        "Peran {role} tidak berwenang melakukan ini. Tidak ada yang berubah; minta petugas yang berwenang.",
        "The role {role} may not do this. Nothing was changed; ask an officer who may.",
    ),
    "area.not_province": (
        "Kode {area} bukan kode provinsi yang dikenal. Tidak ada yang dibuat; pakai kode dua angka, misalnya 19.",
        "The code {area} is no known province. Nothing was made; use a two-digit code such as 19.",
    ),
    "shares.folder": (
        "Bagian kunci pemulihan tidak dapat ditulis ke folder itu. Tidak ada yang dibuat; pilih folder lain.",
        "The shares of the recovery key cannot be written to that folder. Nothing was made; choose another folder.",
    ),
    "shares.gone": (
        "Kunci pemulihan tidak lagi di sini: sudah dibagi saat provinsi dibuat. Pakai bagian yang ditulis waktu itu.",
        "The recovery key is no longer here: it was shared out when the province was made. Use the shares written then.",
    ),
    "share.words": (
        "Bagian {share}: kata ke-{places} tidak ada dalam daftar. Tidak ada yang berubah; cocokkan dengan nomor di lembarnya.",
        "Share {share}: word {places} is not on the list. Nothing was changed; compare it with the numbers on the sheet.",
    ),
    "share.checksum": (
        "Bagian {share}: ke-{count} kata itu ada dalam daftar, tetapi satu tertukar, hilang, atau tertulis dua kali. "
        "Tidak ada yang berubah; cocokkan urutannya.",
        "Share {share}: its {count} words are all on the list, but one is another, missing or twice. Nothing was changed; "
        "compare their order.",
    ),
    "share.same": (
        "Bagian {number} diberikan dua kali. Tidak ada yang berubah; pakai lembar dari pemegang lain.",
        "Share {number} was given twice. Nothing was changed; use another custodian's sheet.",
    ),
    "share.sets": (
        "Kedua lembar bukan dari set yang sama ({sets}). Tidak ada yang berubah; cari lembar dengan nomor set yang sama.",
        "The two sheets are not of the same set ({sets}). Nothing was changed; find sheets with the same number.",
    ),
    "share.no_code": (
        "Bagian ke-{share} yang diberikan: tidak ada kode lembar pemulihan yang terbaca pada gambar itu. Tidak ada yang berubah; "
        "foto lebih dekat dan rata, atau ketik katanya.",
        "Share {share} of those given: no code of a recovery sheet can be read on that picture. Nothing was changed; take it "
        "nearer, or type the words.",
    ),
    "share.unreadable": (
        "Bagian ke-{share} yang diberikan bukan kata-kata dari lembar kunci pemulihan. Tidak ada yang berubah; periksa berkas "
        "atau lembarnya.",
        "Share {share} of those given is not the words of a recovery sheet. Nothing was changed; check the file or the sheet.",
    ),
    "share.pair": (
        "Kedua bagian terbaca, tetapi bersama tidak membentuk kunci pemulihan. Tidak ada yang berubah; cari pasangannya.",
        "Both shares can be read, but together they are no recovery key. Nothing was changed; find the one that belongs to it.",
    ),
    "shares.needed": (
        "Perlu tepat dua bagian kunci pemulihan, yang diberikan {given}. Tidak ada yang berubah; berikan dua bagian dari "
        "pemegang yang berbeda (--share BERKAS --share BERKAS).",
        "Exactly two shares of the recovery key are needed, and {given} were given. Nothing was changed; give two shares of "
        "different custodians (--share FILE --share FILE).",
    ),
    "kit.code": (
        "Kode kit itu tidak membuka kit ini. Tidak ada yang dibuat; pakai kode yang dicetak bersama kit ini.",
        "That kit code does not open this kit. Nothing was made; use the code printed with this kit.",
    ),
    "kit.code_shape": (
        "Kode kit tidak lengkap: delapan kata empat huruf. Tidak ada yang dibuat; ketik seluruhnya.",
        "The kit code is not whole: eight words of four letters. Nothing was made; type all of it.",
    ),
    "kit.code_check": (
        "Ada salah ketik pada kode kit. Tidak ada yang dibuat; bandingkan dengan lembar cetaknya.",
        "There is a slip in the kit code. Nothing was made; compare it with the printed sheet.",
    ),
    "kit.damaged": (
        "Berkas kit rusak atau terpotong. Tidak ada yang dibuat; salin lagi dari provinsi.",
        "The kit file is damaged or cut. Nothing was made; copy it from the province again.",
    ),
    "kit.not_a_kit": (
        "Berkas itu bukan kit Posko. Tidak ada yang dibuat; pilih berkas kit dari provinsi.",
        "That file is not a Posko kit. Nothing was made; choose the kit file from the province.",
    ),
    "kit.newer": (
        "Kit ini dibuat oleh Posko yang lebih baru. Tidak ada yang dibuat; perbarui program ini.",
        "This kit was made by a newer Posko. Nothing was made; update this program.",
    ),
    "kit.expired": (
        "Masa pakai kit ini berakhir {day}. Tidak ada yang dibuat; minta kit baru ke provinsi.",
        "This kit was valid until {day}. Nothing was made; ask the province for a new one.",
    ),
    "kit.size": (
        "Isi kit melebihi batas {maximum} bita. Tidak ada yang dibuat; ringkas surat dasarnya.",
        "The kit's content passes the limit of {maximum} bytes. Nothing was made; shorten the mandate.",
    ),
    "kit.laptops": (
        "Jumlah laptop harus 1 sampai {maximum}. Tidak ada yang dibuat; perbaiki jumlahnya.",
        "The number of laptops must be 1 to {maximum}. Nothing was made; correct it.",
    ),
    "kit.mandate": (
        "Surat dasar posko belum lengkap pada {field}. Tidak ada yang dibuat; lengkapi, atau buat kit latihan tanpa --mandate.",
        "The post's mandate lacks {field}. Nothing was made; complete it, or make a drill kit without --mandate.",
    ),
    "kit.drill_province": (
        "Provinsi latihan hanya membuat kit latihan. Tidak ada yang dibuat; provinsi sungguhan membuat kit bermandat.",
        "This province is a drill and makes drill kits alone. Nothing was made; a kit with a mandate is made at a real one.",
    ),
    "kit.practised": (
        "Provinsi ini sudah membuat kit latihan. Tidak ada yang dibuat; dirikan provinsi sungguhan di profil baru.",
        "This province has made drill kits. Nothing was made; found the real province in a new profile.",
    ),
    "kit.real_province": (
        "Provinsi ini sudah membuat kit bermandat. Tidak ada yang dibuat; tulis mandatnya, atau berlatih di profil latihan.",
        "This province has made kits with a mandate. Nothing was made; give the mandate, or practise in a drill's profile.",
    ),
    "kit.not_administrator": (
        "Hanya administrator provinsi yang dapat membuat kit. Tidak ada yang dibuat; minta ia membukanya.",
        "Only the province's administrator may make kits. Nothing was made; ask them to do it.",
    ),
    "post.unknown": (
        "Posko {post} tidak dikenal di provinsi ini. Tidak ada yang ditulis; periksa kodenya.",
        "The post {post} is not known in this province. Nothing was written; check the code.",
    ),
    "file.missing": (
        "Berkas {file} tidak ada. Tidak ada yang dijalankan; periksa namanya.",
        "The file {file} does not exist. Nothing was run; check its name.",
    ),
    "file.unreadable": (
        "Berkas {file} tidak dapat dibaca. Tidak ada yang dijalankan; periksa izinnya.",
        "The file {file} cannot be read. Nothing was run; check its permissions.",
    ),
    "file.name_long": (
        "Nama {file} terlalu panjang; paling banyak {limit} bita. Tidak ada yang dijalankan; pakai nama yang lebih pendek.",
        "The name {file} is too long; at most {limit} bytes. Nothing was run; use a shorter one.",
    ),
    "file.too_large": (
        "Berkas {file} melebihi batas {limit} bita. Tidak ada yang dijalankan; pakai berkas yang lebih kecil.",
        "The file {file} passes the limit of {limit} bytes. Nothing was run; use a smaller one.",
    ),
    "file.unwritable": (
        "Berkas {file} tidak dapat ditulis. Data di Posko tetap utuh; pilih tempat lain.",
        "The file {file} cannot be written. The data in Posko stay whole; choose another place.",
    ),
    "file.exists": (
        "{file} sudah ada dan tidak ditimpa. Pilih nama atau folder lain.",
        "{file} exists already and was not overwritten. Choose another name or folder.",
    ),
    "folder.not_empty": (
        "Folder {file} tidak kosong dan tidak disentuh. Pilih folder kosong atau yang belum ada.",
        "The folder {file} is not empty and was not touched. Choose an empty or a new one.",
    ),
    "reference.missing": (
        "Data acuan {file} tidak ada dalam program. Data Anda tidak disentuh; pasang ulang program.",
        "The reference data {file} are missing from the program. Your data were not touched; install the program again.",
    ),
    "reference.unreadable": (
        "Data acuan {file} tidak terbaca. Data Anda tidak disentuh; periksa berkasnya, atau pasang ulang program.",
        "The reference data {file} cannot be read. Your data were not touched; check the file, or install the program again.",
    ),
    "reference.bad_area": (
        "Data wilayah memuat kode {area} yang tidak sah. Data Anda tidak disentuh; periksa berkasnya, atau pasang ulang program.",
        "The areas hold the impossible code {area}. Your data were not touched; check the file, or install the program again.",
    ),
    "reference.unknown_place": (
        "Tempat {place} tidak dikenal. Tidak ada yang berubah; periksa kode wilayah atau posko.",
        "The place {place} is not known. Nothing was changed; check the code of the area or post.",
    ),
}

USAGE_DETAILS = (
    (r"the following arguments are required: (.+)", r"belum disebut \1"),
    (r"one of the arguments (.+) is required", r"perlu salah satu dari \1"),
    (r"unrecognized arguments: (.+)", r"tidak dikenal \1"),
    (r"argument (.+): invalid choice: (.+) \(choose from (?:'', )?(.+)\)", r"\1 bukan \2; pilih \3"),
    (r"argument (.+): invalid (?:int|float) value: (.+)", r"\1 perlu bilangan, bukan \2"),
    (r"argument (.+): invalid (?:fromisoformat|_day|_id|Path) value: (.+)", r"\1 tidak terbaca: \2"),
    (r"argument (.+): expected (?:one|at least one) argument", r"\1 perlu isian"),
    (r"argument (.+): not allowed with argument (.+)", r"\1 tidak dapat bersama \2"),
    (r"argument (.+?): (.+)", r"\1 tidak terbaca: \2"),
)
"""How the complaints about a command line read in Indonesian."""
