import tomllib
from datetime import UTC, date, datetime

import pytest

from octotui.plan.base import fields_of
from octotui.plan.batches import Batch
from octotui.plan.checklists import ChecklistItem
from octotui.plan.escalations import Escalation
from octotui.plan.plan import Plan
from octotui.plan.reading import read_plan
from octotui.plan.rhythm import Checkpoint
from octotui.plan.risks import Risk
from octotui.ui.dialogs.fields import FormField, form_fields, typed, understood
from tests.conftest import SAMPLES

TODAY = date(2026, 11, 20)
MODELS = [shape.model for shape in fields_of(Plan).values() if shape.kind == "collection"]


def field(model, name):
    return next(field for field in form_fields(model) if field.name == name)


@pytest.mark.parametrize(
    ("model", "name", "kind"),
    [
        (Batch, "name", "text"),
        (Batch, "status", "choice"),
        (Batch, "progress", "number"),
        (Batch, "blockers", "names"),
        (Batch, "target", "target"),
        (Batch, "notes", "long"),
        (Risk, "impact", "choice"),
        (Escalation, "level", "choice"),
        (ChecklistItem, "done", "flag"),
        (Checkpoint, "held", "days"),
    ],
)
def test_the_kind_of_a_field_follows_from_its_type(model, name, kind):
    assert field(model, name).kind == kind


def test_what_a_thing_cannot_be_without_is_needed():
    assert field(Batch, "name").needed
    assert not field(Batch, "owner").needed


def test_choices_are_the_models_own():
    assert field(Risk, "probability").choices == ("low", "medium", "high")
    assert field(Batch, "owner").choices == ()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_what_octotui_records_itself_and_things_inside_are_not_in_a_form(model):
    names = {field.name for field in form_fields(model)}
    assert names
    assert not names & {"id", "history", "raised", "resolved", "activated", "at", "by"}
    assert all(fields_of(model)[name].kind == "value" for name in names)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("text", "  two words ", "two words"),
        ("text", "   ", None),
        ("flag", "yes", True),
        ("flag", "no", False),
        ("names", "a, b ,,c", ("a", "b", "c")),
        ("number", "40", 40),
        ("number", "7.5", 7.5),
        ("number", "7,5", 7.5),
        ("day", "2026-12-01", date(2026, 12, 1)),
        ("day", "+3d", date(2026, 11, 23)),
        ("days", "2026-11-18, today,", (date(2026, 11, 18), TODAY)),
        ("target", "week 3-4", "Week 3–4"),
        ("target", "fri", date(2026, 11, 27)),
    ],
)
def test_what_is_typed_is_understood(kind, text, value):
    assert understood(FormField("x", kind), text, TODAY) == value


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("number", "many", "is not a number"),
        ("number", "inf", "is not a number"),
        ("number", "nan", "is not a number"),
        ("number", "9" * 5000, "is not a number"),
        ("day", "week 3", "a day is wanted"),
        ("days", "2026-11-18, week 3", "a day is wanted"),
        ("target", "soon", "2026-12-01"),
    ],
)
def test_what_cannot_be_understood_says_what_would_be(kind, text, said):
    with pytest.raises(ValueError, match=said):
        understood(FormField("x", kind), text, TODAY)


def test_values_stand_in_a_form_as_they_are_typed():
    assert typed(None) == ""
    assert typed(True) == "yes"
    assert typed(("a", "b")) == "a, b"
    assert typed(date(2026, 12, 1)) == "2026-12-01"
    assert typed(datetime(2026, 12, 1, 9, 30, tzinfo=UTC)) == "2026-12-01T09:30:00Z"


def test_a_form_that_is_taken_as_it_stands_changes_nothing():
    plan, _ = read_plan(tomllib.loads((SAMPLES / "octoacme.toml").read_text()))
    for shape in fields_of(Plan).values():
        for thing in getattr(plan, shape.name) if shape.kind == "collection" else ():
            for field in form_fields(type(thing)):
                value = getattr(thing, field.name)
                if isinstance(value, tuple) and any("," in str(item) for item in value):
                    continue  # a comma stands between the entries; a form takes only what was typed in
                again = thing.changed(field.name, understood(field, typed(value), TODAY))
                assert getattr(again, field.name) == value, f"{shape.name} {thing.id} {field.name}"
