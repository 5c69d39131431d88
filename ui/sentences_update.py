"""What people read when an update on a stick is not taken; data are never touched by one that was refused."""

from __future__ import annotations

UPDATE: dict[str, tuple[str, str]] = {
    "update.none": (
        "Di {folder} tidak ada pembaruan Posko (folder POSKO-UPDATE). Tidak ada yang berubah; pilih stik yang lain.",
        "There is no update of Posko in {folder} (folder POSKO-UPDATE). Nothing was changed; choose another stick.",
    ),
    "update.half": (
        "Pembaruan di stik ini belum tersalin utuh. Program dan data tidak disentuh; salin ulang stiknya.",
        "The update on this stick was copied only in part. Program and data were not touched; copy the stick anew.",
    ),
    "update.altered": (
        "Pembaruan di stik ini berubah setelah ditandatangani, atau rusak. Program dan data tidak disentuh; minta stik baru, dan"
        " laporkan bila terulang.",
        "The update on this stick was changed after it was signed, or is damaged. Program and data were not touched; ask for"
        " another stick, and report it if it recurs.",
    ),
    "update.others": (
        "Pembaruan di stik ini ditandatangani pihak lain, bukan pemegang kunci Posko. Program dan data tidak disentuh; jangan"
        " pakai stik ini, laporkan ke Kesbangpol.",
        "The update on this stick was signed by others than the keepers of Posko's keys. Program and data were not touched;"
        " do not use this stick, report it to Kesbangpol.",
    ),
    "update.few": (
        "Pembaruan di stik ini baru ditandatangani sebagian pemegang kunci. Program dan data tidak disentuh; minta stik yang"
        " sudah lengkap tanda tangannya.",
        "The update on this stick is signed by too few of the keepers of the keys. Program and data were not touched; ask for a"
        " stick with all signatures.",
    ),
    "update.older": (
        "Pembaruan di stik ini lebih lama daripada yang sudah pernah dilihat di sini (program ini {running}). Program dan data"
        " tidak disentuh; minta stik yang terbaru.",
        "The update on this stick is older than what was seen here already (this program is {running}). Program and data were"
        " not touched; ask for the newest stick.",
    ),
    "update.same": (
        "Stik ini berisi versi {version}, yang sudah berjalan di sini. Tidak ada yang perlu dilakukan.",
        "This stick holds version {version}, which runs here already. There is nothing to do.",
    ),
    "update.expired": (
        "Masa berlaku pembaruan di stik ini sudah habis. Jam komputer ini menunjuk {today}: bila salah, betulkan dulu jamnya."
        " Bila benar, minta stik baru. Program dan data tidak disentuh.",
        "The update on this stick has expired. This computer's clock says {today}: if that is wrong, set it right first. If it is"
        " right, ask for a new stick. Program and data were not touched.",
    ),
    "update.other_system": (
        "Pembaruan di stik ini tidak memuat program untuk komputer ini ({system}). Tidak ada yang berubah; minta stik untuk"
        " sistem ini.",
        "The update on this stick has no program for this computer ({system}). Nothing was changed; ask for a stick for it.",
    ),
    "update.newer_form": (
        "Daftar di stik ini ditulis untuk program yang lebih baru. Tidak ada yang berubah; minta stik antara, atau pasang baru.",
        "This stick's list was written for a newer program. Nothing was changed; ask for a stick in between, or install afresh.",
    ),
    "update.unreadable": (
        "Stik ini tidak terbaca sampai selesai. Program dan data tidak disentuh; cabut, pasang lagi, lalu ulangi.",
        "This stick could not be read to its end. Program and data were not touched; plug it in again and try once more.",
    ),
    "update.no_program": (
        "Berkas di stik ini tidak berisi program Posko. Program dan data tidak disentuh; laporkan ke pembuat stik.",
        "The file on this stick holds no Posko. Program and data were not touched; tell who made the stick.",
    ),
    "update.no_room": (
        "Program baru tidak dapat ditulis: ruang disk tidak cukup atau foldernya terkunci. Program yang lama tetap berjalan.",
        "The new program could not be written: no room on the disk, or its folder is closed. The old program stays.",
    ),
    "update.no_back": (
        "Tidak ada program sebelumnya di komputer ini. Tidak ada yang berubah.",
        "There is no program from before on this computer. Nothing was changed.",
    ),
    "update.no_copy": (
        "Program sebelumnya tidak membaca bentuk data yang sekarang, dan salinan dari sebelum pembaruan tidak ada. Tidak ada yang"
        " berubah; teruskan dengan program ini.",
        "The program of before does not read the data as they are now, and there is no copy of before the update. Nothing was"
        " changed; go on with this program.",
    ),
    "update.written_since": (
        "Sejak pembaruan {n} catatan ditulis di sini yang belum ada di tempat lain. Tidak ada yang berubah: tulis dulu ke stik"
        " (send STIK), lalu update back STIK; atau --leave.",
        "Since the update {n} entries were written here that are nowhere else yet. Nothing was changed: write them to a stick"
        " first (send STICK), then update back STICK; or --leave.",
    ),
    "update.checkout": (
        "Program ini dijalankan dari sumbernya, jadi tidak diperbarui dari stik. Tidak ada yang berubah; ambil sumber yang baru.",
        "This program runs from its sources and is not updated from a stick. Nothing was changed; take newer sources.",
    ),
    "update.drill": (
        "Program ini hanya mengenal kunci latihan, yang dapat dimiliki siapa saja, jadi tidak ada yang dipasang. Untuk latihan:"
        " update take --drill.",
        "This program knows the keys of drills alone, which anybody can have, so nothing was installed. For a drill:"
        " update take --drill.",
    ),
}
