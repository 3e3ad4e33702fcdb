"""A release: what is in it, how ready it is, and what was decided (document 003)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Final, cast

from octotui.plan.batches import Gate
from octotui.plan.checklists import Checklist
from octotui.plan.figures.figure import Figure, of, source
from octotui.plan.plan import Plan, by_id
from octotui.plan.progress import PLANNED_PHASES, Cell, cell, phase_progress
from octotui.plan.releases import Decision, Release, Tick, Vote, VoteChoice
from octotui.plan.risk_trends import ranked
from octotui.plan.roles import DecisionType, PhaseName
from octotui.plan.voting import voters_missing
from octotui.plan.words import counted, whole_percent
from octotui.reports.brief import Brief
from octotui.reports.markdown import literal
from octotui.reports.persona import PHASE_TITLES
from octotui.reports.phrases import (
    batch_names,
    day_text,
    due_text,
    gate_name,
    joined,
    lateness,
    level_text,
    moment_text,
    person,
    role_name,
    sentence,
    short_day,
)
from octotui.reports.report import Report, Section, point, points

VOTES: Final[dict[VoteChoice, str]] = {"go": "GO", "no-go": "NO-GO", "abstain": "abstains"}


def release_summary(brief: Brief, release: Release) -> Report:
    """A release as it stands, or as it went."""
    plan = brief.plan
    return Report(
        f"Release {literal(release.id)}" + (f": {literal(release.name)}" if release.name else ""),
        tuple(_lead(brief, release)),
        (
            Section.of("Scope", points(_scope(brief, release))),
            Section.of("Go or no-go", *_votes(plan, release)),
            Section.of("Decisions", points(decision_text(plan, one) for one in release.decisions)),
            Section.of("Waivers", points(waiver_texts(plan, release, brief.today))),
            Section.of("Quality gates", points(_gate(plan, gate) for gate in release.gates)),
            Section.of("Checkpoints", _checkpoints(brief, release)),
            Section.of("In the way", points(_in_the_way(brief, release))),
            Section.of("Work by role and phase", _work(brief, release)),
            Section.of("Who decides", points(_authority(plan))),
            Section.of("Channels", points(_channels(plan))),
            Section.of("Who did what, and when", _ticks(plan, release)),
        ),
    )


def _lead(brief: Brief, release: Release) -> Iterator[str]:
    """Where it stands, when its window is, and who leads it."""
    plan = brief.plan
    yield brief.as_of
    over = release.status in ("released", "rolled-back", "cancelled")
    phase = "" if over else f", in the {release.phase} phase"
    window = f" {_opens(brief, release)} {moment_text(release.window)}." if release.window else ""
    lead = f" {person(plan, release.owner)} leads it." if release.owner else ""
    yield f"**{release.status.capitalize()}**{phase}.{window}{lead}"
    yield sentence(literal(release.summary))
    yield sentence(literal(release.notes))


def _opens(brief: Brief, release: Release) -> str:
    """What its window does, or did; of one that is out before it, that it is."""
    day = release.window.date() if release.window else brief.today
    if release.status == "released":
        return "Released before its window," if day > brief.today else "Its window opened"
    return "Its window opened" if day < brief.today else "Its window opens"


def _scope(brief: Brief, release: Release) -> Iterator[str]:
    """What is said to be in it, then its batches with their progress."""
    plan = brief.plan
    yield from map(literal, release.scope)
    for name, batch in zip(batch_names(plan, release.batches), release.batches, strict=True):
        found = by_id(plan.batches, batch)
        done = brief.percent(found) if found else ""
        yield f"Batch {name}" + (f", {done} done" if done else "")


def _votes(plan: Plan, release: Release) -> Iterator[str]:
    """How many have voted, each word, and whose is missing."""
    if release.votes:
        words = Counter("abstained" if vote.vote == "abstain" else VOTES[vote.vote] for vote in release.votes)
        yield f"{counted(len(release.votes), 'vote')}: {joined(f'{number} {word}' for word, number in words.items())}."
        yield from points(vote_text(plan, vote) for vote in release.votes)
    missing = [role_name(plan, role) for role in voters_missing(plan, release)]
    if missing and release.status in ("planned", "active"):
        yield f"Still to vote: {joined(missing)}."


def vote_text(plan: Plan, vote: Vote) -> str:
    """A role's word: who gave it, on which condition."""
    by = f" ({person(plan, vote.by)})" if vote.by else ""
    said = "; ".join(literal(text) for text in (vote.condition, vote.note) if text)
    return f"{role_name(plan, vote.role)}{by}: **{VOTES[vote.vote]}**" + (f" – {said}" if said else "")


