"""The review app: a local web server over the tables and the reviewers' logs."""
