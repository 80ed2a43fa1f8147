"""The stages: one module each; they wire tables to analysers and hold no linguistics."""
