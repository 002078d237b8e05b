"""One row of the bench, one file: `run(bench)` gives rows."""
