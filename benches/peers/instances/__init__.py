"""Benchmark files, read as they are, and turned into the problem that peers are given."""
