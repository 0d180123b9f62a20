//! The command line: arguments, files and clock in; text and an exit code out.
//!
//! Exit codes, the same for every format: 0 nothing at or above `--fail-on`, 1 findings, 2 something could not be checked,
//! 3 no input was found. 2 wins over 1.

mod allow;
mod arguments;
mod baseline;
mod check;
mod completions;
mod fix;
mod git;
mod init;
mod language;
mod lawbook;
mod laws;
mod man;
mod output;
mod prove;
mod settings;
mod since;
mod stream;
mod test;
mod today;
mod why;

use std::convert::Infallible;
use std::ffi::OsString;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::mpsc;

use clap::{Parser, Subcommand};

use crate::discover::reason;
use crate::document_schema::{self, DocumentKind};
use crate::mask::mask;
use crate::phrase::Phrase;
use crate::render::visible;
use crate::rulebook::{Language, Rulebook, Texts};

/// The program's arguments. What people read of them stands in the catalogue: see [`arguments::command`].
#[derive(Debug, Parser)]
#[command(name = "taushet", version, propagate_version = true)]
struct Cli {
    /// The language of what is shown.
    #[arg(long, global = true, env = "TAUSHET_LANGUAGE")]
    language: Option<Language>,
    #[command(subcommand)]
    command: Command,
}

// The arguments of a command are made when it is the one.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
enum Command {
    /// Checks documents.
    Check(Box<check::CheckArgs>),
    /// Tells the reasoning for one flow.
    Why(why::WhyArgs),
    /// Runs documents with expectations.
    Test(test::TestArgs),
    /// Lists all rules.
    Rules {
        /// Folders of local law.
        #[arg(long, env = "TAUSHET_POLICIES", value_delimiter = ',')]
        policies: Vec<PathBuf>,
    },
    /// Explains a rule or provision.
    Explain {
        /// The id.
        rule: String,
        /// Folders of local law.
        #[arg(long, env = "TAUSHET_POLICIES", value_delimiter = ',')]
        policies: Vec<PathBuf>,
    },
    /// Proves the law.
    Prove(prove::ProveArgs),
    /// Writes a JSON Schema.
    Schema {
        /// The kind of document.
        kind: DocumentKind,
    },
    /// Writes a configuration and examples.
    Init {
        /// Where to write.
        #[arg(default_value = ".")]
        folder: PathBuf,
        /// Where the CI job is to run; else where the repository is.
        #[arg(long)]
        ci: Option<init::Ci>,
    },
    /// Writes completions for a shell.
    Completions {
        /// The shell.
        shell: completions::Shell,
    },
    /// Writes the manual.
    Man {
        /// Where to write a page for each command; else one page is printed.
        folder: Option<PathBuf>,
    },
}

pub use arguments::command;

const CLEAN: u8 = 0;
const FINDINGS: u8 = 1;
const FAILED: u8 = 2;
const NO_INPUT: u8 = 3;

/// In bytes: what the main thread has on Linux.
const STACK: usize = 8 * 1024 * 1024;

/// Runs the program on the process's arguments.
#[must_use]
pub fn main() -> ExitCode {
    // What a mistake of ours says may quote what was read.
    std::panic::set_hook(Box::new(|panic| {
        let at = panic.location().map(|at| format!(" ({}:{})", at.file(), at.line())).unwrap_or_default();
        complain_of(&format!("panic{at}: {}", panic.payload_as_str().unwrap_or_default()));
    }));
    // Of the main thread's stack musl tells only what is in use so far, and Cedar does not evaluate with so little left.
    // It ends the program itself, which leaves taking down what it has built to the system.
    let (aside, asked) = mpsc::channel();
    let work = move || -> Infallible { std::process::exit(i32::from(run(&aside))) };
    let worker = match std::thread::Builder::new().stack_size(STACK).spawn(work) {
        Ok(worker) => worker,
        Err(error) => {
            complain_of(&error.to_string());
            return ExitCode::from(FAILED);
        }
    };
    asked.into_iter().for_each(|work| work());
    match worker.join() {
        Ok(never) => match never {},
        // The hook has told.
        Err(_) => ExitCode::from(FAILED),
    }
}

