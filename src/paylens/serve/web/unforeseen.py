"""Errors that nobody foresaw: answered like any other, logged by kind and place."""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from paylens.serve.web.logs import LOGGER

SAID = "This should not have happened; it is in the server's log."
PLACES = 6


class Unforeseen:
    """Answers 500 with what every answer carries. An error's message is not logged: it can quote
    what somebody asked, their pay too."""

    def __init__(self, app: ASGIApp, refused: Callable[..., Response]) -> None:
        self._app = app
        self._refused = refused

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; an answer that has begun when its error comes is cut off."""
        started = False

        async def noted(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except Exception as error:
            LOGGER.error(json.dumps({"error": type(error).__name__, "places": _places(error)}))
            if started:
                raise ConnectionAbortedError("an answer was cut off by an error") from None
            await self._refused(Request(scope), 500, SAID)(scope, receive, send)


def _places(error: Exception) -> list[str]:
    """Where the error came from, the innermost last."""
    frames = traceback.extract_tb(error.__traceback__)[-PLACES:]
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
