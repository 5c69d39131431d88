"""The cascade by verbs: a list looked at and taken over, a plan, pacts from the roster, coverage, reminders, a renewal."""

from __future__ import annotations

from pathlib import Path

from tests.scripts.shell import Shell

HEAD, STAFF = "197803122005012004", "199608182022211001"
LIST = (
    "Daftar Pegawai;;;;;\n"
    "Nama Pegawai;NIP Baru;Jabatan Terakhir;OPD;Bidang;Status Kepegawaian\n"
    f"Siti Aminah;{HEAD};Kepala Dinas Contoh;Dinas Contoh;;PNS\n"
    f"Budi;{STAFF};Analis;Dinas Contoh;Bidang A;PPPK\n"
    "Hasan;;Sopir;Dinas Contoh;Bidang A;Honorer\n"
    "Rudi;1,97803E+17;Staf;Dinas Contoh;Bidang A;PNS\n"
)


def test_the_cascade_from_a_list_to_coverage(shell: Shell, tmp_path: Path) -> None:
    def good(*words: object) -> dict[str, object]:
        return shell.good("pact", *words, profile="province")

    file = shell.write("pegawai.csv", LIST.encode("cp1252"))
    looked = shell.run("pact", "roster", file, profile="province")
    assert (looked.code, looked.tree["counts"], looked.tree["taken"]) == (1, {"new": 3, "rejected": 1}, None)
    doubts = [doubt for row in looked.tree["rows"] for doubt in row["doubts"]]
    assert [doubt["code"] for doubt in doubts] == ["roster.line.rounded_number"] and "1,97803E+17" in doubts[0]["reason"]
    whole = shell.write("pegawai.csv", "\n".join(LIST.splitlines()[:-1]))
    assert good("roster", whole, "--yes")["taken"] == {"people": 3, "offices": 2, "entries": 1, "counts": {"new": 3}}
    assert good("roster", whole, "--map", "position=Jabatan Terakhir", "--preview")["counts"] == {"same": 3}
    plan = good("cascade", "--plan", "Pilkada", "--begins", "2024-01-01", "--due", "2024-02-01", "--due", "2024-03-01")
    assert [unit["unit"] for unit in plan["units"]] == ["Dinas Contoh", "Bidang A"]  # type: ignore[attr-defined]
    made = good("issue", "--from-roster", "--unit", "Bidang A", "--out", tmp_path / "pakta")
    assert made["issued"] == 2 and len(list((tmp_path / "pakta").glob("*.pdf"))) == 2
    number = next(row["number"] for row in good("list")["pacts"] if row["name"] == "Budi")  # type: ignore[attr-defined]
    good("told", number, "--manner", "apel", "--by", "Kepala Dinas")
    assert good("signed", number, "--method", "basah")["pacts"][0]["state"] == "ditandatangani"  # type: ignore[index]
    assert [row["name"] for row in good("list", "--state", "ditandatangani")["pacts"]] == ["Budi"]  # type: ignore[attr-defined]
    units = {unit["unit"]: unit for unit in good("coverage")["units"]}  # type: ignore[attr-defined]
    assert [(units[name]["must"], units[name]["signed"], units[name]["lacking"]) for name in units] == [(3, 1, 1), (2, 1, 0)]
    assert [unit["unit"] for unit in good("coverage", "--unit", "bidang a")["units"]] == ["Bidang A"]  # type: ignore[attr-defined]
    assert [row["name"] for row in good("due")["people"]] == ["Siti Aminah"]  # type: ignore[attr-defined]
    owed = good("remind", "--out", tmp_path / "tagihan")
    assert [head["head_name"] for head in owed["heads"]] == ["", "Siti Aminah"]  # type: ignore[attr-defined]
    assert all(Path(name).read_bytes().startswith(b"%PDF") for name in owed["files"])  # type: ignore[attr-defined]
    good("change", STAFF, "--act", "moved", "--office", "Dinas Contoh", "--position", "Analis Utama")
    assert [row["reasons"] for row in good("renew")["pacts"]] == [["position"]]  # type: ignore[attr-defined]
    steps = good("person", STAFF)["steps"]
    assert [step["kind"] for step in steps] == ["new", "moved"]  # type: ignore[attr-defined]
    shell.refused("cascade.no_unit", "pact", "coverage", "--unit", "Tidak Ada", profile="province")
    shell.refused("roster.no_person", "pact", "person", "Entah", profile="province")
