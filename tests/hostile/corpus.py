"""Texts that somebody types, pastes or sends: what each tries stands in its name, and ``MARK`` in all of them."""

from __future__ import annotations

from typing import Final

MARK: Final = "kenari"
PICTURE: Final = "PICTURE"
"""Where the path of a picture goes, which nothing may open."""

TAKEN: Final[dict[str, str]] = {
    "markup": f"<img src='file://{PICTURE}'><b>{MARK}</b> &amp; <a href='file://{PICTURE}'>x</a>",
    "script": f"<script>{MARK}</script><style>*{{display:none}}</style><!-- {MARK}",
    "formats": f"%s%n%(x)s {{0}} {{nama}} {{{{}}}} {MARK} $HOME `id` ${{x}}",
    "sql": f"{MARK}'; DROP TABLE entry; -- \" \\' %_",
    "search": f'"{MARK} OR NEAR(a b, 3) AND NOT * ^ col:x - +"',
    "formula": f'=HYPERLINK("file://{PICTURE}",1) {MARK}',
    "formula-wide": f"\uff1d1+1 {MARK}",
    "formula-at": f"@SUM(1) {MARK}",
    "paths": f"../../{MARK}/../etc/passwd C:\\{MARK} \\\\host\\{MARK}",
    "reserved": f"CON NUL.txt aux {MARK} . ",
    "zero-width": f"{MARK}\u200b\u200d\u2060\ufeffx",
    "marks": MARK + "e" + "\u0301\u0323\u0336" * 60,
    "emoji": f"{MARK} \U0001f469\u200d\U0001f692 \U0001f1ee\U0001f1e9 \U000e0001",
    "right-to-left": f"{MARK} \u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd",
    "scripts": f"{MARK} \ua9b2\ua98f \u4e2d\u6587 \u0e01\u0e33 \U00020000",
    "one word": MARK + "w" * 290,
    "ampersand": f"&{MARK} && &x",
    "json": f'{{"{MARK}": [1, null, "\\u0000"]}}',
    "not composed": f"{MARK} cafe\u0301 A\u030a \u1e9b\u0323",
}
"""What is an answer like any other: comes back as it was, and does nothing."""

REFUSED: Final[dict[str, str]] = {
    "bidi": f"{MARK}\u202ereppus\u202c \u2066x\u2069 \u200fy",
    "nul": f"{MARK}\0x",
    "escapes": f"\x1b[31m{MARK}\x1b]0;{MARK}\x07",
    "half a character": f"{MARK}\ud800x",
    "controls": f"{MARK}\x01\x08\x7f\x85x",
    "endless": f"{MARK} " + "panjang " * 12_500,
    "tabs": f"{MARK}\tx\ty",
    "lines": f"{MARK}\nbaris\r\ndua\u2028tiga",
}
"""What a line does not hold, or no text at all: one sentence says so, or the field never takes it."""

TEXTS: Final = TAKEN | REFUSED
ALL_TAKEN: Final = (
    f"<img src='file://{PICTURE}'><b>{MARK}</b> %s {{0}} {{nama}} '; DROP TABLE entry;-- \"OR NEAR(* =1+1 ../../x CON "
    f"\u200be\u0301\u0336 \U0001f469\u200d\U0001f692 \u0645\u0631\u062d &amp; \ua9b2"
)
"""All that is taken, in one line for the suite."""
ALL_REFUSED: Final = f"=1+1 {MARK}\u202e\x1b[31m\0\ud800 <b>x"
