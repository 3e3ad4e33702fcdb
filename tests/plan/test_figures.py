from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octotui.plan.edits import value_at
from octotui.plan.figures import FIGURES, figure, figures, look_at
from octotui.plan.figures.milestones import key_milestones
from octotui.plan.periods import LENSES, parse_period
from octotui.plan.plan import Plan
from octotui.plan.reading import read_plan
from octotui.store.document import parse
from tests.conftest import SAMPLES
from tests.plan.plans import plans

FRIDAY = date(2026, 11, 20)
START = {"start": date(2026, 11, 2)}  # week 3 is 16–22 November


def plan_of(**sections) -> Plan:
    return read_plan(sections)[0]


def sample() -> Plan:
    path = SAMPLES / "octoacme.toml"
    return parse(path.read_bytes(), str(path)).plan


def told(found):
    return found.text, found.state


def batch(name, **fields):
    return {"id": name, "name": name, **fields}


@pytest.mark.parametrize(
    ("lens", "values"),
    [
        ("week", {"progress": "38%", "on-time": "0%", "milestones": "none due"}),
        ("month", {"progress": "38%", "on-time": "50%", "milestones": "1 of 4 reached"}),
        ("quarter", {"progress": "55%", "on-time": "57%", "milestones": "3 of 8 reached"}),
    ],
)
def test_the_sample_through_each_lens(lens, values):
    found = {one.id: one.text for one in figures(sample(), FRIDAY, lens)}

    always = {
        "quality": "5.5/10",  # 3 of 7 metrics and 9 of 15 gates
        "velocity": "22.7 points a sprint",  # 19, 26, 23
        "sprint-planned": "34 points",
        "sprint-completed": "5 points",
        "sprint-in-progress": "21 points",
        "sprint-blocked": "11 points",
        "sprint-to-do": "0 points",
        "batches": "1 of 5 done",
        "issues": "3 open: 1 critical, 2 high",
        "risks": "18 open, 3 critical",
        "escalations": "6 open, 2 late",
        "changes": "2 to decide, 1 to carry out",
        "metrics": "5 of 15 met",
        "business": "0 of 3 met",
        "people": "8 of 14 with work in hand, 12.5 full weeks",
    }
    assert found == {**always, **values}


def test_an_initiative_has_its_own_progress_or_that_of_its_batches():
    plan = plan_of(
        batches=[batch("a", progress=40), batch("b", status="done"), batch("c")],
        initiatives={
            "own": {"name": "Own", "progress": 10, "batches": ["b"]},
            "mean": {"name": "Mean", "batches": ["a", "b", "nowhere"]},
            "silent": {"name": "Silent"},
        },
    )

    found = figure(plan, "progress", FRIDAY)

    assert (found.value, found.text) == (40, "40%")
    assert [one.says for one in found.sources] == ["10%, as written", "70%, from 2 batches"]
    assert found.state == "unknown", "without a target nothing says where it should be"


def test_without_initiatives_the_batches_are_the_progress():
    found = figure(plan_of(batches=[batch("a", progress=25), batch("b", status="done")]), "progress", FRIDAY)

    assert (found.label, found.value) == ("Batch progress", 62.5)


@pytest.mark.parametrize(("done", "state"), [(57, "good"), (56, "watch"), (42, "watch"), (41, "bad")])
def test_progress_is_judged_by_an_even_pace(done, state):
    # on the evening before, 4 of 7 days were gone: 57%
    plan = plan_of(project=START, batches=[batch("a", progress=done, target="Week 3")])

    assert figure(plan, "progress", FRIDAY).state == state


def test_nothing_is_behind_on_its_first_morning():
    monday = date(2026, 11, 16)
    plan = plan_of(project=START, batches=[batch("a", progress=0, status="in-progress", target="Week 3")])

    assert {figure(plan, name, monday).state for name in ("progress", "on-time")} == {"good"}


def test_a_quarter_looks_at_its_own_initiatives():
    plan = plan_of(
        initiatives={
            "now": {"name": "Now", "progress": 50, "quarter": "Q4 2026"},
            "any": {"name": "Any", "progress": 20},
            "later": {"name": "Later", "progress": 0, "quarter": "2027 Q1"},
        }
    )

    assert figure(plan, "progress", FRIDAY, "quarter").value == 35
    assert round(figure(plan, "progress", FRIDAY, "month").value, 2) == 23.33
    assert figure(plan, "progress", date(2027, 8, 1), "quarter").value == 20


