from octotui.plan.edits import Set
from octotui.store.document import parse
from octotui.store.editing import edited

PLAN = b"""[[batches]]
id = "a"
name = "A # no comment"   # the name
status = "in-progress"    # how it stands
progress = 5  # percent
notes = "x"
"""


def after(field, old, new):
    return edited(parse(PLAN, "plan.toml"), [Set(("batches", "a", field), old, new)]).text


def test_a_comment_keeps_its_column_when_the_value_gets_shorter():
    assert 'status = "done"           # how it stands\n' in after("status", "in-progress", "done")


def test_a_comment_gives_way_to_a_longer_value():
    assert 'name = "A name that is quite long" # the name\n' in after(
        "name", "A # no comment", "A name that is quite long"
    )


def test_a_hash_in_a_string_is_no_comment():
    assert 'name = "B # no comment"   # the name\n' in after("name", "A # no comment", "B # no comment")


def test_a_line_without_a_comment_is_as_it_was():
    assert 'notes = "y"\n' in after("notes", "x", "y")
