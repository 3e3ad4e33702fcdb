"""The changes: what is to be different, what that does, who has to agree, and what was learnt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from octotui.plan.changes import Approval, Change
from octotui.plan.targets import due_day
from octotui.plan.words import age_text, day_text, moment_text
from octotui.ui.dues import due_line, target_line
from octotui.ui.meanings import STATUS, name_run, status_line
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs.belonging import tell_batches
from octotui.ui.tabs.listing import ListTab
from octotui.ui.text import Line, say
from octotui.ui.widgets.story import Story
from octotui.ui.widgets.table import Column

ORDER = ("assessed", "proposed", "approved", "implemented", "rejected")
"""What waits for a decision comes first, then what waits to be done."""
RISK_INKS = {"high": "bad", "medium": "warn", "low": "muted"}
_APPROVAL_INKS = {"rejected": "bad"}
"""A change that is rejected is over and done with; somebody's no to one that goes on is bad news."""


class ChangesTab(ListTab):
    """Those to decide first; approvals, risks and the impact are parts of the story that the keys act on."""

    model = Change
    columns = (
        Column("Type", 8, 5, rank=3),
        Column("Change", 0, 26),
        Column("Status", 13, 8),
        Column("Approvals", 12, 9, rank=1),
        Column("Target", 12, 8, rank=2),
        Column("Asked by", 16, 6, rank=4),
    )
    teaches = (
        "The changes of scope, timeline and resources: proposed, assessed, approved or rejected, implemented.",
        "",
        "Press a to add the first one, or write it in the file:",
        "",
        "[[changes]]",
        'title = "Give batch 3 one more week"',
        'type = "timeline"           # scope, timeline, resource',
        'reason = "The vault has no budget yet."',
        'impact = { timeline = "+5 days", scope = "traces move to January" }',
        'approvals = ["mara", "priya"]',
        "",
        "In its story (enter), a adds the impact, risks and approvals; s on an approval says yes or no.",
        "It can be approved when its impact is assessed and everyone who is asked has agreed.",
    )

    def things(self, snapshot: Snapshot) -> Sequence[Change]:
        """What waits for a decision first, then what waits to be done; the nearest target first."""
        return sorted(
            snapshot.plan.changes,
            key=lambda one: (ORDER.index(one.status), due_day(one.target, snapshot.start) or date.max),
        )

    def cells(self, thing: Change, snapshot: Snapshot) -> Sequence[Line]:
        """The cells of a row."""
        over = thing.status in ("implemented", "rejected")
        lessons: Line = ((f"  {self.glyphs.warn} no lessons", "warn"),) if thing.lacks_lessons else ()
        return (
            ((thing.type, "muted"),),
            (say(thing.title, "muted" if over else ""), *lessons),
            status_line(thing.status, self.glyphs),
            self._approvals(thing),
            due_line(thing.target, snapshot, self.glyphs, done=over),
            (say(snapshot.plan.person_name(thing.requested_by), "muted"),),
        )

    def words(self, thing: Change, snapshot: Snapshot) -> str:
        """Id, title, notes, reason, alternatives, recommendation, lessons."""
        more = (thing.reason, thing.alternatives, thing.recommendation, thing.lessons)
        return f"{super().words(thing, snapshot)} {' '.join(more)}"

    def fields(self, thing: Change, snapshot: Snapshot) -> Mapping[str, str]:
        """``type:scope``, ``by:sam`` who asked for it, ``waits:mara`` whose word it waits for, ``batch:batch-2``."""
        name = snapshot.plan.person_name
        waits = " ".join(f"{one.by} {name(one.by)}" for one in thing.approvals if one.state == "pending")
        by = f"{thing.requested_by} {name(thing.requested_by)}"
        return {**super().fields(thing, snapshot), "by": by, "waits": waits, "batch": " ".join(thing.batches)}

    def is_mine(self, thing: Change, snapshot: Snapshot) -> bool:
        """Owned or asked for by the user, or waiting for their word."""
        names = (thing.requested_by, *(one.by for one in thing.approvals if one.state == "pending"))
        return super().is_mine(thing, snapshot) or any(snapshot.is_mine(name, name) for name in names)

    def tell(self, thing: Change, snapshot: Snapshot, story: Story) -> None:
        """Where it stands and what it lacks, why, what it does, who agrees, what was learnt."""
        plan = snapshot.plan
        story.title(thing.title, (say(thing.id, "muted"), (f"  {self.glyphs.dot}  {thing.type} change", "muted")))
        story.gap()
        story.fact("Status", *status_line(thing.status, self.glyphs))
        story.fact("Owner", name_run(plan.person_name(thing.owner)))
        story.fact("Asked by", say(plan.person_name(thing.requested_by)))
        self._tell_days(thing, snapshot, story)
        self._tell_lacks(thing, snapshot, story)
        for heading, text in (
            ("Reason", thing.reason),
            ("Alternatives", thing.alternatives),
            ("Recommendation", thing.recommendation),
        ):
            if text:
                story.section(heading)
                story.text(text)
        self._tell_impact(thing, story)
        self._tell_approvals(thing, snapshot, story)
        self._tell_risks(thing, story)
        tell_batches(thing.batches, snapshot, story, self.glyphs)
        for heading, text in (("Lessons learned", thing.lessons), ("Notes", thing.notes)):
            if text:
                story.section(heading)
                story.text(text)

    def _approvals(self, change: Change) -> Line:
        asked = change.approvals
        if not asked:
            return (("nobody asked", "faint"),)
        state = next(state for state in ("rejected", "pending", "approved") if state in {a.state for a in asked})
        shape, ink = STATUS[state]
        quiet = change.status == "rejected" or (change.is_decided and state == "approved")
        count = f"{change.approved_by} of {len(asked)}"
        return ((f"{getattr(self.glyphs, shape)} {count}", "muted" if quiet else _APPROVAL_INKS.get(state, ink)),)

    def _tell_days(self, change: Change, snapshot: Snapshot, story: Story) -> None:
        for label, day in (
            ("Proposed", change.proposed),
            ("Decided", change.decided),
            ("Implemented", change.implemented),
        ):
            if day is not None:
                ago = snapshot.today - day
                story.fact(label, (day_text(day), ""), (f"  {age_text(ago)} ago" if ago.days > 0 else "", "muted"))
        over = change.status in ("implemented", "rejected")
        story.fact("Target", *target_line(change.target, snapshot, self.glyphs, done=over))

    def _tell_lacks(self, change: Change, snapshot: Snapshot, story: Story) -> None:
        wanting = ", and ".join(change.unapproved(snapshot.plan.person_name))
        says, ink = "", "muted"
        if change.lacks_lessons:
            says, ink = "Carried out, and nobody wrote what was learnt: e.", "warn"
        elif wanting and change.status in ("approved", "implemented"):
            says, ink = f"{change.status.capitalize()}, yet {wanting}.", "warn"
        elif wanting and not change.is_decided:
            says = f"Before it can be approved: {wanting}."
        elif change.status == "assessed":
            says = "Everyone who is asked agrees: s approves it."
        if says:
            story.gap()
            story.point(
                (self.glyphs.warn, "warn") if wanting or ink == "warn" else (self.glyphs.done, "good"), says, ink
            )

    def _tell_impact(self, change: Change, story: Story) -> None:
        story.section("Impact")
        if change.impact is None or not change.impact.areas:
            story.text("Not assessed yet: enter, then a.", "muted" if change.is_decided else "warn")
            return
        with story.part((self.area, change.id, "impact")):
            for area, text in change.impact.areas.items():
                story.point((f"{area.capitalize():12}", "muted"), text)

    def _tell_approvals(self, change: Change, snapshot: Snapshot, story: Story) -> None:
        story.section("Approvals", f"{change.approved_by} of {len(change.approvals)}" if change.approvals else "")
        if not change.approvals:
            story.text("Nobody is asked yet: enter, then a.", "muted")
        for one in change.approvals:
            shape, ink = STATUS[one.state]
            with story.part((self.area, change.id, "approvals", one.id)):
                bullet = (getattr(self.glyphs, shape), _APPROVAL_INKS.get(one.state, ink))
                story.point(bullet, self._approval_words(one, snapshot))

    @staticmethod
    def _approval_words(one: Approval, snapshot: Snapshot) -> str:
        needed = f": {one.needed}" if one.needed else ""
        at = f", {moment_text(one.at)}" if one.at else ""
        note = f" ({one.note})" if one.note else ""
        noted = f", noted by {snapshot.plan.person_name(one.noted_by)}" if one.noted_by not in ("", one.by) else ""
        return f"{snapshot.plan.person_name(one.by)}{needed} – {one.state}{at}{noted}{note}"

    def _tell_risks(self, change: Change, story: Story) -> None:
        if not change.risks:
            return
        story.section("Risks")
        for risk in sorted(change.risks, key=lambda risk: tuple(RISK_INKS).index(risk.level)):
            mitigation = f": {risk.mitigation}" if risk.mitigation else ""
            with story.part((self.area, change.id, "risks", risk.id)):
                story.point((f"{risk.level:6}", RISK_INKS[risk.level]), f"{risk.text}{mitigation}")
