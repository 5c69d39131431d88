"""The profiles are those of the window's tests."""

from tests.gui.conftest import founded, post

__all__ = ["founded", "post"]
