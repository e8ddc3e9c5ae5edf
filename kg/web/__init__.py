"""The read-only HTTP side: SPARQL Protocol, linked data, canned queries, downloads and pages.

    app      the application, with what every request goes through · routes: which path is answered by what
    api      canned queries, search, downloads, references, and their description in OpenAPI
    sparql   the endpoint, whole graphs, the page for people, the express lane for small queries
    linked   what answers under the IRIs of things: descriptions, typed links, the vocabulary, sitemaps
    pages    one module a kind of thing · description: what is said of one · lists · rendering
    http     the release served, negotiation, caching, problems, addresses, workers · door: connections

Each room imports those below it alone. Everything here is told which release to answer from; nothing
here writes.
"""
