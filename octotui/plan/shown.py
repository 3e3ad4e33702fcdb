"""What a shared screen shows of a plan: neither what is secret, nor internal notes, by the rule of `audience`."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from functools import cached_property
from typing import Any, Final

from octotui.plan.audience import FOR_THE_TEAM, REFERENCES, WITHHELD, less, without
from octotui.plan.base import Entity
from octotui.plan.edits import Edit, Move, Path, Set
from octotui.plan.escalations import Escalation, HistoryEntry
from octotui.plan.frozen import Frozen
from octotui.plan.parts import name_of, shape_at
from octotui.plan.plaintext import one_line
from octotui.plan.plan import Plan
from octotui.plan.releases import Release
from octotui.plan.secrecy import KINDS, areas, secret_things, things_of
from octotui.plan.waivers import aims
from octotui.plan.wording import LONGEST

IN_A_MEETING: Final = FOR_THE_TEAM - {"condition"}
"""What is private while people vote: on what condition they do is what the meeting is about."""
RECORDED: Final = frozenset({"open"})
"""Private fields that no words tell."""
SAYS_NOTHING: Final = re.compile(r"[a-z]{0,4}[-_.]?\d+", re.IGNORECASE)
"""Ids that are numbers, such as ``e-10``; others are made of the words of a title."""
SOMETHING: Final = "something that is withheld"
FACTS: Final = ("id", "level", "status", "blocks", "release", "owner", "raised", "resolved")
"""What is told of a security escalation, beside when somebody did something about it."""
DID: Final = re.compile(r"raised to level \w+|reopened|resolved")
"""What octotui itself writes in a history; other words are people's."""
ELSEWHERE: Final = "(withheld)"
"""What stands for a hidden name in a sentence."""


class Shown(Frozen, eq=False):
    """A plan as a shared screen shows it.

    Attributes:
        whole: The plan.
        plan: What is shown of it.
        hidden: The things of which nothing is shown, or no more than that there is an escalation.
        names: The ids and names of what is hidden, but for those that something shown has as well.
        private: The fields of which nothing is shown.
    """

    whole: Plan
    plan: Plan
    hidden: frozenset[Path]
    names: frozenset[str]
    private: frozenset[str]

    @cached_property
    def folded(self) -> frozenset[str]:
        """The hidden names, in any case."""
        return frozenset(map(str.casefold, self.names))

    @cached_property
    def pairs(self) -> tuple[tuple[Entity, Entity], ...]:
        """The things that are shown, as they are and as they are shown."""
        kept = {(area, one.id): one for area, one in things_of(self.plan)}
        return tuple((one, kept[area, one.id]) for area, one in things_of(self.whole) if (area, one.id) in kept)

    @cached_property
    def count(self) -> int:
        """How many things are hidden, or have something hidden in them."""
        changed = sum(one is not kept for one, kept in self.pairs)
        gone = sum(len(getattr(self.whole, area)) - len(getattr(self.plan, area)) for area in areas())
        return gone + changed

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """What is hidden, in words: ``security``, ``internal``, ``notes``."""
        things = [one for area, one in things_of(self.whole) if (area, one.id) in self.hidden]
        internal = [one for one in things if one.extras.get("internal")]
        found = {
            "security": len(things) > len(internal),
            "internal": bool(internal),
            "notes": self.count > len(self.hidden),
        }
        return tuple(kind for kind, there in found.items() if there)

    def hides(self, path: Path) -> bool:
        """Whether a path leads to, or into, something hidden."""
        return path[:2] in self.hidden

    def is_there(self, path: Path) -> bool:
        """Whether a path leads to, or into, something shown: what was removed, nobody knows."""
        return path[0] not in areas() or path[:2] in self._there

    @cached_property
    def _there(self) -> frozenset[Path]:
        return frozenset((area, one.id) for area, one in things_of(self.plan))

    def tells(self, edit: Edit) -> bool:
        """Whether the words for an edit say nothing that is hidden."""
        if self.hides(edit.path) or self.private.difference(RECORDED).intersection(edit.path[2:]):
            return False
        if edit.path[0] in self.private and len(edit.path) > 2:
            return False
        if isinstance(edit, Set):
            return edit.path[-1] not in REFERENCES or not any(map(self._names_hidden, (edit.old, edit.new)))
        return isinstance(edit, Move) or not _says_secret(edit.value)

    def worded(self, text: str) -> str:
        """A sentence without the names of what is hidden."""
        return self._in_a_sentence.sub(ELSEWHERE, text) if self._in_a_sentence else text

    def name_of(self, path: Path) -> str:
        """What something hidden is called: ``security escalation (details withheld)``."""
        one = next((one for one in getattr(self.whole, path[0]) if one.id == path[1]), None)
        kind = "internal" if one is not None and one.extras.get("internal") else "security"
        return f"{kind} {name_of(shape_at(Plan, path[:2]).model)} (details withheld)"

    @cached_property
    def _in_a_sentence(self) -> re.Pattern[str] | None:
        names = {form for name in self.names if name for form in (one_line(name), one_line(name, LONGEST))}
        longest_first = sorted(names, key=len, reverse=True)
        return re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in longest_first)) if names else None

    def _names_hidden(self, value: Any) -> bool:
        names = value if isinstance(value, (tuple, list)) else (value,)
        return any(isinstance(name, str) and name.casefold() in self.folded for name in names)


