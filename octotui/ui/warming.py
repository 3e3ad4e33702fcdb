"""What a first visit and a first edit would wait for is imported while nobody does anything yet."""

from __future__ import annotations

import gc
import threading
from importlib import import_module
from typing import Final

from octotui.session import Session
from octotui.ui.tabs import VIEWS

AFTER_SECONDS: Final = 0.3
"""The first frame has been looked at by then."""
OTHERS: Final = ("octotui.ui.asking", "octotui.ui.dialogs.form", "octotui.store.editing")


class Warming:
    """Imports one module after the other on a thread of its own, until all is there or it is told to stop."""

    def __init__(self, session: Session) -> None:
        """Do nothing yet."""
        self._session = session
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="warming", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Stop behind the module that is being imported, and wait for that."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        for name in (*OTHERS, *dict.fromkeys(f"octotui.ui.{view.of.partition(':')[0]}" for view in VIEWS.values())):
            if self._stop.is_set():
                return
            import_module(name)
        if not self._session.readonly:
            from octotui.store.editing import get_ready

            get_ready(self._session.document)
        gc.freeze()  # all of this stays: nobody need look through it for garbage again and again
