"""The stories of the rhythm: one meeting, checkpoint or message, and one day of the calendar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from octotui.plan.agenda import KINDS, Entry
from octotui.plan.attendance import people_in, spoken
from octotui.plan.edits import Path, value_at
from octotui.plan.frozen import Frozen
from octotui.plan.periods import period_of
from octotui.plan.plan import Plan
from octotui.plan.turns import Turn, invited_to, leader_of, record_of
from octotui.plan.whose import role_named
from octotui.plan.words import day_text, days_away
from octotui.ui.glyphs import Glyphs
from octotui.ui.meanings import name_run
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs.rhythm_words import behind, how_often, state_run, when
from octotui.ui.text import Run, say
from octotui.ui.widgets.fortnight import LOOKS
from octotui.ui.widgets.story import Story

INVITED: Final = {"cadences": "Attendees", "checkpoints": "Has to be there", "communications": "Goes to"}
WEEKS_TOLD: Final = 12
DAILY_WEEKS_TOLD: Final = 4


class TurnStory(Frozen):
    """The story of something that comes again. What it names is a part: enter goes there."""

    turn: Turn
    plan: Plan
    story: Story
    glyphs: Glyphs

    def tell(self) -> None:
        """When and how often, who leads it and who is there, what it is for, and when it was held."""
        turn, thing, story = self.turn, self.turn.thing, self.story
        story.title(thing.label, (say(thing.id, "muted"), (f"  {KINDS[turn.path[0]]}", "muted")))
        story.gap()
        story.fact("State", state_run(turn, self.glyphs))
        story.fact("When", when(turn))
        story.fact("Then", ", ".join(day_text(day) for day in behind(turn)))
        story.fact("How often", say(how_often(thing)))
        story.fact("Takes", f"{minutes} min" if (minutes := getattr(thing, "minutes", None)) else "")
        story.fact("Lead", name_run(self.plan.person_name(leader_of(thing))))
        story.fact("Channel", say(getattr(thing, "channel", "")))
        self._link("Batch", ("batches", getattr(thing, "batch", "")))
        self._link("Release", ("releases", getattr(thing, "release", "")))
        self._invited()
        for field in ("purpose", "outcome"):
            if text := getattr(thing, field, ""):
                story.section(field.capitalize())
                story.text(text)
        self._held()

    def _link(self, label: str, path: Path) -> None:
        thing = value_at(self.plan, path) if path[1] else None
        if thing is None:
            self.story.fact(label, say(path[1]))
            return
        with self.story.part(path):
            self.story.fact(label, say(path[1] if thing.label == path[1] else f"{path[1]}  {thing.label}"))

    def _invited(self) -> None:
        names = invited_to(self.turn.thing)
        if names:
            self.story.section(INVITED[self.turn.path[0]])
        for name in names:
            role = role_named(self.plan, name)
            if role is None:
                self.story.point((self.glyphs.bullet, "faint"), spoken(self.plan, name))
                continue
            people = ", ".join(people_in(self.plan, role))
            with self.story.part(("roles", role.id)):
                bullet = (self.glyphs.bullet, "faint" if people else "warn")
                self.story.point(bullet, f"{role.name}: {people or 'nobody'}")

    def _held(self) -> None:
        turn, story = self.turn, self.story
        record = record_of(turn.path[0]).capitalize()
        if turn.last is None:
            story.section(record)
            story.text("No time is noted yet: space notes today.", "muted")
            return
        story.section(record, f"{day_text(turn.last)}, {days_away(turn.last, turn.today)}")
        is_daily = turn.thing.every == "day"
        weeks = DAILY_WEEKS_TOLD if is_daily else WEEKS_TOLD
        story.row(*self._weeks(weeks, is_daily=is_daily))
        story.row((f"{weeks} weeks, this one at the end", "faint"))

    def _weeks(self, weeks: int, *, is_daily: bool) -> Iterator[Run]:
        """A dot for each week, or for each of its working days: whether it was held then."""
        today, held = self.turn.today, set(self.turn.held)
        monday = period_of("week", today).first - timedelta(days=7 * (weeks - 1))
        for week in range(weeks):
            first = monday + timedelta(days=7 * week)
            days = [first + timedelta(days=number) for number in range(5 if is_daily else 7)]
            for some in [[day] for day in days if day <= today] if is_daily else [days]:
                yield (self.glyphs.done, "good") if held.intersection(some) else (self.glyphs.dot, "faint")
            yield ("  " if is_daily else " ", "")


def tell_day(day: date, entries: Sequence[Entry], snapshot: Snapshot, story: Story, glyphs: Glyphs) -> None:
    """What falls on a day, each a part: enter goes there."""
    story.title(f"{day:%A} {day.day} {day:%B}", ((days_away(day, snapshot.today), "muted"),))
    story.gap()
    for entry in entries:
        with story.part(entry.path):
            _tell_entry(entry, snapshot.plan, story, glyphs)
    if not entries:
        story.text("Nothing falls on this day.", "muted")


def _tell_entry(entry: Entry, plan: Plan, story: Story, glyphs: Glyphs) -> None:
    shape, ink = LOOKS[entry.state]
    at = f"{entry.at:%H:%M}  " if entry.at else ""
    story.point((getattr(glyphs, shape), ink), f"{at}{entry.what}", "muted" if entry.state == "held" else "")
    facts = (
        entry.kind,
        entry.word if entry.state != "due" else "",
        f"{entry.minutes} min" if entry.minutes else "",
        plan.person_name(entry.lead),
    )
    story.row("  ", say(f" {glyphs.dot} ".join(filter(None, facts)), "muted"))
