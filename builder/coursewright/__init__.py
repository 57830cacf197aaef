"""Coursewright compiles a competency framework into e-learning packages an LMS can take."""

__version__ = "0.1.0"
