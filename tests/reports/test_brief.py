"""What a report is made from: periods as people type them, and notes on figures."""

from datetime import date

import pytest

from octotui.plan.figures.figure import Figure, Source
from octotui.plan.reading import read_plan
from octotui.reports.brief import Notes, asked_period, period_title

TODAY = date(2026, 11, 20)
WEDNESDAY = {"project": {"start": date(2026, 10, 21)}}


def days(text, raw=WEDNESDAY):
    period = asked_period(read_plan(raw)[0], text, TODAY)
    return period.first.isoformat(), period.last.isoformat()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Week 5", "2026-11-18", "2026-11-24"),
        ("week 3-4", "2026-11-04", "2026-11-17"),
        ("week", "2026-11-18", "2026-11-24"),
        ("last week", "2026-11-11", "2026-11-17"),
        ("2026-W47", "2026-11-16", "2026-11-22"),
        ("2026-11", "2026-11-01", "2026-11-30"),
        ("2026-Q4", "2026-10-01", "2026-12-31"),
        ("Last Month", "2026-10-01", "2026-10-31"),
    ],
)
def test_a_period_is_typed_as_people_say_it(text, first, last):
    assert days(text) == (first, last)


def test_without_a_start_weeks_are_the_calendars():
    assert days("week", {}) == ("2026-11-16", "2026-11-22")
    with pytest.raises(ValueError, match="give the project a start"):
        days("Week 5", {})


@pytest.mark.parametrize("text", ["2026-13", "5", "Week x", "soon", ""])
def test_what_is_no_period_says_what_would_be(text):
    with pytest.raises(ValueError, match="2026-W47"):
        days(text)


def test_a_week_of_the_project_is_called_by_its_number():
    plan, _ = read_plan(WEDNESDAY)

    assert period_title(plan, asked_period(plan, "week", TODAY)) == "Week 5 (18–24 November 2026)"
    assert period_title(plan, asked_period(plan, "2026-W47", TODAY)) == "Week 47, 16–22 November 2026"


def test_a_figure_that_is_told_twice_has_one_note():
    notes = Notes(wanted=True)
    one = Figure("a", "Progress", 38, "38%", "good", "The mean.", (Source(("batches", "b"), "*B*", "38%"),))
    two = Figure("b", "Speed", 3, "3 points", "good", "Counted.")

    assert [notes.cite(one), notes.cite(two), notes.cite(one)] == ["38% [1]", "3 points [2]", "38% [1]"]
    assert notes.section.lines == (
        r"1. Progress: 38%. The mean. From: \*B\* (38%).",
        "2. Speed: 3 points. Counted.",
    )


def test_a_note_names_twenty_sources_and_counts_the_rest():
    notes = Notes(wanted=True)
    notes.cite(Figure("a", "A", 1, "1", "good", "", tuple(Source(("x", str(n)), f"thing {n}", "") for n in range(25))))

    assert notes.section.lines[0].endswith("thing 19; and 5 more.")


def test_unless_they_are_wanted_there_are_no_notes():
    notes = Notes(wanted=False)

    assert notes.cite(Figure("a", "A", 1, "1", "good", "")) == "1"
    assert notes.section.lines == ()
