"""Metrics over time (documents 001 and 002): readings taken, trend, distance to the target, groups, steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal

from octotui.plan.edits import Add, Edits, Set
from octotui.plan.frozen import Frozen
from octotui.plan.metrics import Metric
from octotui.plan.operations import set_field
from octotui.plan.plan import Plan, by_id
from octotui.plan.values import LARGEST
from octotui.plan.words import figure, with_unit

Way = Literal["up", "down", "flat"]

GROUPS: Final = ("progress", "quality", "business", "efficiency", "team")
"""The dimensions of document 002, sections 1 and 7; a plan's own groups follow in its order."""
COARSEST: Final = 20
FINEST: Final = 10_000
"""A step is no more than a twentieth of the value, and no less than a ten-thousandth."""


class Trend(Frozen):
    """How a value moved since the reading before.

    Attributes:
        way: Up, down or flat.
        good: Whether that is the way it should go; None if it is flat, or nobody said which way is better.
    """

    way: Way
    good: bool | None


def take_reading(plan: Plan, metric_id: str, value: float, day: date) -> Edits:
    """Set a metric's value, and keep it as the reading of a day; a second one of a day takes the first's place.

    A metric that is only a number keeps to being one, as in ``execution-plan.json``: it has no history.

    Args:
        plan: The plan as it is.
        metric_id: A metric that is there.
        value: What it is now.
        day: The day it was read.
    """
    metric = by_id(plan.metrics, metric_id)
    assert metric is not None
    edits = set_field(plan, ("metrics", metric_id, "value"), value)
    return edits if is_bare(metric) else (*edits, *_kept(metric, value, day))


def new_metric(data: Mapping[str, Any], day: date) -> dict[str, Any]:
    """The data of a new metric; where more than its value is known, that is its first reading.

    Args:
        data: Its fields, in the plan's own keys.
        day: The day its value was read.
    """
    if data.get("value") is None or not data.keys() - {"id", "value", "history"}:
        return dict(data)
    return {**data, "history": [*data.get("history", ()), {"on": day, "value": data["value"]}]}


def typed_value(text: str, unit: str = "") -> float:
    """A value as a person types it: ``93``, ``6,5``, ``310 ms`` where that is the unit.

    Raises:
        ValueError: It is none; the message says what would be.
    """
    digits = text.strip().removesuffix(unit or "%").rstrip().replace(",", ".")
    try:
        value = float(digits)
    except ValueError:
        raise ValueError("a number is wanted") from None
    if not 0 <= value <= LARGEST:  # so is a metric for the tool of document 001
        raise ValueError("a number from 0 on is wanted")
    return value if "." in digits or not value.is_integer() else int(value)


def is_bare(metric: Metric) -> bool:
    """Whether it is no more than a number, with no place for a history."""
    return set(metric.given()) <= {"id", "value"}


def series(metric: Metric) -> tuple[float, ...]:
    """Its values, oldest first: the readings, then today's value if it is none of them yet."""
    values = tuple(reading.value for reading in sorted(metric.history, key=lambda reading: reading.on))
    if metric.value is None or (values and values[-1] == metric.value):
        return values
    return (*values, metric.value)


def trend(metric: Metric) -> Trend | None:
    """How the last value compares to the one before; None if there are not two."""
    values = series(metric)
    if len(values) < 2:
        return None
    before, now = values[-2:]
    way: Way = "flat" if now == before else "up" if now > before else "down"
    if way == "flat" or not (metric.target is not None or "better" in metric.given()):
        return Trend(way, None)
    return Trend(way, (way == "up") == (metric.better == "higher"))


def margin(metric: Metric) -> float | None:
    """How much better the value is than the target; less than nothing is what is missing. None if either is."""
    if metric.value is None or metric.target is None:
        return None
    over = _exact(metric.value) - _exact(metric.target)
    over = over if metric.better == "higher" else -over
    return int(over) if over == over.to_integral() else float(over)


