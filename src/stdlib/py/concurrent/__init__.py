"""Namespace of concurrent.futures."""
