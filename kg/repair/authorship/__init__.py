"""The one gate for author entries: from what a source prints for a name to people and collectives."""
