"""Verbs about the posts in a period: who reported, who said NIHIL, who is silent and why, and what the office notes of them."""

from __future__ import annotations

from dataclasses import asdict

from core.app import post_queries
from core.app.post_views import Board, PostLine
from core.domain.post_board import SILENT
from core.domain.post_note import CAUSES, PlanCourier, TellDown, TellUp
from ui.cli.console import DONE, LOOK, Answer
from ui.cli.parser import Grammar
from ui.cli.session import Session


def register(grammar: Grammar) -> None:
    """Add the verbs of this family."""
    say = grammar.say
    family = grammar.family("posts", "posko dalam satu masa", "the posts in a period")
    board = family.verb(
        "list", list_posts, "siapa melapor, siapa NIHIL, siapa belum lapor", "who reported, said NIHIL, or is silent"
    )
    board.add_argument("--since", default="", metavar="DAY", help=say("hari pertama (TTTT-BB-HH)", "first day (YYYY-MM-DD)"))
    board.add_argument("--until", default="", metavar="DAY", help=say("hari terakhir", "last day"))
    plan = family.verb("plan", plan_courier, "jadwal kurir ke satu posko", "when a courier calls at a post")
    plan.add_argument("post", metavar="POST")
    plan.add_argument("--first", required=True, metavar="DAY", help=say("hari pertama", "first day"))
    plan.add_argument("--every", type=int, default=0, metavar="N", help=say("tiap N hari; 0: sekali", "every N days; 0: once"))
    plan.add_argument("--road", default="", metavar="TEXT", help=say("jalannya", "which way"))
    down = family.verb("down", tell_down, "posko tidak bekerja", "a post is out of work")
    down.add_argument("post", metavar="POST")
    down.add_argument("--since", required=True, metavar="DAY", help=say("hari pertama", "first day"))
    down.add_argument("--until", default="", metavar="DAY", help=say("hari terakhir, bila diketahui", "last day, where known"))
    down.add_argument("--cause", required=True, choices=CAUSES, help=say("sebabnya", "why"))
    up = family.verb("up", tell_up, "posko bekerja lagi", "a post works again")
    up.add_argument("post", metavar="POST")
    up.add_argument("--day", required=True, metavar="DAY", help=say("sejak hari", "since which day"))


def list_posts(session: Session) -> Answer:
    """``posts list``: a silent post needs a look."""
    options = session.options
    with session.profile() as app:
        board = app.ask(post_queries.PostsBoard(options.since, options.until))
    return Answer(board_tree(board), board_lines(session, board), LOOK if board.silent else DONE)


def board_tree(board: Board) -> dict[str, object]:
    """The board as JSON; ``counts`` keeps nihil and silent apart."""
    tree = asdict(board)
    counts = {name: tree.pop(name) for name in ("reported", "nihil", "silent", "outside")}
    return {"since": tree.pop("first"), "until": tree.pop("last"), **tree, "counts": counts}


def board_lines(session: Session, board: Board) -> list[str]:
    """Sum and posts for people; posts that were never opened are counted, not listed."""
    head = session.say(
        f"{board.first} s.d. {board.last}: melapor {board.reported}, NIHIL {board.nihil}, belum lapor {board.silent}",
        f"{board.first} to {board.last}: reported {board.reported}, NIHIL {board.nihil}, silent {board.silent}",
    )
    recap = f"{session.say('Rekap', 'Recap')}: {session.word(board.recap, 'recap')}"
    return [head, recap, *(_line(session, post) for post in board.posts if post.state != "outside")]


def _line(session: Session, post: PostLine) -> str:
    why = ", ".join(session.word(code, "silence") for code in post.reasons) if post.state == SILENT else ""
    state = session.word(post.state, "post_state")
    return f"{post.code:12} {state:14} {post.contact or '-':25} {post.version or '-':8} {why}".rstrip()


def plan_courier(session: Session) -> Answer:
    """``posts plan``: a later plan takes the place of an earlier one."""
    options = session.options
    with session.profile() as app:
        command = PlanCourier(app.new_command(), options.post.strip().upper(), options.first, options.every, options.road)
        made = str(app.execute(command).reply)
    return Answer({"id": made}, [made])


def tell_down(session: Session) -> Answer:
    """``posts down``: what was told by telephone or radio."""
    options = session.options
    with session.profile() as app:
        command = TellDown(app.new_command(), options.post.strip().upper(), options.since, options.until, options.cause)
        made = str(app.execute(command).reply)
    return Answer({"id": made}, [made])


def tell_up(session: Session) -> Answer:
    """``posts up``: the post works again."""
    options = session.options
    with session.profile() as app:
        made = str(app.execute(TellUp(app.new_command(), options.post.strip().upper(), options.day)).reply)
    return Answer({"id": made}, [made])
