//! Arguments as people read of them: help and complaints, in their language.
//!
//! Arguments are read by the command as `clap` derives it. When there is something to tell, they are read once more by the
//! same command with its texts from the catalogue: most runs need none of them.

use std::ffi::OsString;
use std::io::Write as _;

use clap::builder::PossibleValue;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, CommandFactory as _};

use super::output::{Color, wants_color};
use super::{CLEAN, Cli, FAILED, complain, print};
use crate::phrase::Phrase;
use crate::rulebook::Texts;

/// Tells help, version or what is wrong with arguments that could not be read, and gives the exit code.
pub(super) fn tell(arguments: &[OsString], texts: &Texts) -> u8 {
    let mut command = command(texts);
    let Err(error) = command.clone().try_get_matches_from(arguments) else { return CLEAN };
    let help = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            error.render()
        }
        ErrorKind::MissingSubcommand => command.render_help(),
        _ => {
            complain(&complaint(&error, &command, arguments, texts), texts);
            return FAILED;
        }
    };
    // Help and version are no error; a closed pipe is nobody's problem.
    if error.use_stderr() {
        let _ = write!(std::io::stderr(), "{help}");
        return FAILED;
    }
    let _ = if wants_color(Color::Auto) { print(&help.ansi().to_string()) } else { print(&help.to_string()) };
    CLEAN
}

/// The command with all its texts in a language.
#[must_use]
pub fn command(texts: &Texts) -> Command {
    let mut command = Cli::command();
    command.build();
    localized(command, "help", texts)
}

/// A command with its texts; `id` is that of its own text in the catalogue.
fn localized(command: Command, id: &str, texts: &Texts) -> Command {
    let about = texts.help(id, None).unwrap_or_default();
    let command = command
        .mut_args(|arg| localized_argument(arg, id, texts))
        .mut_subcommands(|command| {
            // `help check` is `check` once more.
            let id = format!("help-{}", command.get_name());
            localized(command, &id, texts)
        })
        .subcommand_value_name(texts.say(&phrase!("usage-command")))
        .about(about);
    framed(command, texts)
}

/// A command whose help has its headings in the language.
fn framed(mut command: Command, texts: &Texts) -> Command {
    let header = *command.get_styles().get_header();
    let heading = |phrase: &Phrase| format!("{header}{}{header:#}", texts.say(phrase));
    let mut frame = format!("{{about-with-newline}}\n{} {{usage}}\n", heading(&phrase!("usage-heading")));
    for (is_there, phrase, tag) in [
        (command.has_subcommands(), phrase!("commands-heading"), "{subcommands}"),
        (command.get_positionals().next().is_some(), phrase!("arguments-heading"), "{positionals}"),
        (command.get_opts().next().is_some(), phrase!("options-heading"), "{options}"),
    ] {
        if is_there {
            frame.push_str(&format!("\n{}\n{tag}\n", heading(&phrase)));
        }
    }
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").replace("[OPTIONS]", &texts.say(&phrase!("usage-options")));
    command.override_usage(usage).help_template(frame.trim_end().to_owned())
}

/// What clap would add in English is put after the argument's own text instead.
fn localized_argument(arg: Arg, command: &str, texts: &Texts) -> Arg {
    let id = text_id(&arg, command, texts);
    let text = texts.help(&id, None).unwrap_or_default();
    let takes_value = arg.get_action().takes_values();
    let values: Vec<PossibleValue> = match takes_value {
        true => arg.get_possible_values().into_iter().filter(|value| !value.is_hide_set()).collect(),
        false => Vec::new(),
    };
    let names = values.iter().map(PossibleValue::get_name).collect::<Vec<_>>().join(", ");
    let (mut short, mut long) = (text.clone(), text);
    if !values.is_empty() {
        let width = values.iter().map(|value| value.get_name().chars().count()).max().unwrap_or(0);
        long.push_str(&format!("\n\n{}", texts.say(&phrase!("values-heading"))));
        for value in &values {
            let name = value.get_name();
            let meaning = texts.help(&id, Some(&format!("value-{name}"))).unwrap_or_default();
            long.push_str(&format!("\n- {:<1$} {meaning}", format!("{name}:"), width + 1));
        }
        short.push_str(&format!(" {}", texts.say(&phrase!("help-values", values = names))));
    }
    let mut notes = Vec::new();
    if let Some(name) = arg.get_env() {
        notes.push(phrase!("help-variable", name = name.to_string_lossy().into_owned()));
    }
    let defaults = arg.get_default_values().iter().map(|value| value.to_string_lossy().into_owned());
    let default = defaults.collect::<Vec<_>>().join(", ");
    if takes_value && !default.is_empty() {
        notes.push(phrase!("help-default", value = default));
    }
    for (index, note) in notes.iter().map(|note| texts.say(note)).enumerate() {
        long.push_str(&format!("{}{note}", if index == 0 { "\n\n" } else { "\n" }));
        short.push_str(&format!(" {note}"));
    }
    let arg = arg.help(short).long_help(long).hide_env(true).hide_default_value(true).hide_possible_values(true);
    match texts.help(&id, Some("name")) {
        Some(name) if takes_value => arg.value_name(name),
        _ => arg,
    }
}

