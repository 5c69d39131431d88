"""Sentences about the posts board and the levels of areas."""

from __future__ import annotations

WATCHING: dict[str, tuple[str, str]] = {
    "post.period": (
        "Masa itu tidak terbaca. Tidak ada yang dihitung; tulis kedua harinya sebagai TTTT-BB-HH, paling lama sepuluh tahun.",
        "That period cannot be read. Nothing was counted; write first and last day as YYYY-MM-DD, ten years at most.",
    ),
    "post.day": (
        "Hari {day} tidak terbaca. Tidak ada yang dicatat; tulis sebagai TTTT-BB-HH.",
        "The day {day} cannot be read. Nothing was noted; write it as YYYY-MM-DD.",
    ),
    "post.span": (
        "Hari terakhir mendahului hari pertama. Tidak ada yang dicatat; perbaiki harinya.",
        "The last day is before the first. Nothing was noted; correct the days.",
    ),
    "post.cause": (
        "Sebab {cause} tidak dikenal. Tidak ada yang dicatat; pilih dari daftar sebab.",
        "The cause {cause} is not known. Nothing was noted; choose one of the list.",
    ),
    "courier.every": (
        "Jarak kunjungan kurir 0 sampai {most} hari. Tidak ada yang dicatat; perbaiki angkanya.",
        "A courier calls every 0 to {most} days. Nothing was noted; correct the number.",
    ),
    "vulnerability.area": (
        "Wilayah {area} bukan kabupaten, kota, atau kecamatan provinsi ini. Tidak ada yang dinilai; pilih wilayahnya.",
        "The area {area} is no regency or district of this province. Nothing was assessed; choose the area.",
    ),
    "vulnerability.level": (
        "Tingkat {level} tidak dikenal. Tidak ada yang dinilai; pilih rendah, sedang, atau tinggi.",
        "The level {level} is not known. Nothing was assessed; choose rendah, sedang or tinggi.",
    ),
    "vulnerability.reasons": (
        "Penilaian memerlukan 1 sampai {most} alasan. Tidak ada yang dinilai; pilih jenis kerawanannya.",
        "An assessment needs 1 to {most} reasons. Nothing was assessed; choose the kinds of vulnerability.",
    ),
    "vulnerability.reason": (
        "Alasan {reason} bukan jenis kerawanan yang dikenal. Tidak ada yang dinilai; pilih dari daftar.",
        "The reason {reason} is no known kind of vulnerability. Nothing was assessed; choose one of the list.",
    ),
    "vulnerability.force": (
        "Catatan ini memuat jumlah personel. Tidak ada yang dinilai; angka kekuatan tidak dicatat di sini, hapus dahulu.",
        "This note holds a number of personnel. Nothing was assessed; force numbers are not kept here, remove it first.",
    ),
    "vulnerability.number": (
        "Catatan ini memuat nomor panjang, mungkin telepon atau NIK. Tidak ada yang dinilai; hapus nomor itu dahulu.",
        "This note holds a long number, perhaps a telephone or an NIK. Nothing was assessed; remove it first.",
    ),
    "map.unpainted": (
        "Peta tidak dapat digambar di komputer ini. Data tetap utuh; buka ruang Peta di jendela, atau pakai vulnerability list.",
        "The map cannot be painted on this computer. The data stay whole; open Map in the window, or use vulnerability list.",
    ),
}
