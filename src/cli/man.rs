//! `taushet man`: the manual, a page for the program and one for each command.
//!
//! The command comes in, in whatever language it is described; pages come out. Has no text of its own.

use std::fs;
use std::path::Path;

use clap_mangen::Man;

use crate::phrase::Phrase;

/// The program's own page; or where a folder is named, every page in a file of its own there, and nothing to print.
///
/// # Errors
/// Says which file or folder could not be written, and why.
pub(super) fn man(command: clap::Command, folder: Option<&Path>) -> Result<String, Phrase> {
    // `help` repeats every command, and has no page to lead to.
    let mut command = command.mut_subcommand("help", |help| help.hide(true));
    command.build();
    let source = format!("{} {}", command.get_name(), command.get_version().unwrap_or_default());
    let Some(folder) = folder else { return Ok(render(&page(&command, &source))) };
    fs::create_dir_all(folder).map_err(|error| super::output::not_written_at(folder, &error))?;
    for command in std::iter::once(&command).chain(command.get_subcommands().filter(|command| !command.is_hide_set())) {
        let page = page(command, &source);
        let path = folder.join(page.get_filename());
        fs::write(&path, render(&page)).map_err(|error| super::output::not_written_at(&path, &error))?;
    }
    Ok(String::new())
}

/// The page of one command. `source` is what the foot of each page says that it belongs to.
fn page(command: &clap::Command, source: &str) -> Man {
    // An empty date would be left out of the title, and what follows it taken for the date.
    Man::new(command.clone()).date("\"\"").source(source)
}

fn render(page: &Man) -> String {
    let mut text = Vec::new();
    // Writing to memory does not fail.
    let _ = page.render(&mut text);
    String::from_utf8_lossy(&text).into_owned()
}
