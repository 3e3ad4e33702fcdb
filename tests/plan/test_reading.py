"""A plan is read however its keys are spelled, and what is wrong is named with its place."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings

from octotui.plan.data import data_of
from octotui.plan.problems import PlanError, Problem
from octotui.plan.reading import read_plan
from tests.plan.plans import plans

quick = settings(deadline=None, max_examples=80, derandomize=True)


def batch(**fields):
    return read_plan({"batches": [{"id": "b", "name": "B", **fields}]})[0].batches[0]


def problems_of(raw) -> tuple[Problem, ...]:
    with pytest.raises(PlanError) as error:
        read_plan(raw)
    return error.value.problems


@given(plans())
@quick
def test_a_plan_reads_back_from_its_data(plan):
    again, _ = read_plan(data_of(plan))

    assert again == plan
    assert data_of(again) == data_of(plan)


@pytest.mark.parametrize("key", ["target", "targetDate", "target_date", "target-date", "TargetDate"])
def test_a_key_may_be_spelled_in_any_style(key):
    assert batch(**{key: "Week 3–4"}).target == "Week 3–4"


def test_a_key_in_two_spellings_is_a_mistake():
    (problem,) = problems_of({"batches": [{"name": "B", "target": "Week 1", "targetDate": "Week 2"}]})

    assert problem.raw_path == ("batches", 0, "targetDate")
    assert "a second time" in problem.what


@pytest.mark.parametrize(
    ("raw", "entities"),
    [
        ({"metrics": {"ciPassRate": 97}}, [("ci_pass_rate", 97)]),
        ({"metrics": {"flake": {"value": 7.5, "history": [["2026-11-13", 9]]}}}, [("flake", 7.5)]),
        ({"metrics": [{"id": "flake", "value": 7.5}]}, [("flake", 7.5)]),
    ],
)
def test_a_metric_may_be_a_number_or_a_table(raw, entities):
    assert [(metric.id, metric.value) for metric in read_plan(raw)[0].metrics] == entities


def test_short_forms_stand_for_their_field():
    plan, problems = read_plan(
        {
            "people": {"dana": "Dana Kim"},
            "board": {"columns": ["Backlog", {"name": "Doing", "limit": 3}]},
            "checklists": [{"name": "Kick-off", "items": ["Meet", {"text": "Plan", "done": True}]}],
            "roles": [{"name": "QA", "tasks": {"release": ["Smoke test"]}}],
            "batches": {"b": {"name": "B", "gates": {"unit": True}}},
        }
    )

    assert problems == []
    assert plan.people[0].name == "Dana Kim"
    assert [column.id for column in plan.board.columns] == ["backlog", "doing"]
    assert [(item.id, item.done) for item in plan.checklists[0].items] == [("meet", False), ("plan", True)]
    assert plan.roles[0].tasks_in("release")[0].text == "Smoke test"
    assert plan.batches[0].gates[0].passed


def test_ids_follow_from_names_and_stay_apart():
    raw = {"risks": [{"title": "Late!"}, {"title": "Late"}, {"id": "late-2", "title": "x"}, {"title": "Späť"}]}

    assert [risk.id for risk in read_plan(raw)[0].risks] == ["late", "late-3", "late-2", "spat"]


def test_an_id_that_is_there_twice_is_a_mistake():
    (problem,) = problems_of({"batches": [{"id": "b", "name": "x"}, {"id": "b", "name": "y"}]})

    assert problem.raw_path == ("batches", 1, "id")
    assert problem.what == 'id "b" is there twice in "batches"'


def test_an_unknown_key_is_kept_and_named_with_the_nearest():
    plan, (problem,) = read_plan({"batches": [{"name": "B", "pirority": "P0"}]})

    assert plan.batches[0].extras == {"pirority": "P0"}
    assert (problem.level, problem.raw_path) == ("warning", ("batches", 0, "pirority"))
    assert problem.mend == 'did you mean "priority"?'


@pytest.mark.parametrize(
    ("fields", "what", "mend"),
    [
        ({"status": "zzz"}, 'status: unknown value "zzz"', "one of not-started, queued, in-progress, blocked, done"),
        ({"status": "in_progres"}, 'status: unknown value "in_progres"', 'did you mean "in-progress"?'),
        ({"progress": 101}, "progress is 101", "write 0 to 100"),
        ({"progress": -1}, "progress is -1", "write 0 to 100"),
        ({"progress": "40"}, 'progress is the text "40"', "write a number"),
        ({"progress": True}, "progress is true", "write a number"),
        ({"name": ""}, "name: empty, give it some text", ""),
        ({"name": 5}, "name is 5", "write text in quotes"),
        ({"blockers": "batch-1"}, 'blockers is the text "batch-1"', "write a list of texts"),
        ({"gates": 5}, '"gates" is 5', "write a list of tables with passed, by, at …"),
        ({"started": "soon"}, 'started: "soon" is not a day, write it as 2026-12-01', ""),
        ({"owner": {}}, "owner is a table", "write text in quotes"),
    ],
)
def test_a_value_that_does_not_fit_says_what_would(fields, what, mend):
    (problem,) = problems_of({"batches": [{"id": "b", "name": "B", **fields}]})

    assert (problem.what, problem.mend) == (what, mend)
    assert problem.raw_path == ("batches", 0, next(iter(fields)))


def test_everything_that_is_wrong_is_named_at_once():
    raw = {"batches": [{"id": "a"}, {"name": "B", "progress": 200}], "risks": 5, "metrics": {"x": "many"}}

    assert [problem.raw_path for problem in problems_of(raw)] == [
        ("batches", 0),
        ("batches", 1, "progress"),
        ("risks",),
        ("metrics", "x"),
    ]


def test_nothing_is_a_plan_and_null_is_nothing():
    assert read_plan({"project": None, "batches": None, "x": None})[0] == read_plan({})[0]
    assert read_plan({"project": {}})[0].project is None


def test_times_are_kept_in_utc():
    raw = {"escalations": [{"title": "Down", "raised": {"at": "2026-11-18T10:10:00+01:00"}}]}

    assert read_plan(raw)[0].escalations[0].raised.at == datetime(2026, 11, 18, 9, 10, tzinfo=UTC)


def test_a_target_is_a_day_or_words():
    assert batch(target="2026-12-01").target == date(2026, 12, 1)
    assert batch(target="after the audit").target == "after the audit"


@pytest.mark.parametrize("key", ["self", "cls", "values", "_fields_set", "model_config", "__class__", "given", "label"])
def test_no_unknown_key_is_in_the_way_of_the_program(key):
    plan, _ = read_plan({key: 1, "batches": [{"name": "B", key: 2}]})

    assert (plan.extras, plan.batches[0].extras, plan.batches[0].label) == ({key: 1}, {key: 2}, "B")


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (
            {"issues": [{"title": "I", "escalated": "ceo"}]},
            'escalated: unknown value "ceo"; one of team, manager, director, executive',
        ),
        (
            {"communications": [{"what": "W", "sent": date(2026, 10, 1)}]},
            "sent is 2026-10-01; write a list of days: sent = [2026-10-01]",
        ),
    ],
)
def test_a_wrong_choice_and_a_day_without_its_brackets_say_what_is_allowed(raw, line):
    with pytest.raises(PlanError) as caught:
        read_plan(raw)

    assert str(caught.value) == line
