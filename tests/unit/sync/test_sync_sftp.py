"""SFTP without a server: what is asked of the client in which order, what its answers mean, and what is let go."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

import asyncssh
import pytest

from core.domain.errors import Invalid, Refused, Unavailable
from sync.links import sftp
from sync.links.address import Address
from sync.links.server import CHUNK, LinkBroken
from sync.links.sftp import ON_THE_WAY, READS_AHEAD, WRITE, Sftp

HOST_KEY = asyncssh.generate_private_key("ssh-ed25519")
LINE = HOST_KEY.export_public_key("openssh").decode("ascii").strip()
ADDRESS = Address("sftp", "kantor", 2222, "/pos/DATA", user="pos", password="sandi", host_key=LINE)
NAME = "a.bin"


@dataclass
class File:
    """An open file of the far disk."""

    disk: Disk
    path: str
    closed: bool = False

    async def __aenter__(self) -> File:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def write(self, piece: bytes, at: int) -> None:
        self.disk.under_way += 1
        self.disk.most_under_way = max(self.disk.most_under_way, self.disk.under_way)
        try:
            await self.disk.gate(at)
        finally:
            self.disk.under_way -= 1
        held = self.disk.files[self.path]
        assert at <= len(held), "no hole"
        self.disk.files[self.path] = held[:at] + piece + held[at + len(piece) :]
        self.disk.written.append((at, len(piece)))

    async def read(self, size: int, at: int) -> bytes:
        self.disk.under_way += 1
        self.disk.most_under_way = max(self.disk.most_under_way, self.disk.under_way)
        try:
            await self.disk.gate(at)
        finally:
            self.disk.under_way -= 1
        return self.disk.files[self.path][at : at + size]

    async def truncate(self, size: int) -> None:
        self.disk.files[self.path] = self.disk.files[self.path][:size]
        self.disk.did.append(f"truncate {size}")

    async def fsync(self) -> None:
        self.disk.did.append("fsync")
        if self.disk.no_sync:
            raise asyncssh.SFTPOpUnsupported("")

    async def close(self) -> None:
        self.disk.did.append("close")
        self.closed = True


@dataclass
class Disk:
    """The far disk, and asyncssh's client for it: as much of both as the driver uses."""

    files: dict[str, bytes] = field(default_factory=dict)
    folders: set[str] = field(default_factory=lambda: {"", "/pos"})
    listing: list[tuple[list[Any], bool] | BaseException] = field(default_factory=list)
    did: list[str] = field(default_factory=list)
    written: list[tuple[int, int]] = field(default_factory=list)
    free: int = 10**6
    no_sync: bool = False
    under_way: int = 0
    most_under_way: int = 0
    making: BaseException | None = None
    ended: list[int] = field(default_factory=list)
    fails: Callable[[int], BaseException | None] = lambda _at: None
    waits: Callable[[int], Awaitable[None]] | None = None

    @property
    def _handler(self) -> Disk:
        return self

    async def gate(self, at: int) -> None:
        """What befalls a request at a place."""
        try:
            await (asyncio.sleep(0) if self.waits is None else self.waits(at))
        except asyncio.CancelledError:
            self.ended.append(at)
            raise
        if (error := self.fails(at)) is not None:
            raise error

    async def mkdir(self, path: str) -> None:
        self.did.append(f"mkdir {path}")
        if self.making is not None:
            raise self.making
        if path in self.folders:
            raise asyncssh.SFTPFailure("there")
        self.folders.add(path)

    def compose_path(self, path: str) -> bytes:
        return path.encode()

    async def opendir(self, path: bytes) -> bytes:
        if path.decode() not in self.folders:
            raise asyncssh.SFTPNoSuchFile("")
        self.did.append("opendir")
        return b"handle"

    async def readdir(self, handle: bytes) -> tuple[list[Any], bool]:
        assert handle == b"handle"
        told = self.listing.pop(0) if self.listing else asyncssh.SFTPEOFError("")
        if isinstance(told, BaseException):
            raise told
        return told

    async def close(self, handle: bytes) -> None:
        assert handle == b"handle"
        self.did.append("closedir")

    async def stat(self, path: str) -> Any:
        if path not in self.files:
            raise asyncssh.SFTPNoSuchFile("")
        return SimpleNamespace(size=len(self.files[path]) or None)

    async def _opened(self, path: str, flags: int | str, encoding: object) -> File:
        if flags == "rb":
            if path not in self.files:
                raise asyncssh.SFTPNoSuchFile("")
        else:
            assert (flags, encoding) == (asyncssh.FXF_WRITE | asyncssh.FXF_CREAT, None), "nothing is cut off by opening"
            await asyncio.sleep(0)
            self.files.setdefault(path, b"")
        return File(self, path)

    def open(self, path: str, flags: int | str, encoding: object = "utf-8", block_size: int = -1) -> Any:
        assert block_size == 0, "the library is not to cut requests once more"
        return File(self, path) if flags == "rb" and path in self.files else self._opened(path, flags, encoding)

    async def posix_rename(self, old: str, new: str) -> None:
        self.did.append("rename")
        self.files[new] = self.files.pop(old)

    async def remove(self, path: str) -> None:
        if path not in self.files:
            raise asyncssh.SFTPNoSuchFile("")
        del self.files[path]

    async def statvfs(self, path: str) -> Any:
        assert path == "/pos/DATA"
        if self.free < 0:
            raise asyncssh.SFTPOpUnsupported("")
        return SimpleNamespace(bavail=self.free // 8, frsize=8, bfree=10**9, bsize=10**9)


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def server(disk: Disk) -> Iterator[Sftp]:
    """The driver, connected."""
    made = Sftp(ADDRESS)
    made._client = disk  # type: ignore[assignment]
    yield made
    made.close()


def told(work: Callable[..., object], *given: Any) -> tuple[str, dict[str, object]]:
    try:
        work(*given)
    except Refused as refusal:
        return refusal.code, dict(refusal.details)
    except LinkBroken as broken:
        return "broken", {"": str(broken)}
    return "", {}


def entry(name: bytes | str, size: int | None, kind: int | None = asyncssh.FILEXFER_TYPE_REGULAR) -> Any:
    return SimpleNamespace(filename=name, attrs=SimpleNamespace(size=size, type=kind))


# --- putting


def test_a_file_grows_under_another_name_and_is_named_when_it_is_whole(server: Sftp, disk: Disk) -> None:
    moved = list[int]()
    data = random.Random(1).randbytes(3 * WRITE + 5)
    server.put(NAME, data, moved.append)
    assert disk.files == {"/pos/DATA/a.bin": data} and moved == [WRITE, WRITE, WRITE, 5]
    assert disk.written == [(0, WRITE), (WRITE, WRITE), (2 * WRITE, WRITE), (3 * WRITE, 5)]
    assert disk.did[0] == "fsync" and sorted(disk.did[1:]) == ["close", "rename"]
    assert (server.size(NAME), server.size("b.bin")) == (len(data), -1)
    assert WRITE == 8192 and CHUNK == 32768 and server.grows is True


@pytest.mark.parametrize(("held", "cut", "rest"), [(WRITE, False, [5]), (WRITE + 5, False, []), (WRITE + 6, True, [WRITE, 5])])
def test_what_lies_there_is_not_sent_again_unless_it_cannot_be_ours(
    server: Sftp, disk: Disk, held: int, cut: bool, rest: list[int]
) -> None:
    moved = list[int]()
    data = random.Random(1).randbytes(WRITE + 5)
    disk.files["/pos/DATA/a.bin.part"] = (data + b"x")[:held]
    disk.no_sync = True
    server.put(NAME, data, moved.append)
    assert disk.files == {"/pos/DATA/a.bin": data} and moved == rest
    assert ("truncate 0" in disk.did) is cut


def test_so_many_requests_are_on_the_way_and_no_more(server: Sftp, disk: Disk) -> None:
    server.put(NAME, bytes(WRITE * 3 * ON_THE_WAY), lambda _: None)
    assert disk.most_under_way == ON_THE_WAY == 16
    disk.most_under_way = 0
    server.get(NAME, 10**9, lambda _: None)
    assert disk.most_under_way == READS_AHEAD == 4


@pytest.mark.parametrize(("free", "code"), [(WRITE - 1 - 3, "link.full"), (WRITE, "link.refused"), (-1, "link.refused")])
def test_a_failure_is_a_full_disk_where_the_rest_has_no_room(server: Sftp, disk: Disk, free: int, code: str) -> None:
    disk.files["/pos/DATA/a.bin.part"] = bytes(WRITE)
    disk.free = free
    disk.fails = lambda _at: asyncssh.SFTPFailure("")
    found, details = told(server.put, NAME, bytes(WRITE * 2), lambda _: None)
    assert found == code and details == ({} if code == "link.full" else {"status": asyncssh.FX_FAILURE})
    assert "/pos/DATA/a.bin" not in disk.files


def test_after_a_cut_nothing_goes_on_by_itself(server: Sftp, disk: Disk) -> None:
    async def waits(at: int) -> None:
        if at:
            await asyncio.Event().wait()

    disk.waits = waits
    disk.fails = lambda _at: asyncssh.SFTPConnectionLost("")
    assert told(server.put, NAME, bytes(4 * WRITE), lambda _: None) == ("broken", {"": "connection lost"})
    assert disk.ended == [WRITE, 2 * WRITE, 3 * WRITE] and disk.under_way == 0
    disk.files["/pos/DATA/a.bin"] = bytes(9 * CHUNK)
    disk.ended.clear()
    assert told(server.get, NAME, 10**9, lambda _: None) == ("broken", {"": "connection lost"})
    assert disk.ended == [CHUNK, 2 * CHUNK, 3 * CHUNK] and disk.under_way == 0


def test_a_beat_may_stop_a_sending_and_a_fetching(server: Sftp, disk: Disk) -> None:
    def stop(_count: int) -> None:
        raise Unavailable("stop")

    assert told(server.put, NAME, bytes(4 * WRITE), stop) == ("stop", {}) and disk.under_way == 0
    disk.files["/pos/DATA/a.bin"] = bytes(9 * CHUNK)
    assert told(server.get, NAME, 10**9, stop) == ("stop", {}) and disk.under_way == 0


# --- fetching, listing, removing


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 6 * CHUNK, 6 * CHUNK + 7])
def test_a_file_is_fetched_whole_and_no_further_than_asked(server: Sftp, disk: Disk, size: int) -> None:
    moved = list[int]()
    data = disk.files["/pos/DATA/a.bin"] = random.Random(2).randbytes(size)
    assert server.get(NAME, size, moved.append) == data
    assert sum(moved) == size and moved[:-1] == [CHUNK] * (len(moved) - 1)
    for limit in (0, size // 2, max(size - 1, 0)):
        assert server.get(NAME, limit, lambda _: None) == data[: limit + 1]
    moved.clear()
    server.get(NAME, CHUNK - 1, moved.append)
    assert moved in ([size], [CHUNK]), "what is not asked for is not waited for"


def test_a_listing_in_pages_tells_plain_files(server: Sftp, disk: Disk) -> None:
    disk.folders.add("/pos/DATA")
    pages = [
        [entry(b"a.bin", 5), entry("b.bin", None)],
        [entry(b"\xff.bin", 7, None)],
        [entry(b"dir", 9, asyncssh.FILEXFER_TYPE_DIRECTORY)],
        [entry(b"c.bin", 1)],
    ]
    disk.listing = [(page, False) for page in pages]
    assert server.sizes() == {"a.bin": 5, "b.bin": 0, "�.bin": 7, "c.bin": 1}
    server._runner.run(asyncio.sleep(0))
    assert disk.did == ["opendir", "closedir"], "the farewell is not waited for, but said"
    disk.listing = [([entry(b"a.bin", 5)], True), asyncssh.SFTPEOFError(""), ([entry(b"late", 1)], False)]
    assert server.sizes() == {"a.bin": 5} and len(disk.listing) == 1, "after the last page none is asked for"
    disk.listing = [asyncssh.SFTPPermissionDenied("")]
    assert told(server.sizes) == ("link.denied", {})
    assert server._farewell is not None


def test_a_folder_that_is_missing_is_empty(server: Sftp, disk: Disk) -> None:
    assert server.sizes() == {} and disk.did == []


def test_every_step_of_the_path_is_made(server: Sftp, disk: Disk) -> None:
    assert server.prepare() == {}
    assert disk.did == ["mkdir /pos", "mkdir /pos/DATA"] and "/pos/DATA" in disk.folders
    disk.listing = [([entry(b"a.bin", 5)], True)]
    assert server.prepare() == {"a.bin": 5}, "what is there already is no fault"
    disk.making = asyncssh.SFTPPermissionDenied("")
    assert server.prepare() == {}, "what cannot be made may be there"
    for lost in (asyncssh.SFTPConnectionLost, asyncssh.SFTPNoConnection):
        disk.making = lost("")
        assert told(server.prepare) == ("broken", {"": "connection lost"})


def test_a_folder_without_a_slash_lies_at_home(disk: Disk) -> None:
    home = Sftp(replace(ADDRESS, folder=""))
    home._client = disk  # type: ignore[assignment]
    assert home._path("x") == "./x"
    home.close()


def test_what_is_gone_is_removed(server: Sftp, disk: Disk) -> None:
    disk.files["/pos/DATA/a.bin"] = b"x"
    server.remove(NAME)
    server.remove(NAME)
    assert disk.files == {}


# --- what an answer means


@pytest.mark.parametrize(
    ("code", "found"),
    [
        (asyncssh.FX_PERMISSION_DENIED, ("link.denied", {})),
        (asyncssh.FX_WRITE_PROTECT, ("link.denied", {})),
        (asyncssh.FX_NO_SPACE_ON_FILESYSTEM, ("link.full", {})),
        (asyncssh.FX_QUOTA_EXCEEDED, ("link.full", {})),
        (asyncssh.FX_NO_CONNECTION, ("broken", {"": "connection lost"})),
        (asyncssh.FX_CONNECTION_LOST, ("broken", {"": "connection lost"})),
        (asyncssh.FX_FAILURE, ("link.refused", {"status": asyncssh.FX_FAILURE})),
        (asyncssh.FX_NO_SUCH_FILE, ("link.refused", {"status": asyncssh.FX_NO_SUCH_FILE})),
    ],
)
def test_what_the_far_disk_says_in_our_words(server: Sftp, code: int, found: tuple[str, dict[str, object]]) -> None:
    async def fail() -> None:
        raise asyncssh.SFTPError(code, "")

    assert told(lambda: server._run(fail())) == found


@pytest.mark.parametrize(
    ("error", "found"),
    [
        (asyncssh.HostKeyNotVerifiable(""), ("link.host_changed", {})),
        (asyncssh.PermissionDenied(""), ("link.denied", {})),
        (asyncssh.KeyImportError(""), ("link.denied", {})),
        (asyncssh.KeyEncryptionError(""), ("link.denied", {})),
        (asyncssh.ConnectionLost(""), ("broken", {"": "ConnectionLost"})),
        (OSError(), ("broken", {"": "OSError"})),
        (TimeoutError(), ("broken", {"": "TimeoutError"})),
    ],
)
def test_what_the_line_says_in_our_words(server: Sftp, error: BaseException, found: tuple[str, dict[str, object]]) -> None:
    async def fail() -> None:
        raise error

    assert told(lambda: server._run(fail())) == found


def test_a_call_that_is_not_answered_ends(server: Sftp) -> None:
    async def never() -> None:
        await asyncio.Event().wait()

    assert told(lambda: server._run(never(), seconds=0)) == ("broken", {"": "TimeoutError"})


# --- connecting


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, disk: Disk) -> list[tuple[tuple[Any, ...], dict[str, Any]]]:
    """What the library is asked to connect with."""
    heard: list[tuple[tuple[Any, ...], dict[str, Any]]] = []

    async def connect(*given: Any, **options: Any) -> Any:
        heard.append((given, options))
        return Connection(disk)

    monkeypatch.setattr(asyncssh, "connect", connect)
    return heard


