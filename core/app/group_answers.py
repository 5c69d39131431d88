"""Answers about groups of one incident; their rooms, with the library that compares words, come in at first use."""

from __future__ import annotations

from sqlalchemy import Connection

from core.app import group_queries, group_views
from core.app.device import Device


def candidates(db: Connection, device: Device, query: group_queries.Candidates) -> tuple[group_views.CandidateRow, ...]:
    """See :func:`core.app.candidates.candidates`, whose library comes in at first use."""
    from core.app import candidates as comparing

    return comparing.candidates(db, device, query)


def candidate_pairs(db: Connection, device: Device, query: group_queries.CandidatePairs) -> group_views.CandidatePage:
    """See :func:`core.app.candidates.pairs`."""
    from core.app import candidates as comparing

    return comparing.pairs(db, device, query)


def groups(db: Connection, device: Device, query: group_queries.Groups) -> group_views.GroupPage:
    """See :func:`core.app.groups.groups`."""
    from core.app import groups as grouping

    return grouping.groups(db, device, query)


def group_of(db: Connection, device: Device, query: group_queries.GroupOf) -> group_views.GroupView | None:
    """See :func:`core.app.groups.group_of`."""
    from core.app import groups as grouping

    return grouping.group_of(db, device, query)


def compare(db: Connection, device: Device, query: group_queries.Compare) -> group_views.Comparison:
    """See :func:`core.app.comparing.comparison`."""
    from core.app import comparing

    return comparing.comparison(db, device, query)
