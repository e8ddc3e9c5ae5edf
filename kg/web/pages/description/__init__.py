"""What is said of one thing, read from the graph and put in order for people."""
