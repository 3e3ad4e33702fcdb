"""One thing as Markdown, as it is copied into a chat or an issue."""

from __future__ import annotations

from datetime import datetime

from octotui.plan.base import Entity
from octotui.plan.plan import Plan


def as_markdown(thing: Entity, plan: Plan) -> str:
    """A heading with the thing's name, and a bullet for each field that says something.

    Args:
        thing: Anything in a plan.
        plan: The plan it is in; handles become names.
    """
    fields = [
        f"- **{name.replace('_', ' ').capitalize()}**: {text}"
        for name, value in thing.given().items()
        if name not in ("id", "name", "title", "text") and (text := _text(name, value, plan))
    ]
    return "\n".join([f"### {_escaped(thing.label)} ({_escaped(thing.id)})", "", *fields])


def _text(name: str, value: object, plan: Plan) -> str:
    if isinstance(value, Entity):
        return "; ".join(f"{key}: {_text(key, item, plan)}" for key, item in value.given().items() if key != "id")
    if isinstance(value, tuple):
        separator = "; " if value and isinstance(value[0], Entity) else ", "
        return separator.join(_entry(item, plan) for item in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M} UTC"
    return _escaped(plan.person_name(str(value)) if name in ("owner", "by", "reporter") else str(value))


def _entry(item: object, plan: Plan) -> str:
    if not isinstance(item, Entity):
        return _escaped(str(item))
    return " ".join(_text(key, value, plan) for key, value in item.given().items() if key != "id")


def _escaped(text: str) -> str:
    """Text with Markdown's own signs made plain."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>|#" else char for char in " ".join(text.split()))
