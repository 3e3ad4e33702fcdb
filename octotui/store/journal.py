"""What octotui saved to a plan: one line for each save, so that it shows who did what, and what others saved over."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from octotui.plan.edits import Edits
from octotui.plan.edits_json import edits_from_json, edits_to_json
from octotui.plan.frozen import Frozen
from octotui.plan.problems import PlanError
from octotui.store.line_file import LineFile
from octotui.store.state import made, state_error, state_of

LONGEST: Final = 1_000_000
"""A journal of more bytes loses its older half."""


class Entry(Frozen):
    """One save.

    Attributes:
        at: When, in UTC.
        who: Whose edits they are.
        edits: What changed.
        before: The digest of the file's bytes before it.
        after: The digest of the file's bytes after it.
        blobs: What git calls those bytes; nothing outside of git.
        moves: How long git's log of what was checked out was then; see `GitTraces`.
    """

    at: datetime
    who: str
    edits: Edits
    before: str
    after: str
    blobs: tuple[str, ...] = ()
    moves: int = 0


class Journal:
    """The saves of one plan, oldest first. Written under the plan's lock; read by anybody."""

    def __init__(self, path: Path) -> None:
        """The journal of a plan, or of a link to it."""
        self._file = LineFile(state_of(path) / "journal.jsonl")

    def alone(self) -> AbstractContextManager[None]:
        """Who holds the plan's lock, and does several things here, has it read once."""
        return self._file.alone()

    def note(self, entry: Entry) -> None:
        """Write an entry; it is there before the plan is touched, so that a save that was cut short is known of.

        Raises:
            PlanError: There is no room for it.
        """
        record = {"at": entry.at.isoformat(), "who": entry.who, "edits": edits_to_json(entry.edits)}
        git = {"blobs": entry.blobs, "moves": entry.moves} if entry.blobs else {}
        self._append(record | {"before": entry.before, "after": entry.after} | git)

    @contextlib.contextmanager
    def noting(self, entry: Entry) -> Iterator[None]:
        """Write an entry, and take it back if its save fails.

        Raises:
            PlanError: There is no room for it.
        """
        self.note(entry)
        try:
            yield
        except BaseException:
            self.take_back()
            raise

    def take_back(self) -> None:
        """Take the last entry away: its save did not happen."""
        self._file.write(self._file.lines()[:-1])

    def mark(self, content: str) -> None:
        """Note that the file was seen with a content of somebody else's, which settles all that was before.

        Raises:
            PlanError: There is no room for it.
        """
        self._append({"seen": content})

    def knows(self, content: str) -> bool:
        """Whether a content, by its digest, is the last one that was saved or seen."""
        lines = self._file.lines()
        return bool(lines) and _content(_record(lines[-1])) == content

    def entries(self) -> tuple[Entry, ...]:
        """All entries."""
        return tuple(_entries(_record(line) for line in self._file.lines()))

    def unsettled(self) -> tuple[Entry, ...]:
        """The entries since the last content of somebody else's."""
        records = [_record(line) for line in self._file.lines()]
        marks = [number for number, record in enumerate(records) if "seen" in record]
        return tuple(_entries(records[marks[-1] + 1 if marks else 0 :]))

    def since(self, content: str) -> tuple[Entry, ...]:
        """The entries behind the last one that left a content; none if nothing here did, or if others came between."""
        records = [_record(line) for line in self._file.lines()]
        places = [number for number, record in enumerate(records) if _content(record) == content]
        behind = records[places[-1] + 1 :] if places else []
        return () if any("seen" in record for record in behind) else tuple(_entries(behind))

    def _append(self, record: dict[str, Any]) -> None:
        try:
            made(self._file.path.parent)
            self._file.append(json.dumps(record).encode() + b"\n", LONGEST)
        except OSError as error:
            raise state_error(self._file.path, error) from None


def _record(line: bytes) -> dict[str, Any]:
    """A line's record; none for a line that a killed process left unfinished."""
    try:
        record = json.loads(line)
    except ValueError:
        return {}
    return record if isinstance(record, dict) else {}


def _content(record: dict[str, Any]) -> str:
    return str(record.get("after") or record.get("seen") or "")


def _entries(records: Iterable[dict[str, Any]]) -> Iterator[Entry]:
    for record in records:
        try:
            at = datetime.fromisoformat(record["at"]).astimezone(UTC)
            edits = edits_from_json(record["edits"])
            git = tuple(map(str, record.get("blobs", ()))), int(record.get("moves", 0))
            yield Entry(at, str(record["who"]), edits, str(record["before"]), str(record["after"]), *git)
        except (KeyError, ValueError, TypeError, PlanError):  # a mark, or a line of another version
            continue
