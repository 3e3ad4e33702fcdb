"""A duty is done with one key: what is ticked, held or sent then is no duty any more."""

from datetime import UTC, date, datetime

import pytest

from octotui.plan.done import done, is_ticked
from octotui.plan.edits import apply, invert
from octotui.plan.mine import mine
from octotui.plan.reading import read_plan

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
PLAN = read_plan(
    {
        "people": {"dana": {"roles": ["rm"]}},
        "roles": [{"id": "rm", "name": "Release Manager", "tasks": {"pre-release": ["Plan it"]}}],
        "releases": [{"id": "r"}],
        "checklists": [{"name": "Day", "items": [{"text": "Tag", "role": "rm"}]}],
        "actions": [{"text": "Call", "owner": "dana"}],
        "risks": [{"title": "Rain", "actions": [{"text": "Buy a tent", "owner": "dana"}]}],
        "checkpoints": [{"name": "Review", "due": TODAY, "lead": "dana"}],
        "communications": [{"what": "Report", "every": "week", "owner": "dana", "sent": ["2026-11-13"]}],
        "batches": [{"name": "A", "owner": "dana"}],
        "meetings": [{"kind": "review", "at": NOW, "actions": [{"text": "Ask", "owner": "dana", "due": TODAY}]}],
    }
)[0]


def duty(kind, label=""):
    return next(one for one in mine(PLAN, "dana", NOW, TODAY, UTC) if one.kind == kind and label in ("", one.label))


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("task", ""),
        ("item", ""),
        ("action", "Call"),
        ("action", "Ask"),
        ("mitigation", ""),
        ("checkpoint", ""),
        ("message", ""),
    ],
)
def test_what_is_done_is_no_duty_any_more_and_can_be_taken_back(kind, label):
    one = duty(kind, label)
    edits = done(PLAN, one, "dana", NOW, TODAY)
    after = apply(PLAN, edits)

    assert is_ticked(one)
    assert edits
    left = {each.path: each.due for each in mine(after, "dana", NOW, TODAY, UTC)}
    assert left.get(one.path) != one.due or one.path not in left
    assert apply(after, invert(edits)) == PLAN


def test_a_tick_says_who_did_it_and_when():
    ticked = apply(PLAN, done(PLAN, duty("item"), "dana", NOW, TODAY)).checklists[0].items[0]
    task = apply(PLAN, done(PLAN, duty("task"), "dana", NOW, TODAY)).releases[0].done[0]

    assert (ticked.by, ticked.at, task.by, task.at) == ("dana", NOW, "dana", NOW)


def test_what_has_a_status_is_not_ticked():
    assert not is_ticked(duty("batch"))
