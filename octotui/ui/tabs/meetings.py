"""The records of the meetings: what each one decided, changed and left to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from octotui.plan.rhythm import MEETING_NAMES, Meeting
from octotui.plan.words import moment_text
from octotui.ui.meanings import name_run, tick_line
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs.listing import ListTab
from octotui.ui.text import Line, say
from octotui.ui.widgets.story import Story
from octotui.ui.widgets.table import Column


class MeetingsTab(ListTab):
    """The latest first; the actions are parts that space ticks."""

    model = Meeting
    columns = (
        Column("When", 16, 12),
        Column("Meeting", 0, 14),
        Column("Lead", 16, 6, rank=2),
        Column("Took", 8, 5, rank=3),
        Column("Open", 6, 4, rank=1),
    )
    teaches = (
        "The records of your meetings: who was there, what was decided, who does what.",
        "",
        "m runs a standup, a go/no-go or a risk review; its record stands here afterwards.",
        "octotui minutes prints the minutes of the last one.",
        "",
        "[[meetings]]",
        'kind = "standup"          # standup, go-no-go, risk-review, delivery-sync, demo, retrospective, review',
        "at   = 2026-11-20T09:15:00Z",
        'actions = [{ text = "Ask the partner for a date", owner = "ana", due = 2026-11-23 }]',
    )

    def things(self, snapshot: Snapshot) -> Sequence[Meeting]:
        """The latest first."""
        return sorted(snapshot.plan.meetings, key=lambda meeting: meeting.at, reverse=True)

    def cells(self, thing: Meeting, snapshot: Snapshot) -> Sequence[Line]:
        """The cells of a row."""
        left = sum(not action.done for action in thing.actions)
        release: Line = ((f"  {thing.release}", "muted"),) if thing.release else ()
        return (
            ((moment_text(thing.at), ""),),
            ((MEETING_NAMES[thing.kind], ""), *release),
            (name_run(snapshot.plan.person_name(thing.lead)),),
            ((_took(thing.at, thing.ended), "muted"),),
            ((str(left) if left else "", "warn"),),
        )

    def words(self, thing: Meeting, snapshot: Snapshot) -> str:
        """All that its minutes say."""
        said = (*thing.decisions, *thing.changes, *thing.parked, *(note.text for note in thing.notes))
        done = (action.text for action in thing.actions)
        return f"{super().words(thing, snapshot)} {thing.summary} {' '.join((*said, *done))}"

    def tell(self, thing: Meeting, snapshot: Snapshot, story: Story) -> None:
        """The minutes, with actions and notes as parts."""
        plan, path = snapshot.plan, ("meetings", thing.id)
        story.title(MEETING_NAMES[thing.kind], (say(moment_text(thing.at), "muted"),))
        story.gap()
        story.fact("Led by", say(plan.person_name(thing.lead)))
        story.fact("Release", say(thing.release))
        story.fact("Took", _took(thing.at, thing.ended))
        story.fact("There", say(", ".join(plan.person_name(name) for name in thing.attendees)))
        if thing.summary:
            story.gap()
            story.text(thing.summary)
        self._tell_lines("Decided", thing.decisions, story)
        if thing.actions:
            left = sum(not action.done for action in thing.actions)
            story.section("Who does what", f"{left} to do" if left else "all done")
        for action in thing.actions:
            with story.part((*path, "actions", action.id)):
                story.row(*tick_line(action.done, action.text, self.glyphs))
                whom = [plan.person_name(action.owner), f"due {action.due:%d %b}" if action.due else ""]
                story.point((" ", ""), ", ".join(word for word in whom if word), "muted")
        if thing.notes:
            story.section("Noted")
        for note in thing.notes:
            with story.part((*path, "notes", note.id)):
                story.point((self.glyphs.bullet, "muted"), f"{note.about}: {note.text}" if note.about else note.text)
        self._tell_lines("Parked", thing.parked, story)
        self._tell_lines("Changed", thing.changes, story)

    def _tell_lines(self, heading: str, lines: Iterable[str], story: Story) -> None:
        told = tuple(lines)
        if told:
            story.section(heading)
        for line in told:
            story.point((self.glyphs.bullet, "muted"), line)


def _took(at: datetime, ended: datetime | None) -> str:
    return f"{(ended - at).total_seconds() / 60:.0f} min" if ended else ""
