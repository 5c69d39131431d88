"""A second reader of journal and objects, written from the rules alone: it imports nothing of the program.

COSE by pycose, digests by hashlib, curves by cryptography; the deterministic form is judged by a parser of its own
(cbor2 must then read the same value). It says ``success`` or the code of the refusal, as the vectors do.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

import cbor2
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from pycose.keys import EC2Key
from pycose.messages import Sign1Message

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
DEEPEST = 8
LARGEST = 2**53
NAMES = {"facts", "handling", "parties", "story"}
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Bad(Exception):
    """The refusal; its text is the code."""


def need(truth: bool, code: str = "malformed") -> None:
    """Refuse with a code unless the condition holds."""
    if not truth:
        raise Bad(code)


# --- deterministic CBOR, RFC 8949 4.2.1, without floats and tags ----------------------------------------------------


class Walker:
    """Reads one item; every second spelling of it is malformed."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, count: int) -> bytes:
        need(self.at + count <= len(self.data))
        self.at += count
        return self.data[self.at - count : self.at]

    def head(self) -> tuple[int, int, int]:
        first = self.take(1)[0]
        major, low = first >> 5, first & 31
        if low < 24:
            return major, low, low
        need(low < 28)
        width = 1 << (low - 24)
        value = int.from_bytes(self.take(width), "big")
        need(major == 7 or value >= (24, 256, 65536, 2**32)[low - 24])
        return major, low, value

    def item(self, depth: int = 0) -> Any:
        major, low, value = self.head()
        if major in (0, 1):
            number = value if major == 0 else -1 - value
            need(-LARGEST <= number <= LARGEST)
            return number
        if major == 2:
            return self.take(value)
        if major == 3:
            try:
                return self.take(value).decode("utf-8")
            except UnicodeDecodeError:
                raise Bad("malformed") from None
        if major == 7:
            need(low in (20, 21, 22))
            return {20: False, 21: True, 22: None}[low]
        need(major in (4, 5) and depth < DEEPEST)
        return [self.item(depth + 1) for _ in range(value)] if major == 4 else self.map(value, depth + 1)

    def map(self, count: int, depth: int) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        last: tuple[int, bytes] | None = None
        for _ in range(count):
            start = self.at
            key = self.item(depth)
            spelled = self.data[start : self.at]
            need(isinstance(key, int | str))
            # RFC 7049 canonical, which for the keys of this format is also bytewise order: shorter first, then bytes.
            place = (len(spelled), spelled)
            need(last is None or last < place)
            last = place
            found[key] = self.item(depth)
        return found


def parse(data: bytes) -> Any:
    """One item that fills the data; cbor2 must agree about its value."""
    walker = Walker(data)
    value = walker.item()
    need(walker.at == len(data))
    need(repr(cbor2.loads(data)) == repr(value))
    return value


# --- signatures -----------------------------------------------------------------------------------------------------


def labelled(label: bytes, *parts: bytes) -> bytes:
    """SHA-256 over label, zero, and each part after its length in 8 bytes."""
    return hashlib.sha256(label + b"\0" + b"".join(len(part).to_bytes(8, "big") + part for part in parts)).digest()


