"""What an S3 store answers, in our words: what trying again would mend, what is missing, what is refused."""

from __future__ import annotations

import ssl

import pytest
import urllib3
from minio.error import S3Error

from core.domain.errors import Unavailable
from sync.links import s3
from sync.links.address import read_address
from sync.links.server import LinkBroken


def told(error: BaseException) -> tuple[str, dict[str, object]]:
    """How an exception of the client comes out."""
    try:
        with s3._translated():
            raise error
    except Unavailable as refusal:
        return refusal.code, dict(refusal.details)
    except LinkBroken as broken:
        return "broken", {"": str(broken)}


def answer(code: str) -> BaseException:
    return S3Error(None, code, "words", "resource", "request", "host")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("codes", "found"),
    [(s3._DENIED, "link.denied"), (s3._FULL, "link.full"), (s3._MISSING, "link.not_found"), (("Other",), "link.refused")],
)
def test_answers_that_trying_again_does_not_mend(codes: tuple[str, ...], found: str) -> None:
    for code in codes:
        details = {"status": code} if found in ("link.not_found", "link.refused") else {}
        assert told(answer(code)) == (found, details)


@pytest.mark.parametrize("code", s3._WEATHER)
def test_a_store_that_is_busy_is_asked_again(code: str) -> None:
    assert told(answer(code)) == ("broken", {"": code})


def test_lines_that_break_and_certificates_that_do_not_hold() -> None:
    assert told(urllib3.exceptions.HTTPError()) == ("broken", {"": "HTTPError"})
    assert told(OSError()) == ("broken", {"": "OSError"})
    assert told(urllib3.exceptions.SSLError()) == ("link.certificate", {})
    caused = OSError()
    caused.__cause__ = ssl.SSLError()
    assert told(caused) == ("link.certificate", {})
    with pytest.raises(KeyError):
        told(KeyError())
    with s3._translated():
        pass


def test_bytes_are_told_as_they_go() -> None:
    moved: list[int] = []
    stream = s3._Told(b"abcdefg", moved.append)
    assert [stream.read(3), stream.read(3), stream.read(3), stream.read(3)] == [b"abc", b"def", b"g", b""]
    assert moved == [3, 3, 1, 0]
    assert s3._Told(b"abc", moved.append).read() == b"abc"


@pytest.mark.parametrize(
    ("address", "bucket", "prefix"),
    [("s3://h/bucket", "bucket", ""), ("s3://h/bucket/a/b/", "bucket", "a/b/")],
)
def test_the_first_step_of_the_path_is_the_bucket(address: str, bucket: str, prefix: str) -> None:
    store = s3.S3(read_address(address))
    assert (store._bucket, store._prefix) == (bucket, prefix)
