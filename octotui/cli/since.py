"""``octotui diff --since``: what changed in the plan since a meeting, a day or a moment."""

from __future__ import annotations

from pathlib import Path

from octotui.cli import clock
from octotui.cli.output import talk, tell, tell_json, tell_lines


def tell_since(path: Path, typed: str, *, as_json: bool) -> bool:
    """Tell what changed.

    Args:
        path: The plan.
        typed: Since when, as `octotui.plan.since.parse_since` reads it.
        as_json: Whether a program reads it.

    Returns:
        Whether anything did.

    Raises:
        PlanError: Nothing is known of that time, or the plan cannot be read.
    """
    from octotui.cli.changes import changed_things, lines_of, record_of_commit, record_of_edit
    from octotui.cli.records import as_json as json_of
    from octotui.plan.diff import diff
    from octotui.plan.since import parse_since
    from octotui.store.baseline import baseline
    from octotui.store.document import parse
    from octotui.store.files import read_bytes

    now = parse(read_bytes(path), str(path)).plan
    found = baseline(path, now, parse_since(typed, now, clock.now()))
    edits = diff(found.plan, now)
    if as_json:
        nowhere = {"revision": None} | record_of_commit(None)
        since = {"since": found.since.words, "how": found.how, "exact": found.exact}
        before = {"file": str(path)} | nowhere | {"at": json_of(found.since.at)} | since
        after = {"file": str(path)} | nowhere
        tell_json(
            "diff", **{"from": before, "to": after}, edits=[record_of_edit(edit, found.plan, now) for edit in edits]
        )
    elif edits:
        tell(f"{path}: {found.what} → the file now")
        tell("")
        tell_lines(lines_of(changed_things(edits, found.plan, now)))
    else:
        talk(f"nothing changed since {found.what}")
    return bool(edits)
