"""What is counted, as Prometheus and OpenMetrics read it: by the parsers of their own library."""

from __future__ import annotations

import httpx
import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families as openmetrics
from prometheus_client.parser import text_string_to_metric_families as prometheus

from kg.version import __version__
from kg.web.http.metrics import BUCKETS, Metrics
from kg.web.http.operations import ServiceMetrics

pytestmark = pytest.mark.floors

COUNTED = "application/openmetrics-text"
OF_PROMETHEUS = (
    f"{COUNTED};version=1.0.0;escaping=allow-utf-8;q=0.6,{COUNTED};version=0.0.1;q=0.5,"
    "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2"
)


@pytest.mark.parametrize(
    ("accept", "media_type", "parse"),
    [
        ("", "text/plain; version=0.0.4; charset=utf-8", prometheus),
        ("*/*", "text/plain; version=0.0.4; charset=utf-8", prometheus),
        ("text/html", "text/plain; version=0.0.4; charset=utf-8", prometheus),
        (f"{COUNTED};q=0.1, text/plain", "text/plain; version=0.0.4; charset=utf-8", prometheus),
        (f"{COUNTED}; version=9;x, x", f"{COUNTED}; version=1.0.0; charset=utf-8", openmetrics),
        (OF_PROMETHEUS, f"{COUNTED}; version=1.0.0; charset=utf-8", openmetrics),
    ],
)
def test_either_format_is_what_its_parser_reads(client: httpx.Client, accept, media_type, parse) -> None:  # type: ignore[no-untyped-def]
    for _ in range(2):
        client.get("/no/such/thing")
    answer = client.get("/metrics", headers={"accept": accept})
    assert answer.headers["content-type"] == media_type
    assert "Accept" in answer.headers["vary"].split(", ")
    samples = {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in parse(answer.text)
        for sample in family.samples
    }
    known = next(key for key in samples if key[0] == "kg_info")
    assert ("version", __version__) in known
    asked = ("kg_requests_total", ("area", "thing"), ("method", "GET"), ("status", "404"))
    assert samples[asked] >= 2
    assert samples["kg_request_seconds_count", ("area", "thing")] >= samples[asked]
    assert samples["kg_spooled_bytes",] == 0


def test_buckets_add_up_over_processes() -> None:
    metrics = Metrics()
    metrics.count("GET", "thing", 200, 0.002)
    metrics.count("GET", "thing", 200, 31)
    other = [0] * (len(BUCKETS) + 1)
    other[0] = 3
    metrics.add("GET", "thing", 200, other, 0.003)
    samples = [sample for family in ServiceMetrics(metrics, None, 7).collect() for sample in family.samples]
    buckets = {s.labels["le"]: s.value for s in samples if s.name == "kg_request_seconds_bucket"}
    assert list(buckets) == [*map(str, BUCKETS), "+Inf"]
    assert (buckets["0.001"], buckets["0.0025"], buckets["30.0"], buckets["+Inf"]) == (3, 4, 4, 5)
    (total,) = [s.value for s in samples if s.name == "kg_request_seconds_sum"]
    assert total == pytest.approx(31.005)
    (spooled,) = [s.value for s in samples if s.name == "kg_spooled_bytes"]
    assert spooled == 7
