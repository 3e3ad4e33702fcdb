"""The next release, made from the last: what has to be done again begins anew, the record of the last one stays.

The same owner, voters and gates; the checklists and checkpoints of the last release once more, nothing ticked, nothing
held. Its scope is empty, and nothing is done, voted, waived or decided. Days move with the window, if both are known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from octotui.plan.base import Entity
from octotui.plan.data import data_of
from octotui.plan.edits import Add, Edits, last_id
from octotui.plan.naming import slug, unused
from octotui.plan.plan import Plan
from octotui.plan.releases import Release

ANEW: Final = ("done", "by", "at", "held", "outcome")
"""What a checklist, its points and a checkpoint record."""
DAYS: Final = ("due",)
SHORTEST: Final = 3
"""An id of less characters than this is not looked for in names: "Phase 1" has nothing to do with release 1."""
_LAST_NUMBER: Final = re.compile(r"\d+(?=\D*$)")
_DECEMBER: Final = re.compile(r"(\d{4})([.-])12")


def last_release(plan: Plan) -> Release | None:
    """The release the next one is made from, cancelled ones aside if there are others.

    It is the last in the plan that has no window yet, else the one with the latest window.
    """
    releases = [release for release in plan.releases if release.status != "cancelled"] or plan.releases
    waiting = [release for release in releases if release.window is None]
    if waiting or not releases:
        return waiting[-1] if waiting else None
    return max(releases, key=lambda release: release.window.timestamp() if release.window else 0.0)


def next_id(plan: Plan) -> str:
    """An id for the next release: the last one's with its last number one higher; ``2026.12`` → ``2027.01``."""
    last = last_release(plan)
    if last is None:
        return "1.0"
    if december := _DECEMBER.fullmatch(last.id):
        wanted = f"{int(december[1]) + 1}{december[2]}01"
    elif number := _LAST_NUMBER.search(last.id):
        wanted = f"{last.id[: number.start()]}{int(number[0]) + 1:0{len(number[0])}d}{last.id[number.end() :]}"
    else:
        wanted = f"{last.id}-2"
    return unused(wanted, {release.id for release in plan.releases})


def next_release(plan: Plan, release_id: str, name: str = "", window: datetime | None = None) -> Edits:
    """The edits that make the next release.

    Args:
        plan: The plan.
        release_id: Its id, which no release has yet.
        name: Its name.
        window: When it is to be deployed.
    """
    last = last_release(plan)
    value: dict[str, Any] = {"id": release_id, "name": name, "status": "planned", "window": window}
    if last is None:
        return (Add(("releases", release_id), _given(value), None),)
    gates = [{"id": gate.id, "passed": False} for gate in last.gates]
    value |= {"owner": last.owner, "voters": last.voters, "gates": gates}
    moved = window - last.window if window and last.window else None
    return (
        Add(("releases", release_id), _given(value), last_id(plan.releases)),
        *_again(plan, "checklists", last, release_id, moved),
        *_again(plan, "checkpoints", last, release_id, moved),
    )


def _again(plan: Plan, area: str, last: Release, release_id: str, moved: timedelta | None) -> Edits:
    """The things of an area that belong to the last release, once more for the next."""
    things: tuple[Any, ...] = getattr(plan, area)
    after, taken, edits = last_id(things), {thing.id for thing in things}, []
    for thing in (thing for thing in things if thing.release == last.id):
        new = _id_for(thing, last.id, release_id, taken)
        name = _renamed(thing.name, last.id, release_id)
        data = _anew(thing, moved) | {"id": new, "name": name, "release": release_id}
        edits.append(Add((area, new), data, after))
        taken.add(new)
        after = new
    return tuple(edits)


def _id_for(thing: Entity, last: str, new: str, taken: set[str]) -> str:
    """``day-of-release`` → ``day-of-release-2026.12``, and that one → ``day-of-release-2026.13``."""
    renamed = _renamed(thing.id, slug(last), slug(new))
    return unused(renamed if renamed != thing.id else f"{thing.id}-{slug(new)}", taken)


def _renamed(text: str, last: str, new: str) -> str:
    """A text that names the next release where it named the last."""
    return re.sub(rf"(?<!\w){re.escape(last)}(?!\w)", lambda _: new, text) if len(last) >= SHORTEST else text


def _anew(thing: Entity, moved: timedelta | None) -> dict[str, Any]:
    """The data of a thing as it was before anybody did anything; its days moved, or gone if nobody knows how far."""
    return {
        name: value
        for name, held in data_of(thing).items()
        if name not in (*ANEW, "batch") and (value := _moved(name, held, moved)) is not None
    } | _points(thing, moved)


def _points(thing: Entity, moved: timedelta | None) -> dict[str, Any]:
    points: tuple[Entity, ...] = getattr(thing, "items", ())
    return {"items": [_anew(point, moved) for point in points]} if points else {}


def _moved(name: str, value: Any, moved: timedelta | None) -> Any:
    if name not in DAYS:
        return value
    return value + moved if moved is not None and isinstance(value, date) else None


def _given(value: Mapping[str, Any]) -> dict[str, Any]:
    return {name: held for name, held in value.items() if held not in ("", (), [], None)}
