"""What a report is made from: a plan as its readers may see it, on a day, through a period; and notes on figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from octotui.plan.audience import Audience, for_audience, left_out, withheld
from octotui.plan.figures import FIGURES
from octotui.plan.figures.figure import Figure, Look, Source
from octotui.plan.figures.open import late_escalations
from octotui.plan.past import CAVEAT, PAST, as_of
from octotui.plan.periods import Lens, Period, days_text, parse_period, period_of
from octotui.plan.plan import Plan
from octotui.plan.targets import span, week_number
from octotui.reports.markdown import literal
from octotui.reports.phrases import day_text, sentence, short_day
from octotui.reports.report import Section

MOST_SOURCES: Final = 20
"""A note names so many sources; how many more there are it says."""
FORMS: Final = 'write "Week 5", 2026-W47, 2026-11, 2026-Q4, or week, month, quarter'


class Notes:
    """The numbered notes of one report: a figure that is told gets the next number."""

    def __init__(self, *, wanted: bool) -> None:
        """Begin without any; unless they are wanted, there will be none."""
        self._wanted = wanted
        self._told: list[Figure] = []

    def cite(self, figure: Figure) -> str:
        """A figure's text, and behind it the number of its note: ``38% [1]``."""
        text = literal(figure.text)
        if not self._wanted:
            return text
        if figure not in self._told:
            self._told.append(figure)
        return f"{text} [{self._told.index(figure) + 1}]"

    @property
    def section(self) -> Section:
        """How each figure was made and from what; without figures it is empty, and left out."""
        return Section.of(
            "How these figures were made",
            (
                f"{number}. {literal(figure.label)}: {literal(figure.text)}. {literal(figure.how)}{_from(figure)}"
                for number, figure in enumerate(self._told, 1)
            ),
        )


def _from(figure: Figure) -> str:
    named = "; ".join(_source(one) for one in figure.sources[:MOST_SOURCES])
    more = len(figure.sources) - MOST_SOURCES
    return f" From: {named}{f'; and {more} more' if more > 0 else ''}." if named else ""


def _source(source: Source) -> str:
    return literal(source.label) + (f" ({literal(source.says)})" if source.says else "")


@dataclass(frozen=True)
class Brief:
    """What a report is made from.

    Attributes:
        look: The plan without what is not for the audience, on a day, through a period.
        notes: Where the figures that are told are kept.
        is_past: Whether the plan has moved on since that day, and was reckoned back.
        left_out: How much of the plan is not for the audience, in words.
    """

    look: Look
    audience: Audience = "team"
    notes: Notes = field(default_factory=lambda: Notes(wanted=False))
    is_past: bool = False
    left_out: str = ""

    @classmethod
    def of(
        cls,
        plan: Plan,
        today: date,
        period: Period,
        audience: Audience = "team",
        *,
        explain: bool = False,
        now: date | None = None,
    ) -> Brief:
        """A brief about a plan as it stood on the day, or on the last day of a period that is over.

        It keeps what the audience may see. ``now`` is the day it is, where another one is looked at.
        """
        day = min(today, period.last)
        stood = as_of(plan, day, now or today)
        seen = for_audience(stood, audience)
        look = Look(withheld(seen), day, period)
        return cls(look, audience, Notes(wanted=explain), stood is not plan, left_out(stood, seen))

    @property
    def plan(self) -> Plan:
        """The plan, as its readers may see it."""
        return self.look.plan

    @property
    def today(self) -> date:
        """The day the report is of: that it is made on, or the last day of a period that is over."""
        return self.look.today

    @property
    def period(self) -> Period:
        """The days it is about."""
        return self.look.period

    @cached_property
    def late_escalations(self) -> frozenset[str]:
        """The ids of the open escalations without an answer in time."""
        return late_escalations(self.look)

    def told(self, figure: str) -> str:
        """A figure of the dashboard by its id, noted; empty if the plan does not say enough for it."""
        known = FIGURES[figure](self.look)
        return self.notes.cite(known) if known.value is not None else ""

    @property
    def when(self) -> str:
        """The period in a heading: the project's own week where it is one, else as the calendar has it."""
        return period_title(self.plan, self.period)

    @property
    def as_of(self) -> str:
        """Whose report it is and of when, for the line below the heading."""
        week = week_number(self.today, self.look.start)
        when = f"as of {day_text(self.today)}{f' (week {week})' if week else ''}"
        name = self.plan.project.name if self.plan.project else ""
        when += f", {PAST}" if self.is_past else ""
        told = sentence(f"{literal(name)}, {when}" if name else when)
        return f"{told} Without {self.left_out}." if self.left_out else told

    @property
    def caveat(self) -> str:
        """What a reader has to know about the figures, for a report without `as_of`; empty if there is nothing."""
        past = CAVEAT.format(day=short_day(self.today, self.today)) if self.is_past else ""
        return " ".join(filter(None, (past, self.left_out and f"Without {self.left_out}.")))


def period_title(plan: Plan, period: Period) -> str:
    """``Week 5 (16–22 November 2026)`` for a week of the project, ``November 2026``, ``Q4 2026``; else the days."""
    start = plan.project.start if plan.project else None
    week = week_number(period.first, start)
    if week is not None and (period.first, period.last) == span(f"Week {week}", start):
        return f"Week {week} ({days_text(period.first, period.last)})"
    return period.label


def period_for(plan: Plan, lens: Lens, day: date) -> Period:
    """The period a day is in; a week is the project's own, which need not begin on a Monday."""
    start = plan.project.start if plan.project else None
    days = span(f"Week {week_number(day, start)}", start) if lens == "week" else None
    return Period("week", *days) if days else period_of(lens, day)


def asked_period(plan: Plan, text: str, today: date) -> Period:
    """The period that somebody typed: `parse_period`'s forms, and the project's weeks, ``Week 5`` or ``Week 3-4``.

    Raises:
        ValueError: It is none of these, or the plan has no day from which its weeks count.
    """
    start = plan.project.start if plan.project else None
    if text.strip().lower() in ("week", "this week"):
        return period_for(plan, "week", today)
    if text.strip().lower() == "last week":
        return period_for(plan, "week", today - timedelta(days=7))
    try:
        return parse_period(text, today)
    except ValueError:
        if span(text, today) is None:
            raise ValueError(FORMS) from None
    days = span(text, start)
    if days is None:
        raise ValueError("the plan does not say when week 1 is: give the project a start")
    return Period("week" if days[1] - days[0] < timedelta(days=7) else "month", *days)
