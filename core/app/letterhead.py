"""The office's letterhead: a setting of this laptop in the encrypted store. It travels nowhere; each laptop is told its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from core.app.device import Device
from core.app.settings import Settings
from core.app.watch import Watch, silent
from core.domain.errors import Invalid
from core.domain.letterhead import Letterhead, checked

if TYPE_CHECKING:
    from core.documents.layout import Office

KEY: Final = "letterhead"
_SAMPLE: Final = "Contoh kop surat. Surat, tanda terima, dan pakta dari laptop ini memakai kop ini."


def read(device: Device) -> Letterhead:
    """What was saved; an empty one where nothing was, or where a newer program wrote it otherwise."""
    text = Settings(device.database).get(KEY, "")
    try:
        return msgspec.json.decode(text, type=Letterhead) if text else Letterhead()
    except msgspec.DecodeError:
        return Letterhead()


def usual(device: Device) -> Letterhead:
    """What the reference data say of this office."""
    own = device.belongings
    post = device.reference.post(own.code)
    province = device.reference.area(own.province_code)
    seat = (post.seat if post is not None else "") or ""
    regency = device.reference.area(own.code) if device.is_regency else None
    if regency is not None:
        town = regency.name.removeprefix("Kabupaten ").removeprefix("Kota ")
        return Letterhead(agency=regency.name.upper(), unit=own.name, place=town)
    return Letterhead(
        agency=f"PROVINSI {province.name}".upper() if province is not None else own.name,
        unit=own.name,
        lines=(seat,) if seat else (),
        place=seat.split("(")[0].split(",")[0].strip() or (province.name if province is not None else ""),
    )


def worn(device: Device) -> Letterhead:
    """What stands on paper: what was saved, and the reference data where it says nothing."""
    return over(usual(device), read(device))


def over(below: Letterhead, told: Letterhead) -> Letterhead:
    """One letterhead with another's words where it has any; the picture is the told one's."""
    return Letterhead(
        agency=told.agency or below.agency,
        unit=told.unit or below.unit,
        lines=told.lines or below.lines,
        place=told.place or below.place,
        picture=told.picture,
    )


def office(device: Device, head: Letterhead, place: str = "") -> Office:
    """The office as documents take it; ``place`` is the town of one document."""
    from core.documents.layout import Office

    address, *lines = head.lines or ("",)
    return Office(
        code=device.belongings.code,
        agency=head.agency,
        unit=head.unit,
        address=address,
        place=place or head.place,
        crest=head.picture,
        lines=tuple(lines),
    )


class LetterheadDesk:
    """What window and command line do with the letterhead."""

    def __init__(self, device: Device) -> None:
        self._device = device

    def read(self) -> Letterhead:
        """What was saved."""
        return read(self._device)

    def usual(self) -> Letterhead:
        """What stands on paper where nothing was saved."""
        return usual(self._device)

    def picture(self, data: bytes, watch: Watch = silent) -> bytes:
        """A PNG, JPEG or SVG as every document can carry it; decoded in a limited process.

        Raises ``Invalid`` or ``Unavailable`` with a ``letterhead.*`` code, and ``Cancelled`` from the watch.
        """
        from core.documents.logo_apart import logo

        return logo(data, lambda: watch("letterhead", 0, 0))

    def save(self, letterhead: Letterhead) -> None:
        """Keep it; raises ``Invalid``: ``text.*``, ``letterhead.lines``, ``letterhead.glyph`` or ``letterhead.unreadable``."""
        kept = self._printable(letterhead)
        empty = kept == Letterhead()
        Settings(self._device.database).put(KEY, "" if empty else msgspec.json.encode(kept).decode())

    def sample(self, letterhead: Letterhead) -> bytes:
        """A page with this letterhead and nothing on it, as a PDF; raises as :meth:`save` does."""
        from core.app.faces import fonts_of
        from core.documents.layout import Frame, compose, metadata, sentence
        from core.documents.sheet import Sheet, Typesetter

        shown = office(self._device, over(usual(self._device), self._printable(letterhead)))
        fonts, made = fonts_of(self._device), self._device.moment()
        typesetter = Typesetter(fonts)
        frame = Frame(shown, made, "–", "–", drill=True)
        return compose(
            typesetter, Sheet(fonts, metadata("Contoh kop surat", shown, "", made)), frame, [sentence(typesetter, _SAMPLE)]
        )

    def _printable(self, letterhead: Letterhead) -> Letterhead:
        from core.app.faces import fonts_of
        from core.documents.fonts import missing_glyphs
        from core.documents.pictures import pixels

        kept = checked(letterhead)
        if kept.picture:
            pixels(kept.picture)
        missing = missing_glyphs("".join((kept.agency, kept.unit, kept.place, *kept.lines)), fonts_of(self._device))
        if missing:
            raise Invalid("letterhead.glyph", characters=" ".join(f"{c} (U+{ord(c):04X})" for c in missing[:5]))
        return kept
