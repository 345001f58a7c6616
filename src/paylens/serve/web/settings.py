"""What whoever runs the server may choose."""

from __future__ import annotations

from dataclasses import dataclass

# Of one fact or option, in an address, a form or a profile.
LONGEST_TEXT = 200


@dataclass(frozen=True)
class Settings:
    """Limits and permissions of one server.

    `requests_per_minute` is per client address, 0 for no limit; `origins` may read answers from
    pages of their own (CORS), none unless named; a body is at most `largest_body_bytes`; an answer
    takes at most `longest_answer_seconds`. `fetch_addresses` lets anyone who may ask have a public
    web page read by this machine.
    """

    requests_per_minute: int = 600
    origins: tuple[str, ...] = ()
    largest_body_bytes: int = 262_144
    longest_answer_seconds: float = 20.0
    fetch_addresses: bool = False
