"""Checklists: kick-off, release checkpoints, incident response, and any other (documents 000, 002, 003, 004)."""

from __future__ import annotations

from typing import ClassVar

from octotui.plan.base import Entity
from octotui.plan.values import Filled, Flag, Moment, Target


class ChecklistItem(Entity):
    """A point of a checklist; a string until someone ticks it.

    Attributes:
        role: The role it falls to; "all" is everyone.
        optional: Whether a gate may pass without it.
    """

    identity: ClassVar[tuple[str, ...]] = ("text",)
    writes_id: ClassVar[bool] = False
    short: ClassVar[str] = "text"

    text: Filled
    role: str = ""
    owner: str = ""
    done: Flag = False
    by: str = ""
    at: Moment | None = None
    optional: Flag = False
    due: Target | None = None
    notes: str = ""


class Checklist(Entity):
    """A list of points to tick off.

    Attributes:
        release: The release it belongs to; without one it is a list of its own.
        gate: Whether its items count in the go/no-go.
        when: When it is to be done, in words ("1 week before").
    """

    name: Filled
    release: str = ""
    batch: str = ""
    gate: Flag = False
    when: str = ""
    due: Target | None = None
    summary: str = ""
    items: tuple[ChecklistItem, ...] = ()

    @property
    def ticked(self) -> int:
        """How many items are done."""
        return sum(item.done for item in self.items)

    @property
    def progress(self) -> int:
        """Done items in percent, 0–100; an empty list is at 0."""
        return 100 * self.ticked // len(self.items) if self.items else 0

    @property
    def is_done(self) -> bool:
        """Whether there are items and all are ticked."""
        return bool(self.items) and self.ticked == len(self.items)
