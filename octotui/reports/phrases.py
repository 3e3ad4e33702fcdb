"""The small phrases of reports: people by name, days as people write them, lists in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Final

from octotui.plan.metrics import Metric
from octotui.plan.plan import Plan, by_id
from octotui.plan.targets import due_day, target_text
from octotui.plan.words import counted, with_unit
from octotui.reports.markdown import literal

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""Whatever the locale: a report is the same on every machine."""
GATES: Final = {
    "unit": "Unit tests",
    "integration": "Integration tests",
    "smoke": "Smoke tests",
    "security": "Security scan",
    "manual-qa": "Manual QA",
}
"""The gates of document 000 by their ids."""
TEMPLATE_METRICS: Final = {
    "prs_merged": ("PRs merged", "", "progress"),
    "ci_pass_rate": ("CI pass rate", "%", "quality"),
    "coverage": ("Test coverage", "%", "quality"),
    "production_incidents": ("Production incidents", "", "quality"),
    "deployment_minutes": ("Mean time to deploy", "minutes", "efficiency"),
}
"""The metrics of document 001's weekly report by their ids: their names, units and groups unless a plan says others."""
SHORT: Final = {word.casefold(): word for word in ("API", "CD", "CI", "KPI", "NPS", "PR", "PRs", "QA", "ROI", "SLA")}


def day_text(day: date) -> str:
    """A day: ``24 Nov 2026``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_day(day: date, today: date) -> str:
    """A day, without the year if that is today's: ``24 Nov``."""
    return day_text(day) if day.year != today.year else f"{day.day} {MONTHS[day.month - 1]}"


def moment_text(at: datetime) -> str:
    """A moment: ``24 Nov 2026, 08:00 UTC``; all who read a report share that time zone."""
    utc = at.astimezone(UTC)
    return f"{day_text(utc.date())}, {utc:%H:%M} UTC"


def due_text(plan: Plan, target: date | str | None, today: date) -> str:
    """When something is due: ``24 Nov``, ``Week 3–4 (to 15 Nov)``; empty without a target."""
    if target is None or isinstance(target, date):
        return short_day(target, today) if target else ""
    last = due_day(target, plan.project.start if plan.project else None)
    return literal(target_text(target)) + (f" (to {short_day(last, today)})" if last else "")


def lateness(plan: Plan, target: date | str | None, today: date) -> str:
    """How long something that is not done has been late: ``5 days late``; empty if it is not."""
    last = due_day(target, plan.project.start if plan.project else None)
    return f"{counted((today - last).days, 'day')} late" if last and last < today else ""


def person(plan: Plan, handle: str) -> str:
    """Who a handle is, by name; ``nobody yet`` without one."""
    return literal(plan.person_name(handle)) or "nobody yet"


def role_name(plan: Plan, role: str) -> str:
    """What a role is called; ``everyone`` for all."""
    found = by_id(plan.roles, role)
    return literal(found.name if found else "everyone" if role == "all" else role)


def whoever(plan: Plan, name: str) -> str:
    """A person by name, a role by what it is called, else the words themselves."""
    return literal(plan.person_name(name)) if by_id(plan.people, name) else role_name(plan, name)


def gate_name(gate: str) -> str:
    """What a quality gate is called: ``Unit tests``, ``Manual QA``; one's own as its id says."""
    return GATES.get(gate) or literal(gate.replace("-", " ").capitalize())


def metric_name(metric: Metric) -> str:
    """What a metric is called, as Markdown; see `metric_title`."""
    return literal(metric_title(metric))


def metric_title(metric: Metric) -> str:
    """What a metric is called; words from its key are written as people write them: ``CI flake rate``."""
    template, *_ = TEMPLATE_METRICS.get(metric.id, ("",))
    name = metric.name or template or " ".join(SHORT.get(word, word) for word in metric.label.split())
    return name[:1].upper() + name[1:]


def metric_unit(metric: Metric) -> str:
    """A metric's unit."""
    return metric.unit or TEMPLATE_METRICS.get(metric.id, ("", ""))[1]


def level_text(level: str) -> str:
    """An escalation's level: ``level 2``, ``security``."""
    return level if level == "security" else f"level {level}"


def batch_names(plan: Plan, ids: Iterable[str]) -> list[str]:
    """What batches are called; an id that is none stays as it is."""
    found = ((by_id(plan.batches, batch), batch) for batch in ids)
    return [literal(batch.name if batch else name) for batch, name in found]


def joined(words: Iterable[str], last: str = "and") -> str:
    """Words as a list in a sentence: ``a``, ``a and b``, ``a, b and c``."""
    *first, end = [word for word in words if word] or [""]
    return f"{', '.join(first)} {last} {end}" if first else end


def quantity(value: float, unit: str) -> str:
    """A value with its unit: ``6.5%``, ``18,240``, ``310 ms``."""
    return literal(with_unit(f"{value:,.10g}", unit))


def first_of(names: Iterable[str], most: int = 5, more: int = 0) -> str:
    """Names in a row, the first few of many: ``a; b; c and 4 more``; ``more`` is how many have no name here."""
    all_of_them = list(names)
    more += max(0, len(all_of_them) - most)
    return "; ".join(all_of_them[:most]) + (f" and {more} more" if more > 0 else "")


def sentence(text: str) -> str:
    """Text that begins with a capital letter and ends in a full stop, unless it has an end of its own."""
    text = text[:1].upper() + text[1:]
    return text if not text or text.endswith((".", "!", "?", "…", ":")) else f"{text}."
