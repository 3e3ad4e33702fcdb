"""The batches that a thing is about, told in its story with how far they are; enter goes there."""

from __future__ import annotations

from octotui.plan.progress import batches_named
from octotui.ui.glyphs import Glyphs
from octotui.ui.meanings import percent_bar, status_line
from octotui.ui.snapshot import Snapshot
from octotui.ui.text import say
from octotui.ui.widgets.story import Story

BAR = 8


def tell_batches(names: tuple[str, ...], snapshot: Snapshot, story: Story, glyphs: Glyphs) -> None:
    """Tell the batches of these ids, and which of them there are not."""
    if not names:
        return
    story.section("Batches")
    batches = batches_named(snapshot.plan, names)
    for batch in batches:
        ink = "good" if batch.is_done else "bad" if batch.status == "blocked" else "accent"
        with story.part(("batches", batch.id)):
            story.row(say(f"{batch.id}  {batch.name}"))
            story.row(
                "  ", *percent_bar(batch.percent_done, BAR, glyphs, ink), "  ", *status_line(batch.status, glyphs)
            )
    for name in names:
        if name not in {batch.id for batch in batches}:
            story.point(("?", "warn"), f"{name} (there is no such batch)")
