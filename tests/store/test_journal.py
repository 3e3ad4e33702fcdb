"""The journal of saves: what it knows, what is unsettled, who did what."""

from datetime import UTC, datetime

import pytest

from octotui.plan.edits import Set
from octotui.plan.frozen import replace
from octotui.store import journal as journal_module
from octotui.store.journal import Entry, Journal
from octotui.store.state import state_of

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@pytest.fixture
def plan(tmp_path):
    return tmp_path / "plan.toml"


@pytest.fixture
def journal(plan):
    return Journal(plan)


def entry(number: int, who: str = "ana") -> Entry:
    return Entry(NOW, who, (Set(("project", "name"), None, f"{number} 李"),), f"c{number - 1}", f"c{number}")


def test_it_knows_the_last_content_only(journal):
    assert not journal.knows("c1")
    journal.note(entry(1))
    journal.note(entry(2))
    assert (journal.knows("c1"), journal.knows("c2")) == (False, True)
    journal.mark("theirs")
    assert (journal.knows("c2"), journal.knows("theirs")) == (False, True)


def test_what_was_saved_since_somebody_elses_content_is_unsettled(journal):
    journal.note(entry(1))
    journal.mark("theirs")
    journal.note(entry(2))
    journal.note(entry(3))
    assert journal.unsettled() == (entry(2), entry(3))
    assert journal.entries() == (entry(1), entry(2), entry(3))


def test_where_git_was_is_remembered(journal):
    noted = replace(entry(1), blobs=("a" * 40, "b" * 40), moves=7)
    journal.note(noted)
    assert journal.entries() == (noted,)


def test_a_save_that_did_not_happen_is_taken_back(journal):
    journal.note(entry(1))
    journal.note(entry(2))
    journal.take_back()
    assert journal.knows("c1")
    assert journal.unsettled() == (entry(1),)


def test_it_tells_what_lies_between_two_contents_unless_others_came_between(journal):
    for number in (1, 2, 3):
        journal.note(entry(number))
    assert journal.since("c1") == (entry(2), entry(3))
    assert journal.since("other") == ()
    journal.mark("theirs")
    journal.note(entry(4))
    assert journal.since("c1") == ()


def test_a_line_that_a_killed_process_left_is_stepped_over(journal, plan):
    journal.note(entry(1))
    file = state_of(plan) / "journal.jsonl"
    with file.open("ab") as torn:
        torn.write(b'{"at": "2026-11')
    assert not journal.knows("c1")
    journal.note(entry(2))
    assert journal.entries() == (entry(1), entry(2))
    assert journal.knows("c2")


def test_lines_of_another_version_are_stepped_over(journal, plan):
    journal.note(entry(1))
    with (state_of(plan) / "journal.jsonl").open("ab") as other:
        other.write(
            b'[1]\n{"at": 3}\n{"at": "2026-11-20T09:30:00+00:00", "who": "x", "edits": [{}], "after": "y"}\n\xff\n'
        )
    assert journal.entries() == (entry(1),)


def test_a_long_journal_loses_its_older_half(journal, monkeypatch):
    monkeypatch.setattr(journal_module, "LONGEST", 2_000)
    for number in range(1, 101):
        journal.note(entry(number))
    kept = journal.entries()
    assert kept[-1] == entry(100)
    assert 4 < len(kept) < 30
    assert journal.since("c99") == (entry(100),)
