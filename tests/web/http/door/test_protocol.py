"""What the door lets in, what it refuses, and that nobody else has to pay for it."""

from __future__ import annotations

import socket
import time

import pytest

from kg.web.http.door import connection

GET = b"GET / HTTP/1.1\r\nHost: data.example.org\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n"


def test_a_request_after_the_other_and_all_at_once(doors) -> None:  # type: ignore[no-untyped-def]
    with doors() as door:
        client = door.client()
        for _ in range(3):
            assert client.ask(GET).body == b"data.example.org / "
        client.send(GET * 5)
        assert [client.read().status for _ in range(5)] == [200] * 5
        assert client.ask(POST % 3 + b"abc").body == b"x / abc"
        assert not door.noted


@pytest.mark.parametrize("path", [b"/here", b"/large", b"/wait"])
def test_a_client_that_sends_no_more_gets_its_answers(doors, path: bytes) -> None:  # type: ignore[no-untyped-def]
    with doors() as door:
        client = door.client()
        client.send(b"GET /first HTTP/1.1\r\nhost: a\r\n\r\nGET %b HTTP/1.1\r\nhost: a\r\n\r\n" % path)
        client.socket.shutdown(socket.SHUT_WR)
        assert client.read().body == b"a /first "
        door.go_on.set()
        said = client.read().body
        assert said == (b"a %b " % path if path != b"/large" else b"x" * 20_000_000)
        assert client.ends() == b""


