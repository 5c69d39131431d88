"""Golden vectors, read by the program and by a second reader that shares nothing with it."""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from core.crypto.cose import key_id, verify1
from core.crypto.signing import VerifyKey
from core.documents import qr
from core.domain.errors import Untrusted
from core.domain.identifiers import check_case_number, check_lookup_code
from core.journal import chain
from core.journal.acknowledgement import read_acknowledgement
from core.journal.entry import read_record
from sync import bundle, parity
from sync.names import is_object, is_piece
from tests.vectors import files, make, second_qr, second_reader, second_stick

VECTORS = [pytest.param(folder, vector, id=vector.name) for folder in files.FOLDERS for vector in files.committed(folder)]
LINES = (files.HERE / "values-v1.txt").read_text("ascii").splitlines()


def ours(vector: files.Vector, certificate: bytes) -> tuple[str, str]:
    """The program's verdict, and a good entry's digest."""
    try:
        match vector.unit:
            case "record":
                entry = read_record(vector.body)
                good = verify1(entry.message, VerifyKey.from_certificate(certificate)) and entry.kid == key_id(certificate)
                return ("success", entry.digest.hex()) if good else ("signature", "")
            case "segment" | "parity":
                return our_unsigned(vector)
            case "acknowledgement":
                message = read_acknowledgement(vector.body).message
                assert message is not None
                return ("success" if verify1(message, VerifyKey.from_certificate(certificate)) else "signature"), ""
            case "code":
                return our_code(vector.body.decode(), certificate)
            case "content":
                bundle.read_content(vector.body)
            case "body":
                bundle.read_content(bundle._decompress(vector.body))
            case unit:
                raise AssertionError(unit)
    except Untrusted as refusal:
        return refusal.code, ""
    return "success", ""


def our_unsigned(vector: files.Vector) -> tuple[str, str]:
    """Of a run of records, or an object with its parity."""
    if vector.unit == "parity":
        return given_back(parity.repair, vector)
    return our_segment(files.of_segment(vector.body)), ""


def said(vector: files.Vector) -> str:
    """What a good one must be found to say."""
    return next((vector.more[key] for key in ("digest", "fields", "sha256") if key in vector.more), "")


def given_back(repair: Callable[[bytes, bytes], bytes | None], vector: files.Vector) -> tuple[str, str]:
    """Whether the object comes back, and its digest."""
    spare, lies = files.of_segment(vector.body)
    mended = repair(lies, spare)
    return ("beyond", "") if mended is None else ("success", hashlib.sha256(mended).hexdigest())


def our_code(text: str, certificate: bytes) -> tuple[str, str]:
    """A code's verdict and fields."""
    code = qr.read_payload(qr.typed(text))
    if code.message.kid != key_id(certificate) or not verify1(code.message, VerifyKey.from_certificate(certificate)):
        return "signature", ""
    said, day = code.fields, int(f"{code.fields.day:%Y%m%d}")
    kind, document, digest = qr.KINDS[said.kind], said.document_id.hex(), said.content_digest.hex()
    return "success", json.dumps([kind, document, digest, said.number, said.name, day, said.office])


def our_segment(records: list[bytes]) -> str:
    """The chain's words for records that arrive in this order."""
    held: dict[int, set[bytes]] = {}
    head: chain.Head | None = None
    words = []
    for body in records:
        entry = read_record(body)
        place = entry.header.sequence
        before = entry.header.previous in held.get(place - 1, set())
        verdict = chain.judge(head, frozenset(held.get(place, set())), before, entry.header, entry.digest)
        words.append(verdict.value)
        if verdict in (chain.Verdict.ADMIT, chain.Verdict.FORK):
            held.setdefault(place, set()).add(entry.digest)
        if verdict is chain.Verdict.ADMIT:
            head = chain.Head(place, entry.digest)
    return " ".join(words)


def theirs(vector: files.Vector, certificate: bytes) -> tuple[str, str]:
    """The second reader's verdict, and a good entry's digest."""
    match vector.unit:
        case "record":
            return second_reader.record(vector.body, certificate)
        case "segment":
            return second_reader.segment(files.of_segment(vector.body)), ""
        case "acknowledgement":
            return second_reader.acknowledgement(vector.body, certificate), ""
        case "code":
            return second_qr.code(vector.body, certificate)
        case "content":
            return second_reader.content(vector.body), ""
        case "parity":
            return given_back(second_stick.repair, vector)
    raise AssertionError(vector.unit)


@pytest.mark.parametrize(("folder", "vector"), VECTORS)
def test_the_program_says_what_the_vector_expects(folder: str, vector: files.Vector) -> None:
    verdict, digest = ours(vector, files.certificate(folder))
    assert verdict == vector.expect
    assert digest == said(vector)


@pytest.mark.parametrize(("folder", "vector"), [p for p in VECTORS if p.values[1].unit != "body"])  # type: ignore[union-attr]
def test_a_second_reader_says_the_same(folder: str, vector: files.Vector) -> None:
    verdict, digest = theirs(vector, files.certificate(folder))
    assert verdict == vector.expect
    assert digest == said(vector)


@pytest.mark.parametrize("folder", files.FOLDERS)
def test_the_same_keys_make_the_same_bytes(folder: str) -> None:
    made = {vector.name: vector for vector in make.everything()[folder]}
    kept = {vector.name: vector for vector in files.committed(folder)}
    assert set(made) == set(kept)
    for name, vector in made.items():
        # A frame's bytes are the choice of the zstd library at hand; what lies inside is fixed by the content vectors.
        if vector.unit != "body":
            assert vector == kept[name], name
    assert make.signer_pem() == (files.HERE / folder / "signer.pem").read_text("ascii")


@pytest.mark.parametrize("line", LINES)
def test_values_by_both(line: str) -> None:
    *inputs, result = line.split()
    assert second_reader.value(inputs) == result
    assert line in make.values().splitlines()


def test_names_are_recognised_by_the_holder_of_the_mark_alone() -> None:
    names = {words[0]: words for line in LINES if (words := line.split())[0] in ("object-name", "piece-name")}
    mark, other = bytes.fromhex(names["object-name"][1]), bytes(32)
    object_name, piece_name = names["object-name"][-1], names["piece-name"][-1]
    assert is_object(object_name, mark)
    assert is_object(object_name.upper(), mark)
    assert is_piece(piece_name, mark)
    assert not is_piece(object_name, mark)
    assert not is_object(piece_name, mark)
    assert not is_object(object_name, other)
    assert not is_object("b" + object_name[1:], mark)


def test_numbers_read_back_and_a_wrong_character_is_noticed() -> None:
    for line in LINES:
        kind, *inputs, result = line.split()
        if kind == "lookup-code":
            assert check_lookup_code(result) == inputs[0]
        if kind == "case-number":
            assert check_case_number(result).post == inputs[0]


def test_the_second_reader_shares_nothing_with_the_program() -> None:
    tree = ast.parse("".join(Path(str(reader.__file__)).read_text("utf-8") for reader in (second_reader, second_qr)))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name for name in names if name.startswith(("tests", "core", "sync", "ui"))} == {second_reader.__name__}
    assert {name.split(".")[0] for name in names} == {
        "__future__", "datetime", "hashlib", "hmac", "json", "typing", "cbor2", "cryptography", "pycose", "tests",
    }  # fmt: skip


def test_every_kind_of_refusal_has_a_vector() -> None:
    expected = {vector.expect for folder in files.FOLDERS for vector in files.committed(folder) if " " not in vector.expect}
    assert {"success", "malformed", "newer", "limit", "parts.differ", "signature", "object.damaged", "beyond"} <= expected
