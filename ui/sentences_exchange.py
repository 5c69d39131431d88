"""What people read about sticks, objects that were set aside, and the findings of a check."""

from __future__ import annotations

EXCHANGE: dict[str, tuple[str, str]] = {
    "medium.none": (
        "Folder {path} tidak ada. Tidak ada yang ditulis atau dibaca; pasang medianya atau periksa namanya.",
        "The folder {path} does not exist. Nothing was written or read; plug the medium in or check the name.",
    ),
    "medium.not_a_stick": (
        "Folder itu bukan media Posko: tidak ada folder DATA yang berisi. Tidak ada yang berubah; pilih media yang benar.",
        "That folder is no Posko medium: it has no folder DATA with content. Nothing was changed; choose the right one.",
    ),
    "medium.others": (
        "Media ini hanya memuat kiriman untuk kantor lain. Tidak ada yang berubah; serahkan ke penerimanya.",
        "This medium holds only what is for other offices. Nothing was changed; hand it to its addressee.",
    ),
    "medium.drill": (
        "Media ini berisi latihan. Tidak ada yang diambil; laporan latihan tidak pernah masuk ke data sungguhan.",
        "This medium holds a drill. Nothing was taken in; a drill's reports never get among real ones.",
    ),
    "medium.real": (
        "Ini media kerja sungguhan, bukan latihan. Tidak ada yang diambil; keluar dari latihan, lalu buka di sana.",
        "This is a medium of real work, not of the drill. Nothing was taken in; leave the drill and open it there.",
    ),
    "medium.full": (
        "Media penuh. Yang sudah tertulis tetap sah; kosongkan ruang atau pakai media lain, lalu kirim lagi.",
        "The medium is full. What was written holds; make room or use another one, then send again.",
    ),
    "medium.gone": (
        "Media tercabut atau gagal. Data di laptop tetap utuh; pasang lagi atau ganti medianya, lalu ulangi.",
        "The medium was unplugged or failed. The laptop's data stay whole; plug it in or change it, then try again.",
    ),
    "medium.readonly": (
        "Media tidak dapat ditulisi. Tidak ada yang ditulis; buka kuncinya atau pakai media lain.",
        "The medium cannot be written. Nothing was written; unlock it or use another one.",
    ),
    "medium.name": (
        "Di media ini ada berkas bernama DATA. Tidak ada yang ditulis; ganti nama berkas itu atau pakai media lain.",
        "This medium has a file named DATA. Nothing was written; rename that file or use another medium.",
    ),
    "stick.unknown": (
        "Perjalanan media {trip} tidak ada di daftar. Tidak ada yang dicatat; lihat nomornya di daftar media.",
        "There is no trip {trip} in the ledger of sticks. Nothing was noted; look its number up in the ledger.",
    ),
    "stick.busy": (
        "Media belum dapat dilepas: masih dipakai program lain. Isinya utuh; tutup program itu, lalu lepas lagi.",
        "The stick cannot be let go: another program uses it. Its content is whole; close that program, then try again.",
    ),
    "medium.readback": (
        "Yang dibaca kembali dari media berbeda dari yang ditulis. Data di laptop tetap utuh; ganti medianya, lalu kirim lagi.",
        "What was read back from the medium differs. The laptop's data stay whole; change the medium, then send again.",
    ),
    "laptop.unknown": (
        "Laptop itu tidak dikenal di sini. Tidak ada yang berubah; pilih laptop dari daftar sertifikat.",
        "That laptop is not known here. Nothing changed; choose a laptop of the list of certificates.",
    ),
    "link.address": (
        "Alamat jalur tidak dikenali. Tidak ada yang dikirim; tulis sftp://, webdav://, atau s3:// dengan host dan folder.",
        "The link's address is not understood. Nothing was sent; write sftp://, webdav:// or s3:// with host and folder.",
    ),
    "link.name": (
        "Nama jalur tidak boleh kosong atau memuat garis miring. Tidak ada yang disimpan; pilih nama lain.",
        "A link's name must not be empty or hold a slash. Nothing was kept; choose another name.",
    ),
    "link.unknown": (
        "Jalur {name} tidak dikenal di sini. Tidak ada yang berubah; lihat daftarnya atau tambahkan.",
        "The link {name} is not known here. Nothing was changed; look at the list or add it.",
    ),
    "link.host_key": (
        "Kunci host itu tidak terbaca. Tidak ada yang disimpan; pakai satu baris kunci publik OpenSSH.",
        "That host key cannot be read. Nothing was kept; use one line of an OpenSSH public key.",
    ),
    "link.host_unknown": (
        "Server ini belum dikenal; kuncinya {key}. Tidak ada yang dikirim; cocokkan dengan provinsi, lalu simpan kuncinya.",
        "This server is not known yet; its key is {key}. Nothing was sent; compare it with the province, then keep the key.",
    ),
    "link.host_changed": (
        "Kunci server berbeda dari yang disimpan: mungkin bukan server provinsi. Tidak ada yang dikirim; tanyakan dahulu.",
        "The server's key differs from the one kept: it may not be the province's. Nothing was sent; ask first.",
    ),
    "link.certificate": (
        "Sertifikat server tidak berasal dari CA yang dipercaya. Tidak ada yang dikirim; tanyakan ke kantor provinsi.",
        "The server's certificate does not come from the CA that is believed. Nothing was sent; ask the province.",
    ),
    "link.denied": (
        "Server menolak nama atau kata sandinya. Data di laptop tetap utuh; periksa jalur ini, lalu ulangi.",
        "The server refused the name or password. The laptop's data stay whole; check this link, then try again.",
    ),
    "link.full": (
        "Server penuh. Yang sudah sampai tetap sah; beri tahu kantor provinsi, lalu kirim lagi.",
        "The server is full. What arrived holds; tell the province, then send again.",
    ),
    "link.not_found": (
        "Folder atau wadah itu tidak ada di server. Data di laptop tetap utuh; periksa alamatnya.",
        "That folder or bucket does not exist on the server. The laptop's data stay whole; check the address.",
    ),
    "link.refused": (
        "Server menolak permintaan ({status}). Data di laptop tetap utuh; periksa alamatnya atau tanyakan ke provinsi.",
        "The server refused the request ({status}). The laptop's data stay whole; check the address or ask the province.",
    ),
    "link.not_stored": (
        "Server mengaku menyimpan, tetapi berkasnya tidak ada. Data di laptop tetap utuh; pakai stik dan lapor ke provinsi.",
        "The server said it stored the object, but has it not. The laptop's data stay whole; use a stick, tell the province.",
    ),
    "link.no_answer": (
        "Server tidak menjawab. Tidak ada yang dikirim; periksa jaringan, jenis server, dan alamatnya, lalu ulangi.",
        "The server does not answer. Nothing was sent; check the network, the kind of server and its address, then try again.",
    ),
    "link.key": (
        "Berkas itu bukan kunci SSH pribadi. Tidak ada yang disimpan; pilih berkas kuncinya.",
        "That file is no private SSH key. Nothing was kept; choose the key's file.",
    ),
    "link.ca": (
        "Berkas itu bukan sertifikat PEM. Tidak ada yang disimpan; minta berkas CA ke kantor provinsi.",
        "That file is no PEM certificate. Nothing was kept; ask the province for its CA file.",
    ),
    "link.broken": (
        "Jalur terputus terus. Yang sudah sampai tetap sah, laptop tetap utuh; ulangi nanti, pengiriman berlanjut dari sana.",
        "The line keeps breaking. What arrived holds, the laptop's data stay whole; try later, it goes on from there.",
    ),
    "vault.away": (
        "Server lampiran tidak menjawab. Tidak ada yang hilang, yang baru tersimpan di sini; periksa jaringan, lalu ulangi.",
        "The attachments' server does not answer. Nothing is lost, what is new is kept here; check the network, try again.",
    ),
    "vault.address": (
        "Lampiran hanya dapat disimpan di server S3 (s3://). Tidak ada yang dipindah; beri alamat atau nama jalur S3.",
        "Attachments can lie on an S3 server alone (s3://). Nothing was moved; give an S3 address or a link's name.",
    ),
    "vault.not_back": (
        "Masih ada lampiran di server yang lama. Tidak ada yang dipindah; bawa pulang dulu (--here), lalu pilih yang baru.",
        "Attachments still lie on the former server. Nothing was moved; bring them back first (--here), then choose another.",
    ),
    "vault.not_a_desk": (
        "Di posko lampiran tetap di laptop sampai provinsi menerimanya. Tidak ada yang dipindah; ini hanya untuk provinsi.",
        "At a post attachments stay on the laptop until the province has them. Nothing was moved; this is for provinces only.",
    ),
    "object.damaged": (
        "Kiriman ini rusak atau terpotong, disisihkan utuh. Data di sini tidak berubah; minta pengirim menulisnya lagi.",
        "This object is damaged or cut and was set aside whole. Nothing here was changed; ask the sender to write it again.",
    ),
    "object.closed": (
        "Kiriman ini tidak terbuka di laptop ini: rusak di awalnya, atau disegel hanya untuk laptop lain pos ini. Disisihkan"
        " utuh; kirim lalu terima lagi, maka provinsi menulisnya sekali lagi bila laptop ini masih dipercaya.",
        "This object does not open on this laptop: damaged at its beginning, or sealed to other laptops of this post alone. It"
        " was set aside whole; send and take in again, and the province writes it once more if it still believes this laptop.",
    ),
    "object.unopened": (
        "Kiriman ini menghentikan pemeriksa atau terlalu lama dibuka, disisihkan utuh. Data di sini aman; hubungi pengirimnya.",
        "This object stopped its examiner or took too long and was set aside whole. The data here are safe; contact the sender.",
    ),
    "piece.damaged": (
        "Potongan lampiran ini rusak, disisihkan. Laporannya tetap utuh; minta pengirim menulisnya lagi.",
        "This piece of an attachment is damaged and was set aside. Its report stays whole; ask the sender to write it again.",
    ),
    "newer": (
        "Kiriman ini ditulis oleh Posko yang lebih baru, disisihkan. Tidak ada yang berubah; perbarui program, lalu terima lagi.",
        "This was written by a newer Posko and was set aside. Nothing here was changed; update, then receive it again.",
    ),
    "limit": (
        "Kiriman ini melebihi batas ({what}), disisihkan utuh. Data di sini tidak berubah; hubungi pengirimnya.",
        "This passes a limit ({what}) and was set aside whole. Nothing here was changed; contact the sender.",
    ),
    "malformed": (
        "Bentuk data ini salah ({where}), disisihkan utuh. Data di sini tidak berubah; minta pengirim menulisnya lagi.",
        "These data are malformed ({where}) and were set aside whole. Nothing here was changed; ask the sender to write again.",
    ),
    "signature": (
        "Tanda tangan kiriman ini tidak sah, disisihkan utuh. Data di sini tidak berubah; hubungi pengirimnya.",
        "The signature does not hold; it was set aside whole. Nothing here was changed; contact the sender.",
    ),
    "signer.unknown": (
        "Penanda tangan catatan ini tidak dikenal, disisihkan utuh. Data di sini tidak berubah; hubungi provinsi.",
        "The signer of this entry is not known; it was set aside whole. Nothing here was changed; contact the province.",
    ),
    "sender.unknown": (
        "Laptop pengirim tidak dikenal di provinsi ini, disisihkan utuh. Data di sini tidak berubah; hubungi provinsi.",
        "The sending laptop is not known in this province; it was set aside whole. Nothing was changed; contact the province.",
    ),
    "province.foreign": (
        "Kiriman ini milik provinsi lain, disisihkan utuh. Data di sini tidak berubah; kembalikan medianya.",
        "This belongs to another province and was set aside whole. Nothing here was changed; give the medium back.",
    ),
    "audience.foreign": (
        "Kiriman ini bukan untuk kantor ini, disisihkan utuh. Data di sini tidak berubah; serahkan ke penerimanya.",
        "This is not for this office and was set aside whole. Nothing here was changed; hand it to its addressee.",
    ),
    "acknowledgement.sender": (
        "Tanda terima dalam kiriman ini bukan milik pengirimnya, disisihkan. Data di sini tidak berubah; hubungi provinsi.",
        "The acknowledgement is not its sender's and was set aside. Nothing here was changed; contact the province.",
    ),
    "entry.not_allowed": (
        "Catatan ini ({what}) di luar wewenang penulisnya, disisihkan utuh. Data di sini tidak berubah; hubungi provinsi.",
        "This entry ({what}) is beyond its writer's rights; it was set aside whole. Nothing was changed; contact the province.",
    ),
    "parts.differ": (
        "Isi catatan berbeda dari yang ditandatangani, disisihkan utuh. Tidak ada yang berubah; minta pengirim menulisnya lagi.",
        "An entry differs from what was signed; it was set aside whole. Nothing was changed; ask the sender to write it again.",
    ),
    "certificate.chain": (
        "Sertifikat ini tidak terhubung ke akar provinsi, disisihkan. Data di sini tidak berubah; hubungi provinsi.",
        "This certificate does not lead to the province's root and was set aside. Nothing was changed; contact the province.",
    ),
    "part.gone": (
        "Isi catatan ini hilang tanpa perintah penghapusan. Bagian lain tetap utuh; hubungi provinsi.",
        "The words of this entry are gone without an order that allows it. The rest stays whole; contact the province.",
    ),
    "chain.broken": (
        "Rantai catatan terputus di {id}. Tidak ada yang ditulis; simpan laptop ini apa adanya dan hubungi provinsi.",
        "The chain of entries breaks at {id}. Nothing was written; keep this laptop as it is and contact the province.",
    ),
    "entry.unreadable": (
        "Catatan {id} tidak terbaca. Tidak ada yang ditulis; simpan laptop ini apa adanya dan pulihkan dari cadangan.",
        "Entry {id} cannot be read. Nothing was written; keep this laptop as it is and restore from a copy.",
    ),
    "entry.signature": (
        "Tanda tangan satu catatan tidak terbukti. Tidak ada yang diganti; simpan laptop ini apa adanya dan hubungi provinsi.",
        "The signature of an entry does not prove. Nothing was replaced; keep this laptop as it is and contact the province.",
    ),
    "entry.gone": (
        "Catatan laporan {id} hilang; yang tampak hanya barisnya, dan tabel tidak dibuat ulang. Pulihkan dari cadangan, atau"
        " terima lagi stik lama laptop ini.",
        "The entry of report {id} is gone; only its row is left, and no table is made anew. Restore from a copy, or receive this"
        " laptop's old sticks again.",
    ),
    "chain.end": (
        "Catatan terakhir rantai ini tidak ada lagi di sini, dan tabel tidak dibuat ulang: {id}. Pulihkan dari cadangan, atau"
        " terima lagi stik lama laptop ini.",
        "The last entries of this chain are not here any more, and no table is made anew: {id}. Restore from a copy, or receive"
        " this laptop's old sticks again.",
    ),
    "part.alone": (
        "Isi sebuah catatan masih ada, tetapi catatannya sendiri hilang, dan tabel tidak dibuat ulang: {id}. Pulihkan dari"
        " cadangan, atau terima lagi stik lama laptop ini.",
        "The words of an entry are here and the entry itself is gone, and no table is made anew: {id}. Restore from a copy, or"
        " receive this laptop's old sticks again.",
    ),
    "attachment.lost": (
        "Lampiran {id} milik laptop ini tidak ada lagi di disk. Laporannya tetap utuh; pulihkan dari cadangan, atau minta ke"
        " provinsi bila sudah terkirim.",
        "The attachment {id} of this laptop is not on the disk any more. Its report stays whole; restore a copy, or ask the"
        " province where it was sent.",
    ),
    "rows.differ": (
        "Tabel {id} berbeda dari hasil pemutaran ulang. Catatan tetap utuh; tekan Susun ulang tabel, atau posko check --rebuild.",
        "The table {id} differs from a replay. The entries stay whole; press Rebuild tables, or posko check --rebuild.",
    ),
    "index.damaged": (
        "Indeks pencarian rusak. Catatan tetap utuh; tekan Susun ulang tabel, atau posko check --rebuild.",
        "The search index is damaged. The entries stay whole; press Rebuild tables, or posko check --rebuild.",
    ),
    "announcement.empty": (
        "Pemberitahuan perlu judul dan isi. Tidak ada yang dikirim; lengkapi lalu ulangi.",
        "An announcement needs a title and words. Nothing was sent; fill both in and try again.",
    ),
    "announcement.unknown": (
        "Pemberitahuan itu tidak ada di sini. Tidak ada yang berubah; lihat daftarnya.",
        "That announcement is not here. Nothing was changed; look at the list.",
    ),
    "announcement.own": (
        "Yang mencatat bahwa pemberitahuan sudah dibaca adalah posko, bukan provinsi. Tidak ada yang berubah; lihat daftarnya.",
        "It is the posts that note that an announcement was read, not the province. Nothing was changed; look at the list.",
    ),
}
