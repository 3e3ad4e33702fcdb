"""What a session says: the plan changed, whether it is saved, what waits for a choice."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from octotui.plan.disputes import Dispute
from octotui.plan.edits import Edits
from octotui.plan.frozen import Frozen
from octotui.plan.plan import Plan
from octotui.plan.problems import Problem

Source = Literal["you", "undo", "redo", "disk"]


class PlanChanged(Frozen, eq=False):
    """The plan on screen became another: by which edits, and where they came from.

    Attributes:
        by: Whose change on disk it is, where that is known: names, or ``git``.
    """

    old: Plan
    new: Plan
    edits: Edits
    source: Source
    title: str
    by: str = ""


class SaveState(Frozen):
    """Whether everything is on disk, and if not, why.

    Attributes:
        state: ``saved``, ``saving``, ``held`` (edits wait for a file that can be written), ``broken`` (the
            file on disk cannot be read; the last good plan is kept).
        problems: The reasons, for ``held`` and ``broken``.
        kept: Whether what is not on disk would survive a crash.
    """

    state: Literal["saved", "saving", "held", "broken"]
    problems: tuple[Problem, ...] = ()
    kept: bool = True


class Disputed(Frozen):
    """Changes are not in the plan and wait for the user to say which side holds: these came up just now."""

    new: tuple[Dispute, ...]


Event = PlanChanged | SaveState | Disputed


class Step(Frozen, eq=False):
    """One thing the user did, and when, in UTC: what undo takes back."""

    title: str
    edits: Edits
    at: datetime
