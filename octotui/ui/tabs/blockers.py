"""What a batch or a card waits on, and what waits on it, told in a story."""

from __future__ import annotations

from octotui.plan.waiting import Blocker, Waiter
from octotui.ui.glyphs import Glyphs
from octotui.ui.snapshot import Snapshot
from octotui.ui.widgets.story import Story


def tell_waiting(thing: Waiter, snapshot: Snapshot, story: Story, glyphs: Glyphs) -> None:
    """Tell the chain of blockers, and who waits."""
    chain = snapshot.waiting.chain(thing)
    if chain:
        story.section("Waits on")
        for depth, blocker in chain:
            story.point(_look(blocker, glyphs), _words(blocker), indent=2 * depth)
    waiters = snapshot.waiting.waiters_of(thing.id)
    if waiters:
        story.section("Waits on it")
        for waiter in waiters:
            story.point((glyphs.arrow, "muted"), f"{waiter.id}  {waiter.label}")


def _look(blocker: Blocker, glyphs: Glyphs) -> tuple[str, str]:
    looks = {"cleared": (glyphs.done, "good"), "open": (glyphs.stuck, "bad"), "unknown": ("?", "warn")}
    return looks[blocker.state]


def _words(blocker: Blocker) -> str:
    label = f"{blocker.name}  {blocker.label}" if blocker.label != blocker.name else blocker.name
    return label + {"cleared": " (cleared)", "open": "", "unknown": " (there is no such thing)"}[blocker.state]
