"""The bytes that make a signed PDF last: the token beside the signature, and the revisions behind the file.

Levels B-T, B-LT and B-LTA of ETSI EN 319 142-1 (clauses 5 and 6): an RFC 3161 token over the signature's value as an unsigned
attribute in the room that was reserved for it; a document security store with certificates; a document timestamp
(``ETSI.RFC3161``, ISO 32000-2, 12.8.5) over all before it. A certification that permits no changes permits these
(ISO 32000-2, 12.8.2.2, P=1). Nothing stands in a revision but what this file writes, so a verifier writes it again and
compares. The store holds no revocation lists, for this PKI has none: revocations are signed entries of the province's
administrator and travel with the trust file (:mod:`core.documents.trust`).
"""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from asn1crypto import cms as asn1
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from core.domain.errors import Invalid

ROOM: Final = 12_288
"""Hex digits for a document timestamp's token."""

_RANGE_WIDTH: Final = 60
_FIELDS: Final = re.compile(rb"/Fields \[ ?((?:\d+ 0 R ?)+)\]")
_ANNOTS: Final = re.compile(rb"/Annots \[ ?((?:\d+ 0 R ?)+)\]")
_STORE: Final = re.compile(rb"<</Type /DSS /Certs \[((?:\d+ 0 R ?)+)\]>>")
_STREAM: Final = re.compile(rb"(\d{1,7}) 0 obj\n<</Length (\d{1,5})>>\nstream\n")
_STREAM_END: Final = b"\nendstream\nendobj\n"
_EXTENSIONS: Final = b" /Extensions <</ESIC <</BaseVersion /1.7 /ExtensionLevel 1>>>>"


@dataclass(frozen=True)
class Prepared:
    """A file with an empty place for a document timestamp, the offsets of its digits, and the digest to be stamped."""

    data: bytes
    start: int
    end: int

    @property
    def digest(self) -> bytes:
        """SHA-256 of all but the place."""
        return hashlib.sha256(self.data[: self.start - 1] + self.data[self.end + 1 :]).digest()

    def filled(self, token: bytes) -> bytes:
        """The file with a token; raises ``Invalid('lasting.no_room')``."""
        return self.data[: self.start] + digits(token, self.end - self.start) + self.data[self.end :]


def digits(message: bytes, room: int) -> bytes:
    """A message as upper-case hex, filled with zeros; raises ``Invalid('lasting.no_room')``."""
    if 2 * len(message) > room:
        raise Invalid("lasting.no_room")
    return message.hex().upper().encode("ascii").ljust(room, b"0")


def with_attribute(message: bytes, token: bytes) -> bytes:
    """The CMS message with a signature timestamp as its only unsigned attribute (ETSI EN 319 122-1, 5.3)."""
    whole, data, info = _parts(message)
    attribute = asn1.CMSAttribute({"type": "signature_time_stamp_token", "values": [asn1.ContentInfo.load(token)]})
    info["unsigned_attrs"] = asn1.CMSAttributes([attribute])
    data["signer_infos"] = asn1.SignerInfos([info])
    return _dumped(whole, data)


def without_attribute(message: bytes) -> tuple[bytes, bytes] | None:
    """The message without its unsigned attributes, and the one token in them; None where there is none.

    Raises what asn1crypto raises.
    """
    whole, data, info = _parts(message)
    attributes = info["unsigned_attrs"]
    if not isinstance(attributes, asn1.CMSAttributes) or len(attributes) != 1:
        return None
    if attributes[0]["type"].native != "signature_time_stamp_token" or len(attributes[0]["values"]) != 1:
        return None
    token = attributes[0]["values"][0].dump()
    fields = ("version", "sid", "digest_algorithm", "signed_attrs", "signature_algorithm", "signature")
    data["signer_infos"] = asn1.SignerInfos([asn1.SignerInfo({name: info[name] for name in fields})])
    return _dumped(whole, data), token


def signature_value(message: bytes) -> bytes:
    """What the signature timestamp confirms."""
    return bytes(_parts(message)[2]["signature"].native)


def _parts(message: bytes) -> tuple[Any, Any, Any]:
    whole = asn1.ContentInfo.load(message, strict=True)
    data = whole["content"]
    (info,) = data["signer_infos"]
    return whole, data, info


def _dumped(whole: Any, data: Any) -> bytes:
    return bytes(asn1.ContentInfo({"content_type": whole["content_type"], "content": data}).dump(force=False))


