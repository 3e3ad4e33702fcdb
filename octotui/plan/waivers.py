"""Waivers: what each lets through, by what it is called; and how one is given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from octotui.plan.attendance import called
from octotui.plan.edits import Add, Edits, Path, last_id, path_text
from octotui.plan.frozen import Frozen
from octotui.plan.naming import unused
from octotui.plan.operations import set_field
from octotui.plan.plan import Plan
from octotui.plan.problems import PlanError, Problem, quoted
from octotui.plan.releases import Release, Waiver
from octotui.plan.vote_cover import matters, role_id
from octotui.plan.voting import vote_id, voters


class _Target(Frozen):
    """What a waiver can be about, and what it is called there: by names of its own, by its id, by its text."""

    path: Path
    whole: tuple[str, ...]
    id: str
    label: str

    @property
    def names(self) -> tuple[str, ...]:
        """What to call it, the best first: a point of a checklist always says of which."""
        short, *longer = self.whole
        return (short, *longer) if self.path[0] == "checklists" else (self.id, short, *longer)


class Aim(Frozen):
    """What a waiver names.

    Attributes:
        waiver: The waiver.
        paths: The thing; none if nothing is called so, several if it could be any of them: then it counts for none.
        names: What would be clear, for each of them.
    """

    waiver: Waiver
    paths: tuple[Path, ...]
    names: tuple[str, ...]


def aims(plan: Plan, release: Release) -> tuple[Aim, ...]:
    """What each waiver of a release names: a point of a gate list, a gate, an escalation on the release, or a vote.

    It names it by its id or its text, in any case; a point by ``list/point`` as well, a vote by its role.
    """
    targets = _targets(plan, release) if release.waivers else ()

    def aim(waiver: Waiver) -> Aim:
        meant = _meant(targets, waiver.item)
        return Aim(waiver, tuple(one.path for one in meant), tuple(_clear_name(targets, one) for one in meant))

    return tuple(map(aim, release.waivers))


def waivers_by_path(plan: Plan, release: Release) -> Mapping[Path, tuple[Waiver, ...]]:
    """The waivers of each thing that is named by one, whether they count or not."""
    found: dict[Path, tuple[Waiver, ...]] = {}
    for aim in aims(plan, release):
        if len(aim.paths) == 1:
            found[aim.paths[0]] = (*found.get(aim.paths[0], ()), aim.waiver)
    return found


def waived(plan: Plan, release: Release, today: date) -> Mapping[Path, Waiver]:
    """The things that are let through on a day, each with the waiver that does it."""
    named = waivers_by_path(plan, release)
    return {path: one for path, waivers in named.items() for one in waivers if one.counts(today)}


def waiver_name(plan: Plan, release: Release, path: Path) -> str:
    """What a waiver calls the thing at a path, so that it can mean nothing else.

    Raises:
        PlanError: It is nothing that a waiver of this release can be about.
    """
    targets = _targets(plan, release)
    target = next((one for one in targets if one.path == path), None)
    if target is None:
        what = f"{quoted(path_text(path))} cannot be waived for {release.id}"
        mend = "a point of its gate lists, a gate, a role's NO-GO and an escalation on it can"
        raise PlanError([Problem("error", what, mend, path=path)])
    return _clear_name(targets, target)


def waive(plan: Plan, release: Release, path: Path, who: str, reason: str, until: date | None, today: date) -> Edits:
    """Let something through: a new waiver, or a new word in the one there is for it.

    Args:
        plan: The plan.
        release: The release.
        path: What is let through: a point of a gate list, a gate, an escalation, or a vote.
        who: Who lets it through.
        reason: Why.
        until: The last day on which it counts.
        today: The day.

    Raises:
        PlanError: It cannot be waived, or the reason, the name or the day is missing, or the day is over.
    """
    given = {"by": who.strip(), "reason": reason.strip(), "until": until}
    name = waiver_name(plan, release, path)
    wanted = Waiver(item=name, by=who, reason=reason, until=until)
    if wanted.lacks:
        raise _refused(path, f"a waiver of {name} needs a reason, a name and a day: {', '.join(wanted.lacks)}")
    if wanted.has_run_out(today):
        raise _refused(
            path, f"a waiver of {name} until {until} has run out already", f"its last day is {today} or later"
        )
    area = ("releases", release.id, "waivers")
    if there := waivers_by_path(plan, release).get(path):
        return tuple(
            edit for field, value in given.items() for edit in set_field(plan, (*area, there[-1].id, field), value)
        )
    value = {"item": name, **given}
    new_id = unused(Waiver.implied_id(value), {one.id for one in release.waivers})
    return (Add((*area, new_id), value, last_id(release.waivers)),)


def _refused(path: Path, what: str, mend: str = "") -> PlanError:
    return PlanError([Problem("error", what, mend, path=path)])


def _targets(plan: Plan, release: Release) -> tuple[_Target, ...]:
    return (*_things(plan, release), *_votes(plan, release))


def _things(plan: Plan, release: Release) -> Iterator[_Target]:
    for one in matters(plan, release):
        short = (one.name.removeprefix("checklists/"),) if one.kind == "item" else ()
        yield _Target(one.path, (*short, one.name, path_text(one.path)), one.path[-1], one.label)


def _votes(plan: Plan, release: Release) -> Iterator[_Target]:
    cast = {vote.id: vote.role for vote in release.votes}
    for vote, role in ({vote_id(role): role for role in voters(plan, release)} | cast).items():
        path = ("releases", release.id, "votes", vote)
        yield _Target(path, (f"votes/{vote}", path_text(path)), role_id(plan, role), called(plan, role))


def _meant(targets: tuple[_Target, ...], name: str) -> tuple[_Target, ...]:
    """The things of that name: a whole name goes before an id, an id before a text."""
    wanted = name.strip().casefold()
    by_whole = tuple(one for one in targets if wanted in map(str.casefold, one.whole))
    by_id = tuple(one for one in targets if wanted == one.id.casefold())
    return by_whole or by_id or tuple(one for one in targets if wanted == one.label.strip().casefold())


def _clear_name(targets: tuple[_Target, ...], target: _Target) -> str:
    return next((name for name in target.names if _meant(targets, name) == (target,)), path_text(target.path))
