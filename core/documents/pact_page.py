"""One person's pact as it is drawn: no key is needed for it, so that it can be done in another process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from core.documents import qr_image
from core.documents.bed import Bed, make_bed
from core.documents.canonical import nfc
from core.documents.fonts import Fonts
from core.documents.layout import ISSUER_NOTICE, UNCERTIFIED_NOTICE, Frame, Office, compose, metadata
from core.documents.pact_layout import PactLayout, PactText, Signature
from core.documents.pressed import PressedSheet, SealWords, Unsigned
from core.documents.sheet import Metadata, Sheet, Typesetter
from core.documents.signing import FIELD_NAME
from core.documents.wording import PactTemplate
from core.documents.words import plain_date
from core.domain.ids import show_id
from core.domain.ink import Ink
from core.domain.moment import Moment

SHORT_DIGEST_HEX: Final = 8
DEFAULT_ELECTION: Final = "Pemilihan Umum dan Pemilihan Kepala Daerah"
_ELECTION: Final = "{pemilu}"


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
class PactPage:
    """All that is told of one pact before it is drawn: ``digest`` of its content and the text of its ``code`` are known."""

    person: PactPerson
    number: str
    document: bytes
    issued: Moment
    digest: bytes
    code: str
    ink: Ink = ()


@dataclass(frozen=True)
class PactStyle:
    """What all pacts of one wording and office share; ``drill`` marks every page CONTOH."""

    template: PactTemplate
    office: Office
    drill: bool
    election: str = DEFAULT_ELECTION

    @property
    def seal(self) -> SealWords:
        """What the office's signature says of itself."""
        return SealWords(f"{self.office.agency} – {self.office.unit}", self.office.place)

    def with_election(self, text: str) -> str:
        """A text of the wording with the election named in it."""
        return text.replace(_ELECTION, nfc(self.election))


class PactDrawer:
    """Draws pacts of one style; the same page gives the same bytes, here and in any other process."""

    def __init__(self, fonts: Fonts, style: PactStyle) -> None:
        self._fonts, self._style = fonts, style
        self._typesetter = Typesetter(fonts)
        self._layout = PactLayout(self._typesetter)
        self.bed: Bed = make_bed(fonts, style.office.crest)

    def plainly(self, page: PactPage) -> bytes:
        """The plain way: the unsigned PDF with an empty field for the signature."""
        sheet = Sheet(self._fonts, self._told(page))
        return self._composed(sheet, page)

    def press(self, page: PactPage) -> Unsigned:
        """The quick way: the document behind the batch's common beginning, with a gap for the signature."""
        sheet = PressedSheet(self.bed, self._fonts, self._told(page), self._style.seal, page.ink)
        self._composed(sheet, page)
        return sheet.unsigned()

    def text(self, person: PactPerson, number: str, issued: Moment, ink: Ink) -> PactText:
        """The words of one pact."""
        template, style = self._style.template, self._style
        pledges = [pledge.text for pledge in template.pledges if person.is_head or not pledge.heads_only]
        return PactText(
            title=template.title,
            number=nfc(number),
            opening=template.opening,
            person=self._person_lines(person),
            statement=style.with_election(template.statement),
            pledges=tuple(style.with_election(text) for text in pledges),
            closing=template.closing,
            witness=self._witness(person.witness),
            signer=self._signature(person, issued, ink),
        )

    def _composed(self, sheet: Sheet, page: PactPage) -> bytes:
        blocks = self._layout.blocks(self.text(page.person, page.number, page.issued, page.ink))
        return compose(self._typesetter, sheet, self._frame(page), blocks, FIELD_NAME)

    def _told(self, page: PactPage) -> Metadata:
        title = f"Pakta Integritas Netralitas – {nfc(page.person.full_name)} – {page.number}"
        return metadata(title, self._style.office, f"{show_id(page.document)} {page.code}", page.issued)

    def _frame(self, page: PactPage) -> Frame:
        return Frame(
            office=self._style.office,
            issued=page.issued,
            document_code=show_id(page.document),
            short_digest=page.digest.hex()[:SHORT_DIGEST_HEX],
            notices=(ISSUER_NOTICE, UNCERTIFIED_NOTICE),
            drill=self._style.drill,
            squares=qr_image.squares(page.code),
        )

    def _person_lines(self, person: PactPerson) -> tuple[tuple[str, str], ...]:
        template = self._style.template
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
        template = self._style.template
        lines = (f"{self._style.office.place}, {plain_date(issued.day)}", template.signer_label)
        below: tuple[str, ...] = (f"{template.identifier_label} {person.identifier}",) if person.identifier else ()
        below += (f"Digoreskan pada layar, {plain_date(issued.day)}, disaksikan petugas penerbit",) if ink else ()
        return Signature(lines, nfc(person.full_name), below, stamp=template.stamp_duty)

    def _witness(self, witness: Witness) -> Signature:
        lines = (self._style.template.witness_label, *((nfc(witness.position),) if witness.position else ()))
        return Signature(lines, nfc(witness.name), (nfc(witness.identifier),) if witness.identifier else ())
