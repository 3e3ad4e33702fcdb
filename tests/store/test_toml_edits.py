"""Edits of TOML text: what is written where, and what stays."""

from datetime import UTC, date, datetime

import pytest

from octotui.plan.edits import Add, Move, Remove, Set, invert
from octotui.store.document import parse
from octotui.store.editing import edited
from octotui.store.raw import EditRefused


def after(text: str, *edits) -> str:
    return edited(parse(text.encode(), "plan.toml"), edits).text


TWO = """\
# Q4 plan

[[batches]]          # the first
id       = "a"
name     = "A"
status   = "queued"  # soon
x-team   = "blue"

# about b
[[batches]]
id       = "b"
name     = "B"
# b ends here

# == the end ==
"""


def test_a_value_changes_and_everything_around_it_stays():
    text = after(TWO, Set(("batches", "a", "status"), "queued", "done"))
    assert text == TWO.replace('"queued"  # soon', '"done"    # soon')


def test_a_new_key_stands_in_the_column_of_its_neighbours():
    text = after(TWO, Set(("batches", "b", "progress"), 0, 30))
    assert 'name     = "B"\nprogress = 30\n' in text


def test_a_new_key_is_snake_case_unless_the_entries_beside_it_say_otherwise():
    assert "root_cause = " in after('[[issues]]\nid = "i"\ntitle = "I"\n', Set(("issues", "i", "root_cause"), "", "x"))
    beside = '[[batches]]\nid = "a"\nname = "A"\ntargetDate = "Week 1"\n\n[[batches]]\nid = "b"\nname = "B"\n'
    assert 'targetDate = "Week 2"\n' in after(beside, Set(("batches", "b", "target"), None, "Week 2"))


def test_nothing_takes_a_key_away_with_its_comments():
    text = after(
        '[[batches]]\nid = "a"\nname = "A"\n# why\nowner = "x" # who\nnotes = "n"\n',
        Set(("batches", "a", "owner"), "x", None),
    )
    assert text == '[[batches]]\nid = "a"\nname = "A"\nnotes = "n"\n'


def test_days_are_days_and_moments_end_with_z():
    text = after(
        TWO,
        Set(("batches", "b", "started"), None, date(2026, 11, 2)),
        Set(("batches", "b", "target"), None, "2026-12-01"),
        Add(("batches", "b", "gates", "unit"), {"passed": True, "at": datetime(2026, 11, 3, 9, tzinfo=UTC)}, None),
    )
    assert "started  = 2026-11-02\n" in text
    assert "target   = 2026-12-01\n" in text
    assert "at = 2026-11-03T09:00:00Z" in text


def test_a_level_that_is_a_number_stays_a_number():
    text = '[[escalations]]\nid = "e"\ntitle = "E"\nlevel = 1 # team\n'
    assert "level = 2 # team\n" in after(text, Set(("escalations", "e", "level"), "1", "2"))
    assert 'level = "security" # team\n' in after(text, Set(("escalations", "e", "level"), "1", "security"))


def test_a_short_form_becomes_a_table_when_more_is_to_be_said():
    text = '[[checklists]]\nid = "c"\nname = "C"\nitems = [\n  "one", # first\n  "two"\n]\n'
    ticked = after(text, Set(("checklists", "c", "items", "one", "done"), False, True))
    assert ticked == text.replace('"one"', '{ text = "one", done = true }')
    # renamed, it keeps the id that followed from its text, for a tick or a waiver may name it
    renamed = after(text, Set(("checklists", "c", "items", "two", "text"), "two", "three"))
    assert renamed == text.replace('"two"', '{ id = "two", text = "three" }')


def test_a_bare_value_stays_bare_when_it_is_the_value_that_changes():
    assert (
        after("[metrics]\nmerged = 3 # prs\n", Set(("metrics", "merged", "value"), 3, 4))
        == "[metrics]\nmerged = 4 # prs\n"
    )
    gates = '[[batches]]\nname = "A"\ngates = { unit = false, smoke = false }\n'
    assert after(gates, Set(("batches", "a", "gates", "smoke", "passed"), False, True)) == gates.replace(
        "smoke = false", "smoke = true"
    )


def test_a_metric_gets_its_first_meaning():
    text = after("[metrics]\nci_flakes = 7.5\n", Set(("metrics", "ci_flakes", "target"), None, 5))
    assert text == "[metrics]\nci_flakes = { value = 7.5, target = 5 }\n"


