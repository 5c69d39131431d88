"""A shift of a blind officer: unlock, a complaint to its number, a pact, the stick. Run by ``tests.reader.desktop``.

``walk.py PASSPHRASE ROSTER STICK``; says that it listens (the program is started then, as by somebody whose reader is on),
prints what was heard, and ends with 0 when every step was heard to succeed.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from hearing import Deaf, Reader

LISTENS = "listens"


def unlock(reader: Reader, passphrase: str) -> None:
    """The field is known for one of a passphrase before a letter is typed; a name that nothing bears is not found."""
    reader.hears("Frasa sandi", "password text")
    try:
        reader.go("Tombol yang tidak ada")
    except Deaf:
        pass
    else:
        raise Deaf("what is not there was found")
    reader.write("Frasa sandi", "bukan ini")
    reader.key("Enter")
    reader.hears("Frasa sandi itu tidak membuka")
    reader.write("Frasa sandi", passphrase)
    reader.key("Enter")
    reader.hears("Beranda")
    reader.hears("Laporan baru", "push button")


def capture(reader: Reader) -> None:
    """Page by page, to the number and the look-up code."""
    reader.press("Laporan baru")
    reader.hears("Langkah 1 dari 9")
    on(reader, 2, "Pelapor")
    reader.press("Pilihan melapor sendiri ke Bawaslu sudah dijelaskan kepada pelapor")
    reader.write("Nama lengkap", "Sutini")
    reader.write("Alamat", "Desa Pongok")
    on(reader, 3, "Pihak yang dilaporkan")
    reader.choose("Jenis pihak", "Prajurit")
    reader.write("Unit atau kesatuan", "Lanal Bangka Belitung")
    reader.write("Ciri-ciri bila nama tidak diketahui", "berseragam")
    on(reader, 4, "Peristiwa")
    reader.choose("Dugaan pelanggaran", "TNI-02")
    reader.write("Ringkasan satu kalimat", "Diduga mengajak memilih")
    reader.write("Uraian kejadian", "Pada apel pagi ia diduga mengajak hadirin.")
    on(reader, 5, "Tempat")
    reader.write("Desa, kecamatan, atau pulau", "pongok")
    reader.key("Enter")
    reader.hears("Pongok")
    on(reader, 6, "Waktu")
    reader.press("Kemarin · Tanggal kejadian")
    reader.press("Hari ini · Tanggal diketahui pelapor")
    for number, step in ((7, "Bukti"), (8, "Saksi"), (9, "Ringkasan & simpan")):
        on(reader, number, step)
    reader.press("Simpan laporan")
    reader.hears("Laporan tersimpan", "Nomor laporan")
    reader.hears("Kode periksa untuk pelapor")
    reader.tick("Dibacakan")
    reader.tick("Sudah dibacakan, dan pelapor mengulang kodenya dengan benar")


def on(reader: Reader, number: int, step: str) -> None:
    """To the next page, which says which one it is."""
    reader.press("Lanjut")
    reader.hears(f"Langkah {number} dari 9", step)


def pact(reader: Reader, roster: str) -> None:
    """From a roster in a file to a signed pact, and that it stands in the list."""
    reader.chord("4")
    reader.hears("Pakta")
    reader.turn("Daftar pakta", "Terbitkan")
    reader.press("Impor daftar nama")
    file_named(reader, "Nama berkas:", roster)
    reader.hears("1 baris siap diterbitkan")
    reader.press("Terbitkan semua")
    reader.hears("1 pakta diterbitkan dan ditandatangani kantor penerbit")


def stick(reader: Reader, folder: str) -> None:
    """What was written, and that it is safe to take the medium out."""
    reader.chord("5")
    reader.hears("Kirim & terima")
    reader.press("Pilih media atau folder")
    file_named(reader, "Folder:", folder)
    reader.press("Tulis ke media")
    reader.hears("ada di media", 'Statusnya "di media" sampai provinsi membalas', "Media aman dilepas")


def file_named(reader: Reader, field: str, path: str) -> None:
    """In the dialog of files: the path is typed, nothing is looked for with the eyes."""
    reader.write(field, path)
    reader.key("Enter")


def main(passphrase: str, roster: str, medium: str) -> int:
    """Walk, and print what was heard."""
    reader = Reader()
    print(LISTENS, flush=True)
    try:
        unlock(reader, passphrase)
        capture(reader)
        pact(reader, roster)
        stick(reader, medium)
    except Deaf as fault:
        print("\n".join(reader.heard), f"\n{fault}", file=sys.stderr)
        return 1
    print("\n".join(reader.heard))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
