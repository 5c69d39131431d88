"""A link without a server: addresses, waiting, parts and whole files over a server in memory, and what WebDAV answers mean."""

from __future__ import annotations

import random
import ssl
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from core.domain.errors import Invalid, Refused, Unavailable
from sync.bundle import content_digest
from sync.cargo import Cargo
from sync.links import webdav
from sync.links.address import Address, is_address, read_address
from sync.links.known import (
    choose_cargo,
    find_link,
    forget_link,
    keep_link,
    known_links,
    links_metered,
    links_paused,
    metered_cargo,
    pause_links,
    treat_metered,
)
from sync.links.link import FIRST_PART, GOOD_RUN, LARGEST, SMALLEST, TRIES, Link, Patience
from sync.links.server import CHUNK, Beat, LinkBroken
from sync.parts import Part, Pieced, in_parts, part_name, whole_objects
from tests.simulator.server import Server

NAME = "A1B2.bin"


def refused(call: Any, *given: Any) -> tuple[str, dict[str, Any]]:
    with pytest.raises(Refused) as caught:
        call(*given)
    return caught.value.code, dict(caught.value.details)


# --- addresses


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("sftp://pos@host/a/b/", Address("sftp", "host", 22, "/a/b", user="pos")),
        ("webdav://host", Address("webdav", "host", 443, "")),
        ("webdav+http://host:8080/x", Address("webdav+http", "host", 8080, "/x")),
        ("s3://key:se%2Fcret@host/bucket/p%20q", Address("s3", "host", 443, "/bucket/p q", user="key", password="se/cret")),
        ("s3+http://host/bucket", Address("s3+http", "host", 80, "/bucket")),
        ("webdav+http://host/", Address("webdav+http", "host", 80, "")),
    ],
)
def test_an_address_is_read(text: str, found: Address) -> None:
    assert read_address(text) == found


@pytest.mark.parametrize(
    "text",
    ["ftp://host/a", "sftp:///a", "sftp://host/a?b", "sftp://host/a#b", "sftp://host/../a", "sftp://host/a/%2e%2e", "s3://host",
     "s3://host/", "s3+http://host//", "sftp://host:port/a", "sftp://host:99999/a", "folder"],
)  # fmt: skip
def test_an_address_that_cannot_be_is_refused(text: str) -> None:
    assert refused(read_address, text) == ("link.address", {})


def test_an_address_shows_no_secret_and_says_whether_it_is_encrypted() -> None:
    secret = replace(read_address("s3://key:geheim@host/b"), key="PRIVATE", ca="PEM")
    assert secret.shown == "s3://host:443/b"
    assert "geheim" not in repr(secret) and "PRIVATE" not in repr(secret) and "PEM" not in repr(secret)
    assert [read_address(f"{s}://h/b").secure for s in ("sftp", "webdav", "s3", "webdav+http", "s3+http")] == [True] * 3 + [
        False
    ] * 2
    assert is_address("sftp://x") is True and is_address("/media/stick") is False


# --- what a profile knows


@dataclass
class Settings:
    """The settings of a profile, as the store keeps them: text by name."""

    kept: dict[str, str] = field(default_factory=dict)

    def get(self, name: str, otherwise: str) -> str:
        return self.kept.get(name, otherwise)

    def put(self, name: str, value: str) -> None:
        self.kept[name] = str(value)


@dataclass
class Profile:
    """What the links ask of an application."""

    settings: Settings = field(default_factory=Settings)


