"""What octotui keeps about a plan outside of its folder, so that git and the people in it see nothing of it."""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path

from octotui.plan.problems import PlanError, Problem


def state_of(path: Path) -> Path:
    """The folder for a plan's lock, journal, backups and held changes; a link to the plan has the same one.

    It need not be there; `made` makes it.
    """
    return state_root() / key_of(path)


def state_root() -> Path:
    """The folder with a folder for each plan."""
    import platformdirs  # see `config.paths`

    return platformdirs.user_state_path("octotui")


def key_of(path: Path) -> str:
    """A short name for a file that no other file has."""
    return hashlib.sha256(os.fsencode(os.path.realpath(path))).hexdigest()[:20]


@lru_cache(maxsize=4)  # a save asks several times what was there, and what is now
def digest(data: bytes) -> str:
    """What tells one content of a plan from another."""
    return hashlib.sha256(data).hexdigest()[:24]


def made(folder: Path) -> Path:
    """The folder, made if need be, for its owner only: what is in it is a copy of the plan.

    Raises:
        PlanError: It cannot be made.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise state_error(folder, error) from None
    return folder


def forget(path: Path) -> None:
    """Remove all that is kept about a plan which is thrown away."""
    import shutil  # only a demonstration needs it

    if (folder := state_of(path)).is_dir():
        shutil.rmtree(folder)


def state_error(place: Path, error: OSError) -> PlanError:
    """What to say if octotui cannot keep what it has to keep before it may touch a plan."""
    why = (error.strerror or str(error)).lower()
    mend = "free some space, or let XDG_STATE_HOME name a folder that can be written"
    return PlanError([Problem("error", f"octotui cannot write here: {why}", mend, file=str(place))])
