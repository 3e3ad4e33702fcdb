"""What a status, a level or a score looks like: its glyph, its ink, its word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from octotui.plan.deltas import DeltaKind
from octotui.plan.risks import Band, band_of
from octotui.plan.words import whole_percent
from octotui.ui.glyphs import Glyphs
from octotui.ui.text import Line, Run, say

STATUS: Final[Mapping[str, tuple[str, str]]] = {
    "not-started": ("idle", "muted"),
    "queued": ("queued", "muted"),
    "planned": ("idle", "muted"),
    "open": ("idle", "warn"),
    "in-progress": ("running", "info"),
    "mitigating": ("running", "info"),
    "active": ("running", "info"),
    "blocked": ("stuck", "bad"),
    "happened": ("stuck", "bad"),
    "done": ("done", "good"),
    "closed": ("done", "muted"),
    "resolved": ("done", "good"),
    "released": ("done", "good"),
    "rolled-back": ("warn", "bad"),
    "cancelled": ("stuck", "muted"),
    "waiting": ("queued", "warn"),
    "at-risk": ("soon", "warn"),
    "reached": ("done", "good"),
    "met": ("done", "good"),
    "missed": ("warn", "bad"),
    "proposed": ("idle", "warn"),
    "assessed": ("running", "info"),
    "approved": ("done", "good"),
    "rejected": ("stuck", "muted"),
    "implemented": ("done", "muted"),
    "pending": ("queued", "warn"),
    "to-author": ("idle", "warn"),
    "to-update": ("running", "info"),
    "current": ("done", "good"),
}
"""Status → the name of its glyph, and its ink."""

FIGURE_LOOKS: Final[Mapping[str, tuple[str, str, str]]] = {
    "good": ("done", "good", "on track"),
    "watch": ("soon", "warn", "to watch"),
    "bad": ("warn", "bad", "off track"),
    "unknown": ("idle", "faint", "not known"),
}
"""A figure's state → the name of its glyph, its ink, its word."""

BANDS: Final[Mapping[Band, str]] = {"critical": "bad", "high": "warn", "watch": "good"}
PRIORITY_INKS: Final[Mapping[str, str]] = {"critical": "bold bad", "high": "warn", "medium": "", "low": "muted"}
LEVEL_INKS: Final[Mapping[str, str]] = {"security": "bad bold", "3": "bad", "2": "warn", "1": "info"}
LEVEL_NAMES: Final[Mapping[str, str]] = {
    "security": "Security",
    "3": "Level 3",
    "2": "Level 2",
    "1": "Level 1",
}
PHASE_NAMES: Final[Mapping[str, str]] = {
    "pre-release": "Pre-release",
    "release": "Release",
    "post-release": "Post-release",
    "incident": "Incident",
}
VOTES: Final[Mapping[str, tuple[str, str, str]]] = {
    "go": ("done", "good", "GO"),
    "no-go": ("stuck", "bad", "NO-GO"),
    "abstain": ("dot", "muted", "abstains"),
    "": ("idle", "warn", "no vote yet"),
}
"""A role's vote, empty if it is missing → the name of its glyph, its ink, its word."""
DELTAS: Final[Mapping[DeltaKind, tuple[str, str]]] = {
    "new": ("plus", "good bold"),
    "changed": ("wave", "accent bold"),
    "closed": ("done", "good bold"),
    "reopened": ("again", "warn bold"),
    "gone": ("cross", "muted"),
}
"""What became of a thing → the name of its glyph, and its ink."""


def words_of(status: str) -> str:
    """A status as people say it: ``in-progress`` is "in progress"."""
    return status.replace("-", " ")


def status_line(status: str, glyphs: Glyphs) -> Line:
    """A status: its glyph and its word, in its ink."""
    shape, ink = STATUS.get(status, ("idle", "muted"))
    return ((f"{getattr(glyphs, shape)} {words_of(status)}", ink),)


def vote_line(vote: str, glyphs: Glyphs) -> Line:
    """A role's vote in the go/no-go; empty is none yet."""
    shape, ink, word = VOTES[vote]
    return ((f"{getattr(glyphs, shape)} {word}", ink),)


def delta_run(kind: DeltaKind, glyphs: Glyphs) -> Run:
    """The sign beside a thing of which this became."""
    shape, ink = DELTAS[kind]
    return (getattr(glyphs, shape), ink)


def score_run(score: int) -> Run:
    """A risk score in the ink of its band."""
    return (str(score), f"bold {BANDS[band_of(score)]}")


def bar(percent: float, width: int, glyphs: Glyphs, ink: str = "accent") -> Line:
    """Progress as a bar: a heavy line for what is done, a light one for the rest.

    Args:
        percent: 0–100; any progress shows at least one cell, and only 100 fills them all.
        width: In cells.
        glyphs: The set to draw with.
        ink: The ink of the heavy part.
    """
    full = round(width * percent / 100)
    full = min(max(full, int(percent > 0)), width - int(percent < 100))
    return ((glyphs.full * full, ink), (glyphs.empty * (width - full), "line"))


def percent_bar(done: float, width: int, glyphs: Glyphs, ink: str = "") -> Line:
    """A bar with its figure behind it, ``width`` cells for the bar and five for the figure."""
    chosen = ink or ("good" if done >= 100 else "accent")
    return (*bar(done, width, glyphs, chosen), (f"{whole_percent(done):>5}", "" if done else "muted"))


def tick_line(done: bool, text: str, glyphs: Glyphs) -> Line:
    """A point to tick off."""
    return (
        (f"{glyphs.ticked if done else glyphs.box} ", "good" if done else "muted"),
        say(text, "muted" if done else ""),
    )


def done_run(done: bool, glyphs: Glyphs) -> Run:
    """The shape before something that is done, or not yet."""
    return (glyphs.done, "good") if done else (glyphs.idle, "muted")


def name_run(name: str, nobody: str = "nobody") -> Run:
    """A person's name, or a muted word for its absence."""
    return say(name) if name else (nobody, "faint")
