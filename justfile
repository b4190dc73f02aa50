# Run all checks that a change must pass, as CI does.
check:
    .ci/run

# Run the tests.
test:
    cargo test

# Run the whole product on this machine, without any account.
demo:
    cargo run --release -- demo

# Run the benchmarks and print tables.
bench:
    cargo bench

# Refresh `.sqlx` after a change to a query or a migration.
prepare:
    .ci/prepare

# Puts a fresh transcript of the demo into docs/demo.md.
readme:
    .ci/readme-transcript

# Run random histories for SECONDS, starting with SEED.
chaos SECONDS SEED:
    KEYCLERK_CHAOS_SECONDS={{SECONDS}} KEYCLERK_SEED={{SEED}} cargo test --test it random_histories -- --nocapture

# Break the code on purpose, one mutant at a time, and check that the tests fail.
mutants:
    tests/mutants/run
