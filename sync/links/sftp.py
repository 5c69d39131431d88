"""SFTP (OpenSSH) as a folder: a file grows under ``NAME.part`` and takes its name when it is whole."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Coroutine, Iterable, Sequence
from typing import Final, TypeVar, cast

import asyncssh

from core.domain.errors import Invalid
from sync.links.address import Address
from sync.links.server import CHUNK, Beat, LinkBroken, unavailable

SECONDS: Final = 30
GREETING_SECONDS: Final = 10
"""A server that does not greet within this time speaks no SSH on that port."""
GROWING: Final = ".part"
WRITE: Final = 8 * 1024
"""Bytes of one request: a cut loses the one that was under way, for a server writes none that it has not whole."""
ON_THE_WAY: Final = 16
"""So many requests are sent before the first is answered, or a far server would be waited for after each of them."""
READS_AHEAD: Final = 4
_T = TypeVar("_T")
_DENIED: Final = (asyncssh.FX_PERMISSION_DENIED, asyncssh.FX_WRITE_PROTECT)
_FULL: Final = (asyncssh.FX_NO_SPACE_ON_FILESYSTEM, asyncssh.FX_QUOTA_EXCEEDED)
_GONE: Final = (asyncssh.FX_NO_CONNECTION, asyncssh.FX_CONNECTION_LOST)


class Sftp:
    """A folder behind OpenSSH; the host's key must be the one that the address names."""

    grows = True

    def __init__(self, address: Address) -> None:
        self._address = address
        self._folder = address.folder or "."
        self._runner = asyncio.Runner()
        self._connection: asyncssh.SSHClientConnection | None = None
        self._client: asyncssh.SFTPClient | None = None
        self._farewell: asyncio.Task[None] | None = None

    def connect(self) -> None:
        """Connect and open the subsystem."""
        self._let_go()
        self._drive(self._connect())

    def close(self) -> None:
        """End the connection and its loop."""
        self._let_go()
        self._runner.close()

    def prepare(self) -> dict[str, int]:
        """Make every step of the path that is missing, and list what lies at its end; all of it asked in two breaths."""
        return self._run(self._prepare())

    def sizes(self) -> dict[str, int]:
        """Sizes of plain files."""
        return self._run(self._sizes())

    def size(self, name: str) -> int:
        """One stat."""
        return self._run(self._size(self._path(name)))

    def put(self, name: str, data: bytes, beat: Beat) -> None:
        """Continue ``NAME.part`` from where it ends, sync it where the server can, and give it its name."""
        self._run(self._put(name, data, beat), seconds=None)

    def get(self, name: str, limit: int, beat: Beat) -> bytes:
        """Read a file from its beginning."""
        return self._run(self._get(name, limit, beat), seconds=None)

    def remove(self, name: str) -> None:
        """Remove a file."""
        self._run(self._remove(name))

    @property
    def _sftp(self) -> asyncssh.SFTPClient:
        return cast("asyncssh.SFTPClient", self._client)

    def _let_go(self) -> None:
        if self._connection is not None:
            self._connection.abort()
        self._connection = self._client = None

    async def _connect(self) -> None:
        address = self._address
        if not address.host_key:
            raise unavailable("link.host_unknown", key=await host_key_of(address))
        hosts = f"[{address.host}]:{address.port} {address.host_key}\n{address.host} {address.host_key}\n"
        keys = [asyncssh.import_private_key(address.key)] if address.key else None
        methods = ("publickey", "password") if keys else ("password", "keyboard-interactive")
        # Nothing is asked that need not be: each question costs a far link a third of a second.
        self._connection = await asyncssh.connect(
            address.host,
            address.port,
            known_hosts=asyncssh.import_known_hosts(hosts),
            server_host_key_algs=_algorithms(address.host_key),
            username=address.user or (),
            password=address.password or None,
            client_keys=keys,
            preferred_auth=methods,
            client_factory=lambda: _Straight(methods),
            compression_algs=("none",),
            agent_path=None,
            config=None,
            connect_timeout=SECONDS,
            login_timeout=GREETING_SECONDS,
            keepalive_interval=SECONDS // 2,
        )
        self._client = await self._connection.start_sftp_client()

    async def _prepare(self) -> dict[str, int]:
        steps = self._folder.split("/")
        paths = ["/".join(steps[: count + 1]) for count in range(len(steps)) if steps[count]]
        # Carried out in their order, so that the next may rely on the one before; most are there, which is no fault.
        making = [asyncio.create_task(self._sftp.mkdir(path)) for path in paths]
        try:
            return await self._sizes()
        finally:
            told = await asyncio.gather(*making, return_exceptions=True)
            for error in told:
                if isinstance(error, asyncssh.SFTPConnectionLost | asyncssh.SFTPNoConnection):
                    raise error

    async def _sizes(self) -> dict[str, int]:
        # asyncssh's own listing asks one thing at a time and waits for the farewell; a far link would wait four times.
        handler = self._sftp._handler
        try:
            folder = await handler.opendir(self._sftp.compose_path(self._folder))
        except asyncssh.SFTPNoSuchFile:
            return {}
        found: list[asyncssh.SFTPName] = []
        at_end = False
        while not at_end:
            answers = await asyncio.gather(*(handler.readdir(folder) for _ in range(2)), return_exceptions=True)
            for answer in answers:
                if isinstance(answer, asyncssh.SFTPEOFError):
                    at_end = True
                elif isinstance(answer, BaseException):
                    raise answer
                else:
                    found += answer[0]
                    at_end = at_end or answer[1]
        self._farewell = asyncio.create_task(_quietly(handler.close(folder)))
        plain = [entry for entry in found if entry.attrs.type in (None, asyncssh.FILEXFER_TYPE_REGULAR)]
        return {_name(entry.filename): int(entry.attrs.size or 0) for entry in plain}

    async def _put(self, name: str, data: bytes, beat: Beat) -> None:
        growing = self._path(name + GROWING)
        flags = asyncssh.FXF_WRITE | asyncssh.FXF_CREAT
        size, file = await asyncio.gather(self._size(growing), self._sftp.open(growing, flags, encoding=None, block_size=0))
        at = max(size, 0)
        if at > len(data):
            await file.truncate(0)
            at = 0
        try:
            await self._write(file, data, at, beat)
            await self._sync(file)
        except asyncssh.SFTPFailure:
            await self._require_room(len(data) - at)
            raise
        await asyncio.wait_for(asyncio.gather(file.close(), self._sftp.posix_rename(growing, self._path(name))), SECONDS)

    @staticmethod
    async def _write(file: asyncssh.SFTPClientFile, data: bytes, at: int, beat: Beat) -> None:
        """Requests in their order, several on the way; a server carries them out one after another, so that no hole stays."""
        waiting: deque[tuple[asyncio.Task[int], int]] = deque()
        try:
            while at < len(data) or waiting:
                while at < len(data) and len(waiting) < ON_THE_WAY:
                    piece = data[at : at + WRITE]
                    waiting.append((asyncio.create_task(file.write(piece, at)), len(piece)))
                    at += len(piece)
                first, count = waiting.popleft()
                await asyncio.wait_for(first, SECONDS)
                beat(count)
        finally:
            await _drop([task for task, _ in waiting])

    async def _require_room(self, size: int) -> None:
        """OpenSSH says "failure" of a full disk as of anything else: the disk itself is asked."""
        try:
            disk = await asyncio.wait_for(self._sftp.statvfs(self._folder), SECONDS)
        except asyncssh.SFTPError:
            return
        if int(disk.bavail) * int(disk.frsize) < size:
            raise unavailable("link.full")

    @staticmethod
    async def _sync(file: asyncssh.SFTPClientFile) -> None:
        """Ask for an fsync; a server that cannot is believed no more and no less than without."""
        try:
            await asyncio.wait_for(file.fsync(), SECONDS)
        except asyncssh.SFTPOpUnsupported:
            return

    async def _get(self, name: str, limit: int, beat: Beat) -> bytes:
        found, at = bytearray(), 0
        waiting: deque[asyncio.Task[bytes]] = deque()
        async with self._sftp.open(self._path(name), "rb", block_size=0) as file:
            try:
                while len(found) <= limit:
                    while len(waiting) < READS_AHEAD:
                        waiting.append(asyncio.create_task(file.read(CHUNK, at)))
                        at += CHUNK
                    piece = await asyncio.wait_for(waiting.popleft(), SECONDS)
                    found += piece
                    beat(len(piece))
                    if len(piece) < CHUNK:
                        break
            finally:
                await _drop(waiting)
        return bytes(found[: limit + 1])

    async def _size(self, path: str) -> int:
        try:
            return int((await self._sftp.stat(path)).size or 0)
        except asyncssh.SFTPNoSuchFile:
            return -1

    async def _remove(self, name: str) -> None:
        try:
            await self._sftp.remove(self._path(name))
        except asyncssh.SFTPNoSuchFile:
            return

    def _path(self, name: str) -> str:
        return f"{self._folder}/{name}"

    def _run(self, work: Coroutine[object, object, _T], seconds: float | None = 2 * SECONDS) -> _T:
        if self._client is None:
            try:
                self.connect()
            except BaseException:
                work.close()
                raise
        return self._drive(work, seconds)

    def _drive(self, work: Coroutine[object, object, _T], seconds: float | None = 2 * SECONDS) -> _T:
        try:
            return self._runner.run(asyncio.wait_for(work, seconds))
        except asyncssh.HostKeyNotVerifiable:
            raise unavailable("link.host_changed") from None
        except (asyncssh.PermissionDenied, asyncssh.KeyImportError, asyncssh.KeyEncryptionError):
            raise unavailable("link.denied") from None
        except asyncssh.SFTPError as error:
            raise _refusal(error) from None
        except (asyncssh.Error, OSError, TimeoutError) as error:
            raise LinkBroken(type(error).__name__) from None


