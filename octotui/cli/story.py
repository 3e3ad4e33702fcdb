"""The story of a plan, or of one thing of it: which thing is meant, and what is told of each commit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from itertools import chain
from typing import Final

from octotui.cli.change_words import words_of
from octotui.cli.changes import Changed, changed_things, record_of_commit, record_of_edit, rows_of, when_text
from octotui.cli.finding import path_of, refusal
from octotui.cli.finding import things as things_of
from octotui.cli.records import Record
from octotui.plan.base import Entity, fields_of
from octotui.plan.edits import Path, parse_path, path_text, value_at
from octotui.plan.frozen import Frozen, replace
from octotui.plan.naming import slug
from octotui.plan.plaintext import one_line
from octotui.plan.plan import Plan
from octotui.plan.problems import PlanError, quoted
from octotui.store.document import parse
from octotui.store.history import Step
from octotui.store.timeline import Timeline, Told

MOST_LINES: Final = 12
"""So many lines are told of one commit, if the story is of the whole plan."""
LONGEST_AUTHOR: Final = 30
_APART: Final = re.compile(r"[\W_]+")
_MARKS: Final = re.compile("[\u0300-\u036f]")

Steps = Callable[[], Iterator[Step]]


class Wanted(Frozen):
    """What a story is of.

    Attributes:
        path: A thing, an area; empty for the whole plan.
        label: What people call the thing.
        is_there: Whether the plan has it now.
    """

    path: Path = ()
    label: str = ""
    is_there: bool = True


def wanted_in(timeline: Timeline, steps: Steps, text: str | None) -> Wanted:
    """What is meant: a thing of the plan, an area, or a thing that the plan had once.

    Raises:
        PlanError: There is no such thing, and never was; or there are several.
    """
    if text is None:
        return Wanted()
    plan = _newest_plan(timeline, steps)
    try:
        return _wanted(plan, text, is_there=True)
    except PlanError as error:
        area = Plan.field_of(text)
        if area in fields_of(Plan):
            return Wanted((area or "",))
        if sum(thing.id == text for _, thing in things_of(plan)) > 1:
            raise
        if (gone := _in_the_past(timeline, steps, text)) is not None:
            return gone
        raise refusal(f"no {quoted(text)} in the plan, nor in its history", error.problems[0].mend) from None


def title_of(wanted: Wanted) -> str:
    """The heading of a story; empty for the whole plan's."""
    if not wanted.path:
        return ""
    label = f"  {wanted.label}" if wanted.label not in ("", wanted.path[-1]) else ""
    return f"{path_text(wanted.path)}{label}{'' if wanted.is_there else '  (no longer in the plan)'}"


def heading_of(told: Told, today: date) -> tuple[str, str]:
    """When, who and which commit; and its subject."""
    commit = told.step.commit
    if not told.step.is_committed:
        return "not committed yet", ""
    author = one_line(commit.author, LONGEST_AUTHOR)
    return "  ".join((when_text(commit.at, today), author, commit.short)), one_line(commit.subject)


def lines_of(told: Told, wanted: Wanted, *, is_cut_off: bool) -> list[str]:
    """What a commit changed, in words, line by line; nothing if that is nothing of what is wanted.

    Args:
        told: The commit.
        wanted: What the story is of.
        is_cut_off: Whether the history begins with it only because the clone is shallow.
    """
    if told.difference is None:
        return [f"cannot be read: {_reason(told)}"]
    if is_cut_off and told.difference.edits:
        return ["there already; the clone is shallow, what came before is not known here: git fetch --unshallow"]
    if len(wanted.path) > 1:
        return [line for one in told.differences for line in words_of(wanted.path, one.edits, one.old, one.new)]
    things = _things_in(told)
    if wanted.path:
        return list(rows_of(things))
    return _of_the_file(told.step, told.difference.new) or _shortened(told.step, list(rows_of(things)))


