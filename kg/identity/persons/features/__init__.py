"""What speaks for and against two clusters being one person's: one list of features (`declared`)."""
