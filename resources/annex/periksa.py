"""Memeriksa lampiran jurnal Posko tanpa program Posko / verifies a journal annex without the program Posko.

    python periksa.py lampiran.zip --trust trust.pem

Needs Python 3.9 or later and nothing besides: SHA-256 from the standard library, ECDSA over P-256, X.509, COSE and CBOR
below, as RFC 5280, RFC 6090, RFC 8949 and RFC 9052 have them. It writes nothing and opens no connection.

Exit: 0 valid; 1 not valid; 2 unusable input; 3 whole in itself, but nobody said which root to believe (see --trust, --root), or
parts are said to be destroyed that nothing in it proves to be (annexes of before the issuing office signed for those).
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import sys
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any, NoReturn

SEQUENCE = "annex.cbor"
FOLDER = "attachments/"
LARGEST_SEQUENCE = 32 * 1024 * 1024
HEAD, ROOT, AUTHORITY, LEAF, ENTRY, ACKNOWLEDGEMENT, OPENED = range(7)
SEAL = "annex.exported"
WITHHELD = 3
ORDERED, APPROVED = "erasure.ordered", "erasure.approved"
ASK_THE_ROOT = "cocokkan sidik jari akar dengan yang diumumkan provinsi / compare the root's fingerprint with the published one"
UNPROVED = (
    "bagian disebut dihancurkan, tetapi perintahnya tidak ada di sini: {0}; sisanya utuh"
    " / parts are said to be destroyed and the order for it is not in here: {0}; the rest is whole"
)


FAULTS = (
    AttributeError, EOFError, IndexError, KeyError, NotImplementedError, OSError, RecursionError, RuntimeError, TypeError,
    ValueError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""What Python raises over a file that is not as it should be."""


class Bad(Exception):
    """What is wrong, in Indonesian and English."""

    def __init__(self, indonesian: str, english: str) -> None:
        super().__init__(indonesian + " / " + english)


def need(truth: object, indonesian: str, english: str) -> None:
    """Stop unless it holds."""
    if not truth:
        raise Bad(indonesian, english)


# --- CBOR, deterministic, without floats and tags (RFC 8949, 4.2.1) ---------------------------------------------------


