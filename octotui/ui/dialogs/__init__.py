"""Dialogs: they ask and hand back an answer; they change nothing."""
