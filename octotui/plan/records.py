"""What goes with a change of a status: who and when, taken away again with it; and the steps a status may take."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final, get_args

from octotui.plan.base import Entity, fields_of
from octotui.plan.batches import Batch, Gate
from octotui.plan.board import Item, columns_of
from octotui.plan.board_moves import to_column
from octotui.plan.changes import Approval, Change
from octotui.plan.checklists import ChecklistItem
from octotui.plan.edits import Edits, Set, value_at
from octotui.plan.escalations import Escalation
from octotui.plan.frozen import Frozen
from octotui.plan.issue_moves import escalate, status_record
from octotui.plan.issues import ISSUE_LEVELS, Issue
from octotui.plan.metrics import Metric
from octotui.plan.operations import reopen, resolve, set_field, tick_item
from octotui.plan.plan import Plan
from octotui.plan.problems import PlanError, Problem, quoted
from octotui.plan.reading import literals
from octotui.plan.readings import take_reading
from octotui.plan.releases import Vote
from octotui.plan.risks import Risk
from octotui.plan.values import Moment
from octotui.plan.voting import cast_vote
from octotui.plan.work import Milestone

STATUS_FIELDS: Final = ("status", "state", "vote", "passed", "done")
"""The fields that say how a thing stands, the first that it has; the last two are ticks."""


class Stamp(Frozen):
    """A field that says since when a thing has stood like this, and perhaps one that says who said so.

    Attributes:
        model: The thing.
        field: How it stands.
        values: With these it is stamped; with any other the stamp goes away.
        when: The field with the day or the moment.
        who: The field with the name.
        if_others: Whether it is only done where another of its kind has such a stamp: a plan that never speaks
            of these days, as those of document 001's tool, goes on like that.
        anew: Whether one of the values after another is stamped again: a word that was changed.
    """

    model: type[Entity]
    field: str
    values: tuple[Any, ...]
    when: str
    who: str = ""
    if_others: bool = False
    anew: bool = False


STAMPS: Final = (
    Stamp(Batch, "status", ("done",), "finished", if_others=True),
    Stamp(Gate, "passed", (True,), "at", "by"),
    Stamp(Risk, "status", ("closed",), "closed"),
    Stamp(Risk, "status", ("happened",), "happened"),
    Stamp(Milestone, "status", ("reached",), "reached"),
    Stamp(Issue, "status", ("resolved", "closed"), "resolved"),
    Stamp(Change, "status", ("approved", "rejected", "implemented"), "decided"),
    Stamp(Change, "status", ("implemented",), "implemented"),
    Stamp(Approval, "state", ("approved", "rejected"), "at", "noted_by", anew=True),
)


def status_field(model: type[Entity]) -> str | None:
    """The field that says how a thing stands; None if nothing does."""
    return next((name for name in STATUS_FIELDS if name in fields_of(model)), None)


def next_steps(thing: Entity, field: str) -> tuple[str, ...]:
    """The values a status may take from where it is, without that one."""
    current = getattr(thing, field)
    steps = type(thing).steps.get(current) if type(thing).steps else None
    values = steps if steps is not None else literals(fields_of(type(thing))[field].annotation)
    return tuple(value for value in values if value != current)


def with_records(plan: Plan, edits: Edits, who: str, now: datetime) -> Edits:
    """Edits with what goes with them: the record of a resolved escalation, who ticked an item and when.

    What is wanted of a field itself counts, not what would go with the change of another.

    Args:
        plan: The plan they are made for.
        edits: What is wanted.
        who: Who wants it.
        now: When, in UTC.

    Raises:
        PlanError: A status cannot follow on the one there is, or something is missing for it.
    """
    wanted = {edit.path for edit in edits}
    return tuple(
        recorded
        for edit in edits
        for recorded in _with_record(plan, edit, who, now)
        if recorded.path == edit.path or recorded.path not in wanted
    )


def _with_record(plan: Plan, edit: Any, who: str, now: datetime) -> Edits:
    thing = value_at(plan, edit.path[:-1])
    if not isinstance(edit, Set) or not isinstance(thing, Entity):
        return (edit,)
    _check_step(thing, edit)
    own = _OWN.get((type(thing), edit.path[-1]))
    return own(plan, edit, thing, who, now) if own else (edit, *_stamps(plan, edit, thing, who, now))


def _check_step(thing: Entity, edit: Set) -> None:
    field = edit.path[-1]
    if not type(thing).steps or field != status_field(type(thing)):
        return
    wanted = fields_of(type(thing))[field].default if edit.new is None else edit.new
    possible = next_steps(thing, field)
    if wanted not in (*possible, getattr(thing, field)) and wanted in literals(
        fields_of(type(thing))[field].annotation
    ):
        what = f"{edit.path[-2]} is {getattr(thing, field)} and cannot become {quoted(wanted)}"
        raise PlanError([Problem("error", what, f"next is {' or '.join(possible) or 'nothing'}", path=edit.path)])
    if wanted != getattr(thing, field) and (missing := thing.missing_for(wanted)):
        what = f"{edit.path[-2]} cannot become {quoted(wanted)}: {', and '.join(missing)}"
        raise PlanError([Problem("error", what, path=edit.path)])


def _stamps(plan: Plan, edit: Set, thing: Entity, who: str, now: datetime) -> Edits:
    edits: Edits = ()
    for stamp in STAMPS:
        if not isinstance(thing, stamp.model) or edit.path[-1] != stamp.field:
            continue
        before = getattr(thing, stamp.field)
        held, holds = before in stamp.values, edit.new in stamp.values
        stays = held == holds and not (stamp.anew and holds and edit.new != before)
        if stays or (holds and stamp.if_others and not _others_have(plan, edit, stamp)):
            continue
        for field, value in ((stamp.when, _moment(stamp, now)), (stamp.who, who)):
            if field:
                edits += set_field(plan, (*edit.path[:-1], field), (value or None) if holds else None)
    return edits


def _moment(stamp: Stamp, now: datetime) -> Any:
    """A moment to the second where the field is one, else its day where the user is."""
    annotation = fields_of(stamp.model)[stamp.when].annotation
    return now.replace(microsecond=0) if Moment in get_args(annotation) else now.astimezone().date()


def _others_have(plan: Plan, edit: Set, stamp: Stamp) -> bool:
    return any(getattr(other, stamp.when) is not None for other in value_at(plan, edit.path[:-2]) or ())


def _escalation(_plan: Plan, edit: Set, thing: Escalation, who: str, now: datetime) -> Edits:
    wanted = edit.new or "open"
    if wanted == thing.status:
        return ()
    return resolve(thing, who, now) if wanted == "resolved" else reopen(thing, who, now)


def _item(plan: Plan, edit: Set, thing: ChecklistItem, who: str, now: datetime) -> Edits:
    return tick_item(plan, edit.path[:-1], who, now) if bool(edit.new) != thing.done else ()


def _issue(plan: Plan, edit: Set, thing: Issue, who: str, now: datetime) -> Edits:
    record = status_record(thing, edit.new or "open", who, now)
    return (edit, *_stamps(plan, edit, thing, who, now), *record)


def _issue_level(_plan: Plan, edit: Set, thing: Issue, who: str, now: datetime) -> Edits:
    wanted = edit.new or ISSUE_LEVELS[0]
    return escalate(thing, wanted, who, now) if wanted in ISSUE_LEVELS else (edit,)


def _metric(plan: Plan, edit: Set, thing: Metric, _who: str, now: datetime) -> Edits:
    return (edit,) if edit.new is None else take_reading(plan, thing.id, edit.new, now.astimezone().date())


def _card(plan: Plan, edit: Set, thing: Item, _who: str, now: datetime) -> Edits:
    columns = [column.id for column in columns_of(plan.board)]
    wanted = columns[0] if edit.new is None else edit.new
    return to_column(plan, thing, wanted, now.astimezone().date()) if wanted in columns else (edit,)


def _vote(plan: Plan, edit: Set, thing: Vote, who: str, now: datetime) -> Edits:
    release = value_at(plan, edit.path[:2])
    return cast_vote(plan, release, thing.role, edit.new, who, now) if edit.new else (edit,)


_OWN: Final[Mapping[tuple[type[Entity], str], Callable[..., Edits]]] = {
    (Escalation, "status"): _escalation,
    (ChecklistItem, "done"): _item,
    (Issue, "status"): _issue,
    (Issue, "escalated"): _issue_level,
    (Metric, "value"): _metric,
    (Item, "column"): _card,
    (Vote, "vote"): _vote,
}
"""Changes that are told in a way of their own."""
