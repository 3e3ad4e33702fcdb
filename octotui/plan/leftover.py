"""What is still open in something that is said to be done: told beside the change, never in its way."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator

from octotui.plan.batches import Batch
from octotui.plan.board import Item
from octotui.plan.board_rules import BoardRules
from octotui.plan.checklists import Checklist, ChecklistItem
from octotui.plan.edits import Edits, Path, Set, value_at
from octotui.plan.plan import Plan
from octotui.plan.progress import phase_progress
from octotui.plan.releases import Release
from octotui.plan.roles import PHASES
from octotui.plan.vote_cover import gate_lists
from octotui.plan.voting import voters_missing
from octotui.plan.waiting import Waiting
from octotui.plan.waivers import waivers_by_path
from octotui.plan.whose import role_named
from octotui.plan.words import counted

SAID_BY = frozenset({"status", "column", "phase"})
"""Fields that say how far a thing is."""
ASKED = frozenset({"batches", "items", "releases"})
"""Where things are that may leave something open."""


def still_open(plan: Plan, path: Path) -> tuple[str, ...]:
    """What a thing leaves open that is done, released, or in a later phase: ``2 gates``, ``waits on e-7``.

    Args:
        plan: The plan, in which the thing is done already.
        path: A batch, a card or a release; anything else leaves nothing open.
    """
    match value_at(plan, path):
        case Batch() as batch if batch.is_done:
            return tuple(_of_batch(plan, batch))
        case Item() as card:
            rules = BoardRules(plan.board)
            if rules.is_done(card):
                return (*(one.reason for one in rules.broken(card)), *_waits(plan, card))
        case Release() as release if release.status == "released" or release.phase != PHASES[0]:
            return tuple(_of_release(plan, release)) if release.status in ("active", "released") else ()
    return ()


def with_leftovers(title: str, after: Callable[[], Plan], edits: Edits) -> str:
    """What was changed, with what that leaves open: ``batch-2 status: … → done; still open: 2 gates``.

    Args:
        title: The change in words.
        after: Gives the plan after it, if it has to be looked at.
        edits: The change.
    """
    said = (edit.path for edit in edits if isinstance(edit, Set) and edit.path[-1] in SAID_BY)
    paths = dict.fromkeys(path[:-1] for path in said if path[0] in ASKED)
    if not paths:
        return title
    plan = after()
    left = {path: words for path in paths if (words := still_open(plan, path))}
    told = (_listed(words) if len(paths) == 1 else f"{path[-1]}: {_listed(words)}" for path, words in left.items())
    return f"{title}; still open: {'; '.join(told)}" if left else title


def _listed(words: tuple[str, ...]) -> str:
    return ("; " if any("," in word for word in words) else ", ").join(words)


def _of_batch(plan: Plan, batch: Batch) -> Iterator[str]:
    if gates := sum(not gate.passed for gate in batch.gates):
        yield counted(gates, "gate")
    rules = BoardRules(plan.board)
    if cards := sum(card.batch == batch.id and not rules.is_done(card) for card in plan.items):
        yield counted(cards, "card")
    yield from _unticked(one for one in plan.checklists if one.batch == batch.id)
    yield from _waits(plan, batch)


def _of_release(plan: Plan, release: Release) -> Iterator[str]:
    waived = waivers_by_path(plan, release)
    path = ("releases", release.id, "gates")
    if gates := sum(not gate.passed and (*path, gate.id) not in waived for gate in release.gates):
        yield counted(gates, "gate")
    phases = PHASES[:2] if release.status == "released" else PHASES[: PHASES.index(release.phase)]
    counts = [phase_progress(plan, release, phase) for phase in phases]
    if tasks := sum(count.total - count.done for count in counts):
        yield counted(tasks, "task")
    if release.status == "released":
        yield from _unticked(gate_lists(plan, release), waived)
    if votes := len(voters_missing(plan, release)):
        yield f"{counted(votes, 'vote')} missing"
    for vote in (vote for vote in release.votes if vote.vote == "no-go"):
        role = role_named(plan, vote.role)
        yield f"NO-GO of {role.name if role else vote.role}"


def _unticked(checklists: Iterable[Checklist], waived: Container[Path] = ()) -> Iterator[str]:
    needed = (("checklists", one.id, "items", item.id) for one in checklists for item in one.items if _is_needed(item))
    if points := sum(path not in waived for path in needed):
        yield f"{counted(points, 'point')} of checklists"


def _is_needed(item: ChecklistItem) -> bool:
    return not item.done and not item.optional


def _waits(plan: Plan, thing: Batch | Item) -> Iterator[str]:
    if names := [blocker.name for blocker in Waiting(plan).waiting_on(thing)]:
        yield f"waits on {', '.join(names)}"
