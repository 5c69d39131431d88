"""A share in a file: its words as text, or a photo, scan or PDF of its sheet, decoded in a limited process and nowhere else."""

from __future__ import annotations

from typing import Final

from core.app.shares import CODE_PREFIX
from core.documents.scan_apart import PageReader
from core.domain.errors import Invalid
from core.domain.file_types import PDF, PICTURES, type_by_content

FILE_LIMIT: Final = 64 * 1024 * 1024
_PAGES: Final = 10
_TEXT_LIMIT: Final = 64 * 1024


def text_of(data: bytes, number: int = 1) -> str:
    """The share's words, not yet judged; ``number`` says which of those given it is, for the sentence.

    Raises ``Invalid`` (``share.no_code``, ``image.too_big``, ``image.unreadable``).
    """
    kind = type_by_content(data)
    if kind != PDF and kind not in PICTURES:
        return data[:_TEXT_LIMIT].decode("utf-8-sig", "replace").strip()
    with PageReader() as reader:
        for page in range(min(reader.open(data).pages, _PAGES)):
            found = reader.codes(page, CODE_PREFIX)
            if found:
                return found[0]
    raise Invalid("share.no_code", share=number)
