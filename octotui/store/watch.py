"""Following a file on disk: hints that it may have changed; whoever follows compares the bytes."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Final, TypeAlias

STAT_SECONDS: Final = 1.0
REARM_SECONDS: Final = 1.0
STEP_MS: Final = 15
"""watchfiles collects events for one to two of these before it tells."""
DEBOUNCE_MS: Final = 100

Seen: TypeAlias = tuple[str, int, int, int, int, int] | None


async def changes(path: Path, stop: asyncio.Event) -> AsyncIterator[None]:
    """Yield when the file may have changed, until `stop` is set; once in the first second, for it may have before.

    The folders of the file, and of the link that leads to it, are watched; beside that the file is looked at
    each second, for a watch may go deaf. Neither ever ends the other.

    Args:
        path: The file, or a link to it; it need not be there all the time.
        stop: Ends the iteration.
    """
    hint = asyncio.Event()
    tasks = [asyncio.create_task(work) for work in (_watch(path, hint, stop), _look(path, hint, stop))]
    for task in tasks:
        task.add_done_callback(lambda _: hint.set())
    try:
        while not stop.is_set():
            await _either(hint, stop)
            if stop.is_set():
                return
            for task in tasks:
                if task.done():  # neither ends before it is told to, unless it has a bug: that is raised here
                    task.result()
            hint.clear()
            yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _watch(path: Path, hint: asyncio.Event, stop: asyncio.Event) -> None:
    """Watch the folders; whatever ends the watch, it is taken up again, at most once in `REARM_SECONDS`."""
    now = asyncio.get_running_loop().time
    while not stop.is_set():
        start = now()
        try:
            await _watch_once(path, hint)
        except (OSError, RuntimeError, ExceptionGroup):  # no inotify left, a folder gone, a name that is no text
            hint.set()
        await _either(stop, seconds=max(0.0, start + REARM_SECONDS - now()))


async def _watch_once(path: Path, hint: asyncio.Event) -> None:
    """Watch until one of the folders is another one, or the link leads elsewhere."""
    names = _places(path)
    folders = {os.path.dirname(name) for name in names}  # noqa: PTH120  # of names that are text already
    basenames = {os.path.basename(name) for name in names}  # noqa: PTH119  # as above
    ids, told = _folder_ids(folders), asyncio.Event()

    def tell() -> None:
        hint.set()
        told.set()

    async def until_moved() -> None:
        while _places(path) == names and _folder_ids(folders) == ids:
            told.clear()
            await _either(told, seconds=REARM_SECONDS)

    if sys.platform == "linux":
        from octotui.store.inotify import FolderWatch  # commands that only print watch nothing

        with FolderWatch(folders, basenames, tell):
            await until_moved()
    else:
        await _watch_anywhere(folders, basenames, tell, asyncio.create_task(until_moved()))


async def _watch_anywhere(
    folders: set[str], names: set[str], tell: Callable[[], object], until: asyncio.Task[None]
) -> None:
    """Watch with what there is on other systems, until a task is done."""
    from watchfiles import awatch  # as above

    over = asyncio.Event()
    until.add_done_callback(lambda _: over.set())
    watch = awatch(
        *folders,
        watch_filter=lambda _, name: os.path.basename(name) in names,  # noqa: PTH119  # of a name that is text already
        step=STEP_MS,
        debounce=DEBOUNCE_MS,
        stop_event=over,
        recursive=False,
        force_polling=False,
    )
    try:
        async for _ in watch:
            tell()
    finally:
        until.cancel()


async def _look(path: Path, hint: asyncio.Event, stop: asyncio.Event) -> None:
    """Look at the file each second; the first look counts as a change."""
    seen: Seen | tuple[()] = ()
    while not stop.is_set():
        await _either(stop, seconds=STAT_SECONDS)
        now = _seen(path)
        if now != seen:
            seen = now
            hint.set()


async def _either(*events: asyncio.Event, seconds: float | None = None) -> None:
    """Wait until one of the events is set, or for some seconds."""
    tasks = [asyncio.create_task(event.wait()) for event in events]
    try:
        await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()


def _places(path: Path) -> tuple[str, str]:
    """The name as it was given, and the one it leads to."""
    return os.path.abspath(path), os.path.realpath(path)  # noqa: PTH100  # links stay as they are


def _folder_ids(folders: set[str]) -> list[tuple[int, int] | None]:
    found: list[tuple[int, int] | None] = []
    for folder in sorted(folders):
        with contextlib.suppress(OSError):
            state = Path(folder).stat()
            found.append((state.st_dev, state.st_ino))
            continue
        found.append(None)
    return found


def _seen(path: Path) -> Seen:
    """What tells one state of a file from another; mtime alone may lie."""
    try:
        state = path.stat()
    except OSError:
        return None
    return os.path.realpath(path), state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns
