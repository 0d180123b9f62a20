//! `taushet completions`: what makes a shell complete commands, flags and their values.
//!
//! The command comes in, in whatever language it is described; the script comes out. Has no text of its own.

use clap::ValueEnum;
use clap_complete::{Generator, shells};
use clap_complete_nushell::Nushell;

/// A shell that has completions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Shell {
    /// Bash
    Bash,
    /// Zsh
    Zsh,
    /// Fish
    Fish,
    /// PowerShell
    Powershell,
    /// Elvish
    Elvish,
    /// Nushell
    Nushell,
}

/// The script that a shell sources.
pub(super) fn completions(command: clap::Command, shell: Shell) -> String {
    match shell {
        Shell::Bash => script(shells::Bash, command),
        Shell::Zsh => script(shells::Zsh, command),
        Shell::Fish => script(shells::Fish, command),
        Shell::Powershell => script(shells::PowerShell, command),
        Shell::Elvish => script(shells::Elvish, command),
        Shell::Nushell => script(Nushell, command),
    }
}

fn script(generator: impl Generator, mut command: clap::Command) -> String {
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(generator, &mut command, name, &mut script);
    String::from_utf8_lossy(&script).into_owned()
}
