//! The command line: arguments, files and clock in; text and an exit code out.
//!
//! Exit codes, the same for every format: 0 nothing at or above `--fail-on`, 1 findings, 2 something could not be checked,
//! 3 no input was found. 2 wins over 1.

mod completions;
mod init;
mod lawbook;
mod laws;
mod man;
mod stream;
mod test;
mod why;

use std::io::{self, IsTerminal as _, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, CommandFactory as _, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::check::{Run, check};
use crate::discover::{Found, Mappings, Stream};
use crate::document_schema::{self, DocumentKind};
use crate::render::{Format, render};
use crate::report::{Failure, Place, Report};
use crate::rulebook::{Rulebook, Severity};

/// Finner brudd på taushetsplikten i sosialtjenesten før de skjer
#[derive(Debug, Parser)]
#[command(name = "taushet", version, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Kontrollerer dataflyter, meldinger og rutiner
    Check(CheckArgs),
    /// Viser hele begrunnelsen for én dataflyt
    Why(why::WhyArgs),
    /// Kjører dokumenter med forventninger som tester av reglene
    Test(test::TestArgs),
    /// Viser alle regler
    Rules {
        /// Mapper med lokale regler
        #[arg(long, value_name = "MAPPE", env = "TAUSHET_POLICIES", value_delimiter = ',')]
        policies: Vec<PathBuf>,
    },
    /// Forklarer én regel eller hjemmel
    Explain {
        /// Regelens eller hjemmelens id, for eksempel `fvl-13b-2`
        rule: String,
        /// Mapper med lokale regler
        #[arg(long, value_name = "MAPPE", env = "TAUSHET_POLICIES", value_delimiter = ',')]
        policies: Vec<PathBuf>,
    },
    /// Skriver JSON Schema for et slags dokument
    Schema {
        /// Hvilket slags dokument
        kind: DocumentKind,
    },
    /// Lager et oppsett, ett eksempel på hvert dokument og en CI-jobb
    Init {
        /// Mappen å skrive i
        #[arg(value_name = "MAPPE", default_value = ".")]
        folder: PathBuf,
        /// Hvor CI-jobben skal kjøre; ellers det som kodelageret viser, og GitHub når det ikke viser noe
        #[arg(long, value_name = "CI")]
        ci: Option<init::Ci>,
    },
    /// Skriver utfylling for et skall
    Completions {
        /// Hvilket skall
        shell: completions::Shell,
    },
    /// Skriver man-sidene
    Man {
        /// Mappen å skrive én side per kommando i; uten den skrives programmets egen side til standard ut
        #[arg(value_name = "MAPPE")]
        folder: Option<PathBuf>,
    },
}

