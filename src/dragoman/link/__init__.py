"""The link room: the same story printed twice, the same act told twice."""
