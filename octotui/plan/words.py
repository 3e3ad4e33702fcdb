"""Small words for figures."""

from __future__ import annotations

from datetime import timedelta


def age_text(age: timedelta) -> str:
    """How long something has been: ``20 min``, ``5 h``, ``3 d`` (from 48 hours on); less than nothing is nothing."""
    minutes = max(0, int(age.total_seconds() // 60))
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // (24 * 60)} d"


def figure(value: float) -> str:
    """A number as people write it: ``5``, ``6.5``, ``1234567``; ten digits at most."""
    return f"{value:.10g}"
