"""Metrics: a number, or a number with its target, direction and history (documents 000, 001, 002)."""

from __future__ import annotations

from typing import ClassVar, Literal

from octotui.plan.base import Entity
from octotui.plan.values import Day, Number

Direction = Literal["lower", "higher"]
MetricState = Literal["met", "missed", "unknown"]


class Reading(Entity):
    """What a metric was on a day; written as ``[2026-11-13, 9.0]``."""

    identity: ClassVar[tuple[str, ...]] = ("on",)
    writes_id: ClassVar[bool] = False
    short: ClassVar[tuple[str, ...]] = ("on", "value")

    on: Day
    value: Number


class Metric(Entity):
    """A metric. A bare number is its value.

    Attributes:
        target: The value to reach; ``better`` says from which side.
        source: Where the value comes from: a dashboard, a query, a person.
        history: What it was on other days, oldest first; see `plan.readings`.
    """

    keyed: ClassVar[bool] = True
    snake_ids: ClassVar[bool] = True
    short: ClassVar[str] = "value"

    name: str = ""
    value: Number | None = None
    target: Number | None = None
    better: Direction = "higher"
    unit: str = ""
    group: str = ""
    owner: str = ""
    source: str = ""
    notes: str = ""
    history: tuple[Reading, ...] = ()

    @property
    def label(self) -> str:
        """Its name, else its key in words."""
        return self.name or self.id.replace("_", " ")

    @property
    def state(self) -> MetricState:
        """Whether the value meets the target; unknown if either is missing."""
        if self.value is None or self.target is None:
            return "unknown"
        met = self.value <= self.target if self.better == "lower" else self.value >= self.target
        return "met" if met else "missed"