def decision_text(plan: Plan, decision: Decision) -> str:
    """What was decided, by whom, when and why; whose it was to decide, and where it would have gone from there."""
    kind = by_id(plan.decision_types, decision.type)
    by = f" by {person(plan, decision.by)}" if decision.by else ""
    at = f", {moment_text(decision.at)}" if decision.at else ""
    reason = f" – {literal(decision.reason)}" if decision.reason else ""
    name = literal(kind.name if kind else decision.type) or "Decision"
    authority = f" ({_whose(plan, kind)})" if kind else ""
    return f"{name}: **{literal(decision.outcome)}**{by}{at}{reason}{authority}"


def _whose(plan: Plan, kind: DecisionType) -> str:
    """Who decides, and the path from there: ``Release Manager, then Project Manager → Product Lead``."""
    owner, path = joined(role_name(plan, role) for role in kind.owner), (role_name(plan, step) for step in kind.path)
    return ", then ".join(part for part in (owner, " → ".join(path)) if part)


def waiver_texts(plan: Plan, release: Release, today: date) -> Iterator[str]:
    """What was let through: why, by whom, and until when."""
    for waiver in release.waivers:
        by = f", by {person(plan, waiver.by)}" if waiver.by else ""
        over = " (it has run out)" if waiver.until and waiver.until < today else ""
        until = f", until {short_day(waiver.until, today)}{over}" if waiver.until else ""
        yield (
            literal(_waived(plan, waiver.item)) + (f" – {literal(waiver.reason)}" if waiver.reason else "") + by + until
        )


def _waived(plan: Plan, item: str) -> str:
    """What a waiver is about: a checklist's point by its path, else the words themselves."""
    items = {f"{checklist.id}/{one.id}": one.text for checklist in plan.checklists for one in checklist.items}
    return items.get(item.removeprefix("checklists/").replace("/items/", "/"), item)


def _gate(plan: Plan, gate: Gate) -> str:
    told = [person(plan, gate.by) if gate.by else "", moment_text(gate.at) if gate.at else "", literal(gate.note)]
    more = ", ".join(part for part in told if part)
    return f"{gate_name(gate.id)}: **{'passed' if gate.passed else 'not passed'}**" + (f" ({more})" if more else "")


def _checkpoints(brief: Brief, release: Release) -> Iterator[str]:
    """The formal reviews, and the release's checklists with what is still open on them."""
    for review in brief.plan.checkpoints:
        if review.release == release.id:
            held = f"held {short_day(max(review.held), brief.today)}" if review.held else _due(brief, review.due)
            outcome = f" – {literal(review.outcome)}" if review.outcome else ""
            yield point(f"{literal(review.name)}: {held or 'not held yet'}{outcome}")
    for checklist in brief.plan.checklists:
        if checklist.release == release.id:
            yield from _checklist(brief, checklist)


def _checklist(brief: Brief, checklist: Checklist) -> Iterator[str]:
    parts = [f"{checklist.ticked} of {counted(len(checklist.items), 'point')} done"]
    if not checklist.is_done:
        parts += [_due(brief, checklist.due)]
    if checklist.gate:
        parts += ["counts in the go/no-go"]
    yield point(f"{literal(checklist.name)}: {', '.join(part for part in parts if part)}")
    for item in checklist.items:
        if not item.done:
            role = f" ({role_name(brief.plan, item.role)})" if item.role else ""
            yield point(f"open: {literal(item.text)}{role}{', optional' if item.optional else ''}", depth=1)


