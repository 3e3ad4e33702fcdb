"""New plan files."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from octotui.plan.problems import PlanError
from octotui.store.document import new_document

DATA = {
    "project": {"name": "李 Project"},
    "releases": [{"id": "1", "window": datetime(2026, 11, 24, 9, tzinfo=timezone(timedelta(hours=1)))}],
    "issues": [{"title": "I", "root_cause": "c"}],
}


def test_a_new_toml_file_is_snake_case_with_a_block_for_each_thing():
    document = new_document(DATA, "toml", "plan.toml")
    assert document.text.startswith('[project]\nname = "李 Project"\n\n[[releases]]\n')
    assert "window = 2026-11-24T08:00:00Z" in document.text
    assert document.plan.releases[0].window == datetime(2026, 11, 24, 8, tzinfo=UTC)


def test_a_new_json_file_is_camel_case_with_two_spaces():
    document = new_document(DATA, "json", "plan.json")
    assert document.text.startswith('{\n  "project": {\n    "name": "李 Project"\n')
    assert '"rootCause": "c"' in document.text
    assert '"window": "2026-11-24T08:00:00Z"' in document.text
    assert document.text.endswith("}\n")


def test_data_that_is_no_plan_is_an_error():
    with pytest.raises(PlanError, match="progress is 101"):
        new_document({"batches": [{"name": "A", "progress": 101}]}, "toml", "plan.toml")


def test_things_written_by_id_keep_their_ids_and_their_form():
    data = {
        "$schema": "plan.schema.json",
        "people": {"ana_maria": {"name": "Ana", "roles": ["qa"]}},
        "metrics": {"ci_rate": 3},
    }
    assert '"people": {\n    "ana_maria": {' in new_document(data, "json", "plan.json").text
    assert '"ciRate": 3' in new_document(data, "json", "plan.json").text
    assert new_document(data, "toml", "plan.toml").text == (
        '"$schema" = "plan.schema.json"\n\n'
        '[people]\nana_maria = { name = "Ana", roles = ["qa"] }\n\n'
        "[metrics]\nci_rate = 3\n"
    )
