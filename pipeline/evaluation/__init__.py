"""Measuring the tables against gold annotation."""
