"""The screen: the only package that knows Textual and Rich."""

import os

os.environ.setdefault("TEXTUAL_FPS", "120")  # a story follows its row in the next frame: sooner than with 60
