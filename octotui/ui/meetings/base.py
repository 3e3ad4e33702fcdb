"""What every meeting is: turns, what is said, and an end, which leaves a record and minutes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from octotui.config.commands import Command
from octotui.plan.edits import value_at
from octotui.plan.meeting_words import changes_in_words
from octotui.plan.meetings import record
from octotui.plan.rhythm import Meeting, MeetingAction, MeetingNote
from octotui.plan.words import day_text
from octotui.ui.meetings.saying import Saying
from octotui.ui.meetings.turns import Closing
from octotui.ui.tabs.setting import NOTHING
from octotui.ui.widgets.story import Story

RANKS: Final = {
    command: rank
    for rank, commands in enumerate(
        (
            ("next", "previous"),
            ("go", "no-go", "abstain", "tick"),
            ("status",),
            ("condition", "waive", "decide"),
            ("note", "raise", "review"),
            ("more",),
            ("park", "action"),
            ("absent", "lens", "back"),
            ("less",),
        ),
        start=1,
    )
    for command in commands
}
"""The ranks of commands in the footer of a meeting, by their ids."""
LATER: Final = len(RANKS)


class MeetingTab(Saying):
    """A meeting. A subclass says its turns, what is told of each, and what stands beside them."""

    def tell_end(self, story: Story) -> None:
        """What came of it, before what changed and what was noted."""

    def closing(self) -> Closing:
        """What the record says of it."""
        return Closing()

    def rank_of(self, command: Command) -> int:
        """First what leads on, then what people say most in a meeting, then the rest."""
        if command.id == "open" and self.is_at_end:
            return 1
        return RANKS.get(command.id, super().rank_of(command) and super().rank_of(command) + LATER)

    def title_of(self, command: Command) -> str:
        """At the end, enter ends the meeting."""
        return "end the meeting" if command.id == "open" and self.is_at_end else super().title_of(command)

    def can_open(self) -> str:
        """There has to be something to go to; at the end, the meeting ends."""
        if self.is_at_end:
            return "The plan is locked: L unlocks it." if self.octotui.locked else ""
        return "" if self.selected_path() else NOTHING

    async def do_open(self) -> None:
        """Go to where the part under the cursor is at home, and `m` comes back; at the end, end the meeting."""
        path = self.selected_path()
        if self.is_at_end:
            await self._finish()
        elif path is not None:
            await self.octotui.main.jump(path)

    async def _finish(self) -> None:
        """End the meeting: its record goes into the plan, its minutes to the clipboard."""
        app, run = self.octotui, self.going
        if any((one.kind, one.at) == (run.kind, run.started) for one in app.session.plan.meetings):
            self.runs.end(run.kind)
            self.run = None
            await app.main.leave_meeting()
            app.say("This meeting was ended elsewhere: its record is in the plan already.", "warn")
            return
        closing = self.closing()
        plan = app.session.plan
        edits = record(
            plan,
            run.kind,
            run.started,
            app.clock(),
            run.lead,
            release=run.release,
            attendees=closing.attendees,
            summary=closing.summary,
            notes=[MeetingNote.built(_given(one)) for one in run.notes],
            actions=[MeetingAction.built(_given(one)) for one in run.actions],
            parked=run.parked,
            decisions=closing.decisions,
            changes=self.changes(),
        )
        if not app.change(edits, f"{self.view.title} of {run.started.astimezone():%H:%M} recorded", plan):
            return
        self.runs.end(run.kind)
        self.run = None
        meeting = value_at(app.session.plan, edits[0].path)
        await app.main.leave_meeting()
        if isinstance(meeting, Meeting):
            from octotui.reports.minutes import minutes  # the meeting is over; nobody waits

            app.copy_text(minutes(app.session.plan, meeting), "the minutes")

    def tell_last(self, story: Story) -> None:
        """The summary: what came of it, what changed, who does what, what was noted and parked."""
        plan, run = self.snapshot.plan, self.going
        self.tell_end(story)
        bullet = (self.glyphs.bullet, "muted")
        actions = (
            f"{one['text']} ({', '.join(word for word in (plan.person_name(one['owner']), _day(one['due'])) if word)})"
            if one["owner"] or one["due"]
            else one["text"]
            for one in run.actions
        )
        worded = self.snapshot.worded  # what was noted on something hidden does not say on what
        notes = (f"{worded(one['about'])}: {one['text']}" if one["about"] else one["text"] for one in run.notes)
        for heading, lines in (
            ("Changed", changes_in_words(self.before, plan) if self.before else ()),
            ("Who does what", actions),
            ("Noted", notes),
            ("Parked", run.parked),
        ):
            told = tuple(lines)
            if told:
                story.section(heading)
            for line in told:
                story.point(bullet, line)
        story.gap()
        story.text("enter ends the meeting: the record goes into the plan, the minutes to the clipboard.", "muted")

    def changes(self) -> tuple[str, ...]:
        """What the meeting changed, in words, a line for each thing."""
        return changes_in_words(self._before, self.octotui.session.plan) if self._before else ()


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    """What was filled in."""
    return {name: value for name, value in values.items() if value not in ("", None)}


def _day(day: date | None) -> str:
    return day_text(day) if day else ""
