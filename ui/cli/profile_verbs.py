"""Verbs that begin: a province, its kits, a post from a kit, more officers."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, cast

from core.app import queries
from core.app.views import KitMade, OfficerRow
from core.domain.commands import CreateKit, CreateRegencyKit, EnrolOfficer
from core.domain.errors import Invalid, Refused
from core.domain.officer import EndOfficer
from ui import compose
from ui.cli import desk_verbs, key_verbs, nation_verbs, proof_verbs, share_verbs, slot_verbs, store_verbs, vault_verbs
from ui.cli.console import DONE, LOOK, Answer
from ui.cli.copy_verbs import doubts_of
from ui.cli.parser import Grammar
from ui.cli.session import PROGRAM, SMALL_FILE, Session
from ui.messages import sentence

if TYPE_CHECKING:
    from core.app.application import Application

KIT_LIMIT = 8 * 1024 * 1024
RECOVERER = "Petugas Pemulihan"
"""Who a recovered profile's new officer is where nobody was named."""


def register(grammar: Grammar) -> None:
    """Add the verbs of this family."""
    say = grammar.say
    province = grammar.family("province", "profil provinsi", "the province's profile")
    create = province.verb("create", create_province, "buat profil provinsi", "create a province's profile")
    create.add_argument("--name", required=True, metavar="TEXT", help=say("nama kantor", "the office's name"))
    create.add_argument("--area", required=True, metavar="CODE", help=say("kode provinsi, misalnya 19", "code, such as 19"))
    create.add_argument(
        "--shares", type=Path, metavar="DIR", help=say("bagian kunci pemulihan ke sini", "recovery shares go here")
    )
    create.add_argument(
        "--drill", action="store_true", help=say("provinsi latihan: semuanya bertanda", "a drill's province: all of it is marked")
    )
    desk_verbs.add_database(grammar, create)
    share_verbs.register(province)
    key_verbs.register(province)
    trust = province.verb("export-trust", export_trust, "ekspor sertifikat kepercayaan", "export the trust certificates")
    trust.add_argument("--out", required=True, type=Path, metavar="FILE")
    guard = province.verb("guard", name_guard, "sebut penerima laporan tersegel", "name who may read guarded reports")
    guard.add_argument("--institution", required=True, metavar="CODE", help=say("misalnya BAWASLU", "for example BAWASLU"))
    guard.add_argument("--recipient", default="", metavar="AGE", help=say("age1...; kosong mencabut", "empty takes it back"))
    proof_verbs.register(province)
    nation_verbs.register_province(province)
    vault_verbs.register(province)
    desk_verbs.register(grammar)
    nation_verbs.register(grammar)
    kit = grammar.family("kit", "kit pendaftaran posko", "enrolment kits")
    make = kit.verb("create", create_kit, "buat kit untuk sebuah posko atau meja", "make a kit for a post or a desk")
    whom = make.add_mutually_exclusive_group(required=True)
    whom.add_argument("--post", metavar="CODE", help=say("kode posko", "the post's code"))
    whom.add_argument("--desk", metavar="NAME", help=say("satu meja lagi di server bersama", "one more desk on the server"))
    whom.add_argument("--regency", metavar="CODE", help=say("meja satu kabupaten/kota", "the desk of one regency"))
    serves = say("meja di server lain, untuk posko ini: KODE,KODE", "a desk on another server, for these posts: CODE,CODE")
    make.add_argument("--serves", default="", metavar="CODES", help=serves)
    make.add_argument("--out", required=True, type=Path, metavar="FILE")
    make.add_argument("--laptops", type=int, default=3, metavar="N", help=say("jumlah laptop", "how many laptops"))
    make.add_argument("--mandate", type=Path, metavar="FILE", help=say("surat dasar (JSON); tanpa ini kit latihan", "mandate"))
    kit.verb("list", list_kits, "kit yang pernah dibuat, di meja mana pun", "the kits that were made, at whichever desk")
    post = grammar.family("post", "profil posko", "a post's profile")
    begin = post.verb(
        "create", create_post, "mulai posko atau meja kabupaten/kota dari kit", "begin a post or a regency's desk from its kit"
    )
    begin.add_argument("--kit", required=True, type=Path, metavar="FILE")
    begin.add_argument("--kit-code-file", required=True, type=Path, metavar="FILE")
    again = grammar.verb(
        "recover",
        recover_profile,
        "buka profil dengan dua bagian kunci pemulihan; frasa sandi yang diberikan menjadi yang baru",
        "open a profile with two recovery shares; the passphrase given becomes a new one",
    )
    again.add_argument(
        "--share", type=Path, action="append", default=[], metavar="FILE", help=say("dua kali, dua berkas", "twice, two files")
    )
    officer = grammar.family("officer", "petugas", "officers")
    add = officer.verb("add", add_officer, "tambah petugas di laptop ini", "add an officer to this laptop")
    add.add_argument("name", metavar="NAME")
    add.add_argument("--role", required=True, metavar="ROLE")
    add.add_argument("--new-passphrase-file", type=Path, metavar="FILE")
    end = officer.verb(
        "end", end_officer, "akhiri tugas petugas; kuncinya dimusnahkan", "an officer leaves; his key is destroyed"
    )
    end.add_argument("name", metavar="NAME")
    store_verbs.add_doubt(grammar, end)
    slot_verbs.register(officer)
    store_verbs.add_renewal(officer)


