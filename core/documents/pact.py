"""Issuing the integrity pact of one person as a signed PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Final

from core.crypto.cose import key_id
from core.documents import canonical, qr, qr_image
from core.documents.bed import make_bed
from core.documents.canonical import Content, nfc
from core.documents.fonts import Fonts, missing_glyphs
from core.documents.layout import ISSUER_NOTICE, UNCERTIFIED_NOTICE, Block, Frame, Office, compose, metadata
from core.documents.pact_layout import PactLayout, PactText, Signature
from core.documents.pressed import Filler, PressedSheet, SealWords, Unsigned, cut_mould
from core.documents.sheet import Metadata, Sheet, Typesetter
from core.documents.signing import FIELD_NAME, OfficeSigner, PdfSealer
from core.documents.wording import PactTemplate
from core.documents.words import plain_date
from core.domain.errors import Invalid
from core.domain.ids import show_id
from core.domain.ink import Ink, ink_digest
from core.domain.moment import Moment
from core.domain.text import check_line

__all__ = ["IssuedPact", "Office", "OfficeSigner", "PactPerson", "PactPress", "Witness"]

SHORT_DIGEST_HEX: Final = 8
_ELECTION: Final = "{pemilu}"
_DEFAULT_ELECTION: Final = "Pemilihan Umum dan Pemilihan Kepala Daerah"


@dataclass(frozen=True)
class Witness:
    """Who signs on the left: superior, Bawaslu or the office; empty name means a dotted line."""

    name: str = ""
    position: str = ""
    identifier: str = ""


@dataclass(frozen=True)
class PactPerson:
    """Whose pact it is; ``identifier`` is NIP, NI PPPK or NRP as the template labels it, or empty."""

    name: str
    front_title: str = ""
    back_title: str = ""
    identifier: str = ""
    rank: str = ""
    position: str = ""
    unit: str = ""
    agency: str = ""
    is_head: bool = False
    witness: Witness = Witness()

    @property
    def full_name(self) -> str:
        """Name with titles as printed."""
        front = f"{self.front_title} {self.name}".strip()
        return f"{front}, {self.back_title}" if self.back_title else front


@dataclass(frozen=True)
class IssuedPact:
    """A signed pact: its file in two pieces, 32-byte digests of its content and of its signed bytes, the text of its code.

    ``prefix`` is the same for the whole batch and kept once; it is empty for what was made the plain way.
    """

    prefix: bytes
    tail: bytes
    content_digest: bytes
    byterange_digest: bytes
    qr_text: str

    @property
    def pdf(self) -> bytes:
        """The whole file."""
        return self.prefix + self.tail


@dataclass(frozen=True)
class _Printed:
    """All that is needed to draw one pact."""

    metadata: Metadata
    frame: Frame
    blocks: Sequence[Block]
    digest: bytes
    code: str


class PactPress:
    """Prints and signs pacts of one template for one office; use it in a ``with`` block, or close it.

    ``drill`` marks every page CONTOH; ``election`` is the election named in the pledges.
    """

    def __init__(
        self,
        fonts: Fonts,
        template: PactTemplate,
        office: Office,
        signer: OfficeSigner,
        drill: bool,
        *,
        election: str = _DEFAULT_ELECTION,
    ) -> None:
        self._fonts, self._template, self._office = fonts, template, office
        self._signer, self._drill, self._election = signer, drill, election
        self._typesetter = Typesetter(fonts)
        self._layout = PactLayout(self._typesetter)
        self._key_id = key_id(signer.certificate_der)
        self._words = SealWords(f"{office.agency} – {office.unit}", office.place)
        self._sealer = PdfSealer(signer, self._words.name, self._words.place)
        self._closed = False
        self._bed = make_bed(fonts, office.crest)
        mould = cut_mould(signer)
        self._filler = None if mould is None else Filler(self._bed, signer, mould)
        _refuse_missing(fonts, {"office": f"{office.agency}{office.unit}{office.address}{office.place}{election}"})

    def __enter__(self) -> PactPress:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Put the press away; it prints nothing any more."""
        self._sealer.close()
        self._closed = True

    def check(self, person: PactPerson, number: str) -> None:
        """Refuse what cannot be printed: ``pact.no_name``, ``pact.missing_glyph`` or a ``text.*`` code, ``Invalid``."""
        if not person.name.strip():
            raise Invalid("pact.no_name")
        fields = {**self._fields(person), "number": number}
        for field, text in fields.items():
            check_line(text, field)
        _refuse_missing(self._fonts, fields)

    def content(self, person: PactPerson, number: str, issued: Moment, ink: Ink = ()) -> Content:
        """The canonical content: the fields as printed, and the wording's code and version."""
        template = self._template
        fields = {
            **self._fields(person),
            "election": self._election,
            "head": "ya" if person.is_head else "tidak",
            "place": self._office.place,
            "date": issued.day.isoformat(),
            "office": self._office.code,
            "drill": "ya" if self._drill else "tidak",
        }
        if ink:
            fields["ink"] = ink_digest(ink).hex()
        return Content(template.code, template.version, template.language, number, fields)

    def render(self, person: PactPerson, number: str, document_id: bytes, issued: Moment) -> tuple[bytes, bytes, str]:
        """The plain way: the unsigned PDF, the content's digest and the code's text; the same input gives the same bytes."""
        printed = self._prepared(person, number, document_id, issued)
        sheet = Sheet(self._fonts, printed.metadata)
        return compose(self._typesetter, sheet, printed.frame, printed.blocks, FIELD_NAME), printed.digest, printed.code

    def press(
        self, person: PactPerson, number: str, document_id: bytes, issued: Moment, ink: Ink = ()
    ) -> tuple[Unsigned, bytes, str]:
        """The quick way: the document behind the batch's common beginning, with a gap for the signature.

        ``ink`` are strokes that the person drew on the screen; they become the signature's appearance, and their digest a
        field of the content.
        """
        printed = self._prepared(person, number, document_id, issued, ink)
        sheet = PressedSheet(self._bed, self._fonts, printed.metadata, self._words, ink)
        compose(self._typesetter, sheet, printed.frame, printed.blocks, FIELD_NAME)
        return sheet.unsigned(), printed.digest, printed.code

    def _prepared(self, person: PactPerson, number: str, document_id: bytes, issued: Moment, ink: Ink = ()) -> _Printed:
        if self._closed:
            raise RuntimeError("a press that was put away prints nothing")
        self.check(person, number)
        digest = canonical.digest("pact", self.content(person, number, issued, ink))
        fields = qr.QrFields("pact", document_id, digest, number, person.full_name, issued.day, self._office.code)
        code = qr.write_payload(fields, self._signer.key, self._key_id)
        title = f"Pakta Integritas Netralitas – {nfc(person.full_name)} – {number}"
        told = metadata(title, self._office, f"{show_id(document_id)} {code}", issued)
        frame = self._frame(document_id, digest, issued, code)
        return _Printed(told, frame, self._layout.blocks(self._text(person, number, issued, ink)), digest, code)

    def issue(self, person: PactPerson, number: str, document_id: bytes, issued: Moment, ink: Ink = ()) -> IssuedPact:
        """Print and sign one pact; raises ``Invalid`` as :meth:`check` does, before anything is printed.

        Raises ``Invalid('ink.no_way')`` where strokes are to be shown and documents cannot be pressed here.
        """
        if self._filler is None and ink:
            raise Invalid("ink.no_way")
        if self._filler is None:
            return self.issue_plainly(person, number, document_id, issued)
        document, digest, code = self.press(person, number, document_id, issued, ink)
        return self.sealed(document, digest, code)

    def sealed(self, document: Unsigned, digest: bytes, code: str) -> IssuedPact:
        """Sign what :meth:`press` made, here or in another process."""
        if self._filler is None:
            raise RuntimeError("a press without a mould seals nothing that was pressed")
        done, prefix = self._filler.fill(document), self._bed.beginning.prefix
        return IssuedPact(prefix, done.tail, digest, done.byterange_digest, code)

    @property
    def quick(self) -> bool:
        """Whether documents can be pressed."""
        return self._filler is not None

    def issue_plainly(self, person: PactPerson, number: str, document_id: bytes, issued: Moment) -> IssuedPact:
        """The reference: drawn, finished, and signed through pyHanko, which a batch does not wait for."""
        pdf, digest, code = self.render(person, number, document_id, issued)
        signed = self._sealer.seal(pdf, issued)
        return IssuedPact(b"", signed.pdf, digest, signed.byterange_digest, code)

    def _frame(self, document_id: bytes, digest: bytes, issued: Moment, code: str) -> Frame:
        return Frame(
            office=self._office,
            issued=issued,
            document_code=show_id(document_id),
            short_digest=digest.hex()[:SHORT_DIGEST_HEX],
            notices=(ISSUER_NOTICE, UNCERTIFIED_NOTICE),
            drill=self._drill,
            squares=qr_image.squares(code),
        )

    def _fields(self, person: PactPerson) -> dict[str, str]:
        witness = person.witness
        return {
            "name": person.full_name,
            "identifier": person.identifier,
            "rank": person.rank,
            "position": person.position,
            "unit": person.unit,
            "agency": person.agency,
            "witness_name": witness.name,
            "witness_position": witness.position,
            "witness_identifier": witness.identifier,
        }

    def _text(self, person: PactPerson, number: str, issued: Moment, ink: Ink) -> PactText:
        template = self._template
        pledges = [pledge.text for pledge in template.pledges if person.is_head or not pledge.heads_only]
        return PactText(
            title=template.title,
            number=nfc(number),
            opening=template.opening,
            person=self._person_lines(person),
            statement=self._with_election(template.statement),
            pledges=tuple(self._with_election(text) for text in pledges),
            closing=template.closing,
            witness=self._witness(person.witness),
            signer=self._signature(person, issued, ink),
        )

    def to_read(self, person: PactPerson, issued: Moment) -> str:
        """The words that the person will sign, as they are printed, to be read before the page exists."""
        text = self._text(person, "", issued, ())
        lines = [" ".join(text.title), "", text.opening]
        lines += [f"{label}: {value}" for label, value in text.person if value]
        lines += ["", text.statement, *(f"{number}. {words}" for number, words in enumerate(text.pledges, 1)), "", text.closing]
        return "\n".join(lines)

    def _person_lines(self, person: PactPerson) -> tuple[tuple[str, str], ...]:
        template = self._template
        pairs = (
            ("Nama", person.full_name),
            (template.identifier_label, person.identifier),
            (template.rank_label, person.rank),
            ("Jabatan", person.position),
            ("Unit kerja", person.unit),
            ("Instansi", person.agency),
        )
        return tuple((label, nfc(value)) for label, value in pairs)

    def _signature(self, person: PactPerson, issued: Moment, ink: Ink) -> Signature:
        template = self._template
        lines = (f"{self._office.place}, {plain_date(issued.day)}", template.signer_label)
        below: tuple[str, ...] = (f"{template.identifier_label} {person.identifier}",) if person.identifier else ()
        below += (f"Digoreskan pada layar, {plain_date(issued.day)}, disaksikan petugas penerbit",) if ink else ()
        return Signature(lines, nfc(person.full_name), below, stamp=template.stamp_duty)

    def _witness(self, witness: Witness) -> Signature:
        lines = (self._template.witness_label, *((nfc(witness.position),) if witness.position else ()))
        return Signature(lines, nfc(witness.name), (nfc(witness.identifier),) if witness.identifier else ())

    def _with_election(self, text: str) -> str:
        return text.replace(_ELECTION, nfc(self._election))


def _refuse_missing(fonts: Fonts, fields: dict[str, str]) -> None:
    for field, text in fields.items():
        missing = missing_glyphs(text, fonts)
        if missing:
            shown = " ".join(f"{character} (U+{ord(character):04X})" for character in missing[:5])
            raise Invalid("pact.missing_glyph", field=field, characters=shown)
