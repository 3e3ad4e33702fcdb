"""My day: what falls to a person or a role, late first (document 004, "Cross-Role Collaboration Checklists")."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, tzinfo

from octotui.plan.claims import STATES, Claim, ClaimKind, ClaimState, claims
from octotui.plan.edits import Path, path_text
from octotui.plan.frozen import Frozen
from octotui.plan.plan import Plan
from octotui.plan.whose import Whose, whose
from octotui.plan.words import counted


class Duty(Frozen):
    """Something that falls to somebody.

    Attributes:
        path: What it is about.
        kind: What that is.
        label: What a person calls it.
        why: Why it is theirs: ``owner``, ``role Release Manager``, ``attends as Technical Lead``.
        due: The day it is due; None if nothing says when.
        state: Late, today, soon (within a week), or open.
        of: What it belongs to, where its path does not say enough.
        late: How many days it has been late.
    """

    path: Path
    kind: ClaimKind
    label: str
    why: str
    due: date | None
    state: ClaimState
    of: str = ""
    late: int = 0

    @property
    def id(self) -> str:
        """Its path as text."""
        return path_text(self.path)

    @property
    def when(self) -> str:
        """When it is due, in words: ``3 days late``, ``late``, ``today``, ``2026-11-24``; empty if nobody knows."""
        if self.state == "late":
            return f"{counted(self.late, 'day')} late" if self.late else "late"
        return "today" if self.state == "today" else str(self.due or "")


def mine(plan: Plan, name: str, now: datetime, today: date, zone: tzinfo | None = None) -> tuple[Duty, ...]:
    """Everything that falls to a person or a role on a day.

    Args:
        plan: The plan.
        name: A handle, a person's name, or the id or the name of a role; see `octotui.plan.whose`.
        now: The moment.
        today: The day, where the team is.
        zone: Where the team is; None is where the program runs.

    Returns:
        Late first, then what is due today, soon, and the rest; each by its day.
    """
    return duties(claims(plan, now, today, zone), whose(plan, name), today)


def duties(found: Iterable[Claim], who: Whose, today: date) -> tuple[Duty, ...]:
    """The claims on somebody as their duties, late first; what is theirs twice is listed once."""
    theirs: dict[Path, Duty] = {}
    for claim in found:
        why = why_mine(claim, who)
        if why and claim.path not in theirs:
            late = (today - claim.due).days if claim.due and claim.state == "late" else 0
            theirs[claim.path] = Duty(
                claim.path, claim.kind, claim.label, why, claim.due, claim.state, claim.of, max(late, 0)
            )
    return tuple(sorted(theirs.values(), key=lambda duty: (STATES.index(duty.state), duty.due or date.max)))


def why_mine(claim: Claim, who: Whose) -> str:
    """Why a claim falls to somebody; empty if it does not."""
    if any(map(who.is_named, claim.names)):
        return claim.part
    role = next(filter(None, map(who.role_in, claim.names)), "")
    if not role or role == "everyone":
        return role
    return f"role {role}" if claim.part == "owner" else f"{claim.part} as {role}"


def open_counts(found: Iterable[Claim], everybody: Mapping[str, Whose]) -> dict[str, tuple[int, int]]:
    """How many duties each of several people or roles has, and how many of those are late.

    Args:
        found: The claims.
        everybody: Those who are counted, by a key of the caller's.
    """
    theirs: dict[str, dict[Path, bool]] = {key: {} for key in everybody}
    meant: dict[str, list[str]] = {}
    for claim in found:
        for name in claim.names:
            if name not in meant:
                meant[name] = [key for key, who in everybody.items() if who.means(name)]
            for key in meant[name]:
                theirs[key][claim.path] = claim.state == "late"
    return {key: (len(paths), sum(paths.values())) for key, paths in theirs.items()}
