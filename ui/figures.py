"""A table of counts as a picture or a list shows it: named, in one language; what a chart is drawn from, without Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from core.app.statistics_views import DataCard, Heading, Pivot
from core.domain.statistics import FAMILY, SEVERAL
from ui.wording import sentences, word

if TYPE_CHECKING:
    from core.app.statistics_export import Words as SheetWords

Form = Literal["bars", "stacked", "pairs", "lines", "heat"]
WITHHELD: Final = "–"
MOST_SERIES: Final = 8
"""So many patterns can be told apart; more series make a heat table."""
OWN_WORDS: Final = ("kind", "status", "board", "outcome")
MONTH_LETTERS: Final = 7


@dataclass(frozen=True, slots=True)
class Figure:
    """What is drawn: named lines of named series; without series each line has one value. None is withheld."""

    title: str
    lines: tuple[str, ...]
    series: tuple[str, ...]
    values: tuple[tuple[int | None, ...], ...]
    note: str
    withheld: str

    @property
    def highest(self) -> int:
        """The highest single value, at least one."""
        return max((value or 0 for line in self.values for value in line), default=0) or 1


@dataclass(frozen=True, slots=True)
class Named:
    """Words of one language for what tables count."""

    language: str

    def say(self, key: str, **values: str | int) -> str:
        """A sentence of the window by its key."""
        found = sentences(self.language)[key]
        return found.format(**values) if values else found

    def direction(self, direction: str) -> str:
        """What a direction is called."""
        return self.say(f"statistics.direction.{direction}")

    def heading(self, direction: str, heading: Heading) -> str:
        """What a line is called."""
        code = heading.code
        if not code:
            return self.say("statistics.unsaid")
        if FAMILY.get(direction) == "time":
            return self.time(direction, code)
        if code == SEVERAL:
            return self.say("statistics.several")
        if direction == "district" and heading.name and len(code) < len("00.00.00"):
            return self.say("statistics.somewhere", area=heading.name)
        if direction in OWN_WORDS:
            return word(self.language, f"statistics.{direction}.{code}", f"{direction}.{code}", otherwise=code)
        return heading.name or code

    def time(self, direction: str, code: str) -> str:
        """A day, week or month as people here read it."""
        try:
            day = date.fromisoformat(code if len(code) > MONTH_LETTERS else f"{code}-01")
        except ValueError:
            return code
        if direction == "month":
            return f"{self.say(f'statistics.month.{day.month}')} {day.year}"
        return f"{day:%d-%m-%Y}"

    def title(self, pivot: Pivot) -> str:
        """What a table counts."""
        rows, columns = pivot.card.rows, pivot.card.columns
        if not columns:
            return self.say("statistics.title_one", rows=lowered(self.direction(rows)))
        return self.say("statistics.title_two", rows=lowered(self.direction(rows)), columns=lowered(self.direction(columns)))

    def filters(self, card: DataCard) -> str:
        """What a table is narrowed to, in codes beside their names."""
        told = "; ".join(f"{self.say(f'statistics.filter.{name}')}: {self.value(name, value)}" for name, value in card.filters)
        return told or self.say("statistics.no_filter")

    def value(self, name: str, code: str) -> str:
        """A filter's value."""
        if name in ("since", "until"):
            return self.time("day", code)
        return word(self.language, f"statistics.{name}.{code}", f"{name}.{code}", otherwise=code)

    def card(self, card: DataCard) -> tuple[tuple[str, str], ...]:
        """The data card, line by line."""
        lines = self.direction(card.rows) + (f" × {self.direction(card.columns)}" if card.columns else "")
        return (
            (self.say("statistics.card.what"), lines),
            (self.say("statistics.card.filters"), self.filters(card)),
            (self.say("statistics.card.period"), self.period(card)),
            (self.say("statistics.card.how"), self.say("statistics.how")),
            (self.say("statistics.card.withheld"), self._withheld(card)),
            (self.say("statistics.card.made"), f"{card.made_at} · {card.office}"),
            (self.say("statistics.card.versions"), ", ".join(f"{name} {version}" for name, version in card.versions)),
            (self.say("statistics.card.journal"), self.say("statistics.journal", entries=card.entries, heads=card.heads)),
        )

    def _withheld(self, card: DataCard) -> str:
        told = self.say("statistics.withheld", count=card.withheld, smallest=card.smallest)
        return f"{told}. {self.say('statistics.years')}" if "district" in (card.rows, card.columns) else told

    def figure(self, pivot: Pivot) -> Figure:
        """The table as charts draw it."""
        card = pivot.card
        values = pivot.cells if card.columns else tuple((total,) for total in pivot.row_totals)
        note = self.say(
            "statistics.note",
            total=pivot.total,
            filters=self.filters(card),
            office=card.office,
            made=self.time("day", card.made_at[:10]),
        )
        hidden = self.say("statistics.withheld", count=card.withheld, smallest=card.smallest) if card.withheld else ""
        return Figure(
            title=self.title(pivot),
            lines=tuple(self.heading(card.rows, row) for row in pivot.rows),
            series=tuple(self.heading(card.columns, column) for column in pivot.columns),
            values=values,
            note=note,
            withheld=hidden,
        )

    def table(self, pivot: Pivot) -> tuple[list[str], list[list[str]]]:
        """The table as texts: headings, then a row each, then the totals."""
        card, total = pivot.card, self.say("statistics.total")
        columns = [self.heading(card.columns, column) for column in pivot.columns]
        rows = [
            [self.heading(card.rows, row), *map(shown, cells), shown(sum_)]
            for row, cells, sum_ in zip(pivot.rows, pivot.cells, pivot.row_totals, strict=True)
        ]
        last = [total, *map(shown, pivot.column_totals), str(pivot.total)]
        return [self.direction(card.rows), *columns, total], [*rows, last]

    def compared(self, now: Pivot, before: Pivot) -> tuple[Figure, list[str], list[list[str]]]:
        """Two periods side by side: as charts draw them, and as a table with headings, totals and what changed."""
        card = now.card
        periods = tuple(self.period(each.card) for each in (now, before))
        totals = [dict(zip((row.code for row in each.rows), each.row_totals, strict=True)) for each in (now, before)]
        lines = {row.code: self.heading(card.rows, row) for row in (*now.rows, *before.rows)}
        values = [tuple(each.get(code, 0) for each in totals) for code in lines]
        names = list(lines.values())
        title = self.say("statistics.title_compared", rows=lowered(self.direction(card.rows)))
        figure = replace(self.figure(now), title=title, lines=tuple(names), series=periods, values=tuple(values))
        rows = [[name, *map(shown, pair), changed(*pair)] for name, pair in zip(names, values, strict=True)]
        rows.append([self.say("statistics.total"), str(now.total), str(before.total), changed(now.total, before.total)])
        return figure, [self.direction(card.rows), *periods, self.say("statistics.change")], rows

    def period(self, card: DataCard) -> str:
        """From which day to which."""
        if not card.first_day:
            return WITHHELD
        return f"{self.time('day', card.first_day)} – {self.time('day', card.last_day)}"

    def sheets(self, pivot: Pivot) -> tuple[SheetWords, SheetWords]:
        """The table and its data card as sheets of a workbook."""
        headings, rows = self.table(pivot)
        card = self.say("statistics.card.title")
        return (self.title(pivot), headings, rows), (card, (card, ""), self.card(pivot.card))


def lowered(words: str) -> str:
    """As it stands inside a sentence: names of days keep their capital."""
    return words[:1].lower() + words[1:]


def shown(count: int | None) -> str:
    """A count, or the sign that it is withheld."""
    return WITHHELD if count is None else str(count)


def changed(now: int | None, before: int | None) -> str:
    """How many more or fewer; withheld where one of them is."""
    return WITHHELD if now is None or before is None else f"{now - before:+d}" if now != before else "0"


def form_of(pivot: Pivot) -> Form:
    """The chart that suits a table."""
    card = pivot.card
    if not card.columns:
        return "lines" if FAMILY.get(card.rows) == "time" else "bars"
    if len(pivot.columns) > MOST_SERIES or card.withheld or "district" in (card.rows, card.columns):
        return "heat"
    return "lines" if FAMILY.get(card.rows) == "time" else "stacked"
