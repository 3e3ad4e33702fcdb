"""The weekly progress report (document 001, "Weekly Progress Report Template"), filled from the plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from octotui.plan.batches import Batch
from octotui.plan.figures.figure import Figure, Look, of, source, unknown
from octotui.plan.figures.progress import UNTOLD, is_known
from octotui.plan.metrics import Metric
from octotui.plan.periods import Period
from octotui.plan.plan import Plan, by_id
from octotui.plan.progress import current_batch, overall_progress
from octotui.plan.stood import Standing, as_told
from octotui.plan.targets import span, week_number
from octotui.plan.words import percent
from octotui.plan.work import Week
from octotui.reports.brief import Brief
from octotui.reports.markdown import bullets, inline, literal, tasks
from octotui.reports.parts import actions_to_do
from octotui.reports.phrases import TEMPLATE_METRICS, metric_title, short_day
from octotui.reports.report import Report, Section, points, task
from octotui.reports.week import NO_PLAN_YET, WeekFacts, said_in


def weekly(plan: Plan, label: str, today: date, standing: Standing | None = None) -> str:
    """The report of a week, with every section of the template, as ``octotui weekly`` prints it.

    Args:
        plan: The plan.
        label: The week as the heading says it: ``Week 3``; a bare number is a week too.
        today: The last day of the week that is meant, if the label does not say which days it has.
        standing: What knows how the plan stood on a day that is over; left out, that is what the plan tells.

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
    stood = (standing or as_told(plan, today))(day)
    plan = stood.plan
    look = Look(plan, day, Period("week", *days), stood.is_told)
    week = WeekFacts(look, days, said or Week(week="?"))
    current = current_batch(plan)
    sections = {
        f"🎯 Current Batch: {inline(current.name) if current else 'None'}": (
            f"**Overall Progress:** {_complete(_overall(look))}"
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
    if stood.how:
        heading += f"\nAs of {short_day(day, day)}, {stood.how}.\n"
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
    week = WeekFacts(brief.look, days, said_in(brief.look), no_plan)
    this, coming = ("This Week", "Next Week") if brief.period.lens == "week" else ("In This Period", "Next")
    overall = _overall(brief.whole)
    progress = f"{brief.notes.cite(overall)} complete" if overall.value is not None else overall.text
    completed = [task(literal(text), done=True) for text in week.completed()]
    blockers = points(map(literal, week.blockers()))
    return Report(
        f"Weekly Progress Report - {brief.when}",
        (brief.caveat,),
        (
            Section.of(
                _current(brief, current_batch(plan)),
                f"**Progress of the batches:** {progress}" if brief.whole.plan.batches else "",
            ),
            Section.of(f"✅ Completed {this}", completed or brief.nothing(f"Nothing was finished {this.lower()}.")),
            Section.of("🚧 In Progress", map(task, map(literal, week.in_progress())), map(task, _lists(brief))),
            Section.of("⚠️ Blockers", blockers or brief.nothing("Nothing is blocked.")),
            Section.of(f"📊 Metrics {this}", points(map(literal, _metrics(plan, also_unknown=False)))),
            Section.of(f"📅 {coming} Goals", map(task, map(literal, week.goals())), map(task, actions_to_do(brief))),
            Section.of("🆘 Help Needed", points(map(literal, week.said.help))),
            Section.of("🎉 Wins", points(map(literal, week.wins()))),
        ),
    )


def _current(brief: Brief, batch: Batch | None) -> str:
    """The heading with the batch in hand; that all are done only if there is none that is withheld."""
    if batch:
        return f"🎯 Current Batch: {literal(batch.name)}"
    return f"🎯 {brief.nothing('All batches are done') or 'Batches'}"


def _complete(overall: Figure) -> str:
    return overall.text if overall.value is None else f"{overall.text} complete"


def _lists(brief: Brief) -> Iterator[str]:
    """The checklists that are begun and not done."""
    for one in brief.plan.checklists:
        if one.ticked and not one.is_done:
            yield f"{literal(one.name)} – {of(one.ticked, len(one.items), 'ticked')}"


def _overall(look: Look) -> Figure:
    """The mean progress of the batches."""
    plan = look.plan
    if not all(is_known(look, batch) for batch in plan.batches):
        return unknown("overall-progress", "Progress of the batches", UNTOLD)
    return Figure(
        "overall-progress",
        "Progress of the batches",
        overall_progress(plan),
        percent(overall_progress(plan)),
        "good",
        "The mean progress of all batches, cut to whole percent; a done one counts as 100%.",
        tuple(source("batches", batch, percent(batch.percent_done)) for batch in plan.batches),
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
            yield f"{metric_title(metric)}: {_measured(metric, metric.unit)}"


def _measured(metric: Metric, unit: str) -> str:
    """A metric's value, and where there is a target how it compares."""
    value = "n/a" if metric.value is None else _number(metric.value, unit)
    if metric.target is None:
        return value
    side = "at most" if metric.better == "lower" else "at least"
    return f"{value} (target {side} {_number(metric.target, unit)}: {metric.state})"


def _number(value: float, unit: str) -> str:
    return f"{value:,.12g}{'' if unit in ('', '%') else ' '}{unit}"
