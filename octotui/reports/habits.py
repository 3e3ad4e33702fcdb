"""What the team agreed on, in a few lines: the rules of its board, and the meetings of the coming week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, timedelta
from typing import Final

from octotui.plan.agenda import agenda
from octotui.plan.board_rules import BoardRules, over_limit
from octotui.plan.board_stages import lanes_of
from octotui.reports.brief import Brief
from octotui.reports.markdown import literal
from octotui.reports.phrases import joined, short_day

WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
"""Whatever the locale."""
DAILY: Final = 5
"""What falls on so many days of a week is daily."""


def board_lines(brief: Brief) -> Iterator[str]:
    """The columns over their limit, and the cards that break a rule, with the reasons."""
    plan = brief.plan
    for lane in lanes_of(brief.whole.plan):
        if told := over_limit(lane):
            yield f"Too much at once: {literal(lane.column.name)} – {told}"
    rules = BoardRules(plan.board)
    for card in plan.items:
        broken = [] if rules.is_done(card) else rules.broken(card)
        if broken:
            yield f"Board rule: {literal(card.title)} – {joined(literal(one.reason) for one in broken)}"


def rhythm_line(brief: Brief) -> list[str]:
    """The meetings and reviews of the seven days to come, in one line."""
    first, last = brief.today + timedelta(days=1), brief.today + timedelta(days=7)
    days: dict[str, list[date]] = {}
    for entry in agenda(brief.plan, brief.today, first, last, UTC):
        if entry.path[0] in ("cadences", "checkpoints"):
            days.setdefault(entry.what, []).append(entry.day)
    told = [f"{literal(what)} ({_when(on, brief.today)})" for what, on in days.items()]
    return [f"Meetings of the coming week: {joined(told)}"] if told else []


def _when(days: list[date], today: date) -> str:
    if len(days) >= DAILY:
        return "daily"
    return joined(f"{WEEKDAYS[day.weekday()]} {short_day(day, today)}" for day in days)
