"""How much anyone may ask: requests a minute, bytes of a body, seconds of an answer."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from paylens.serve.web.settings import Settings

# What costs nothing to answer.
UNCOUNTED = ("/static/", "/api/v1/health")
# What is begun is worked out to its end, and some of it is remembered.
LATE = "try again in a moment, when it may be ready, or ask for less."


class Limits:
    """Refuses what is too much, before it costs anything."""

    def __init__(self, app: ASGIApp, settings: Settings, refused: Callable[..., Response]) -> None:
        self._app = app
        self._refused = refused
        self._settings = settings
        self._counts = FixedWindowRateLimiter(MemoryStorage())
        self._allowed = RateLimitItemPerMinute(max(1, settings.requests_per_minute))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is within the limits; refusals for the rest."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        client = (scope.get("client") or ("unknown",))[0]
        if self._counted(scope["path"]) and not self._counts.hit(self._allowed, client):
            await self._too_many(scope, client)(scope, receive, send)
            return
        await self._within_size_and_time(scope, receive, send)

    def _counted(self, path: str) -> bool:
        """Whether it counts: a page's own files do not, nor does asking if the server is well."""
        return bool(self._settings.requests_per_minute) and not path.startswith(UNCOUNTED)

    async def _within_size_and_time(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False
        most = self._settings.largest_body_bytes
        refusal = f"The body has more than {most:,} bytes; send fewer profiles."
        declared = Headers(scope=scope).get("content-length", "0")
        left = most

        async def counted() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise HTTPException(413, refusal)
            return message

        async def noted(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        if declared.isdigit() and int(declared) > most:
            await self._refused(Request(scope), 413, refusal)(scope, receive, send)
            return
        try:
            async with asyncio.timeout(self._settings.longest_answer_seconds):
                await self._app(scope, counted, noted)
        except TimeoutError:
            if started:
                raise
            late = f"No answer within {self._settings.longest_answer_seconds:g} s; {LATE}"
            await self._refused(Request(scope), 503, late)(scope, receive, send)

    def _too_many(self, scope: Scope, client: str) -> Response:
        until = self._counts.get_window_stats(self._allowed, client).reset_time
        wait = max(1, math.ceil(until - time.time()))
        most = self._settings.requests_per_minute
        told = (429, f"More than {most:,} requests in a minute; wait {wait} s.")
        said = self._refused(Request(scope), *told)
        said.headers["retry-after"] = str(wait)
        return said
