"""What people read when a step of a case is refused."""

from __future__ import annotations

CASE: dict[str, tuple[str, str]] = {
    "case.situation": (
        "Laporan situasi menceritakan satu masa dan tidak menjadi perkara. Tidak ada yang berubah; pilih laporan lain.",
        "A situation report tells of a period and becomes no case. Nothing was changed; choose another report.",
    ),
    "case.voided": (
        "Laporan ini sudah dibatalkan oleh dua petugas. Tidak ada yang berubah; pulihkan dulu laporannya.",
        "Two officers voided this report. Nothing was changed; restore the report first.",
    ),
    "case.not_open": (
        "Laporan ini belum didaftarkan. Tidak ada yang berubah; daftarkan dulu dengan nomor agenda.",
        "This report is not registered yet. Nothing was changed; register it under an agenda number first.",
    ),
    "case.closed": (
        "Perkara ini sudah ditutup. Tidak ada yang berubah; buka kembali dulu dengan alasannya.",
        "This case is closed. Nothing was changed; reopen it first and say why.",
    ),
    "case.not_closed": (
        "Perkara ini tidak sedang ditutup. Tidak ada yang berubah; lanjutkan saja pekerjaannya.",
        "This case is not closed. Nothing was changed; simply go on with it.",
    ),
    "case.act": (
        "Perbuatan {value} tidak ada dalam data rujukan. Tidak ada yang berubah; pilih kode dari daftar perbuatan.",
        "The act {value} is not in the reference data. Nothing was changed; choose a code from the list of acts.",
    ),
    "case.subject": (
        "Jenis pihak {value} tidak ada dalam data rujukan. Tidak ada yang berubah; pilih kode dari daftar.",
        "The type of party {value} is not in the reference data. Nothing was changed; choose a code from the list.",
    ),
    "case.class": (
        "Golongan {value} tidak dikenal. Tidak ada yang berubah; pakai ethics, discipline, crime, administrative, "
        "code_of_ethics, dispute, local_rule, unverified, atau other.",
        "The class {value} is not known. Nothing was changed; use ethics, discipline, crime, administrative, code_of_ethics, "
        "dispute, local_rule, unverified or other.",
    ),
    "case.law": (
        "Aturan {value} tidak ada dalam daftar hukum. Tidak ada yang berubah; pilih kode dari daftar itu.",
        "The rule {value} is not in the register of law. Nothing was changed; choose a code from it.",
    ),
    "case.route": (
        "Rute penerusan {value} tidak ada dalam data rujukan. Tidak ada yang berubah; pilih rute dari daftar.",
        "The route {value} is not in the reference data. Nothing was changed; choose a route from the list.",
    ),
    "case.severity": (
        "Bobot {value} tidak dikenal. Tidak ada yang berubah; pakai low, medium, high, atau urgent.",
        "The severity {value} is not known. Nothing was changed; use low, medium, high or urgent.",
    ),
    "case.clarify": (
        "Perbuatan ini masih perlu klarifikasi, jadi belum boleh diberi golongan. Tidak ada yang berubah; kosongkan golongannya.",
        "This act must be clarified first and may bear no class yet. Nothing was changed; leave the class empty.",
    ),
    "case.other_regime": (
        "Perbuatan {act} bukan perbuatan {regime}. Tidak ada yang berubah; yang sesuai di sana: {instead}.",
        "The act {act} is none of the {regime}. Nothing was changed; what fits there: {instead}.",
    ),
    "case.wrong_regime": (
        "Perbuatan {act} bukan perbuatan {regime}, dan data tidak memuat padanannya. Tidak ada yang berubah; pilih yang lain.",
        "The act {act} is none of the {regime}, and the data name none that fits. Nothing was changed; choose another act.",
    ),
    "case.vote": (
        "Pihak ini berhak memilih; memilih bukan dugaan pelanggaran baginya. Tidak ada yang berubah; pilih perbuatan lain.",
        "This party has the right to vote; voting is no alleged violation here. Nothing was changed; choose another act.",
    ),
    "case.words": (
        "Langkah ini perlu alasan dengan kata-kata. Tidak ada yang berubah; tulis alasannya lalu simpan lagi.",
        "This step needs a reason in words. Nothing was changed; write it and save again.",
    ),
    "case.same": (
        "Perkara ini sudah dipegang pihak yang sama. Tidak ada yang berubah.",
        "The same desk and officer have this case already. Nothing was changed.",
    ),
    "case.lacks": (
        "Sebut apa yang kurang memakai kunci syarat; {value} tidak dikenal. Tidak ada yang berubah; untuk hal lain pakai other.",
        "Name what lacks by a requirement's key; {value} is not known. Nothing was changed; for anything else use other.",
    ),
    "case.due": (
        "Tanggal {value} bukan tenggat yang bisa dipakai. Tidak ada yang berubah; tulis tanggal hari ini atau sesudahnya.",
        "The date {value} cannot be a time limit. Nothing was changed; write today or a later day.",
    ),
    "case.nothing_asked": (
        "Tidak ada kelengkapan yang sedang diminta pada perkara ini. Tidak ada yang berubah.",
        "This case waits for no completion. Nothing was changed.",
    ),
    "case.outcome": (
        "Hasil {value} tidak dikenal. Tidak ada yang berubah; pakai proven, not_proven, not_registered, withdrawn, beyond_remit, "
        "atau handled.",
        "The outcome {value} is not known. Nothing was changed; use proven, not_proven, not_registered, withdrawn, beyond_remit "
        "or handled.",
    ),
    "case.judged": (
        "Dugaan pelanggaran tidak diselesaikan oleh provinsi sendiri. Tidak ada yang berubah; tutup dengan putusan lembaga, "
        "pencabutan, atau alasan di luar kewenangan.",
        "The province settles no alleged violation by itself. Nothing was changed; close it by an institution's decision, a "
        "withdrawal, or as beyond our remit.",
    ),
    "case.decision": (
        "Putusan perlu lembaga, nomor, dan tanggal suratnya. Tidak ada yang berubah; lengkapi ketiganya.",
        "A decision needs the institution, and number and date of its document. Nothing was changed; give all three.",
    ),
    "case.institution": (
        "Lembaga {value} tidak ada dalam data rujukan. Tidak ada yang berubah; pilih kode dari daftar lembaga.",
        "The institution {value} is not in the reference data. Nothing was changed; choose a code from the list.",
    ),
    "case.decided_before": (
        "Putusan bertanggal {day} mendahului laporan yang diterima {received}. Tidak ada yang berubah; periksa tanggalnya.",
        "The decision of {day} precedes the report, received on {received}. Nothing was changed; check the date.",
    ),
    "case.decided_ahead": (
        "Tanggal putusan {day} belum tiba menurut jam laptop ini. Tidak ada yang berubah; periksa tanggalnya.",
        "By this laptop's clock the decision's date {day} lies ahead. Nothing was changed; check the date.",
    ),
    "case.not_withdrawn": (
        "Pelapor tidak mencabut laporan ini sebelum diregistrasi Bawaslu. Tidak ada yang berubah; perkara tetap berjalan.",
        "The reporter did not withdraw this report before Bawaslu registered it. Nothing was changed; the case goes on.",
    ),
    "case.waits": (
        "Usul penutupan masih menunggu petugas kedua. Tidak ada yang berubah; setujui atau tolak usul itu dulu.",
        "A proposed closing still waits for a second officer. Nothing was changed; approve or decline it first.",
    ),
}
