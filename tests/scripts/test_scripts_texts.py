"""Texts come back code point for code point, whatever script they are in, and never steer the terminal."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings

from tests.scripts.shell import Shell
from tests.world import words

LINES = [
    "<script>alert('x')</script> &amp; \"kutip\" 'tunggal' \\ %s {0} ${HOME} `ls`",
    "e\u0301 o\u0308 \u0915\u094d\u0937 n\u0303",
    "\u00e9 \u212b \ufb01 \u1e9b\u0323",
    "🙂👩‍👩‍👧‍👦🇮🇩 emoji",
    "'; DROP TABLE report; --",
    '=HYPERLINK("http://x")',
    "ꦲꦏ꧀ꦱꦫꦗꦮ ᬅᬓ᭄ᬱᬭᬩᬮᬶ",
    "日本語 العربية עברית",
    "  spasi di tepi  ",
    "\u200bzero\u200cwidth\u2060",
]
NARRATIVES = [
    *LINES,
    "tab\tdi dalam",
    "baris satu\nbaris dua\n\n\tbaris empat\n",
    "kanan\u202e ke kiri\u202c \u2067x\u2069 \u200f",
    "a" * 100_000,
]


def put_in(shell: Shell, **changes: object) -> dict[str, object]:
    (reply,) = shell.add(shell.example("early_warning", **changes))
    shown: dict[str, object] = shell.good("report", "show", reply["id"], profile="post")
    return shown


@pytest.mark.fault("CA-4")
@pytest.mark.parametrize("text", LINES)
def test_lines(shell: Shell, text: str) -> None:
    shown = put_in(shell, summary=text, place={"area": "19.01.01", "detail": text})
    assert shown["summary"] == text and shown["place"] == {"area": "19.01.01", "detail": text}
    assert shell.good("report", "list", profile="post")["reports"][0]["summary"] == text


@pytest.mark.fault("CA-4")
def test_narratives(shell: Shell) -> None:
    trees = [shell.example("early_warning", narrative=text, suggestion=text) for text in NARRATIVES]
    replies = shell.add(*trees)
    for reply, text in zip(replies, NARRATIVES, strict=True):
        shown = shell.good("report", "show", reply["id"], profile="post")
        assert (shown["narrative"], shown["suggestion"]) == (text, text)


@pytest.mark.fault("CA-4")
def test_every_field_of_the_examples_comes_back_and_travels(shell: Shell) -> None:
    trees = {kind: shell.example(kind) for kind in ("early_warning", "situation", "information", "complaint")}
    replies = dict(zip(trees, shell.add(*trees.values()), strict=True))
    shell.good("send", shell.stick, profile="post")
    shell.good("receive", shell.stick, profile="province")
    for profile in ("post", "province"):
        for kind, tree in trees.items():
            shown = shell.good("report", "show", replies[kind]["id"], profile=profile)
            for name in tree.keys() - {"reporter", "witnesses", "nihil", "condition", "grade"}:
                assert shown[name] == tree[name], (kind, name)
    complaint = shell.good("report", "show", replies["complaint"]["id"], profile="province")
    assert "Sukmawati" not in json.dumps(complaint) and "Marno" not in json.dumps(complaint)


def test_bytes_from_files_with_a_mark_or_windows_line_ends(shell: Shell) -> None:
    tree = json.dumps(shell.example("early_warning", narrative="garis\nbaru"))
    for data in (b"\xef\xbb\xbf" + tree.encode(), tree.encode() + b"\r\n" + tree.encode() + b"\r\n"):
        shell.good("report", "add", "-", profile="post", stdin=data)
    assert len(shell.good("report", "list", profile="post")["reports"]) == 3


@pytest.mark.fault("CA-19")
def test_text_output_cannot_steer_the_terminal(shell: Shell) -> None:
    (reply,) = shell.add(shell.example("early_warning", narrative="a\u202eb\u2066c"))
    shown = shell.run("report", "show", reply["id"], profile="post", as_json=False)
    assert shown.code == 0 and "a\ufffdb\ufffdc" in shown.out
    missing = shell.run("report", "add", "a\x1b[31m\nb.json", profile="post", as_json=False)
    assert missing.code == 2 and "\x1b" not in missing.err and len(missing.err.splitlines()) == 1


@pytest.mark.fault("CA-4")
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(text=words)
def test_any_line(shell: Shell, text: str) -> None:
    assert put_in(shell, summary=text)["summary"] == text
