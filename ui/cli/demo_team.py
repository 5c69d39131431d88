"""The demo's integrated team: a decree and its seats, a rakor planned from what is open, held, minuted and released."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from core.app import team_queries as queries
from core.domain.action_item import ActionForm, SetAction
from core.domain.meeting import HeldForm, HoldMeeting, IssueMinutes, MeetingForm, PlanMeeting
from core.domain.member import DecreeForm, MemberForm, NameMember, RecordDecree
from core.domain.release import MakeRelease, ReleaseForm
from core.domain.team_act import LinkRecords

if TYPE_CHECKING:
    from ui.cli.demo_story import Play


def meeting(play: Play, declaration: str) -> None:
    """One meeting from its agenda to the release of its minutes; the declaration is linked to it."""
    app, told = play.province, play.people.team
    new, today = app.new_command, app.today

    def form(struct: Any, **more: Any) -> Any:
        return msgspec.convert(more, struct)

    decreed = today - timedelta(days=told["decree_age"])
    area, number = app.facts.province_code, told["decree"]
    decree = str(app.execute(RecordDecree(new(), form(DecreeForm, area=area, number=number, day=decreed.isoformat()))).reply)
    for institution, position, role in told["seats"]:
        seat = form(MemberForm, decree=decree, institution=institution, position=position, role=role)
        app.execute(NameMember(new(), seat))
    agenda = "\n".join((*told["agenda"], *app.ask(queries.Agenda()).lines))
    planned = form(MeetingForm, **told["meeting"], day=today.isoformat(), agenda=agenda)
    rakor = str(app.execute(PlanMeeting(new(), planned)).reply)
    app.execute(LinkRecords(new(), "meeting", rakor, "declaration", declaration))
    app.execute(HoldMeeting(new(), rakor, form(HeldForm, **told["held"])))
    for item in told["actions"]:
        due = (today + timedelta(days=item["days"])).isoformat()
        fields = {name: text for name, text in item.items() if name != "days"}
        app.execute(SetAction(new(), form(ActionForm, **fields, due=due, meeting=rakor)))
    made: Any = app.execute(IssueMinutes(new(), rakor)).reply
    play.file(f"notulen-{made.number.replace('/', '-')}.pdf", made.pdf)
    note: Any = app.execute(MakeRelease(new(), form(ReleaseForm, document=made.id, **told["release"]))).reply
    play.file(f"lepas-{note.number.replace('/', '-')}.pdf", note.pdf)
    play.step(
        f"Rakor ke-1 tim terpadu: notulen {made.number}, dilepas kepada {told['release']['institution']}",
        f"The integrated team's first meeting: minutes {made.number}, released to {told['release']['institution']}",
    )
