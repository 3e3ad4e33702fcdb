"""Edits of JSON text: what is written where, and what stays."""

from datetime import UTC, date, datetime

import pytest

from octotui.plan.edits import Add, Move, Remove, Set
from octotui.store.document import parse
from octotui.store.editing import edited


def after(text: str, *edits) -> str:
    return edited(parse(text.encode(), "plan.json"), edits).text


TWO = """\
{
  "batches": [
    { "id": "a", "name": "A",   "progress": 1e1, "tags": ["x",  "y"] },
    {
      "id": "b",
      "name": "\\u0042",
      "targetDate": null,
      "blockers": []
    }
  ],
  "metrics": {"prsMerged": 0.10}
}
"""


def test_a_value_changes_and_every_other_byte_stays():
    assert after(TWO, Set(("batches", "a", "progress"), 10, 20)) == TWO.replace("1e1", "20")
    assert after(TWO, Set(("metrics", "prs_merged", "value"), 0.1, 2)) == TWO.replace("0.10", "2")
    assert after(TWO) == TWO


def test_a_new_key_is_camel_case_and_in_the_layout_of_its_entry():
    assert '"tags": ["x",  "y"], "owner": "o" }' in after(TWO, Set(("batches", "a", "owner"), "", "o"))
    assert '      "blockers": [],\n      "owner": "o"\n    }' in after(TWO, Set(("batches", "b", "owner"), "", "o"))
    added = after(TWO, Add(("issues", "i"), {"title": "I", "root_cause": "c"}, None))
    assert added.endswith(
        '  "issues": [\n    {\n      "id": "i",\n      "title": "I",\n      "rootCause": "c"\n    }\n  ]\n}\n'
    )


def test_null_counts_as_not_there_and_its_key_is_used():
    assert '"targetDate": "Week 2"' in after(TWO, Set(("batches", "b", "target"), None, "Week 2"))


def test_nothing_takes_a_key_away():
    assert after(TWO, Set(("batches", "a", "progress"), 10, None)) == TWO.replace(',   "progress": 1e1', "")
    assert after(TWO, Remove(("metrics", "prs_merged"), {}, None)) == TWO.replace('{"prsMerged": 0.10}', "{}")


def test_days_and_moments_are_text():
    text = after(
        TWO,
        Set(("batches", "b", "started"), None, date(2026, 11, 2)),
        Add(("batches", "b", "gates", "unit"), {"passed": True, "at": datetime(2026, 11, 3, 9, tzinfo=UTC)}, None),
    )
    assert '"started": "2026-11-02"' in text
    assert '"at": "2026-11-03T09:00:00Z"' in text


def test_entries_come_go_and_move():
    added = after(TWO, Add(("batches", "n"), {"name": "N"}, "a"))
    assert added == TWO.replace("] },\n    {\n", '] },\n    {\n      "id": "n",\n      "name": "N"\n    },\n    {\n')
    assert after(TWO, Remove(("batches", "a"), {}, None)).startswith('{\n  "batches": [\n    {\n      "id": "b"')
    moved = after(TWO, Move(("batches", "a"), None, "b"))
    assert moved.index('"id": "b"') < moved.index('"id": "a"')
    assert '{ "id": "a", "name": "A",   "progress": 1e1, "tags": ["x",  "y"] }\n  ]' in moved


@pytest.mark.parametrize(
    "people",
    [
        '{"people":[{"id":"ana","name":"Ana"},{"id":"bo","name":"Bo"}]}',
        '{\n\t"people": {\n\t\t"ana": "Ana",\n\t\t"bo": {"name": "Bo"}\n\t}\n}\n',
        '{ "people" : { "ana" : { "name" : "Ana" } , "bo" : "Bo" } }',
    ],
)
def test_every_way_to_write_a_collection_takes_every_edit(people):
    document = parse(people.encode(), "plan.json")
    changed = edited(
        document,
        [
            Set(("people", "ana", "capacity"), None, 50),
            Add(("people", "cy"), {"name": "Cy"}, "ana"),
            Remove(("people", "bo"), {}, "cy"),
        ],
    )
    assert [(person.id, person.name, person.capacity) for person in changed.plan.people] == [
        ("ana", "Ana", 50),
        ("cy", "Cy", None),
    ]
    assert ("\n" in changed.text) == ("\n" in people)
    assert [person.id for person in edited(document, [Move(("people", "bo"), "ana", None)]).plan.people] == [
        "bo",
        "ana",
    ]


def test_an_entry_among_entries_of_one_line_each_is_one_too():
    text = '{\n  "risks": [\n    { "id": "a", "title": "A" }\n  ]\n}\n'
    added = after(text, Add(("risks", "b"), {"title": "B"}, "a"))

    assert added == text.replace('"A" }', '"A" },\n    { "id": "b", "title": "B" }')


def test_a_compact_file_stays_compact():
    text = '{"batches":[{"id":"a","name":"A"}]}'
    assert after(text, Set(("batches", "a", "blockers"), (), ("x", "y"))) == (
        '{"batches":[{"id":"a","name":"A","blockers":["x","y"]}]}'
    )


def test_a_short_form_becomes_an_object_when_more_is_to_be_said():
    text = '{"checklists": [{"name": "C", "items": ["one", "two"]}]}'
    assert after(text, Set(("checklists", "c", "items", "one", "done"), False, True)) == text.replace(
        '"one"', '{"text": "one", "done": true}'
    )


def test_line_ends_and_the_byte_order_mark_are_kept():
    data = b"\xef\xbb\xbf" + TWO.replace("\n", "\r\n").encode()
    changed = edited(parse(data, "plan.json"), [Add(("batches", "n"), {"name": "N"}, "b")]).to_bytes()
    assert changed.startswith(b"\xef\xbb\xbf{\r\n")
    assert changed.count(b"\n") == changed.count(b"\r\n")


def test_control_and_direction_characters_are_written_as_escapes():
    assert '"name": "a\\u001b\\u009b\\u202eb – 李"' in after(
        TWO, Set(("batches", "a", "name"), "A", "a\x1b\x9b\u202eb – 李")
    )


def test_an_empty_object_is_a_plan_that_can_grow():
    assert after("{}", Set(("project", "name"), "", "P")) == '{\n  "project": {\n    "name": "P"\n  }\n}'
