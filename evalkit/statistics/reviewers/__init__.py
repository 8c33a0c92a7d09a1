"""Each reviewer against the others: severity, spread, error, halo, drift, own group."""
