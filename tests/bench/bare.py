"""The yardstick: the least that an app of this framework with a table of so many rows can be."""

import sys

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Footer, Header

COLUMNS = ("Number", "Title", "Status", "Owner", "Target", "Score")


class Bare(App[None]):
    """A header, a table, a footer."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self._rows = rows

    def compose(self) -> ComposeResult:
        yield Header()
        yield DataTable(cursor_type="row")
        yield Footer()

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_columns(*COLUMNS)
        for number in range(self._rows):
            table.add_row(str(number), f"The title of row {number}", "open", f"person-{number % 40}", "2026-11-24", "6")


if __name__ == "__main__":
    Bare(int(sys.argv[1])).run()