def test_a_block_comes_behind_the_one_it_is_put_behind_and_aligned_as_the_file_is():
    text = after(TWO, Add(("batches", "n"), {"name": "New", "owner": "x"}, "a"))
    assert text == TWO.replace("# about b", '[[batches]]\nid    = "n"\nname  = "New"\nowner = "x"\n\n# about b')


def test_the_last_block_comes_before_what_the_file_ends_with():
    text = after(TWO, Add(("batches", "n"), {"name": "New"}, "b"))
    assert text == TWO.replace("# b ends here\n", '# b ends here\n\n[[batches]]\nid   = "n"\nname = "New"\n')


def test_the_first_block_comes_behind_the_title_of_the_file():
    text = after(TWO, Add(("batches", "n"), {"name": "New"}, None))
    assert text == TWO.replace("# Q4 plan\n\n", '# Q4 plan\n\n[[batches]]\nid   = "n"\nname = "New"\n\n')


def test_a_removed_block_takes_its_own_comments_and_no_others():
    first = after(TWO, Remove(("batches", "a"), {}, None))
    assert first == "# Q4 plan\n\n" + TWO[TWO.index("# about b") :]
    second = after(TWO, Remove(("batches", "b"), {}, "a"))
    assert second == TWO[: TWO.index("# about b")] + "# == the end ==\n"


def test_the_title_stays_even_if_it_stands_right_above_the_first_block():
    text = '# Q4 plan\n[[batches]]\nid = "a"\nname = "A"\n'
    assert after(text, Remove(("batches", "a"), {}, None)).startswith("# Q4 plan\n")


def test_a_heading_over_several_blocks_stays_when_the_first_goes_or_moves():
    x, a, b = (f'[[items]]\nid = "{item_id}"\ntitle = "T"\n' for item_id in "xab")
    text = f"{x}\n# --- Ready ---\n\n{a}\n{b}"
    assert after(text, Remove(("items", "a"), {}, "x")) == f"{x}\n# --- Ready ---\n\n{b}"
    assert after(text, Move(("items", "a"), "x", "b")) == f"{x}\n# --- Ready ---\n\n{b}\n{a}"


def test_a_block_moves_with_what_belongs_to_it():
    text = TWO.replace('x-team   = "blue"\n', 'x-team   = "blue"\n[batches.gates]\nunit = true\n')
    moved = after(text, Move(("batches", "b"), "a", None))
    assert (
        moved.index("# about b")
        < moved.index('id       = "b"')
        < moved.index("# b ends here")
        < moved.index("# the first")
    )
    assert "[batches.gates]\nunit = true\n" in moved


def test_blocks_between_other_blocks_are_found():
    text = '[[batches]]\nname = "A"\n[[risks]]\ntitle = "R"\n[[batches]]\nname = "B"\n[[risks]]\ntitle = "S"\n'
    assert after(text, Remove(("batches", "a"), {}, None)) == text.removeprefix('[[batches]]\nname = "A"\n')
    assert after(text, Add(("risks", "t"), {"title": "T"}, "r")).index("T") < text.index("S") + 30


def test_an_entry_of_a_list_gets_a_line_of_its_own_with_the_indent_of_the_others():
    text = '[[checklists]]\nid = "c"\nname = "C"\nitems = [\n    "one",   # 1\n    "two",   # 2\n]\n'
    assert '    "one",   # 1\n    "new",\n    "two",   # 2\n]' in after(
        text, Add(("checklists", "c", "items", "new"), {"text": "new"}, "one")
    )


def test_an_entry_that_looks_like_a_key_is_not_aligned():
    text = '[[checklists]]\nname  = "C"\nitems = [\n  "x",\n]\n'
    changed = after(text, Add(("checklists", "c", "items", "a-b"), {"text": "a = b"}, "x"))
    assert changed == text.replace('"x",\n', '"x",\n  "a = b",\n')


def test_a_heading_in_a_list_stays_when_the_entry_below_it_goes():
    items = 'items = [\n  # before\n\n  # the first\n  "one", # 1\n\n  # after\n\n  "two" # 2\n]\n'
    text = '[[checklists]]\nname = "C"\n' + items
    assert after(text, Remove(("checklists", "c", "items", "one"), {}, None)) == text.replace(
        '  # the first\n  "one", # 1\n', ""
    )
    assert after(text, Remove(("checklists", "c", "items", "two"), {}, "one")) == text.replace('  "two" # 2\n', "")