def test_links_are_kept_replaced_found_and_forgotten() -> None:
    app: Any = Profile()
    office = replace(read_address("sftp://pos:pw@host/a"), key="K", ca="C", host_key="H")
    keep_link(app, "kantor", office)
    keep_link(app, "awan", read_address("s3://host/b"))
    assert list(known_links(app)) == ["awan", "kantor"] and known_links(app)["kantor"] == office
    keep_link(app, "awan", read_address("s3://host/c"))
    assert find_link(app, "awan").folder == "/c"
    for name in (" ", "a://b", "a/b", "a\\b"):
        assert refused(keep_link, app, name, office) == ("link.name", {})
    assert refused(find_link, app, "lain") == ("link.unknown", {"name": "lain"})
    forget_link(app, "awan")
    assert list(known_links(app)) == ["kantor"]
    assert refused(forget_link, app, "awan") == ("link.unknown", {"name": "awan"})


def test_an_address_of_a_known_place_takes_what_opens_it() -> None:
    app: Any = Profile()
    keep_link(app, "kantor", replace(read_address("sftp://pos:pw@host/a"), key="K", ca="C", host_key="H"))
    for text in ("sftp://host/z", "sftp://pos@host/z"):
        found = find_link(app, text)
        assert (found.folder, found.user, found.password, found.key, found.ca, found.host_key) == (
            "/z",
            "pos",
            "pw",
            "K",
            "C",
            "H",
        )
    own = find_link(app, "sftp://pos:lain@host/z")
    assert (own.password, own.key) == ("lain", "K")
    for text in ("sftp://orang@host/z", "sftp://host:23/z", "webdav://host/z", "sftp://lain/z"):
        assert find_link(app, text) == read_address(text)


def test_what_the_officer_chose_about_links() -> None:
    app: Any = Profile()
    assert metered_cargo(app) == Cargo.SMALL and not links_paused(app) and not links_metered(app)
    for cargo in Cargo:
        choose_cargo(app, cargo)
        assert metered_cargo(app) == cargo
    app.settings.put("links_cargo", "none")
    assert metered_cargo(app) == Cargo.SMALL
    for choose, chosen in ((pause_links, links_paused), (treat_metered, links_metered)):
        choose(app, True)
        assert chosen(app) is True
        choose(app, False)
        assert chosen(app) is False


# --- parts


def test_parts_cover_an_object_without_a_hole() -> None:
    parts = [Part("a", 0, 10), Part("b", 5, 10), Part("c", 0, 4), Part("d", 15, 9)]
    whole = Pieced(20, parts)
    assert whole.chain() == [Part("a", 0, 10), Part("b", 5, 5), Part("d", 0, 5)] and whole.covered == 20 and whole.whole is True
    hole = Pieced(20, [Part("a", 0, 10), Part("d", 11, 9)])
    assert (hole.covered, hole.whole) == (10, False)
    assert Pieced(20).whole is False and Pieced(0).whole is True


def test_parts_are_read_out_of_a_listing() -> None:
    assert part_name(NAME, 255, 4096) == "A1B2.bin.000000ff.00001000"
    listing = {part_name(NAME, 0, 8): 5, part_name(NAME, 5, 8): 3, part_name(NAME, 0, 9): 4, part_name("C.bin", 0, 2): 0,
               "x.bin": 1, "Y.BIN": 1, "A1B2.bin.0.8": 8, part_name("D.bin", 0, 2): 1}  # fmt: skip
    found = in_parts(listing)
    assert set(found) == {NAME, "D.bin"} and (found[NAME].total, found[NAME].covered) == (8, 8)
    assert whole_objects(listing, ".bin") == {NAME, "x.bin", "Y.BIN"}


# --- a link over a server in memory


class Cut(Server):
    """Breaks at the calls that are named, by number; connecting may break as well."""

    def __init__(self, *broken: int, grows: bool = False, unreachable: int = 0) -> None:
        super().__init__(random.Random(0), grows)
        self.broken, self.calls, self.unreachable, self.connected, self.moved = set(broken), 0, unreachable, 0, 0

    def connect(self) -> None:
        self.connected += 1
        if self.unreachable:
            self.unreachable -= 1
            raise LinkBroken

    def put(self, name: str, data: bytes, beat: Beat) -> None:
        self._next()
        self.files[name] = data
        beat(len(data))

    def _next(self) -> None:
        self.calls += 1
        if self.calls in self.broken:
            raise LinkBroken