def create_province(session: Session) -> Answer:
    """``province create``."""
    from core.app import profile

    options = session.options
    _require_new_profile(session)
    if options.shares is not None:
        share_verbs.require_empty(options.shares)
    app = profile.create_province(
        session.folder,
        name=options.name,
        area=options.area,
        officer=_first_officer(session),
        passphrase=session.passphrase(new=True),
        reference=compose.load_reference(),
        ports=session.ports,
        program=PROGRAM,
        shares=options.shares,
        server=desk_verbs.server_of(session),
        drill=options.drill,
    )
    with session.using(app):
        tree = {"device": app.facts.device, "recipient": app.recipient, "drill": options.drill, "profile": str(session.folder)}
        line = session.say(f"Profil provinsi dibuat di {session.folder}", f"Province created in {session.folder}")
        return Answer(tree, [line])


def create_post(session: Session) -> Answer:
    """``post create``."""
    from core.app import profile

    options = session.options
    _require_new_profile(session)
    code = _text(compose.read_file(options.kit_code_file, SMALL_FILE))
    app = profile.create_post(
        session.folder,
        kit=compose.read_file(options.kit, KIT_LIMIT),
        kit_code=code,
        officer=_first_officer(session),
        passphrase=session.passphrase(new=True),
        reference=compose.load_reference(),
        ports=session.ports,
        program=PROGRAM,
    )
    with session.using(app):
        facts = app.facts
        tree = {"device": facts.device, "post": facts.code, "drill": facts.drill, "profile": str(session.folder)}
        line = session.say(f"{facts.name} siap di {session.folder}", f"{facts.name} is ready in {session.folder}")
        return Answer(tree, [line])


def recover_profile(session: Session) -> Answer:
    """``recover``: nothing in the store is changed but for the officer who is new."""
    from core.app import recovery

    options = session.options
    shares = share_verbs.shares_in(options.share)
    app = recovery.recover(
        session.folder,
        shares,
        officer=options.officer or RECOVERER,
        passphrase=session.passphrase(new=True),
        reference=compose.load_reference(),
        ports=session.ports,
        program=PROGRAM,
    )
    with session.using(app):
        facts = app.facts
        tree = {"officer": facts.officer, "role": facts.officer_role, "post": facts.code, "profile": str(session.folder)}
        line = session.say(
            f"{facts.name} terbuka lagi; petugas baru {facts.officer} ({facts.officer_role})",
            f"{facts.name} is open again; new officer {facts.officer} ({facts.officer_role})",
        )
        return Answer(tree, [line])


def export_trust(session: Session) -> Answer:
    """``province export-trust``."""
    with session.profile() as app:
        compose.write_file(session.options.out, app.export_trust())
    return Answer({"file": str(session.options.out)}, [str(session.options.out)])