def test_a_new_list_of_records_has_a_line_for_each():
    text = after(
        '[[escalations]]\nid = "e"\ntitle = "E"\n',
        Add(("escalations", "e", "history", "h"), {"at": datetime(2026, 11, 3, tzinfo=UTC), "did": "called"}, None),
    )
    assert text.endswith('history = [\n  { id = "h", at = 2026-11-03T00:00:00Z, did = "called" },\n]\n')


def test_a_new_section_comes_at_the_end_of_the_file():
    assert after(TWO, Add(("risks", "r"), {"title": "R"}, None)) == TWO + '\n[[risks]]\nid    = "r"\ntitle = "R"\n'
    assert after(TWO, Add(("metrics", "prs"), {"value": 3}, None)) == TWO + "\n[metrics]\nprs = 3\n"
    assert after(TWO, Set(("project", "name"), "", "P")) == TWO + '\n[project]\nname = "P"\n'
    assert after(TWO, Add(("actions", "do-it"), {"text": "Do it"}, None)) == TWO + '\n[[actions]]\ntext = "Do it"\n'


@pytest.mark.parametrize(
    "people",
    [
        '[[people]]\nid = "ana"\nname = "Ana"\n\n[[people]]\nid = "bo"\nname = "Bo"\n',
        '[people.ana]\nname = "Ana"\n\n[people.bo]\nname = "Bo"\n',
        '[people]\nana = { name = "Ana" }\nbo = { name = "Bo" }\n',
        'people = { ana = { name = "Ana" }, bo = { name = "Bo" } }\n',
        'people = [{ id = "ana", name = "Ana" }, { id = "bo", name = "Bo" }]\n',
        'people.ana.name = "Ana"\npeople.bo.name = "Bo"\n',
        '[people]\nana = "Ana"\nbo.name = "Bo"\n',
    ],
)
def test_every_way_to_write_a_collection_takes_every_edit(people):
    document = parse(people.encode(), "plan.toml")
    changed = edited(
        document,
        [
            Set(("people", "ana", "capacity"), None, 50),
            Add(("people", "cy"), {"name": "Cy"}, "ana"),
            Set(("people", "cy", "notes"), "", "new here"),
            Remove(("people", "bo"), {}, "cy"),
        ],
    )
    assert [(person.id, person.name, person.capacity, person.notes) for person in changed.plan.people] == [
        ("ana", "Ana", 50, ""),
        ("cy", "Cy", None, "new here"),
    ]
    assert [person.id for person in edited(document, [Move(("people", "bo"), "ana", None)]).plan.people] == [
        "bo",
        "ana",
    ]


def test_parts_are_found_under_a_header_and_in_dotted_keys():
    assert after('project.name = "P" # p\n', Set(("project", "name"), "P", "Q")) == 'project.name = "Q" # p\n'
    assert (
        after('[project]\nname = "P"\n', Set(("project", "sponsor"), "", "S"))
        == '[project]\nname = "P"\nsponsor = "S"\n'
    )
    card = '[[items]]\ntitle = "T"\n'
    assert after(card, Set(("items", "t", "pr", "ci"), None, "passed")) == card + 'pr = { ci = "passed" }\n'
    assert after(card, Set(("items", "t", "pr"), None, {"url": "u"})) == card + 'pr = "u"\n'


def test_a_renamed_thing_without_a_written_id_keeps_its_id():
    text = after('[[batches]]\nname = "A"\n', Set(("batches", "a", "name"), "A", "B"))
    assert parse(text.encode(), "plan.toml").plan.batches[0].id == "a"


def test_a_twin_keeps_its_number_when_the_other_goes():
    text = '[[checklists]]\nname = "C"\nitems = ["check", "check"]\n'
    changed = after(text, Remove(("checklists", "c", "items", "check"), {}, None))
    assert changed == '[[checklists]]\nname = "C"\nitems = [{ id = "check-2", text = "check" }]\n'


def test_unknown_keys_are_set_kept_and_taken_away():
    text = after(TWO, Set(("batches", "a", "x-team"), "blue", "red"), Set(("batches", "b", "x-team"), None, ("x", 1)))
    assert 'x-team   = "red"\n' in text
    assert 'x-team   = ["x", 1]\n' in text
    assert "x-team" not in after(TWO, Set(("batches", "a", "x-team"), "blue", None))


def test_line_ends_and_the_byte_order_mark_are_kept():
    data = b"\xef\xbb\xbf" + TWO.replace("\n", "\r\n").encode()
    changed = edited(
        parse(data, "plan.toml"),
        [
            Set(("batches", "a", "owner"), "", "x"),
            Add(("batches", "n"), {"name": "New"}, "a"),
            Add(("risks", "r"), {"title": "R"}, None),
            Add(("batches", "a", "gates", "unit"), {"passed": True}, None),
        ],
    ).to_bytes()
    assert changed.startswith(b"\xef\xbb\xbf# Q4 plan\r\n")
    assert changed.count(b"\n") == changed.count(b"\r\n") > TWO.count("\n")


