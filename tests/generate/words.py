"""What invented people tell: sentences put together from a small stock, retold, and typed in a hurry."""

from __future__ import annotations

import random
from collections.abc import Sequence

WHO = (
    "seorang pegawai dinas",
    "seorang anggota berseragam",
    "kepala desa",
    "perangkat desa",
    "beberapa staf kecamatan",
    "seorang lurah",
    "petugas lapangan",
    "seorang guru",
    "pengurus karang taruna",
    "seorang tenaga kontrak",
    "dua orang aparat",
    "seorang pejabat eselon",
)
DID = (
    "diduga hadir pada rapat terbatas pendukung",
    "diduga mengajak warga memilih pasangan tertentu",
    "diduga membagikan bahan kampanye",
    "diduga memakai kendaraan dinas untuk mengantar pendukung",
    "diduga memasang atribut peserta di kantor",
    "diduga menyebar pesan berantai",
    "diduga meminta warga mengumpulkan salinan KTP",
    "diduga menjanjikan bantuan setelah pemungutan suara",
    "diduga berfoto dengan simbol jari",
    "diduga mengumpulkan pegawai sesudah apel",
    "diduga menekan pemilih di rumahnya",
    "diduga menahan undangan memilih",
)
WHERE = (
    "di balai desa",
    "di lapangan bola",
    "di dermaga",
    "di pasar pagi",
    "di halaman sekolah",
    "di rumah tokoh setempat",
    "di aula kantor",
    "di depan TPS",
    "di gudang logistik",
    "di warung kopi",
    "di pelabuhan rakyat",
    "di jalan utama",
)
SEEN = (
    "Pelapor melihat sendiri dari jarak dekat",
    "Pelapor mendengar dari tetangga",
    "Rekaman beredar di grup percakapan",
    "Ada foto di telepon",
    "Dua saksi bersedia memberi keterangan",
    "Pelapor menyimpan selebaran",
    "Kejadian berlangsung sekitar setengah jam",
    "Warga membubarkan diri sesudah ditegur",
    "Sesudah itu hujan dan semua pulang",
    "Pelapor khawatir dikenali",
)
TENSE = (
    "Dua massa dijadwalkan di tempat yang sama", "Kapal logistik tertunda karena ombak", "Baliho dirusak pada malam hari",
    "Isu lama antarkampung diangkat kembali", "Daftar pemilih dipersoalkan di rapat desa", "Ada ajakan menolak hasil",
    "Jaringan telepon putus sejak sore", "Sekelompok pemuda berjaga di posko tim",
)  # fmt: skip
GIVEN = (
    "Sari", "Budi", "Melati", "Rahmat", "Dewi", "Agus", "Lestari", "Hendra", "Wulan", "Fajar", "Ratna", "Yusuf", "Intan", "Bayu",
    "Nur", "Ayu", "Dimas", "Rizal", "Mega", "Ilham",
)  # fmt: skip
FAMILY = ("Contoh", "Misalan", "Umpama", "Andaian", "Rekaan", "Karangan", "Tiruan", "Peraga", "Model", "Samaran")
LETTERS = "abcdefghijklmnoprstuwy"


def person(dice: random.Random) -> str:
    """A name that nobody has: invented families only."""
    return f"{dice.choice(GIVEN)} {dice.choice(GIVEN)} {dice.choice(FAMILY)}"


def told(dice: random.Random, kind: str) -> tuple[str, str]:
    """Summary and narrative of a report that is new."""
    if kind == "early_warning":
        first = dice.choice(TENSE)
        return first, " ".join((f"{first} {dice.choice(WHERE)}.", *(f"{text}." for text in dice.sample(SEEN, 2))))
    act = f"{dice.choice(WHO)} {dice.choice(DID)}"
    seen = dice.sample(SEEN, dice.randint(2, 5))
    return act.capitalize(), " ".join((f"{act} {dice.choice(WHERE)}.".capitalize(), *(f"{text}." for text in seen)))


def retold(dice: random.Random, summary: str, narrative: str) -> tuple[str, str]:
    """The same incident in another visitor's words: sentences in another order, one left out or added, mistyped."""
    sentences = [text.strip() for text in narrative.split(".") if text.strip()]
    first, rest = sentences[0], sentences[1:]
    dice.shuffle(rest)
    if len(rest) > 1 and dice.random() < 0.5:
        rest.pop()
    if dice.random() < 0.5:
        rest.append(dice.choice(SEEN))
    whole = " ".join(f"{text}." for text in (first, *rest))
    return mistyped(dice, summary, 0.01), mistyped(dice, whole, 0.02)


def mistyped(dice: random.Random, text: str, rate: float) -> str:
    """Letters swapped, doubled, dropped or replaced, as often as ``rate`` for each letter."""
    out: list[str] = []
    for letter in text:
        if not letter.isalpha() or dice.random() >= rate:
            out.append(letter)
            continue
        slip = dice.randrange(4)
        if slip == 0 and out:
            out.insert(len(out) - 1, letter)
        elif slip == 1:
            out += [letter, letter]
        elif slip == 2:
            out.append(dice.choice(LETTERS))
    return "".join(out)


def few_first(dice: random.Random, things: Sequence[str]) -> str:
    """One of them, the first ones far more often than the last (Zipf)."""
    return dice.choices(things, [1 / (rank + 1) for rank in range(len(things))])[0]
