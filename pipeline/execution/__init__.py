"""How stages are run: shards, fingerprints, the runner, the executors."""
