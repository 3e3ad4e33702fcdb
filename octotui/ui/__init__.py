"""The screen: the only package that knows Textual and Rich."""

import os

os.environ.setdefault("TEXTUAL_FPS", "500")  # a frame waits 2 ms at most for what else changes, not 17
