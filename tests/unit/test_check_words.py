"""What a check found is said once for each kind, and names what is meant."""

from __future__ import annotations

from ui.check_words import listed, told

PLACES = {"aa": "K0413-001 foto.jpg", "bb": "K0413-002 surat.pdf"}


def test_damaged_attachments_are_named_by_report_and_file_in_one_sentence() -> None:
    (words,) = told([("attachment.damaged", "aa"), ("attachment.damaged", "bb")], PLACES, "id")
    assert words.count("Lampiran ini rusak") == 1 and words.endswith("(K0413-001 foto.jpg, K0413-002 surat.pdf)")
    (lost,) = told([("attachment.missing", "aa")], PLACES, "id")
    assert lost.startswith("Lampiran K0413-001 foto.jpg milik laptop ini tidak ada"), "a sentence that names it needs no more"


def test_damaged_pages_are_one_sentence_with_their_numbers() -> None:
    pages = [("store.damaged", f"HMAC verification failed for page {n}") for n in (12, 3, 4, 5, 6, 7, 8, 3)]
    (words,) = told([*pages, ("store.damaged", "*** in database main ***")], {}, "en")
    assert words.endswith("(page 3, page 4, page 5, page 6, page 7 and 2 more)")


def test_every_kind_has_its_sentence_and_an_id_without_a_name_stays() -> None:
    found = told([("rows.differ", "report"), ("signature", "xyz"), ("index.damaged", "report_fts")], {}, "id")
    assert len(found) == 3 and "report_fts" not in found[2] and "Tabel report berbeda" in found[0] and found[1].endswith("(xyz)")
    (one,) = listed([("signature", "xyz")], {"xyz": "K0413-003"}, "id")
    assert (one["code"], one["id"], one["place"]) == ("signature", "xyz", "K0413-003") and one["reason"].endswith("(K0413-003)")