@pytest.mark.parametrize(
    ("fields", "lens", "says"),
    [
        ({"status": "done", "finished": date(2026, 11, 18), "target": "Week 3"}, "week", (True, "done 2026-11-18")),
        ({"status": "done", "finished": date(2026, 11, 17), "target": "Week 2"}, "week", (False, "2 d late")),
        ({"status": "done", "target": "Week 3"}, "week", (True, "no day given")),
        ({"status": "done", "finished": date(2026, 11, 8), "target": "Week 1"}, "week", None),
        ({"status": "done", "finished": date(2026, 11, 8), "target": "Week 1"}, "month", (True, "done")),
        ({"progress": 90, "target": "Week 2"}, "week", (False, "5 d late")),
        ({"progress": 57, "target": "Week 3"}, "week", (True, "57% by the evening before")),
        ({"progress": 56, "target": "Week 3"}, "week", (False, "57% by the evening before")),
        ({"progress": 0, "target": "Week 4"}, "week", None),
        ({"progress": 0, "target": "Week 4", "status": "in-progress"}, "week", (True, "0% by the evening before")),
        ({"progress": 50, "target": date(2026, 12, 1)}, "month", None),
        ({"progress": 50}, "month", None),
    ],
)
def test_whether_a_batch_is_in_time(fields, lens, says):
    found = figure(plan_of(project=START, batches=[batch("a", **fields)]), "on-time", FRIDAY, lens)

    if says is None:
        assert told(found) == ("unknown", "unknown")
    else:
        assert found.value == (100 if says[0] else 0)
        assert says[1] in found.sources[0].says


@pytest.mark.parametrize(
    ("fields", "lens", "is_good"),
    [
        ({"due": "Week 2", "status": "reached", "reached": date(2026, 11, 15)}, "month", True),
        ({"due": "Week 2", "status": "reached", "reached": date(2026, 11, 16)}, "week", False),
        ({"due": "Week 2", "status": "reached"}, "month", True),
        ({"due": "Week 2", "status": "missed"}, "month", False),
        ({"due": "Week 2", "status": "missed"}, "week", None),
        ({"due": "Week 2"}, "week", False),
        ({"due": "Week 3", "status": "at-risk"}, "week", None),
        ({"due": FRIDAY}, "week", None),
        ({}, "week", None),
    ],
)
def test_whether_a_milestone_is_in_time(fields, lens, is_good):
    plan = plan_of(project=START, milestones={"m": {"name": "M", **fields}})

    assert figure(plan, "on-time", FRIDAY, lens).value == (None if is_good is None else 100 * is_good)


@pytest.mark.parametrize(
    ("milestones", "text", "state"),
    [
        ([{"due": "Week 3"}], "0 of 1 reached", "good"),
        ([{"due": "Week 3"}, {"due": "Week 3", "status": "at-risk"}], "0 of 2 reached", "watch"),
        ([{"due": "Week 3", "status": "at-risk"}, {"due": date(2026, 11, 19)}], "0 of 2 reached", "bad"),
        ([{"due": "Week 9", "status": "reached", "reached": FRIDAY}], "1 of 1 reached", "good"),
        ([{"due": "Week 9"}], "none due", "good"),
        ([], "unknown", "unknown"),
    ],
)
def test_milestones_of_the_period(milestones, text, state):
    plan = plan_of(project=START, milestones=[{"name": f"M{n}", **one} for n, one in enumerate(milestones)])

    assert told(figure(plan, "milestones", FRIDAY, "week")) == (text, state)


def test_the_milestones_that_matter_now():
    named = {
        "old": {"due": "Week 1", "status": "reached", "reached": date(2026, 11, 6)},
        "late": {"due": "Week 2"},
        "next": {"due": "Week 5"},
        "soon": {"due": "Week 4"},
        "far": {"due": "Week 9"},
    }
    plan = plan_of(project=START, milestones={name: {"name": name, **fields} for name, fields in named.items()})

    def ids(lens, most=5):
        return [one.id for one in key_milestones(look_at(plan, FRIDAY, lens), most)]

    assert ids("week") == ["late", "soon", "next"]
    assert ids("month") == ["old", "late", "soon"]
    assert ids("quarter") == ["old", "late", "soon", "next"]
    assert ids("quarter", 3) == ["late", "soon", "next"], "what is reached goes first"


@pytest.mark.parametrize(
    ("metrics", "gates", "status", "text"),
    [
        ({"a": {"value": 1, "target": 1, "group": "quality"}}, {}, "done", "10/10"),
        ({"a": {"value": 0, "target": 1, "group": "Quality"}}, {"unit": True}, "in-progress", "5/10"),
        ({"a": {"value": 0, "target": 1, "group": "team"}}, {"unit": True, "x": False, "y": False}, "done", "3.3/10"),
        ({"a": {"value": 1, "group": "quality"}, "b": 3}, {"unit": False}, "queued", "unknown"),
        ({}, {"unit": False}, "in-progress", "0/10"),
        ({}, {}, "done", "unknown"),
    ],
)  # fmt: skip
def test_the_quality_score(metrics, gates, status, text):
    plan = plan_of(metrics=metrics, batches=[batch("a", status=status, gates=gates)])

    assert figure(plan, "quality", FRIDAY).text == text


