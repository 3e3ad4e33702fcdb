"""The text of a new plan file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from octotui.plan.plan import Plan
from octotui.plan.reading import read_plan
from octotui.store.json_places import JsonPlaces
from octotui.store.json_text import JsonText
from octotui.store.raw import RawText
from octotui.store.spelling import Dialect, Format, written
from octotui.store.toml_places import toml_places
from octotui.store.toml_text import TomlText


def new_text(data: Mapping[str, Any], format: Format) -> str:  # noqa: A002  # its name everywhere
    """A plan's data as TOML in snake case with a block for each thing, or as JSON in camel case, in its order.

    Raises:
        PlanError: The data is no plan.
    """
    plan, _ = read_plan(data)
    dialect = Dialect(format, Plan)
    text: RawText = TomlText(toml_places(""), {}) if format == "toml" else JsonText(JsonPlaces("{}\n"), {})
    sections = written(plan, dialect, with_id=False)
    for key in data:
        name = dialect.key(Plan.field_of(key) or key)
        if name in sections:
            text.set((name,), sections[name])
    return text.render()
