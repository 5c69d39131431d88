"""What people read when a file cannot become evidence, cannot be shown, or cannot leave."""

from __future__ import annotations

EVIDENCE: dict[str, tuple[str, str]] = {
    "attachment.empty": (
        "Berkas {file} kosong (0 byte), tidak ada isinya. Berkas lain dan draf tetap utuh; minta salinan yang berisi.",
        "The file {file} is empty (0 bytes), there is nothing in it. Other files and the draft are whole; ask for a full copy.",
    ),
    "attachment.not_file": (
        "{file} bukan berkas biasa (folder, perangkat, atau pipa). Berkas lain dan draf tetap utuh; pilih berkasnya.",
        "{file} is not a regular file (a folder, device or pipe). Other files and the draft are whole; choose the file itself.",
    ),
    "attachment.changed": (
        "Berkas {file} berubah selagi dibaca, jadi tidak diambil. Draf tetap utuh; tutup program perekamnya, lalu ulangi.",
        "The file {file} changed while it was read, so it was not taken. The draft is whole; stop what writes it and try again.",
    ),
    "attachment.vanished": (
        "Berkas {file} hilang selagi dibaca; mungkin kartu atau media tercabut. Draf tetap utuh; pasang lagi, lalu ulangi.",
        "The file {file} went away while it was read; perhaps the card was pulled. The draft is whole; put it back, try again.",
    ),
    "report.too_large": (
        "Isi dan daftar berkas laporan ini melebihi satu catatan. Draf tetap utuh; pindahkan sebagian berkas ke laporan kedua.",
        "Words and file list of this report pass what one entry holds. The draft is whole; move some files to a second report.",
    ),
    "evidence.claims": (
        "Waktu atau posisi menurut berkas tidak mungkin benar. Tidak ada yang disimpan; hapus klaim itu, lalu ulangi.",
        "The time or position a file claims cannot be true. Nothing was saved; remove the claim, then try again.",
    ),
    "evidence.claims_sealed": (
        "Berkas yang memperlihatkan pelapor tidak boleh membawa waktu atau posisi di luar segel. Draf utuh; hapus klaimnya.",
        "A file that shows the reporter must carry no time or position outside the seal. The draft is whole; remove the claim.",
    ),
    "evidence.purpose": (
        "Tujuan ekspor tidak ada dalam daftar ({purposes}). Tidak ada yang keluar; pilih salah satunya.",
        "The purpose of the export is not on the list ({purposes}). Nothing left the program; choose one of them.",
    ),
    "evidence.no_clean_copy": (
        "Dari jenis berkas ini tidak dapat dibuat salinan tanpa metadata. Tidak ada yang keluar; hanya gambar yang dapat.",
        "No copy without metadata can be made of this kind of file. Nothing left the program; only pictures can be cleaned.",
    ),
    "preview.none": (
        "Tidak ada pratinjau untuk jenis berkas ini. Berkasnya utuh dan tersimpan terenkripsi.",
        "There is no preview for this kind of file. The file is whole and stored encrypted.",
    ),
    "preview.bomb": (
        "Gambar ini terlalu besar untuk dibuka dengan aman (lebih dari 50 juta titik). Berkasnya utuh dan tersimpan terenkripsi.",
        "This picture is too large to be opened safely (over 50 million pixels). The file is whole and stored encrypted.",
    ),
    "preview.too_large": (
        "Berkas ini terlalu besar untuk pratinjau. Berkasnya utuh dan tersimpan terenkripsi.",
        "This file is too large for a preview. The file is whole and stored encrypted.",
    ),
    "preview.unreadable": (
        "Berkas ini tidak terbaca sebagai gambar atau PDF; mungkin terpotong. Berkasnya tersimpan apa adanya, terenkripsi.",
        "This file does not read as a picture or PDF; perhaps it was cut. The file is stored as it came, encrypted.",
    ),
    "preview.locked": (
        "PDF ini terkunci kata sandi, jadi tidak ada pratinjau. Berkasnya utuh dan tersimpan terenkripsi.",
        "This PDF is locked by a password, so there is no preview. The file is whole and stored encrypted.",
    ),
    "preview.timeout": (
        "Pratinjau dihentikan karena terlalu lama. Berkasnya utuh dan tersimpan terenkripsi; boleh dicoba lagi.",
        "The preview was stopped because it took too long. The file is whole and stored encrypted; you may try again.",
    ),
    "preview.failed": (
        "Pratinjau tidak berhasil dibuat. Berkasnya utuh dan tersimpan terenkripsi; boleh dicoba lagi.",
        "The preview could not be made. The file is whole and stored encrypted; you may try again.",
    ),
    "file.no_room": (
        "Tidak ada ruang untuk {file} di tempat itu, dan tidak ada sisa yang tertinggal. Data tetap utuh di Posko; kosongkan "
        "ruang atau pilih tempat lain.",
        "There is no room for {file} in that place, and nothing of it was left there. The data are whole in Posko; make room or "
        "choose another place.",
    ),
}
