"""What a risk review tells of a risk, and of what the review came to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from octotui.plan.plan import Plan, by_id
from octotui.plan.risk_moves import Days, Outcome, by_outcome, not_reviewed
from octotui.plan.risk_review import BANDS, ScoreChange, trend
from octotui.plan.risks import Risk
from octotui.plan.words import short_day
from octotui.ui.glyphs import Glyphs
from octotui.ui.meanings import BANDS as BAND_INKS
from octotui.ui.meanings import LEVEL_INKS, LEVEL_NAMES, name_run, percent_bar, score_run, status_line
from octotui.ui.snapshot import Snapshot
from octotui.ui.sparks import sparkline
from octotui.ui.tabs.risk_story import RiskStory, reviewed_line
from octotui.ui.text import Line, Run, say, width_of
from octotui.ui.widgets.story import Story

TEACHES: Final = (
    "The risk review: each open risk in its turn, the worst first.",
    "",
    "There is none yet. a adds the first, or write it in the file:",
    "",
    "[[risks]]",
    'title = "CI fixes take longer than two weeks"',
    'probability = "high"     # low, medium, high',
    'impact = "critical"      # low, medium, high, critical',
)
HEADINGS: Final[dict[Outcome, tuple[str, str]]] = {
    "up": ("Up", "bad"),
    "down": ("Down", "good"),
    "new": ("New", "warn"),
    "reopened": ("Open again", "warn"),
    "closed": ("Closed", "good"),
    "happened": ("Happened", "bad"),
}
"""What became of risks, and its ink."""
SPARKS: Final = 12
"""So many scores of the past are drawn."""
BAR: Final = 8
APART: Final = "   "
MOST: Final = 12
"""So many risks that nobody looked at are named."""


def tell_risk(
    risk: Risk, notes: Sequence[str], snapshot: Snapshot, glyphs: Glyphs, story: Story, *, title_room: int
) -> None:
    """Tell of a risk whose turn it is.

    Args:
        risk: The risk.
        notes: What was noted about it in this meeting.
        snapshot: The plan it is in.
        glyphs: The set to draw with.
        story: Where it is told.
        title_room: The cells there are for its title over the story; a longer one is told here in full.
    """
    with story.part(("risks", risk.id)):
        if width_of((say(risk.title),)) > title_room:
            story.text(risk.title, "bold")
        story.rows(_flowing(_facts(risk, snapshot, glyphs), story.width))
    for note in notes:
        story.point((glyphs.bullet, "accent"), note)
    _tell_threatened(risk, snapshot, glyphs, story)
    told = RiskStory(risk, snapshot, glyphs)
    told.tell_mitigation(story)
    told.tell_contingency(story)
    told.tell_notes(story)
    told.tell_reviews(story)


def tell_outcome(before: Plan, after: Plan, days: Days, glyphs: Glyphs, story: Story) -> None:
    """Tell what a review came to.

    Args:
        before: The plan when it began.
        after: The plan now.
        days: Its days.
        glyphs: The set to draw with.
        story: Where it is told.
    """
    if not after.risks:
        story.teach(TEACHES)
        return
    told, left = trend(before, after, days.today), not_reviewed(after, days)
    _tell_figure("Score sum", told.before.score, told.after.score, "", glyphs, story)
    for band in BANDS:
        _tell_figure(band.capitalize(), told.before.bands[band], told.after.bands[band], BAND_INKS[band], glyphs, story)
    for outcome, changes in by_outcome(before, after).items():
        heading, ink = HEADINGS[outcome]
        story.section(heading, str(len(changes)))
        for change in changes:
            story.row(*_change(change, ink, glyphs))
    if left:
        story.section("Not reviewed", str(len(left)))
        for risk in left[:MOST]:
            story.point(score_run(risk.score), risk.title)
        if len(left) > MOST:
            story.text(f"and {len(left) - MOST} more", "muted")


def _facts(risk: Risk, snapshot: Snapshot, glyphs: Glyphs) -> Iterable[Line]:
    """Who owns it, how it stands since when, when it was looked at, how it was scored, what it is called."""
    owner = snapshot.plan.person_name(risk.owner)
    yield (name_run(owner) if owner else ("nobody owns it: o", "warn"),)
    day = {"closed": risk.closed, "happened": risk.happened}.get(risk.status, risk.identified)
    yield (*status_line(risk.status, glyphs), (f" since {short_day(day)}" if day else "", "muted"))
    is_fresh = risk.last_review is not None and risk.last_review >= snapshot.today
    tick = (f"{glyphs.done} " if is_fresh else "", "good")
    yield (tick, ("reviewed ", "muted"), *reviewed_line(risk, snapshot.today))
    scores = risk.scores[-SPARKS:]
    if len(scores) > 1:
        figures = f" {glyphs.flat} ".join(map(str, scores))
        yield ((sparkline(scores, SPARKS, glyphs), "accent"), (f" {figures}", "muted"))
    yield (say(f"{risk.id}{f', {risk.category}' if risk.category else ''}", "muted"),)


def _flowing(facts: Iterable[Line], width: int) -> Iterable[Line]:
    """Facts one behind the other, as many in a line as there is room for."""
    row: Line = ()
    for fact in facts:
        longer = (*row, (APART, ""), *fact) if row else fact
        if row and width_of(longer) > width:
            yield row
            longer = fact
        row = longer
    yield row


def _tell_threatened(risk: Risk, snapshot: Snapshot, glyphs: Glyphs, story: Story) -> None:
    """Release and batches it threatens, and the open escalations on it."""
    plan = snapshot.plan
    raised = [one for one in plan.escalations if one.is_open and risk.id in one.blocks]
    if not (risk.release or risk.batches or raised):
        return
    story.section("Threatens", say(f"release {risk.release}")[0] if risk.release else "")
    for name in risk.batches:
        batch = by_id(plan.batches, name)
        if batch is None:
            story.point(("?", "warn"), f"{name} (there is no such batch)")
            continue
        with story.part(("batches", batch.id)):
            done = percent_bar(batch.percent_done, BAR, glyphs)
            story.row(
                say(batch.id), APART, *done, APART, *status_line(batch.status, glyphs), APART, say(batch.name, "muted")
            )
    for one in raised:
        with story.part(("escalations", one.id)):
            story.row((LEVEL_NAMES[one.level], LEVEL_INKS[one.level]), APART, say(one.id), APART, say(one.title))


def _tell_figure(label: str, before: int, after: int, ink: str, glyphs: Glyphs, story: Story) -> None:
    """A figure before and after: more is worse."""
    runs: list[Run] = [
        (f"{before:>3} {glyphs.arrow} {after:<3}" if before != after else f"{after:>3}", f"bold {ink}".strip())
    ]
    if before != after:
        shape, towards = (glyphs.up, "bad") if after > before else (glyphs.down, "good")
        runs.append((f" {shape}{abs(after - before)}", towards))
    story.fact(label, *runs)


def _change(change: ScoreChange, ink: str, glyphs: Glyphs) -> Line:
    scores = [str(points) for points in (change.before, change.after) if points is not None]
    return ((f"{f' {glyphs.arrow} '.join(scores):<7}", f"bold {ink}"), say(change.risk.title))
