"""How many connections there may be, who has to go when there is no room, and who takes too little."""

from __future__ import annotations

from kg.web.http.door.sending import Pace

GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
WAIT = b"GET /wait HTTP/1.1\r\nHost: x\r\n\r\n"


def test_an_address_has_its_share_of_connections(doors) -> None:  # type: ignore[no-untyped-def]
    with doors(per_address=3) as door:
        held = [door.client() for _ in range(3)]
        door.wait(lambda: door.crowd.count == 3)
        one_more = door.client()
        found = one_more.ask(GET)
        assert (found.status, found.problem["limit"], found.problem["value"]) == (
            429,
            "connections of one address",
            3,
        )
        assert int(found.headers["retry-after"]) > 0
        assert "instance" not in found.problem
        assert one_more.ends() == b""
        assert held[1].ask(GET).status == 200  # those that are there are served
        held[0].close()
        door.wait(lambda: door.crowd.count == 2)
        assert door.client().ask(GET).status == 200


def test_a_proxy_may_have_as_many_as_it_likes(doors) -> None:  # type: ignore[no-untyped-def]
    with doors(per_address=2, exempt=True) as door:
        held = [door.client() for _ in range(10)]
        assert [client.ask(GET).status for client in held] == [200] * 10


def test_who_only_waits_makes_room_for_who_comes(doors) -> None:  # type: ignore[no-untyped-def]
    with doors(connections=3) as door:
        busy, idle, half = door.client(), door.client(), door.client()
        busy.send(WAIT)
        door.wait(lambda: door.asked == ["/wait"])
        assert idle.ask(GET).status == 200
        half.send(b"GET / HT")
        door.wait(lambda: door.crowd.count == 3)
        assert door.client().ask(GET).status == 200
        assert door.client().ask(GET).status == 200
        assert idle.ends() == half.ends() == b""
        door.go_on.set()
        assert busy.read().status == 200


def test_where_all_are_at_work_who_comes_is_told(doors) -> None:  # type: ignore[no-untyped-def]
    with doors(connections=2) as door:
        busy = [door.client(), door.client()]
        for client in busy:
            client.send(WAIT)
        door.wait(lambda: door.asked == ["/wait", "/wait"])
        found = door.client().ask(GET)
        assert (found.status, found.problem["limit"]) == (503, "connections")
        assert int(found.headers["retry-after"]) > 0
        door.go_on.set()
        assert [client.read().status for client in busy] == [200, 200]


def test_proxies_are_not_sent_away(doors) -> None:  # type: ignore[no-untyped-def]
    with doors(connections=2, exempt=True) as door:
        idle = [door.client(), door.client()]
        assert [client.ask(GET).status for client in idle] == [200, 200]
        assert door.client().ask(GET).status == 503
        assert [client.ask(GET).status for client in idle] == [200, 200]


def test_thousands_who_say_nothing_keep_nobody_out(doors) -> None:  # type: ignore[no-untyped-def]
    with doors(connections=40) as door:
        held = [door.client() for _ in range(300)]
        assert door.client().ask(GET).status == 200
        assert door.crowd.count <= 40
        assert len(held) == 300


def test_who_takes_nothing_is_left(doors) -> None:  # type: ignore[no-untyped-def]
    with doors(rate_seconds=0.2) as door:
        client = door.client(4096)
        client.send(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
        door.wait(lambda: door.noted == {"slow reader": 1})
        door.wait(lambda: door.crowd.count == 0)


def test_who_takes_less_than_the_least_rate_is_left(doors) -> None:  # type: ignore[no-untyped-def]
    with doors(rate_seconds=0.5, least_rate=10_000_000) as door:  # no machine is too slow to miss it
        slow = door.client(4096)
        slow.send(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
        while not door.noted:
            try:
                slow.socket.recv(500)
            except ConnectionError:
                break
            door.go_on.wait(0.01)
        door.wait(lambda: door.noted == {"slow reader": 1})


class Taken:
    """What a client has taken, and what still waits for it."""

    def __init__(self) -> None:
        self.waiting, self.bytes = 0, 0

    def get_write_buffer_size(self) -> int:
        return self.waiting

    def taken(self) -> int:
        return self.bytes


def test_the_pace_of_a_client_is_seen_over_whole_windows() -> None:
    pace, sending = Pace(rate=100, seconds=10), Taken()
    assert not pace.is_too_slow(sending, 0)  # nothing waits for it
    sending.waiting = 5000
    assert not pace.is_too_slow(sending, 50)  # so the time before does not count
    assert not pace.is_too_slow(sending, 59)
    sending.bytes = 1000  # all at once, at the end of the window
    assert not pace.is_too_slow(sending, 60)
    sending.bytes = 1999
    assert not pace.is_too_slow(sending, 69)
    assert pace.is_too_slow(sending, 70)


def test_who_has_taken_all_begins_anew() -> None:
    pace, sending = Pace(rate=100, seconds=10), Taken()
    sending.waiting = 5000
    assert not pace.is_too_slow(sending, 0)
    sending.waiting = 0
    assert not pace.is_too_slow(sending, 9)
    sending.waiting = 5000
    assert not pace.is_too_slow(sending, 12)
    assert pace.is_too_slow(sending, 22)
