"""Announcements: told to all posts or one, read once a post, and forged ones without effect."""

from __future__ import annotations

import pytest

from core.app import queries, views
from core.app.device import DESKS
from core.app.streams import own_stream
from core.domain.announcement import Announce, AnnouncementFacts, AnnouncementMade, AnnouncementStory, MarkRead
from core.domain.errors import Invalid, NotAllowed
from core.domain.ids import read_id
from core.journal.author import Placement
from tests.world import OTHER_POST, POST, Laptop, World, found


def announce(laptop: Laptop, title: str, to: str = "") -> str:
    return str(laptop.app.execute(Announce(laptop.app.new_command(), title, "Isi pemberitahuan", to)).reply)


def heard(laptop: Laptop) -> list[tuple[str, tuple[str, ...]]]:
    return [(row.title, row.lacking) for row in laptop.app.ask(queries.Announcements())]


def unread(laptop: Laptop) -> int:
    return laptop.app.ask(queries.HomeCounts()).unread


def read(laptop: Laptop, announcement: str) -> None:
    laptop.app.execute(MarkRead(laptop.app.new_command(), read_id(announcement)))


def out(world: World) -> None:
    """A stick from each laptop to the province."""
    for laptop in (world.a, world.b, world.c):
        world.trip(laptop, world.province)


def back(world: World) -> None:
    """One stick from the province to all."""
    stick = world.stick()
    world.province.send(stick)
    for laptop in (world.a, world.b, world.c):
        laptop.receive(stick)


def forge(world: World) -> None:
    """A post's altered software announces something in its own stream."""
    with world.c.device.database.writing() as db:
        stream = own_stream(db, world.c.device, DESKS, b"\1" * 16)
    story = AnnouncementStory(title="Palsu", words="Palsu")
    world.c.forge(AnnouncementMade(AnnouncementFacts(), story), Placement(stream))


def test_told_read_and_known_to_the_province() -> None:
    world = found("announcements")
    try:
        desk = world.province
        out(world)  # every laptop makes itself known
        everybody, one = announce(desk, "Untuk semua"), announce(desk, "Untuk satu", OTHER_POST)
        back(world)
        assert heard(world.a) == [("Untuk semua", (POST,))] and unread(world.a) == 1
        assert {title for title, _ in heard(world.c)} == {"Untuk semua", "Untuk satu"} and unread(world.c) == 2
        assert sorted(heard(desk)) == [("Untuk satu", (OTHER_POST,)), ("Untuk semua", (POST, OTHER_POST))]
        for _ in range(2):
            read(world.a, everybody)
        entries = len(world.a.entries())
        read(world.a, everybody)
        assert len(world.a.entries()) == entries and unread(world.a) == 0, "once a post"
        read(world.c, one)
        out(world)
        back(world)
        assert unread(world.b) == 0, "the post's other laptop knows too"
        assert sorted(heard(desk)) == [("Untuk satu", ()), ("Untuk semua", (OTHER_POST,))]
        (row,) = desk.app.ask(queries.Announcements(open_only=True))
        assert [(each.post, each.officer) for each in row.read] == [(POST, "Petugas 1")] and isinstance(
            row, views.AnnouncementRow
        )
        # What is refused, and what changes nothing.
        for refused, code in (
            (lambda: announce(world.a, "x"), "authority.refused"),
            (lambda: read(desk, one), "announcement.own"),
        ):
            with pytest.raises(NotAllowed, match=code):
                refused()
        for wrong, code in (
            (lambda: announce(desk, " "), "announcement.empty"),
            (lambda: announce(desk, "x", "K9999"), "post.unknown"),
            (lambda: read(world.a, one), "announcement.unknown"),
        ):
            with pytest.raises(Invalid, match=code):
                wrong()
        forge(world)
        world.trip(world.c, desk)
        assert len(heard(desk)) == 2 and len(heard(world.c)) == 2
        assert desk.problems() == () and world.a.problems() == ()
    finally:
        world.close()
