"""What people read when counts cannot be told, or cannot be written down."""

from __future__ import annotations

STATISTICS: dict[str, tuple[str, str]] = {
    "statistics.direction": (
        "Tabel itu tidak ada: pilih satu atau dua arah yang berbeda dari {directions}. Arah yang sejenis (hari, minggu, bulan; "
        "kabupaten, kecamatan) tidak dapat disilangkan, dan menurut orang tidak pernah dihitung. Tidak ada yang berubah.",
        "There is no such table: choose one or two different directions of {directions}. Directions of one sort (day, week, "
        "month; regency, district) cannot be crossed, and nothing is ever counted by person. Nothing was changed.",
    ),
    "statistics.filter": (
        "Saringan {field} tidak dikenal. Tidak ada yang berubah; periksa kode, atau tulis tanggal sebagai TTTT-BB-HH.",
        "The filter {field} is not known. Nothing was changed; check the code, or write dates as YYYY-MM-DD.",
    ),
    "statistics.too_fine": (
        "Angka satu kecamatan saja tidak disajikan: sebuah desa dapat dikenali darinya. Tidak ada yang berubah; saring menurut "
        "kabupaten dan pilih arah kecamatan.",
        "Counts of one district alone are not told: a village could be recognised in them. Nothing was changed; filter by "
        "regency and choose districts as a direction.",
    ),
    "statistics.district_filter": (
        "Tabel menurut kecamatan hanya disaring menurut kabupaten dan tahun: dari selisih dua tabel sebuah desa dapat dikenali. "
        "Tidak ada yang berubah; pilih arah lain itu sebagai kolom, lalu kosongkan saringannya.",
        "A table of districts is narrowed by regency and year alone: the difference of two tables could point at a village. "
        "Nothing was changed; choose that other direction as columns, and leave its filter empty.",
    ),
    "statistics.district_time": (
        "Kecamatan tidak disilangkan dengan hari atau minggu: angkanya terlalu kecil. Tidak ada yang berubah; pilih bulan.",
        "Districts are not crossed with days or weeks: the counts are too small. Nothing was changed; choose months.",
    ),
    "statistics.district_year": (
        "Tabel menurut kecamatan hanya untuk tahun penuh, dari 1 Januari sampai 31 Desember: dari selisih dua masa sebuah desa "
        "dapat dikenali. Tidak ada yang berubah; kosongkan tanggal, atau tulis awal dan akhir tahun.",
        "Tables of districts are of whole years, from 1 January to 31 December: the difference of two periods could point at a "
        "village. Nothing was changed; leave the days empty, or write the first and the last of a year.",
    ),
    "statistics.too_many": (
        "Tabel itu lebih dari {most} baris atau kolom. Tidak ada yang berubah; pilih minggu atau bulan, atau masa yang lebih "
        "pendek.",
        "That table has more than {most} rows or columns. Nothing was changed; choose weeks or months, or a shorter time.",
    ),
    "statistics.undrawn": (
        "Grafik tidak dapat digambar di komputer ini. Data tetap utuh; mintalah tabelnya sebagai XLSX.",
        "Charts cannot be drawn on this computer. The data stay whole; ask for the table as XLSX.",
    ),
    "recap.what": (
        "Laporan berkala itu tidak ada; pilih {allowed}. Tidak ada yang dibuat.",
        "There is no such periodic report; choose {allowed}. Nothing was made.",
    ),
    "recap.period": (
        "Masa laporan harus dua tanggal TTTT-BB-HH, yang pertama tidak sesudah yang terakhir. Tidak ada yang dibuat.",
        "The period must be two dates YYYY-MM-DD, the first not after the last. Nothing was made.",
    ),
    "recap.many": (
        "Masa itu memuat lebih dari {limit} baris. Tidak ada yang dibuat; pilih masa yang lebih pendek.",
        "That period has more than {limit} rows. Nothing was made; choose a shorter period.",
    ),
}
