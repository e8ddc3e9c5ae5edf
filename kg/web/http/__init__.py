"""What all answers over HTTP share: the release served, negotiation, caching, problems, workers, the door."""