def link(server: Server, *, part: int = SMALLEST, tries: int = TRIES, beat: Any = lambda moved: None) -> tuple[Link, list[float]]:
    waited: list[float] = []
    return Link(server, "tautan", Patience(waited.append, tries), beat, part), waited


def test_patience_doubles_up_to_half_a_minute() -> None:
    waited: list[float] = []
    for failures in range(1, 8):
        Patience(waited.append).wait(failures)
    assert waited == [1, 2, 4, 8, 16, 30, 30]


def test_a_small_object_is_put_whole_and_known_by_its_digest() -> None:
    server = Cut()
    one, waited = link(server)
    assert one.present() == set() and refused(one.names) == ("medium.not_a_stick", {})
    data = bytes(SMALLEST)
    one.publish(NAME, data)
    assert server.files == {NAME: data} and waited == [] and one.free_bytes() == -1
    assert one.names() == [NAME] and (one.size(NAME), one.size("none.bin")) == (SMALLEST, -1)
    assert one.has(NAME, content_digest(data)) is True and one.has(NAME, b"x" * 32) is False
    assert one.read(NAME, SMALLEST) == data


def test_a_large_object_goes_in_parts_and_is_joined() -> None:
    server, moved = Cut(), list[int]()
    one, _ = link(server, beat=moved.append)
    data = random.Random(1).randbytes(3 * SMALLEST + 5)
    one.publish(NAME, data)
    total = len(data)
    assert sorted(server.files) == [part_name(NAME, at, total) for at in range(0, total, SMALLEST)] and sum(moved) == total
    assert one.size(NAME) == total and one.read(NAME, total) == data
    fresh, _ = link(server)
    assert fresh.names() == [NAME] and fresh.size(NAME) == total and fresh.read(NAME, total) == data
    assert fresh.has(NAME, content_digest(data)) is True
    assert fresh.read(NAME, SMALLEST) == data[: SMALLEST + 1], "no more than asked for"
    del server.files[part_name(NAME, SMALLEST, total)]
    assert link(server)[0].size(NAME) == -1


def test_a_cut_part_is_sent_again_smaller_and_what_lies_there_is_not() -> None:
    server = Cut(2, 3)
    one, waited = link(server, part=4 * SMALLEST)
    data = random.Random(2).randbytes(8 * SMALLEST)
    one.publish(NAME, data)
    assert waited == [1.0, 2.0] and one.part == SMALLEST and server.connected == 2
    assert in_parts({name: len(part) for name, part in server.files.items()})[NAME].whole
    assert server.calls == 1 + 2 + 4
    again, _ = link(server)
    again.publish(NAME, data)
    assert server.calls == 7, "nothing was sent twice"


def test_parts_grow_after_a_good_run_and_never_beyond_their_bounds() -> None:
    server = Cut()
    one, _ = link(server)
    one.publish(NAME, bytes(SMALLEST * (GOOD_RUN + 2)))
    assert one.part == SMALLEST + SMALLEST // 4
    large, _ = link(Cut(), part=LARGEST)
    large.publish(NAME, bytes(LARGEST * GOOD_RUN + 1))
    assert large.part == LARGEST
    small, _ = link(Cut(1), part=SMALLEST)
    small.publish(NAME, bytes(SMALLEST + 1))
    assert small.part == SMALLEST and FIRST_PART == 8 * SMALLEST


