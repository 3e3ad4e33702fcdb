"""What both sides of a merge started from, without the things that one of them removed and the other changed."""

from __future__ import annotations

from collections.abc import Iterable

from octotui.plan.diff import diff
from octotui.plan.edits import Path, apply, value_at
from octotui.plan.frozen import replace
from octotui.plan.merge import Conflict, names_thing, taking
from octotui.plan.plan import Plan
from octotui.plan.problems import PlanError
from octotui.store.document import Document, parse
from octotui.store.editing import edited
from octotui.store.git import GitFailed
from octotui.store.locate import nearest_place
from octotui.store.merge_lines import cut_as_in
from octotui.store.verify import same_plan


def without_removed(base: Document, one: Document, other: Document, conflicts: Iterable[Conflict]) -> Document:
    """The text that both started from, less what one side removed and the other changed.

    To a merge by lines, such a thing is then one that its side wrote anew: the block stays as it is, with its comments.

    Raises:
        EditRefused: The text cannot do without one of the things.
    """
    for conflict in conflicts:
        sides = (conflict.standing, conflict.coming)
        if conflict.base is not None and None in sides and names_thing(conflict.path):
            remover = one if value_at(one.plan, conflict.path) is None else other
            base = _without(base, remover, conflict)
    return base


def _without(base: Document, remover: Document, conflict: Conflict) -> Document:
    plan = apply(base.plan, taking(replace(conflict, coming=None), base.plan))
    return _cut_by(remover, base, conflict.path, plan) or edited(base, diff(base.plan, plan))


def _cut_by(remover: Document, base: Document, path: Path, plan: Plan) -> Document | None:
    """The text without the lines that the remover took out around a thing; None if these say more than that."""
    mark = base.places.nearest(nearest_place(base.raw, path))
    if mark is None:
        return None
    first, last = base.places.line(mark.key), base.places.line(max(mark.end - 1, mark.key))
    try:
        text = cut_as_in(remover.text, base.text, first, last)
        document = parse(replace(base, text=text).to_bytes(), base.name)
    except (GitFailed, PlanError):  # then the thing is removed as the program does it
        return None
    return document if same_plan(document.plan, plan) else None
