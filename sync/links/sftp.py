"""SFTP (OpenSSH) as a folder: a file grows under ``NAME.part`` and takes its name when it is whole."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Final, TypeVar, cast

import asyncssh

from core.domain.errors import Invalid
from sync.links.address import Address
from sync.links.server import CHUNK, Beat, LinkBroken, unavailable

SECONDS: Final = 30
GROWING: Final = ".part"
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

    def connect(self) -> None:
        """Connect and open the subsystem."""
        self._let_go()
        self._drive(self._connect())

    def close(self) -> None:
        """End the connection and its loop."""
        self._let_go()
        self._runner.close()

    def make_folder(self) -> None:
        """Make every step of the path that is missing."""
        self._run(self._make_folder())

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
        self._connection = await asyncssh.connect(
            address.host,
            address.port,
            known_hosts=asyncssh.import_known_hosts(hosts),
            username=address.user or (),
            password=address.password or None,
            client_keys=keys,
            agent_path=None,
            config=None,
            connect_timeout=SECONDS,
            keepalive_interval=SECONDS // 2,
        )
        self._client = await self._connection.start_sftp_client()

    async def _make_folder(self) -> None:
        await self._sftp.makedirs(self._folder, exist_ok=True)

    async def _sizes(self) -> dict[str, int]:
        try:
            entries = await self._sftp.readdir(self._folder)
        except asyncssh.SFTPNoSuchFile:
            return {}
        plain = [entry for entry in entries if entry.attrs.type in (None, asyncssh.FILEXFER_TYPE_REGULAR)]
        return {str(entry.filename): int(entry.attrs.size or 0) for entry in plain}

    async def _put(self, name: str, data: bytes, beat: Beat) -> None:
        growing = self._path(name + GROWING)
        at = max(await self._size(growing), 0)
        async with self._sftp.open(growing, "ab" if 0 < at <= len(data) else "wb") as file:
            at = at if at <= len(data) else 0
            while at < len(data):
                chunk = data[at : at + CHUNK]
                await asyncio.wait_for(file.write(chunk, at), SECONDS)
                at += len(chunk)
                beat(len(chunk))
            await self._sync(file)
        await asyncio.wait_for(self._sftp.posix_rename(growing, self._path(name)), SECONDS)

    @staticmethod
    async def _sync(file: asyncssh.SFTPClientFile) -> None:
        """Ask for an fsync; a server that cannot is believed no more and no less than without."""
        try:
            await asyncio.wait_for(file.fsync(), SECONDS)
        except asyncssh.SFTPOpUnsupported:
            return

    async def _get(self, name: str, limit: int, beat: Beat) -> bytes:
        found = bytearray()
        async with self._sftp.open(self._path(name), "rb") as file:
            while len(found) <= limit:
                chunk = cast("bytes", await asyncio.wait_for(file.read(CHUNK, len(found)), SECONDS))
                if not chunk:
                    break
                found += chunk
                beat(len(chunk))
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


async def host_key_of(address: Address) -> str:
    """The key that the host shows now, as an OpenSSH line, to be compared by a person before it is believed."""
    key = await asyncssh.get_server_host_key(address.host, address.port, config=None)
    if key is None:
        raise LinkBroken("no host key")
    return key.export_public_key("openssh").decode("ascii").strip()


def fingerprint(line: str) -> str:
    """SHA-256 fingerprint of a public key line, as ``ssh-keygen -l`` shows it; raises ``Invalid('link.host_key')``."""
    try:
        return asyncssh.import_public_key(line).get_fingerprint("sha256")
    except asyncssh.KeyImportError:
        raise Invalid("link.host_key") from None
