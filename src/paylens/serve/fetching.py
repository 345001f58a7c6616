"""A page of the web that somebody asked to have read: its bytes, from a public address alone.

Nothing in paylens fetches anything unless a user names the address. A name is looked up once per
hop, every address that it has must be public, and the connection goes to the one that was checked,
so that a second look-up cannot lead elsewhere (DNS rebinding). Redirects are followed by the same
rules. There is a limit on size, on hops and on time.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Timer
from urllib.parse import SplitResult, urljoin, urlsplit

from paylens.errors import FileUnreadable

LARGEST_BYTES = 5_000_000
LONGEST_SECONDS = 20.0
TOO_LONG = "took longer than a page may."
MOST_HOPS = 5
PIECE_BYTES = 65_536
PORTS = {"http": 80, "https": 443}
HEADERS = {
    "User-Agent": "paylens (reads one page at its user's request)",
    "Accept": "text/html, text/plain, text/markdown, application/pdf, */*;q=0.1",
    "Accept-Encoding": "identity",
}
REDIRECTS = (301, 302, 303, 307, 308)
Resolver = Callable[[str, int], list[str]]


def is_address(words: str) -> bool:
    """Whether words are an address of the web rather than a file."""
    return "://" in words[:12]


class NotPublic(FileUnreadable):
    """An address that is not on the public internet, or whose host is not known."""


def fetched(
    address: str, resolve: Resolver | None = None, longest_seconds: float | None = None
) -> bytes:
    """The bytes at a public http(s) address.

    Raises
    ------
    FileUnreadable
        Another scheme, an address that is not public, no answer, too slow, too large, not found.
    """
    longest = LONGEST_SECONDS if longest_seconds is None else longest_seconds
    until = time.monotonic() + longest
    asked = address
    for _ in range(MOST_HOPS + 1):
        parts = _checked(asked)
        answer = _asked(parts, asked, resolve or _resolved, until)
        if isinstance(answer, bytes):
            return answer
        asked = urljoin(asked, answer)
    raise FileUnreadable(f"{address}: leads on more than {MOST_HOPS} times.")


def _checked(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise FileUnreadable(f"{address}: is no address of the web.") from error
    if parts.scheme not in PORTS:
        raise FileUnreadable(f"{address}: only http and https addresses are read.")
    if not parts.hostname or parts.username is not None:
        raise FileUnreadable(f"{address}: give an address with a host and without a password.")
    if port not in (None, *PORTS.values()):
        raise FileUnreadable(f"{address}: only the web's own ports, 80 and 443, are read.")
    return parts


def _resolved(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def public(address: str) -> bool:
    """Whether an IP address is one of the public internet."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            return public(str(inner))
        if ip in NAT64:
            return public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    return ip.is_global and not ip.is_multicast


NAT64 = ipaddress.ip_network("64:ff9b::/96")


def _asked(parts: SplitResult, address: str, resolve: Resolver, until: float) -> bytes | str:
    """The body at an address, or where it leads on to."""
    host = parts.hostname or ""
    port = parts.port or PORTS[parts.scheme]
    try:
        found = resolve(host, port)
    except (OSError, UnicodeError) as error:
        raise NotPublic(f"{address}: no such host: {host}.") from error
    if not found or not all(public(each) for each in found):
        raise NotPublic(
            f"{address}: is not on the public internet; only public addresses are read. Save the "
            "page and give the file."
        )
    connection = _connection(parts.scheme, host, port, found[0], until)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    cut = Timer(max(until - time.monotonic(), 0.1), _cut, (connection,))
    cut.daemon = True
    cut.start()
    try:
        connection.request("GET", target, headers=HEADERS)
        answer = connection.getresponse()
        if answer.status in REDIRECTS:
            return answer.getheader("Location") or "/"
        if answer.status != 200:
            raise FileUnreadable(f"{address}: the server answers {answer.status} {answer.reason}.")
        if (answer.getheader("Content-Encoding") or "identity").lower() != "identity":
            raise FileUnreadable(f"{address}: the server sends it packed; save it as a file.")
        body = _body(answer, address, until)
        # A connection that was cut looks like one that ended.
        if time.monotonic() > until:
            raise FileUnreadable(f"{address}: {TOO_LONG}")
        return body
    except (OSError, http.client.HTTPException, ValueError, AttributeError) as error:
        if time.monotonic() > until:
            raise FileUnreadable(f"{address}: {TOO_LONG}") from error
        raise FileUnreadable(
            f"{address}: cannot be read: {error or type(error).__name__}."
        ) from error
    finally:
        cut.cancel()
        connection.close()


def _cut(connection: http.client.HTTPConnection) -> None:
    """End a connection that drips on: a timeout is of each piece alone, not of them all."""
    with suppress(OSError, AttributeError):
        connection.sock.shutdown(socket.SHUT_RDWR)


def _connection(
    scheme: str, host: str, port: int, checked: str, until: float
) -> http.client.HTTPConnection:
    """A connection to the IP address that was checked, under the host's own name."""
    left = max(until - time.monotonic(), 0.1)
    if scheme == "http":
        connection = http.client.HTTPConnection(host, port, timeout=left)
        connect = socket.create_connection
        connection._create_connection = lambda _, timeout, source: connect(  # type: ignore[attr-defined]
            (checked, port), timeout, source
        )
        return connection
    context = ssl.create_default_context()
    secure = http.client.HTTPSConnection(host, port, timeout=left, context=context)
    secure._create_connection = lambda _, timeout, source: socket.create_connection(  # type: ignore[attr-defined]
        (checked, port), timeout, source
    )
    return secure


def _body(answer: http.client.HTTPResponse, address: str, until: float) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while piece := answer.read1(PIECE_BYTES):
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST_BYTES:
            raise FileUnreadable(f"{address}: is larger than {LARGEST_BYTES // 1_000_000} MB.")
        if time.monotonic() > until:
            raise FileUnreadable(f"{address}: {TOO_LONG}")
    return b"".join(pieces)
