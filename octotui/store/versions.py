"""Versions of a plan compared: as little of each is read as the question needs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, lru_cache
from typing import Any, Final, TypeAlias

from octotui.plan.base import Entity
from octotui.plan.data import data_of
from octotui.plan.diff import diff
from octotui.plan.edits import Add, Edit, Edits, Move, Path, Remove, value_at
from octotui.plan.frozen import Frozen, replace
from octotui.plan.plan import Plan
from octotui.plan.problems import PlanError
from octotui.plan.reading import read_plan
from octotui.store.document import parse
from octotui.store.source import decoded, read_json, read_toml
from octotui.store.toml_sections import toml_sections

KEPT: Final = 64
"""So many sections are kept as they were read; most are the same from version to version."""

Data: TypeAlias = Mapping[str, Any]


class Version:
    """What a plan said at some time. Each step of reading waits until somebody needs it.

    Attributes:
        data: The file's bytes; none stands for no file.
        name: What it is called in messages; ``.json`` at its end says the format.
        unread: Why there are no bytes, if there should be some.
    """

    def __init__(self, data: bytes, name: str, unread: PlanError | None = None) -> None:
        """Keep the bytes."""
        self.data = data
        self.name = name
        self.unread = unread

    @cached_property
    def text(self) -> str:
        """The text.

        Raises:
            PlanError: It is none.
        """
        if self.unread:
            raise self.unread
        return decoded(self.data)

    @cached_property
    def raw(self) -> Data:
        """The data, in the file's own keys.

        Raises:
            PlanError: It cannot be read.
        """
        if not self.text:
            return {}
        return read_json(self.text) if self.is_json else read_toml(self.text)

    @cached_property
    def areas(self) -> Mapping[str, str]:
        """The text of each area and of each unknown key, so that those which differ can be read alone.

        Raises:
            PlanError: It cannot be read.
        """
        texts: dict[str, str] = {}
        if self.is_json:
            for key, value in self.raw.items():
                texts[_area(key)] = json.dumps({**json.loads(texts.get(_area(key), "{}")), key: value})
            return texts
        sections = dict(toml_sections(self.text))
        above = sections.pop("", "")  # in front of all headers may be keys of any area
        for key in read_toml(above):
            texts[_area(key)] = above
        for key, text in sections.items():
            texts[_area(key)] = texts.get(_area(key), above) + text
        return texts

    def why_broken(self, name: str = "") -> PlanError | None:
        """Why the plan cannot be read, with the places; None if it can.

        Args:
            name: What it is to be called, if not by its name.
        """
        try:
            if self.data:
                parse(self.data, name or self.name)
        except PlanError as error:
            return error
        return self.unread

    @property
    def is_json(self) -> bool:
        """Whether it is JSON, and not TOML."""
        return self.name.lower().endswith(".json")


class Difference(Frozen):
    """The edits between two versions, and as much of both plans as they touch."""

    edits: Edits
    old: Plan
    new: Plan


_NO_PLAN: Final = Plan()
SAME: Final = Difference((), _NO_PLAN, _NO_PLAN)


def difference(old: Version, new: Version, path: Path = ()) -> Difference:
    """What became another between two versions.

    Args:
        old: The one.
        new: The other.
        path: A thing, an area, or, left out, everything.

    Raises:
        PlanError: One of the two cannot be read, as far as it has to be.
    """
    if old.text == new.text and old.name == new.name:
        return SAME
    before, after = _where_they_differ(old, new, path[:1])
    return Difference(tuple(_touching(diff(before, after), path, before, after)), before, after)


def own_difference(parents: Sequence[Version], merged: Version, path: Path = ()) -> Difference:
    """What a merge says that none of its parents said; of a single parent, everything that became another.

    Raises:
        PlanError: One of the versions cannot be read.
    """
    found = [difference(parent, merged, path) for parent in parents]
    own: dict[tuple[type[Edit], Path], Edit] = {}
    changed = [{edit.path for edit in one.edits} for one in found]
    for edit in (edit for mine in found for edit in mine.edits):
        if all(_is_in(edit.path, paths) for paths in changed):
            own.setdefault((type(edit), edit.path), edit)
    return Difference(tuple(own.values()), found[0].old, found[0].new)


def overruled(
    base: Version, parents: Sequence[Version], merged: Version, path: Path = (), known: Edits = ()
) -> tuple[Difference, ...]:
    """What a merge says instead of what a parent had made of it, for each parent that it overruled.

    Where a parent had changed nothing, the merge only brings it what others did; that is no choice.

    Args:
        base: What the parents started from.
        parents: Those that can be read, and have the file.
        merged: What the merge says.
        path: A thing, an area, or, left out, everything.
        known: What is told of the merge already.

    Raises:
        PlanError: One of the versions cannot be read.
    """
    found: list[Difference] = []
    told = {(type(edit), edit.path) for edit in known}
    for parent in parents:
        against, made = difference(parent, merged, path), difference(base, parent, path)
        edits = tuple(
            edit
            for edit in against.edits
            if (type(edit), edit.path) not in told and any(_are_about_the_same(edit, own) for own in made.edits)
        )
        told.update((type(edit), edit.path) for edit in edits)
        found += [replace(against, edits=edits)] if edits else []
    return tuple(found)


def _are_about_the_same(one: Edit, other: Edit) -> bool:
    """Whether one of two edits is at the place of the other or around it; of two moves, whether one thing moved."""
    if isinstance(one, Move) or isinstance(other, Move):
        return type(one) is type(other) and one.path == other.path
    shared = min(len(one.path), len(other.path))
    return one.path[:shared] == other.path[:shared]


def _where_they_differ(old: Version, new: Version, only: Path) -> tuple[Plan, Plan]:
    """As much of both plans as is not written alike; of one area, if ``only`` names it."""
    if old.areas.keys() != new.areas.keys():
        _ = old.raw, new.raw  # a text that was left open swallows whole areas: then this says so
    differing = [area for area in {**old.areas, **new.areas} if old.areas.get(area) != new.areas.get(area)]
    wanted = [area for area in differing if area in (only or differing)]
    return _plan_of(old, wanted), _plan_of(new, wanted)


def _plan_of(version: Version, areas: Iterable[str]) -> Plan:
    """The plan with these areas, and nothing else."""
    parts = (_part(area, version.areas[area], version.is_json) for area in areas if area in version.areas)
    return Plan.built({name: value for part in parts for name, value in part.given().items()})


@lru_cache(maxsize=KEPT)
def _part(area: str, text: str, is_json: bool) -> Plan:
    data = read_json(text) if is_json else read_toml(text)
    return read_plan({key: value for key, value in data.items() if _area(key) == area})[0]


def _touching(edits: Iterable[Edit], path: Path, old: Plan, new: Plan) -> Iterable[Edit]:
    """The edits at a path and below; of one around it, what it means there."""
    for edit in edits:
        if edit.path[: len(path)] == path:
            yield edit
        elif path[: len(edit.path)] == edit.path and not isinstance(edit, Move):
            before, after = value_at(old, path), value_at(new, path)
            if isinstance(after, Entity) and before is None:
                yield Add(path, data_of(after), None)
            elif isinstance(before, Entity) and after is None:
                yield Remove(path, data_of(before), None)


def _is_in(path: Path, changed: AbstractSet[Path]) -> bool:
    """Whether what a path leads to was changed, or something that it is in."""
    return any(path[:steps] in changed for steps in range(len(path) + 1))


def _area(key: str) -> str:
    """The area that a key of the file names; an unknown key names itself."""
    return Plan.field_of(key) or key
