"""Every table, and what it is: *journal* is the truth, *derived* can be rebuilt from it, *local* is this laptop's own (D20).

A subject's tables stand in the file of its family; here they are reached under one name, ``tables.report``.
"""

from __future__ import annotations

from core.storage.tables import (
    broadcast,
    cases,
    identity,
    incidents,
    pacts,
    papers,
    people,
    protection,
    referrals,
    reports,
    sanctions,
    statistics,
    team,
    watching,
)
from core.storage.tables.base import Number as Number
from core.storage.tables.base import metadata as metadata
from core.storage.tables.broadcast import announcement as announcement
from core.storage.tables.broadcast import announcement_read as announcement_read
from core.storage.tables.broadcast import province_key as province_key
from core.storage.tables.broadcast import publication as publication
from core.storage.tables.cases import board as board
from core.storage.tables.identity import identity_officer as identity_officer
from core.storage.tables.identity import identity_opening as identity_opening
from core.storage.tables.incidents import FOUND_LATER as FOUND_LATER
from core.storage.tables.incidents import incident_candidate as incident_candidate
from core.storage.tables.incidents import incident_member as incident_member
from core.storage.tables.incidents import incident_pair as incident_pair
from core.storage.tables.incidents import incident_read as incident_read
from core.storage.tables.journal import IS_ENDING as IS_ENDING
from core.storage.tables.journal import JOURNAL as JOURNAL
from core.storage.tables.journal import acknowledgement as acknowledgement
from core.storage.tables.journal import entry as entry
from core.storage.tables.journal import part as part
from core.storage.tables.journal import subject_key as subject_key
from core.storage.tables.local import LOCAL as LOCAL
from core.storage.tables.local import OWN as OWN
from core.storage.tables.local import custody as custody
from core.storage.tables.local import document_file as document_file
from core.storage.tables.local import draft as draft
from core.storage.tables.local import expiry as expiry
from core.storage.tables.local import guard_carried as guard_carried
from core.storage.tables.local import guard_slot as guard_slot
from core.storage.tables.local import kept_aside as kept_aside
from core.storage.tables.local import laptop_program as laptop_program
from core.storage.tables.local import ledger as ledger
from core.storage.tables.local import outgoing as outgoing
from core.storage.tables.local import owed as owed
from core.storage.tables.local import pact_file as pact_file
from core.storage.tables.local import pact_mould as pact_mould
from core.storage.tables.local import parked as parked
from core.storage.tables.local import piece as piece
from core.storage.tables.local import preview as preview
from core.storage.tables.local import printed as printed
from core.storage.tables.local import quarantine as quarantine
from core.storage.tables.local import reference_data as reference_data
from core.storage.tables.local import reference_set as reference_set
from core.storage.tables.local import secret as secret
from core.storage.tables.local import setting as setting
from core.storage.tables.local import taken_object as taken_object
from core.storage.tables.pacts import cascade_plan as cascade_plan
from core.storage.tables.pacts import pact as pact
from core.storage.tables.pacts import pact_act as pact_act
from core.storage.tables.pacts import pact_text as pact_text
from core.storage.tables.pacts import roster_office as roster_office
from core.storage.tables.pacts import roster_pact as roster_pact
from core.storage.tables.pacts import roster_person as roster_person
from core.storage.tables.pacts import roster_step as roster_step
from core.storage.tables.papers import day_timestamp as day_timestamp
from core.storage.tables.papers import declaration as declaration
from core.storage.tables.papers import declaration_listed as declaration_listed
from core.storage.tables.papers import declaration_signature as declaration_signature
from core.storage.tables.papers import document as document
from core.storage.tables.papers import template as template
from core.storage.tables.papers import timed_leaf as timed_leaf
from core.storage.tables.people import acked as acked
from core.storage.tables.people import acked_missing as acked_missing
from core.storage.tables.people import authority_end as authority_end
from core.storage.tables.people import certificate as certificate
from core.storage.tables.people import command as command
from core.storage.tables.people import kit as kit
from core.storage.tables.people import renewed_head as renewed_head
from core.storage.tables.people import revocation as revocation
from core.storage.tables.people import stream as stream
from core.storage.tables.protection import access_request as access_request
from core.storage.tables.protection import breach as breach
from core.storage.tables.protection import purge_due as purge_due
from core.storage.tables.referrals import referral as referral
from core.storage.tables.reports import approval as approval
from core.storage.tables.reports import attachment as attachment
from core.storage.tables.reports import lookup_code as lookup_code
from core.storage.tables.reports import published as published
from core.storage.tables.reports import relation as relation
from core.storage.tables.reports import report as report
from core.storage.tables.reports import report_clock as report_clock
from core.storage.tables.reports import report_pending as report_pending
from core.storage.tables.reports import report_text as report_text
from core.storage.tables.reports import returned as returned
from core.storage.tables.sanctions import name_due as name_due
from core.storage.tables.sanctions import sanction as sanction
from core.storage.tables.statistics import counted as counted
from core.storage.tables.team import action_item as action_item
from core.storage.tables.team import agreement as agreement
from core.storage.tables.team import local_rule as local_rule
from core.storage.tables.team import meeting as meeting
from core.storage.tables.team import outreach as outreach
from core.storage.tables.team import team_decree as team_decree
from core.storage.tables.team import team_home as team_home
from core.storage.tables.team import team_link as team_link
from core.storage.tables.team import team_member as team_member
from core.storage.tables.team import team_release as team_release
from core.storage.tables.watching import area_level as area_level
from core.storage.tables.watching import post_count as post_count
from core.storage.tables.watching import post_note as post_note
from core.storage.tables.watching import situation_word as situation_word
from core.storage.tables.watching import told_area as told_area
from core.storage.tables.watching import told_warning as told_warning
from core.storage.tables.watching import warning as warning

DERIVED_VERSION = "34"
"""Raised with every change of what is derived; a store that holds another version is derived again when it is opened."""

DERIVED = (
    *people.DERIVED,
    *reports.DERIVED,
    *cases.DERIVED,
    *referrals.DERIVED,
    *sanctions.DERIVED,
    *pacts.DERIVED,
    *papers.DERIVED,
    *broadcast.DERIVED,
    *incidents.DERIVED,
    *statistics.DERIVED,
    *team.DERIVED,
    *watching.DERIVED,
    *identity.DERIVED,
    *protection.DERIVED,
)
