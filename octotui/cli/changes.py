"""Edits as a person reads them aloud: by area and thing, with what each thing is called and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Final

from octotui.cli.change_words import words_of
from octotui.cli.output import width_of
from octotui.cli.records import Record, as_json, record_of
from octotui.plan.base import Entity, fields_of
from octotui.plan.deltas import thing_of
from octotui.plan.edits import Add, Edit, Edits, Move, Path, Remove, path_text, value_at
from octotui.plan.frozen import Frozen
from octotui.plan.naming import slug
from octotui.plan.plaintext import one_line
from octotui.plan.plan import Plan
from octotui.plan.wording import word
from octotui.plan.words import day_text
from octotui.store.history import Commit

LONGEST_ID: Final = 24
LONGEST_LABEL: Final = 30


class Changed(Frozen):
    """A thing that changed.

    Attributes:
        area: The area it is in.
        id: Its id; empty for a section that is one thing.
        label: What people call it; empty if that is its id.
        words: What became of it, one line each.
        is_gone: Whether it left the plan.
    """

    area: str
    id: str
    label: str
    words: tuple[str, ...]
    is_gone: bool = False


def changed_things(edits: Edits, old: Plan, new: Plan) -> list[Changed]:
    """The things that edits are about, in the plan's order; those that left come last in their area."""
    by_thing: dict[Path, list[Edit]] = {}
    for edit in edits:
        by_thing.setdefault(thing_of(edit.path), []).append(edit)
    order = {area: place for place, area in enumerate(fields_of(Plan))}
    told = [_changed(thing, group, old, new) for thing, group in by_thing.items()]
    return sorted(told, key=lambda one: (order.get(one.area, len(order)), one.area, one.is_gone))


def lines_of(things: Iterable[Changed]) -> Iterator[str]:
    """A heading for each area, and under it the things in columns."""
    for area, group in groupby(things, key=lambda one: one.area):
        yield area.replace("_", " ")
        yield from (f"  {line}" for line in rows_of(list(group)))


def rows_of(things: Sequence[Changed]) -> Iterator[str]:
    """Id, name and words of each thing, in columns; further words stand below the first."""
    names = [(one_line(one.id, LONGEST_ID), one_line(one.label, LONGEST_LABEL)) for one in things]
    widths = [max((width_of(name[column]) for name in names), default=0) for column in (0, 1)]
    for name, one in zip(names, things, strict=True):
        cells = (cell + " " * (width - width_of(cell)) for cell, width in zip(name, widths, strict=True) if width)
        start = "".join(f"{cell}  " for cell in cells)
        for number, words in enumerate(one.words):
            yield (" " * width_of(start) if number else start) + words


def record_of_edit(edit: Edit, old: Plan, new: Plan) -> Record:
    """An edit as plain JSON data."""
    thing = value_at(new, thing_of(edit.path)) or value_at(old, thing_of(edit.path))
    before, after = _values(edit, old, new)
    return {
        "op": type(edit).__name__.lower(),
        "path": path_text(edit.path),
        "label": thing.label if isinstance(thing, Entity) else None,
        "old": before,
        "new": after,
        "words": word(edit, old if isinstance(edit, Remove) else new),
    }


def record_of_commit(commit: Commit | None) -> Record:
    """A commit as plain JSON data; of what is in none, nulls."""
    if commit is None:
        return dict.fromkeys(("commit", "author", "at", "subject"))
    return {
        "commit": commit.id,
        "author": one_line(commit.author),
        "at": as_json(commit.at),
        "subject": one_line(commit.subject),
    }


def when_text(moment: datetime, today: date) -> str:
    """A moment as people say it, in local time: ``Mon 16 Nov 14:02``, with the year if it is not this one."""
    local = moment.astimezone()
    year = "" if local.year == today.year else f" {local.year}"
    return f"{day_text(local)}{year} {local:%H:%M}"


def _changed(thing: Path, edits: Sequence[Edit], old: Plan, new: Plan) -> Changed:
    is_gone = any(isinstance(edit, Remove) and edit.path == thing for edit in edits)
    words = tuple(words_of(thing, edits, old, new))
    entity = value_at(old if is_gone else new, thing)
    if len(thing) == 1 or not isinstance(entity, Entity):
        return Changed(thing[0], "/".join(thing[1:]), "", words, is_gone)
    label = "" if slug(entity.label) == slug(thing[1]) else entity.label  # said twice, it says no more
    return Changed(thing[0], thing[1], label, words, is_gone)


def _values(edit: Edit, old: Plan, new: Plan) -> tuple[object, object]:
    """What was and what is, as JSON has it; of a move, the neighbours in front."""
    match edit:
        case Add(path, value, _):
            return None, _record(new, path, value)
        case Remove(path, value, _):
            return _record(old, path, value), None
        case Move(_, was_after, after):
            return was_after, after
        case _:
            return as_json(edit.old), as_json(edit.new)


def _record(plan: Plan, path: Path, value: object) -> object:
    entity = value_at(plan, path)
    return record_of(entity) if isinstance(entity, Entity) else as_json(value)
