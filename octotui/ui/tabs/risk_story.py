"""What is told of a risk, on its tab and in its review: what is done about it, what if it happens, the looks at it."""

from __future__ import annotations

from datetime import date

from octotui.plan.risk_trends import is_finished, mitigation_progress
from octotui.plan.risks import REVIEW_EVERY, Mitigation, Risk, score
from octotui.plan.targets import target_text
from octotui.plan.words import percent, whole_percent
from octotui.ui.glyphs import Glyphs
from octotui.ui.meanings import bar, done_run
from octotui.ui.snapshot import Snapshot
from octotui.ui.text import Line, say
from octotui.ui.widgets.story import Story

EFFECTS = {True: ", it helped", False: ", it did not help", None: ", did it help? (e)"}
"""What is said behind a mitigation that is finished."""


def reviewed_line(risk: Risk, today: date) -> Line:
    """When it was last reviewed; an open risk is to be reviewed weekly (document 001, "Risk Management")."""
    last = risk.last_review
    if last is None:
        return (("never", "warn" if risk.is_open else "faint"),)
    late = risk.is_open and today - last > REVIEW_EVERY
    days = (today - last).days
    return (("today" if days <= 0 else f"{days} d ago", "warn" if late else "muted"),)


class RiskStory:
    """The sections of a risk's story; its parts are what the keys act on."""

    def __init__(self, risk: Risk, snapshot: Snapshot, glyphs: Glyphs) -> None:
        """Tell of a risk in a plan, with a set of shapes."""
        self._risk, self._snapshot, self._glyphs = risk, snapshot, glyphs

    def tell_mitigation(self, story: Story) -> None:
        """What makes it smaller, and its steps."""
        risk, progress = self._risk, mitigation_progress(self._risk)
        story.section("Mitigation", "" if progress is None else whole_percent(progress))
        if not (risk.mitigation or risk.actions):
            story.text("None yet: e writes one.", "warn" if risk.is_open else "muted")
            return
        story.text(risk.mitigation)
        for action in risk.actions:
            with story.part(("risks", risk.id, "actions", action.id)):
                self._tell_action(action, story)

    def tell_contingency(self, story: Story) -> None:
        """What is done if it happens."""
        plan = self._risk.contingency
        if plan is None:
            return
        name = self._snapshot.plan.person_name
        story.section("Contingency", "" if plan.activated else "A begins it")
        with story.part(("risks", self._risk.id, "contingency")):
            story.fact("Trigger", say(plan.trigger))
            story.fact("Plan", say(plan.plan))
            story.fact("Owner", say(name(plan.owner)))
            if plan.activated:
                by = name(plan.activated_by)
                begun = f"{plan.activated.astimezone():%Y-%m-%d %H:%M}"
                story.fact("Begun", (begun, "bad"), say(f", {by}" if by else "", "muted"))

    def tell_reviews(self, story: Story) -> None:
        """The looks at it, the latest first, with what it was scored."""
        risk = self._risk
        if not risk.reviews:
            return
        story.section("Reviews", f" {self._glyphs.flat} ".join(str(points) for points in risk.scores))
        for review in sorted(risk.reviews, key=lambda review: review.on, reverse=True):
            scored = f"{score(review.probability, review.impact)}  " if review.probability and review.impact else ""
            by = self._snapshot.plan.person_name(review.by) if review.by else ""
            note = f": {review.note}" if review.note else ""
            with story.part(("risks", risk.id, "reviews", review.id)):
                story.point((self._glyphs.bullet, "faint"), f"{review.on}  {scored}{by}{note}", "muted")

    def tell_notes(self, story: Story) -> None:
        """What people wrote about it for themselves."""
        if self._risk.notes:
            story.section("Notes")
            story.text(self._risk.notes)

    def _tell_action(self, action: Mitigation, story: Story) -> None:
        done = is_finished(action)
        who = f", {self._snapshot.plan.person_name(action.owner)}" if action.owner else ""
        until = f", {target_text(action.target)}" if action.target and not done else ""
        helped = EFFECTS[action.effective] if done else ""
        story.point(done_run(done, self._glyphs), f"{action.text}{who}{until}{helped}")
        if not done and action.progress:
            story.row("  ", *bar(action.progress, 12, self._glyphs), (f" {percent(action.progress)}", "muted"))
