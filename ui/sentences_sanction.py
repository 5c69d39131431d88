"""What people read when a step of a sanction cannot be recorded."""

from __future__ import annotations

SANCTION: dict[str, tuple[str, str]] = {
    "sanction.unknown": (
        "Sanksi itu tidak ada di sini. Tidak ada yang berubah; periksa daftarnya dengan: sanction list.",
        "There is no such sanction here. Nothing was changed; look at the list with: sanction list.",
    ),
    "sanction.person": (
        "Jenis subjek {value} tidak dikenal. Tidak ada yang berubah; pakai misalnya PNS, TNI atau KADES.",
        "The subject type {value} is not known. Nothing was changed; use for example PNS, TNI or KADES.",
    ),
    "sanction.rung": (
        "Kode sanksi {value} tidak ada pada data acuan. Tidak ada yang dicatat; lihat tangganya dengan: sanction ladder.",
        "The sanction code {value} is not in the reference data. Nothing was recorded; look with: sanction ladder.",
    ),
    "sanction.ladder": (
        "Sanksi {rung} bukan dari tangga sanksi bagi jenis subjek itu. Tidak ada yang dicatat; pilih dari tangganya sendiri.",
        "The sanction {rung} is on no ladder of that subject type. Nothing was recorded; choose from its own ladder.",
    ),
    "sanction.not_in_force": (
        "Sanksi {rung} tidak berlaku pada hari kejadian maupun hari dokumennya. Tidak ada yang dicatat; pilih yang berlaku.",
        "The sanction {rung} was law neither on the day of the act nor on the document's. Nothing was recorded; choose another.",
    ),
    "sanction.party": (
        "Laporan ini memuat {count} pihak yang dilaporkan. Tidak ada yang dicatat; tulis urutannya mulai dari 1.",
        "This report has {count} reported parties. Nothing was recorded; give the place, counted from 1.",
    ),
    "sanction.sealed": (
        "Pihak yang dilaporkan tidak terbaca di sini (tersegel atau sudah dihapus). Tidak ada yang dicatat.",
        "The reported parties cannot be read here (sealed or erased). Nothing was recorded.",
    ),
    "sanction.situation": (
        "Laporan situasi tidak berujung sanksi. Tidak ada yang dicatat; pilih laporan lain.",
        "A situation report leads to no sanction. Nothing was recorded; choose another report.",
    ),
    "sanction.institution": (
        "Lembaga {value} tidak dikenal. Tidak ada yang dicatat; pakai kode dari data acuan, misalnya BKN.",
        "The institution {value} is not known. Nothing was recorded; use a code of the reference data, for example BKN.",
    ),
    "sanction.abolished": (
        "Lembaga {office} hanya ada sampai {day}. Tidak ada yang dicatat; pilih penggantinya.",
        "The institution {office} existed until {day} only. Nothing was recorded; choose the one that followed it.",
    ),
    "sanction.decision": (
        "Penerusan itu belum berisi putusan. Tidak ada yang dicatat; catat dahulu putusan lembaganya pada penerusan.",
        "That referral holds no decision. Nothing was recorded; first record the institution's decision on it.",
    ),
    "sanction.no_decision": (
        "Sanksi {rung} memerlukan putusan lembaga luar lebih dahulu. Tidak ada yang dicatat; catat putusannya pada penerusan.",
        "The sanction {rung} needs an outside body's decision first. Nothing was recorded; record it on the referral.",
    ),
    "sanction.not_proven": (
        "Lembaga memutus tidak terbukti, jadi tidak ada sanksi untuk dicatat. Tidak ada yang berubah; tutup perkaranya.",
        "The institution found nothing proven, so there is no sanction to record. Nothing was changed; close the case.",
    ),
    "sanction.not_discipline": (
        'Ankum bertindak hanya bila hasil Bawaslu berbunyi "disiplin". Tidak ada yang dicatat; tunggu hasil itu.',
        'A military superior acts only once Bawaslu\'s result says "disiplin". Nothing was recorded; wait for that result.',
    ),
    "sanction.authority": (
        "Pejabat atau lembaga yang menjatuhkan belum ditulis. Tidak ada yang dicatat; tulis jabatannya, tanpa nama orang.",
        "The authority is missing. Nothing was recorded; write the office or position, without a person's name.",
    ),
    "sanction.document": (
        "Tidak ada sanksi tanpa dokumen pejabat yang menjatuhkan. Tidak ada yang dicatat; isi nomor dan tanggalnya.",
        "No sanction without the imposing authority's document. Nothing was recorded; give its number and date.",
    ),
    "sanction.rule": (
        "Teguran awal harus menyebut aturan yang dilanggar. Tidak ada yang dicatat; isi aturannya.",
        "The first warning must cite the rule that was broken. Nothing was recorded; give the rule.",
    ),
    "sanction.coordination": (
        "Teguran awal memerlukan nomor dan tanggal koordinasi dengan Bawaslu. Tidak ada yang dicatat; isi keduanya.",
        "The first warning needs number and date of the coordination with Bawaslu. Nothing was recorded; give both.",
    ),
    "sanction.ahead": (
        "Tanggal itu belum terjadi menurut jam laptop ini. Tidak ada yang dicatat; perbaiki tanggalnya atau jam laptop.",
        "By this laptop's clock that day lies ahead. Nothing was recorded; correct the date or the clock.",
    ),
    "sanction.before": (
        "Tanggal itu mendahului {day}, hari yang harus dilewati lebih dahulu. Tidak ada yang dicatat; periksa dokumennya.",
        "That day comes before {day}, which it must follow. Nothing was recorded; look at the document again.",
    ),
    "sanction.status": (
        "Langkah itu tidak cocok dengan keadaan sanksi sekarang ({status}). Tidak ada yang dicatat; lihat: sanction show.",
        "That step does not fit where the sanction stands now ({status}). Nothing was recorded; look at: sanction show.",
    ),
    "sanction.outcome": (
        "Hasil {value} tidak dikenal. Tidak ada yang dicatat; pilih dari daftar.",
        "The outcome {value} is not known. Nothing was recorded; choose from the list.",
    ),
    "sanction.no_appeal": (
        "Hukum tidak memberi upaya {way} untuk sanksi itu (yang ada: {ways}). Tidak ada yang dicatat.",
        "The law gives no {way} against that sanction (it gives: {ways}). Nothing was recorded.",
    ),
    "sanction.not_lower": (
        "Sanksi {rung} tidak lebih ringan pada tangga yang sama. Tidak ada yang dicatat; pilih yang lebih ringan.",
        "The sanction {rung} is not a lower rung of the same ladder. Nothing was recorded; choose a lower one.",
    ),
    "sanction.evidence": (
        "Pelaksanaan memerlukan bukti: nomor dokumen atau berkas. Tidak ada yang dicatat; isi salah satunya.",
        "That it was carried out needs proof: a document's number or a file. Nothing was recorded; give one of them.",
    ),
    "sanction.manner": (
        "Cara memberi tahu pelapor {value} tidak dikenal. Tidak ada yang dicatat; pilih dari daftar.",
        "The manner {value} of telling the reporter is not known. Nothing was recorded; choose from the list.",
    ),
    "sanction.not_told": (
        "Kode periksa belum menyebut putusan. Tidak ada yang dicatat; tutup perkara dahulu, atau pakai cara lain.",
        "The look-up code tells no decision yet. Nothing was recorded; close the case first, or tell the reporter otherwise.",
    ),
    "sanction.period": (
        "Masa itu berakhir sebelum mulai. Tidak ada yang dibuat; tukar kedua tanggalnya.",
        "That period ends before it begins. Nothing was made; swap the two days.",
    ),
    "sanction.many": (
        "Rekapitulasi itu melebihi {limit} baris. Tidak ada yang dibuat; pilih masa yang lebih pendek.",
        "That recapitulation passes {limit} rows. Nothing was made; choose a shorter period.",
    ),
    "names.not_due": (
        "Nama pada laporan itu belum waktunya dihapus. Tidak ada yang berubah; lihat tanggalnya dengan: sanction names --all.",
        "The name in that report is not to be erased yet. Nothing was changed; see its day with: sanction names --all.",
    ),
    "names.days": (
        "Jumlah hari {value} tidak dapat dipakai. Tidak ada yang berubah; pilih 1 sampai {most}.",
        "The number of days {value} cannot be used. Nothing was changed; choose 1 to {most}.",
    ),
}
