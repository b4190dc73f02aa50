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

# Puts a fresh transcript of the demo into docs/demo.md.
readme:
    .ci/readme-transcript

# Random histories for as long as one likes, from a seed of one's choice.
chaos SECONDS SEED:
    KEYCLERK_CHAOS_SECONDS={{SECONDS}} KEYCLERK_SEED={{SEED}} cargo test --test it random_histories -- --nocapture

# Breaks the saga on purpose, one rule at a time; the histories have to notice each.
mutants:
    tests/mutants/run
