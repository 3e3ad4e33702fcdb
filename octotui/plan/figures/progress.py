"""How far it is, and whether it is in time (document 002, "Completion Metrics" and "Timeline Metrics")."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from octotui.plan.batches import Batch
from octotui.plan.figures.figure import Figure, Look, Source, State, band, of, source, unknown
from octotui.plan.progress import batches_named, expected_progress, mean_progress, progress_of_initiative
from octotui.plan.targets import span
from octotui.plan.words import age_text, whole_percent
from octotui.plan.work import Initiative, Milestone

BEHIND: Final = 15
"""Up to so many points of percent behind its time is to watch; more is bad."""
UNTOLD: Final = "Nobody wrote down how far it was on that day: the plan has only the progress of today."
ON_TIME, NEARLY = 90, 70
"""Percent of what is due that is in time: from here on good, from here on to watch."""


def progress(look: Look) -> Figure:
    """Initiative progress; without initiatives that of the batches."""
    if look.plan.initiatives:
        return _of_initiatives(look)
    batches = look.plan.batches
    if not batches:
        return unknown("progress", "Progress", "Add an initiative or a batch to the plan, with its progress.")
    if not all(is_known(look, batch) for batch in batches):
        return unknown("progress", "Batch progress", UNTOLD)
    value = sum(batch.percent_done for batch in batches) / len(batches)
    expected = [(batch.percent_done, _expected(look, batch)) for batch in batches]
    return Figure(
        "progress",
        "Batch progress",
        value,
        whole_percent(value),
        _ahead_or_behind(expected),
        "The mean progress of all batches; a done one counts as 100%. Initiatives, once the plan has some, take "
        f"their place. {_COLOUR} (document 002, Completion Metrics).",
        tuple(source("batches", batch, whole_percent(batch.percent_done)) for batch in batches),
    )


def _of_initiatives(look: Look) -> Figure:
    label = f"Initiative progress, Q{look.period.quarter}" if look.lens == "quarter" else "Initiative progress"
    known = [(one, own) for one in look.initiatives if (own := initiative_progress(look, one)) is not None]
    if len(known) < len(look.initiatives) and look.is_told:
        return unknown("progress", label, UNTOLD)
    if not known:
        how = "Give an initiative its progress, or the batches it consists of."
        return unknown("progress", label, how, (source("initiatives", one, "nothing") for one in look.initiatives))
    value = sum(own for _, own in known) / len(known)
    which = "the quarter's initiatives" if look.lens == "quarter" else "the initiatives"
    return Figure(
        "progress",
        label,
        value,
        whole_percent(value),
        _ahead_or_behind([(own, _expected_of(look, one)) for one, own in known]),
        f"The mean of {which}, each with the same weight: its own progress, else the mean of its batches. "
        f"{_COLOUR} (document 002, Completion Metrics).",
        tuple(source("initiatives", one, _says(look, one, own)) for one, own in known),
    )


_COLOUR: Final = (
    f"Good is where an even pace from first to last day would be, to watch up to {BEHIND} points of percent behind"
)


def initiative_progress(look: Look, initiative: Initiative) -> float | None:
    """An initiative's own progress, else the mean of its batches in percent; None if it has neither.

    Of a past day that is only told of it is known if all of its batches are.
    """
    batches = batches_named(look.plan, initiative.batches)
    if look.is_told and not (batches and all(is_known(look, batch) for batch in batches)):
        return None
    return mean_progress(batches) if look.is_told else progress_of_initiative(look.plan, initiative)


def is_known(look: Look, batch: Batch) -> bool:
    """Whether anybody knows how far a batch was on the day: a told day knows only of those not begun, or done."""
    return not look.is_told or batch.is_done or not batch.progress


def _says(look: Look, initiative: Initiative, own: float) -> str:
    if initiative.progress is not None:
        return f"{whole_percent(own)}, as written"
    count = len(batches_named(look.plan, initiative.batches))
    return f"{whole_percent(own)}, from {count} batch{'es' if count > 1 else ''}"


def _expected(look: Look, batch: Batch) -> float | None:
    """Where it would be on the evening before: nobody is behind on the morning of the first day."""
    return expected_progress(look.plan, batch, look.today - timedelta(days=1))


def _expected_of(look: Look, initiative: Initiative) -> float | None:
    known = [
        where for batch in batches_named(look.plan, initiative.batches) if (where := _expected(look, batch)) is not None
    ]
    return sum(known) / len(known) if known else None


def _ahead_or_behind(pairs: list[tuple[float, float | None]]) -> State:
    """Good or behind, of pairs of what is done and what is expected; unknown without any expectation."""
    ahead = [done - expected for done, expected in pairs if expected is not None]
    return band(sum(ahead) / len(ahead), 0, -BEHIND) if ahead else "unknown"


def on_time(look: Look) -> Figure:
    """Timeline adherence: the share of batches and milestones that were, or are, in time."""
    judged = [*_judged_batches(look), *_judged_milestones(look)]
    label = "Timeline adherence"
    if not judged:
        how = f"Nothing was due in {look.period.label}. Give batches and milestones their target days."
        return unknown("on-time", label, how)
    good = sum(is_good for is_good, _ in judged)
    value = 100 * good / len(judged)
    return Figure(
        "on-time",
        label,
        value,
        whole_percent(value),
        band(value, ON_TIME, NEARLY),
        f"{of(good, len(judged))} in time: of what was due or finished in {look.period.label}, what was finished by "
        "its last day; of batches under way or overdue, those that the evening before were not behind an even "
        "pace from first to last day. "
        f"Good from {whole_percent(ON_TIME)}, to watch from {whole_percent(NEARLY)} (document 002, Timeline Metrics).",
        tuple(one for _, one in judged),
    )


def _judged_batches(look: Look) -> Iterator[tuple[bool, Source]]:
    for batch in look.plan.batches:
        verdict = _finished(look, batch) if batch.is_done else _under_way(look, batch)
        if verdict:
            yield verdict[0], source("batches", batch, verdict[1])


def _finished(look: Look, batch: Batch) -> tuple[bool, str] | None:
    due, finished = look.due(batch.target), batch.finished
    if due is None or not (due in look.period or finished in look.period):
        return None
    return _by_its_day(finished, due, "done")


def _under_way(look: Look, batch: Batch) -> tuple[bool, str] | None:
    days = span(batch.target, look.start)
    if days is None:
        return None
    if days[1] < look.today:
        return (False, f"{age_text(look.today - days[1])} late") if days[1] <= look.period.last else None
    expected = _expected(look, batch)
    begun = batch.status in ("in-progress", "blocked") or days[0] <= look.today
    if expected is None or not begun or look.today not in look.period or not is_known(look, batch):
        return None
    ahead = batch.progress >= expected
    return ahead, f"{whole_percent(batch.progress)}, {whole_percent(expected)} by the evening before at an even pace"


def _judged_milestones(look: Look) -> Iterator[tuple[bool, Source]]:
    for one in look.plan.milestones:
        verdict = _milestone(look, one)
        if verdict:
            yield verdict[0], source("milestones", one, verdict[1])


def _milestone(look: Look, one: Milestone) -> tuple[bool, str] | None:
    due = look.due(one.due)
    if due is None:
        return None
    if one.status == "reached":
        return _by_its_day(one.reached, due, "reached") if due in look.period or one.reached in look.period else None
    if one.status == "missed":
        return (False, f"missed, due {due}") if due in look.period else None
    is_late = due < look.today and due <= look.period.last
    return (False, f"{age_text(look.today - due)} late") if is_late else None


def _by_its_day(day: date | None, due: date, word: str) -> tuple[bool, str]:
    """The verdict on something finished; without a day nothing says that it was late."""
    if day is None:
        return True, f"{word}, no day given; due {due}"
    return day <= due, f"{word} {day}, due {due}" + ("" if day <= due else f", {age_text(day - due)} late")


def batches(look: Look) -> Figure:
    """Batches done, of all."""
    all_of_them = look.plan.batches
    if not all_of_them:
        return unknown("batches", "Batches", "Add a batch: [[batches]] with an id and a name.")
    done = sum(batch.is_done for batch in all_of_them)
    late = [batch for batch in all_of_them if not batch.is_done and (look.due(batch.target) or look.today) < look.today]
    stuck = [batch for batch in all_of_them if batch.status == "blocked"]
    return Figure(
        "batches",
        "Batches",
        done,
        of(done, len(all_of_them), "done"),
        "bad" if late else "watch" if stuck else "good",
        "Batches whose status is done, of all. One past its target makes it bad, a blocked one to watch "
        "(document 002: features delivered against committed).",
        tuple(source("batches", batch, _stands(look, batch)) for batch in all_of_them),
    )


def _stands(look: Look, batch: Batch) -> str:
    status = batch.status.replace("-", " ")
    return f"{status}, {whole_percent(batch.percent_done)}" if is_known(look, batch) else status
