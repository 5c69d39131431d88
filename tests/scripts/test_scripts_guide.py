"""The guidance by verbs: advice with law and stages, search, questions, a leaflet; never a verdict."""

from __future__ import annotations

from tests.scripts.shell import Shell


def test_ask_search_questions_and_leaflet(shell: Shell) -> None:
    told = shell.good("guide", "ask", "--subject", "tni", "--act", "tni-06", "--date", "2024-02-14", profile="post")
    assert (told["stance"], told["verdict"], told["election"]) == ("regulated", None, "PEMILU_2024")
    assert "UU 7/2017 Pasal 200" in [law["citation"] for law in told["governing"]] and told["stages"] and told["next"]
    assert shell.good("guide", "ask", "--subject", "PNS", "--act", "TNI-06", profile="post")["stance"] == "right"
    shell.refused("guide.act", "guide", "ask", "--subject", "PNS", "--act", "X", profile="post")
    shell.refused("usage", "guide", "ask", "--subject", "PNS", "--act", "HDR-01", "--date", "kemarin", profile="post")
    assert shell.good("guide", "search", "spanduk", profile="post")["hits"]
    asked = shell.good("guide", "questions", "--subject", "PNS", "--yes", "hadir", profile="post")
    assert asked["acts"] == ["HDR-01"] and asked["questions"][0]["code"] == "hadir"
    out = shell.home / "selebaran.pdf"
    shell.good("guide", "leaflet", "--subject", "PNS", "--out", out, profile="post")
    assert out.read_bytes().startswith(b"%PDF")
