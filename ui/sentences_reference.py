"""What people read when a data set cannot be published, or a place on the map cannot be taken."""

from __future__ import annotations

REFERENCE: dict[str, tuple[str, str]] = {
    "guide.subject": (
        'Jenis orang "{value}" tidak dikenal. Tidak ada yang disimpan; pilih kode dari data acuan, misalnya PNS atau TNI.',
        'The kind of person "{value}" is not known. Nothing is kept; choose a code of the data, PNS or TNI for example.',
    ),
    "guide.act": (
        'Perbuatan "{value}" tidak dikenal. Tidak ada yang disimpan; cari kodenya dengan guide search, misalnya HDR-01.',
        'The act "{value}" is not known. Nothing is kept; look its code up with guide search, HDR-01 for example.',
    ),
    "guide.regency": (
        'Wilayah "{value}" tidak dikenal. Tidak ada yang disimpan; tulis kode kabupaten atau kota, misalnya 19.03.',
        'The area "{value}" is not known. Nothing is kept; write the code of a regency, 19.03 for example.',
    ),
    "guide.unreadable": (
        "Teks panduan pada pemasangan ini rusak. Data Anda tidak berubah; pasang ulang program.",
        "The texts of the guidance in this installation are damaged. Your data are unchanged; install the program again.",
    ),
    "reference.not_a_set": (
        "Berkas itu bukan data acuan Posko. Tidak ada yang diterbitkan; pilih berkas JSON data acuan yang lengkap.",
        "That file is no reference data of Posko. Nothing was published; choose a complete JSON file of reference data.",
    ),
    "reference.unknown_set": (
        'Program tidak mengenal data acuan {dataset}. Tidak ada yang diterbitkan; periksa nama "dataset" dalam berkas.',
        'The program knows no reference data {dataset}. Nothing was published; check the name "dataset" in the file.',
    ),
    "reference.version": (
        "Versi data acuan {dataset} harus ditulis tahun.nomor, misalnya 2027.1. Tidak ada yang diterbitkan; perbaiki berkasnya.",
        "The version of {dataset} must be written year.number, such as 2027.1. Nothing was published; correct the file.",
    ),
    "reference.version_old": (
        "Versi {version} dari {dataset} tidak lebih baru daripada {current} yang berlaku. Tidak ada yang diterbitkan; "
        "naikkan nomor versinya.",
        "Version {version} of {dataset} is not newer than {current}, which is in force. Nothing was published; raise its number.",
    ),
    "reference.too_large": (
        "Data acuan itu terlalu besar (lebih dari {limit} MiB). Tidak ada yang diterbitkan; periksa berkasnya.",
        "That reference data are too large (more than {limit} MiB). Nothing was published; check the file.",
    ),
    "reference.twice": (
        "Data acuan {dataset} dipilih dua kali. Tidak ada yang diterbitkan; pilih satu berkas untuk tiap data.",
        "The reference data {dataset} were chosen twice. Nothing was published; choose one file for each.",
    ),
    "reference.unfit": (
        "Data acuan {dataset} tidak cocok dengan yang lain: {item} memakai {missing}. Tidak ada yang diterbitkan; "
        "perbaiki, atau terbitkan bersama data yang memuatnya.",
        "The reference data {dataset} do not fit the others: {item} uses {missing}. Nothing was published; correct it, "
        "or publish it together with the data that hold it.",
    ),
    "report.place_far": (
        "Titik pada {field} jauh dari kedua provinsi. Tidak ada yang disimpan; periksa koordinatnya, atau pilih wilayah.",
        "The point in {field} is far from both provinces. Nothing was saved; check its coordinates, or choose an area.",
    ),
}
