"""What people read when an identity is not opened."""

from __future__ import annotations

IDENTITY: dict[str, tuple[str, str]] = {
    "identity.officer": (
        "Tidak ada tepat satu petugas meja bernama {value}. Tidak ada yang berubah; daftarkan dulu dengan: officer add.",
        "There is not exactly one desk officer called {value}. Nothing was changed; enrol him first with: officer add.",
    ),
    "identity.institution": (
        "Instansi asal petugas belum disebut. Tidak ada yang berubah; tulis misalnya Kesbangpol atau Inspektorat.",
        "The institution that the officer comes from is missing. Nothing was changed; write for example Inspektorat.",
    ),
    "identity.not_named": (
        "Anda atau petugas kedua bukan petugas meja identitas. Tidak ada yang dibuka; administrator menunjuknya di Pengaturan.",
        "You or the second officer has no place at the identity desk. Nothing was opened; an administrator names officers in "
        "Settings.",
    ),
    "identity.unknown": (
        "Permintaan buka identitas itu tidak ada di sini. Tidak ada yang dibuka; periksa dengan: identity list.",
        "There is no such opening here. Nothing was opened; look at the list with: identity list.",
    ),
    "identity.none": (
        "Laporan ini tidak menyimpan identitas tersegel. Tidak ada yang dapat dibuka.",
        "This report holds no sealed identity. There is nothing to open.",
    ),
    "identity.guarded": (
        "Laporan ini hanya dapat dibaca penerima tersegel. Identitasnya tidak dapat dibuka di sini.",
        "Only its guard may read this report. Its identity cannot be opened here.",
    ),
    "identity.purpose": (
        "Tujuan {value} tidak ada dalam daftar. Tidak ada yang berubah; pilih complete, hand_over, protect atau court.",
        "The purpose {value} is not on the list. Nothing was changed; choose complete, hand_over, protect or court.",
    ),
    "identity.addressee": (
        "Untuk tujuan itu penerimanya bukan {value}. Tidak ada yang berubah; pilih: {allowed}.",
        "For that purpose {value} is not the addressee. Nothing was changed; choose: {allowed}.",
    ),
    "identity.reason": (
        "Alasan membuka identitas belum ditulis. Tidak ada yang berubah; tulis alasannya dengan kata-kata.",
        "The reason for opening the identity is missing. Nothing was changed; write it in words.",
    ),
    "identity.no_consent": (
        "Pelapor tidak menyetujui identitasnya diserahkan ke Bawaslu. Tidak ada yang dibuka; mintalah persetujuannya dulu.",
        "The reporter did not consent that his identity goes to Bawaslu. Nothing was opened; ask for his consent first.",
    ),
    "identity.waits": (
        "Sudah ada permintaan buka identitas yang menunggu petugas kedua. Tidak ada yang berubah; jawab yang itu dulu.",
        "An opening of this identity waits for the second officer. Nothing was changed; answer that one first.",
    ),
    "identity.same_institution": (
        "Salah satu dari dua petugas harus dari luar instansi terlapor. Tidak ada yang dibuka; mintalah petugas lain.",
        "One of the two officers must come from outside the reported person's institution. Nothing was opened; ask another.",
    ),
    "identity.not_approved": (
        "Petugas kedua belum menyetujui. Tidak ada yang dibuka; mintalah persetujuannya dengan: approve.",
        "The second officer has not agreed. Nothing was opened; ask him to with: approve.",
    ),
    "identity.shown": (
        "Identitas ini sudah ditampilkan sekali untuk permintaan itu. Tidak ada yang dibuka; ajukan permintaan baru.",
        "This identity was already shown once for that opening. Nothing was opened; ask for a new one.",
    ),
    "identity.newer": (
        "Sesudah itu ada permintaan yang lebih baru. Tidak ada yang dibuka; lanjutkan permintaan yang terbaru.",
        "A newer opening was asked for since. Nothing was opened; go on with the newest one.",
    ),
    "identity.not_yours": (
        "Hanya dua petugas yang mengajukan dan menyetujui boleh melihatnya. Tidak ada yang dibuka.",
        "Only the two officers who asked and agreed may look. Nothing was opened.",
    ),
    "identity.not_seated": (
        "{value} bukan petugas meja identitas. Tidak ada yang berubah; lihat siapa saja dengan: identity officers.",
        "{value} does not sit at the identity desk. Nothing was changed; see who does with: identity officers.",
    ),
    "identity.same_officer": (
        "Itu petugas yang sama dua kali. Tidak ada yang dibuka atau berubah; mintalah frasa sandi petugas lain.",
        "That is the same officer twice. Nothing was opened or changed; ask another officer for his passphrase.",
    ),
    "identity.last_pair": (
        "{name} memegang kunci identitas dalam pasangan terakhir di laptop ini; tanpa dia pelapor dan saksi tidak terbuka lagi. "
        "Tidak ada yang berubah; serahkan dulu kuncinya kepada petugas lain di meja identitas.",
        "{name} is of the last pair that opens the identities' key at this laptop; without him no reporter and no witness can be "
        "reached. Nothing was changed; hand the key over to another officer at the identity desk first.",
    ),
    "identity.no_pair": (
        "Kedua petugas ini belum memegang kunci bersama di laptop ini. Tidak ada yang dibuka; serahkan kunci: identity key.",
        "These two officers hold no key together at this laptop. Nothing was opened; hand the key over with: identity key.",
    ),
    "identity.other_two": (
        "Dua petugas yang hadir bukan dua petugas yang mengajukan dan menyetujui. Tidak ada yang dibuka; panggil keduanya.",
        "The two who are here are not the two who asked and agreed. Nothing was opened; call those two.",
    ),
    "identity.too_few": (
        "Belum ada dua petugas meja identitas yang hadir dengan frasa sandinya. Tidak ada yang berubah; tunjuk dan panggil dua.",
        "Fewer than two officers of the identity desk are here with their passphrases. Nothing was changed; name and call two.",
    ),
    "identity.one_institution": (
        "Semua petugas yang hadir berasal dari satu instansi. Tidak ada yang berubah; satu pasangan harus dari dua instansi.",
        "All officers who are here come from one institution. Nothing was changed; one pair must be of two institutions.",
    ),
    "identity.administrators": (
        "Frasa sandi administrator lain belum ada: {names}. Tidak ada yang berubah; panggil mereka, atau teruskan tanpa mereka.",
        "Another administrator's passphrase is missing: {names}. Nothing was changed; call them, or go on without them.",
    ),
    "identity.shares": (
        "Kunci pemulihan masih pada administrator dan membuka kunci identitas. Tidak ada yang berubah; pilih map bagiannya.",
        "The recovery key still lies with the administrator and leads to this one. Nothing was changed; choose where shares go.",
    ),
    "identity.key_elsewhere": (
        "Tidak seorang pun yang hadir memegang kunci identitas. Tidak ada yang berubah; panggil administrator atau dua bagian.",
        "Nobody who is here holds the identities' key. Nothing was changed; call the administrator, or bring two shares.",
    ),
}
