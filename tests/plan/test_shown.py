"""What a shared screen shows of a plan."""

from hypothesis import given

from octotui.plan.audience import for_audience
from octotui.plan.diff import diff
from octotui.plan.edits import Add, Remove, Set
from octotui.plan.reading import read_plan
from octotui.plan.shown import ELSEWHERE, IN_A_MEETING, shown
from tests.plan.plans import raw_plans


def plan_of(**raw):
    return read_plan(raw)[0]


PLAN = plan_of(
    batches=[{"id": "b1", "name": "B", "blockers": ["e-1", "leaked-key", "e-2"], "notes": "ours"}],
    escalations=[
        {"id": "e-1", "title": "Leak", "level": "security", "ask": "Hide it", "notes": "who", "colour": "of the leak"},
        {"id": "leaked-key", "title": "Leaked key", "level": "security"},
        {"id": "e-2", "title": "Slow", "level": 2},
    ],
    risks=[
        {"id": "r-1", "title": "Old token in a log", "category": "security"},
        {"id": "r-2", "title": "Talk", "internal": True},
        {"id": "r-3", "title": "Rain"},
    ],
)


@given(raw_plans())
def test_it_is_what_stakeholders_see_and_that_there_are_security_escalations(raw):
    plan = read_plan(raw)[0]
    seen = shown(plan)
    more = diff(for_audience(plan, "stakeholder"), seen.plan)
    assert all(edit.path[0] == "escalations" or "blockers" in edit.path for edit in more)
    assert seen.whole is plan


@given(raw_plans(), raw_plans())
def test_what_was_shown_before_makes_no_difference(one, other):
    before, after = read_plan(one)[0], read_plan(other)[0]
    assert shown(after, before=shown(before)).plan == shown(after).plan
    assert shown(after, IN_A_MEETING, before=shown(after)).plan == shown(after, IN_A_MEETING).plan


def test_of_a_security_escalation_it_is_told_that_it_is_there():
    seen = shown(PLAN)
    assert [one.title for one in seen.plan.escalations] == ["Security escalation e-1 (details withheld)", "Slow"]
    assert seen.plan.batches[0].blockers == ("e-1", "e-2")
    assert not seen.plan.escalations[0].extras
    assert [risk.id for risk in seen.plan.risks] == ["r-3"]


def test_all_that_is_withheld_is_counted_by_its_kind():
    seen = shown(PLAN)
    assert (seen.count, seen.kinds) == (5, ("security", "internal", "notes"))
    assert (shown(plan_of(risks=[{"title": "Rain"}])).count, shown(plan_of()).kinds) == (0, ())


def test_words_are_told_that_say_nothing_hidden():
    seen = shown(PLAN)
    assert seen.tells(Set(("risks", "r-3", "title"), "Rain", "Snow"))
    assert not seen.tells(Set(("risks", "r-1", "title"), "a", "b"))
    assert not seen.tells(Set(("batches", "b1", "notes"), "a", "b"))
    assert not seen.tells(Set(("batches", "b1", "blockers"), (), ("LEAKED-KEY",)))
    assert not seen.tells(Add(("risks", "r-9"), {"title": "New", "category": "Security"}, None))
    assert not seen.tells(Remove(("risks", "r-9"), {"title": "New", "internal": True}, None))
    assert seen.worded("Old token in a log holds B up") == f"{ELSEWHERE} holds B up"
    assert seen.worded("r-1, r-12") == f"{ELSEWHERE}, r-12"


def test_what_is_secret_now_was_so_before():
    then = plan_of(risks=[{"id": "r-1", "title": "Old token in a log"}, {"id": "r-3", "title": "Rain"}])
    now = shown(PLAN)
    assert [risk.id for risk in shown(then, now.private, now.hidden, now).plan.risks] == ["r-3"]


def test_a_waiver_does_not_say_what_is_hidden():
    plan = plan_of(
        escalations=[{"id": "e-1", "title": "Leak", "level": "security", "release": "1"}],
        releases=[
            {
                "id": "1",
                "gates": {"smoke": False},
                "waivers": [{"item": "Leak", "reason": "known"}, {"item": "smoke", "reason": "late"}],
            }
        ],
    )
    assert [waiver.item for waiver in shown(plan).plan.releases[0].waivers] == ["smoke"]