/// What the main thread, which else waits, may do in the meantime.
type Aside = mpsc::Sender<fn()>;

/// Gives the exit code.
fn run(aside: &Aside) -> u8 {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let Ok(cli) = Cli::try_parse_from(&arguments) else {
        let texts = Texts::new(language::of_arguments(&arguments));
        return arguments::tell(&arguments, &texts);
    };
    let language = cli.language.or_else(|| configured_language(&cli.command)).unwrap_or_else(language::of_locale);
    let outcome = match cli.command {
        Command::Check(args) => check::run(&args, language, aside),
        Command::Why(args) => why::run(&args, language),
        Command::Test(args) => test::run(&args, language),
        Command::Rules { policies } => with_local(&policies, language, |rulebook| print(&laws::rules(rulebook))),
        Command::Explain { rule, policies } => {
            with_local(&policies, language, |rulebook| laws::explain(rulebook, &rule).and_then(|text| print(&text)))
        }
        Command::Prove(args) => prove::run(&args, language),
        Command::Schema { kind } => with_rulebook(language, |rulebook| {
            print(&document_schema::schema(kind, &rulebook.vocabulary, &rulebook.texts))
        }),
        Command::Init { folder, ci } => {
            with_rulebook(language, |rulebook| init::init(&folder, ci, rulebook).and_then(|text| print(&text)))
        }
        Command::Completions { shell } => {
            print(&completions::completions(arguments::command(&Texts::new(language)), shell))
        }
        Command::Man { folder } => {
            man::man(arguments::command(&Texts::new(language)), folder.as_deref()).and_then(|text| print(&text))
        }
    };
    match outcome {
        Ok(code) => code,
        Err(message) => {
            complain(&message, &Texts::new(language));
            FAILED
        }
    }
}

/// The language of the configuration that a command reads, or would read.
fn configured_language(command: &Command) -> Option<Language> {
    let named = match command {
        Command::Check(args) => args.config.as_deref(),
        _ => None,
    };
    lawbook::configured_language(named, &std::env::current_dir().ok()?)
}

fn with_local(
    places: &[PathBuf],
    language: Language,
    run: impl FnOnce(&Rulebook) -> Result<u8, Phrase>,
) -> Result<u8, Phrase> {
    let here = working_folder()?;
    let shipped = lawbook::shipped(language)?;
    let local = lawbook::local(lawbook::Edition::InForce, places, &here, &shipped.texts);
    let local = local.map_err(|refused| refused.tell(&shipped.texts))?;
    run(&local.unwrap_or(shipped))
}

/// The folder that the program is run in.
fn working_folder() -> Result<PathBuf, Phrase> {
    std::env::current_dir().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => phrase!("cli-folder-gone"),
        _ => phrase!("cli-no-folder", error = reason(&error)),
    })
}

fn with_rulebook(language: Language, run: impl FnOnce(&Rulebook) -> Result<u8, Phrase>) -> Result<u8, Phrase> {
    run(&lawbook::shipped(language)?)
}

/// Writes to standard output with personal data masked.
fn print(text: &str) -> Result<u8, Phrase> {
    print_masked(&mask(text))
}

/// Writes what was masked when it was made. A closed pipe ends the run in peace.
fn print_masked(text: &str) -> Result<u8, Phrase> {
    match io::stdout().lock().write_all(text.as_bytes()).and_then(|()| io::stdout().lock().flush()) {
        Ok(()) => Ok(CLEAN),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(CLEAN),
        Err(error) => Err(phrase!("cli-cannot-write", error = output::why_not_written(&error))),
    }
}

fn complain(message: &Phrase, texts: &Texts) {
    complain_of(&texts.say(message));
}

fn complain_of(message: &str) {
    // There is nowhere to tell that standard error is closed.
    let _ = writeln!(io::stderr().lock(), "taushet: {}", visible(&mask(message)));
}
