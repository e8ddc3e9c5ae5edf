"""SPARQL over HTTP: the endpoint, the Graph Store Protocol, the page for people, the express lane."""
