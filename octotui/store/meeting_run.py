"""A meeting that is going on: kept at each step, so that it can be left, and taken up again even after a crash."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

from octotui.plan.data import data_of
from octotui.plan.edits_json import value_from_json, value_to_json
from octotui.plan.plan import Plan
from octotui.plan.problems import PlanError
from octotui.plan.reading import read_plan
from octotui.plan.rhythm import MeetingKind
from octotui.store.state import made, state_error, state_of


@dataclass
class MeetingRun:
    """Where a meeting is, and what was said in it.

    Attributes:
        kind: What is held.
        started: When, in UTC.
        lead: Who runs it.
        release: The release it is about, for a go/no-go.
        by: What its turns are, where there is a choice: ``people`` or ``batches``.
        order: The keys of its turns in the order they had at the start.
        here: The key of the turn it is at.
        seconds: How long each turn took so far.
        absent: Who is not there.
        notes: What was noted, each ``{about, text}``.
        actions: What somebody is to do, each ``{text, owner, due}``.
        parked: Topics for after.
    """

    kind: MeetingKind
    started: datetime
    lead: str = ""
    release: str = ""
    by: str = ""
    order: list[str] = field(default_factory=list)
    here: str = ""
    seconds: dict[str, float] = field(default_factory=dict)
    absent: list[str] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)
    actions: list[dict[str, Any]] = field(default_factory=list)
    parked: list[str] = field(default_factory=list)

    @property
    def total(self) -> float:
        """How long it took so far, in seconds."""
        return sum(self.seconds.values())

    def is_of(self, now: datetime) -> bool:
        """Whether it began on the same day, where the user is."""
        return self.started.astimezone().date() == now.astimezone().date()


class MeetingRuns:
    """The meetings of a plan that go on: one file each, and beside it the plan as it was when the meeting began.

    A file is written whole beside the old one and takes its place: a kill leaves one or the other. It is not flushed
    to the disk at each key: what a power loss takes is where one was, not what was changed in the plan.
    """

    def __init__(self, path: Path) -> None:
        """The meetings of a plan."""
        self._folder = state_of(path) / "meetings"

    def begin(self, run: MeetingRun, plan: Plan) -> None:
        """Keep a meeting that begins now, and the plan as it is.

        Raises:
            PlanError: There is no room for it.
        """
        self._write(self._start_of(run.kind), value_to_json(data_of(plan)))
        self.keep(run)

    def keep(self, run: MeetingRun) -> None:
        """Keep a meeting as it stands.

        Raises:
            PlanError: There is no room for it.
        """
        self._write(self._file_of(run.kind), value_to_json(asdict(run)))

    def going_on(self) -> tuple[MeetingRun, ...]:
        """The meetings that were begun and not ended."""
        found = (self.find(kind) for kind in get_args(MeetingKind))
        return tuple(run for run in found if run is not None)

    def find(self, kind: MeetingKind) -> MeetingRun | None:
        """The meeting of a kind that goes on; None if there is none, or its file is garbled."""
        from pydantic import TypeAdapter, ValidationError  # nobody is in a meeting at most starts

        try:
            return TypeAdapter(MeetingRun).validate_python(_read(self._file_of(kind)))
        except ValidationError:
            return None

    def plan_at_start(self, kind: MeetingKind) -> Plan | None:
        """The plan as it was when the meeting began; None if it cannot be read any more."""
        data = _read(self._start_of(kind))
        try:
            return read_plan(data)[0] if isinstance(data, Mapping) else None
        except PlanError:
            return None

    def end(self, kind: MeetingKind) -> None:
        """Forget a meeting."""
        for file in (self._file_of(kind), self._start_of(kind)):
            file.unlink(missing_ok=True)

    def _file_of(self, kind: MeetingKind) -> Path:
        return self._folder / f"{kind}.json"

    def _start_of(self, kind: MeetingKind) -> Path:
        return self._folder / f"{kind}.start.json"

    def _write(self, file: Path, data: Any) -> None:
        made(self._folder)
        new = file.with_suffix(".new")
        try:
            new.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
            new.replace(file)
        except OSError as error:
            raise state_error(self._folder, error) from None


def _read(file: Path) -> Any:
    """The data of a file; None if it is not there or garbled."""
    try:
        return value_from_json(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return None
