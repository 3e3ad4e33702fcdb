"""The risk register: by score, with a heat map one can move on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from textual import on
from textual.containers import Vertical
from textual.widget import Widget

from octotui.plan.risk_trends import is_finished, mitigation_progress
from octotui.plan.risks import Mitigation, Risk, score
from octotui.plan.targets import target_text
from octotui.plan.words import percent, whole_percent
from octotui.session import PlanChanged
from octotui.ui.meanings import bar, done_run, name_run, score_run, status_line
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs.risk_keys import RiskKeys
from octotui.ui.text import Line, say
from octotui.ui.widgets.heatmap import HeatMap
from octotui.ui.widgets.story import Story, StoryView
from octotui.ui.widgets.table import Column

EFFECTS = {True: ", it helped", False: ", it did not help", None: ", did it help? (e)"}
"""What is said behind a mitigation that is finished."""
REVIEW_DAYS = 7
"""A risk is reviewed weekly (document 001, "Risk Management (Review Weekly)")."""


class RisksTab(RiskKeys):
    """Score, status, owner and last review; the heat map filters the register, and re-scores with it."""

    titles = {"more": "score", "less": "score", "tick": "score so"}  # noqa: RUF012  # a ClassVar in the base
    columns = (
        Column("Score", 7, 5),
        Column("Risk", 0, 32),
        Column("Status", 12, 8),
        Column("Probability", 11, 6, rank=3),
        Column("Impact", 8, 6, rank=3),
        Column("Owner", 16, 6, rank=1),
        Column("Reviewed", 10, 8, rank=2),
    )
    teaches = (
        "The risk register: what may happen, how likely it is and how much it would hurt.",
        "",
        "Press a to add the first one, or write it in the file:",
        "",
        "[[risks]]",
        'title = "CI fixes take longer than two weeks"',
        'probability = "high"     # low, medium, high',
        'impact = "critical"      # low, medium, high, critical',
        'mitigation = "A second engineer from week 2."',
    )

    SCOPED_CSS = False  # its layout follows the size of the screen, which is outside of it
    DEFAULT_CSS = """
    RisksTab HeatMap { height: 6; margin: 0 1 0 2; }
    MainScreen.-narrow RisksTab HeatMap { dock: right; width: 40; margin: 0 1 0 1; }
    RisksTab.-empty HeatMap { display: none; }
    """

    def side(self) -> Widget:
        """The heat map over the story."""
        return Vertical(HeatMap(id="heat"), StoryView(id="story"), id="side")

    def things(self, snapshot: Snapshot) -> Sequence[Risk]:
        """Open ones first, the highest score first, then those not reviewed for longest."""
        return sorted(
            snapshot.plan.risks,
            key=lambda risk: (not risk.is_open, -risk.score, str(risk.last_review or "")),
        )

    def show(self, snapshot: Snapshot, change: PlanChanged | None) -> None:
        """The register, and how many open risks stand in each cell of the map."""
        super().show(snapshot, change)
        self.query_one(HeatMap).show([risk for risk in snapshot.plan.risks if risk.is_open], self._selected_risk())

    def cells(self, thing: Risk, snapshot: Snapshot) -> Sequence[Line]:
        """The cells of a row."""
        ink = "" if thing.is_open else "muted"
        return (
            (score_run(thing.score) if thing.is_open else (str(thing.score), "muted"), *self.trend_run(thing)),
            (say(thing.title, ink),),
            status_line(thing.status, self.glyphs),
            ((thing.probability, "muted"),),
            ((thing.impact, "muted"),),
            (name_run(snapshot.plan.person_name(thing.owner)),),
            self._reviewed(thing, snapshot),
        )

    def tell(self, thing: Risk, snapshot: Snapshot, story: Story) -> None:
        """Score, owner, mitigation with its steps, contingency, reviews."""
        story.title(thing.title, (say(thing.id, "muted"), *self._badge(thing)))
        story.gap()
        story.fact("Score", score_run(thing.score), (f"  {thing.probability} × {thing.impact}, {thing.band}", "muted"))
        story.fact("Status", *status_line(thing.status, self.glyphs))
        story.fact("Owner", name_run(snapshot.plan.person_name(thing.owner)))
        story.fact("Threatens", ", ".join(thing.batches) if thing.batches else "")
        story.fact("Identified", str(thing.identified or ""))
        self._tell_mitigation(thing, snapshot, story)
        self._tell_contingency(thing, snapshot, story)
        self._tell_reviews(thing, snapshot, story)
        if thing.notes:
            story.section("Notes")
            story.text(thing.notes)

    @on(HeatMap.Picked)
    def _filter_by_cell(self, event: HeatMap.Picked) -> None:
        self.octotui.main.set_filter(f"cell:{event.probability}/{event.impact}")

    @on(HeatMap.Placed)
    def _place_in_cell(self, event: HeatMap.Placed) -> None:
        self.score_as(event.probability, event.impact)

    def _moved(self) -> None:
        super()._moved()
        self.query_one(HeatMap).point_at(self._selected_risk())

    def _selected_risk(self) -> Risk | None:
        thing = self.row_thing()
        return thing if isinstance(thing, Risk) else None

    def _badge(self, risk: Risk) -> Line:
        return (("  ", ""), (" happened ", "on bad")) if risk.status == "happened" else ()

    @staticmethod
    def _reviewed(risk: Risk, snapshot: Snapshot) -> Line:
        last = risk.last_review
        if last is None:
            return (("never", "warn" if risk.is_open else "faint"),)
        late = risk.is_open and snapshot.today - last > timedelta(days=REVIEW_DAYS)
        days = (snapshot.today - last).days
        return (("today" if days <= 0 else f"{days} d ago", "warn" if late else "muted"),)

    def _tell_mitigation(self, risk: Risk, snapshot: Snapshot, story: Story) -> None:
        progress = mitigation_progress(risk)
        story.section("Mitigation", "" if progress is None else whole_percent(progress))
        if not (risk.mitigation or risk.actions):
            story.text("None yet: e writes one.", "warn" if risk.is_open else "muted")
            return
        story.text(risk.mitigation)
        for action in risk.actions:
            with story.part(("risks", risk.id, "actions", action.id)):
                self._tell_action(action, snapshot, story)

    def _tell_action(self, action: Mitigation, snapshot: Snapshot, story: Story) -> None:
        done = is_finished(action)
        who = f", {snapshot.plan.person_name(action.owner)}" if action.owner else ""
        until = f", {target_text(action.target)}" if action.target and not done else ""
        helped = EFFECTS[action.effective] if done else ""
        story.point(done_run(done, self.glyphs), f"{action.text}{who}{until}{helped}")
        if not done and action.progress:
            story.row("  ", *bar(action.progress, 12, self.glyphs), (f" {percent(action.progress)}", "muted"))

    @staticmethod
    def _tell_contingency(risk: Risk, snapshot: Snapshot, story: Story) -> None:
        plan = risk.contingency
        if plan is None:
            return
        story.section("Contingency", "" if plan.activated else "A begins it")
        with story.part(("risks", risk.id, "contingency")):
            story.fact("Trigger", say(plan.trigger))
            story.fact("Plan", say(plan.plan))
            story.fact("Owner", say(snapshot.plan.person_name(plan.owner)))
            if plan.activated:
                by = snapshot.plan.person_name(plan.activated_by)
                begun = f"{plan.activated.astimezone():%Y-%m-%d %H:%M}"
                story.fact("Begun", (begun, "bad"), say(f", {by}" if by else "", "muted"))

    def _tell_reviews(self, risk: Risk, snapshot: Snapshot, story: Story) -> None:
        if not risk.reviews:
            return
        story.section("Reviews", f" {self.glyphs.flat} ".join(str(points) for points in risk.scores))
        for review in sorted(risk.reviews, key=lambda review: review.on, reverse=True):
            scored = f"{score(review.probability, review.impact)}  " if review.probability and review.impact else ""
            by = f", {snapshot.plan.person_name(review.by)}" if review.by else ""
            note = f": {review.note}" if review.note else ""
            with story.part(("risks", risk.id, "reviews", review.id)):
                words = f"{review.on}  {scored}{by.removeprefix(', ')}{note}"
                story.point((self.glyphs.bullet, "faint"), words, "muted")
