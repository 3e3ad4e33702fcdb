"""The minutes of a meeting, to be posted as they are (documents 000, "Team Rhythm", and 003, "Go/No-Go")."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo
from typing import Final

from octotui.plan.audience import WITHHELD
from octotui.plan.escalations import Escalation
from octotui.plan.meeting_words import recorded_verdict
from octotui.plan.naming import slug
from octotui.plan.plan import Plan, by_id
from octotui.plan.releases import Decision, Release
from octotui.plan.rhythm import MEETING_NAMES, Meeting, MeetingAction, MeetingNote
from octotui.plan.secrecy import things_of
from octotui.plan.words import counted
from octotui.reports.brief import Brief
from octotui.reports.markdown import literal
from octotui.reports.phrases import day_text, joined, person, sentence, short_day, whoever
from octotui.reports.release import decision_text, vote_text, waiver_texts
from octotui.reports.report import Report, Section, points, task

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""Whatever the locale."""
OUTCOMES: Final = ("go", "no-go", "hold")


def minutes(plan: Plan, meeting: Meeting, zone: tzinfo | None = None) -> str:
    """The minutes of a meeting as Markdown, a line break at the end.

    They name a security escalation and say nothing of it, see `octotui.plan.audience.withheld`.

    Args:
        plan: The plan, where the names, and the votes and decisions on a release, come from.
        meeting: Its record.
        zone: Where the team is: the times are given there. None is where the program runs.
    """
    return _report(plan, meeting, zone).markdown


def minutes_report(brief: Brief, meeting: Meeting) -> Report:
    """The minutes of a meeting, in local time."""
    return _report(brief.plan, meeting, None)


def _report(plan: Plan, meeting: Meeting, zone: tzinfo | None) -> Report:
    started = meeting.at.astimezone(zone)
    release = by_id(plan.releases, meeting.release) if meeting.kind == "go-no-go" else None
    return Report(
        f"{_what(meeting)}, {day_text(started.date())}",
        (*_lead(plan, meeting, started), sentence(literal(meeting.summary))),
        (
            Section.of("Decisions", *_decisions(plan, meeting, release)),
            Section.of("Votes", points(_votes(plan, meeting, release))),
            Section.of("Waivers", points(waiver_texts(plan, release, started.date()) if release else ())),
            Section.of("What changed", points(map(literal, meeting.changes))),
            Section.of("Notes", points(_note(plan, note) for note in meeting.notes)),
            Section.of("Actions", (_action(plan, action, started.date()) for action in meeting.actions)),
            Section.of("Parked", points(map(literal, meeting.parked))),
        ),
    )


def _what(meeting: Meeting) -> str:
    """``Risk review``, ``Go/no-go for release 2026.11``."""
    of = f" for release {literal(meeting.release)}" if meeting.release else ""
    return MEETING_NAMES[meeting.kind] + of


def _lead(plan: Plan, meeting: Meeting, started: datetime) -> Iterator[str]:
    """When it was and how long it took, who led it, and who was there."""
    name = f"{literal(plan.project.name)}. " if plan.project and plan.project.name else ""
    until, took = "", ""
    if meeting.ended and meeting.ended >= meeting.at:
        until = f"–{meeting.ended.astimezone(started.tzinfo):%H:%M}"
        took = f", {counted(max(1, round((meeting.ended - meeting.at) / timedelta(minutes=1))), 'minute')}"
    lead = f" {person(plan, meeting.lead)} led it." if meeting.lead else ""
    yield f"{name}{WEEKDAYS[started.weekday()]}, {started:%H:%M}{until} {_zone_name(started)}{took}.{lead}"
    if meeting.attendees:
        yield f"There: {joined(whoever(plan, one) for one in meeting.attendees)}."


def _zone_name(at: datetime) -> str:
    """``UTC``, ``UTC+1``, ``UTC−3:30``: readers may be elsewhere."""
    offset = at.utcoffset() or timedelta()
    hours, rest = divmod(abs(offset), timedelta(hours=1))
    sign = "" if not offset else "+" if offset > timedelta() else "−"
    return f"UTC{sign}{hours or ''}" + (f":{rest // timedelta(minutes=1):02}" if rest else "")


def _decisions(plan: Plan, meeting: Meeting, release: Release | None) -> Iterator[str]:
    """Of a go/no-go the verdict and what was decided on the release; then what else was decided."""
    verdict = recorded_verdict(meeting)
    if verdict.outcome:
        yield f"The verdict was **{verdict.outcome}**{':' if verdict.reasons else '.'}"
        yield from points(map(literal, verdict.reasons))
    taken = (one for one in (release.decisions if release else ()) if _was_during(one.at, meeting))
    told = [decision_text(plan, one) + _departure(one, verdict.outcome) for one in taken]
    told += map(literal, verdict.others)
    if verdict.outcome and told:
        yield "Decided:"
    yield from points(told)


def _departure(decision: Decision, verdict: str) -> str:
    """Whether whoever decided followed the verdict; empty if there was none, or it decides something else."""
    if not verdict or slug(decision.outcome) not in OUTCOMES:
        return ""
    same = slug(decision.outcome) == slug(verdict)
    return f"; {'as the verdict has it' if same else f'**departs from the verdict {verdict}**'}"


def _votes(plan: Plan, meeting: Meeting, release: Release | None) -> Iterator[str]:
    """The votes on the release; one that was cast after the meeting is none of it."""
    for vote in release.votes if release else ():
        if not (vote.at and meeting.ended and vote.at > meeting.ended):
            yield vote_text(plan, vote)


def _was_during(at: datetime | None, meeting: Meeting) -> bool:
    """Whether something was while a meeting ran; one whose end nobody wrote ran for the rest of its day."""
    if at is None or at < meeting.at:
        return False
    return at <= meeting.ended if meeting.ended else at.date() == meeting.at.date()


def _note(plan: Plan, note: MeetingNote) -> str:
    """What was said of whom or what; of a security escalation only that something was."""
    if not note.about:
        return literal(note.text)
    thing = by_id(plan.people, note.about) or next((one for _, one in things_of(plan) if one.id == note.about), None)
    if isinstance(thing, Escalation) and thing.level == "security":
        return WITHHELD.format(id=literal(thing.id))
    label = literal(thing.label) if thing else literal(note.about)
    is_said = thing is None or thing.label == thing.id or by_id(plan.people, note.about) is not None
    return f"**{label}{'' if is_said else f' ({literal(note.about)})'}:** {literal(note.text)}"


def _action(plan: Plan, action: MeetingAction, day: date) -> str:
    due = f", by {short_day(action.due, day)}" if action.due else ""
    return task(f"{literal(action.text)} – {person(plan, action.owner)}{due}", done=action.done)