class Layout:
    """Where a file's catalogue, first widget's page and description stand, and how a revision goes on behind it.

    Raises ``Invalid('lasting.form')`` for a file that was not written by this program; pyHanko raises what it likes.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._reader = PdfFileReader(io.BytesIO(data), strict=True)
        trailer = self._reader.trailer
        self.size = int(trailer["/Size"])
        self._root, self._info = trailer.raw_get("/Root").idnum, trailer.raw_get("/Info").idnum
        self._first_id = trailer["/ID"][0].original_bytes
        self._catalogue = self._object(self._root)

    def certificates(self) -> list[bytes]:
        """The certificates in the store, in their order."""
        store = self._reader.root.get("/DSS", {})
        return [bytes(each.get_object().data) for each in store.get("/Certs", [])]

    def with_certificates(self, certificates: list[bytes]) -> bytes:
        """The file and a revision that adds certificates to the store, or makes it."""
        objects = {self.size + at: _stream(der) for at, der in enumerate(certificates)}
        listed = b" ".join(b"%d 0 R" % number for number in objects)
        catalogue = self._reader.root
        if "/DSS" in catalogue:
            number = catalogue.raw_get("/DSS").idnum
            held = _STORE.fullmatch(self._object(number))
            if held is None:
                raise Invalid("lasting.form")
            objects[number] = b"<</Type /DSS /Certs [%s %s]>>" % (held[1], listed)
            return self._revision(objects)
        number = self.size + len(certificates)
        objects[number] = b"<</Type /DSS /Certs [%s]>>" % listed
        extensions = b"" if "/Extensions" in catalogue else _EXTENSIONS
        objects[self._root] = _ended(self._catalogue, extensions + b" /DSS %d 0 R" % number)
        return self._revision(objects)

    def with_place(self) -> Prepared:
        """The file and a revision with the field and the empty place of a document timestamp (ISO 32000-2, 12.8.5).

        The field has no size and lies off the page, so that it need not stand in the tree of tags (ISO 14289-1, 7.18.1).
        """
        fields = _listed(_FIELDS, self._catalogue)
        page = self._reader.root["/AcroForm"]["/Fields"][0].raw_get("/P").idnum
        annotations = _listed(_ANNOTS, self._object(page))
        field, value = self.size, self.size + 1
        told = b"<</Type /Annot /Subtype /Widget /FT /Sig /T (StempelWaktu%d) /TU (Stempel waktu dokumen) /F 132 "
        told += b"/Rect [-9999 -9999 -9999 -9999] /P %d 0 R /V %d 0 R>>"
        place = b"<%s>" % (b"0" * ROOM)
        stamp = b"<</Type /DocTimeStamp /Filter /Adobe.PPKLite /SubFilter /ETSI.RFC3161 /Contents %s /ByteRange %s>>"
        objects = {
            field: told % (fields[1].count(b"R"), page, value),
            value: stamp % (place, b" " * _RANGE_WIDTH),
            page: _added(self._object(page), annotations, field),
            self._root: _added(self._catalogue, fields, field),
        }
        whole = self._revision(objects)
        start = whole.index(place, len(self.data)) + 1
        end = start + ROOM
        covered = b"[0 %d %d %d]" % (start - 1, end + 1, len(whole) - end - 1)
        at = whole.index(b"/ByteRange ", end) + len(b"/ByteRange ")
        return Prepared(whole[:at] + covered.ljust(_RANGE_WIDTH) + whole[at + _RANGE_WIDTH :], start, end)

    def _object(self, number: int) -> bytes:
        """The bytes of an object without a stream, as they stand."""
        at = self._reader.xrefs[generic.Reference(number, 0, self._reader)]
        head = b"%d 0 obj\n" % number
        if not isinstance(at, int) or not self.data.startswith(head, at):
            raise Invalid("lasting.form")
        return self.data[at + len(head) : self.data.index(b"\nendobj", at)]

    def _revision(self, objects: dict[int, bytes]) -> bytes:
        parts, at = [self.data], len(self.data)
        offsets = {}
        for number, body in objects.items():
            written = b"%d 0 obj\n%s\nendobj\n" % (number, body)
            offsets[number] = at
            parts.append(written)
            at += len(written)
        before = re.findall(rb"startxref\n(\d+)\n%%EOF\n?\Z", self.data[-64:])
        if len(before) != 1:
            raise Invalid("lasting.form")
        size = max(self.size, *(number + 1 for number in objects))
        name, second = self._first_id.hex().encode(), hashlib.sha256(self.data).hexdigest()[:32].encode()
        told = (size, self._root, self._info, name, second, before[0], at)
        end = b"trailer\n<</Size %d /Root %d 0 R /Info %d 0 R /ID [<%s> <%s>] /Prev %s>>\nstartxref\n%d\n%%%%EOF\n"
        return b"".join([*parts, b"xref\n", *_sections(offsets), end % told])


def certificates_at(data: bytes, at: int, size: int) -> list[bytes]:
    """The certificates with which a revision that begins at an offset begins; none where it begins with something else."""
    found: list[bytes] = []
    while (head := _STREAM.match(data, at)) is not None and int(head[1]) == size + len(found):
        stop = head.end() + int(head[2])
        if not data.startswith(_STREAM_END, stop):
            break
        found.append(data[head.end() : stop])
        at = stop + len(_STREAM_END)
    return found


def _stream(content: bytes) -> bytes:
    """Not packed: another version of a packer would write other bytes."""
    return b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content)


def _sections(offsets: dict[int, int]) -> list[bytes]:
    """The table's sections, one for every run of numbers (ISO 32000-2, 7.5.4)."""
    told = []
    for _, run in groupby(enumerate(sorted(offsets)), key=lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in run]
        told.append(b"%d %d\n" % (numbers[0], len(numbers)))
        told += [b"%010d 00000 n \n" % offsets[number] for number in numbers]
    return told


def _listed(pattern: re.Pattern[bytes], body: bytes) -> re.Match[bytes]:
    found = list(pattern.finditer(body))
    if len(found) != 1:
        raise Invalid("lasting.form")
    return found[0]


def _added(body: bytes, listed: re.Match[bytes], number: int) -> bytes:
    """The object with one reference more in a list."""
    return body[: listed.end(1)].rstrip(b" ") + b" %d 0 R" % number + body[listed.end(1) :]


def _ended(body: bytes, words: bytes) -> bytes:
    """The dictionary with more entries at its end."""
    if not body.endswith(b">>"):
        raise Invalid("lasting.form")
    return body[:-2] + words + body[-2:]
