"""Only public http(s) addresses are read, whatever leads to them."""

import contextlib
import http.server
import socket
import threading
import time

import pytest

from paylens.errors import FileUnreadable
from paylens.serve import fetching
from paylens.serve.fetching import fetched, public


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "0.0.0.0",
        "100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "nonsense",
    ],
)  # fmt: skip
def test_no_private_address_is_public(address: str) -> None:
    assert not public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8"])
def test_public_addresses(address: str) -> None:
    assert public(address)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("ftp://example.org/x", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("gopher://example.org", "only http and https"),
        ("http://", "with a host"),
        ("http://me:secret@example.org", "without a password"),
        ("http://example.org:8080/", "80 and 443"),
        ("http://example.org:port/", "no address"),
        ("http://localhost/", "not on the public internet"),
        ("http://127.0.0.1/", "not on the public internet"),
        ("http://2130706433/", "not on the public internet|no such host"),
        ("http://[::1]/", "not on the public internet"),
    ],
)
def test_other_addresses_are_refused(address: str, why: str) -> None:
    with pytest.raises(FileUnreadable, match=why):
        fetched(address)


def test_a_name_with_one_private_address_is_refused() -> None:
    with pytest.raises(FileUnreadable, match="not on the public internet"):
        fetched("http://both.example/", lambda host, port: ["8.8.8.8", "10.0.0.1"])


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch):
    """A site on this machine that stands for a public one; what it answers, by path."""
    pages: dict[str, tuple[int, dict[str, str], bytes]] = {}

    class Answers(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = pages[self.path]
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    connect = socket.create_connection
    reached: list[tuple[str, int]] = []

    def to_site(address: tuple[str, int], *others: object) -> socket.socket:
        reached.append(address)
        return connect(("127.0.0.1", server.server_port), 5)

    monkeypatch.setattr(fetching.socket, "create_connection", to_site)
    yield pages, reached
    server.shutdown()
    server.server_close()


def resolve(host: str, port: int) -> list[str]:
    return {"site.example": ["8.8.8.8"], "inside.example": ["192.168.1.1"]}[host]


def test_the_address_that_was_checked_is_the_one_asked(site) -> None:
    pages, reached = site
    pages["/a?b=1"] = (200, {}, b"ML engineers earn $150,000.")
    assert fetched("http://site.example/a?b=1", resolve) == b"ML engineers earn $150,000."
    assert reached == [("8.8.8.8", 80)]


@pytest.mark.parametrize(
    ("there", "why"),
    [
        ("http://inside.example/", "not on the public internet"),
        ("file:///etc/passwd", "only http and https"),
        ("http://site.example:22/", "80 and 443"),
        ("/again", "more than 5 times"),
    ],
)
def test_a_redirect_is_held_to_the_same_rules(site, there: str, why: str) -> None:
    pages, _ = site
    pages["/"] = pages["/again"] = (302, {"Location": there}, b"")
    with pytest.raises(FileUnreadable, match=why):
        fetched("http://site.example/", resolve)


def test_a_redirect_within_the_rules_is_followed(site) -> None:
    pages, _ = site
    pages["/"] = (301, {"Location": "/new"}, b"")
    pages["/new"] = (200, {}, b"here")
    assert fetched("http://site.example/", resolve) == b"here"


@pytest.mark.parametrize(
    ("status", "headers", "body", "why"),
    [
        (404, {}, b"", "answers 404"),
        (200, {}, b"x" * (fetching.LARGEST_BYTES + 1), "larger than 5 MB"),
        (200, {"Content-Encoding": "gzip"}, b"x", "packed"),
    ],
)
def test_what_is_not_read(site, status: int, headers: dict, body: bytes, why: str) -> None:
    pages, _ = site
    pages["/"] = (status, headers, body)
    with pytest.raises(FileUnreadable, match=why):
        fetched("http://site.example/", resolve)


def test_a_slow_answer_ends(site, monkeypatch: pytest.MonkeyPatch) -> None:
    pages, _ = site
    pages["/"] = (200, {}, b"x" * 1000)
    monkeypatch.setattr(fetching, "LONGEST_SECONDS", -1.0)
    with pytest.raises(FileUnreadable, match="longer than"):
        fetched("http://site.example/", resolve)


def test_an_answer_that_drips_ends_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each piece comes in time; all together would take minutes."""
    listening = socket.create_server(("127.0.0.1", 0))
    connect = socket.create_connection

    def drip() -> None:
        there, _ = listening.accept()
        with there, contextlib.suppress(OSError):
            there.sendall(b"HTTP/1.1 200 OK\r\n")
            for number in range(1000):
                there.sendall(f"X-{number}: y\r\n".encode())
                time.sleep(0.05)

    threading.Thread(target=drip, daemon=True).start()
    where = listening.getsockname()
    monkeypatch.setattr(fetching.socket, "create_connection", lambda *_: connect(where, 5))
    started = time.monotonic()
    with pytest.raises(FileUnreadable, match="longer than"):
        fetched("http://site.example/", resolve, longest_seconds=0.5)
    assert time.monotonic() - started < 20
    listening.close()