def test_a_link_is_given_up_after_so_many_failures() -> None:
    never = Cut(*range(1, 99))
    one, waited = link(never, tries=3)
    one._sizes = {}
    assert refused(one.publish, NAME, b"x") == ("link.broken", {}) and waited == [1.0, 2.0]
    silent = Server(random.Random(0), grows=False, cuts=2.0)
    other, waited = link(silent, tries=3)
    assert refused(other.prepare) == ("link.no_answer", {}) and len(waited) == 2
    parted, waited = link(Cut(*range(1, 99)), tries=4)
    assert refused(parted.publish, NAME, bytes(2 * SMALLEST)) == ("link.broken", {}) and len(waited) == 3
    away, waited = link(Cut(1, unreachable=99), tries=4)
    away._sizes = {}
    assert refused(away.publish, NAME, b"x") == ("link.broken", {}) and len(waited) == 3
    back, waited = link(Cut(1, unreachable=2), tries=4)
    back.publish(NAME, b"x")
    assert waited == [1.0, 2.0, 4.0]


def test_a_file_that_grows_goes_on_where_it_was_cut() -> None:
    class Slow(Cut):
        """Takes one chunk and breaks, as long as there are chunks."""

        def put(self, name: str, data: bytes, beat: Beat) -> None:
            held = self.files.get(name, b"")
            self.files[name] = data[: len(held) + SMALLEST]
            beat(SMALLEST)
            if self.files[name] != data:
                raise LinkBroken

    server = Slow(grows=True)
    one, waited = link(server, tries=2)
    data = random.Random(3).randbytes(5 * SMALLEST)
    one.publish(NAME, data)
    assert server.files[NAME] == data and waited == [1.0] * 4, "each try moved something: none was a failure"
    stuck, _ = link(Cut(*range(1, 99), grows=True), tries=2)
    stuck._sizes = {}
    assert refused(stuck.publish, NAME, data) == ("link.broken", {})


def test_a_server_that_says_yes_and_has_it_not_is_found_out() -> None:
    for size in (10, 3 * SMALLEST):
        forgetful = Server(random.Random(0), grows=False, forgets=2.0)
        one, _ = link(forgetful)
        assert refused(one.publish, NAME, bytes(size)) == ("link.not_stored", {})
        assert one.present() == set()


# --- what a WebDAV server answers


def judged(status: int) -> str:
    try:
        webdav.WebDav._judge(httpx.Response(status))
    except Unavailable as refusal:
        assert refusal.details == {"status": status}
        return refusal.code
    except LinkBroken as broken:
        assert str(broken) == f"status {status}"
        return "broken"
    return ""


def test_statuses_by_what_trying_again_would_mend() -> None:
    told = {
        status: judged(status) for status in (200, 207, 299, 300, 400, 401, 403, 404, 408, 413, 423, 425, 429, 499, 500, 507, 599)
    }
    assert told == {
        200: "", 207: "", 299: "", 300: "link.refused", 400: "link.refused", 401: "link.denied", 403: "link.denied",
        404: "link.refused", 408: "broken", 413: "link.full", 423: "broken", 425: "broken", 429: "broken", 499: "link.refused",
        500: "broken", 507: "link.full", 599: "broken",
    }  # fmt: skip


def response(href: str, size: str = "", kind: str = "") -> str:
    length = f"<getcontentlength>{size}</getcontentlength>" if size else ""
    return (
        f"<response><href>{href}</href><propstat><prop>{length}<resourcetype>{kind}</resourcetype></prop></propstat></response>"
    )


def test_a_listing_names_files_and_their_sizes() -> None:
    rows = [
        response("/dav/POSKO/", kind="<collection/>"),
        response("/dav/POSKO/a%20b.bin", "12"),
        response("http://host/dav/c.bin", "0"),
        response("/dav/folder", "5", "<collection/>"),
        response("/dav/nosize"),
        response("/dav/odd", "-1"),
        response("", "7"),
    ]
    xml = f'<multistatus xmlns="DAV:">{"".join(rows)}</multistatus>'.encode()
    assert webdav._listing(xml) == {"a b.bin": 12, "c.bin": 0}
    for broken in (b"", b"<a>", b"no xml"):
        with pytest.raises(LinkBroken, match=r"^listing$"):
            webdav._listing(broken)