/// When a run fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// Bare ved feil
    Error,
    /// Ved feil og advarsler
    Warning,
    /// Ved alle funn
    Info,
    /// Aldri
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Color {
    /// Når utdata er en terminal
    Auto,
    /// Alltid
    Always,
    /// Aldri
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Language {
    /// Bokmål
    Nb,
}

#[derive(Debug, Args)]
struct CheckArgs {
    /// Filer og mapper; `-` leser standard inn. Uten sti: oppsettets `inputs`, ellers arbeidsmappen
    #[arg(value_name = "STI")]
    paths: Vec<PathBuf>,
    /// Format, eventuelt `=FIL`; kan gjentas
    #[arg(long, value_name = "FORMAT[=FIL]", env = "TAUSHET_FORMAT", value_delimiter = ',')]
    format: Vec<String>,
    /// Språk i tekstene
    #[arg(long, env = "TAUSHET_LANGUAGE", default_value = "nb")]
    language: Language,
    /// Dagen som flyter uten egen dato vurderes på (ÅÅÅÅ-MM-DD); ellers i dag
    #[arg(long, value_name = "DATO", env = "TAUSHET_AS_OF")]
    as_of: Option<Date>,
    /// Oppsettet; ellers nærmeste taushet.yaml oppover
    #[arg(long, value_name = "FIL", env = "TAUSHET_CONFIG")]
    config: Option<PathBuf>,
    /// Mapper med lokale regler, ord og systemer; de kan bare stramme inn
    #[arg(long, value_name = "MAPPE", env = "TAUSHET_POLICIES", value_delimiter = ',')]
    policies: Vec<PathBuf>,
    /// Utgaven av forvaltningsloven
    #[arg(long, env = "TAUSHET_LAW", default_value = "1967")]
    law: lawbook::Edition,
    /// Når kjøringen feiler [standard: warning]
    #[arg(long, env = "TAUSHET_FAIL_ON")]
    fail_on: Option<FailOn>,
    /// Bare disse reglene
    #[arg(long, value_name = "REGEL", env = "TAUSHET_SELECT", value_delimiter = ',')]
    select: Vec<String>,
    /// Ikke disse reglene
    #[arg(long, value_name = "REGEL", env = "TAUSHET_IGNORE", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Farger
    #[arg(long, env = "TAUSHET_COLOR", default_value = "auto")]
    color: Color,
    /// Ikke skriv noe når alt er i orden
    #[arg(long, short, env = "TAUSHET_QUIET")]
    quiet: bool,
    /// Hopper over navngitte filer som ikke er dokumenter, eller som oppsettet ser bort fra; at ingen er igjen, er ikke en feil
    #[arg(long, env = "TAUSHET_SKIP_UNKNOWN")]
    skip_unknown: bool,
    /// Navnet som standard inn leses under; endelsen avgjør formatet
    #[arg(long, value_name = "NAVN", env = "TAUSHET_STDIN_FILENAME", default_value = "stdin.yaml")]
    stdin_filename: String,
}

const CLEAN: u8 = 0;
const FINDINGS: u8 = 1;
const FAILED: u8 = 2;
const NO_INPUT: u8 = 3;

/// In bytes: what the main thread has on Linux.
const STACK: usize = 8 * 1024 * 1024;

/// Runs the program on the process's arguments.
#[must_use]
pub fn main() -> ExitCode {
    // Of the main thread's stack musl tells only what is in use so far, and Cedar does not evaluate with so little left.
    match std::thread::Builder::new().stack_size(STACK).spawn(run).map(std::thread::JoinHandle::join) {
        Ok(Ok(code)) => code,
        Ok(Err(panic)) => std::panic::resume_unwind(panic),
        Err(error) => {
            complain(&error.to_string());
            ExitCode::from(FAILED)
        }
    }
}

fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version go to standard output and are no error; a closed pipe is nobody's problem.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { FAILED } else { CLEAN });
        }
    };
    let outcome = match cli.command {
        Command::Check(args) => run_check(&args),
        Command::Why(args) => why::run(&args),
        Command::Test(args) => test::run(&args),
        Command::Rules { policies } => with_local(&policies, |rulebook| print(&laws::rules(rulebook))),
        Command::Explain { rule, policies } => with_local(&policies, |rulebook| match laws::explain(rulebook, &rule) {
            Ok(text) => print(&text),
            Err(message) => Err(message),
        }),
        Command::Schema { kind } => {
            with_rulebook(|rulebook| print(&document_schema::schema(kind, &rulebook.vocabulary)))
        }
        Command::Init { folder, ci } => init::init(&folder, ci).and_then(|text| print(&text)),
        Command::Completions { shell } => print(&completions::completions(Cli::command(), shell)),
        Command::Man { folder } => man::man(Cli::command(), folder.as_deref()).and_then(|text| print(&text)),
    };
    match outcome {
        Ok(code) => ExitCode::from(code),
        Err(message) => {
            complain(&message);
            ExitCode::from(FAILED)
        }
    }
}

fn with_local(places: &[PathBuf], run: impl FnOnce(&Rulebook) -> Result<u8, String>) -> Result<u8, String> {
    let here = std::env::current_dir().map_err(|error| error.to_string())?;
    let shipped = lawbook::shipped()?;
    let local = lawbook::local(lawbook::Edition::InForce, places, &here);
    let local = local.map_err(|refused| refused.tell(&shipped.texts))?;
    run(&local.unwrap_or(shipped))
}

fn with_rulebook(run: impl FnOnce(&Rulebook) -> Result<u8, String>) -> Result<u8, String> {
    run(&lawbook::shipped()?)
}

fn run_check(args: &CheckArgs) -> Result<u8, String> {
    let outputs = outputs(&args.format)?;
    let here = std::env::current_dir().map_err(|error| format!("arbeidsmappen kan ikke leses: {error}"))?;
    let shipped = lawbook::edition(args.law)?;
    let configured = lawbook::configuration(args.config.as_deref(), &here, &shipped)?;
    let mut places = args.policies.clone();
    if let Some(configured) = &configured {
        places.extend(configured.config.policies.iter().map(|path| configured.root.join(path)));
    }
    let rulebook = match lawbook::local(args.law, &places, &here) {
        Ok(local) => local.unwrap_or(shipped),
        Err(lawbook::Refused::Said(said)) => return Err(said),
        Err(lawbook::Refused::Report(report)) => {
            complain(lawbook::UNUSABLE);
            write(&report, outputs.iter(), args.color, &shipped)?;
            return Ok(FAILED);
        }
    };
    for rule in args.select.iter().chain(&args.ignore) {
        if !laws::is_rule(&rulebook, rule) {
            return Err(laws::unknown(&rulebook, rule));
        }
    }
    let set = configured.as_ref().and_then(|configured| configured.config.fail_on.as_deref());
    let fail_on = args.fail_on.or(set.and_then(|word| FailOn::from_str(word, true).ok())).unwrap_or(FailOn::Warning);
    let may_be_empty = args.skip_unknown && !args.paths.is_empty();
    let (run, left_alone, streams) = gather(args, configured, &here);
    if !streams.is_empty() {
        let outputs = outputs.iter().map(|(format, file)| (*format, file.as_deref())).collect();
        let report = stream::run(&rulebook, run, &streams, outputs, args.color, left_alone)?;
        return Ok(exit_code(&report, fail_on, may_be_empty, &rulebook));
    }
    let mut report = check(&rulebook, run);
    report.left_alone += left_alone;
    let is_quiet = args.quiet && report.findings.is_empty() && report.failures.is_empty();
    write(&report, outputs.iter().filter(|(_, file)| file.is_some() || !is_quiet), args.color, &rulebook)?;
    Ok(exit_code(&report, fail_on, may_be_empty, &rulebook))
}