class Connection:
    """A connection; what is let go is aborted."""

    def __init__(self, disk: Disk) -> None:
        self.disk, self.aborted = disk, 0

    async def start_sftp_client(self) -> Disk:
        return self.disk

    def abort(self) -> None:
        self.aborted += 1


def test_a_server_is_opened_with_what_the_address_says(asked: list[Any], disk: Disk) -> None:
    server = Sftp(ADDRESS)
    assert server.sizes() == {}, "the first call connects"
    ((host, port), options) = asked[0]
    assert (host, port) == ("kantor", 2222)
    assert options.pop("known_hosts").match("kantor", "", 2222)[0] == [HOST_KEY.convert_to_public()]
    straight = options.pop("client_factory")()
    connection = SimpleNamespace()
    straight.connection_made(connection)
    assert connection._auth_methods == [b"password", b"keyboard-interactive"]
    assert options == {
        "server_host_key_algs": ["ssh-ed25519"],
        "username": "pos",
        "password": "sandi",
        "client_keys": None,
        "preferred_auth": ("password", "keyboard-interactive"),
        "compression_algs": ("none",),
        "agent_path": None,
        "config": None,
        "connect_timeout": 30,
        "login_timeout": 10,
        "keepalive_interval": 15,
    }
    first: Any = server._connection
    server.connect()
    assert first.aborted == 1 and len(asked) == 2, "what was open before is let go"
    second: Any = server._connection
    server.close()
    assert second.aborted == 1 and server._connection is None and server._client is None
    with pytest.raises(RuntimeError, match="closed"):
        server._runner.get_loop()


