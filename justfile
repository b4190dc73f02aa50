# Everything a change must pass, as the build server runs it.
check:
    .ci/run

# The tests.
test:
    cargo test

# The whole product on this machine, no account anywhere.
demo:
    cargo run --release -- demo
