"""S3 as a dumb folder: the first step of the path is the bucket, the rest a prefix."""

from __future__ import annotations

import ssl
from typing import BinaryIO, Final, cast

import urllib3
from minio import Minio
from minio.error import InvalidResponseError, MinioException, S3Error, ServerError

from core.domain.errors import Unavailable
from sync.links.address import Address
from sync.links.server import CHUNK, Beat, LinkBroken, unavailable

TIMEOUT: Final = urllib3.Timeout(connect=15.0, read=30.0)
_DENIED: Final = ("AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch")
_FULL: Final = ("QuotaExceeded", "XMinioStorageFull", "EntityTooLarge")
_MISSING: Final = ("NoSuchKey", "NoSuchBucket")
_WEATHER: Final = ("SlowDown", "InternalError", "ServiceUnavailable", "RequestTimeout")


class S3:
    """A prefix in a bucket; objects appear whole or not at all."""

    grows = False

    def __init__(self, address: Address) -> None:
        self._address = address
        bucket, _, prefix = address.folder.strip("/").partition("/")
        self._bucket, self._prefix = bucket, f"{prefix}/" if prefix else ""
        self._pool: urllib3.PoolManager | None = None
        self._client: Minio | None = None

    def connect(self) -> None:
        """Make a client; requests connect by themselves."""
        self.close()
        address = self._address
        context = ssl.create_default_context(cadata=address.ca) if address.ca else ssl.create_default_context()
        # No retries below us: what is tried again, and when, the link decides alone.
        self._pool = urllib3.PoolManager(timeout=TIMEOUT, retries=False, ssl_context=context, maxsize=2)
        host = f"[{address.host}]" if ":" in address.host else address.host
        self._client = Minio(
            f"{host}:{address.port}",
            access_key=address.user or None,
            secret_key=address.password or None,
            secure=address.secure,
            region="us-east-1",
            http_client=self._pool,
        )

    def close(self) -> None:
        """Let the connections go."""
        if self._pool is not None:
            self._pool.clear()
        self._pool = self._client = None

    def prepare(self) -> dict[str, int]:
        """A listing: a bucket is made by who runs the server."""
        return self.sizes()

    def sizes(self) -> dict[str, int]:
        """One listing of the prefix."""
        with _translated():
            found = self._open().list_objects(self._bucket, prefix=self._prefix)
            return {str(each.object_name).removeprefix(self._prefix): int(each.size or 0) for each in found if not each.is_dir}

    def size(self, name: str) -> int:
        """HEAD."""
        try:
            with _translated():
                return int(self._open().stat_object(self._bucket, self._prefix + name).size or 0)
        except Unavailable as refusal:
            if refusal.code == "link.not_found":
                return -1
            raise

    def put(self, name: str, data: bytes, beat: Beat) -> None:
        """One PUT; parts are made above."""
        with _translated():
            self._open().put_object(self._bucket, self._prefix + name, cast("BinaryIO", _Told(data, beat)), len(data))

    def get(self, name: str, limit: int, beat: Beat) -> bytes:
        """One GET of a range."""
        found = bytearray()
        with _translated():
            answer = self._open().get_object(self._bucket, self._prefix + name, offset=0, length=limit + 1)
            try:
                for chunk in answer.stream(CHUNK):
                    found += chunk
                    beat(len(chunk))
            finally:
                answer.close()
                answer.release_conn()
        return bytes(found[: limit + 1])

    def remove(self, name: str) -> None:
        """DELETE."""
        with _translated():
            self._open().remove_object(self._bucket, self._prefix + name)

    def _open(self) -> Minio:
        if self._client is None:
            self.connect()
        return cast("Minio", self._client)


class _Told:
    """Bytes as the stream that the client reads, told as they go."""

    def __init__(self, data: bytes, beat: Beat) -> None:
        self._data, self._at, self._beat = data, 0, beat

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        end = len(self._data) if size < 0 else self._at + size
        chunk = self._data[self._at : end]
        self._at += len(chunk)
        self._beat(len(chunk))
        return chunk


class _translated:
    """The client's exceptions as ours."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, at: object) -> None:
        if isinstance(error, S3Error):
            raise _refusal(str(error.code)) from None
        if isinstance(error, urllib3.exceptions.SSLError) or isinstance(error.__cause__ if error else None, ssl.SSLError):
            raise unavailable("link.certificate") from None
        if isinstance(error, ServerError | InvalidResponseError | MinioException | urllib3.exceptions.HTTPError | OSError):
            raise LinkBroken(type(error).__name__) from None


def _refusal(code: str) -> Unavailable | LinkBroken:
    if code in _DENIED:
        return unavailable("link.denied")
    if code in _FULL:
        return unavailable("link.full")
    if code in _WEATHER:
        return LinkBroken(code)
    return unavailable("link.not_found" if code in _MISSING else "link.refused", status=code)