def name_guard(session: Session) -> Answer:
    """``province guard``: an institution's age recipient goes into every kit made from now on."""
    options = session.options
    with session.profile() as app:
        app.name_guard(options.institution, options.recipient)
    named = {"institution": options.institution.upper(), "recipient": options.recipient}
    return Answer(named, [f"{named['institution']}: {options.recipient or '-'}"])


def create_kit(session: Session) -> Answer:
    """``kit create``: the code is shown this once."""
    options = session.options
    mandate = "" if options.mandate is None else _text(compose.read_file(options.mandate, SMALL_FILE))
    if options.out.exists():
        raise Invalid("file.exists", file=options.out.name)
    with session.profile() as app, compose.writing_file(options.out) as sink:
        if options.regency is not None:
            kit = _kit(app, CreateRegencyKit(app.new_command(), options.regency, options.laptops))
        elif options.desk is None:
            kit = _kit(app, CreateKit(app.new_command(), options.post, options.laptops, mandate))
        else:
            kit = app.make_desk_kit(options.desk, [code for code in options.serves.split(",") if code])
        sink.write(kit.file)
    tree = {"post": kit.post, "file": str(options.out), "code": kit.code, "drill": kit.drill}
    whom = options.desk or kit.post
    lines = [
        session.say(f"Kit untuk {whom}: {options.out}", f"Kit for {whom}: {options.out}"),
        session.say(f"Kode kit, hanya ditampilkan sekali: {kit.code}", f"Kit code, shown this once: {kit.code}"),
    ]
    return Answer(tree, lines)


def list_kits(session: Session) -> Answer:
    """``kit list``."""
    with session.profile() as app:
        rows = app.ask(queries.Kits())
    lines = [f"{row.made_at}  {row.desk or row.post:10}  {row.used}/{row.laptops}  {row.made_by}" for row in rows]
    return Answer({"kits": [asdict(row) for row in rows]}, lines)


def _kit(app: Application, command: CreateKit | CreateRegencyKit) -> KitMade:
    return cast("KitMade", app.execute(command).reply)


def add_officer(session: Session) -> Answer:
    """``officer add``."""
    options = session.options
    with session.profile() as app:
        named = options.new_passphrase_file
        new = session.ask_passphrase(new=True) if named is None else session.read_passphrase(named)
        command = EnrolOfficer(app.new_command(), options.name, options.role, new)
        row = cast("OfficerRow", app.execute(command).reply)
    return Answer({"officer": row.name, "role": row.role, "post": row.post}, [f"{row.name} ({row.role})"])


def end_officer(session: Session) -> Answer:
    """``officer end``: his passphrase opens nothing any more; what he wrote before stays as good as it was.

    Of who is not trusted any more the store key is changed too: he may have copied it.
    """
    options, way = session.options, session.way()
    with session.profile(way) as app:
        row = cast("OfficerRow", app.execute(EndOfficer(app.new_command(), options.name, options.distrusted)).reply)
        away = [each for each in app.copies.away() if row.name in each.open_to]
    doubts = doubts_of(session, away)
    lines = [session.say(f"{row.name}: tugas diakhiri, kuncinya dimusnahkan", f"{row.name}: ended, his key is destroyed")]
    tree: dict[str, object] = {"officer": row.name, "role": row.role, "post": row.post, "ended_at": row.revoked}
    tree["copies"] = [f"{each.where}/{each.name}" for each in away]
    if not options.distrusted or options.keep_store_key:
        return Answer(tree, lines, DONE, doubts)
    try:
        told = store_verbs.rotate_now(session, way)
    except Refused as refusal:  # his end stands
        said = sentence(refusal, session.console.language)
        return Answer(tree | {"store_key": {"refused": refusal.code}}, [*lines, said], LOOK, doubts)
    return Answer(tree | {"store_key": asdict(told)}, [*lines, *store_verbs.lines_of(session, told)], DONE, doubts)


def _first_officer(session: Session) -> str:
    from core.app.profile import DEFAULT_OFFICER

    return session.options.officer or DEFAULT_OFFICER


def _require_new_profile(session: Session) -> None:
    """Refuse before a passphrase is asked for."""
    from core.app.profile import exists

    if exists(session.folder):
        raise Invalid("profile.exists")


def _text(data: bytes) -> str:
    return data.decode("utf-8-sig", "replace").strip()
