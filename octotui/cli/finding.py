"""Things of a plan by what people type: an area, an id, or a path of both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from octotui.plan.base import Entity, fields_of
from octotui.plan.edits import Path, parse_path, value_at
from octotui.plan.naming import snake
from octotui.plan.plan import Plan
from octotui.plan.problems import PlanError, Problem, did_you_mean, quoted

if TYPE_CHECKING:
    from octotui.plan.releases import Release


def refusal(what: str, mend: str = "") -> PlanError:
    """The error that something asked for cannot be."""
    return PlanError([Problem("error", what, mend)])


def area_names() -> list[str]:
    """The areas of a plan, in its order."""
    return list(fields_of(Plan))


def area_named(text: str, plan: Plan | None = None) -> str:
    """The area that is meant, however it is spelled.

    Args:
        text: An area.
        plan: Where things are looked for that somebody may have meant instead.

    Raises:
        PlanError: There is no such area.
    """
    area = Plan.field_of(text)
    if area is None or area == "id":
        known = did_you_mean(snake(text), [*area_names(), "attention"]) or "octotui show --help names them"
        raise refusal(f"no area {quoted(text)}", _thing_called(plan, text) or known)
    return area


def _thing_called(plan: Plan | None, text: str) -> str:
    """How to see the thing of that id; empty if there is none."""
    from octotui.plan.parts import name_of

    for area, entity in things(plan) if plan else ():
        if _is_called(entity, text):
            return f"the {name_of(type(entity))} of that name: octotui show {area} {entity.id}"
    return ""


def things(plan: Plan) -> Iterator[tuple[str, Entity]]:
    """Everything in the plan's collections, with its area."""
    for area, shape in fields_of(Plan).items():
        if shape.kind == "collection":
            yield from ((area, entity) for entity in getattr(plan, area))


def path_of(plan: Plan, text: str) -> Path:
    """The path of the thing that is meant.

    Args:
        plan: Where to look.
        text: An id; or a path such as ``risks/r-ci`` or ``checklists/day-of-release/items/smoke-tests``. An id
            that several areas have means the batch. A part that a thing can have need not be there yet.

    Raises:
        PlanError: There is no such thing, or there are several.
    """
    found = [(area, entity.id) for area, entity in things(plan) if _is_called(entity, text)]
    batches = [path for path in found if path[0] == "batches"]
    if len(found) == 1 or batches:
        return (batches or found)[0]
    if found:
        paths = " or ".join("/".join(path) for path in found)
        raise refusal(f"{quoted(text)} is the id of several things", f"write {paths}")
    first, *rest = parse_path(text)
    path = (Plan.field_of(first) or first, *rest)
    if isinstance(value_at(plan, path), Entity) or _can_be_given(plan, path):
        return path
    raise refusal(f"no {quoted(text)} in the plan", _nearest(plan, path))


def thing_in(plan: Plan, area: str, text: str) -> Entity:
    """The thing of an area with an id, or at a path that starts with one.

    Raises:
        PlanError: There is no such thing.
    """
    named = next((thing for held, thing in things(plan) if held == area and _is_called(thing, text)), None)
    if named is not None:
        return named
    path = (area, *parse_path(text))
    if isinstance(found := value_at(plan, path), Entity):
        return found
    raise refusal(f"no {quoted(text)} in {area.replace('_', ' ')}", _nearest(plan, path))


def model_at(path: Path) -> type[Entity]:
    """The kind of what is at a path that `path_of` gave."""
    from octotui.plan.parts import shape_at

    return shape_at(Plan, path).model


def _can_be_given(plan: Plan, path: Path) -> bool:
    """Whether a path leads to a part, such as a change's impact, of a thing that is there."""
    whole = value_at(plan, path[:-1])
    shape = fields_of(type(whole)).get(path[-1]) if isinstance(whole, Entity) else None
    return shape is not None and shape.kind == "part"


def _is_called(entity: Entity, text: str) -> bool:
    return entity.id == text or (type(entity).snake_ids and entity.id == snake(text))


def _nearest(plan: Plan, path: Path) -> str:
    siblings = value_at(plan, path[:-1]) if len(path) > 1 else None
    if isinstance(siblings, tuple):
        return did_you_mean(path[-1], [entity.id for entity in siblings if isinstance(entity, Entity)])
    return did_you_mean(path[-1], [entity.id for _, entity in things(plan)])


def release_in(plan: Plan, wanted: str | None) -> Release:
    """The release that is meant; nobody names the one people work on.

    Raises:
        PlanError: There is none of that name, or none at all.
    """
    from octotui.plan.progress import current_release
    from octotui.plan.releases import Release

    found = thing_in(plan, "releases", wanted) if wanted and plan.releases else current_release(plan)
    if found is None:
        raise refusal("no releases in this plan", "octotui release next makes the first one")
    if not isinstance(found, Release):
        raise refusal(f"{quoted(wanted)} is only a part of a release", "name the release alone")
    return found
