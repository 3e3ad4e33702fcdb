"""A bug ends the app, but not in a traceback over the terminal."""

from __future__ import annotations

import io
from collections.abc import Callable

from rich.console import Console, RenderableType
from textual.app import App
from textual.worker import WorkerFailed

from octotui.config.crash import InternalError


class KeepsFault(App[int]):
    """Leaves at the first exception that nobody caught, and keeps it for `run_safely`.

    For the program alone: an app in a test is to fail as Textual's apps do.
    """

    fault: Exception | None = None

    def _handle_exception(self, error: Exception) -> None:
        """Keep what a handler, a timer or a worker raised: Textual hands it to this method, and to no public one."""
        self._keep(error.error if isinstance(error, WorkerFailed) else error)

    def panic(self, *renderables: RenderableType) -> None:
        """Keep the error: this is how Textual ends when its input thread fails."""
        drawn = io.StringIO()
        Console(file=drawn, width=120, color_system=None).print(*renderables)
        error = RuntimeError("the terminal's input failed")
        error.add_note(drawn.getvalue())
        self._keep(error)

    def _keep(self, error: BaseException) -> None:
        if self.fault is None:
            self.fault = error if isinstance(error, Exception) else RuntimeError(repr(error))
            self.exit(1)


def run_safely(app: KeepsFault, *, mouse: bool, save: Callable[[], str]) -> int:
    """Run the app until the user leaves.

    Args:
        app: The app.
        mouse: Whether the mouse is used.
        save: Saves what can be saved after an internal error, and says in words what became of the changes.

    Returns:
        The exit status.

    Raises:
        InternalError: Something failed that nobody expected; the terminal is restored.
    """
    status = None
    try:
        status = app.run(mouse=mouse)
    except Exception as error:  # noqa: BLE001  # it is raised below
        app.fault = app.fault or error
    if app.fault:
        raise InternalError(_after(save)) from app.fault
    return status or 0


def _after(save: Callable[[], str]) -> str:
    try:
        return save()
    except Exception as error:  # noqa: BLE001  # it is told, and the first one is in the report
        return f"your last changes could not be saved: {error!r}"
