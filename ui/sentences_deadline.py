"""What people read when a date cannot be computed, or a receipt of Bawaslu or a preliminary notice cannot be recorded."""

from __future__ import annotations

DEADLINE: dict[str, tuple[str, str]] = {
    "deadline.regime": (
        "Tidak ada ketentuan batas waktu dengan rezim {value}. Tidak ada yang berubah; pakai misalnya PEMILU atau PILKADA.",
        "There is no time limit under the regime {value}. Nothing was changed; use for example PEMILU or PILKADA.",
    ),
    "deadline.clause": (
        "Ketentuan {value} tidak ada pada rezim {regime}. Tidak ada yang berubah; periksa kodenya.",
        "The clause {value} does not exist under the regime {regime}. Nothing was changed; check the code.",
    ),
    "deadline.date": (
        "Tanggal {value} di luar kalender yang dapat dihitung. Tidak ada yang berubah; tulis tanggal seperti 2024-02-05.",
        "The date {value} lies outside any calendar that can be counted. Nothing was changed; write it like 2024-02-05.",
    ),
    "deadline.unit": (
        "Satuan {value} pada data batas waktu belum dikenal program ini. Tidak ada yang berubah; perbarui program.",
        "This program does not know the unit {value} of the time-limit data. Nothing was changed; update the program.",
    ),
    "bawaslu.level": (
        "Tingkat loket {value} tidak dikenal. Tidak ada yang dicatat; pakai kecamatan, kabkota, provinsi, atau ri.",
        "The counter's level {value} is not known. Nothing was recorded; use kecamatan, kabkota, provinsi or ri.",
    ),
    "bawaslu.zone": (
        "Waktu itu tidak menyebut zona. Tidak ada yang dicatat; tulis misalnya 2024-02-07T10:00:00+07:00.",
        "That time names no zone. Nothing was recorded; write it like 2024-02-07T10:00:00+07:00.",
    ),
    "bawaslu.ahead": (
        "Waktu itu belum terjadi menurut jam laptop ini. Tidak ada yang dicatat; perbaiki waktunya atau jam laptop.",
        "By this laptop's clock that time lies ahead. Nothing was recorded; correct the time or the clock.",
    ),
    "bawaslu.situation": (
        "Laporan situasi tidak disampaikan ke loket Bawaslu. Tidak ada yang dicatat; pilih jenis laporan lain.",
        "A situation report goes to no counter of Bawaslu. Nothing was recorded; choose another kind of report.",
    ),
    "bawaslu.known": (
        "Tanda bukti Bawaslu dengan nomor dan tingkat itu sudah dicatat pada laporan ini. Tidak ada yang berubah.",
        "Bawaslu's receipt with that number and level is already recorded on this report. Nothing was changed.",
    ),
    "bawaslu.none": (
        "Laporan ini tidak memuat tanda bukti Bawaslu nomor {number} dengan tingkat itu. Tidak ada yang berubah; periksa nomor "
        "dan tingkatnya.",
        "This report has no receipt of Bawaslu with number {number} and that level. Nothing was changed; check number and level.",
    ),
    "bawaslu.reason": (
        "Alasan penarikan belum diisi. Tidak ada yang dicatat; tulis mengapa tanda bukti ini bukan milik laporan ini.",
        "The reason is missing. Nothing was recorded; write why this receipt does not belong to this report.",
    ),
    "bawaslu.withdrawn": (
        "Tanda bukti nomor {number} sudah ditarik kembali dari laporan ini. Tidak ada yang dicatat lagi.",
        "Receipt {number} was taken back from this report already. Nothing more was recorded.",
    ),
    "notice.institution": (
        "Lembaga {value} tidak dikenal. Tidak ada yang dicatat; pilih kode lembaga yang ada, misalnya BAWASLU.",
        "The institution {value} is not known. Nothing was recorded; choose an existing code, such as BAWASLU.",
    ),
    "notice.means": (
        "Cara {value} tidak dikenal. Tidak ada yang dicatat; pemberitahuan awal lewat phone (telepon) atau radio.",
        "The means {value} is not known. Nothing was recorded; a preliminary notice goes by phone or radio.",
    ),
    "courier.unreadable": (
        "Jadwal kurir itu tidak dapat dibaca. Jadwal lama tetap berlaku; periksa tujuan, hari, jam, dan lamanya.",
        "That courier schedule cannot be read. The old one still holds; check counter, days, hour and duration.",
    ),
}
