"""Options by which a list of reports is narrowed and sorted; the same for showing and for exporting."""

from __future__ import annotations

import argparse

from core.app.queries import SORTS, Reports
from core.domain.forms import KINDS

WAYS = ("queued", "sent", "received")
LANES = ("open", "sealed", "information")
DEADLINES = ("near", "open", "over")


def add(parser: argparse.ArgumentParser) -> None:
    """Put the options onto a verb."""
    parser.add_argument("--query", default="", metavar="TEXT")
    parser.add_argument("--kind", choices=KINDS, metavar="K")
    parser.add_argument("--status", choices=WAYS, metavar="S", help=", ".join(WAYS))
    parser.add_argument("--stage", default="", metavar="CODE")
    parser.add_argument("--area", default="", metavar="CODE")
    parser.add_argument("--lane", default="", choices=LANES, metavar="L", help=", ".join(LANES))
    parser.add_argument("--deadline", default="", choices=DEADLINES, metavar="D", help=", ".join(DEADLINES))
    parser.add_argument("--case-status", default="", metavar="CODE")
    parser.add_argument("--from", default="", metavar="YYYY-MM-DD", dest="since")
    parser.add_argument("--to", default="", metavar="YYYY-MM-DD", dest="until")
    parser.add_argument("--sort", default="newest", choices=SORTS, metavar="O", help=", ".join(SORTS))


def query_of(options: argparse.Namespace, limit: int = 50, after: str | None = None) -> Reports:
    """The question that the options mean."""
    return Reports(
        text=options.query,
        kind=options.kind,
        status=options.status,
        limit=limit,
        after=after,
        stage=options.stage,
        area=options.area,
        deadline=options.deadline,
        case_status=options.case_status,
        lane=options.lane,
        since=options.since,
        until=options.until,
        sort=options.sort,
    )
