"""The shipped reference data: complete, consistent with itself, and asked as people ask."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from core.app.wordings import NAMES
from core.documents.wording import PactTemplate, load_template
from core.domain.area import fold
from core.domain.confidence import confidence_of
from core.domain.errors import Invalid
from core.domain.reference import DATASETS, ReferenceData

FOLDER = Path(__file__).parents[2] / "resources" / "reference"
FILES = {path.name: path.read_bytes() for path in FOLDER.glob("*.json")}


def shipped() -> list[PactTemplate]:
    folder = FOLDER.parent / "templates"
    assert {f"pact_{name}.json" for name in NAMES} == {path.name for path in folder.glob("pact_*.json")}
    return [load_template((folder / f"pact_{name}.json").read_bytes()) for name in NAMES]


@pytest.fixture(scope="module")
def data() -> ReferenceData:
    return ReferenceData.parse(FILES)


def test_every_file_has_its_head_and_is_known(data: ReferenceData) -> None:
    assert {f"{name}.json" for name in DATASETS} == set(FILES)
    for name, head in data.heads.items():
        assert head.version and head.source and head.licence, name
    assert data.versions()["holidays"] == "2026.1"


def test_places_are_complete(data: ReferenceData) -> None:
    counts = Counter((area.province, area.level) for area in data.places.areas.values())
    assert [counts["19", level] for level in ("regency", "district", "village", "island")] == [7, 47, 393, 501]
    assert [counts["52", level] for level in ("regency", "district", "village", "island")] == [10, 117, 1166, 430]


def test_areas_carry_their_own_licence(data: ReferenceData) -> None:
    head = data.heads["areas"]
    assert head.licence == "ODbL-1.0"
    assert "Open Database License" in head.notice
    assert "idn-area-data 4.0.1" in head.attribution
    assert len(FILES["areas.json"]) < 400_000


def test_path_and_label_name_every_level(data: ReferenceData) -> None:
    village = data.area("19.03.08.2001")
    assert village is not None
    assert village.path == (f"{village.label}, Kec. Kepulauan Pongok, Kab. Bangka Selatan, Prov. Kepulauan Bangka Belitung")
    ward = data.area("19.01.01.1001")
    city = data.area("19.71")
    assert ward is not None and ward.label == "Kel. Sungailiat"
    assert city is not None and city.label == "Kota Pangkal Pinang"
    assert data.area("99.99") is None


def test_main_islands_hang_on_the_province(data: ReferenceData) -> None:
    lombok = data.area("52.00.40002")
    assert lombok is not None
    assert (lombok.parent, lombok.regency, lombok.latitude_e7) == ("52", None, -86312190)


def test_children_are_one_level_below(data: ReferenceData) -> None:
    assert len([area for area in data.children("19") if area.level == "regency"]) == 7
    assert {area.parent for area in data.children("19.03")} == {"19.03"}
    assert data.children("19.03.08.2001") == ()


def test_search_tells_namesakes_apart(data: ReferenceData) -> None:
    found = data.search_areas("labuhan AJI")
    assert {area.code for area in found} >= {"52.04.18.2004", "52.04.25.2003"}
    assert len({area.path for area in found}) == len(found)
    assert data.search_areas("labuhan aji tarano")[0].code == "52.04.25.2003"


def test_search_reads_the_beginning_of_any_word(data: ReferenceData) -> None:
    assert "19.03.08" in {area.code for area in data.search_areas("pong")}
    assert data.search_areas("hu'u") == data.search_areas("HU\u2019U") == data.search_areas("huu")
    assert data.search_areas("ongok") == ()
    assert data.search_areas("  ") == ()
    assert len(data.search_areas("a", limit=5)) == 5


def test_fold_drops_accents() -> None:
    assert fold("  Désa  Hu'u-Baru ") == "desa huu baru"


def test_posts_stand_on_known_places(data: ReferenceData) -> None:
    for post in data.posts:
        named = [post.province, *post.regencies, *filter(None, (post.area, post.island))]
        assert all(data.area(code) for code in named), post.code
        assert post.parent_post is None or data.post(post.parent_post), post.code
        assert post.zone == data.zone_of(post) == data.heads["areas"].zones[post.province]


def test_only_a_kodim_has_a_remit_of_its_own(data: ReferenceData) -> None:
    tni = {subject.code for subject in data.subjects if subject.family == "TNI"}
    assert tni == {"TNI", "PNS_TNI"}
    for post in data.posts:
        assert (post.remit is not None and set(post.remit) == tni) == (post.kind == "KODIM")


def test_codes_are_read_in_any_case(data: ReferenceData) -> None:
    assert data.post("p-pongok") is data.post("P-PONGOK") is not None
    assert data.legal_ref("pp94-2021-5N") is not None
    assert data.violation("asn-e03") is not None
    assert data.post("nowhere") is None


def test_zones(data: ReferenceData) -> None:
    assert data.zone_of("k0413") == data.zone_of("19.03.08") == "Asia/Jakarta"
    assert data.zone_of("K1607") == data.zone_of("52.04.40016") == "Asia/Makassar"
    with pytest.raises(Invalid, match=r"reference\.unknown_place"):
        data.zone_of("nowhere")


def test_every_code_that_an_item_names_exists(data: ReferenceData) -> None:
    stages = {stage.code for election in data.elections for stage in election.stages}
    for act in data.violations:
        assert all(data.subject(code) for code in (*act.applies_to, *act.punishable_from)), act.code
        assert all(data.institution(code) for code in (*act.referral, *act.referral_after_discipline)), act.code
        assert all(data.legal_ref(code) for code in act.legal_refs), act.code
    for subject in data.subjects:
        assert all(data.legal_ref(code) for code in subject.legal_refs), subject.code
        assert all(data.institution(code) for code in subject.referral), subject.code
        assert all(data.ladder(name) for name in subject.sanction_ladders), subject.code
    for route in data.routes:
        offices = (route.primary, *route.cc, *route.by_reason, *route.via_bawaslu, *route.release_only)
        assert all(data.institution(code) for code in offices), route.code
        assert route.deadline is None or data.clause(route.deadline), route.code
        assert route.legal_ref is None or data.legal_ref(route.legal_ref), route.code
    for item in data.vulnerabilities:
        assert set(item.stages) <= stages | {"*"}, item.code
    for reference in data.legal_refs:
        assert reference.succeeded_by is None or data.legal_ref(reference.succeeded_by)
    assert all(clause.legal_ref is None or data.legal_ref(clause.legal_ref) for clause in data.clauses)


def test_codes_do_not_repeat(data: ReferenceData) -> None:
    for items in (data.posts, data.subjects, data.violations, data.institutions, data.routes, data.legal_refs):
        codes = [item.code.upper() for item in items]
        assert len(codes) == len(set(codes))


@pytest.mark.parametrize("day", [date(2024, 2, 5), date(2024, 11, 20)])
def test_every_subject_type_has_acts_a_pact_text_and_a_route(data: ReferenceData, day: date) -> None:
    assert len(data.subjects) == 22
    wordings = {wording.code: wording for wording in shipped()}
    for subject in data.subjects:
        assert data.violations_for(subject.code), subject.code
        wording = wordings[subject.pact_template]
        assert subject.code in wording.subjects and len(wording.pledges) >= 5, subject.code
        assert data.routes_for(subject.code, day), subject.code


def test_only_active_soldiers_and_police_are_asked_about_voting(data: ReferenceData) -> None:
    act = data.violation("TNI-06")
    assert act is not None and act.applies_to == ("TNI", "POLRI")
    barred = {s.code for s in data.subjects if s.right_to_vote is False}
    told = {code for w in shipped() for code in w.subjects if any("tidak menggunakan hak pilih" in p.text for p in w.pledges)}
    assert barred == told == {"TNI", "POLRI"}


def test_mere_attendance_is_an_act_without_a_class(data: ReferenceData) -> None:
    act = data.violation("HDR-01")
    assert act is not None
    assert act.needs_clarification and act.sanction_class == ()


def test_the_ankum_comes_only_after_the_result_discipline(data: ReferenceData) -> None:
    assert all("ANKUM_TNI" not in act.referral for act in data.violations)
    first = [route for route in data.routes_for("TNI", date(2024, 2, 5)) if route.condition is None]
    assert [route.code for route in first] == ["R-TNI"]
    assert "ANKUM_TNI" not in (first[0].primary, *first[0].cc)
    assert [r.condition for r in data.routes if r.primary == "ANKUM_TNI"] == ["bawaslu_result_discipline"]


def test_routes_follow_the_date(data: ReferenceData) -> None:
    assert [route.code for route in data.routes_for("pns", date(2024, 8, 23))] == ["R-ASN-OLD"]
    assert [route.code for route in data.routes_for("pns", date(2024, 8, 24))] == ["R-ASN"]


def test_a_conflict_warning_reaches_kodim_and_polres_by_release_only(data: ReferenceData) -> None:
    route = next(route for route in data.routes if route.code == "R-KONFLIK")
    assert set(route.release_only) == {"KODIM", "POLRES"} and "BAWASLU" in route.cc


def test_what_an_officer_reads_is_indonesian_and_names_what_is_open(data: ReferenceData) -> None:
    english = re.compile(r"\b(and|as|by|the|of|kept|opened|stopped|amended|see|press|report)\b", re.IGNORECASE)
    for ref in data.legal_refs:
        assert ref.topic_id and not english.search(ref.topic_id), ref.code
        assert not english.search(ref.citation), ref.code
        assert bool(ref.not_verified) == bool(ref.not_verified_id), ref.code
        assert bool(ref.penalty_id) == bool(ref.penalty_en), ref.code
        if ref.penalty_id:
            assert ref.penalty_until is not None and ref.succeeded_by, ref.code
    for act in data.violations:
        assert act.legal_basis and not english.search(act.legal_basis), act.code
    for rung in data.sanctions:
        assert not english.search(rung.legal_basis), rung.code


def test_no_name_in_indonesian_has_english_words(data: ReferenceData) -> None:
    english = re.compile(r"\b(posting|comment|share|like|follow|online|upload|download|group|account)\b", re.IGNORECASE)
    named = [*data.violations, *data.vulnerabilities, *data.subjects, *data.institutions, *data.elections]
    named += [stage for election in data.elections for stage in election.stages]
    assert [each.name_id for each in named if english.search(each.name_id)] == []
    act = next(each for each in data.violations if each.code == "ASN-E04")
    assert english.search(act.name_en.replace("Posting", "posting")), "control: in English they stay"


def test_an_article_that_is_not_verified_is_never_shown_as_verified(data: ReferenceData) -> None:
    for ref in data.legal_refs:
        if "not verified" in ref.status or "knowledge" in ref.status or ref.not_verified:
            assert confidence_of(ref.status, ref.not_verified) != "verified", ref.code
    for items in (data.violations, data.subjects, data.sanctions, data.routes, data.institutions, data.clauses):
        for item in items:
            if "not verified" in item.confidence.casefold() or "knowledge" in item.confidence:
                assert confidence_of(item.confidence) != "verified", item.code


def test_struck_articles_are_no_basis(data: ReferenceData) -> None:
    assert all("UU 1/1946" not in act.legal_basis for act in data.violations)
    assert all("MK78-2023" not in act.legal_refs for act in data.violations)


def test_old_penalties_show_their_end(data: ReferenceData) -> None:
    for code in ("UU7-2017-490", "UU7-2017-494", "UU7-2017-523", "UU7-2017-547", "UU1-2015-188-MK136"):
        reference = data.legal_ref(code)
        assert reference is not None and reference.penalty_until == date(2026, 1, 1), code


def test_the_class_follows_the_determination_of_candidates(data: ReferenceData) -> None:
    assert data.phase_at("PILKADA_2024", date(2024, 9, 21)) == "before"
    assert data.phase_at("pilkada_2024", date(2024, 9, 22)) == "after"
    assert data.phase_at("PEMILU_2024", date(2023, 11, 5)) == "any"
    assert data.phase_at("PEMILU_2024", date(2023, 11, 5), "legislatif") == "after"
    assert data.phase_at("PEMILU_2029", date(2028, 1, 1)) is None
    before = {act.code for act in data.violations_for("PNS", "before")}
    after = {act.code for act in data.violations_for("PNS", "after")}
    assert "ASN-E01" in before - after and "ASN-D01" in after - before and "ASN-D05" in before & after


def test_stages_overlap_and_undated_ones_stay_out(data: ReferenceData) -> None:
    voting = {stage.code for stage in data.stages_at("PEMILU_2024", date(2024, 2, 14))}
    assert {"PEMUNGUTAN", "PENGHITUNGAN"} <= voting
    assert "SENGKETA_HASIL" not in voting and "LOGISTIK" not in voting
    assert {s.code for s in data.stages_at("PILKADA_2024", date(2024, 11, 24))} == {"MASA_TENANG"}
    assert data.stages_at("PEMILU_2029", date(2028, 1, 1)) == ()
    assert [e.voting_day for e in data.elections] == [date(2024, 2, 14), date(2024, 11, 27)]


def test_first_clauses_and_counters(data: ReferenceData) -> None:
    assert [data.clauses_of(regime)[0].code for regime in ("pemilu", "PILKADA")] == ["PEMILU_LAPOR", "PILKADA_LAPOR"]
    counter = data.counter("PEMILU")
    assert counter is not None and (counter.opens, counter.closes) == ("08:00", "16:00")


def test_the_first_warning_needs_the_rule_and_the_coordination(data: ReferenceData) -> None:
    first = data.sanction("S-BIN-01")
    assert first is not None and first.requires == ("cited_rule", "bawaslu_coordination")
    assert all(s.requires == ("authority_document",) for s in data.sanctions if s.code != "S-BIN-01")


def test_no_address_of_the_web_and_no_telephone_number_is_shipped() -> None:
    for name, content in FILES.items():
        text = content.decode("utf-8")
        assert "http" not in text, name
        if name != "areas.json":
            assert not re.search(r"(\+62|\b08)\d{8,}", text), name


def test_the_digest_ignores_layout_and_sees_content(data: ReferenceData) -> None:
    relaid = {name: json.dumps(json.loads(content), indent=4).encode() for name, content in FILES.items()}
    assert ReferenceData.parse(relaid).digest() == data.digest()
    changed = {**FILES, "holidays.json": FILES["holidays.json"].replace(b"2024-02-08", b"2024-02-07")}
    assert ReferenceData.parse(changed).digest() != data.digest()


@pytest.mark.fault("RD-7")
@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("posts.json", b"{", "reference.unreadable"),
        ("posts.json", FILES["routes.json"], "reference.unreadable"),
        ("holidays.json", FILES["holidays.json"].replace(b"2024-02-08", b"2024-02-30"), "reference.unreadable"),
        ("glossary.json", b"\xff\xfe", "reference.unreadable"),
        ("areas.json", FILES["areas.json"].replace(b'["19.01.01",', b'["19.77.01",'), "reference.bad_area"),
        (
            "areas.json",
            FILES["areas.json"].replace(b'["19.01", "Kabupaten Bangka"]', b'["19.01"]'),
            "reference.bad_area",
        ),
        (
            "areas.json",
            FILES["areas.json"].replace(b"Asia/Makassar", b"x").replace(b'"52": "x"', b'"53": "x"'),
            "reference.bad_area",
        ),
    ],
)
def test_damaged_files_are_refused(name: str, content: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        ReferenceData.parse({**FILES, name: content})
    assert refusal.value.code == code


@pytest.mark.fault("RD-7")
def test_a_missing_file_is_named() -> None:
    with pytest.raises(Invalid) as refusal:
        ReferenceData.parse({name: content for name, content in FILES.items() if name != "posts.json"})
    assert (refusal.value.code, refusal.value.details) == ("reference.missing", {"file": "posts.json"})
