"""A figure: what it says, how it was computed, and from what; and what the rules look at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Final, Literal, TypeAlias

from octotui.plan.base import Entity
from octotui.plan.edits import Path
from octotui.plan.frozen import Frozen
from octotui.plan.periods import Lens, Period, quarter_named
from octotui.plan.plan import Plan
from octotui.plan.sprints import SprintPoints, sprint_at, sprint_points
from octotui.plan.targets import due_day
from octotui.plan.waiting import Waiting
from octotui.plan.words import figure as number
from octotui.plan.work import Initiative

State: TypeAlias = Literal["good", "watch", "bad", "unknown"]

UNKNOWN: Final = "unknown"


class Source(Frozen):
    """A thing that a figure was computed from.

    Attributes:
        path: Where it is in the plan.
        label: What a person calls it.
        says: What it contributes, in words: "60%", "late by 5 days".
    """

    path: Path
    label: str
    says: str


class Figure(Frozen):
    """A figure of the dashboard.

    Attributes:
        id: Its name for programs; the same whatever the period.
        label: Its name for people.
        value: The number; None if the plan does not say enough.
        text: The number as people read it: "62%", "34 points", "unknown".
        state: How it stands; unknown if there is no value, or nothing to judge it by.
        how: How it was computed, or what to write in the plan to make it known, in a sentence or two.
        sources: What it was computed from, in the plan's order.
    """

    id: str
    label: str
    value: float | None
    text: str
    state: State
    how: str
    sources: tuple[Source, ...] = ()


class Look(Frozen):
    """A plan as one looks at it on a day, through a period; what several figures need is found once.

    Attributes:
        plan: The plan, as it stood on the day.
        today: The day.
        period: The days that are looked at.
        is_told: Whether the plan is only what is told of a past day: how far a batch was, nobody knows; see `stood`.
    """

    plan: Plan
    today: date
    period: Period
    is_told: bool = False

    @property
    def lens(self) -> Lens:
        """Whether it is a week, a month or a quarter."""
        return self.period.lens

    @cached_property
    def _due_days(self) -> dict[date | str | None, date | None]:
        return {}

    @cached_property
    def waiting(self) -> Waiting:
        """What waits on what."""
        return Waiting(self.plan)

    @cached_property
    def sprint(self) -> SprintPoints | None:
        """The sprint that runs today, else the last one, else the next."""
        found = sprint_at(self.plan, self.today)
        return sprint_points(self.plan, found) if found else None

    @cached_property
    def initiatives(self) -> tuple[Initiative, ...]:
        """The initiatives of the quarter for the quarterly look, and those that name none; if there are none, all."""
        if self.lens != "quarter":
            return self.plan.initiatives
        named = ((one, quarter_named(one.quarter)) for one in self.plan.initiatives)
        ours = tuple(one for one, quarter in named if quarter is None or self.period.last in quarter)
        return ours or self.plan.initiatives

    @property
    def start(self) -> date | None:
        """The first day of the project's week 1."""
        return self.plan.project.start if self.plan.project else None

    def due(self, target: date | str | None) -> date | None:
        """The last day of a target."""
        if target not in self._due_days:
            self._due_days[target] = due_day(target, self.start)
        return self._due_days[target]

    def sprint_source(self, says: str, points: SprintPoints | None = None) -> Source:
        """A sprint as a source; left out, the one looked at."""
        of = points or self.sprint
        assert of is not None
        return source("sprints", of.sprint, says)


def source(area: str, thing: Entity, says: str, label: str = "") -> Source:
    """A thing of an area as a source."""
    return Source((area, thing.id), label or thing.label, says)


def unknown(id_: str, label: str, how: str, sources: Iterable[Source] = ()) -> Figure:
    """A figure that the plan does not say enough for; ``how`` says what would make it known."""
    return Figure(id_, label, None, UNKNOWN, "unknown", how, tuple(sources))


def amount(value: float, one: str, many: str = "") -> str:
    """So many of something: ``1 point``, ``22.7 points``."""
    rounded = round(value, 1)
    return f"{number(rounded)} {one if rounded == 1 else many or one + 's'}"


def of(part: int, whole: int, what: str = "") -> str:
    """``4 of 7``, or ``4 of 7 met``."""
    return f"{part} of {whole}{' ' if what else ''}{what}"


def band(value: float, good: float, watch: float) -> State:
    """Good from one number on, to watch from another, else bad."""
    return "good" if value >= good else "watch" if value >= watch else "bad"
