"""What people read when a look-up code, an act of a reporter or a new code cannot be taken as it is."""

from __future__ import annotations

REPORTER: dict[str, tuple[str, str]] = {
    "lookup.unknown": (
        "Kode ini belum dikenal di sini. Laporan tidak hilang: kabar dari provinsi datang dengan media berikutnya; "
        "periksa kode atau tanyakan lagi nanti.",
        "This code is not known here yet. No report is lost: word from the province comes with the next medium; "
        "check the code or ask again later.",
    ),
    "lookup.wait": (
        "Terlalu banyak kode yang salah. Tidak ada yang terkunci atau hilang; coba lagi dalam {seconds} detik.",
        "Too many wrong codes. Nothing is locked or lost; try again in {seconds} seconds.",
    ),
    "lookup.other_post": (
        "Kode baru hanya dibuat di posko yang menerima laporan itu. Tidak ada yang berubah; pergilah ke posko tersebut.",
        "A new code is made only at the post that took the report in. Nothing was changed; go to that post.",
    ),
    "return.act": (
        "Titipan jenis {act} tidak dikenal. Tidak ada yang disimpan; pilih tambah bukti, lengkapi, ancaman, atau cabut.",
        "The act {act} is not known. Nothing was saved; choose evidence, completion, threat or withdrawal.",
    ),
    "return.empty": (
        "Titipan ini belum berisi keterangan atau berkas. Tidak ada yang disimpan; isi salah satunya, lalu ulangi.",
        "Nothing was told and no file was added. Nothing was saved; give one of them, then try again.",
    ),
    "return.files": (
        "Berkasnya lebih dari {limit}. Tidak ada yang disimpan; serahkan dalam beberapa kali.",
        "There are more than {limit} files. Nothing was saved; hand them over in several goes.",
    ),
    "return.unknown": (
        "Titipan pelapor itu tidak ada di laptop ini. Tidak ada yang berubah; periksa id-nya.",
        "That act of a reporter is not on this laptop. Nothing was changed; check its id.",
    ),
}