def shown(
    plan: Plan,
    private: frozenset[str] = FOR_THE_TEAM,
    also: frozenset[Path] = frozenset(),
    before: Shown | None = None,
) -> Shown:
    """A plan as a shared screen shows it.

    As for stakeholders (see `audience.for_audience`), but that there is a security escalation is shown, as in reports:
    it holds up what everybody sees. One whose id is made of words goes altogether.

    Args:
        plan: The plan.
        private: The fields of which nothing is shown.
        also: Things that are hidden whatever the plan says of them: what is secret today was no less so yesterday.
        before: What was shown until now: what did not change since is the same thing again.
    """
    secret = secret_things(plan)
    hidden = {id(one): (area, one.id) for area, one in things_of(plan) if id(one) in secret or (area, one.id) in also}
    told = {id(one): one for one in plan.escalations if id(one) in hidden and _may_be_told(one)}
    paths, names = frozenset(hidden.values()), _names(plan, hidden, told)
    if also and before:
        names |= before.names
    gone = frozenset(map(str.casefold, names))
    like_before = before if before and (before.names, before.private) == (names, private) else None
    kept = _kept(_without_waivers(less(plan, hidden), plan, paths), gone, private, like_before)
    if told:
        facts = {one.id: without(_facts(one), gone, private) for one in told.values()}
        there = {one.id: one for one in kept.escalations} | facts
        kept = kept.changed("escalations", tuple(there[one.id] for one in plan.escalations if one.id in there))
    return Shown(plan, kept, paths, names, private)


def _kept(plan: Plan, gone: Container[str], private: Container[str], before: Shown | None) -> Plan:
    """What is kept of a plan in which nothing is secret as a whole."""
    known = {id(one): kept for one, kept in before.pairs} if before else {}
    things = {
        area: tuple(known.get(id(one)) or without(one, gone, private) for one in getattr(plan, area))
        for area in areas()
        if area not in private
    }
    rest = Plan.built({name: value for name, value in plan.given().items() if name not in areas()})
    kept = {area: entities for area, entities in things.items() if entities}
    return Plan.built({**without(rest, gone, private).given(), **kept})


def _may_be_told(one: Escalation) -> bool:
    is_internal = bool(one.extras.get("internal"))
    return one.level == "security" and not is_internal and bool(SAYS_NOTHING.fullmatch(one.id))


def _facts(one: Escalation) -> Escalation:
    """An escalation of which is told that it is there, whose it is, and when something was done about it."""
    given = {name: value for name, value in one.given().items() if name in FACTS}
    done = tuple(
        HistoryEntry(at=entry.at, by=entry.by, did=entry.did if DID.fullmatch(entry.did) else "acted on")
        for entry in one.history
    )
    history = {"history": done} if done else {}
    return Escalation.built({**given, **history, "title": WITHHELD.format(id=one.id)})


def _without_waivers(less_of_it: Plan, plan: Plan, hidden: frozenset[Path]) -> Plan:
    """A plan whose releases do not name what is hidden by what they waive."""

    def open_to_all(release: Release) -> Release:
        named = {aim.waiver.id for aim in aims(plan, release) if any(path[:2] in hidden for path in aim.paths)}
        if not named:
            return release
        return release.changed("waivers", tuple(one for one in release.waivers if one.id not in named) or None)

    if not any(release.waivers for release in less_of_it.releases):
        return less_of_it
    releases = tuple(map(open_to_all, less_of_it.releases))
    return less_of_it.changed("releases", releases) if releases != less_of_it.releases else less_of_it


def _names(plan: Plan, hidden: Container[int], told: Container[int]) -> frozenset[str]:
    """The ids and names of what is hidden, but for those that something shown has as well."""
    secret, seen = set[str](), set[str]()
    for _, one in things_of(plan):
        (secret if id(one) in hidden and id(one) not in told else seen).add(one.id)
        (secret if id(one) in hidden else seen).add(one.label)
    open_to_all = {*map(str.casefold, seen)}
    return frozenset(name for name in secret if name.casefold() not in open_to_all)


def _says_secret(value: Any) -> bool:
    """Whether the data of a thing say that it is secret, whether or not it is in the plan."""
    if not isinstance(value, Mapping):
        return False
    says = [value.get(kind) for kind in KINDS]
    return bool(value.get("internal")) or any(isinstance(said, str) and "security" in said.casefold() for said in says)
