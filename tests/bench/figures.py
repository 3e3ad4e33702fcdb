"""What was measured, and what is asked of it: a median, a percentile, a ratio to the yardstick."""

import time
from collections import defaultdict
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from statistics import median
from typing import Final

MS: Final = 1000.0
"""Milliseconds in a second."""
LIKE: Final = {"tab, first time": "page down", "tab, again": "page down"}
"""Keys that the bare app does not know are measured by the one that redraws as much there; all others by its `move`."""


@dataclass(frozen=True)
class Sample:
    """One measurement."""

    group: str
    what: str
    unit: str
    program: str
    size: str
    value: float


Samples = Generator[Sample, None, None]
"""Measurements, as they are made."""


class Figures:
    """All measurements of a run."""

    def __init__(self) -> None:
        self.samples: list[Sample] = []
        self._values: dict[tuple[str, str, str, str], list[float]] = defaultdict(list)

    def add(self, samples: Samples, until: float) -> bool:
        """Take in measurements, as they are made; whether that was all of them, or it was time to stop."""
        with closing(samples):
            for sample in samples:
                self.samples.append(sample)
                self._values[sample.group, sample.what, sample.program, sample.size].append(sample.value)
                if time.perf_counter() > until:
                    return False
        return True

    def rows(self) -> Iterator[tuple[str, str, str]]:
        """Group, what and unit of all that was measured of octotui or beside it, in order."""
        groups = list(dict.fromkeys(sample.group for sample in self.samples))
        found = dict.fromkeys((s.group, s.what, s.unit) for s in self.samples if s.program != "bare")
        yield from sorted(found, key=lambda row: groups.index(row[0]))

    def values(self, group: str, what: str, size: str, program: str = "octotui") -> list[float]:
        """The measurements of one thing, ascending."""
        return sorted(self._values.get((group, what, program, size), ()))

    def yardstick(self, group: str, what: str, size: str) -> list[float]:
        """What to compare with; empty if there is nothing."""
        if group == "calls":
            return self.values(group, "node -e 0", size, "others")
        if what.endswith("settled") and group == "keys":
            return []
        same = self.values(group, what.removesuffix(", empty home"), size, "bare")
        return same or (self.values(group, LIKE.get(what, "move"), size, "bare") if group == "keys" else [])

    def ratio(self, group: str, what: str, size: str) -> float | None:
        """The median, as a multiple of the yardstick's."""
        values, against = self.values(group, what, size), self.yardstick(group, what, size)
        return median(values) / median(against) if values and against and median(against) else None

    def as_data(self) -> list[dict[str, object]]:
        """All measurements, for a file."""
        return [asdict(sample) for sample in self.samples]


def percentile(values: list[float], share: float) -> float:
    """The value that this share of the ascending values does not exceed, the nearest of those there are."""
    return values[round(share * (len(values) - 1))]
