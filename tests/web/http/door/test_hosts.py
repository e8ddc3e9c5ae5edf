"""What a `Host` may be, where an absolute target leads, and who counts as one client."""

from __future__ import annotations

import pytest

from kg.web.http.door.hosts import authority, fault, is_host, subscriber

GET = b"GET %b HTTP/1.1\r\nHost: %b\r\n\r\n"


@pytest.mark.parametrize(
    "text",
    [
        "a",
        "a.b",
        "a.b.",
        "A-1.b_c:80",
        "1.2.3.4",
        "1.2.3.4:65535",
        "[::1]",
        "[2001:db8::1.2.3.4]:1",
        "x" * 255,
    ],
)
def test_hosts(text: str) -> None:
    assert is_host(text)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "a b", "a/b", "a?b", "a#b", "a@b", "a:b", "a:65536", "a:123456", "a:1:2", ".", "a..b", ".a",
        "::1", "[::1", "::1]", "[]", "[1.2]", "[::g]", "[::1]x", "[fe80::1%25eth0]", "a%20b", "a\n", "é",
        "<a>", "a,b", "'a'", '"', "x" * 256,
    ],
)  # fmt: skip
def test_no_hosts(text: str) -> None:
    assert not is_host(text)


def test_one_host_is_needed_since_http_1_1() -> None:
    one = (b"host", b"a")
    assert not fault([one], "1.1")
    assert not fault([], "1.0")
    assert "no header field" in fault([], "1.1")
    assert "2 header fields" in fault([one, one], "1.1")
    assert "2 header fields" in fault([one, one], "1.0")
    assert "no name or address" in fault([(b"host", b"a b")], "1.0")


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (b"/a?b=http://c/d", None),
        (b"*", None),
        (b"ftp://a/b", None),
        (b"http://a/b?c", (b"a", b"/b?c")),
        (b"HTTPS://a:1", (b"a:1", b"/")),
        (b"http://a?b/c", (b"a", b"/?b/c")),
        (b"http:///a", (b"", b"/a")),
    ],
)
def test_absolute_targets(target: bytes, expected: tuple[bytes, bytes] | None) -> None:
    assert authority(target) == expected


@pytest.mark.parametrize(
    ("target", "host", "said"),
    [
        (b"http://right.example/a?b", b"wrong.example", b"right.example /a b"),
        (b"http://right.example:80", b"right.example:80", b"right.example:80 / "),
        (b"http://[::1]/", b"x", b"[::1] / "),
        (b"/a", b"x.", b"x. /a "),
    ],
)
def test_the_target_decides_whatever_host_says(doors, target: bytes, host: bytes, said: bytes) -> None:  # type: ignore[no-untyped-def]
    with doors() as door:
        assert door.client().ask(GET % (target, host)).body == said


@pytest.mark.parametrize(
    "target", [b"http://a b/", b"http://a<b/", b"http://[/", b"http://u:p@a/", b"http://:80/"]
)
def test_a_target_that_names_no_host_is_refused(doors, target: bytes) -> None:  # type: ignore[no-untyped-def]
    with doors() as door:
        assert door.client().ask(GET % (target, b"x")).status == 400


def test_the_server_as_a_whole_may_be_asked(doors) -> None:  # type: ignore[no-untyped-def]
    with doors() as door:
        assert door.client().ask(b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n").status == 200


def test_one_subscriber_has_many_addresses() -> None:
    assert subscriber("192.0.2.1") == "192.0.2.1"
    assert subscriber("2001:db8::1") == subscriber("2001:db8::2:3:4:5%eth0") != subscriber("2001:db8:0:1::1")
    assert subscriber("::ffff:192.0.2.1") == "::ffff:192.0.2.1"
    assert subscriber("") == "unknown"
    assert subscriber("a:b") == "a:b"
