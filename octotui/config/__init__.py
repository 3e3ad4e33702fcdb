"""The user's settings, keymap and paths."""
