"""Headers of every response: what a browser may do with it, and whether it is still fresh."""

from __future__ import annotations

import hashlib
from datetime import date
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from paylens.serve.questions import QUESTIONS

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
ALWAYS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
# What an answer depends on beside the market and the address.
VARIES = ("accept", "accept-language")
# What is somebody's own: answers with it are kept nowhere.
OWN = {"my_pay"}.union(*(question.private for question in QUESTIONS))


class AnswerHeaders:
    """Security headers; and an ETag: answers change only with the market, paylens and the day."""

    def __init__(self, app: ASGIApp, version: str) -> None:
        self._app = app
        self._version = version

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 304 where the asker has the answer already, else pass it on with its tag."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        tag = self._tag(scope) if scope["method"] in ("GET", "HEAD") else None
        held = tag is not None and tag in Headers(scope=scope).get("if-none-match", "")

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(ALWAYS)
                if message["status"] == 304:
                    headers["vary"] = ", ".join((*VARIES, "accept-encoding"))
                if message["status"] in (200, 304) and tag:
                    headers["etag"] = tag
                    headers.setdefault("cache-control", "no-cache")
                else:
                    headers.setdefault("cache-control", "no-store")
            await send(message)

        if held:
            await headed({"type": "http.response.start", "status": 304, "headers": []})
            await send({"type": "http.response.body", "body": b""})
            return
        await self._app(scope, receive, headed)

    def _tag(self, scope: Scope) -> str | None:
        """The answer's name, weak as compression changes bytes; none where somebody's pay is."""
        query = scope["query_string"].decode("latin-1")
        told = parse_qs(query, keep_blank_values=True)
        if OWN.intersection(told) or scope["path"].endswith("/health"):
            return None
        headers = Headers(scope=scope)
        today = date.today().isoformat()
        parts = (self._version, today, scope["path"], query, *(headers.get(n, "") for n in VARIES))
        return f'W/"{hashlib.blake2b(chr(0).join(parts).encode(), digest_size=12).hexdigest()}"'
