"""Agreement between reviewers: arrays in, results out; numpy, scipy and the standard library only."""
