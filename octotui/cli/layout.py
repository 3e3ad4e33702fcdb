"""How `octotui show` lays records out for people: the columns of each area, and one record whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from octotui.cli.output import table
from octotui.cli.records import Record
from octotui.plan.plaintext import one_line
from octotui.plan.words import figure, percent

COLUMNS: Final[dict[str, str]] = {
    "attention": "level path label what",
    "project": "name start end sponsor overallProgress",
    "board": "maxLines minApprovals",
    "people": "id name roles email",
    "batches": "id name priority status progress target owner waitingOn overdue",
    "initiatives": "id name quarter owner progress batches",
    "milestones": "id name due status owner",
    "items": "id title column points owner sprint blocked waitingOn",
    "sprints": "id name start end goal",
    "risks": "id title probability impact score band status owner reviewed",
    "escalations": "id title level status owner blocks due overdue",
    "routes": "id name told respondDays atOnce",
    "roles": "id name filledBy summary",
    "responsibilities": "id activity owner supporting",
    "decision_types": "id name owner path",
    "channels": "id through",
    "releases": "id name status phase window owner tasksDone tasksTotal",
    "checklists": "id name release gate ticked total progress due",
    "issues": "id title category priority status escalated owner target overdue",
    "changes": "id title type status missing owner target",
    "cadences": "id name every on at minutes lead next state",
    "checkpoints": "id name every due lead next state",
    "communications": "id what every on audience owner next state",
    "actions": "id text week days owner done",
    "runbooks": "id path purpose state owner target",
    "commands": "id command purpose where expect",
    "weeks": "id week teamHealth goals",
    "meetings": "id kind at lead",
    "metrics": "id value target better unit group state",
}
"""The columns of each area, by key of its records."""

WIDEST: Final = 60


def table_of(area: str, records: list[Record]) -> list[str]:
    """An area's table, line by line; long text is cut."""
    keys = COLUMNS[area].split()
    rows = [[one_line(cell_text(key, record.get(key)), WIDEST) for key in keys] for record in records]
    return table([_title(key) for key in keys], rows)


def whole(record: Record, indent: str = "") -> Iterator[str]:
    """A record line by line, without what it does not have."""
    there = {key: value for key, value in record.items() if value or (value == 0 and value is not False)}
    width = max((len(key) for key in there), default=0)
    for key, value in there.items():
        if isinstance(value, dict):
            yield f"{indent}{key}"
            yield from whole(value, indent + "  ")
        elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
            yield f"{indent}{key}"
            for item in value:
                yield from _entry(item, indent)
        else:
            yield from _labelled(f"{indent}{one_line(key):{width}}  ", cell_text(key, value))


def _entry(item: Any, indent: str) -> Iterator[str]:
    lines = whole(item, "") if isinstance(item, dict) else iter([str(item)])
    for number, line in enumerate(lines):
        yield f"{indent}  {'  ' if number else '- '}{line}"


def _labelled(label: str, text: str) -> Iterator[str]:
    first, *rest = text.split("\n")
    yield label + first
    yield from (" " * len(label) + line for line in rest)


def _title(key: str) -> str:
    return "".join(f" {char.lower()}" if char.isupper() else char for char in key).upper()


def cell_text(key: str, value: Any) -> str:
    """A value of a record in words; absent is empty."""
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, list):
        return ", ".join(cell_text("", item) for item in value)
    if isinstance(value, dict):
        return " ".join(cell_text("", item) for item in value.values())
    if isinstance(value, (int, float)):
        return percent(value) if key in ("progress", "overallProgress") else figure(value)
    return str(value)
