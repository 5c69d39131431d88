"""Pictures of Tim: a team with a decree, a rakor that was minuted and one that is planned, and one record of each kind."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import msgspec

from core.app import team_queries as queries
from core.domain.action_item import ActionForm, SetAction
from core.domain.agreement import AgreementForm, RecordAgreement
from core.domain.local_rule import RecordRule, RuleForm
from core.domain.meeting import HeldForm, HoldMeeting, IssueMinutes, MeetingForm, PlanMeeting
from core.domain.member import DecreeForm, MemberForm, NameMember, RecordDecree
from core.domain.outreach import OutreachForm, RecordOutreach
from core.domain.release import MakeRelease, ReleaseForm
from ui.cli.meeting_verbs import EXAMPLE

SEATS = (
    ("KESBANGPOL", "Kepala Badan", "sekretaris"),
    ("POLDA", "Direktur Intelkam", "wakil"),
    ("KEJATI", "Kasi Sosbud", "anggota"),
)

FORMS: dict[Any, Any] = {
    RecordDecree: DecreeForm, NameMember: MemberForm, RecordAgreement: AgreementForm, PlanMeeting: MeetingForm,
    SetAction: ActionForm, RecordOutreach: OutreachForm, RecordRule: RuleForm, MakeRelease: ReleaseForm,
}  # fmt: skip


def team(app: Any) -> None:
    """Records of every kind, dated around the day of the profile's clock; once."""
    if app.ask(queries.Meetings()).total:
        return
    today: date = app.today

    def act(command: Any, **fields: str) -> Any:
        return app.execute(command(app.new_command(), msgspec.convert(fields, FORMS[command]))).reply

    day = today.isoformat()
    decree = act(RecordDecree, area="19", number="188.44/123/KSB/2023", day=(today - timedelta(days=300)).isoformat())
    for institution, position, role in SEATS:
        act(NameMember, decree=decree, institution=institution, position=position, role=role)
    agreement = act(
        RecordAgreement, number="PKS/7/2023", title="Pengawasan tahapan", day=(today - timedelta(days=300)).isoformat(),
        parties="BAWASLU,POLDA", valid_to=(today + timedelta(days=40)).isoformat(), scope="Pertukaran informasi.",
    )  # fmt: skip
    rakor = act(
        PlanMeeting, kind="rakor", target="b04", day=day, theme="Deteksi dini potensi konflik", track="WASNAS",
        venue="Aula kantor", time="09.00 WIB", agenda="Pemetaan kerawanan per kecamatan.", basis="SK Gubernur",
    )  # fmt: skip
    app.execute(HoldMeeting(app.new_command(), rakor, msgspec.convert(EXAMPLE, HeldForm)))
    act(
        SetAction, activity="Sosialisasi netralitas di pulau-pulau", owner="KESBANGPOL", output="Berita acara bertanda tangan",
        due=(today + timedelta(days=20)).isoformat(), election="PEMILU_2024", stage="KAMPANYE", meeting=rakor,
    )  # fmt: skip
    act(SetAction, activity="Jadwal kapal logistik", owner="LANAL", due=(today - timedelta(days=2)).isoformat(), meeting=rakor)
    minutes = app.execute(IssueMinutes(app.new_command(), rakor)).reply
    act(
        PlanMeeting, kind="sektoral", day=(today + timedelta(days=9)).isoformat(), theme="Persiapan perpanjangan PKS",
        agreement=agreement,
    )  # fmt: skip
    act(
        RecordOutreach, kind="imbauan", topic="Netralitas pada masa tenang", day=day, institution="BAWASLU",
        election="PEMILU_2024", stage="MASA_TENANG",
    )  # fmt: skip
    act(
        RecordRule, area="19.03", topic="honorer_calon", text="Tenaga kontrak yang menjadi calon tidak perlu mundur.",
        document="Perbup 12/2023", valid_from="2023-06-01",
    )  # fmt: skip
    act(MakeRelease, document=minutes.id, institution="POLDA", basis="SK tim terpadu 188.44", purpose="Tindak lanjut rapat")


def pictures(gallery: Any, window: Any, frame: Any) -> None:
    """Every tab with its first record chosen, and the forms that are long."""
    from ui.gui.screens.team.agenda_dialog import AgendaDialog
    from ui.gui.screens.team.record_dialog import RecordDialog

    team(window.desk.app)
    place = frame.place
    place.refresh()
    for name, page in place.pages.items():
        place.show_tab(name)
        gallery._rest(window)
        page.table.selectRow(page.table.rowCount() - 1)
        gallery._grab(window, f"team-{name}")
    meetings = place.pages["meetings"]
    forms = meetings.forms
    for name, form in (("plan", forms.meeting(())), ("hold", forms.held(rakor=True)), ("outreach", forms.outreach())):
        dialog = RecordDialog(window.desk, form, lambda *_: None, place, window.desk.t("meeting.plan_hint"))  # type: ignore[arg-type, return-value]
        dialog.show()
        gallery._paper(window, dialog, f"team-form-{name}")
    agenda = AgendaDialog(window.desk, meetings._agenda, meetings.names, place)
    agenda.show()
    gallery._paper(window, agenda, "team-agenda")
