"""Every kind of bad input: one clear sentence, the right exit code, nothing lost, nothing half-written."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.scripts.shell import OTHER_POST, PASSPHRASE, POST, Shell, files_below, found

ROSTER = "nama,jabatan,unit_kerja,jenis,nip\n"
GOOD_ROW = "Siti,Analis,Dinas,PNS,197803122005012004\n"


@pytest.fixture
def unchanged(shell: Shell) -> Callable[[str], Callable[[], None]]:
    """Remember a profile; what comes back asserts that it is still the same."""

    def remember(profile: str) -> Callable[[], None]:
        before = shell.state(profile)

        def check() -> None:
            assert shell.state(profile) == before

        return check

    return remember


# --- opening ---------------------------------------------------------------------------------------------------------


@pytest.mark.fault("UN-1")
def test_wrong_passphrase(shell: Shell) -> None:
    before = files_below(shell.home / "post")
    shell.write("passphrase", "kata sandi yang salah")
    shell.refused("passphrase.wrong", "status", profile="post")
    assert files_below(shell.home / "post") == before
    shell.write("passphrase", PASSPHRASE + "\r\n")
    shell.good("status", profile="post")


@pytest.mark.fault("UN-2")
@pytest.mark.parametrize("damage", [lambda data: data[:40], lambda data: b"", lambda data: data[:-9] + b"x" * 9])
def test_damaged_slot_file(shell: Shell, damage: Callable[[bytes], bytes]) -> None:
    slots = shell.home / "post" / "keys.slots"
    whole = slots.read_bytes()
    slots.write_bytes(damage(whole))
    shell.refused("keyslot.damaged", "status", profile="post")
    slots.write_bytes(whole)
    assert shell.good("check", profile="post")["problems"] == []


def test_no_profile_and_no_passphrase(shell: Shell) -> None:
    shell.refused("profile.none", "status", profile="nothing")
    assert not (shell.home / "nothing").exists()
    shell.refused("file.missing", "status", "--profile", shell.home / "post", "--passphrase-file", shell.home / "absent")
    bad = shell.write("bad", b"\xff\xfe\x00")
    shell.refused("passphrase.unreadable", "status", "--profile", shell.home / "post", "--passphrase-file", bad)


def test_a_profile_that_is_open_elsewhere(shell: Shell) -> None:
    from core.app.profile import unlock
    from ui import compose

    app = unlock(shell.home / "post", PASSPHRASE, reference=compose.load_reference(), ports=shell.ports, program="jendela")
    try:
        assert "jendela" in shell.refused("profile.in_use", "status", profile="post").err
    finally:
        app.lock()


@pytest.mark.parametrize(
    "words",
    [
        ["frobnicate"],
        ["report"],
        ["report", "list", "--lim", "3"],
        ["report", "add"],
        ["report", "list", "--limit", "x"],
        ["send"],
        ["frobnicate", "x"],
        ["pact", "issue"],
        ["status", "--frob"],
        ["report", "add", "--example", "nothing"],
        [],
    ],
)
def test_usage(shell: Shell, words: list[str]) -> None:
    shell.refused("usage", *words)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("usage", ["report", "list", "--limit", "9" * 40]),
        ("usage", ["guide", "ask", "--act", "ASN-D01", "--subject", "PNS", "--date", "x" * 5_000]),
        ("usage", ["sanction", "list", "--from", "kemarin"]),
        ("deadline.regime", ["deadline", "explain", "--regime", "9" * 5_000, "--known", "2024-02-05"]),
        ("text.forbidden", ["province", "guard", "--institution", "BAWASLU", "--recipient", "age1\udcff"]),
        ("file.name_long", ["province", "introduce", "--out", "x" * 256]),
        ("file.name_long", ["verify", "a/" + "x" * 300]),
        ("file.name_long", ["send", "x" * 300]),
        ("file.name_long", ["receive", "b", "x" * 300]),
        ("file.unwritable", ["manual", "--out", ""]),
        ("document.form", ["declaration", "open", "--file", "deep.json"]),
        ("template.hole", ["wording", "preview", "t03", "--words", "deep.json", "--out", "x.pdf"]),
        ("reference.not_a_set", ["reference", "put", "posts", "deep.json"]),
        ("document.form", ["meeting", "add", "--file", "deep.json"]),
        ("document.form", ["document", "issue", "t03", "--file", "deep.json", "--out", "x.pdf"]),
    ],
)
def test_what_nothing_can_hold_is_refused_in_a_sentence_that_can_be_read(shell: Shell, code: str, words: list[str]) -> None:
    shell.write("deep.json", '{"fields": ' + "[" * 50_000)
    argv = [shell.home / word if word.endswith((".json", ".pdf")) else word for word in words]
    told = shell.refused(code, *argv).tree["message"]
    assert len(told) < 400 and "invalid" not in told and "argument" not in told


# --- beginning -------------------------------------------------------------------------------------------------------


def test_create_where_a_profile_is(shell: Shell, unchanged: Callable[[str], Callable[[], None]]) -> None:
    same = unchanged("post")
    kit = ["--kit", shell.home / "post.kit", "--kit-code-file", shell.home / "post.code"]
    shell.refused("profile.exists", "post", "create", *kit, profile="post")
    shell.refused("profile.exists", "province", "create", "--name", "X", "--area", "19", profile="post")
    same()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("area.not_province", ["--name", "X", "--area", "99"]),
        ("area.not_province", ["--name", "X", "--area", "19.01"]),
        ("report.missing", ["--name", "  ", "--area", "19"]),
        ("text.forbidden", ["--name", "a\x07b", "--area", "19"]),
        ("officer.name", ["--name", "X", "--area", "19", "--officer", "o" * 65]),
    ],
)
def test_a_province_that_cannot_be_founded_leaves_nothing(shell: Shell, code: str, words: list[str]) -> None:
    shell.refused(code, "province", "create", *words, "--shares", shell.home / "shares", profile="new")
    assert files_below(shell.home / "new") == frozenset() and files_below(shell.home / "shares") == frozenset()


def test_a_short_passphrase(shell: Shell) -> None:
    shell.write("passphrase", "pendek")
    shell.refused("passphrase.short", "province", "create", "--name", "X", "--area", "19", profile="new")
    assert not (shell.home / "new").exists()


@pytest.mark.parametrize(
    ("code", "kit", "typed"),
    [
        ("kit.code_shape", None, "abc"),
        ("kit.code_check", None, "bacu-bacu-bacu-bacu-bacu-bacu-bacu-bacu"),
        ("kit.code", None, "other"),
        ("kit.not_a_kit", b"bukan kit", None),
        ("kit.not_a_kit", b"", None),
        ("kit.damaged", lambda data: data[:-1], None),
        ("kit.damaged", lambda data: data[:100], None),
        ("kit.damaged", lambda data: data[:300] + bytes([data[300] ^ 1]) + data[301:], None),
    ],
)
def test_kits_that_do_not_open(shell: Shell, code: str, kit: object, typed: str | None) -> None:
    data = (shell.home / "post.kit").read_bytes()
    given = kit(data) if callable(kit) else data if kit is None else kit
    assert isinstance(given, bytes)
    text = (shell.home / ("other.code" if typed == "other" else "post.code")).read_text() if typed in (None, "other") else typed
    words = ["--kit", shell.write("a.kit", given), "--kit-code-file", shell.write("a.code", text)]
    shell.refused(code, "post", "create", *words, profile="new")
    assert not (shell.home / "new").exists()


def test_kits_that_cannot_be_made(shell: Shell, unchanged: Callable[[str], Callable[[], None]]) -> None:
    same, out = unchanged("province"), shell.home / "new.kit"
    shell.refused("post.unknown", "kit", "create", "--post", "K9999", "--out", out, profile="province")
    shell.refused("kit.laptops", "kit", "create", "--post", POST, "--laptops", 0, "--out", out, profile="province")
    mandate = shell.write("mandate.json", '{"number": "1"}')
    shell.refused("kit.mandate", "kit", "create", "--post", POST, "--mandate", mandate, "--out", out, profile="province")
    shell.refused("file.exists", "kit", "create", "--post", POST, "--out", shell.home / "post.kit", profile="province")
    nowhere = shell.home / "post.kit" / "new.kit"
    shell.refused("file.unwritable", "kit", "create", "--post", POST, "--out", nowhere, profile="province")
    same()
    assert not out.exists()
    shell.refused("kit.not_administrator", "kit", "create", "--post", POST, "--out", out, profile="post")


# --- reports ---------------------------------------------------------------------------------------------------------


@pytest.mark.fault("CA-8")
@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("form.invalid", {"narrative": None}),
        ("form.invalid", {"unknown_field": 1}),
        ("form.invalid", {"kind": "rumour"}),
        ("form.invalid", {"known": "2024-02-31"}),
        ("report.missing", {"summary": "  "}),
        ("report.missing", {"reported": []}),
        ("report.missing", {"reporter": {"lane": "sealed", "name": "", "address": "x"}}),
        ("report.code", {"violation": "XYZ-99"}),
        ("report.code", {"place": {"area": "99.99"}}),
        ("report.code", {"stage": "TAHAP_LAIN"}),
        ("report.future", {"known": "2031-01-01"}),
        ("report.known_before", {"known": "2024-01-01"}),
        ("report.file_missing", {"evidence": [{"title": "Foto", "file": "tidak-ada.jpg"}]}),
        ("text.forbidden", {"summary": "a\x00b"}),
        ("text.forbidden", {"summary": "a\u202eb"}),
        ("text.forbidden", {"narrative": "a\x1bb"}),
        ("text.too_long", {"summary": "a" * 301}),
        ("text.too_long", {"narrative": "a" * 100_001}),
    ],
)
def test_reports_without_what_the_form_requires(shell: Shell, code: str, changes: dict[str, object]) -> None:
    before = shell.state("post")
    good, bad = shell.example("early_warning"), shell.example("complaint", **changes)
    for trees in ([bad], [good, bad]):
        lines = "\n".join(json.dumps(tree) for tree in trees).encode()
        message = shell.refused(code, "report", "add", "-", profile="post", stdin=lines).tree["message"]
        assert message.startswith("Laporan ke-2: ") == (len(trees) == 2)
    assert shell.state("post") == before


@pytest.mark.fault("CA-12")
@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("report.nothing", b" \n"),
        ("report.not_json", b"{"),
        ("report.not_json", b"[]"),
        ("report.not_json", b'{"kind": "situation"}\nbukan json\n'),
        ("report.not_json", b"\xff\xfe{}"),
        ("report.not_json", b"[" * 100_000),
        ("report.not_json", b'{"kind": "\\ud800"}'),
        ("form.invalid", b"{}"),
    ],
)
def test_files_that_hold_no_reports(shell: Shell, code: str, data: bytes) -> None:
    shell.refused(code, "report", "add", "-", profile="post", stdin=data)


@pytest.mark.fault("AT-6")
def test_attachments_that_do_not_fit(shell: Shell, unchanged: Callable[[str], Callable[[], None]]) -> None:
    same = unchanged("post")
    tree = shell.example("complaint")
    one = shell.write("one.json", json.dumps(tree))
    two = shell.write("two.json", json.dumps(tree) + "\n" + json.dumps(tree))
    (shell.home / "sub").mkdir()
    photo, twin = shell.write("f.jpg", b"x"), shell.write("sub/f.jpg", b"y")
    shell.refused("report.attach_one", "report", "add", two, "--attach", photo, profile="post")
    shell.refused("attachment.same_name", "report", "add", one, "--attach", photo, "--attach", twin, profile="post")
    shell.refused("file.missing", "report", "add", one, "--attach", photo, "--attach", shell.home / "none", profile="post")
    shell.refused("attachment.not_file", "report", "add", one, "--attach", photo, "--attach", shell.home / "sub", profile="post")
    shell.refused("file.missing", "report", "add", shell.home / "none.json", profile="post")
    bad = shell.write("bad.json", json.dumps({**tree, "violation": "XX"}))
    shell.refused("report.code", "report", "add", bad, "--attach", photo, profile="post")
    same()


def test_nihil_while_a_warning_stands(shell: Shell) -> None:
    shell.add(shell.example("early_warning"))
    period = {"period_from": "2024-02-05T00:00:00+07:00", "period_to": "2024-02-06T00:00:00+07:00"}
    tree = shell.example("situation", nihil=True, incidents=None, analysis=None, **period)
    before = shell.state("post")
    shell.refused("situation.nihil_refused", "report", "add", "-", profile="post", stdin=json.dumps(tree).encode())
    assert shell.state("post") == before


def test_what_is_not_there(shell: Shell) -> None:
    for name in ("K0413-ABC-240205-001-F", "zmegvonskrrzv5ytazrdquxfpa", "x", ""):
        shell.refused("report.unknown", "report", "show", name, profile="post")
    shell.refused("query.cursor", "report", "list", "--after", "x", profile="post")
    (reply,) = shell.add(shell.example("early_warning"))
    shell.refused("receipt.no_visitor", "receipt", reply["id"], "--out", shell.home / "x.pdf", profile="post")
    shell.refused("authority.refused", "case", "open", reply["id"], "--agenda", "1", profile="post")
    code = shell.write("code", "1234")
    (told,) = shell.add(shell.example("information"))
    shell.refused("lookup.length", "receipt", told["id"], "--out", shell.home / "x.pdf", "--code-file", code, profile="post")
    assert not (shell.home / "x.pdf").exists()


# --- rosters and papers ----------------------------------------------------------------------------------------------


@pytest.mark.fault("RO-13")
@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("roster.empty", b""),
        ("roster.empty", ROSTER.encode()),
        ("roster.missing_column", b"nama,jabatan\nSiti,Analis\n"),
        ("roster.duplicate_column", b"nama,nama,jabatan,unit_kerja,jenis\na,b,c,d,PNS\n"),
        ("roster.unreadable", b'nama,jabatan,unit_kerja,jenis\n"Siti'),
        ("roster.not_utf8", ROSTER.encode() + b"Si\xff,Analis,Dinas,PNS,\n"),
        ("roster.unreadable", b"PK\x03\x04 cut"),
    ],
)
def test_rosters_that_cannot_be_read(shell: Shell, code: str, data: bytes) -> None:
    roster = shell.write("roster.csv", data)
    shell.refused(code, "pact", "issue", roster, "--out", shell.home / "papers", profile="province")
    assert not (shell.home / "papers").exists()


@pytest.mark.fault("RO-9")
def test_bad_rows_issue_nothing_and_say_why(shell: Shell, unchanged: Callable[[str], Callable[[], None]]) -> None:
    same = unchanged("province")
    rows = GOOD_ROW + ",Analis,Dinas,PNS,\n" + "Budi,Analis\n" + "Ani,Analis,Dinas,PNS,12\n"
    result = shell.run("pact", "issue", shell.write("r.csv", ROSTER + rows), "--out", shell.home / "p", profile="province")
    assert (result.code, result.tree["issued"], result.tree["files"]) == (1, 0, [])
    assert [(row["line"], row["column"]) for row in result.tree["rejected"]] == [(3, "nama"), (4, ""), (5, "nip")]
    assert all(row["reason"].endswith(".") for row in result.tree["rejected"])
    assert not (shell.home / "p").exists()
    same()


def test_an_unknown_wording_issues_nothing(shell: Shell, unchanged: Callable[[str], Callable[[], None]]) -> None:
    same = unchanged("province")
    words = ["pact", "issue", shell.write("r.csv", ROSTER + GOOD_ROW), "--out", shell.home / "p"]
    shell.refused("pact.template", *words, "--template", "T99", profile="province")
    assert files_below(shell.home / "p") == frozenset()
    same()


@pytest.mark.fault("PV-15")
def test_verifying_what_is_no_paper(shell: Shell) -> None:
    trust = shell.home / "trust.pem"
    shell.good("province", "export-trust", "--out", trust, profile="province")
    shell.refused("file.missing", "verify", shell.home / "none.pdf", "--trust", trust)
    (shell.home / "empty").mkdir()
    shell.refused("verify.no_files", "verify", shell.home / "empty", "--trust", trust)
    shell.refused("trust.unreadable", "verify", shell.home / "post.kit", "--trust", shell.home / "post.kit")
    for name, data in (("a.pdf", b"%PDF-1.7 nothing"), ("b.txt", b"bukan kode"), ("c.png", b"\x89PNG cut"), ("d", b"\xff")):
        result = shell.run("verify", shell.write(name, data), "--trust", trust)
        assert result.code == 1 and [r["verdict"] for r in result.tree["results"]] == ["unknown"], result
        assert all(len(r["reasons"]) == len(r["sentences"]) > 0 for r in result.tree["results"])
    hollow = shell.run("verify", shell.write("half.pdf", b"\0" * 4096), "--trust", trust)
    assert (hollow.code, hollow.tree["results"][0]["reasons"]) == (1, ["verify.empty"])


# --- sticks ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def sent(shell: Shell) -> Path:
    """The journal object that the post wrote for the province; its parity is lost, so nothing repairs it."""
    shell.add(shell.example("complaint"))
    shell.good("send", shell.stick, profile="post")
    # The larger one is the day's sealed entry, of one size whatever it holds: it goes by another stick.
    path, sealed = sorted((shell.stick / "DATA").iterdir(), key=lambda path: path.stat().st_size)
    sealed.unlink()
    shutil.rmtree(shell.stick / "SPARE")
    return path


def test_folders_that_are_no_stick(shell: Shell, unchanged: Callable[[str], Callable[[], None]]) -> None:
    same = unchanged("province")
    empty = shell.home / "empty"
    (empty / "DATA").mkdir(parents=True)
    shell.refused("medium.not_a_stick", "receive", shell.home, profile="province")
    shell.refused("medium.not_a_stick", "receive", empty, profile="province")
    (empty / "DATA" / "foto.bin").write_bytes(b"x")
    shell.refused("medium.others", "receive", empty, profile="province")
    shell.refused("medium.none", "receive", shell.home / "none", profile="province")
    shell.refused("medium.none", "send", shell.home / "none", profile="province")
    shell.refused("medium.none", "send", shell.home / "passphrase", profile="province")
    shell.refused("post.unknown", "send", shell.stick, "--to", "K9999", profile="province")
    same()


@pytest.mark.fault("IM-2")
@pytest.mark.parametrize("share", [0.0, 0.01, 0.2, 0.5, 0.9, 0.999])
def test_an_object_cut_anywhere_is_set_aside_and_comes_good_later(shell: Shell, sent: Path, share: float) -> None:
    before, whole = shell.state("province"), sent.read_bytes()
    sent.write_bytes(whole[: int(len(whole) * share)])
    result = shell.run("receive", shell.stick, profile="province")
    assert result.code == 1 and result.tree["entries"] == 0, result
    assert [(q["object"], q["code"]) for q in result.tree["quarantined"]] == [(sent.name, "object.damaged")]
    assert result.tree["quarantined"][0]["reason"] in result.err
    after = shell.state("province")
    assert after[1:] == before[1:]
    assert dict(after[0])["quarantined"] == 1  # type: ignore[call-overload]
    sent.write_bytes(whole)
    assert shell.good("receive", shell.stick, profile="province")["entries"] == 2


@pytest.mark.fault("IM-1")
@pytest.mark.parametrize("place", [0, 60, 200, 1000, -40, -1])
def test_a_flipped_bit_is_set_aside(shell: Shell, sent: Path, place: int) -> None:
    data = bytearray(sent.read_bytes())
    data[place] ^= 4
    sent.write_bytes(bytes(data))
    before = shell.state("province")[1:]
    result = shell.run("receive", shell.stick, profile="province")
    assert result.code == 1 and len(result.tree["quarantined"]) == 1 and result.tree["entries"] == 0
    assert shell.state("province")[1:] == before


@pytest.mark.fault("IM-8")
def test_a_changed_name_makes_it_somebody_elses(shell: Shell, sent: Path) -> None:
    sent.rename(sent.with_name("a" + sent.name[1:] if sent.name[0] != "a" else "b" + sent.name[1:]))
    before = shell.state("province")
    shell.refused("medium.others", "receive", shell.stick, profile="province")
    assert shell.state("province") == before


@pytest.mark.fault("IM-4")
def test_an_object_under_anothers_name_is_set_aside(shell: Shell, sent: Path) -> None:
    """The name says this post, the content is sealed to the other one."""
    shell.add(shell.example("early_warning"), profile="other")
    shell.good("send", shell.stick, profile="other")
    shell.good("receive", shell.stick, profile="province")
    answers = {}
    for post in (POST, OTHER_POST):
        folder = shell.home / post
        folder.mkdir()
        shell.good("send", folder, "--to", post, profile="province")
        (answers[post],) = (folder / "DATA").iterdir()
    answers[POST].write_bytes(answers[OTHER_POST].read_bytes())
    before = shell.state("post")[1:]
    result = shell.run("receive", shell.home / POST, profile="post")
    assert result.code == 1 and [q["code"] for q in result.tree["quarantined"]] == ["object.closed"]
    assert shell.state("post")[1:] == before


@pytest.mark.fault("IM-9")
def test_another_provinces_stick_is_only_others(shell: Shell, sent: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    home = tmp_path_factory.mktemp("elsewhere")
    found(home)
    foreign = Shell(home)
    before = foreign.state("province")
    foreign.refused("medium.others", "receive", shell.stick, profile="province")
    assert foreign.state("province") == before
    foreign.add(foreign.example("early_warning"))
    foreign.good("send", shell.stick, profile="post")
    came = foreign.good("receive", shell.stick, profile="province")
    assert (came["entries"], came["others"], came["quarantined"]) == (4, 1, [])


def test_more_laptops_than_the_kit_allows_are_taken_in_and_told(shell: Shell) -> None:
    one = ["kit", "create", "--post", "K0432", "--laptops", 1, "--out", shell.home / "one.kit"]
    code = shell.write("one.code", shell.good(*one, profile="province")["code"])
    for name in ("first", "second"):
        shell.good("post", "create", "--kit", shell.home / "one.kit", "--kit-code-file", code, profile=name)
        shell.add(shell.example("early_warning"), profile=name)
        shell.good("send", shell.stick, profile=name)
    result = shell.run("receive", shell.stick, profile="province")
    assert (result.code, result.tree["entries"], result.tree["unconfirmed"]) == (1, 8, ["K0432"])


def test_a_post_reads_nothing_of_another(shell: Shell, sent: Path) -> None:
    before = shell.state("other")
    shell.refused("medium.others", "receive", shell.stick, profile="other")
    assert shell.state("other") == before
    assert shell.good("receive", shell.stick, profile="post")["entries"] == 0  # its own stick: nothing new, nothing wrong
