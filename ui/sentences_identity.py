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
        "Anda bukan petugas meja identitas. Tidak ada yang dibuka; administrator menunjuk dengan: identity officer.",
        "You do not sit at the identity desk. Nothing was opened; the administrator names officers with: identity officer.",
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
    "identity.no_key": (
        "Kunci identitas tidak ada pada petugas ini. Tidak ada yang dibuka; administrator yang menyetujui menampilkannya.",
        "This officer does not hold the identities' key. Nothing was opened; the administrator who agreed shows it.",
    ),
}
