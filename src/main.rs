//! The command line; exit codes.

fn main() {}
