//! The command line: arguments, files and clock in; text and an exit code out.
//!
//! Exit codes, the same for every format: 0 nothing at or above `--fail-on`, 1 findings, 2 something could not be checked,
//! 3 no input was found. 2 wins over 1.

mod allow;
mod arguments;
mod baseline;
mod completions;
mod fix;
mod init;
mod language;
mod lawbook;
mod laws;
mod man;
mod output;
mod settings;
mod since;
mod stream;
mod test;
mod why;

use std::ffi::OsString;
use std::io::{self, IsTerminal as _, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::check::{Run, check};
use crate::discover::{Found, Mappings, Stream, shown};
use crate::document_schema::{self, DocumentKind};
use crate::fix::mend;
use crate::mask::mask;
use crate::phrase::Phrase;
use crate::read::Decision;
use crate::render::{Format, render};
use crate::report::{Failure, Place, Report};
use crate::rulebook::{Language, Rulebook, Severity, Texts};
use crate::source::Source;
use output::Sink;
use settings::{Origin, Settings};

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

#[derive(Debug, Subcommand)]
enum Command {
    /// Checks documents.
    Check(Box<CheckArgs>),
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

/// When a run fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// On errors.
    Error,
    /// On warnings too.
    Warning,
    /// On any finding.
    Info,
    /// Never.
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Color {
    /// When the output is a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

#[derive(Debug, Args)]
struct CheckArgs {
    /// Files and folders; `-` is standard input.
    paths: Vec<PathBuf>,
    /// A format, and where it is written: `json=report.json`.
    #[arg(long, env = "TAUSHET_FORMAT", value_delimiter = ',')]
    format: Vec<String>,
    /// The day on which flows without one are judged.
    #[arg(long, env = "TAUSHET_AS_OF")]
    as_of: Option<Date>,
    /// The configuration.
    #[arg(long, env = "TAUSHET_CONFIG")]
    config: Option<PathBuf>,
    /// Folders of local law.
    #[arg(long, env = "TAUSHET_POLICIES", value_delimiter = ',')]
    policies: Vec<PathBuf>,
    /// The edition of forvaltningsloven.
    #[arg(long, env = "TAUSHET_LAW", default_value = "1967")]
    law: lawbook::Edition,
    /// When a run fails; a warning is enough when nobody says.
    #[arg(long, env = "TAUSHET_FAIL_ON")]
    fail_on: Option<FailOn>,
    /// Only these rules.
    #[arg(long, env = "TAUSHET_SELECT", value_delimiter = ',')]
    select: Vec<String>,
    /// Not these rules.
    #[arg(long, env = "TAUSHET_IGNORE", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Only documents that have changed since a revision of git.
    #[arg(long, env = "TAUSHET_SINCE")]
    since: Option<String>,
    /// Whether what the run goes by is shown, and no more.
    #[arg(long)]
    show_settings: bool,
    /// Lists the files that would be checked.
    #[arg(long)]
    show_files: bool,
    /// Mends the files.
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "safe")]
    fix: Option<fix::Level>,
    /// Shows what would be mended.
    #[arg(long)]
    diff: bool,
    /// Findings that do not count.
    #[arg(long, env = "TAUSHET_BASELINE")]
    baseline: Option<PathBuf>,
    /// Writes the findings of the day to that file.
    #[arg(long)]
    write_baseline: bool,
    /// Tells what has been set aside too.
    #[arg(long, env = "TAUSHET_NO_SUPPRESSIONS", conflicts_with = "write_baseline")]
    no_suppressions: bool,
    /// Sets the findings of the day aside, for this reason.
    #[arg(long, conflicts_with_all = ["write_baseline", "no_suppressions", "fix", "diff"])]
    add_suppression: Option<String>,
    /// The last day of what is set aside now.
    #[arg(long)]
    suppress_until: Option<Date>,
    /// Who has decided it.
    #[arg(long)]
    suppress_by: Option<String>,
    /// Masks nothing; on a screen only.
    #[arg(long)]
    show_personal_data: bool,
    /// Colours.
    #[arg(long, env = "TAUSHET_COLOR", default_value = "auto")]
    color: Color,
    /// Writes nothing when all is well.
    #[arg(long, short, env = "TAUSHET_QUIET")]
    quiet: bool,
    /// Whether named files that are no documents are left alone.
    #[arg(long, env = "TAUSHET_SKIP_UNKNOWN")]
    skip_unknown: bool,
    /// The name of standard input.
    #[arg(long, env = "TAUSHET_STDIN_FILENAME", default_value = "stdin.yaml")]
    stdin_filename: String,
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
    match std::thread::Builder::new().stack_size(STACK).spawn(run).map(std::thread::JoinHandle::join) {
        Ok(Ok(code)) => code,
        // The hook has told.
        Ok(Err(_)) => ExitCode::from(FAILED),
        Err(error) => {
            complain_of(&error.to_string());
            ExitCode::from(FAILED)
        }
    }
}

fn run() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let Ok(cli) = Cli::try_parse_from(&arguments) else {
        let texts = Texts::new(language::of_arguments(&arguments));
        return ExitCode::from(arguments::tell(&arguments, &texts));
    };
    let language = cli.language.or_else(|| configured_language(&cli.command)).unwrap_or_else(language::of_locale);
    let outcome = match cli.command {
        Command::Check(args) => run_check(&args, language),
        Command::Why(args) => why::run(&args, language),
        Command::Test(args) => test::run(&args, language),
        Command::Rules { policies } => with_local(&policies, language, |rulebook| print(&laws::rules(rulebook))),
        Command::Explain { rule, policies } => {
            with_local(&policies, language, |rulebook| laws::explain(rulebook, &rule).and_then(|text| print(&text)))
        }
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
        Ok(code) => ExitCode::from(code),
        Err(message) => {
            complain(&message, &Texts::new(language));
            ExitCode::from(FAILED)
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
    let here = std::env::current_dir().map_err(|error| phrase!("cli-no-folder", error = error.to_string()))?;
    let shipped = lawbook::shipped(language)?;
    let local = lawbook::local(lawbook::Edition::InForce, places, &here, &shipped.texts);
    let local = local.map_err(|refused| refused.tell(&shipped.texts))?;
    run(&local.unwrap_or(shipped))
}

fn with_rulebook(language: Language, run: impl FnOnce(&Rulebook) -> Result<u8, Phrase>) -> Result<u8, Phrase> {
    run(&lawbook::shipped(language)?)
}

fn run_check(args: &CheckArgs, language: Language) -> Result<u8, Phrase> {
    let outputs = outputs(&args.format)?;
    output::refuse(&outputs)?;
    if args.show_personal_data {
        // What is not a screen is kept by somebody: a log, a file, another program.
        let is_ci = std::env::var_os("CI").is_some_and(|value| !value.is_empty());
        let is_screen = io::stdout().is_terminal() && outputs.iter().all(|(_, file)| file.is_none());
        if is_ci || !is_screen {
            return Err(phrase!("cli-not-a-screen"));
        }
    }
    let here = std::env::current_dir().map_err(|error| phrase!("cli-no-folder", error = error.to_string()))?;
    let shipped = lawbook::edition(args.law, language)?;
    let configured = lawbook::configuration(args.config.as_deref(), &here, &shipped)?;
    let mut places = args.policies.clone();
    if let Some(configured) = &configured {
        places.extend(configured.config.policies.iter().map(|path| configured.root.join(path)));
    }
    let rulebook = match lawbook::local(args.law, &places, &here, &shipped.texts) {
        Ok(local) => local.unwrap_or(shipped),
        Err(lawbook::Refused::Said(said)) => return Err(said),
        Err(lawbook::Refused::Report(report)) => {
            complain(&phrase!("local-unusable"), &shipped.texts);
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
    let frozen_in = args.baseline.clone().or_else(|| {
        let configured = configured.as_ref()?;
        Some(configured.root.join(&configured.config.baseline.as_ref()?.value))
    });
    let settings = settings(args, configured.as_ref(), frozen_in.as_deref(), fail_on, &rulebook.texts);
    let config_path = configured.as_ref().map(|configured| here.join(configured.source.path()));
    let (mut run, left_alone, mut streams) = gather(args, configured, &here, &rulebook.texts);
    if let Some(path) = frozen_in.as_deref().filter(|_| !args.write_baseline && !args.no_suppressions) {
        add_baseline(&mut run, path, &here, &rulebook)?;
    }
    if let Some(revision) = &args.since {
        let changed = since::changed(revision, &here)?;
        let law = places.iter().chain(&frozen_in).chain(&config_path);
        if !law.into_iter().any(|place| changed.iter().any(|path| path.starts_with(here.join(place)))) {
            let is_changed = |shown: &str| changed.contains(&absolute(&here, shown));
            let sources = run.sources.iter().enumerate();
            run.only = Some(sources.filter(|(_, source)| is_changed(source.path())).map(|(index, _)| index).collect());
            streams.retain(|stream| is_changed(&stream.shown));
        }
    }
    if args.show_settings {
        return print(&settings.text(&rulebook.texts));
    }
    if args.show_files {
        return show_files(&run, &streams, &rulebook.texts);
    }
    if args.fix.is_some() && args.paths.iter().any(|path| path.as_os_str() == "-") {
        return Err(phrase!("fix-of-stdin"));
    }
    if !streams.is_empty() && (args.fix.is_some() || args.diff) {
        return Err(phrase!("fix-of-pieces"));
    }
    if !streams.is_empty() && args.write_baseline {
        return Err(phrase!("baseline-of-pieces"));
    }
    if !streams.is_empty() {
        let outputs = outputs.iter().map(|(format, file)| (*format, file.as_deref())).collect();
        let report = stream::run(&rulebook, run, &streams, outputs, args.color, left_alone)?;
        return Ok(exit_code(&report, fail_on, may_be_empty, &rulebook));
    }
    if let Some(reason) = &args.add_suppression {
        if !streams.is_empty() || args.paths.iter().any(|path| path.as_os_str() == "-") {
            return Err(phrase!("allow-not-written"));
        }
        let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
        if reason.is_empty() || reason.contains("-->") {
            return Err(phrase!("directive-no-reason"));
        }
        let decision = Decision { reason, by: args.suppress_by.clone(), until: args.suppress_until };
        let report = check(&rulebook, run.clone());
        let (done, is_left) = allow::write(&here, &run, &report, &decision, &rulebook)?;
        complain(&done, &rulebook.texts);
        return Ok(if !report.failures.is_empty() {
            FAILED
        } else if is_left {
            FINDINGS
        } else {
            CLEAN
        });
    }
    let mut report = match args.diff || args.fix.is_some() {
        false => check(&rulebook, run),
        true => {
            let report = check(&rulebook, run.clone());
            let mended = mend(&rulebook, &run, &report, args.fix == Some(fix::Level::Suggested));
            if args.diff {
                print_masked(&fix::diff(&run, &mended, &report.mask))?;
                return Ok(exit_code(&report, fail_on, may_be_empty, &rulebook));
            }
            fix::write(&here, &run, &mended)?;
            complain(&phrase!("fixes-made", made = mended.made, left = mended.left), &rulebook.texts);
            run.replace(mended.texts);
            check(&rulebook, run)
        }
    };
    report.left_alone += left_alone;
    if args.write_baseline && report.failures.is_empty() {
        let path = frozen_in.unwrap_or_else(|| PathBuf::from(baseline::NAME));
        let answer = baseline::Answer { until: args.suppress_until, by: args.suppress_by.as_deref() };
        complain(&baseline::write(&path, &here, &report, answer, &rulebook)?, &rulebook.texts);
        return Ok(CLEAN);
    }
    let is_quiet = args.quiet && report.findings.is_empty() && report.failures.is_empty();
    write(&report, outputs.iter().filter(|(_, file)| file.is_some() || !is_quiet), args.color, &rulebook)?;
    if let Some(revision) = args.since.as_ref().filter(|_| report.documents + report.n_failures() == 0) {
        complain(&phrase!("since-nothing", revision), &rulebook.texts);
        return Ok(CLEAN);
    }
    Ok(exit_code(&report, fail_on, may_be_empty, &rulebook))
}

/// What a run goes by.
fn settings(
    args: &CheckArgs,
    configured: Option<&lawbook::Configured>,
    frozen_in: Option<&Path>,
    fail_on: FailOn,
    texts: &Texts,
) -> Settings {
    let config = configured.map(|configured| &configured.config);
    let written = |path: &Path| path.display().to_string();
    let origin = Origin::of;
    let mut all = Settings::default();
    all.add("config", configured.map(|configured| configured.source.path()), origin(args.config.is_some(), false));
    let language = texts.language();
    let is_configured = config.is_some_and(|config| config.language == Some(language));
    all.add("language", Some(language.code()), origin(false, is_configured));
    all.add("law", Some(args.law.year()), origin(args.law != lawbook::Edition::InForce, false));
    let as_of = args.as_of.map(|day| day.to_string());
    all.add("as-of", as_of.as_deref(), origin(as_of.is_some(), false));
    let level = fail_on.to_possible_value();
    let level = level.as_ref().map(|level| level.get_name());
    all.add("fail-on", level, origin(args.fail_on.is_some(), config.is_some_and(|config| config.fail_on.is_some())));
    all.add_all("format", args.format.iter().cloned(), origin(!args.format.is_empty(), false));
    let local = config.is_some_and(|config| !config.policies.is_empty());
    let places = args.policies.iter().map(|path| written(path));
    let places = places.chain(config.into_iter().flat_map(|config| config.policies.iter().cloned()));
    all.add_all("policies", places, origin(!args.policies.is_empty(), local));
    let frozen = frozen_in.map(written);
    all.add("baseline", frozen.as_deref(), origin(args.baseline.is_some(), frozen.is_some()));
    all.add_all("select", args.select.iter().cloned(), origin(!args.select.is_empty(), false));
    all.add_all("ignore", args.ignore.iter().cloned(), origin(!args.ignore.is_empty(), false));
    let paths = args.paths.iter().map(|path| written(path));
    let inputs = config.into_iter().flat_map(|config| config.inputs.iter().flat_map(|input| &input.paths));
    let is_configured = config.is_some_and(|config| !config.inputs.is_empty());
    match args.paths.is_empty() {
        false => all.add_all("paths", paths, Origin::Given),
        true => all.add_all("paths", inputs.map(|path| path.value.clone()), origin(false, is_configured)),
    }
    all
}

/// The files of a run, one a line, and what kept others from being read.
fn show_files(run: &Run, streams: &[Stream], texts: &Texts) -> Result<u8, Phrase> {
    let judged = run.inputs.iter().filter(|input| run.only.as_ref().is_none_or(|only| only.contains(&input.source)));
    let mut paths: Vec<&str> = judged.filter_map(|input| run.sources.get(input.source)).map(Source::path).collect();
    paths.extend(streams.iter().map(|stream| stream.shown.as_str()));
    paths.sort_unstable();
    print(&paths.iter().map(|path| format!("{path}\n")).collect::<String>())?;
    for failure in &run.failures {
        complain(&phrase!("in-file", path = &failure.path, problem = &failure.message), texts);
    }
    Ok(if run.failures.is_empty() { CLEAN } else { FAILED })
}

/// The file that a path stands for, as people are shown it.
fn absolute(here: &Path, shown: &str) -> PathBuf {
    let path = here.join(shown);
    std::fs::canonicalize(&path).unwrap_or(path)
}

/// Takes the findings of an earlier day into a run.
fn add_baseline(run: &mut Run, path: &Path, here: &Path, rulebook: &Rulebook) -> Result<(), Phrase> {
    let (baseline, source, problems) = baseline::load(path, here, &rulebook.vocabulary)?;
    let index = run.sources.len();
    run.failures.extend(problems.into_iter().map(|problem| Failure {
        place: Some(Place { source: index, span: problem.span }),
        path: source.path().to_owned(),
        message: rulebook.texts.say(&problem.message),
        help: problem.help.map(|help| rulebook.texts.say(&help)),
    }));
    run.sources.push(source);
    run.baseline = Some((baseline, index));
    Ok(())
}

/// Writes a file whole or not at all.
fn write_whole(path: &Path, text: &str) -> Result<(), Phrase> {
    let written = Sink::open(Some(path)).and_then(|mut sink| sink.write(text).and_then(|()| sink.finish()));
    written.map_err(|error| not_written(&path.display().to_string(), &error))
}

/// Writes a report in every format that was asked for.
fn write<'o>(
    report: &Report,
    outputs: impl Iterator<Item = &'o (Format, Option<PathBuf>)>,
    color: Color,
    rulebook: &Rulebook,
) -> Result<(), Phrase> {
    for (format, file) in outputs {
        let text = render(report, *format, &rulebook.texts, file.is_none() && wants_color(color));
        match file {
            Some(path) => write_whole(path, &text)?,
            None => drop(print_masked(&text)?),
        }
    }
    Ok(())
}

/// The texts of the run, the number of files left alone, and the files that are read in pieces.
fn gather(
    args: &CheckArgs,
    configured: Option<lawbook::Configured>,
    here: &Path,
    texts: &Texts,
) -> (Run, usize, Vec<Stream>) {
    let mut found = Found::default();
    let mut failures = Vec::new();
    let mut config = None;
    let mut root = here.to_owned();
    if let Some(configured) = configured {
        failures.extend(configured.problems.into_iter().map(|problem| Failure {
            place: Some(Place { source: 0, span: problem.span }),
            path: configured.source.path().to_owned(),
            message: texts.say(&problem.message),
            help: problem.help.map(|help| texts.say(&help)),
        }));
        found.sources.push(configured.source);
        root = configured.root;
        let mut read = configured.config;
        for allowance in &mut read.allow {
            allowance.file.value = shown(&root.join(&allowance.file.value), here);
        }
        config = Some(read);
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
    failures.extend(found.failures.iter().map(|unread| unread.tell(texts)));
    let run = Run {
        sources: found.sources,
        inputs: found.inputs,
        config: config.map(|config| (config, 0)),
        failures,
        as_of: args.as_of.unwrap_or_else(|| jiff::Zoned::now().date()),
        select: args.select.clone(),
        ignore: args.ignore.clone(),
        baseline: None,
        no_suppressions: args.no_suppressions,
        shows_personal_data: args.show_personal_data,
        only: None,
    };
    (run, found.left_alone, found.streams)
}

fn outputs(formats: &[String]) -> Result<Vec<(Format, Option<PathBuf>)>, Phrase> {
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
                .map_err(|_| phrase!("cli-unknown-format", name, known))
        })
        .collect()
}

fn exit_code(report: &Report, fail_on: FailOn, may_be_empty: bool, rulebook: &Rulebook) -> u8 {
    if report.n_failures() > 0 {
        return FAILED;
    }
    if report.documents == 0 && !may_be_empty {
        complain(&phrase!("no-input"), &rulebook.texts);
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

/// Writes to standard output with personal data masked.
fn print(text: &str) -> Result<u8, Phrase> {
    print_masked(&mask(text))
}

/// Writes what was masked when it was made. A closed pipe ends the run in peace.
fn print_masked(text: &str) -> Result<u8, Phrase> {
    match io::stdout().lock().write_all(text.as_bytes()).and_then(|()| io::stdout().lock().flush()) {
        Ok(()) => Ok(CLEAN),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(CLEAN),
        Err(error) => Err(phrase!("cli-cannot-write", error = error.to_string())),
    }
}

/// A file or stream that a report could not be written to.
fn not_written(name: &str, error: &io::Error) -> Phrase {
    phrase!("in-file", path = name, problem = error.to_string())
}

fn complain(message: &Phrase, texts: &Texts) {
    complain_of(&texts.say(message));
}

fn complain_of(message: &str) {
    // There is nowhere to tell that standard error is closed.
    let _ = writeln!(io::stderr().lock(), "taushet: {}", mask(message));
}