def _refusal(error: asyncssh.SFTPError) -> Exception:
    if error.code in _DENIED:
        return unavailable("link.denied")
    if error.code in _FULL:
        return unavailable("link.full")
    if error.code in _GONE:
        return LinkBroken("connection lost")
    return unavailable("link.refused", status=error.code)


class _Straight(asyncssh.SSHClient):
    """Begins with what the address opens the server with, instead of asking first what may be tried."""

    def __init__(self, methods: Sequence[str]) -> None:
        self._methods = methods

    def connection_made(self, conn: asyncssh.SSHClientConnection) -> None:
        """Before anything was said."""
        conn._auth_methods = [method.encode("ascii") for method in self._methods]


async def _quietly(work: Awaitable[None]) -> None:
    with contextlib.suppress(asyncssh.Error):
        await work


def _name(raw: bytes | str) -> str:
    return raw if isinstance(raw, str) else raw.decode("utf-8", "replace")


async def _drop(tasks: Iterable[asyncio.Task[_T]]) -> None:
    """Wait for nothing of these any more."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _algorithms(line: str) -> list[str]:
    """How a host may sign that has the key of this line."""
    kind = line.split(" ", 1)[0]
    return ["rsa-sha2-512", "rsa-sha2-256"] if kind == "ssh-rsa" else [kind]


async def host_key_of(address: Address) -> str:
    """The key that the host shows now, as an OpenSSH line, to be compared by a person before it is believed."""
    shown = asyncssh.get_server_host_key(address.host, address.port, config=None)
    key = await asyncio.wait_for(shown, GREETING_SECONDS)
    if key is None:
        raise LinkBroken("no host key")
    return key.export_public_key("openssh").decode("ascii").strip()


def fingerprint(line: str) -> str:
    """SHA-256 fingerprint of a public key line, as ``ssh-keygen -l`` shows it; raises ``Invalid('link.host_key')``."""
    try:
        return asyncssh.import_public_key(line).get_fingerprint("sha256")
    except asyncssh.KeyImportError:
        raise Invalid("link.host_key") from None