def open_message(cose: bytes) -> tuple[bytes, bytes, Sign1Message]:
    """Key id, payload and the message for pycose; its frame must be the one form."""
    need(len(cose) > 90 and cose[:2] == b"\xd2\x84" and cose[2:8] == bytes.fromhex("55a201260450"))
    kid = cose[8:24]
    need(cose[24:25] == b"\xa0")
    walker = Walker(cose)
    walker.at = 25
    major, _, size = walker.head()
    need(major == 2)
    payload = walker.take(size)
    need(walker.take(2) == b"\x58\x40")
    signature = walker.take(64)
    need(walker.at == len(cose))
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    need(0 < r < ORDER and 0 < s <= ORDER // 2)
    # pycose's own decode() stumbles over cbor2 6, which freezes what lies inside a tag; so it is handed in as it asks.
    message = Sign1Message.from_cose_obj([cose[3:24], {}, payload, signature], True)
    need(message.payload == payload)
    return kid, payload, message


def key_of(certificate: bytes) -> EC2Key:
    """The P-256 key of a DER certificate, for pycose."""
    public = x509.load_der_x509_certificate(certificate).public_key()
    need(isinstance(public, ec.EllipticCurvePublicKey), "signature")
    numbers = public.public_numbers()  # type: ignore[union-attr]
    return EC2Key(crv="P_256", x=numbers.x.to_bytes(32, "big"), y=numbers.y.to_bytes(32, "big"))  # type: ignore[union-attr]


def require_signature(message: Sign1Message, kid: bytes, certificate: bytes) -> None:
    """The certificate's key signed it, and the key id names the certificate."""
    need(kid == hashlib.sha256(certificate).digest()[:16], "signature")
    message.key = key_of(certificate)
    need(message.verify_signature(), "signature")


# --- entries --------------------------------------------------------------------------------------------------------


def read_header(payload: bytes) -> dict[Any, Any]:
    """The signed map of an entry."""
    need(len(payload) <= 1024, "limit")
    tree = parse(payload)
    need(isinstance(tree, dict))
    need(all(isinstance(key, int) and (1 <= key <= 9 or key >= 64) for key in tree), "newer")
    need(tree.get(1) == 1, "newer")
    need({2, 3, 4, 5, 6, 7, 8, 9} <= set(tree))
    need(isinstance(tree[2], bytes) and len(tree[2]) == 16)
    for key in (3, 5, 8):
        need(type(tree[key]) is int and 0 <= tree[key] < LARGEST)
    need(tree[4] is None if tree[3] == 0 else isinstance(tree[4], bytes) and len(tree[4]) == 32)
    need(tree[6] is None or (isinstance(tree[6], bytes) and len(tree[6]) == 16))
    need(isinstance(tree[7], str) and 1 <= len(tree[7]) <= 40 and tree[7].isascii())
    need(isinstance(tree[9], dict) and bool(tree[9]) and set(tree[9]) <= NAMES)
    need(all(isinstance(digest, bytes) and len(digest) == 32 for digest in tree[9].values()))
    return dict(tree)


def check_part(name: str, part: Any, digest: bytes | None) -> int:
    """One part against the digest in the header; its size."""
    need(name in NAMES and isinstance(part, list) and len(part) in (2, 3))
    if part[0] == 0 and len(part) == 3:
        _, salt, content = part
        need(isinstance(salt, bytes) and len(salt) == 16 and isinstance(content, bytes))
        need(digest is None or labelled(b"posko/part/1", name.encode(), salt, content) == digest, "parts.differ")
        return len(content)
    need(len(part) == 2 and isinstance(part[1], bytes))
    need((part[0] == 1 and len(part[1]) == 32) or (part[0] == 2 and part[1] == b""))
    return len(part[1])


def read_entry(record: bytes) -> tuple[dict[Any, Any], bytes, bytes, Sign1Message]:
    """Header, digest, key id and message of a record."""
    need(len(record) <= 256 * 1024 + 1024 + 128 + 512, "limit")
    value = parse(record)
    need(isinstance(value, list) and len(value) == 2)
    cose, held = value
    need(isinstance(cose, bytes) and isinstance(held, dict))
    for name, part in held.items():
        check_part(name, part, None)
    kid, payload, message = open_message(cose)
    header = read_header(payload)
    need(set(held) == set(header[9]), "parts.differ")
    size = sum(check_part(name, part, header[9][name]) for name, part in held.items())
    need(size <= 256 * 1024, "limit")
    signed = cbor2.dumps(["Signature1", cose[3:24], b"", payload])
    return header, labelled(b"posko/entry/1", signed), kid, message


def record(body: bytes, certificate: bytes) -> tuple[str, str]:
    """The verdict on a record, and the digest of a good one."""
    try:
        _, digest, kid, message = read_entry(body)
        require_signature(message, kid, certificate)
    except Bad as refusal:
        return str(refusal), ""
    return "success", digest.hex()


def segment(records: list[bytes]) -> str:
    """What becomes of each record, in order, in an empty store."""
    held: dict[tuple[bytes, int], set[bytes]] = {}
    words = []
    for body in records:
        header, digest, _, _ = read_entry(body)
        stream, place = header[2], header[3]
        here = held.setdefault((stream, place), set())
        ahead = any(key[0] == stream and key[1] >= place and digests for key, digests in held.items())
        if digest in here:
            words.append("have")
            continue
        if place and header[4] not in held.get((stream, place - 1), set()):
            words.append("defer")
            continue
        words.append("fork" if ahead else "admit")
        here.add(digest)
    return " ".join(words)


# --- acknowledgements and objects -----------------------------------------------------------------------------------


def acknowledgement(body: bytes, certificate: bytes) -> str:
    """The verdict on an acknowledgement."""
    try:
        kid, payload, message = open_message(body)
        tree = parse(payload)
        need(isinstance(tree, dict))
        need(tree.get(1) == 1, "newer")
        need(isinstance(tree.get(2), bytes) and isinstance(tree.get(3), int))
        need(all(isinstance(tree.get(key), list) for key in (4, 5, 6)))
        need(len(tree[4]) <= 4096, "limit")
        for position in tree[4]:
            need(isinstance(position, list) and len(position) == 4)
            stream, place, digest, parked = position
            need(isinstance(stream, bytes) and len(stream) == 16 and isinstance(place, int))
            need(isinstance(digest, bytes) and len(digest) == 32 and isinstance(parked, list))
            need(all(len(pair) == 2 and 0 <= pair[0] <= pair[1] for pair in parked))
        need(all(isinstance(token, bytes) and len(token) == 16 for token in tree[5]))
        need(all(len(f) == 2 and isinstance(f[0], bytes) and len(f[0]) == 16 and isinstance(f[1], int) for f in tree[6]))
        require_signature(message, kid, certificate)
    except Bad as refusal:
        return str(refusal)
    return "success"


MANIFEST: dict[int, tuple[type, ...]] = {
    3: (bytes,),
    4: (bytes,),
    5: (str,),
    6: (bytes, type(None)),
    7: (int,),
    8: (int,),
    9: (bytes, type(None)),
    10: (bytes, type(None)),
    11: (list,),
    12: (list,),
    13: (int,),
    16: (list,),
}


def content(body: bytes) -> str:
    """The verdict on an object's content."""
    try:
        value = parse(body)
        need(isinstance(value, list) and len(value) == 2 and isinstance(value[1], list))
        cose, records = value
        need(isinstance(cose, bytes) and all(isinstance(item, bytes) for item in records))
        kid, payload, message = open_message(cose)
        tree = parse(payload)
        need(isinstance(tree, dict))
        need(all(isinstance(key, int) and (1 <= key <= 16 or key >= 64) for key in tree), "newer")
        need(tree.get(1) == 1 and tree.get(2) == 1, "newer")
        need(all(key in tree and isinstance(tree[key], kinds) for key, kinds in MANIFEST.items()))
        need(all(isinstance(item, bytes) for item in tree[11]))
        need(all(isinstance(w, list) and list(map(type, w)) == [bytes, int, int] for w in tree[12]))
        need(list(map(type, tree[16])) == [bytes, bytes])
        require_signature(message, kid, tree[16][0])
        need(tree.get(14) == labelled(b"posko/object/1", *records), "object.damaged")
        need(tree.get(15) == len(records), "object.damaged")
        need(len(records) <= 10_000, "limit")
    except Bad as refusal:
        return str(refusal)
    return "success"


# --- derived values ---------------------------------------------------------------------------------------------------


def code(key: bytes, *parts: bytes) -> bytes:
    """HMAC-SHA256 over each part after its length in 8 bytes."""
    text = b"".join(len(part).to_bytes(8, "big") + part for part in parts)
    return hmac.new(key, text, hashlib.sha256).digest()


def stick_name(mark: bytes, kind: bytes, chosen: bytes) -> str:
    """Base32 by hand: five bits a letter, 26 letters for 16 bytes."""
    raw = chosen + code(mark, b"posko/mark/1", kind, chosen)[:6]
    bits = int.from_bytes(raw, "big") << 2
    return "".join("abcdefghijklmnopqrstuvwxyz234567"[bits >> (125 - 5 * n) & 31] for n in range(26)) + ".bin"


def case_check(text: str) -> str:
    """ISO/IEC 7064 MOD 37,36 as a sum that must be 1."""
    for letter in DIGITS:
        product = 36
        for value in map(DIGITS.index, text + letter):
            total = (product + value) % 36 or 36
            product = 2 * total % 37
        if total == 1:
            return letter
    raise Bad("case number")


def value(words: list[str]) -> str:  # noqa: PLR0911
    """The result of one line of values-v1.txt, from its inputs."""
    match words:
        case ["kit-magic"]:
            return b"POSKO-KIT-1\n".hex()
        case ["object-name", mark, chosen]:
            return stick_name(bytes.fromhex(mark), b"object", bytes.fromhex(chosen))
        case ["piece-name", mark, digest]:
            key = bytes.fromhex(mark)
            return stick_name(key, b"piece", code(key, b"posko/piece/name/1", bytes.fromhex(digest))[:10])
        case ["entry-key-id", digest]:
            return digest[:32]
        case ["part-digest", name, salt, inside]:
            return labelled(b"posko/part/1", name.encode(), bytes.fromhex(salt), bytes.fromhex(inside)).hex()
        case ["case-number", post, day, number]:
            whole = f"{post}-{day}-{int(number):03}"
            return f"{whole}-{case_check(whole.replace('-', ''))}"
        case ["lookup-code", digits]:
            check = next(n for n in range(2, 99) if int(f"{digits}{n:02}") % 97 == 1)
            whole = f"{digits}{check:02}"
            return "-".join(whole[at : at + 4] for at in range(0, 18, 4))
        case ["padded-size", size]:
            return str(padded(int(size)))
    raise Bad(words[0])


def padded(size: int) -> int:
    """Padmé: the next size whose low bits are zero; no less than 4 KiB."""
    if size <= 4096:
        return 4096
    exponent = 0
    while size >> (exponent + 1):
        exponent += 1
    step = 1 << (exponent - len(f"{exponent:b}"))
    return -(-size // step) * step
