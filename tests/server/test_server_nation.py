"""A national office whose store lies on a server, above a province whose desks share one: the same code, the same rows."""

from __future__ import annotations

from pathlib import Path

from core.app import queries
from core.app.nation_profile import create_nation
from sync.exchange import send
from tests.nation_world import acquaint
from tests.server.founding import Province, begun, kept
from tests.server.running import Running
from tests.world import POST, warning


def test_an_office_on_a_server_reads_a_province_on_a_server(pg: Running, province: Province, tmp_path: Path) -> None:
    app = create_nation(tmp_path / "nation", name="Kantor Nasional", server=pg.over_tls(pg.make()), **begun("nation"))
    office = kept("nation", tmp_path / "nation", app)
    acquaint(app, province.one.app)
    # What the first desk learned holds at the second one too: they share what the province knows.
    assert [target.audience for target in province.two.app.shelf.targets("nation")] == ["nation"]
    report = province.post.submit(warning(summary="Naik ke pusat"))
    for name, giver, taker, to in (
        ("up", province.post, province.one, None),
        ("above", province.two, office, "nation"),
        ("back", office, province.one, None),
    ):
        stick = tmp_path / name
        stick.mkdir()
        send(giver.app, stick, to=to)
        taker.receive(stick)
    row = office.report(report.id).row
    assert (row.post, row.number, row.summary) == (f"19/{POST}", f"19/{report.number}", "Naik ke pusat")
    view = province.two.app.ask(queries.Above())
    assert view is not None and view.lacking == 0 and view.held > 1
    assert office.problems() == ()
    office.restart()
    assert office.report(report.id).row == row
    province.one.app.nation.leave()
    office.close()
