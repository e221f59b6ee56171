"""Soát: verified vaccination records, from files to a verdict for every person."""

__version__ = "0.1.0"
