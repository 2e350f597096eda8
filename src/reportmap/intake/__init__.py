"""Files to stored events: reading, extraction by several processes, and the one writer of the store."""
