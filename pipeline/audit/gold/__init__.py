"""Reviewed documents as gold annotation, and gold annotation as a reviewer."""
