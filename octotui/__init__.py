"""octotui: run a delivery from one plain-text plan."""

__version__ = "0.1.0"