def last_read(metric: Metric) -> date | None:
    """The day its value was read; None if its last reading is another value: then nobody wrote down when."""
    last = max(metric.history, key=lambda reading: reading.on, default=None)
    return last.on if last and last.value == metric.value else None


def stepped(metric: Metric, steps: int) -> float:
    """Its value so many steps up, or down; a value that is not below nothing does not go there.

    Raises:
        ValueError: It has no value to step from.
    """
    if metric.value is None:
        raise ValueError("it has no value yet")
    wanted = _exact(metric.value) + steps * step_of(metric)
    if metric.value >= 0:
        wanted = max(wanted, Decimal(0))
    return int(wanted) if isinstance(metric.value, int) and wanted == wanted.to_integral() else float(wanted)


def step_of(metric: Metric) -> Decimal:
    """A sensible step, a power of ten: as precise as value, target and readings are written.

    ``78.4`` moves by 0.1 and 96 by 1; 18240 among 17350 and 20000 by 10. It is never less than a `FINEST` part of
    the value, so that 33.333333333333336 moves too, and a whole number moves by 1 at least.
    """
    known = [_exact(value) for value in (*series(metric), metric.value, metric.target) if value]
    size = abs(_exact(metric.value or 0))
    step = Decimal(10) ** min((_exponent(value) for value in known), default=0)
    while step > 1 and step * COARSEST > size:
        step /= 10
    while step * FINEST < size:
        step *= 10
    return step


def grouped(metrics: Sequence[Metric]) -> list[Metric]:
    """Metrics by their groups: those of document 002 in its order, then others as they come, then those of none."""
    order = [*GROUPS, *dict.fromkeys(group_of(metric) for metric in metrics if group_of(metric) not in GROUPS)]
    place = {name: number for number, name in enumerate(name for name in order if name)}
    return sorted(metrics, key=lambda metric: place.get(group_of(metric), len(place)))


def group_of(metric: Metric) -> str:
    """The name of its group, however it is spelled; empty if it has none."""
    return " ".join(metric.group.casefold().split())


def value_text(value: float | None, unit: str) -> str:
    """A value as people write it: ``6.5%``, ``310 ms``, ``14``; nothing for no value."""
    return "" if value is None else with_unit(figure(value), unit)


def bound_text(metric: Metric, at_most: str = "≤", at_least: str = "≥") -> str:
    """Its target with the side it is on: ``≤ 5%``, ``≥ 80%``; nothing without one."""
    if metric.target is None:
        return ""
    return f"{at_most if metric.better == 'lower' else at_least} {value_text(metric.target, metric.unit)}"


def margin_text(metric: Metric) -> str:
    """The distance to the target in words: ``1.6% short``, ``2 min over``, ``met by 6 min``; nothing if unknown."""
    by = margin(metric)
    if by is None:
        return ""
    if by >= 0:
        return f"met by {value_text(by, metric.unit)}" if by else "just met"
    return f"{value_text(-by, metric.unit)} {'over' if metric.better == 'lower' else 'short'}"


def trend_text(metric: Metric) -> str:
    """How it moved since the reading before, in words: ``up, better``, ``flat``; nothing if unknown."""
    moved = trend(metric)
    if moved is None:
        return ""
    return moved.way + ("" if moved.good is None else ", better" if moved.good else ", worse")


def _kept(metric: Metric, value: float, day: date) -> Edits:
    area = ("metrics", metric.id, "history")
    same_day = next((reading for reading in reversed(metric.history) if reading.on == day), None)
    if same_day is not None:
        there = (*area, same_day.id, "value")
        return () if same_day.value == value else (Set(there, same_day.value, value),)
    before = [reading.id for reading in metric.history if reading.on < day]
    return (Add((*area, day.isoformat()), {"on": day, "value": value}, before[-1] if before else None),)


def _exact(value: float) -> Decimal:
    """A number as it is written: 78.4 is 78.4, not its nearest binary fraction."""
    return Decimal(str(value))


def _exponent(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return exponent
