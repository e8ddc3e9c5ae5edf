"""How the weights of persons are learned from gold: `python -m tests.bench.weights --help`."""
