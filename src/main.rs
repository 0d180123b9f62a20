//! The `taushet` program.

fn main() -> std::process::ExitCode {
    taushet::cli::main()
}