class Reader:
    """Reads items one after another; a second spelling of any is refused."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, count: int) -> bytes:
        """So many bytes."""
        need(self.at + count <= len(self.data), "berkas terpotong", "the file is cut")
        self.at += count
        return self.data[self.at - count : self.at]

    def head(self) -> tuple[int, int, int]:
        """Major type, low bits, value."""
        first = self.take(1)[0]
        major, low = first >> 5, first & 31
        if low < 24:
            return major, low, low
        need(low < 28, "CBOR tidak baku", "CBOR is not deterministic")
        value = int.from_bytes(self.take(1 << (low - 24)), "big")
        need(major == 7 or value >= (24, 256, 65536, 2**32)[low - 24], "CBOR tidak baku", "CBOR is not deterministic")
        return major, low, value

    def item(self, depth: int = 0) -> Any:
        """One item."""
        major, low, value = self.head()
        if major in (0, 1):
            return -1 - value if major else value
        if major in (2, 3):
            taken = self.take(value)
            return taken if major == 2 else taken.decode("utf-8")
        if major == 7:
            need(low in (20, 21, 22), "CBOR tidak baku", "CBOR is not deterministic")
            return {20: False, 21: True, 22: None}[low]
        need(major in (4, 5) and depth < 8, "CBOR tidak baku", "CBOR is not deterministic")
        return [self.item(depth + 1) for _ in range(value)] if major == 4 else self.pairs(value, depth + 1)

    def pairs(self, count: int, depth: int) -> dict[Any, Any]:
        """The pairs of a map, in the order of their encoded keys."""
        found: dict[Any, Any] = {}
        last = (0, b"")
        for _ in range(count):
            start = self.at
            key = self.item(depth)
            spelled = self.data[start : self.at]
            need(last < (len(spelled), spelled), "CBOR tidak baku", "CBOR is not deterministic")
            last = (len(spelled), spelled)
            found[key] = self.item(depth)
        return found


def items_of(data: bytes) -> Iterator[Any]:
    """Every item of the sequence (RFC 8742)."""
    reader = Reader(data)
    while reader.at < len(data):
        yield reader.item()


def whole(data: bytes) -> Any:
    """The one item that fills the data."""
    reader = Reader(data)
    value = reader.item()
    need(reader.at == len(data), "CBOR tidak baku", "CBOR is not deterministic")
    return value


def labelled(label: bytes, *parts: bytes) -> bytes:
    """SHA-256 over the label, a zero byte, and each part behind its length in eight bytes."""
    return hashlib.sha256(label + b"\0" + b"".join(len(part).to_bytes(8, "big") + part for part in parts)).digest()


# --- ECDSA over P-256 (FIPS 186-4; points as X, Y, Z with x = X/Z^2, y = Y/Z^3) ---------------------------------------

P = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
G = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)
Point = tuple[int, int, int]
NOWHERE: Point = (1, 1, 0)


def twice(point: Point) -> Point:
    """The point added to itself."""
    x, y, z = point
    if not z or not y:
        return NOWHERE
    square, slope = y * y % P, 3 * (x - z * z) * (x + z * z) % P
    middle = 4 * x * square % P
    new_x = (slope * slope - 2 * middle) % P
    return new_x, (slope * (middle - new_x) - 8 * square * square) % P, 2 * y * z % P


def added(one: Point, other: Point) -> Point:
    """The sum of two points."""
    if not one[2]:
        return other
    if not other[2]:
        return one
    z1, z2 = one[2] * one[2] % P, other[2] * other[2] % P
    x1, x2 = one[0] * z2 % P, other[0] * z1 % P
    y1, y2 = one[1] * z2 * other[2] % P, other[1] * z1 * one[2] % P
    if x1 == x2:
        return twice(one) if y1 == y2 else NOWHERE
    step, slope = (x2 - x1) % P, (y2 - y1) % P
    square = step * step % P
    cube = square * step % P
    new_x = (slope * slope - cube - 2 * x1 * square) % P
    return new_x, (slope * (x1 * square - new_x) - y1 * cube) % P, one[2] * other[2] * step % P


def signed_by(key: tuple[int, int], r: int, s: int, message: bytes) -> bool:
    """Whether the key signed the message's SHA-256."""
    if not (0 < r < N and 0 < s < N):
        return False
    digest = int.from_bytes(hashlib.sha256(message).digest(), "big")
    inverse = pow(s, N - 2, N)
    first, second = digest * inverse % N, r * inverse % N
    base, other = (*G, 1), (*key, 1)
    table = {1: base, 2: other, 3: added(base, other)}
    total = NOWHERE
    for bit in range(255, -1, -1):
        total = twice(total)
        choice = (first >> bit & 1) + 2 * (second >> bit & 1)
        total = added(total, table[choice]) if choice else total
    if not total[2]:
        return False
    return total[0] * pow(total[2] * total[2], P - 2, P) % P % N == r


# --- X.509, the profile of Posko --------------------------------------------------------------------------------------

ECDSA_SHA256 = bytes.fromhex("06082a8648ce3d040302")
P256_KEY = bytes.fromhex("301306072a8648ce3d020106082a8648ce3d030107")
BASIC, CONSTRAINTS = bytes.fromhex("0603551d13"), bytes.fromhex("0603551d1e")
NAMES = {bytes.fromhex("0603550403"): "CN", bytes.fromhex("060355040a"): "O", bytes.fromhex("060355040b"): "OU"}
BROKEN = ("sertifikat tidak terbaca", "a certificate cannot be read")


def element(data: bytes, at: int) -> tuple[int, bytes, bytes, int]:
    """Tag, content, the whole element, and where the next begins (DER, X.690)."""
    need(at + 2 <= len(data), *BROKEN)
    tag, length, start = data[at], data[at + 1], at + 2
    if length & 0x80:
        width = length & 0x7F
        need(0 < width <= 3 and start + width <= len(data), *BROKEN)
        length = int.from_bytes(data[start : start + width], "big")
        start += width
    need(start + length <= len(data), *BROKEN)
    return tag, data[start : start + length], data[at : start + length], start + length


