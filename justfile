# Everything a change must pass, as the build server runs it.
check:
    .ci/run

# The tests.
test:
    cargo test

# The whole product on this machine, no account anywhere.
demo:
    cargo run --release -- demo

# The benchmarks, as a table.
bench:
    cargo bench

# Refreshes `.sqlx` after a query or a migration changed.
prepare:
    .ci/prepare

# Puts a fresh transcript of the demo into the README.
readme:
    .ci/readme-transcript
