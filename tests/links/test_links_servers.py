"""Objects over real servers: there and back, over a line that is cut, stopped, and refused for the right reason."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace

import pytest

from core.domain.errors import Cancelled, Refused, Unavailable
from sync.exchange import receive, send
from sync.links.address import Address
from sync.links.link import Link
from tests.links.cutting import bad_line
from tests.links.servers import Running
from tests.world import World, warning

NAME = "abcdefghijklmnopqrstuvwxyz.bin"


LinkTo = Callable[..., Link]


def test_a_report_there_and_the_answer_back(running: Running, world: World, link_to: LinkTo) -> None:
    number = world.a.submit(warning()).number
    post, province = (link_to(running.address, "jalan") for _ in range(2))
    sent = send(world.a.app, post)
    assert sent.objects and not sent.left and world.a.status(number) == "sent"
    assert send(world.a.app, post).objects == 0, "what lies there is not sent again"
    taken = receive(world.province.app, province)
    assert taken.entries and taken.quarantined == ()
    assert send(world.province.app, province).objects
    back = receive(world.a.app, link_to(running.address, "jalan"))
    assert back.acknowledged == 1 and world.a.status(number) == "received"


@pytest.mark.fault("LK-3")
def test_a_line_that_is_cut_goes_on_where_it_was(running: Running, link_to: LinkTo) -> None:
    data = os.urandom(900_000)
    with bad_line(running.address.port, every=150_000, rate=4_000_000, delay=0.005) as line:
        address = replace(running.address, port=line.port)
        link = link_to(address, "putus")
        link.prepare()
        link.publish(NAME, data)
    assert line.cuts >= 3
    assert line.up <= 1.6 * len(data)
    clear = link_to(running.address, "putus")
    assert clear.names() == [NAME] and clear.size(NAME) == len(data)
    assert clear.read(NAME, len(data)) == data
    if running.folder is not None:
        from sync.folder import Folder

        on_the_server = Folder(running.folder / "kantor" / "putus")
        assert on_the_server.names() == [NAME] and on_the_server.read(NAME, len(data)) == data


def test_control_a_line_that_is_cut_before_anything_arrives_is_given_up(running: Running, link_to: LinkTo) -> None:
    with bad_line(running.address.port, every=1) as line, pytest.raises(Unavailable, match=r"link\.no_answer"):
        link_to(replace(running.address, port=line.port), "mati", tries=3).prepare()


def test_a_stop_is_heard_between_two_chunks(running: Running, link_to: LinkTo) -> None:
    moved: list[int] = []

    def beat(count: int) -> None:
        moved.append(count)
        if sum(moved) > 100_000:
            raise Cancelled

    link = link_to(running.address, "henti", beat)
    link.prepare()
    with pytest.raises(Cancelled):
        link.publish(NAME, os.urandom(2_000_000))
    assert sum(moved) < 300_000
    assert NAME not in link_to(running.address, "henti").present()


def wrong_key(address: Address) -> Address:
    """Another host's key, another authority's certificate, or another password, as the kind of link has it."""
    if address.scheme == "sftp":
        from asyncssh import generate_private_key

        other = generate_private_key("ssh-ed25519").export_public_key().decode().rsplit(" ", 1)[0]
        return replace(address, host_key=other)
    return replace(address, password="salah")


@pytest.mark.fault("LK-1")
def test_who_is_not_who_he_should_be_is_refused_at_once(running: Running, link_to: LinkTo) -> None:
    code = "link.host_changed" if running.address.scheme == "sftp" else "link.denied"
    with pytest.raises(Refused) as refusal:
        link_to(wrong_key(running.address), "asing").prepare()
    assert refusal.value.code == code
