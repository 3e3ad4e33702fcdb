"""Changes that are not on disk, kept for the next start: they outlive a crash."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Final, get_args
from uuid import uuid4

from octotui.plan.disputes import Dispute, Why
from octotui.plan.edits import parse_path, path_text
from octotui.plan.edits_json import edits_from_json, edits_to_json, value_from_json, value_to_json
from octotui.plan.ground import Ground
from octotui.plan.problems import PlanError
from octotui.store.lock import is_still_there, try_lock
from octotui.store.state import made, state_error, state_of

_SUFFIX: Final = ".json"


class Held:
    """The file of one open session in which its unsaved changes and its disputes are kept.

    Each line says all of it; the last whole one holds, so that no kill at any moment can lose what was kept before.

    Attributes:
        kept: What is kept.
    """

    def __init__(self, path: Path) -> None:
        """A place for a session on a plan; nothing is written yet."""
        self._folder = state_of(path) / "held"
        self._file: IO[bytes] | None = None
        self._place = self._folder
        self._left: Path | None = None
        self._is_over = False
        self.kept: tuple[Dispute, ...] = ()

    def keep(self, disputes: Sequence[Dispute]) -> None:
        """Keep these and nothing else; when this returns they are on disk.

        Raises:
            PlanError: There is no room for them.
        """
        if tuple(disputes) == self.kept:
            return
        try:
            if disputes:
                file = self._own()
                file.write(json.dumps([_written(dispute) for dispute in disputes]).encode() + b"\n")
                file.flush()
                os.fsync(file.fileno())
                if not self._place.exists():
                    Path(file.name).rename(self._place)  # locked and written: now others may see it
            elif self._file is not None:
                self._let_go()
            if self._left is not None:
                self._left.unlink(missing_ok=True)
                self._left = None
        except OSError as error:
            raise state_error(self._folder, error) from None
        self.kept = tuple(disputes)
        if self._is_over:  # a save that was on its way when the session was closed
            self._let_go()

    def close(self) -> None:
        """Let go of it: what is kept is now left behind."""
        self._is_over = True
        self._let_go()

    def _let_go(self) -> None:
        if self._file is not None:
            self._left = self._place
            self._file.close()
            self._file = None

    def _own(self) -> IO[bytes]:
        """The open file, locked: as long as it is, nobody takes it for left behind."""
        if self._file is None:
            made(self._folder)
            self._place = self._folder / f"{uuid4().hex}{_SUFFIX}"
            self._file = self._place.with_suffix(".new").open("xb")
            try_lock(self._file)
        return self._file


def leave(path: Path, disputes: Iterable[Dispute]) -> None:
    """Leave disputes for those whose they are: a session of theirs takes them over.

    Raises:
        PlanError: There is no room for them.
    """
    by_owner: dict[str, list[Dispute]] = {}
    for dispute in disputes:
        by_owner.setdefault(dispute.who, []).append(dispute)
    for theirs in by_owner.values():
        place = Held(path)
        place.keep(theirs)
        place.close()


def adopt(path: Path, held: Held, who: str | None = None) -> tuple[Dispute, ...]:
    """Take over what was left behind, the oldest first.

    Args:
        path: The plan.
        held: Where it is kept from now on.
        who: Whose it has to be; None takes over everybody's.

    Raises:
        PlanError: It cannot be kept there; it stays where it is.
    """
    folder = state_of(path) / "held"
    found: list[Dispute] = []
    with contextlib.ExitStack() as stack:
        taken: list[Path] = []
        for place in folder.glob(f"*{_SUFFIX}") if folder.is_dir() else ():
            try:
                file = stack.enter_context(place.open("rb"))
            except FileNotFoundError:  # another session was faster
                continue
            if try_lock(file) and is_still_there(file, place):
                left = _read(file)
                if who is None or all(dispute.who == who for dispute in left):
                    found += left
                    taken.append(place)
        if taken:
            found.sort(key=lambda dispute: dispute.at)
            held.keep((*held.kept, *found))
            for place in taken:
                place.unlink(missing_ok=True)
    return tuple(found)


def is_anything_left(path: Path) -> bool:
    """Whether changes of a plan are kept that are not in it."""
    folder = state_of(path) / "held"
    return folder.is_dir() and any(folder.glob(f"*{_SUFFIX}"))


def _written(dispute: Dispute) -> dict[str, Any]:
    edits = edits_to_json(dispute.edits)
    grounds = [[path_text(one.path), value_to_json(one.value), list(one.row)] for one in dispute.grounds]
    return {"why": dispute.why, "edits": edits, "who": dispute.who, "at": dispute.at.isoformat(), "grounds": grounds}


def _read(file: IO[bytes]) -> list[Dispute]:
    """What the last whole line says; a line that was cut short was promised to nobody."""
    for line in reversed(file.readlines()):
        try:
            records = json.loads(line)
            return [_dispute(record) for record in records]
        except (ValueError, KeyError, TypeError, PlanError):  # cut short, or of another version of octotui
            continue
    return []


def _dispute(record: dict[str, Any]) -> Dispute:
    why = record["why"]
    if why not in get_args(Why):
        raise ValueError(why)
    at = datetime.fromisoformat(record["at"]).astimezone(UTC)
    grounds = tuple(_ground(*ground) for ground in record.get("grounds", ()))
    return Dispute(why, edits_from_json(record["edits"]), str(record["who"]), at, grounds)


def _ground(path: str, value: Any, row: Sequence[str]) -> Ground:
    ground = Ground(parse_path(path), value_from_json(value), tuple(row))
    if ground.path[-1] not in ground.row:
        raise ValueError(path)
    return ground
