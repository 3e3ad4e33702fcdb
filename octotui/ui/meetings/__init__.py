"""The meetings: each a view that is walked through turn by turn."""