def test_a_listing_opens_no_entity() -> None:
    xml = b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><multistatus xmlns="DAV:"><response><href>/&e;</href>' \
          b"<propstat><prop><getcontentlength>1</getcontentlength></prop></propstat></response></multistatus>"  # fmt: skip
    assert webdav._listing(xml) == {}


def test_a_listing_reads_nothing_beside_itself_and_has_a_bottom(tmp_path: Path) -> None:
    row, beside = response("/a.bin", "1"), tmp_path / "beside.dtd"
    beside.write_bytes(b"<!ELEMENT")  # whoever reads it stumbles
    named = f'<!DOCTYPE multistatus SYSTEM "{beside.as_uri()}"><multistatus xmlns="DAV:">{row}</multistatus>'
    assert webdav._listing(named.encode()) == {"a.bin": 1}
    deep = f'<multistatus xmlns="DAV:">{"<a>" * 300}{"</a>" * 300}{row}</multistatus>'
    with pytest.raises(LinkBroken, match=r"^listing$"):
        webdav._listing(deep.encode())


def test_a_certificate_that_does_not_hold_is_no_weather() -> None:
    weather = httpx.ConnectError("x")
    assert isinstance(webdav._broken(weather), LinkBroken) and str(webdav._broken(weather)) == "ConnectError"
    for attach in ("__cause__", "__context__"):
        outer = httpx.ConnectError("x")
        middle = OSError()
        setattr(middle, attach, ssl.SSLCertVerificationError())
        setattr(outer, attach, middle)
        told = webdav._broken(outer)
        assert isinstance(told, Unavailable) and told.code == "link.certificate"


def test_bytes_go_in_chunks_that_are_told() -> None:
    moved: list[int] = []
    data = random.Random(4).randbytes(2 * CHUNK + 1)
    chunks = list(webdav._chunks(data, moved.append))
    assert b"".join(chunks) == data and moved == [len(chunk) for chunk in chunks] == [CHUNK, CHUNK, 1]


def test_where_a_folder_lies_and_how_it_is_encrypted() -> None:
    assert webdav.WebDav(read_address("webdav://host/a b"))._base == "https://host:443/a%20b/"
    assert webdav.WebDav(read_address("webdav+http://[::1]:81/a"))._base == "http://[::1]:81/a/"
    assert webdav._tls(read_address("webdav+http://host/a")) is False
    context = webdav._tls(read_address("webdav://host/a"))
    assert isinstance(context, ssl.SSLContext) and context.verify_mode is ssl.CERT_REQUIRED and context.check_hostname
    with pytest.raises(ssl.SSLError):
        webdav._tls(replace(read_address("webdav://host/a"), ca="no certificate"))


def test_a_refusal_is_told_as_what_it_is() -> None:
    with pytest.raises(Invalid):
        read_address("none")


def test_a_path_ends_without_a_stroke_and_an_encoded_one_counts() -> None:
    assert read_address("sftp://host/a/b//").folder == "/a/b" and read_address("sftp://host/a%2Fb/").folder == "/a/b"
    assert read_address("sftp://host/XXaXX").folder == "/XXaXX" and read_address("sftp://host/a..b").folder == "/a..b"


def test_a_webdav_client_is_made_anew_and_the_one_before_let_go() -> None:
    store = webdav.WebDav(read_address("webdav+http://pos:sandi@host/a"))
    store.connect()
    first: Any = store._client
    assert first.timeout == webdav.TIMEOUT and isinstance(first.auth, httpx.BasicAuth) and first.trust_env is False
    store.connect()
    assert first.is_closed and store._client is not first
    second: Any = store._client
    store.close()
    assert second.is_closed and store._client is None
    store.close()
    bare = webdav.WebDav(read_address("webdav+http://host/a"))
    bare.connect()
    assert bare._client is not None and bare._client.auth is None
    bare.close()