def test_a_key_opens_before_a_password(asked: list[Any]) -> None:
    key = asyncssh.generate_private_key("ssh-ed25519")
    server = Sftp(replace(ADDRESS, user="", password="", key=key.export_private_key().decode()))
    server.connect()
    _, options = asked[0]
    assert options["username"] == () and options["password"] is None and options["client_keys"] == [key]
    assert options["preferred_auth"] == ("publickey", "password")
    server.close()


def test_a_host_that_nobody_has_compared_is_not_spoken_to(monkeypatch: pytest.MonkeyPatch, asked: list[Any]) -> None:
    shown: list[Any] = [HOST_KEY.convert_to_public(), None]

    async def get(host: str, port: int, config: object = ()) -> Any:
        assert (host, port, config) == ("kantor", 2222, None)
        return shown.pop(0)

    monkeypatch.setattr(asyncssh, "get_server_host_key", get)
    server = Sftp(replace(ADDRESS, host_key=""))
    assert told(server.connect) == ("link.host_unknown", {"key": LINE})
    with pytest.raises(LinkBroken, match=r"^no host key$"):
        server.connect()
    assert not asked
    server.close()


def test_a_call_that_cannot_connect_leaves_nothing_half_begun(asked: list[Any]) -> None:
    server = Sftp(replace(ADDRESS, key="no key"))
    assert told(server.size, NAME) == ("link.denied", {}) and not asked
    server.close()


def test_a_host_signs_as_its_key_says() -> None:
    assert sftp._algorithms("ssh-rsa AAAA x") == ["rsa-sha2-512", "rsa-sha2-256"]
    assert sftp._algorithms("ecdsa-sha2-nistp256 AAAA") == ["ecdsa-sha2-nistp256"]
    assert sftp.fingerprint(LINE) == HOST_KEY.get_fingerprint("sha256") and sftp.fingerprint(LINE).startswith("SHA256:")
    with pytest.raises(Invalid) as caught:
        sftp.fingerprint("no key")
    assert caught.value.code == "link.host_key"


def test_a_farewell_that_is_not_heard_is_no_fault() -> None:
    async def lost() -> None:
        raise asyncssh.ConnectionLost("")

    asyncio.run(sftp._quietly(lost()))
