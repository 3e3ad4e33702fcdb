"""The weekly progress report (document 001, "Weekly Progress Report Template"), filled from the plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from octotui.plan.figures.figure import Figure, of, source
from octotui.plan.metrics import Metric
from octotui.plan.past import CAVEAT, as_of
from octotui.plan.plan import Plan, by_id
from octotui.plan.progress import current_batch, overall_progress
from octotui.plan.targets import span, week_number
from octotui.plan.words import percent
from octotui.plan.work import Week
from octotui.reports.brief import Brief
from octotui.reports.markdown import bullets, inline, literal, tasks
from octotui.reports.parts import actions_to_do
from octotui.reports.phrases import TEMPLATE_METRICS, short_day
from octotui.reports.report import Report, Section, points, task
from octotui.reports.week import NO_PLAN_YET, WeekFacts, said_in


def weekly(plan: Plan, label: str, today: date, now: date | None = None) -> str:
    """The report of a week, with every section of the template, as ``octotui weekly`` prints it.

    Args:
        plan: The plan.
        label: The week as the heading says it: ``Week 3``; a bare number is a week too.
        today: The last day of the week that is meant, if the label does not say which days it has.
        now: The day it is, where ``today`` is another one.

    Returns:
        Markdown. What a security escalation is about is left out, for the report is pasted into issues. Of a week that
        is over, it is made from the plan as that stood at its end.

    Raises:
        ValueError: The project has dates, and the label is none of its weeks, nor one that people wrote about.
    """
    label = f"Week {label.strip()}" if label.strip().isdigit() else label.strip()
    said = next((week for week in plan.weeks if label.casefold() in (week.week.casefold(), week.id)), None)
    if said is None:
        _check_week(plan, label)
    days = span(label, plan.project.start if plan.project else None) or (today - timedelta(days=6), today)
    day = min(today, days[1])
    stood = as_of(plan, day, now or today)
    past, plan = stood is not plan, stood
    week = WeekFacts(plan, days, said or Week(week="?"))
    current = current_batch(plan)
    sections = {
        f"🎯 Current Batch: {inline(current.name) if current else 'None'}": (
            f"**Overall Progress:** {percent(overall_progress(plan))} complete"
        ),
        "✅ Completed This Week": tasks(map(inline, week.completed()), done=True),
        "🚧 In Progress": tasks(map(inline, week.in_progress())),
        "⚠️ Blockers": bullets(map(inline, week.blockers())),
        "📊 Metrics This Week": bullets(map(inline, _metrics(plan))),
        "📅 Next Week Goals": tasks(map(inline, week.goals())),
        "🆘 Help Needed": bullets(map(inline, week.said.help)),
        "🎉 Wins": bullets(map(inline, week.wins())),
    }
    heading = f"## Weekly Progress Report - {inline(label)}\n"
    if past:
        heading += f"\n{CAVEAT.format(day=short_day(day, day))}\n"
    return heading + "".join(f"\n### {title}\n\n{text}\n" for title, text in sections.items())


def _check_week(plan: Plan, label: str) -> None:
    start, end = (plan.project.start, plan.project.end) if plan.project else (None, None)
    if start is None:
        return
    days = span(label, start)
    if days is None:
        raise ValueError('it is no week of the project; write "Week 3"')
    if end is not None and days[0] > end:
        raise ValueError(f"the project ends in week {week_number(end, start)}")


def weekly_report(brief: Brief) -> Report:
    """The report of a period as one posts it: a section that has nothing to say is left out, or says so in words.

    What a security escalation is about is left out here, too.
    """
    plan, days = brief.plan, (brief.period.first, brief.period.last)
    no_plan = NO_PLAN_YET if brief.audience == "team" else ""  # for others it may have been in the notes
    week = WeekFacts(plan, days, said_in(plan, brief.period), no_plan)
    this, coming = ("This Week", "Next Week") if brief.period.lens == "week" else ("In This Period", "Next")
    current = current_batch(plan)
    completed = [task(literal(text), done=True) for text in week.completed()]
    blockers = points(map(literal, week.blockers()))
    return Report(
        f"Weekly Progress Report - {brief.when}",
        (brief.caveat,),
        (
            Section.of(
                f"🎯 Current Batch: {literal(current.name)}" if current else "🎯 All batches are done",
                f"**Progress of the batches:** {brief.notes.cite(_overall(plan))} complete" if plan.batches else "",
            ),
            Section.of(f"✅ Completed {this}", completed or f"Nothing was finished {this.lower()}."),
            Section.of("🚧 In Progress", map(task, map(literal, week.in_progress())), map(task, _lists(brief))),
            Section.of("⚠️ Blockers", blockers or "Nothing is blocked."),
            Section.of(f"📊 Metrics {this}", points(map(literal, _metrics(plan, also_unknown=False)))),
            Section.of(f"📅 {coming} Goals", map(task, map(literal, week.goals())), map(task, actions_to_do(brief))),
            Section.of("🆘 Help Needed", points(map(literal, week.said.help))),
            Section.of("🎉 Wins", points(map(literal, week.wins()))),
        ),
    )


def _lists(brief: Brief) -> Iterator[str]:
    """The checklists that are begun and not done."""
    for one in brief.plan.checklists:
        if one.ticked and not one.is_done:
            yield f"{literal(one.name)} – {of(one.ticked, len(one.items), 'ticked')}"


def _overall(plan: Plan) -> Figure:
    """The mean progress of the batches."""
    done = [(batch, 100 if batch.is_done else batch.progress) for batch in plan.batches]
    return Figure(
        "overall-progress",
        "Progress of the batches",
        overall_progress(plan),
        percent(overall_progress(plan)),
        "good",
        "The mean progress of all batches, cut to whole percent; a done one counts as 100%.",
        tuple(source("batches", batch, percent(progress)) for batch, progress in done),
    )


def _metrics(plan: Plan, *, also_unknown: bool = True) -> Iterator[str]:
    """The template's metrics, then those of the plan that have a target."""
    for metric_id, (name, unit, _) in TEMPLATE_METRICS.items():
        metric = by_id(plan.metrics, metric_id) or Metric(id=metric_id)
        if also_unknown or metric.value is not None:
            yield f"{name}: {_measured(metric, unit)}"
    for metric in plan.metrics:
        is_known = also_unknown or metric.value is not None
        if metric.id not in TEMPLATE_METRICS and metric.target is not None and is_known:
            yield f"{metric.label}: {_measured(metric, metric.unit)}"


def _measured(metric: Metric, unit: str) -> str:
    """A metric's value, and where there is a target how it compares."""
    value = "n/a" if metric.value is None else _number(metric.value, unit)
    if metric.target is None:
        return value
    side = "at most" if metric.better == "lower" else "at least"
    return f"{value} (target {side} {_number(metric.target, unit)}: {metric.state})"


def _number(value: float, unit: str) -> str:
    return f"{value:,.12g}{'' if unit in ('', '%') else ' '}{unit}"