def _due(brief: Brief, target: date | str | None) -> str:
    day, late = due_text(brief.plan, target, brief.today), lateness(brief.plan, target, brief.today)
    return f"was due {day}" if late else f"due {day}" if day else ""


def _in_the_way(brief: Brief, release: Release) -> Iterator[str]:
    """Open escalations that hold it or its batches up, and its open risks, worst first."""
    plan = brief.plan
    for one in plan.escalations:
        if one.is_open and (one.release == release.id or set(one.blocks) & set(release.batches)):
            ask = f" – {literal(one.ask)}" if one.ask else ""
            yield f"Escalation: {literal(one.title)} ({level_text(one.level)}, {person(plan, one.owner)}){ask}"
    for risk in ranked(risk for risk in plan.risks if risk.is_open and risk.release == release.id):
        done = brief.mitigated(risk)
        mitigated = f", mitigation {whole_percent(done)} done" if done is not None else ""
        yield f"Risk: {literal(risk.title)} (score {risk.score} of 9, {person(plan, risk.owner)}{mitigated})"


def _work(brief: Brief, release: Release) -> Iterator[str]:
    """Each phase with its tasks done, and below one that is under way the roles."""
    for phase in PLANNED_PHASES:
        done = phase_progress(brief.plan, release, phase)
        if done.total:
            yield point(f"**{PHASE_TITLES[phase]}:** {brief.notes.cite(_phase(brief.plan, release, phase, done))}")
            if 0 < done.done < done.total:
                yield from points(_roles(brief.plan, release, phase), depth=1)


def _roles(plan: Plan, release: Release, phase: str) -> Iterator[str]:
    for role in plan.roles:
        one = cell(plan, release, role, phase)
        if one.total:
            yield f"{literal(role.name)}: {of(one.done, one.total)}"


def _phase(plan: Plan, release: Release, phase: PhaseName, done: Cell) -> Figure:
    """How many tasks of a phase are done, and whose."""
    cells = [(role, cell(plan, release, role, phase)) for role in plan.roles]
    return Figure(
        f"phase-{phase}",
        PHASE_TITLES[phase],
        done.done,
        f"{of(done.done, done.total)} tasks done",
        "good",
        "The tasks of the release matrix that were ticked off for this release (document 003).",
        tuple(source("roles", role, of(one.done, one.total)) for role, one in cells if one.total),
    )


def _authority(plan: Plan) -> Iterator[str]:
    """Whose each kind of decision is, and the path from there."""
    for kind in plan.decision_types:
        yield f"{literal(kind.name)}: {_whose(plan, kind)}"


def _channels(plan: Plan) -> Iterator[str]:
    """How people talk, phase by phase."""
    for channel in plan.channels:
        title = PHASE_TITLES.get(cast("PhaseName", channel.id)) or literal(channel.id)
        yield f"**{title}:** {'; '.join(map(literal, channel.through))}"


def _ticks(plan: Plan, release: Release) -> Iterator[str]:
    """The tasks that were done, in the order of their times, under their days."""
    told = sorted(release.done, key=lambda tick: (tick.at is None, tick.at.isoformat() if tick.at else ""))
    for day, ticks in groupby(told, key=lambda tick: tick.at.date() if tick.at else None):
        yield point(f"**{day_text(day) if day else 'No day given'}**")
        yield from points((_tick(plan, tick) for tick in ticks), depth=1)


def _tick(plan: Plan, tick: Tick) -> str:
    at = f"{tick.at:%H:%M} " if tick.at else ""
    by = f", {person(plan, tick.by)}" if tick.by else ""
    note = f" – {literal(tick.note)}" if tick.note else ""
    return f"{at}{literal(tick.task)} ({role_name(plan, tick.role)}{by}){note}"
