"""The JSON Schema says what the reader understands."""

from datetime import date, datetime

import pytest
from jsonschema import Draft202012Validator

from octotui.plan.base import fields_of
from octotui.plan.naming import camel
from octotui.plan.plan import Plan
from octotui.plan.schema import plan_schema


@pytest.fixture(scope="module", params=["snake", "camel"])
def schema(request):
    return Draft202012Validator(plan_schema(request.param))


def as_text(value):
    """Data as an editor hands it to a schema: days and times are texts."""
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: as_text(item) for key, item in value.items()}
    return [as_text(item) for item in value] if isinstance(value, list) else value


def test_it_is_a_schema(schema):
    Draft202012Validator.check_schema(schema.schema)


def test_every_section_is_in_it_in_both_spellings(schema):
    for area in fields_of(Plan):
        assert {area, camel(area)} <= set(schema.schema["properties"])


@pytest.mark.parametrize(
    "plan",
    [
        {},
        {"batches": [{"name": "A", "targetDate": "Week 1–2", "blockers": [], "progress": 12.5}]},
        {"batches": [{"name": "A", "target": "2026-12-01", "gates": {"unit": True, "smoke": {"passed": False}}}]},
        {"batches": {"a": {"name": "A"}}},
        {"people": {"ana": "Ana", "li": {"name": "Li", "roles": ["qa"]}}},
        {"people": [{"id": "ana", "name": "Ana"}]},
        {"metrics": {"coverage": 0, "flake": {"value": 7.5, "history": [["2026-11-13", 9.0]]}}},
        {"checklists": [{"name": "L", "items": ["one", {"text": "two", "done": True}]}]},
        {"roles": [{"name": "R", "tasks": {"release": ["Deploy"], "incident": {"tasks": []}}}]},
        {"risks": [{"risk": "R"}, {"name": "R"}, {"title": "R", "contingency": "plan b"}]},
        {
            "escalations": [
                {"title": "E", "level": 2},
                {"title": "E", "level": "2"},
                {"title": "E", "level": "security"},
            ]
        },
        {"escalations": [{"title": "E", "raised": {"by": "ana", "at": "2026-11-18T09:10:00Z"}}]},
        {"decision_types": [{"name": "D", "owner": ["x"]}], "decisionTypes": [{"name": "D"}]},
        {"channels": {"release": ["chat"]}, "actions": ["Do it"], "unknown": {"kept": True}},
    ],
)
def test_every_written_form_is_valid(schema, plan):
    assert not list(schema.iter_errors(plan))


@pytest.mark.parametrize(
    "plan",
    [
        {"batches": [{"priority": "P0"}]},
        {"batches": [{"name": "A", "status": "stuck"}]},
        {"batches": [{"name": "A", "progress": 101}]},
        {"batches": [{"name": "A", "progress": "50"}]},
        {"batches": [{"name": 1}]},
        {"batches": "A"},
        {"risks": [{"owner": "ana"}]},
        {"escalations": [{"title": "E", "level": 4}]},
        {"metrics": {"coverage": "71"}},
        {"board": {"maxLines": -1}},
        {"items": [{"title": "I", "blocked": "yes"}]},
    ],
)
def test_what_the_reader_refuses_is_marked(schema, plan):
    assert list(schema.iter_errors(plan))


def test_the_samples_and_templates_are_valid(schema):
    import json
    import tomllib

    from octotui.config.samples import sample_named, sample_names
    from octotui.config.templates import template_named, template_names

    for name, data in [*map(template_named, template_names()), *map(sample_named, sample_names())]:
        plan = json.loads(data) if name.endswith(".json") else as_text(tomllib.loads(data.decode()))

        assert [error.message for error in schema.iter_errors(plan)] == []


def test_fields_are_described_by_the_docstrings():
    batch = plan_schema()["$defs"]["Batch"]

    assert batch["description"] == "A step of the delivery."
    assert batch["properties"]["progress"]["description"] == "In percent, 0–100."
    assert batch["properties"]["target"]["description"].startswith("A day, or weeks")
