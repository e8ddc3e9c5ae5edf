"""From works and claims to N-Triples and N-Quads: the only place that makes IRIs of the graph's things."""
