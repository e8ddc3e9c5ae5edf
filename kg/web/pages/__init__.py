"""The pages for people: one module a kind of thing, the start page, browsing."""
