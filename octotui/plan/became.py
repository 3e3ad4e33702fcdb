"""What became of one thing, a line for each change: its score by what moved it, ticks with who ticked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from octotui.plan.edits import Add, Edit, Path, value_at
from octotui.plan.plaintext import one_line
from octotui.plan.plan import Plan
from octotui.plan.risks import Risk
from octotui.plan.wording import word_within

LONGEST_NAME: Final = 40
_SCORED_BY: Final = frozenset({"probability", "impact"})
_BESIDE: Final = frozenset({"by", "at", "open", "activated_by"})
"""What is noted beside another change in the same part of a thing: who and when."""
_RECORDED: Final = frozenset({"level", "status", "escalated"})
"""Changes that leave a record in a thing's history, and the time."""


def became(thing: Path, edits: Sequence[Edit], before: Any, after: Any, plan: Plan) -> Iterator[str]:
    """What became of a thing, without its name: ``status: in progress → blocked``.

    Args:
        thing: Its path.
        edits: Those that are about it.
        before: The thing before them.
        after: The thing after them.
        plan: The plan after them; of a thing that left it, the plan before.
    """
    told = [edit for edit in edits if not _is_beside(edit, edits, len(thing))]
    if scored := _scored(thing, told, before, after, plan):
        yield scored
        told = [edit for edit in told if edit.path[-1] not in _SCORED_BY or len(edit.path) > len(thing) + 1]
    for edit in told:
        yield word_within(edit, plan, len(thing)) + _who(edit, plan)


def _scored(thing: Path, edits: Sequence[Edit], before: Any, after: Any, plan: Plan) -> str:
    """A score that moved, and what moved it; nothing if none did."""
    if not isinstance(before, Risk) or not isinstance(after, Risk) or before.score == after.score:
        return ""
    causes = [
        word_within(edit, plan, len(thing)) for edit in edits if edit.path[:-1] == thing and edit.path[-1] in _SCORED_BY
    ]
    return f"score: {before.score} → {after.score} ({', '.join(causes)})"


def _is_beside(edit: Edit, edits: Sequence[Edit], depth: int) -> bool:
    """Whether an edit only notes who, when, or for the record, what another edit says."""
    inner = edit.path[depth:]
    if not inner:
        return False
    if inner[0] in ("history", "resolved"):
        return any(other.path[depth : depth + 1] and other.path[depth] in _RECORDED for other in edits)
    if inner[-1] not in _BESIDE or (len(inner) == 1 and depth <= 2):
        return False
    less = {"at"} if inner[-1] == "at" else _BESIDE
    return any(other.path[:-1] == edit.path[:-1] and other.path[-1] not in less for other in edits)


def _who(edit: Edit, plan: Plan) -> str:
    """Who ticked, behind a tick."""
    match edit:
        case Add(("releases", _, "done", _), value, _):
            who = str(value.get("by") or "")
        case _ if edit.path[0] == "checklists" and edit.path[-1] == "done":
            item = value_at(plan, edit.path[:-1])
            who = str(getattr(item, "by", "") or "")
        case _:
            who = ""
    return f" ({one_line(who, LONGEST_NAME)})" if who else ""
