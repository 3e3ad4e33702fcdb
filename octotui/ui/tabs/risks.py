"""The risk register: by score, with a heat map one can move on."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.containers import Vertical
from textual.widget import Widget

from octotui.plan.risks import Risk
from octotui.session import PlanChanged
from octotui.ui.meanings import name_run, score_run, status_line
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs.risk_list import RiskList
from octotui.ui.tabs.risk_story import RiskStory, reviewed_line
from octotui.ui.text import Line, say
from octotui.ui.widgets.heatmap import HeatMap
from octotui.ui.widgets.story import Story, StoryView
from octotui.ui.widgets.table import Column


class RisksTab(RiskList):
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
            reviewed_line(thing, snapshot.today),
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
        told = RiskStory(thing, snapshot, self.glyphs)
        told.tell_mitigation(story)
        told.tell_contingency(story)
        told.tell_reviews(story)
        told.tell_notes(story)

    @on(HeatMap.Picked)
    def _filter_by_cell(self, event: HeatMap.Picked) -> None:
        self.octotui.main.set_filter(f"cell:{event.probability}/{event.impact}")

    @on(HeatMap.Placed)
    def _place_in_cell(self, event: HeatMap.Placed) -> None:
        self.score_as((event.probability, event.impact))

    def _moved(self) -> None:
        super()._moved()
        self.query_one(HeatMap).point_at(self._selected_risk())

    def _selected_risk(self) -> Risk | None:
        thing = self.row_thing()
        return thing if isinstance(thing, Risk) else None

    def _badge(self, risk: Risk) -> Line:
        return (("  ", ""), (" happened ", "on bad")) if risk.status == "happened" else ()