def record_of(told: Told, *, is_cut_off: bool) -> Record:
    """What a commit changed, as plain JSON data; see `lines_of`."""
    differences = () if is_cut_off else told.differences
    return {
        **record_of_commit(told.step.commit if told.step.is_committed else None),
        "path": told.step.path,
        "broken": _reason(told) or None,
        "shallow": is_cut_off,
        "edits": [record_of_edit(edit, one.old, one.new) for one in differences for edit in one.edits],
    }


def _things_in(told: Told) -> list[Changed]:
    """The things that a commit changed; what a merge says against several of its parents stands together."""
    found: dict[tuple[str, str], Changed] = {}
    for one in told.differences:
        for thing in changed_things(one.edits, one.old, one.new):
            before = found.get((thing.area, thing.id))
            words = (*before.words, *thing.words) if before else thing.words
            found[thing.area, thing.id] = replace(thing, words=words)
    return list(found.values())


def _reason(told: Told) -> str:
    """Why a version cannot be read, on one line."""
    first, *others = told.broken.problems if told.broken else [""]
    return f"{first}{f' (and {len(others)} more)' if others else ''}"


def _wanted(plan: Plan, text: str, *, is_there: bool) -> Wanted:
    path = path_of(plan, text)
    thing = value_at(plan, path)
    return Wanted(path, thing.label if isinstance(thing, Entity) else "", is_there)


def _newest_plan(timeline: Timeline, steps: Steps) -> Plan:
    """The plan as it is now; if that cannot be read, the newest that can."""
    now = [timeline.now] if timeline.now else []
    for version in chain(now, timeline.versions(steps())):
        with suppress(PlanError):  # the story itself says which versions cannot be read
            return parse(version.data, version.name).plan
    return Plan()


def _in_the_past(timeline: Timeline, steps: Steps, text: str) -> Wanted | None:
    """A thing of an earlier version, the newest that has it."""
    is_named = _naming(text)
    for version in timeline.versions(steps()):
        try:
            if is_named(version.text):
                return _wanted(parse(version.data, version.name).plan, text, is_there=False)
        except PlanError:
            continue  # it is not in this version, or nobody can read it
    return None


def _naming(text: str) -> Callable[[str], bool]:
    """Whether a plan's text may hold a thing of this id, written or following from a name: most need not be read."""
    parts = _APART.split(slug(parse_path(text)[-1]))
    pattern = re.compile(r"[\W_]*".join(map(re.escape, parts)))

    def is_named(plan_text: str) -> bool:
        folded = plan_text if plan_text.isascii() else _MARKS.sub("", unicodedata.normalize("NFKD", plan_text))
        return pattern.search(folded.casefold()) is not None

    return is_named


def _of_the_file(step: Step, new: Plan) -> list[str]:
    """What is told of a plan that came whole, or went."""
    if step.after and None in step.before and step.after in step.before:
        return ["the file was kept: a side of the merge had taken it away"]
    if any(step.before) == bool(step.after):  # it was there and is there, or neither
        return []
    if step.after is None:
        return ["the file was taken away"]
    areas = ((area, getattr(new, area)) for area in fields_of(Plan))
    counts = [f"{area.replace('_', ' ')} {len(held)}" for area, held in areas if isinstance(held, tuple) and held]
    copied = f", as a copy of {step.was}" if step.is_copy else ""
    return [f"the plan begins{copied}: {', '.join(counts) or 'nothing in it yet'}"]


def _shortened(step: Step, lines: list[str]) -> list[str]:
    """Of many lines the first, and how to see all."""
    renamed = [f"the file was called {step.was} before"] if step.was else []
    if len(lines) > MOST_LINES + 1:
        see_all = f"octotui diff {step.commit.short}^ {step.commit.short}" if step.is_committed else "octotui diff"
        lines = [*lines[:MOST_LINES], f"… and {len(lines) - MOST_LINES} more: {see_all}"]
    return renamed + lines
