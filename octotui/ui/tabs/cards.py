"""A card of the board: its lines in a column, and its whole story."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from octotui.plan.board import Item, PullRequest
from octotui.plan.board_rules import RULES, BoardRules
from octotui.plan.edits import Path
from octotui.plan.plan import by_id
from octotui.plan.targets import due_day, target_text
from octotui.plan.words import age_text, counted, figure
from octotui.ui.glyphs import Glyphs
from octotui.ui.meanings import name_run
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs.blockers import tell_waiting
from octotui.ui.text import Line, Run, fit, say, width_of, wrap
from octotui.ui.widgets.story import Story

NAMED: Final = 30
"""So many cells have room for an owner's name, and not just the handle."""
CI: Final = {"passed": ("done", "good"), "failed": ("warn", "bad"), "pending": ("running", "info")}
"""What CI says → the name of its glyph, and its ink."""


def card_lines(item: Item, snapshot: Snapshot, rules: BoardRules, glyphs: Glyphs, most: int, width: int) -> list[Line]:
    """A card in its column: its title, then size, owner, sprint, and what is the matter with it.

    Args:
        item: The card.
        snapshot: The plan it is in.
        rules: The rules of its board.
        glyphs: The set to draw with.
        most: So many lines of the title are shown.
        width: In cells.
    """
    return [*_title(item, snapshot, rules, glyphs, most, width), _facts(item, snapshot, rules, glyphs, width)]


def _title(item: Item, snapshot: Snapshot, rules: BoardRules, glyphs: Glyphs, most: int, width: int) -> list[Line]:
    sign = _sign(item, snapshot, rules, glyphs)
    ink = "muted" if rules.is_done(item) else ""
    lead = f"{sign[0]} " if sign[0] else ""
    rows = wrap(lead + item.title, width, ink)
    if len(rows) > most:
        left = " ".join(text for row in rows[most - 1 :] for text, _ in row)
        rows = [*rows[: most - 1], fit((say(left, ink),), width)]
    first = "".join(text for text, _ in rows[0])
    return [((lead, sign[1]), say(first.removeprefix(lead), ink)), *rows[1:]]


def _sign(item: Item, snapshot: Snapshot, rules: BoardRules, glyphs: Glyphs) -> Run:
    """Whether it is blocked, or waits on something."""
    if rules.is_done(item):
        return ("", "")
    if item.blocked:
        return (glyphs.stuck, "bad")
    return (glyphs.queued, "warn") if snapshot.waiting.is_waiting(item) else ("", "")


def _facts(item: Item, snapshot: Snapshot, rules: BoardRules, glyphs: Glyphs, width: int) -> Line:
    name = snapshot.plan.person_name(item.owner) if width >= NAMED else item.owner
    told: list[Run] = [(figure(item.points), "accent")] if item.points is not None else []
    told += [say(name, "muted")] if name else [("nobody", "faint")]
    told += [say(where, "faint")] if (where := item.sprint or item.batch) else []
    left: Line = tuple(run for fact in told for run in ((f" {glyphs.dot} ", "faint"), fact))[1:]
    right = (*_late(item, snapshot, rules), *_flags(item, rules, glyphs))
    return (*fit(left, width - width_of(right)), *right)


def _flags(item: Item, rules: BoardRules, glyphs: Glyphs) -> Line:
    """How many rules it breaks; on a card that is done, quietly."""
    broken = len(rules.broken(item))
    return ((f" {glyphs.warn}{broken}", "faint" if rules.is_done(item) else "warn"),) if broken else ()


def _late(item: Item, snapshot: Snapshot, rules: BoardRules) -> Line:
    due = due_day(item.target, snapshot.start)
    late = due is not None and due < snapshot.today and not rules.is_done(item)
    return ((" late", "bad"),) if late else ()


