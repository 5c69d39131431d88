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
}