def test_the_points_of_a_sprint_say_what_came_later_and_what_has_no_size():
    plan = plan_of(
        sprints={"s": {"name": "S", "start": date(2026, 11, 16), "end": date(2026, 11, 27), "planned": 4}},
        items=[
            {"id": "a", "title": "A", "points": 5, "sprint": "s", "column": "in-progress", "blocked": True},
            {"id": "b", "title": "B", "sprint": "s", "column": "qa"},
        ],
    )

    assert told(figure(plan, "sprint-planned", FRIDAY)) == ("4 points", "watch")
    assert "1 point came later" in figure(plan, "sprint-planned", FRIDAY).how
    assert "1 card without points" in figure(plan, "sprint-in-progress", FRIDAY).how
    assert told(figure(plan, "sprint-blocked", FRIDAY)) == ("5 points", "bad")
    assert [one.says for one in figure(plan, "sprint-in-progress", FRIDAY).sources] == ["no points"]


@pytest.mark.parametrize(("done", "state"), [(5, "good"), (4, "good"), (3, "watch"), (2, "bad")])
def test_completed_points_are_judged_by_the_ideal_line(done, state):
    plan = plan_of(
        sprints={"s": {"start": date(2026, 11, 16), "end": date(2026, 11, 27), "planned": 10}},
        items=[{"id": "a", "title": "A", "points": done, "sprint": "s", "column": "done", "finished": FRIDAY}],
    )

    assert figure(plan, "sprint-completed", FRIDAY).state == state


@pytest.mark.parametrize(
    ("area", "rows", "figure_id", "text", "state"),
    [
        ("issues", [{"title": "A", "priority": "low"}], "issues", "1 open: 1 low", "good"),
        ("issues", [{"title": "A", "priority": "critical", "status": "closed"}], "issues", "none open", "good"),
        ("risks", [{"title": "A", "probability": "high", "impact": "low"}], "risks", "1 open, 0 critical", "good"),
        ("risks", [{"title": "A", "status": "closed"}], "risks", "none open", "good"),
        ("escalations", [{"title": "A", "level": "3", "raised": FRIDAY}], "escalations", "1 open, 1 late", "bad"),
        ("escalations", [{"title": "A", "level": "1", "raised": FRIDAY}], "escalations", "1 open, 0 late", "watch"),
        ("changes", [{"title": "A", "status": "implemented"}], "changes", "none open", "good"),
        ("people", {"ana": "Ana"}, "people", "0 of 1 with work in hand, 1 full week", "good"),
    ],
)
def test_what_is_open(area, rows, figure_id, text, state):
    if area == "escalations":
        rows = [{**row, "raised": {"by": "ana", "at": "2026-11-20T08:00:00Z"}} for row in rows]

    assert told(figure(plan_of(**{area: rows}), figure_id, FRIDAY)) == (text, state)


def test_work_without_an_owner_is_to_watch():
    plan = plan_of(people={"ana": "Ana"}, batches=[batch("a", status="in-progress")])

    found = figure(plan, "people", FRIDAY)

    assert found.state == "watch"
    assert "1 thing in hand without an owner" in found.how


def test_of_an_empty_plan_nothing_is_known_and_each_figure_says_what_would_make_it():
    for one in figures(Plan(), FRIDAY):
        assert (one.value, one.text, one.state, one.sources) == (None, "unknown", "unknown", ())
        assert len(one.how) > 20


def test_a_period_that_is_over_is_looked_at_as_well():
    october = parse_period("2026-10", FRIDAY)

    assert figure(sample(), "milestones", FRIDAY, october).text == "2 of 2 reached"
    assert figure(sample(), "on-time", FRIDAY, october).text == "100%"


@given(plans(), st.sampled_from(LENSES), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_figures_of_any_plan(plan, lens, today):
    found = figures(plan, today, lens)

    assert [one.id for one in found] == list(FIGURES)
    assert found == figures(plan, today, lens), "the same day gives the same figures"
    for one in found:
        assert (one.value is None) == (one.text == "unknown")
        assert one.value is not None or one.state == "unknown"
        assert all(len(source.path) == 2 and value_at(plan, source.path) is not None for source in one.sources)
        assert one.how.endswith(".")