def elements(content: bytes) -> list[tuple[int, bytes, bytes]]:
    """All elements of a constructed one."""
    found, at = [], 0
    while at < len(content):
        tag, inside, entire, at = element(content, at)
        found.append((tag, inside, entire))
    return found


def written(tag: int, content: bytes) -> bytes:
    """An element in the one way in which DER writes it."""
    count = len(content)
    if count < 0x80:
        return bytes([tag, count]) + content
    width = (count.bit_length() + 7) // 8
    return bytes([tag, 0x80 | width]) + count.to_bytes(width, "big") + content


def signature_written(r: int, s: int) -> bytes:
    """Two numbers as the bits of a signature; of its two values of s the lower one."""
    numbers = (n.to_bytes(n.bit_length() // 8 + 1, "big") for n in (r, min(s, N - s)))
    return written(0x03, b"\0" + written(0x30, b"".join(written(0x02, number) for number in numbers)))


def name_of(content: bytes) -> list[tuple[str, str]]:
    """A distinguished name, one attribute in each step."""
    found = []
    for _, step, _ in elements(content):
        for _, attribute, _ in elements(step):
            parts = elements(attribute)
            need(len(parts) == 2 and parts[0][2] in NAMES, *BROKEN)
            found.append((NAMES[parts[0][2]], parts[1][1].decode("utf-8")))
    return found


class Certificate:
    """One certificate: who it names, its key, and for an authority what it may grant."""

    def __init__(self, der: bytes) -> None:
        self.der, self.kid = der, hashlib.sha256(der).digest()[:16]
        outer = elements(der)
        need(len(outer) == 1 and outer[0][0] == 0x30 and outer[0][2] == der, *BROKEN)
        parts = elements(outer[0][1])
        need(len(parts) == 3 and elements(parts[1][1])[0][2] == ECDSA_SHA256 and parts[2][0] == 0x03, *BROKEN)
        self.signed = parts[0][2]
        r, s = (value for _, value, _ in elements(elements(parts[2][1][1:])[0][1]))
        self.signature = int.from_bytes(r, "big"), int.from_bytes(s, "big")
        only = written(0x30, self.signed + written(0x30, ECDSA_SHA256) + signature_written(*self.signature))
        need(der == only, *BROKEN)
        fields = elements(parts[0][1])
        need(len(fields) == 8 and fields[0][0] == 0xA0 and fields[7][0] == 0xA3, *BROKEN)
        self.issuer, self.subject = fields[3][2], fields[5][2]
        self.name = name_of(fields[5][1])
        self.spki = fields[6][2]
        algorithm, bits = elements(fields[6][1])
        need(algorithm[2] == P256_KEY and bits[1][:2] == b"\0\x04" and len(bits[1]) == 66, *BROKEN)
        self.key = int.from_bytes(bits[1][2:34], "big"), int.from_bytes(bits[1][34:], "big")
        x, y = self.key
        need(x < P and y < P and (y * y - x * x * x + 3 * x - B) % P == 0, *BROKEN)
        self.authority = False
        self.grants: list[list[tuple[str, str]]] = []
        for _, extension, _ in elements(elements(fields[7][1])[0][1]):
            self._extend([part for part in elements(extension)])

    def _extend(self, parts: list[tuple[int, bytes, bytes]]) -> None:
        value = elements(parts[-1][1])[0][1]
        if parts[0][2] == BASIC:
            self.authority = any(tag == 0x01 and inside == b"\xff" for tag, inside, _ in elements(value))
        if parts[0][2] == CONSTRAINTS:
            need(len(parts) == 3 and parts[1][1] == b"\xff", *BROKEN)
            for tag, allowed, _ in elements(value):
                need(tag == 0xA0, *BROKEN)
                for _, subtree, _ in elements(allowed):
                    self.grants.append(name_of(elements(elements(subtree)[0][1])[0][1]))

    def vouches_for(self, other: Certificate) -> bool:
        """Whether this one issued the other."""
        return self.subject == other.issuer and signed_by(self.key, *other.signature, other.signed)


def parts_of(name: list[tuple[str, str]], kind: str) -> list[str]:
    """The attributes of one kind."""
    return [text for which, text in name if which == kind]


class Chains:
    """Certificates of the annex, and what each signer may be."""

    def __init__(self, roots: list[bytes], authorities: list[bytes], leaves: list[bytes]) -> None:
        self.roots = [Certificate(der) for der in roots]
        self.authorities = [Certificate(der) for der in authorities]
        self.leaves = {leaf.kid: leaf for leaf in (Certificate(der) for der in leaves)}
        self._known: dict[bytes, tuple[str, str, str]] = {}
        need(self.roots, "sertifikat akar tidak ada", "there is no root certificate")
        for root in self.roots:
            need(root.authority and root.vouches_for(root), "sertifikat akar palsu", "a root certificate is forged")

    def signer(self, leaf: Certificate) -> tuple[str, str, str]:
        """Name, role and post of a signer, proven through his authority to a root."""
        if leaf.kid not in self._known:
            self._known[leaf.kid] = self._prove(leaf)
        return self._known[leaf.kid]

    def _prove(self, leaf: Certificate) -> tuple[str, str, str]:
        for authority in self.authorities:
            if not authority.authority or leaf.authority or not authority.vouches_for(leaf):
                continue
            provinces = [province_of(root) for root in self.roots if root.vouches_for(authority)]
            if parts_of(authority.name, "O") != provinces[:1]:
                continue
            granted = [step for step in authority.grants if step == leaf.name[:3]]
            need(granted, "sertifikat melampaui wewenangnya", "a certificate oversteps its authority")
            post, role = parts_of(leaf.name, "OU")
            return parts_of(leaf.name, "CN")[0], role.replace("role:", ""), post
        raise Bad("sertifikat asing: tidak berujung pada akar", "a foreign certificate: it does not lead to the root")


def province_of(root: Certificate) -> str:
    """The province's id: the beginning of its root key's digest."""
    return hashlib.sha256(root.spki).hexdigest()[:32]


# --- entries (COSE_Sign1, RFC 9052) -----------------------------------------------------------------------------------


def message_of(cose: bytes) -> tuple[bytes, bytes, bytes, tuple[int, int]]:
    """Key id, payload, what was signed, signature; the frame has one form."""
    forged = "tanda tangan cacat", "a signature is malformed"
    need(len(cose) > 90 and cose[:8] == bytes.fromhex("d28455a201260450") and cose[24:25] == b"\xa0", *forged)
    reader = Reader(cose)
    reader.at = 25
    major, _, size = reader.head()
    need(major == 2, *forged)
    start = reader.at
    payload = reader.take(size)
    need(reader.take(2) == b"\x58\x40", *forged)
    signature = reader.take(64)
    need(reader.at == len(cose), *forged)
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    need(0 < r < N and 0 < s <= N // 2, *forged)
    structure = b"\x84\x6aSignature1" + cose[2:24] + b"\x40" + cose[25:start] + payload
    return cose[8:24], payload, structure, (r, s)


def lawful(part: Any) -> bool:
    """Whether a part has one of the four forms: here, destroyed by an order, expired, withheld."""
    if not isinstance(part, list) or not part:
        return False
    forms = {0: [bytes, bytes], 1: [bytes], 2: [bytes], WITHHELD: []}
    fits = type(part[0]) is int and [type(item) for item in part[1:]] == forms.get(part[0])
    return fits and (part[0] not in (1, 2) or len(part[1]) == {1: 32, 2: 0}[part[0]])


class Entry:
    """One entry: header, digest, and the parts that came with it."""

    def __init__(self, cose: bytes, parts: dict[str, Any], chains: Chains) -> None:
        kid, payload, structure, signature = message_of(cose)
        header = whole(payload)
        need(isinstance(header, dict) and header.get(1) == 1, "format entri tidak dikenal", "the entry's format is unknown")
        self.kid = kid
        self.stream, self.place, self.previous, self.lamport = header[2], header[3], header[4], header[5]
        self.kind, self.commitments = header[7], header[9]
        self.digest = labelled(b"posko/entry/1", structure)
        self.subject = header[6] or self.digest[:16]
        need(kid in chains.leaves, "penanda tangan tidak dikenal", "the signer is unknown")
        leaf = chains.leaves[kid]
        self.signer = chains.signer(leaf)
        need(signed_by(leaf.key, *signature, structure), "tanda tangan entri tidak cocok", "an entry's signature does not match")
        need(set(parts) == set(self.commitments), "bagian entri berubah", "an entry's parts differ")
        need(all(lawful(part) for part in parts.values()), "bagian entri berubah", "an entry's parts differ")
        self.withheld = sorted(name for name, part in parts.items() if part[0] == WITHHELD)
        self.gone = {name: part[1] for name, part in parts.items() if part[0] in (1, 2)}
        self.contents = {name: self._content(name, part) for name, part in parts.items() if part[0] == 0}

    def _content(self, name: str, part: list[Any]) -> bytes:
        held = labelled(b"posko/part/1", name.encode(), part[1], part[2]) == self.commitments[name]
        need(held, "isi entri diubah (" + name + ")", "an entry's content was changed (" + name + ")")
        return bytes(part[2])

    def told(self, name: str) -> dict[str, Any]:
        """A part that can be read, or nothing."""
        content = self.contents.get(name, b"")
        return whole(content) if content and not content.startswith(b"age-encryption.org/v1") else {}

    def when(self) -> str:
        """The time that the author's clock claimed."""
        at = self.told("handling").get("at", 0)
        return (datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(milliseconds=at)).isoformat(timespec="seconds")


# --- the annex --------------------------------------------------------------------------------------------------------


class Annex:
    """Everything in the file, each item proven by itself; then what only the whole can tell."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        need(SEQUENCE in archive.namelist(), "ini bukan lampiran jurnal", "this is no journal annex")
        need(archive.getinfo(SEQUENCE).file_size <= LARGEST_SEQUENCE, "berkas terlalu besar", "the file is too large")
        self.archive = archive
        held: dict[int, list[Any]] = {kind: [] for kind in range(7)}
        for item in items_of(archive.read(SEQUENCE)):
            need(isinstance(item, list) and item and item[0] in held, "isi tidak dikenal", "an unknown item")
            held[item[0]].append(item[1:])
        need(len(held[HEAD]) == 1 and held[HEAD][0][0].get(1) == 1, "kepala lampiran tidak cocok", "the head does not fit")
        self.head = held[HEAD][0][0]
        self.chains = Chains(*([der for (der,) in held[kind]] for kind in (ROOT, AUTHORITY, LEAF)))
        self.entries = [Entry(cose, parts, self.chains) for cose, parts in held[ENTRY]]
        self.opened, self.acknowledgements = held[OPENED], held[ACKNOWLEDGEMENT]

    def check(self) -> dict[str, Any]:
        """What the whole says; raises :class:`Bad`."""
        provinces = {province_of(root) for root in self.chains.roots}
        need(provinces == {self.head[3].hex()}, "provinsi tidak cocok", "the province does not fit")
        seal = self._seal()
        self._chain()
        told = seal.told("facts")
        self._parts(set(told["withheld"]))
        unproved = self._gone(told.get("gone"))
        self._plain(told["opened"])
        files = self._files(told["files"])
        return {
            "number": told["number"],
            "to": told["to"],
            "basis": told["basis"],
            "left_out": told["left_out"],
            "withheld": told["withheld"],
            "unproved": unproved,
            "sealed_by": " / ".join(seal.signer),
            "entries": [self._line(entry) for entry in self.entries],
            "attachments": files,
            "acknowledgements": [self._acknowledged(*item) for item in self.acknowledgements],
            "roots": [hashlib.sha256(root.der).hexdigest() for root in self.chains.roots],
        }

    def _line(self, entry: Entry) -> dict[str, Any]:
        name, role, post = entry.signer
        line = {"at": entry.when(), "kind": entry.kind, "by": name, "role": role, "post": post, "digest": entry.digest.hex()}
        return {**line, "withheld": entry.withheld, "gone": sorted(entry.gone)}

    def _seal(self) -> Entry:
        """The entry in which the office signed what belongs to this annex: it names every other entry."""
        seals = [entry for entry in self.entries if entry.kind == SEAL]
        need(len(seals) == 1 and "facts" in seals[0].contents, "pengesahan lampiran tidak ada", "the annex's own seal is missing")
        named = seals[0].told("facts")["entries"]
        held = [entry.digest for entry in self.entries if entry is not seals[0]]
        need(not set(named) - set(held), "ada entri yang hilang", "an entry is missing")
        need(sorted(named) == sorted(held), "ada entri yang ditambahkan", "an entry was added")
        need(all(entry.subject == self.head[2] for entry in self.entries), "entri perkara lain", "an entry of another case")
        begun = any(entry.digest[:16] == self.head[2] for entry in self.entries)
        need(begun, "entri pertama hilang", "the first entry is missing")
        return seals[0]

    def _chain(self) -> None:
        """Neighbours on one stream must follow each other."""
        by_place: dict[tuple[bytes, int], list[Entry]] = {}
        for entry in self.entries:
            by_place.setdefault((entry.stream, entry.place), []).append(entry)
        for (stream, place), here in by_place.items():
            before = {entry.digest for entry in by_place.get((stream, place - 1), [])}
            need(all(not before or entry.previous in before for entry in here), "rantai terputus", "the chain is broken")

    def _parts(self, allowed: set[str]) -> None:
        for entry in self.entries:
            need(set(entry.withheld) <= allowed, "bagian ditahan tanpa tercatat", "a part is withheld that was not so signed")

    def _gone(self, named: list[dict[str, Any]] | None) -> list[str]:
        """Parts that are not there must be those that the office signed for; where it did not yet, those that no order proves."""
        have = [(entry, part, order) for entry in self.entries for part, order in entry.gone.items()]
        if named is None:
            orders = self._orders()
            return [entry.kind + "/" + part for entry, part, order in have if part not in orders.get(order, ())]
        want = sorted((item["entry"], item["part"], item["order"]) for item in named)
        same = want == sorted((entry.digest, part, order) for entry, part, order in have)
        need(same, "ada bagian yang dicabut", "a part was taken out")
        return []

    def _orders(self) -> dict[bytes, list[str]]:
        """What orders in the annex destroy that another officer approved: parts by the order's digest."""
        agreed = [(entry.told("facts").get("proposal"), entry.kid) for entry in self.entries if entry.kind == APPROVED]
        return {
            order.digest: order.told("facts").get("parts", [])
            for order in self.entries
            if order.kind == ORDERED and any(named == order.digest and kid != order.kid for named, kid in agreed)
        }

    def _plain(self, named: list[dict[str, Any]]) -> None:
        """Parts that a post sealed and the province opened: the province's word, not the post's signature."""
        want = sorted((item["entry"], item["part"], item["digest"]) for item in named)
        have = sorted((entry, part, hashlib.sha256(content).digest()) for entry, part, content in self.opened)
        need(want == have, "isi yang dibuka provinsi berubah", "what the province opened was changed")

    def _files(self, named: list[dict[str, Any]]) -> list[dict[str, Any]]:
        want = {FOLDER + item["token"].hex(): item for item in named}
        have = {name for name in self.archive.namelist() if name.startswith(FOLDER)}
        need(have == set(want), "berkas lampiran hilang atau ditambah", "an attachment is missing or was added")
        for name, item in want.items():
            digest = hashlib.sha256()
            with self.archive.open(name) as source:
                while True:
                    block = source.read(1 << 20)
                    if not block:
                        break
                    digest.update(block)
            need(digest.digest() == item["digest"], "berkas lampiran diubah", "an attachment was changed")
        return [{"file": name, "sha256": item["digest"].hex(), "size": item["size"]} for name, item in want.items()]

    def _acknowledged(self, cose: bytes, leaf_der: bytes, authority_der: bytes) -> dict[str, Any]:
        """Which of these entries a device confirmed to have."""
        kid, payload, structure, signature = message_of(cose)
        leaf = Certificate(leaf_der)
        chains = Chains([root.der for root in self.chains.roots], [authority_der], [leaf_der])
        name, role, post = chains.signer(leaf)
        good = leaf.kid == kid and role == "device" and signed_by(leaf.key, *signature, structure)
        need(good, "tanda terima palsu", "an acknowledgement is forged")
        heads = {stream: place for stream, place, _, _ in whole(payload)[4]}
        count = sum(1 for entry in self.entries if entry.place <= heads.get(entry.stream, -1))
        return {"by": name, "post": post, "entries": count}


def roots_in(pem: str) -> list[str]:
    """Fingerprints of the leading self-issued certificates of a trust file: those are the roots."""
    found = []
    for block in re.findall(r"-----BEGIN CERTIFICATE-----(.*?)-----END CERTIFICATE-----", pem, re.DOTALL):
        certificate = Certificate(base64.b64decode(block))
        if certificate.issuer != certificate.subject:
            break
        found.append(hashlib.sha256(certificate.der).hexdigest())
    return found


def judge(options: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    """Exit code and answer."""
    believed = {text.replace(":", "").lower() for text in options.root}
    try:
        if options.trust:
            with open(options.trust, encoding="ascii") as file:
                believed |= set(roots_in(file.read()))
        archive = zipfile.ZipFile(options.file)
    except (OSError, ValueError, zipfile.BadZipFile, Bad) as fault:
        return 2, {"verdict": "unknown", "reason": "berkas tidak terbaca / unreadable: " + str(fault)}
    try:
        found = Annex(archive).check()
    except Bad as fault:
        return 1, {"verdict": "invalid", "reason": str(fault)}
    except FAULTS as fault:
        return 1, {"verdict": "invalid", "reason": "susunan rusak / broken structure: " + type(fault).__name__}
    code, verdict, reason = _believed(found, believed)
    return code, {"verdict": verdict, "reason": reason, **found}


def _believed(found: dict[str, Any], believed: set[str]) -> tuple[int, str, str]:
    """What an annex that is whole in itself is worth by the roots that are believed."""
    if believed and not set(found["roots"]) <= believed:
        return 1, "invalid", "akar asing / a foreign root"
    if not believed:
        return 3, "unknown", ASK_THE_ROOT
    if found["unproved"]:
        return 3, "unknown", UNPROVED.format(", ".join(found["unproved"]))
    return 0, "valid", ""


def show(answer: dict[str, Any]) -> None:
    """The answer for people."""
    words = {"valid": "SAH / VALID", "invalid": "TIDAK SAH / NOT VALID", "unknown": "BELUM DAPAT DIPASTIKAN / NOT DECIDED"}
    print(words[answer["verdict"]] + (": " + answer["reason"] if answer["reason"] else ""))
    for entry in answer.get("entries", []):
        hidden = "  [ditahan / withheld: " + ", ".join(entry["withheld"]) + "]" if entry["withheld"] else ""
        gone = "  [tidak ada lagi / no longer there: " + ", ".join(entry["gone"]) + "]" if entry["gone"] else ""
        print("  {at}  {kind}  {by} ({role}, {post})".format(**entry) + hidden + gone)
    for name, text in (("attachments", "lampiran / attachments"), ("acknowledgements", "tanda terima / acknowledgements")):
        if answer.get(name):
            print("  " + text + ": " + str(len(answer[name])))
    for root in answer.get("roots", []):
        print("  akar / root SHA-256 " + root)


def main() -> NoReturn:
    """Judge one file."""
    parser = argparse.ArgumentParser(description="Memeriksa lampiran jurnal Posko / verifies a journal annex of Posko")
    parser.add_argument("file", metavar="ANNEX.zip")
    parser.add_argument("--trust", metavar="PEM", help="berkas kepercayaan provinsi / the province's trust file")
    parser.add_argument("--root", action="append", default=[], metavar="SHA256", help="sidik jari akar / the root's fingerprint")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    code, answer = judge(options)
    if options.json:
        print(json.dumps(answer, ensure_ascii=False, indent=1))
    else:
        show(answer)
    sys.exit(code)


if __name__ == "__main__":
    main()
