"""The reviewers' verdicts: their logs, what they are worth today, and the figures they give."""
