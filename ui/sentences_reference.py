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
    "reference.order": (
        "Data acuan {dataset} tidak dapat diterbitkan: pada {item}, {missing} berakhir sebelum mulai. Perbaiki tanggalnya.",
        "The reference data {dataset} cannot be published: in {item}, {missing} ends before it begins. Correct the days.",
    ),
    "reference.overlap": (
        "Data acuan {dataset} tidak dapat diterbitkan: masa berlaku {item} bertindih dengan {missing}. "
        "Akhiri salah satunya lebih dahulu.",
        "The reference data {dataset} cannot be published: the time of {item} overlaps with {missing}. End one of them earlier.",
    ),
    "reference.hole": (
        "Kalender {item} berlubang: tidak ada tahapan pada {missing}. Tidak ada yang diterbitkan; lengkapi tahapannya.",
        "The calendar of {item} has a hole: no stage on {missing}. Nothing was published; complete the stages.",
    ),
    "reference.abolished": (
        "{missing} berakhir pada {day}, tetapi {item} masih menuju ke sana sesudahnya. Tidak ada yang diterbitkan; akhiri "
        "jalurnya pada tanggal itu.",
        "{missing} ended on {day}, and {item} still leads there afterwards. Nothing was published; end that way on that day.",
    ),
    "reference.field": (
        "Isian {field} tidak dapat dipakai ({finding}: {value}). Tidak ada yang disimpan; lihat reference schema.",
        "The field {field} cannot be used ({finding}: {value}). Nothing was kept; see reference schema.",
    ),
    "reference.item_unknown": (
        "Tidak ada butir {item} dalam data acuan {dataset}. Tidak ada yang disimpan; lihat kodenya dengan reference items.",
        "There is no item {item} in the reference data {dataset}. Nothing was kept; look its code up with reference items.",
    ),
    "reference.item_taken": (
        "Butir {item} sudah ada dalam data acuan {dataset}. Tidak ada yang disimpan; ubah butir itu, atau pakai kode lain.",
        "The item {item} is in the reference data {dataset} already. Nothing was kept; change that item, or use another code.",
    ),
    "reference.item_key": (
        "Butir baru untuk {dataset} belum berkode. Tidak ada yang disimpan; isi kodenya.",
        "The new item for {dataset} has no code. Nothing was kept; fill its code in.",
    ),
    "reference.no_end": (
        "Butir {dataset} tidak berakhir pada suatu hari. Tidak ada yang disimpan; keluarkan dari versi berikutnya (tanpa --on).",
        "Items of {dataset} do not end on a day. Nothing was kept; leave the item out of the next version (without --on).",
    ),
    "reference.day": (
        "Tanggal itu tidak terbaca. Tidak ada yang berubah; tulis tahun-bulan-hari, misalnya 2027-01-31.",
        "That day cannot be read. Nothing was changed; write year-month-day, such as 2027-01-31.",
    ),
    "reference.draft_empty": (
        "Rancangan data acuan masih kosong. Tidak ada yang berubah; ubah satu butir dahulu.",
        "The draft of reference data is empty. Nothing was changed; change an item first.",
    ),
    "reference.draft_full": (
        "Rancangan sudah memuat {limit} langkah. Terbitkan dahulu, lalu lanjutkan; yang ada tetap tersimpan.",
        "The draft has {limit} steps already. Publish it first and go on then; what is there stays kept.",
    ),
    "report.place_far": (
        "Titik pada {field} jauh dari kedua provinsi. Tidak ada yang disimpan; periksa koordinatnya, atau pilih wilayah.",
        "The point in {field} is far from both provinces. Nothing was saved; check its coordinates, or choose an area.",
    ),
}