def test_a_client_that_sends_no_more_is_not_waited_for(doors, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(connection, "_HALF_CLOSED_SECONDS", 0.05)
    with doors() as door:
        client = door.client()
        client.send(b"GET /wait HTTP/1.1\r\nhost: a\r\n\r\n")
        client.socket.shutdown(socket.SHUT_WR)
        assert client.ends() == b""
        half = door.client()
        half.send(b"GET /wai")
        half.socket.shutdown(socket.SHUT_WR)
        assert half.ends() == b""


def test_a_connection_on_which_nothing_comes_is_closed(doors) -> None:  # type: ignore[no-untyped-def]
    with doors(head_seconds=0.05) as door:
        assert door.client().ends() == b""
        assert door.noted == {"nothing came": 1}
        assert door.crowd.count == 0


@pytest.mark.parametrize("begin", [b"G", b"GET / HT", b"GET / HTTP/1.1\r\nHost: x\r\nX-A", b"GET /?a=b"])
def test_a_head_that_does_not_end_is_refused(doors, begin: bytes) -> None:  # type: ignore[no-untyped-def]
    with doors(head_seconds=0.05) as door:
        client = door.client()
        found = client.ask(begin)
        assert (found.status, found.headers["connection"]) == (408, "close")
        assert "header did not arrive within 0.05 s" in found.problem["detail"]
        assert client.ends() == b""
        assert door.asked == []


def test_the_time_of_a_head_counts_from_its_first_byte_however_many_follow(doors) -> None:  # type: ignore[no-untyped-def]
    with doors(head_seconds=0.3) as door:
        client = door.client()
        assert client.ask(GET).status == 200
        client.send(b"GET / HTTP/1.1\r\n")
        noted = 0
        while not door.noted:  # a field now and then holds no connection
            noted += 1
            client.send(b"X-%d: y\r\n" % noted)
            time.sleep(0.02)
        assert client.read().status == 408


def test_empty_lines_hold_no_connection(doors) -> None:  # type: ignore[no-untyped-def]
    with doors(head_seconds=0.1) as door:
        client = door.client()
        assert client.ask(GET).status == 200
        client.send(b"\r\n")
        assert client.ends() == b""
        assert door.noted == {"nothing came": 1}


def test_a_connection_that_rests_between_requests_is_left_alone(doors) -> None:  # type: ignore[no-untyped-def]
    with doors(head_seconds=0.05, body_seconds=0.05) as door:
        client = door.client()
        assert client.ask(GET).status == 200
        assert door.client().ends() == b""  # so the time of a head has passed
        assert client.ask(GET).status == 200


@pytest.mark.parametrize(
    "begin",
    [
        POST % 10 + b"abc",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc",
        b"POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n",
    ],
)
def test_a_body_that_does_not_end_is_refused(doors, begin: bytes) -> None:  # type: ignore[no-untyped-def]
    with doors(body_seconds=0.05) as door:
        client = door.client()
        found = client.ask(begin)
        if found.status == 100:
            found = client.read()
        assert found.status == 408
        assert found.problem["instance"] == "/"
        assert "body did not arrive" in found.problem["detail"]
        door.wait(lambda: door.asked == ["/", "gone"])  # whoever waited for it is told
        assert client.ends() == b""


def test_a_body_that_nobody_reads_holds_no_connection(doors) -> None:  # type: ignore[no-untyped-def]
    with doors(body_seconds=0.05, linger_seconds=0.1) as door:
        client = door.client()
        assert client.ask(b"POST /unread HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n").status == 200
        assert client.ends() == b""


def test_what_takes_long_here_is_not_the_fault_of_the_client(doors) -> None:  # type: ignore[no-untyped-def]
    with doors(head_seconds=0.05, body_seconds=0.05) as door:
        client = door.client()
        client.send(b"GET /wait HTTP/1.1\r\nHost: x\r\n\r\n")
        assert door.client().ends() == b""
        assert door.client().ends() == b""
        door.go_on.set()
        assert client.read().status == 200


@pytest.mark.parametrize("size", [60_001, 65_536, 70_000, 131_072, 200_000, 1_000_000])
def test_a_long_url_is_refused_and_never_cut(doors, size: int) -> None:  # type: ignore[no-untyped-def]
    with doors(url_bytes=60_000) as door:
        target = b"/sparql?query=" + b"a" * (size - 14)
        client = door.client()
        found = client.ask(b"GET %b HTTP/1.1\r\nHost: x\r\n\r\n" % target)
        assert (found.status, found.problem["limit"], found.problem["value"]) == (414, "URL bytes", 60_000)
        assert found.problem["instance"] == "/sparql"
        assert "POST" in found.problem["detail"]
        assert door.asked == []


def test_a_url_of_the_longest_length_is_served_whole(doors) -> None:  # type: ignore[no-untyped-def]
    with doors() as door:
        longest = door.crowd.terms.url_bytes
        target = b"/" + b"p" * (longest - 102) + b"?" + b"q" * 100
        found = door.client().ask(b"GET %b HTTP/1.1\r\nHost: x\r\n\r\n" % target)
        assert (found.status, found.body[-100:]) == (200, b"q" * 100)
        assert door.client().ask(b"GET %bq HTTP/1.1\r\nHost: x\r\n\r\n" % target).status == 414


@pytest.mark.parametrize(
    "fields",
    [b"X: " + b"y" * 40_000 + b"\r\n\r\n", b"X: y\r\n" * 7000, b"X: " + b"y" * 5_000_000],
    ids=["one", "many", "endless"],
)
def test_long_header_fields_are_refused(doors, fields: bytes) -> None:  # type: ignore[no-untyped-def]
    with doors() as door:
        client = door.client()
        found = client.ask(b"GET /a HTTP/1.1\r\nHost: x\r\n" + fields)
        assert (found.status, found.problem["limit"]) == (431, "header bytes")
        assert found.problem["instance"] == "/a"
        assert door.asked == []


@pytest.mark.parametrize("chunked", [False, True])
def test_a_long_body_is_refused(doors, chunked: bool) -> None:  # type: ignore[no-untyped-def]
    with doors(body_bytes=1000) as door:
        client = door.client()
        if chunked:
            client.send(b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2000\r\n")
            client.send(b"x" * 5000)
        else:
            client.send(POST % 1_000_000_000 + b"x" * 5000)
        found = client.read()
        assert (found.status, found.problem["limit"], found.problem["value"]) == (413, "body bytes", 1000)
        assert client.ends() == b""


@pytest.mark.parametrize(
    "request_",
    [
        b"nonsense\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/1.1\r\nHost x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"CONNECT a.example:443 HTTP/1.1\r\nHost: a.example\r\n\r\n",
        b"GET a/b HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET http:// HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET http://u@x/ HTTP/1.1\r\nHost: x\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ],
)
def test_what_is_no_request_is_refused_as_documented(doors, caplog, request_: bytes) -> None:  # type: ignore[no-untyped-def]
    with doors() as door:
        client = door.client()
        assert client.ask(request_).problem["type"].endswith("/bad-request")
        assert client.ends() == b""
        assert door.client().ask(GET).status == 200
    assert not caplog.records


def test_what_is_refused_waits_for_the_answers_before_it(doors) -> None:  # type: ignore[no-untyped-def]
    with doors() as door:
        client = door.client()
        client.send(b"GET /wait HTTP/1.1\r\nHost: a\r\n\r\n" + GET + POST % 10**9 + GET)
        door.wait(lambda: door.noted)
        door.go_on.set()
        assert [client.read().status for _ in range(3)] == [200, 200, 413]
        assert client.ends() == b""
        assert door.asked == ["/wait", "/"]


def test_a_body_that_breaks_off_in_line_waits_for_the_answers_before_it(doors) -> None:  # type: ignore[no-untyped-def]
    with doors() as door:
        client = door.client()
        client.send(b"GET /wait HTTP/1.1\r\nHost: a\r\n\r\n" + GET)
        client.send(b"POST /late HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n")
        door.wait(lambda: "/wait" in door.asked)
        door.go_on.set()
        assert [client.read().status for _ in range(3)] == [200, 200, 400]
        assert "/late" not in door.asked


def test_requests_that_wait_for_no_answer_have_an_end(doors) -> None:  # type: ignore[no-untyped-def]
    with doors(pipelined=5) as door:
        client = door.client()
        client.send(b"GET /wait HTTP/1.1\r\nHost: a\r\n\r\n" + GET * 50)
        door.wait(lambda: door.noted)
        door.go_on.set()
        assert [client.read().status for _ in range(7)] == [200] * 6 + [429]
        assert client.ends() == b""


def test_a_refusal_of_a_head_has_no_body(doors) -> None:  # type: ignore[no-untyped-def]
    with doors() as door:
        client = door.client()
        client.send(b"HEAD / HTTP/1.1\r\nHost: a b\r\n\r\n")
        found = client.ends()
        assert found.startswith(b"HTTP/1.1 400 ")
        assert found.endswith(b"\r\n\r\n")
        assert [line[1:4] for line in door.written] == [("HEAD", "/", 400)]


def test_what_was_refused_is_counted_and_logged(doors) -> None:  # type: ignore[no-untyped-def]
    with doors() as door:
        door.client().ask(b"POST /sparql?a=secret HTTP/1.1\r\nHost: [\r\n\r\n")
        (line,) = door.written
        assert line[:4] == ("127.0.0.1", "POST", "/sparql", 400)
        assert line[4] > 200
        assert door.noted == {"bad-request": 1}
