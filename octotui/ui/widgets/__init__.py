"""Widgets drawn line by line: each draws only the lines in sight."""
