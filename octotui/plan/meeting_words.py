"""What a meeting came to, in the words of its record: what it changed, and the verdict of a go/no-go.

Minutes are posted, so a security escalation is named here and not told (see `octotui.plan.audience.withheld`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from octotui.plan.audience import WITHHELD
from octotui.plan.deltas import Delta, delta_lines, deltas
from octotui.plan.edits import Add, Edit, Path, Set, value_at
from octotui.plan.escalations import Escalation
from octotui.plan.frozen import Frozen, replace
from octotui.plan.naming import slug
from octotui.plan.past import RECORDS
from octotui.plan.plaintext import one_line
from octotui.plan.plan import Plan
from octotui.plan.rhythm import Meeting
from octotui.plan.verdict import Reason, Verdict
from octotui.plan.whose import role_named
from octotui.plan.wording import STAMPS, place_words
from octotui.plan.words import counted

MOST_CHANGES: Final = 40
"""So many lines of changes are kept of a meeting."""
MOST_REASONS: Final = 8
LONGEST_CHANGE: Final = 500
LONGEST_NAME: Final = 40
NOISE: Final = (STAMPS | RECORDS) - {"resolution", "activated"}
"""Who, when, and for the record: told only where nothing else is."""
BESIDE_A_VOTE: Final = ("open", "condition", "note")
"""What goes with a vote, told only where nothing else is."""
_VERDICT: Final = re.compile(r"Verdict (GO|NO-GO|HOLD)")
_BECAUSE: Final = "because "


class RecordedVerdict(Frozen):
    """What the record of a go/no-go says of its verdict.

    Attributes:
        outcome: GO, NO-GO or HOLD; empty if it says nothing.
        reasons: Why, in words.
        others: What else was decided.
    """

    outcome: str
    reasons: tuple[str, ...]
    others: tuple[str, ...]


REVIEWED: Final = "reviewed"
"""All that became of a risk that stays as it is."""


def verdict_lines(found: Verdict, plan: Plan) -> tuple[str, ...]:
    """A verdict for the record of a go/no-go, among its decisions: ``Verdict HOLD``, ``because QA has not voted``.

    Args:
        found: The verdict at the end of the meeting.
        plan: The plan it is of.
    """
    secret = [one for one in plan.escalations if one.level == "security"]
    told = [_reason(reason, secret) for reason in found.reasons if reason.weighs != "note"]
    more = len(told) - MOST_REASONS
    rest = (f"{_BECAUSE}there {'are' if more > 1 else 'is'} {counted(more, 'more reason')}",) if more > 0 else ()
    return (f"Verdict {found.outcome}", *(f"{_BECAUSE}{text}" for text in told[:MOST_REASONS]), *rest)


def recorded_verdict(meeting: Meeting) -> RecordedVerdict:
    """The verdict in the record of a go/no-go, and what else was decided; see `verdict_lines`."""
    found = [match[1] for line in meeting.decisions if (match := _VERDICT.fullmatch(line))]
    if not found:
        return RecordedVerdict("", (), meeting.decisions)
    reasons = tuple(line.removeprefix(_BECAUSE) for line in meeting.decisions if line.startswith(_BECAUSE))
    others = (line for line in meeting.decisions if not line.startswith(_BECAUSE) and not _VERDICT.fullmatch(line))
    return RecordedVerdict(found[0], reasons, tuple(others))


def changes_in_words(old: Plan, new: Plan) -> tuple[str, ...]:
    """What became of the plan, a line for each thing: ``batch-3 “Security”: status: in progress → blocked``.

    Who and when, records of meetings and the days on which the rhythm was held are not told.

    Returns:
        At most `MOST_CHANGES` lines; the last says how many more there are.
    """
    told = [line for delta in deltas(old, new).values() if (line := _change(delta, old, new))]
    if len(told) <= MOST_CHANGES:
        return tuple(told)
    return (*told[: MOST_CHANGES - 1], f"and {len(told) - MOST_CHANGES + 1} more changes")


def _reason(reason: Reason, secret: Iterable[Escalation]) -> str:
    """A reason of a verdict, without what a security escalation is about."""
    told = reason.text
    for one in secret:
        name = WITHHELD.format(id=one.id)
        if reason.path == ("escalations", one.id):
            return name
        told = told.replace(one_line(one.title), name)
    return told


def _change(delta: Delta, old: Plan, new: Plan) -> str:
    """What became of one thing; empty if that is not worth a line."""
    if delta.path[0] == "meetings":
        return ""
    if any(isinstance(one, Escalation) and one.level == "security" for one in (delta.before, delta.after)):
        return f"{WITHHELD.format(id=delta.path[-1])}: {delta.kind}"
    words = "; ".join(_words(delta, new))
    return one_line(f"{_called(delta, old, new)}: {words}", LONGEST_CHANGE) if words else ""


def _called(delta: Delta, old: Plan, new: Plan) -> str:
    """What a thing is called: ``r-debt “Technical debt grows”``; its id alone where the name says no more."""
    place = place_words(delta.path, new if delta.after else old)
    label = getattr(delta.after or delta.before, "label", "")
    return place if slug(label) in ("unnamed", slug(delta.path[-1])) else f"{place} “{one_line(label, LONGEST_NAME)}”"


def _words(delta: Delta, new: Plan) -> Iterator[str]:
    """The changes of one thing, without who, when and for the record where there is more to tell."""
    if delta.kind in ("new", "gone"):
        yield {"new": "added", "gone": "removed"}[delta.kind]
        return
    reviews = [edit for edit in delta.edits if edit.path[2:3] == ("reviews",)]
    others = [edit for edit in delta.edits if edit not in reviews and not _is_held(edit)]
    told = [edit for edit in others if not _is_noise(edit.path)] or others
    rest = tuple(edit for edit in told if not _spoken(edit, new))
    yield from delta_lines(replace(delta, edits=rest), new) if rest else ()
    yield from filter(None, (_spoken(edit, new) for edit in told))
    if reviews:
        yield REVIEWED


def _spoken(edit: Edit, plan: Plan) -> str:
    """The words for what a go/no-go is about: a vote, a waiver, a decision; none for anything else."""
    match edit:
        case Add(("releases", _, "votes", _)) | Set(("releases", _, "votes", _, "vote")):
            vote = value_at(plan, edit.path[:4])
            role = role_named(plan, vote.role)
            return f"{role.name if role else vote.role} says {vote.vote.upper()}"
        case Add(("releases", _, "waivers", _), value):
            return f"waived {value['item']}"
        case Add(("releases", _, "decisions", _), value):
            return f"decided {value['outcome']}"
    return ""


def _is_noise(path: Path) -> bool:
    """Whether an edit notes something beside another, as a vote notes what was open when it was cast."""
    return bool(NOISE.intersection(path[2:])) or (path[2:3] == ("votes",) and path[-1] in BESIDE_A_VOTE)


def _is_held(edit: Edit) -> bool:
    return edit.path[0] in ("cadences", "checkpoints", "communications") and edit.path[-1] in ("held", "sent")
