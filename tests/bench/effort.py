"""How often things are measured: all of it, or a glance."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Effort:
    """Rounds of each measurement, and seconds."""

    scenarios: tuple[str, ...]
    sizes: tuple[str, ...]
    starts: int
    sessions: int
    """How often a program is started to type into it."""
    keys: int
    """How often each key is measured in a session."""
    changes: int
    """On disk, by others and by octotui."""
    calls: int
    """Of each command."""
    commands: int | None
    """How many of them, the first; or all."""
    idle_seconds: float
    beside: bool
    """Whether the bare app is also typed into and left alone, not only started."""
    patience: float
    """Seconds to wait for others on the machine, in all."""
    limit: float
    """Seconds after which a scenario is cut short, at one size."""


FULL: Final = Effort(
    scenarios=("start", "keys", "held", "changes", "edits", "idle", "calls"),
    sizes=("sample", "1000", "10000"),
    starts=5,
    sessions=2,
    keys=6,
    changes=20,
    calls=3,
    commands=None,
    idle_seconds=10.0,
    beside=True,
    patience=90.0,
    limit=60.0,
)
QUICK: Final = Effort(
    scenarios=("start", "keys", "changes", "edits", "calls"),
    sizes=("sample", "1000"),
    starts=1,
    sessions=1,
    keys=2,
    changes=2,
    calls=1,
    commands=4,
    idle_seconds=2.0,
    beside=False,
    patience=2.0,
    limit=30.0,
)
