"""What every thing in a plan is."""

from __future__ import annotations

import pytest

from octotui.plan.base import Entity, fields_of
from octotui.plan.batches import Batch, Gate
from octotui.plan.board import Item, PullRequest
from octotui.plan.checklists import ChecklistItem
from octotui.plan.escalations import Escalation
from octotui.plan.metrics import Metric
from octotui.plan.plan import Plan
from octotui.plan.project import Project
from octotui.plan.rules import Unfit


def test_a_thing_cannot_be_changed_in_place():
    with pytest.raises(AttributeError, match="frozen"):
        Batch(id="b", name="B").name = "C"


def test_a_changed_copy_leaves_the_first_alone_and_is_checked():
    batch = Batch(id="b", name="B", progress=10, mood="good")

    assert batch.changed("progress", 20).progress == 20
    assert batch.changed("progress", None).given() == {"id": "b", "name": "B", "mood": "good"}
    assert batch.changed("mood", None).extras == {}
    assert batch.progress == 10
    with pytest.raises(Unfit):
        batch.changed("progress", 101)


@pytest.mark.parametrize(
    ("thing", "label"),
    [
        (Batch(id="b", name="Security"), "Security"),
        (Escalation(id="e", title="API down"), "API down"),
        (ChecklistItem(id="i", text="Deploy"), "Deploy"),
        (Gate(id="unit"), "unit"),
        (Metric(id="prs_merged"), "prs merged"),
    ],
)
def test_a_thing_is_called_by_its_name_title_or_text_else_its_id(thing, label):
    assert thing.label == label


def test_fields_are_values_parts_or_collections():
    shapes = fields_of(Item)

    assert (shapes["pr"].kind, shapes["pr"].model) == ("part", PullRequest)
    assert shapes["blockers"].kind == "value"
    assert (fields_of(Batch)["gates"].kind, fields_of(Batch)["gates"].model) == ("collection", Gate)
    assert "id" not in shapes
    assert fields_of(Entity) == {}


def test_every_section_of_a_plan_holds_things_by_id_or_is_one_of_a_kind():
    kinds = {name: shape.kind for name, shape in fields_of(Plan).items()}

    assert [name for name, kind in kinds.items() if kind == "part"] == ["project", "board"]
    assert "value" not in kinds.values()


def test_keys_in_other_words_name_their_field():
    assert Batch.field_of("targetDate") == "target"
    assert Item.field_of("acceptanceCriteria") == "acceptance"
    assert Plan.field_of("boardItems") == "items"
    assert Batch.field_of("mood") is None


def test_an_empty_part_is_none():
    assert Project().is_empty
    assert Project(goals=()).is_empty
    assert not Project(name="P").is_empty
    assert not Project(mood="good").is_empty
