//! Starts the command line of keyclerk.

use std::process::ExitCode;

fn main() -> ExitCode {
    keyclerk::cli::main()
}
