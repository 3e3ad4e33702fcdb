"""What people do to a plan, as edits: tick, raise, resolve, re-score. The clock and the name come from outside."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from octotui.plan.checklists import ChecklistItem
from octotui.plan.data import data_of
from octotui.plan.edits import Add, Edits, Path, Remove, Set, last_id, value_at
from octotui.plan.escalations import Escalation, next_level
from octotui.plan.history import entry, to_the_second
from octotui.plan.naming import slug, snake, unused
from octotui.plan.parts import shape_at
from octotui.plan.plan import Plan, by_id
from octotui.plan.releases import Release, Tick

_NUMBERED = re.compile(r"^(.*?)(\d+)$")


def set_field(plan: Plan, path: Path, value: Any) -> Edits:
    """Give a field another value; nothing if it has it already.

    Args:
        plan: The plan as it is.
        path: The field.
        value: The new value; None takes the field away, if it says anything.
    """
    old = value_at(plan, path)
    is_empty = value is None and old in ("", ())
    return () if is_empty or old == value else (Set(path, old, value),)


def add_thing(plan: Plan, area: Path, entity_id: str, value: dict[str, Any], after: str | None = None) -> Edits:
    """Add a thing to a collection, at the end unless ``after`` names a neighbour."""
    there = value_at(plan, area) or ()
    return (Add((*area, entity_id), {**value, "id": entity_id}, after or last_id(there)),)


def remove_thing(plan: Plan, path: Path) -> Edits:
    """Take a thing out of its collection."""
    siblings = value_at(plan, path[:-1]) or ()
    ids = [entity.id for entity in siblings]
    place = ids.index(path[-1])
    return (Remove(path, data_of(siblings[place]), ids[place - 1] if place else None),)


def free_id(plan: Plan, area: Path, title: str) -> str:
    """An id for a new thing: the next number where ids are numbered (``e-12`` → ``e-13``), else from its title."""
    taken = {entity.id for entity in value_at(plan, area) or ()}
    if shape_at(type(plan), area).model.snake_ids:
        return snake(unused(slug(title), {entity_id.replace("_", "-") for entity_id in taken}))
    numbered = [match for entity_id in taken if (match := _NUMBERED.match(entity_id))]
    if taken and len(numbered) * 2 > len(taken):
        last = max(numbered, key=lambda match: int(match[2]))
        return f"{last[1]}{int(last[2]) + 1:0{len(last[2]) if last[2].startswith('0') else 1}d}"
    return unused(slug(title), taken)


def tick_item(plan: Plan, path: Path, who: str, now: datetime) -> Edits:
    """Tick an item of a checklist, with who and when; or take the tick away again."""
    item = value_at(plan, path)
    assert isinstance(item, ChecklistItem)
    wanted = (
        {"done": None, "by": None, "at": None} if item.done else {"done": True, "by": who, "at": to_the_second(now)}
    )
    given = item.given()
    return tuple(
        Set((*path, field), given.get(field), value) for field, value in wanted.items() if given.get(field) != value
    )


def tick_task(plan: Plan, release: Release, role: str, phase: str, task: str, who: str, now: datetime) -> Edits:
    """Tick a task of the matrix for a release, or take the tick away again."""
    area = ("releases", release.id, "done")
    if tick := release.tick_for(role, phase, task):
        return remove_thing(plan, (*area, tick.id))
    value = {"role": role, "phase": phase, "task": task, "by": who, "at": to_the_second(now)}
    return (Add((*area, Tick.implied_id(value)), value, last_id(release.done)),)


def raise_level(escalation: Escalation, who: str, now: datetime, note: str = "") -> Edits:
    """Raise an escalation by a level and record it (document 000, "Blocker Escalation").

    Returns:
        The edits; none on level 3 and for security, which have nothing above them.
    """
    level = next_level(escalation.level)
    if level is None:
        return ()
    path = ("escalations", escalation.id)
    record = entry(path, escalation.history, who, now, f"raised to level {level}", note)
    return (Set((*path, "level"), escalation.level, int(level)), *record)


def resolve(escalation: Escalation, who: str, now: datetime, note: str = "") -> Edits:
    """Resolve an escalation and record it."""
    path = ("escalations", escalation.id)
    given = escalation.given()
    return (
        Set((*path, "status"), given.get("status"), "resolved"),
        Set((*path, "resolved"), escalation.resolved, to_the_second(now)),
        *((Set((*path, "resolution"), given.get("resolution"), note),) if note else ()),
        *entry(path, escalation.history, who, now, "resolved", note),
    )


def reopen(escalation: Escalation, who: str, now: datetime, note: str = "") -> Edits:
    """Open a resolved escalation again and record it."""
    path = ("escalations", escalation.id)
    return (
        Set((*path, "status"), escalation.status, None),
        Set((*path, "resolved"), escalation.resolved, None),
        *entry(path, escalation.history, who, now, "reopened", note),
    )


def new_escalation(
    plan: Plan, title: str, level: str, blocks: tuple[str, ...], who: str, now: datetime, **more: Any
) -> Edits:
    """Raise a blocker: a new escalation that says who raised it, when, and what it holds up."""
    value: dict[str, Any] = {"title": title, "level": level if level == "security" else int(level)}
    value |= {"blocks": blocks} if blocks else {}
    value |= {key: item for key, item in more.items() if item} | {"raised": {"by": who, "at": to_the_second(now)}}
    return add_thing(plan, ("escalations",), free_id(plan, ("escalations",), title), value)


def review_risk(plan: Plan, risk_id: str, who: str, now: datetime, note: str = "") -> Edits:
    """Stamp a risk as reviewed on the user's day, with the score it has.

    A second stamp of one day takes the first's place, and keeps its note unless there is a new one.
    """
    risk = by_id(plan.risks, risk_id)
    assert risk is not None
    area = ("risks", risk_id, "reviews")
    today = now.astimezone().date()
    value = {"on": today, "probability": risk.probability, "impact": risk.impact, "by": who}
    same_day = by_id(risk.reviews, today.isoformat())
    note = note or (same_day.note if same_day else "")
    value |= {"note": note} if note else {}
    gone = remove_thing(plan, (*area, same_day.id)) if same_day else ()
    before = tuple(review for review in risk.reviews if review is not same_day)
    return (*gone, Add((*area, today.isoformat()), value, last_id(before)))
