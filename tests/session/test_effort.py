"""One edit is one save, and a save does nothing twice: counted, for time depends on the machine."""

import io
from collections import Counter
from pathlib import Path

import pytest
import rtoml
import tomlrt

from octotui.plan.edits import Add, Move, Remove, Set
from octotui.session.session import Session
from octotui.store import source, toml_places

BLOCK = 1_500
"""Characters; more than any block of the sample has, and a fiftieth of it."""


class Effort:
    """How much work a save was.

    Attributes:
        parsed: How long the texts were that the fast parsers got.
        seen: The parts of the text that the slow parser got.
        read: How often each file was read, by its name.
        scanned: How many characters of it were looked through for headers, each time.
    """

    def __init__(self, monkeypatch):
        self.forget()
        self.monkeypatch = monkeypatch
        self.count(rtoml, "loads", lambda text, **_: self.parsed.append(len(text)))
        self.count(source.json, "loads", lambda text, **more: self.parsed.append(len(text)) if more else None)
        self.count(tomlrt, "loads", self.seen_by_tomlrt)
        self.count(io, "open", self.opened)
        self.count(toml_places, "headers_in", lambda text, start, end: self.scanned.append(end - start))

    def forget(self):
        self.parsed, self.seen, self.scanned, self.read = [], [], [], Counter()

    def seen_by_tomlrt(self, text):
        self.seen.append(text)

    def opened(self, path, mode="r", *_, **__):
        if isinstance(path, Path) and mode in ("r", "rb"):
            self.read[path.name] += 1

    def count(self, module, name, note):
        real = getattr(module, name)

        def counted(*args, **more):
            note(*args, **more)
            return real(*args, **more)

        self.monkeypatch.setattr(module, name, counted)


@pytest.fixture
def session(sample):
    session = Session.open(sample(), who="ana")
    session.apply([Set(("risks", session.plan.risks[0].id, "impact"), session.plan.risks[0].impact, "low")])
    assert session.save().state == "saved"
    yield session
    session.close()


@pytest.fixture
def effort(session, monkeypatch):
    return Effort(monkeypatch)


def saved(session, *edits):
    session.apply(edits)
    assert session.save().state == "saved"


def edit_of(session, kind):
    risk, other = session.plan.risks[3], session.plan.risks[1]
    return {
        "another value": Set(("risks", risk.id, "impact"), risk.impact, "medium" if risk.impact != "medium" else "low"),
        "a new key": Set(("risks", risk.id, "notes"), None, "seen on Tuesday"),
        "a key taken away": Set(("risks", other.id, "owner"), other.owner, None),
        "a new thing": Add(("risks", "new"), {"title": "New", "probability": "low", "impact": "low"}, risk.id),
        "a thing taken away": Remove(("risks", risk.id), None, session.plan.risks[2].id),
        "another order": Move(("risks", risk.id), session.plan.risks[2].id, None),
        "a value in a list in a line": Set(
            ("checklists", session.plan.checklists[0].id, "name"), session.plan.checklists[0].name, "Other"
        ),
    }[kind]


IN_A_BLOCK = ["another value", "a new key", "a key taken away", "a value in a list in a line"]


@pytest.mark.parametrize("kind", IN_A_BLOCK)
def test_of_the_text_a_save_parses_the_block_and_reads_the_journal_once(session, effort, kind):
    saved(session, edit_of(session, kind))
    assert sum(effort.parsed) <= 2 * BLOCK
    assert sum(map(len, effort.seen)) <= BLOCK
    assert effort.read["journal.jsonl"] == 1


@pytest.mark.parametrize("kind", ["a new thing", "a thing taken away", "another order"])
def test_a_save_of_other_blocks_parses_the_text_once(session, effort, kind):
    saved(session, edit_of(session, kind))
    assert len([length for length in effort.parsed if length > 2 * BLOCK]) == 1
    assert sum(map(len, effort.seen)) <= BLOCK
    assert effort.read["journal.jsonl"] == 1


def test_of_the_text_only_the_block_is_looked_through(session, effort):
    saved(session, edit_of(session, "another value"))
    assert sum(effort.scanned) <= BLOCK


def test_of_the_text_only_the_blocks_are_looked_through_when_several_change(session, effort):
    saved(session, *(Set(("risks", risk.id, "notes"), risk.notes, "seen") for risk in session.plan.risks[5:9]))
    assert len(effort.seen) == 4
    assert sum(effort.scanned) <= 8 * BLOCK


def test_undo_parses_the_block(session, effort):
    session.undo()
    assert session.save().state == "saved"
    assert sum(effort.parsed) <= 2 * BLOCK
    assert effort.seen == []


@pytest.mark.parametrize(("changes", "whole"), [(1, 0), (3, 1)])
def test_following_the_disk_parses_the_block_that_changed_or_the_text_once(session, effort, changes, whole):
    session.path.write_text(session.document.text.replace('"low"', '"high"', changes))
    assert session.follow().state == "saved"
    assert len([length for length in effort.parsed if length > 2 * BLOCK]) == whole
    assert effort.seen == []


def test_things_that_no_edit_is_about_are_the_very_same_afterwards(session):
    before = session.document.plan
    saved(session, edit_of(session, "another value"))
    after = session.document.plan
    assert all(one is other for one, other in zip(before.batches, after.batches, strict=True))
    assert sum(one is not other for one, other in zip(before.risks, after.risks, strict=True)) == 1
