"""What reaches a person unasked: a daily job, a notification, and the memory of what was told."""
