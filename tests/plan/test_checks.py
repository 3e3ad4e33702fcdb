"""What a plan says that cannot be meant."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from octotui.plan.base import fields_of
from octotui.plan.checks import REFERENCES, check
from octotui.plan.edits import value_at
from octotui.plan.problems import Problem
from octotui.plan.reading import read_plan
from tests.plan.plans import plans


def found(**raw) -> list[Problem]:
    return check(read_plan(raw)[0])


BATCH = {"id": "batch-1", "name": "Blockers"}
ROLE = {"id": "qa", "name": "QA Lead", "tasks": {"release": ["Smoke test"]}}
PEOPLE = {"dana": "Dana Kim"}
NOON = "2026-11-20T12:00:00Z"
NOTE = {"id": "n", "about": "batch-11", "text": "Late"}


@pytest.mark.parametrize(
    ("raw", "path", "what", "mend"),
    [
        (
            {"batches": [{**BATCH, "blockers": ["batch-2"]}]},
            ("batches", "batch-1", "blockers"),
            'blocker "batch-2" is nowhere',
            'did you mean "batch-1"?',
        ),
        (
            {"items": [{"id": "x", "title": "X", "blockers": ["e-9"]}], "escalations": [{"id": "e-1", "title": "E"}]},
            ("items", "x", "blockers"),
            'blocker "e-9" is nowhere',
            'did you mean "e-1"?',
        ),
        (
            {"batches": [BATCH], "escalations": [{"id": "e-1", "title": "E", "blocks": ["batch-11"]}]},
            ("escalations", "e-1", "blocks"),
            'it blocks "batch-11", which is nowhere',
            'did you mean "batch-1"?',
        ),
        (
            {"items": [{"id": "x", "title": "X", "column": "in-progres"}]},
            ("items", "x", "column"),
            'there is no column "in-progres"',
            'did you mean "in-progress"?',
        ),
        (
            {"risks": [{"id": "r", "title": "R", "batches": ["batch-1", "batch-9"]}], "batches": [BATCH]},
            ("risks", "r", "batches"),
            'there is no batch "batch-9"',
            'did you mean "batch-1"?',
        ),
        (
            {"roles": [ROLE], "releases": [{"id": "1", "votes": [{"id": "v", "role": "q-a", "vote": "go"}]}]},
            ("releases", "1", "votes", "v", "role"),
            'there is no role "q-a"',
            'did you mean "qa"?',
        ),
        (
            {"roles": [ROLE], "releases": [{"id": "1", "done": [{"id": "t", "role": "qa", "task": "Smoke tests"}]}]},
            ("releases", "1", "done", "t", "task"),
            'QA Lead has no task "Smoke tests"',
            'did you mean "Smoke test"?',
        ),
        (
            {
                "roles": [ROLE],
                "releases": [
                    {"id": "1", "done": [{"id": "t", "role": "qa", "phase": "pre-release", "task": "Smoke test"}]}
                ],
            },
            ("releases", "1", "done", "t", "task"),
            'QA Lead has no task "Smoke test" in pre-release',
            "",
        ),
        (
            {"roles": [ROLE], "checklists": [{"id": "c", "name": "C", "items": [{"text": "t", "role": "quality"}]}]},
            ("checklists", "c", "items", "t", "role"),
            'there is no role "quality"',
            "one of qa",
        ),
        (
            {"people": PEOPLE, "batches": [{**BATCH, "owner": "Dana"}]},
            ("batches", "batch-1", "owner"),
            'owner "Dana" is not one of the people',
            'did you mean "dana"?',
        ),
        (
            {"batches": [{**BATCH, "target": "soon"}]},
            ("batches", "batch-1", "target"),
            'target "soon" is neither a day nor weeks',
            'write a day (2026-12-01) or weeks ("Week 3–4")',
        ),
        (
            {"risks": [{"id": "r", "title": "R", "actions": [{"id": "a", "text": "Act", "target": "Week 0"}]}]},
            ("risks", "r", "actions", "a", "target"),
            'target "Week 0" is neither a day nor weeks',
            'write a day (2026-12-01) or weeks ("Week 3–4")',
        ),
        (
            {"project": {"name": "P"}, "batches": [{**BATCH, "target": "Week 1–2"}, {"name": "B", "target": "Week 3"}]},
            ("batches", "batch-1", "target"),
            "targets are in weeks, and nothing says when week 1 is",
            "add start = 2026-10-19, its first day, to the project",
        ),
        (
            {"batches": [BATCH], "meetings": [{"id": "m", "kind": "standup", "at": NOON, "notes": [NOTE]}]},
            ("meetings", "m", "notes", "n", "about"),
            'it is about "batch-11", which is nowhere',
            'did you mean "batch-1"?',
        ),
    ],
)
def test_what_cannot_be_meant_is_said_once_with_its_place_and_mend(raw, path, what, mend):
    (problem,) = found(**raw)

    assert (problem.level, problem.path, problem.what, problem.mend) == ("warning", path, what, mend)


@pytest.mark.parametrize(
    "raw",
    [
        {"batches": [{**BATCH, "blockers": ["the partner's answer", "Legal"]}]},
        {"batches": [BATCH, {"name": "Next", "blockers": ["blockers"]}]},
        {"batches": [{**BATCH, "owner": "dana"}]},
        {
            "people": PEOPLE,
            "batches": [{**BATCH, "owner": "Dana Kim"}],
            "items": [{"title": "X", "owner": "Team blue"}],
        },
        {"people": PEOPLE, "roles": [ROLE], "batches": [{**BATCH, "owner": "qa"}]},
        {"people": {"dana": {"name": "Dana", "roles": ["release-manager"]}}},
        {"roles": [ROLE], "checklists": [{"name": "C", "items": [{"text": "a", "role": "all"}]}]},
        {"roles": [ROLE], "checklists": [{"name": "C", "items": [{"text": "a", "role": "qa lead"}]}]},
        {"roles": [ROLE], "releases": [{"done": [{"role": "qa", "task": "smoke TEST"}]}]},
        {"board": {"columns": ["To do"]}, "items": [{"title": "X", "column": "to-do"}]},
        {"project": {"start": "2026-10-19"}, "batches": [{**BATCH, "target": "Week 1–2"}]},
        {"batches": [{**BATCH, "target": "Week 1–2"}]},
        {
            "people": PEOPLE,
            "batches": [{**BATCH, "owner": "qa"}],
            "roles": [ROLE],
            "meetings": [
                {
                    "kind": "standup",
                    "at": NOON,
                    "notes": [
                        "In general",
                        *({"about": name, "text": "x"} for name in ("dana", "batch-1", "qa", "the weather", "Team")),
                    ],
                }
            ],
        },
        {
            "batches": [{**BATCH, "owner": "al"}],
            "meetings": [{"kind": "standup", "at": NOON, "notes": [{"about": "al", "text": "x"}]}],
        },
    ],
)
def test_what_can_be_meant_is_not_complained_about(raw):
    assert found(**raw) == []


def test_a_circle_is_named_with_the_way_round():
    batches = [{"id": one, "name": one, "blockers": [other]} for one, other in (("a", "b"), ("b", "c"), ("c", "a"))]
    (problem,) = found(batches=batches)

    assert problem.what == "blockers go in a circle: a → b → c → a"
    assert problem.path == ("batches", "a", "blockers")


@pytest.mark.parametrize("reference", REFERENCES, ids=lambda one: "-".join((*one.place, one.field)))
def test_a_field_that_names_things_is_a_field_of_its_thing(reference):
    plan, _ = read_plan({})
    model = type(plan)
    for step in reference.place:
        model = fields_of(model)[step].annotation.__args__[0]

    assert reference.field in fields_of(model)


@given(plans())
@settings(deadline=None, max_examples=80, derandomize=True)
def test_every_warning_is_about_something_that_is_there(plan):
    assert all(value_at(plan, problem.path) for problem in check(plan))


def test_a_card_that_names_no_column_is_in_the_first_whatever_that_is_called():
    assert found(board={"columns": ["To do", "Done"]}, items=[{"id": "x", "title": "X"}]) == []


def test_many_wrong_names_in_a_long_plan_do_not_take_long():
    batches = [{"id": f"b-{number}", "name": "B", "blockers": [f"x-{number}"]} for number in range(3000)]

    assert len(found(batches=batches)) == 3000


SPRINT = {"id": "s5", "name": "Sprint 5", "start": "2026-11-16", "end": "2026-11-27"}
MEETING = {"kind": "demo", "at": "2026-11-18T09:00:00Z"}
VOTE = {"role": "qa", "vote": "go"}
DANA = {"id": "c-1", "title": "C", "impact": {"scope": "x"}}


@pytest.mark.parametrize(
    ("raw", "path", "what"),
    [
        ({"sprints": [{**SPRINT, "end": "2026-11-01"}]}, "sprints/s5/end", "end 2026-11-01 is before start 2026-11-16"),
        (
            {"project": {"start": "2026-11-02", "end": "2026-10-30"}},
            "project/end",
            "end 2026-10-30 is before start 2026-11-02",
        ),
        ({"sprints": [{"id": "s5", "start": "2026-11-16"}]}, "sprints/s5", 'sprint "s5" has no end'),
        (
            {"sprints": [SPRINT, {"id": "s6", "start": "2026-11-20", "end": "2026-11-25"}]},
            "sprints/s6/start",
            'start 2026-11-20 is before sprint "Sprint 5" ends, 2026-11-27',
        ),
        ({"actions": [{"id": "a", "text": "T", "week": "Wk six"}]}, "actions/a/week", 'week "Wk six" is no week'),
        (
            {"initiatives": [{"id": "i", "name": "I", "quarter": "2026 Q5"}]},
            "initiatives/i/quarter",
            'quarter "2026 Q5" is no quarter',
        ),
        (
            {"weeks": [{"week": "Week 3"}, {"week": "week 3", "id": "w"}]},
            "weeks/w/week",
            '"week 3" is told about twice in weeks',
        ),
        (
            {"people": PEOPLE, "changes": [{**DANA, "approvals": ["dna"]}]},
            "changes/c-1/approvals/dna/by",
            'by "dna" is not one of the people',
        ),
        (
            {"people": PEOPLE, "changes": [{**DANA, "approvals": ["dana", {"id": "two", "by": "Dana Kim"}]}]},
            "changes/c-1/approvals/two/by",
            '"Dana Kim" is asked for approval twice',
        ),
        (
            {"people": PEOPLE, "changes": [{**DANA, "status": "approved", "approvals": ["dana"]}]},
            "changes/c-1/status",
            "status is approved, and Dana Kim has not approved it",
        ),
        (
            {"roles": [ROLE], "checkpoints": [{"id": "c", "name": "C", "required": ["qa", "qa-led"]}]},
            "checkpoints/c/required",
            'there is no role "qa-led"',
        ),
        (
            {
                "decision_types": {"go": {"name": "Go"}},
                "releases": [{"id": "1", "decisions": [{"id": "d", "type": "og", "outcome": "x"}]}],
            },
            "releases/1/decisions/d/type",
            'there is no decision type "og"',
        ),
        ({"people": {"dana": {"capacity": 120}}}, "people/dana/capacity", "capacity is 120, over 100"),
        ({"people": {"dana": {"capacity": -5}}}, "people/dana/capacity", "capacity is -5, below 0"),
        ({"people": {"dk": "dana kim", **PEOPLE}}, "people/dana/name", '"Dana Kim" is the name of "dk", too'),
        (
            {"people": PEOPLE, "releases": [{"id": "1", "votes": [{"role": "qa", "vote": "go", "by": "dna"}]}]},
            "releases/1/votes/qa/by",
            'by "dna" is not one of the people',
        ),
        (
            {"people": PEOPLE, "escalations": [{"id": "e", "title": "E", "raised": {"by": "dna"}}]},
            "escalations/e/raised/by",
            'by "dna" is not one of the people',
        ),
        (
            {
                "people": PEOPLE,
                "meetings": [{"kind": "demo", "at": "2026-11-18T09:00:00Z", "attendees": ["all", "dna"]}],
            },
            "meetings/demo-2026-11-18t09-00-00z/attendees",
            'attendees "dna" is not one of the people',
        ),
        (
            {
                "releases": [
                    {"id": "1", "votes": [{"role": "qa", "vote": "go"}, {"id": "2", "role": "QA", "vote": "go"}]}
                ]
            },
            "releases/1/votes/2/role",
            '"QA" votes twice',
        ),
        (
            {"batches": [{"id": "x", "name": "B"}], "items": [{"id": "x", "title": "C"}]},
            "items/x",
            '"x" is the id of a batch, too',
        ),
        (
            {"issues": [{"id": "i", "title": "I", "opened": "2026-11-12", "resolved": "2026-11-11T09:00:00Z"}]},
            "issues/i/resolved",
            "resolved 2026-11-11T09:00:00Z is before opened 2026-11-12",
        ),
        (
            {
                "escalations": [
                    {
                        "id": "e",
                        "title": "E",
                        "raised": {"at": "2026-11-12T09:00:00Z"},
                        "resolved": "2026-11-11T09:00:00Z",
                    }
                ]
            },
            "escalations/e/resolved",
            "resolved 2026-11-11T09:00:00Z is before raised 2026-11-12T09:00:00Z",
        ),
        (
            {
                "metrics": {
                    "m": {"value": 1, "history": [["2026-11-12", 1], {"id": "x", "on": "2026-11-12", "value": 2}]}
                }
            },
            "metrics/m/history/x/on",
            "it was read twice on 2026-11-12",
        ),
        (
            {"board": {"columns": [{"id": "a", "name": "Doing"}, {"id": "b", "name": "doing"}]}},
            "board/columns/b/name",
            'the column "doing" is there twice',
        ),
    ],
)
def test_days_names_and_words_that_cannot_be_meant_are_said(raw, path, what):
    (problem,) = found(**raw)

    assert (problem.level, "/".join(problem.path), problem.what) == ("warning", path, what)
    assert problem.mend


@pytest.mark.parametrize(
    "raw",
    [
        {"sprints": [SPRINT, {"id": "s6", "start": "2026-11-27", "end": "2026-12-11"}]},
        {"sprints": [{"id": "old", "name": "Long ago", "completed": 20}]},
        {"people": PEOPLE, "changes": [{**DANA, "approvals": ["Legal", "the board", "dana"]}]},
        {
            "roles": [ROLE],
            "checkpoints": [{"name": "C", "required": ["Leadership", "all", "qa", "QA lead", "sponsor"]}],
        },
        {"checkpoints": [{"name": "C", "required": ["qa-led"]}]},
        {"releases": [{"id": "1", "decisions": [{"type": "og", "outcome": "x"}]}]},
        {"initiatives": [{"name": "I", "quarter": "Q4 2026"}], "actions": [{"text": "T", "week": "Week 6"}]},
    ],
)
def test_what_may_be_said_like_that_is_fine(raw):
    assert found(**raw) == []