/// The id of an argument's text in the catalogue; `command` is that of its command's.
fn text_id(arg: &Arg, command: &str, texts: &Texts) -> String {
    let name = arg.get_id().as_str().replace('_', "-");
    let own = format!("{command}-{name}");
    // `help-check` is the command `check`, and no argument of the program's own.
    let has_own = command != "help" && texts.help(&own, None).is_some();
    if has_own { own } else { format!("help-any-{name}") }
}

/// The variable of the environment that an argument's value comes from, where none of the `arguments` gives it.
fn variable(arg: &Arg, arguments: &[OsString]) -> Option<String> {
    let flag = format!("--{}", arg.get_long()?);
    let is_given = arguments
        .iter()
        .map(|argument| argument.to_string_lossy())
        .any(|argument| argument.strip_prefix(&flag).is_some_and(|rest| rest.is_empty() || rest.starts_with('=')));
    arg.get_env().filter(|_| !is_given).map(|name| name.to_string_lossy().into_owned())
}

/// What is wrong with the arguments, and how they are written.
fn complaint(error: &clap::Error, command: &Command, arguments: &[OsString], texts: &Texts) -> Phrase {
    let text = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) if !texts.is_empty() => {
            Some(texts.iter().map(|text| format!("`{text}`")).collect::<Vec<_>>().join(", "))
        }
        _ => None,
    };
    let plain = |kind: ContextKind| text(kind).unwrap_or_default();
    let shown = plain(ContextKind::InvalidArg);
    let value = plain(ContextKind::InvalidValue);
    let subcommands = command.get_subcommands().map(|command| (format!("help-{}", command.get_name()), command));
    let mut all = std::iter::once(("help".to_owned(), command))
        .chain(subcommands)
        .flat_map(|(id, command)| command.get_arguments().map(move |arg| (id.clone(), arg)));
    let about = all.find(|(_, arg)| arg.to_string() == shown);
    let argument = about.as_ref().and_then(|(_, arg)| variable(arg, arguments)).unwrap_or_else(|| shown.clone());
    let wrong = match error.kind() {
        ErrorKind::UnknownArgument => match text(ContextKind::SuggestedArg) {
            Some(near) => phrase!("arguments-unknown-near", argument = &argument, near),
            None => phrase!("arguments-unknown", argument = &argument),
        },
        ErrorKind::InvalidSubcommand => {
            let command = plain(ContextKind::InvalidSubcommand);
            match text(ContextKind::SuggestedSubcommand) {
                Some(near) => phrase!("arguments-unknown-command-near", command, near),
                None => phrase!("arguments-unknown-command", command),
            }
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if value.is_empty() => {
            phrase!("arguments-no-value", argument = &argument)
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => match text(ContextKind::SuggestedValue) {
            Some(near) => phrase!("arguments-value-near", value, argument = &argument, near),
            None => phrase!("arguments-value", value, argument = &argument),
        },
        ErrorKind::MissingRequiredArgument => phrase!("arguments-missing", arguments = &argument),
        ErrorKind::ArgumentConflict => match text(ContextKind::PriorArg) {
            Some(others) if others != argument => phrase!("arguments-conflict", argument = &argument, others),
            _ => phrase!("arguments-twice", argument = &argument),
        },
        ErrorKind::TooManyValues => phrase!("arguments-too-many", value, argument = &argument),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            let least = match error.get(ContextKind::MinValues).or(error.get(ContextKind::ExpectedNumValues)) {
                Some(ContextValue::Number(least)) => usize::try_from(*least).unwrap_or(1),
                _ => 1,
            };
            phrase!("arguments-too-few", argument = &argument, least)
        }
        _ => phrase!("arguments-wrong"),
    };
    let allowed =
        about.as_ref().filter(|_| matches!(error.kind(), ErrorKind::InvalidValue | ErrorKind::ValueValidation));
    let allowed = allowed.and_then(|(id, arg)| texts.help(&text_id(arg, id, texts), Some("allowed")));
    let wrong = match allowed {
        Some(allowed) => phrase!("arguments-allowed", wrong, allowed),
        None => wrong,
    };
    // What the argument is, in its own words: they say how a value is written and which there are.
    let about = about.and_then(|(_, arg)| arg.get_help());
    let about = about.map(|help| format!("\n  {shown}: {help}")).unwrap_or_default();
    let usage = match error.get(ContextKind::Usage) {
        Some(ContextValue::StyledStr(usage)) => {
            let usage = usage.to_string();
            format!("\n\n{} {}", texts.say(&phrase!("usage-heading")), usage.trim_start_matches("Usage: ").trim())
        }
        _ => String::new(),
    };
    phrase!("arguments-complaint", wrong, about, usage, help = phrase!("arguments-help", command = "taushet"))
}
