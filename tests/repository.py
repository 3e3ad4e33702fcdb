"""A git repository of a test: commits with fixed names and days, nothing of the machine's settings."""

import os
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

NAMES = {
    f"GIT_{role}_{part}": value
    for role in ("AUTHOR", "COMMITTER")
    for part, value in {"NAME": "Dana Kim", "EMAIL": "dana@example.org"}.items()
}
ALONE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
FIRST_DAY = datetime(2026, 11, 16, 14, 2, tzinfo=UTC)
"""A Monday; each commit is a day after the one before."""


class Repository:
    """A repository with a plan in it."""

    def __init__(self, root: Path, name: str = "plan.toml") -> None:
        root.mkdir(parents=True, exist_ok=True)
        self.root = root
        self.plan = root / name
        self.when = FIRST_DAY - timedelta(days=1)
        self.git("init", "-q", "-b", "main")

    def git(self, *words: str, **environment: str) -> str:
        """Run git, and return what it prints."""
        ran = subprocess.run(
            ["git", *words],
            cwd=self.root,
            env=os.environ | ALONE | NAMES | environment,
            capture_output=True,
            check=True,
        )
        return ran.stdout.decode().strip()

    def commit(self, text: str | bytes | None = None, subject: str = "A change", author: str = "Dana Kim") -> str:
        """Commit all there is, the plan with a text; returns the commit's id."""
        if text is not None:
            self.plan.parent.mkdir(parents=True, exist_ok=True)
            self.plan.write_bytes(text if isinstance(text, bytes) else text.encode())
        self.git("add", "-A")
        self.when += timedelta(days=1)
        moment = self.when.isoformat()
        dates = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
        self.git("commit", "-q", "--allow-empty", "-m", subject, GIT_AUTHOR_NAME=author, **dates)
        return self.git("rev-parse", "HEAD")
