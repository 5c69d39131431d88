"""Names of codes as the team's tabs show them, and the choices of its forms, in the window's language."""

from __future__ import annotations

from collections.abc import Iterable

from core.domain.area import Area
from core.domain.document_form import Option
from ui.gui.desk import Desk


class Names:
    """Reads the reference data in force."""

    def __init__(self, desk: Desk) -> None:
        self.t, self._data = desk.t, desk.app.reference
        facts = desk.app.facts
        self._home = facts.province_code
        self._own = facts.code if facts.kind == "regency" else ""
        self._english = desk.t.language == "en"

    def institution(self, code: str) -> str:
        """An institution without what stands in brackets; an unknown code is itself."""
        found = self._data.institution(code)
        return code if found is None else (found.name_en if self._english else found.name_id).split(" (")[0]

    def area(self, code: str) -> str:
        """A place's own name."""
        found = self._data.area(code) if code else None
        return code if found is None else found.label

    def stage(self, election: str, stage: str) -> str:
        """A stage's name."""
        found = self._data.stage(election, stage) if stage else None
        return stage if found is None else (found.name_en if self._english else found.name_id)

    def any_stage(self, stage: str) -> str:
        """A stage's name in whatever election has it."""
        names = (self.stage(each.code, stage) for each in self._data.elections)
        return next((name for name in names if name != stage), stage)

    def seat(self, code: str) -> str:
        """A seat of the team that the law expects."""
        found = next((each for each in self._data.seats if each.code == code), None)
        return code if found is None else (found.name_en if self._english else found.name_id)

    def institutions(self) -> tuple[Option, ...]:
        """Every institution."""
        return tuple(Option(code=each.code, label=self.institution(each.code)) for each in self._data.institutions)

    def regencies(self) -> tuple[Option, ...]:
        """The province and its regencies; a regency's desk has its own area alone."""
        codes = [self._own] if self._own else [self._home, *(each.code for each in self._below())]
        return tuple(Option(code=code, label=self.area(code)) for code in codes)

    def teams(self) -> tuple[tuple[str, str], ...]:
        """Whose records a list shows: the own team's first, then at the province each regency's; none elsewhere."""
        if self._own:
            return ()
        return (("", self.t("team.own")), *((each.code, each.label) for each in self._below()))

    def _below(self) -> list[Area]:
        below = [each for each in self._data.children(self._home) if each.level == "regency"]
        return [each for each in below if self._own in ("", each.code)]

    def districts(self) -> tuple[Option, ...]:
        """Every district, by its regency."""
        made = []
        for regency in self._below():
            for each in self._data.children(regency.code):
                if each.level == "district":
                    made.append(Option(code=each.code, label=f"{each.label}, {regency.label}"))
        return tuple(made)

    def elections(self) -> tuple[Option, ...]:
        """Elections, the newest first."""
        ordered = sorted(self._data.elections, key=lambda each: each.voting_day, reverse=True)
        return tuple(Option(code=each.code, label=each.name_en if self._english else each.name_id) for each in ordered)

    def stages(self) -> tuple[Option, ...]:
        """Stages of any election, each code once."""
        codes = dict.fromkeys(stage.code for each in self._data.elections for stage in each.stages)
        return tuple(Option(code=code, label=self.any_stage(code)) for code in codes)

    def tracks(self) -> tuple[Option, ...]:
        """The office's two tracks."""
        return tuple(Option(code=each.code, label=each.name_en if self._english else each.name_id) for each in self._data.tracks)

    def words(self, codes: Iterable[str], family: str) -> tuple[Option, ...]:
        """Codes whose words are those of the translations under ``FAMILY.CODE``."""
        return tuple(Option(code=code, label=self.t(f"{family}.{code}")) for code in codes)
