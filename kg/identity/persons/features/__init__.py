"""What speaks for and against two clusters being one person's: features, in one declared list (`declared`)."""