def test_a_file_without_a_last_line_end_does_not_swallow_what_is_added():
    text = '[[batches]]\nid = "a"\nname = "A"\n# last note'
    assert after(text, Add(("batches", "b"), {"name": "B"}, "a")) == text + '\n\n[[batches]]\nid = "b"\nname = "B"\n'
    assert after(text, Add(("risks", "r"), {"title": "R"}, None)) == text + '\n\n[[risks]]\nid = "r"\ntitle = "R"\n'


def test_control_and_direction_characters_are_written_as_escapes():
    text = after(TWO, Set(("batches", "a", "name"), "A", "a\x1b[2J\x9b\u202eb\nc – 李"))
    assert 'name     = "a\\u001B[2J\\u009B\\u202Eb\\nc – 李"\n' in text


def test_texts_of_several_lines_stay_as_they_are():
    text = '[[batches]]\r\nname = "A"\r\nnotes = """\r\none\r\ntwo"""\r\n'
    document = parse(text.encode(), "plan.toml")
    assert document.plan.batches[0].notes == "one\ntwo"
    assert edited(document, [Set(("batches", "a", "owner"), "", "x")]).text == text + 'owner = "x"\r\n'


def test_many_edits_are_one_text():
    text = after(
        TWO,
        Add(("batches", "n"), {"name": "New"}, "b"),
        Set(("batches", "n", "progress"), 0, 5),
        Move(("batches", "n"), "b", None),
        Remove(("batches", "b"), {}, "a"),
        Set(("batches", "a", "name"), "A", "Z"),
    )
    assert [(batch.id, batch.name, batch.progress) for batch in parse(text.encode(), "p.toml").plan.batches] == [
        ("n", "New", 5),
        ("a", "Z", 0),
    ]


def test_no_edits_change_nothing():
    assert after(TWO) == TWO


def test_what_the_text_cannot_say_is_refused_with_the_reason():
    mixed = '[people]\nana = { name = "Ana" }\n\n[people.bo]\nname = "Bo"\n'
    with pytest.raises(EditRefused, match="written in lines and in blocks"):
        after(mixed, Move(("people", "bo"), "ana", None))
    with pytest.raises(EditRefused):
        after(TWO, Set(("batches", "a", "name"), "A", "half a character \ud800"))


def test_a_move_to_where_a_thing_is_changes_nothing():
    assert after('issues = [{ title = "x" }]\n', Move(("issues", "x"), None, None)) == 'issues = [{ title = "x" }]\n'
    assert after(TWO, Move(("batches", "b"), "a", "a")) == TWO


@pytest.mark.parametrize("wanted", ["ci-rate", "Ärger"])
def test_an_id_that_its_key_would_not_give_back_is_refused_in_words(wanted):
    with pytest.raises(EditRefused, match="its key in the file would make its id"):
        after("[metrics]\na = 1\n", Add(("metrics", wanted), {"value": 1}, "a"))


@pytest.mark.parametrize(
    "text",
    [
        "[metrics]\ncov = { value = 71, target = 80 }\n",
        "[metrics.cov]\nvalue = 71\ntarget = 80\n",
        '[metrics.cov]\nvalue = 71   # in percent\n\n[project]\nname = "P"\n',
    ],
)
def test_a_first_reading_taken_back_leaves_the_text_as_it_was(text):
    reading = Add(("metrics", "cov", "history", "2026-11-20"), {"on": date(2026, 11, 20), "value": 72}, None)

    with_it = after(text, reading)

    assert "history = [" in with_it
    assert after(with_it, *invert([reading])) == text


@pytest.mark.parametrize(
    "history",
    [
        "history = [\n  # from the dashboard\n  [2026-11-20, 72],\n]\n",
        "# from the dashboard\nhistory = [\n  [2026-11-20, 72],\n]\n",
        "history = [[2026-11-20, 72]]  # from the dashboard\n",
    ],
)
def test_a_list_that_somebody_commented_on_stays(history):
    text = f"[metrics.cov]\nvalue = 71\n{history}"
    reading = Add(("metrics", "cov", "history", "2026-11-20"), {"on": date(2026, 11, 20), "value": 72}, None)

    assert "# from the dashboard" in after(text, *invert([reading]))
