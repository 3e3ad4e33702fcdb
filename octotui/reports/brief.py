"""What a report is made from: a plan as its readers may see it, on a day, through a period; and notes on figures."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import Final

from octotui.plan.audience import Audience, for_audience, left_out, withheld
from octotui.plan.batches import Batch
from octotui.plan.edits import Path
from octotui.plan.figures import figure_of
from octotui.plan.figures.figure import Figure, Look, Source
from octotui.plan.figures.open import late_escalations
from octotui.plan.figures.progress import initiative_progress, is_known
from octotui.plan.frozen import Frozen
from octotui.plan.periods import Lens, Period, days_text, parse_period, period_of
from octotui.plan.plan import Plan, by_id
from octotui.plan.risk_trends import mitigation_progress
from octotui.plan.risks import Risk
from octotui.plan.stood import Standing
from octotui.plan.targets import span, week_number
from octotui.plan.words import whole_percent
from octotui.plan.work import Initiative
from octotui.reports.markdown import literal
from octotui.reports.phrases import day_text, sentence, short_day
from octotui.reports.report import Section

MOST_SOURCES: Final = 20
"""A note names so many sources; how many more there are it says."""
FORMS: Final = 'write "Week 5", 2026-W47, 2026-11, 2026-Q4, or week, month, quarter'


class Notes:
    """The numbered notes of one report: a figure that is told gets the next number."""

    def __init__(self, *, wanted: bool, seen: Plan | None = None) -> None:
        """Begin without any; unless they are wanted, there will be none. They name only what is in the plan seen."""
        self._wanted = wanted
        self._seen = seen
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
                f"{number}. {literal(figure.label)}: {literal(figure.text)}. {literal(figure.how)}{self._from(figure)}"
                for number, figure in enumerate(self._told, 1)
            ),
        )

    def _from(self, figure: Figure) -> str:
        open_ones = [one for one in figure.sources if self._seen is None or is_seen(self._seen, one.path)]
        named = [_source(one) for one in open_ones[:MOST_SOURCES]]
        if more := len(open_ones) - len(named):
            named.append(f"and {more} more")
        if secret := len(figure.sources) - len(open_ones):
            named.append(f"{'and ' if named else ''}{secret} withheld")
        return f" From: {'; '.join(named)}." if named else ""


def is_seen(plan: Plan, path: Path) -> bool:
    """Whether the thing of a path is in a plan that may be a reduced one; what is about a whole area is."""
    return len(path) < 2 or by_id(getattr(plan, path[0]), path[1]) is not None


def _source(source: Source) -> str:
    return literal(source.label) + (f" ({literal(source.says)})" if source.says else "")


class Brief(Frozen):
    """What a report is made from.

    Attributes:
        look: The plan without what is not for the audience, on a day, through a period: what is named comes from here.
        whole: The same with all of it: what is counted comes from here, for a number of a part would be a false one.
        notes: Where the figures that are told are kept.
        how: How it is known how the plan stood on a day that is over, in words; empty if there is nothing to say.
        left_out: How much of the plan is not for the audience, in words.
    """

    look: Look
    whole: Look
    audience: Audience = "team"
    notes: Notes = Notes(wanted=False)
    how: str = ""
    left_out: str = ""

    @classmethod
    def of(
        cls,
        today: date,
        period: Period,
        audience: Audience = "team",
        *,
        explain: bool = False,
        standing: Standing,
    ) -> Brief:
        """A brief about a plan as it stood on the day, or on the last day of a period that is over.

        It keeps what the audience may see. ``standing`` knows how the plan stood.
        """
        day = min(today, period.last)
        stood = standing(day)
        seen = for_audience(stood.plan, audience)
        whole = Look(withheld(stood.plan), day, period, stood.is_told)
        look = whole if seen is stood.plan else Look(withheld(seen), day, period, stood.is_told)
        notes = Notes(wanted=explain, seen=look.plan)
        return cls(look, whole, audience, notes, stood.how, left_out(stood.plan, seen))

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
        known = figure_of(self.whole, figure)
        return self.notes.cite(known) if known.value is not None else ""

    def progress(self, initiative: Initiative) -> float | None:
        """How far an initiative is, in percent, with all of its batches."""
        return initiative_progress(self.whole, by_id(self.whole.plan.initiatives, initiative.id) or initiative)

    def percent(self, batch: Batch) -> str:
        """How far a batch is; empty if nobody knows that of the day."""
        return whole_percent(batch.percent_done) if is_known(self.look, batch) else ""

    def mitigated(self, risk: Risk) -> float | None:
        """How far the mitigation of a risk is, in percent; None if it has no steps, or nobody knows that of the day."""
        return None if self.look.is_told else mitigation_progress(risk)

    def nothing(self, sentence: str) -> str:
        """A sentence that says there is nothing; empty if there may be something that is withheld."""
        return "" if self.left_out else sentence

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
        when += f", {self.how}" if self.how else ""
        told = sentence(f"{literal(name)}, {when}" if name else when)
        return " ".join(filter(None, (told, self._to_come, self.left_out and f"Without {self.left_out}.")))

    @property
    def caveat(self) -> str:
        """What a reader has to know about the figures, for a report without `as_of`; empty if there is nothing."""
        past = f"As of {short_day(self.today, self.today)}, {self.how}." if self.how else ""
        return " ".join(filter(None, (past, self._to_come, self.left_out and f"Without {self.left_out}.")))

    @property
    def _to_come(self) -> str:
        """That a period is still to come, so that nobody takes what is told for what will be."""
        if self.today >= self.period.first:
            return ""
        return f"This period has not begun yet: what follows is how it stands on {short_day(self.today, self.today)}."


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