def tell_card(item: Item, snapshot: Snapshot, rules: BoardRules, glyphs: Glyphs, story: Story) -> None:
    """Everything about a card: where it stands, what the rules say, its criteria and pull request, what it waits on."""
    column = rules.column_name(item)
    with story.part(("items", item.id)):  # in the story, too, the keys act on the card first
        story.title(item.title, (say(item.id, "muted"), (f"  {glyphs.dot}  ", "faint"), say(column, "accent")))
    story.gap()
    _tell_facts(item, snapshot, rules, glyphs, story)
    _tell_rules(item, rules, glyphs, story)
    if item.acceptance:
        story.section("Acceptance criteria")
        for criterion in item.acceptance:
            story.point((glyphs.bullet, "faint"), criterion)
    if item.pr:
        _tell_pull_request(item.pr, ("items", item.id, "pr"), rules, glyphs, story)
    tell_waiting(item, snapshot, story, glyphs)
    if item.notes:
        story.section("Notes")
        story.text(item.notes)


def _tell_facts(item: Item, snapshot: Snapshot, rules: BoardRules, glyphs: Glyphs, story: Story) -> None:
    plan = snapshot.plan
    batch, sprint = by_id(plan.batches, item.batch), by_id(plan.sprints, item.sprint)
    if rules.is_blocked(item):
        story.fact("Blocked", (f"{glyphs.stuck} cannot move on", "bad"))
    story.fact("Points", (figure(item.points), "") if item.points is not None else ("not sized", "faint"))
    story.fact("Owner", name_run(plan.person_name(item.owner)))
    story.fact("Batch", say(f"{item.batch}  {batch.name}" if batch else item.batch))
    story.fact("Sprint", say(sprint.name or item.sprint if sprint else item.sprint))
    story.fact("Target", *_target(item, snapshot, rules))
    story.fact("Started", _since(item, snapshot.today))
    story.fact("Finished", f"{item.finished}" if item.finished else "")
    story.fact("Issue", say(item.issue))


def _target(item: Item, snapshot: Snapshot, rules: BoardRules) -> Line:
    due = due_day(item.target, snapshot.start)
    if due is None or due >= snapshot.today or rules.is_done(item):
        return (say(target_text(item.target)),)
    return (say(target_text(item.target), "bad"), (f"  {age_text(snapshot.today - due)} late", "bad"))


def _since(item: Item, today: date) -> str:
    """The first day, and how many days it has been or was since then."""
    if item.started is None:
        return ""
    days = max((item.finished or today) - item.started, timedelta()).days + 1
    took = "took" if item.finished else "on it for"
    return f"{item.started}, {took} {counted(days, 'day')}"


def _tell_rules(item: Item, rules: BoardRules, glyphs: Glyphs, story: Story) -> None:
    verdicts = rules.verdicts(item)
    if not verdicts:
        return
    broken = sum(verdict is not None for _, verdict in verdicts)
    story.section("Rules", f"{broken} broken" if broken else "all kept")
    for rule, verdict in verdicts:
        if verdict is None:
            story.point((glyphs.done, "good"), RULES[rule], "muted")
        else:
            story.point((glyphs.warn, "warn"), verdict.reason)


def _tell_pull_request(pr: PullRequest, path: Path, rules: BoardRules, glyphs: Glyphs, story: Story) -> None:
    story.section("Pull request")
    broken = {one.rule for one in rules.broken_by(pr)}
    with story.part(path):
        story.fact("Link", say(pr.url))
        story.fact("Lines", *_measured(pr.lines, f"at most {rules.max_lines}", "lines" in broken))
        story.fact("Approvals", *_measured(pr.approvals, f"at least {rules.min_approvals}", "approvals" in broken))
        shape, ink = CI.get(pr.ci or "", ("idle", "muted"))
        story.fact("CI", (f"{getattr(glyphs, shape)} {pr.ci or 'not known'}", ink))


def _measured(value: int | None, bound: str, broken: bool) -> Line:
    return ((figure(value) if value is not None else "not known", "warn" if broken else ""), (f"  {bound}", "faint"))