/// Writes a report in every format that was asked for.
fn write<'o>(
    report: &Report,
    outputs: impl Iterator<Item = &'o (Format, Option<PathBuf>)>,
    color: Color,
    rulebook: &Rulebook,
) -> Result<(), String> {
    for (format, file) in outputs {
        let text = render(report, *format, &rulebook.texts, file.is_none() && wants_color(color));
        match file {
            Some(path) => std::fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))?,
            None => drop(print(&text)?),
        }
    }
    Ok(())
}

/// The texts of the run, the number of files left alone, and the files that are read in pieces.
fn gather(args: &CheckArgs, configured: Option<lawbook::Configured>, here: &Path) -> (Run, usize, Vec<Stream>) {
    let mut found = Found::default();
    let mut config = None;
    let mut root = here.to_owned();
    if let Some(configured) = configured {
        found.failures.extend(configured.problems.into_iter().map(|problem| Failure {
            place: Some(Place { source: 0, span: problem.span }),
            path: configured.source.path().to_owned(),
            message: problem.message,
            help: problem.help,
        }));
        found.sources.push(configured.source);
        root = configured.root;
        config = Some(configured.config);
    }
    let mappings = Mappings::new(config.as_ref(), &root);
    found.failures.extend(mappings.failures.iter().cloned());
    if !args.paths.is_empty() {
        for path in &args.paths {
            if path.as_os_str() == "-" {
                found.stdin(&args.stdin_filename, &mappings);
            } else if args.skip_unknown {
                found.path_if_known(path, here, &mappings);
            } else {
                found.path(path, here, &mappings);
            }
        }
    } else if let Some(config) = config.as_ref().filter(|config| !config.inputs.is_empty()) {
        found.configured(config, 0, here, &mappings);
    } else {
        found.path(here, here, &mappings);
    }
    let run = Run {
        sources: found.sources,
        inputs: found.inputs,
        config: config.map(|config| (config, 0)),
        failures: found.failures,
        as_of: args.as_of.unwrap_or_else(|| jiff::Zoned::now().date()),
        select: args.select.clone(),
        ignore: args.ignore.clone(),
    };
    (run, found.left_alone, found.streams)
}

fn outputs(formats: &[String]) -> Result<Vec<(Format, Option<PathBuf>)>, String> {
    if formats.is_empty() {
        return Ok(vec![(Format::Human, None)]);
    }
    formats
        .iter()
        .map(|format| {
            let (name, file) = format
                .split_once('=')
                .map_or((format.as_str(), None), |(name, file)| (name, Some(PathBuf::from(file))));
            let known = Format::value_variants().iter().filter_map(ValueEnum::to_possible_value);
            let known = known.map(|value| value.get_name().to_owned()).collect::<Vec<_>>().join(", ");
            Format::from_str(name, false)
                .map(|format| (format, file))
                .map_err(|_| format!("ukjent format `{name}`; gyldige: {known}"))
        })
        .collect()
}

fn exit_code(report: &Report, fail_on: FailOn, may_be_empty: bool, rulebook: &Rulebook) -> u8 {
    if report.n_failures() > 0 {
        return FAILED;
    }
    if report.documents == 0 && !may_be_empty {
        complain(&rulebook.texts.phrase("no-input", &[]));
        return NO_INPUT;
    }
    let least = match fail_on {
        FailOn::Error => Severity::Error,
        FailOn::Warning => Severity::Warning,
        FailOn::Info => Severity::Info,
        FailOn::Never => return CLEAN,
    };
    let is_found = [Severity::Error, Severity::Warning, Severity::Info]
        .into_iter()
        .any(|severity| severity >= least && report.count(severity) > 0);
    if is_found { FINDINGS } else { CLEAN }
}

fn wants_color(color: Color) -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto if is_set("NO_COLOR") => false,
        Color::Auto if std::env::var_os("CLICOLOR_FORCE").is_some_and(|value| value != "0" && !value.is_empty()) => {
            true
        }
        Color::Auto => io::stdout().is_terminal(),
    }
}

/// Writes to standard output. A closed pipe ends the run in peace.
fn print(text: &str) -> Result<u8, String> {
    match io::stdout().lock().write_all(text.as_bytes()).and_then(|()| io::stdout().lock().flush()) {
        Ok(()) => Ok(CLEAN),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(CLEAN),
        Err(error) => Err(format!("kan ikke skrive: {error}")),
    }
}

fn complain(message: &str) {
    // There is nowhere to tell that standard error is closed.
    let _ = writeln!(io::stderr().lock(), "taushet: {}", crate::mask::mask(message));
}
