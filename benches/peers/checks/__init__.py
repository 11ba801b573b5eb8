"""The independent checker: figures and faults, derived from routes and files alone. A peer's own word is not asked."""
