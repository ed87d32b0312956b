"""Speech to text in three modules that share one app."""
