//! `taushet check`: what is gathered, checked, set aside, mended and told.

use std::borrow::Cow;
use std::io::{self, IsTerminal as _};
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::thread;

use clap::builder::FalseyValueParser;
use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::output::{self, Color, write};
use super::settings::Settings;
use super::today::today;
use super::{Aside, CLEAN, FAILED, FINDINGS, NO_INPUT, complain, print, print_masked, working_folder};
use super::{allow, baseline, fix, lawbook, laws, since, stream};
use crate::check::{Extent, Input, Run, check, examine_each};
use crate::decide;
use crate::discover::{Files, Found, Mappings, Stream, shown};
use crate::fix::mend;
use crate::ordered::Jobs;
use crate::phrase::Phrase;
use crate::read::Decision;
use crate::render::visible;
use crate::report::{Failure, Place, Report};
use crate::rulebook::{Language, Rulebook, Severity, Texts};
use crate::source::Source;

/// When a run fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    /// On errors.
    Error,
    /// On warnings too.
    Warning,
    /// On any finding.
    Info,
    /// Never.
    Never,
}

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// Files and folders; `-` is standard input.
    pub(super) paths: Vec<PathBuf>,
    /// A format, and where it is written: `json=report.json`.
    #[arg(long, env = "TAUSHET_FORMAT", value_delimiter = ',')]
    pub(super) format: Vec<String>,
    /// The day on which flows without one are judged.
    #[arg(long, env = "TAUSHET_AS_OF")]
    pub(super) as_of: Option<Date>,
    /// The configuration.
    #[arg(long, env = "TAUSHET_CONFIG")]
    pub(super) config: Option<PathBuf>,
    /// Folders of local law.
    #[arg(long, env = "TAUSHET_POLICIES", value_delimiter = ',')]
    pub(super) policies: Vec<PathBuf>,
    /// The edition of forvaltningsloven.
    #[arg(long, env = "TAUSHET_LAW", default_value = "1967")]
    pub(super) law: lawbook::Edition,
    /// When a run fails; a warning is enough when nobody says.
    #[arg(long, env = "TAUSHET_FAIL_ON")]
    pub(super) fail_on: Option<FailOn>,
    /// Only these rules.
    #[arg(long, env = "TAUSHET_SELECT", value_delimiter = ',')]
    pub(super) select: Vec<String>,
    /// Not these rules.
    #[arg(long, env = "TAUSHET_IGNORE", value_delimiter = ',')]
    pub(super) ignore: Vec<String>,
    /// Only documents that have changed since a revision of git.
    #[arg(long, env = "TAUSHET_SINCE")]
    pub(super) since: Option<String>,
    /// Whether what the run goes by is shown, and no more.
    #[arg(long)]
    pub(super) show_settings: bool,
    /// Lists the files that would be checked.
    #[arg(long)]
    pub(super) show_files: bool,
    /// Mends the files.
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "safe")]
    pub(super) fix: Option<fix::Level>,
    /// Shows what would be mended.
    #[arg(long)]
    pub(super) diff: bool,
    /// Findings that do not count.
    #[arg(long, env = "TAUSHET_BASELINE")]
    pub(super) baseline: Option<PathBuf>,
    /// Writes the findings of the day to that file.
    #[arg(long)]
    pub(super) write_baseline: bool,
    /// Tells what has been set aside too.
    #[arg(long, env = "TAUSHET_NO_SUPPRESSIONS", value_parser = FalseyValueParser::new(), conflicts_with = "write_baseline")]
    pub(super) no_suppressions: bool,
    /// Sets the findings of the day aside, for this reason.
    #[arg(long, conflicts_with_all = ["write_baseline", "no_suppressions", "fix", "diff"])]
    pub(super) add_suppression: Option<String>,
    /// The last day of what is set aside now.
    #[arg(long)]
    pub(super) suppress_until: Option<Date>,
    /// Who has decided it.
    #[arg(long)]
    pub(super) suppress_by: Option<String>,
    /// Masks nothing; on a screen only.
    #[arg(long)]
    pub(super) show_personal_data: bool,
    /// Colours.
    #[arg(long, env = "TAUSHET_COLOR", default_value = "auto")]
    pub(super) color: Color,
    /// Writes nothing when all is well.
    #[arg(long, short, env = "TAUSHET_QUIET", value_parser = FalseyValueParser::new())]
    pub(super) quiet: bool,
    /// Whether named files that are no documents are left alone.
    #[arg(long, env = "TAUSHET_SKIP_UNKNOWN", value_parser = FalseyValueParser::new())]
    pub(super) skip_unknown: bool,
    /// How many texts are checked at a time.
    #[arg(long, env = "TAUSHET_JOBS", allow_negative_numbers = true)]
    pub(super) jobs: Option<Jobs>,
    /// The name of standard input.
    #[arg(long, env = "TAUSHET_STDIN_FILENAME", default_value = "stdin.yaml")]
    pub(super) stdin_filename: String,
}

/// Runs the command.
pub(super) fn run(args: &CheckArgs, language: Language, aside: &Aside) -> Result<u8, Phrase> {
    // Where nobody does it, it is done when the first question is asked.
    let _ = aside.send(decide::get_ready);
    let outputs = output::outputs(&args.format)?;
    output::refuse(&outputs)?;
    if args.show_personal_data {
        // What is not a screen is kept by somebody: a log, a file, another program.
        let is_ci = std::env::var_os("CI").is_some_and(|value| !value.is_empty());
        let is_screen = io::stdout().is_terminal() && outputs.iter().all(|(_, file)| file.is_none());
        if is_ci || !is_screen {
            return Err(phrase!("cli-not-a-screen"));
        }
    }
    if args.suppress_by.as_ref().is_some_and(|by| by.trim().is_empty()) {
        return Err(phrase!("says-nothing", key = "--suppress-by"));
    }
    let today = args.as_of.unwrap_or_else(today);
    if args.suppress_until.is_some_and(|day| day < today) {
        return Err(phrase!("suppress-until-over"));
    }
    let here = working_folder()?;
    let shipped = lawbook::edition(args.law, language)?;
    let configured = lawbook::configuration(args.config.as_deref(), &here, &shipped)?;
    let mut places = args.policies.clone();
    if let Some(configured) = &configured {
        places.extend(configured.config.policies.iter().map(|path| configured.root.join(path)));
    }
    let rulebook = match lawbook::local(args.law, &places, &here, &shipped.texts) {
        // The process ends with the run: taking the law apart piece by piece would be for nobody.
        Ok(local) => ManuallyDrop::new(local.unwrap_or(shipped)),
        Err(lawbook::Refused::Said(said)) => return Err(said),
        Err(lawbook::Refused::Report(mut report)) => {
            complain(&phrase!("local-unusable"), &shipped.texts);
            write(&mut report, outputs.iter(), args.color, Jobs::MIN, &shipped)?;
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
    let jobs = args.jobs.or_else(|| thread::available_parallelism().ok()).unwrap_or(Jobs::MIN);
    let settings =
        Settings::of(args, configured.as_ref(), frozen_in.as_deref(), fail_on, rulebook.texts.language(), jobs);
    let config_path = configured.as_ref().map(|configured| here.join(configured.source.path()));
    let Gathered { mut run, files, left_alone, mut streams } = gather(args, configured, &here, &rulebook.texts);
    if let Some(path) = frozen_in.as_deref().filter(|_| !args.write_baseline && !args.no_suppressions) {
        add_baseline(&mut run, path, &here, &rulebook)?;
    }
    if let Some(revision) = &args.since {
        let law: Vec<&PathBuf> = places.iter().chain(&frozen_in).chain(&config_path).collect();
        leave_unchanged(&mut run, &mut streams, revision, &law, &here)?;
    }
    if args.show_settings {
        print(&settings.text(&rulebook.texts))?;
        return Ok(told_failures(&run, &rulebook.texts));
    }
    // A report in the place of what it is about would be the end of both.
    let read = run.sources.iter().map(Source::path).chain(streams.iter().map(|stream| stream.shown.as_str()));
    output::refuse_inputs(&outputs, read, &here)?;
    if args.show_files {
        return show_files(&run, &streams, &rulebook.texts);
    }
    let is_stdin = args.paths.iter().any(|path| path.as_os_str() == "-");
    refuse_what_is_not_written(args, is_stdin, streams.first())?;
    if let Some(reason) = &args.add_suppression {
        let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
        if reason.is_empty() || reason.contains("-->") {
            return Err(phrase!("directive-no-reason"));
        }
        let decision = Decision { reason, by: args.suppress_by.clone(), until: args.suppress_until };
        // What is written in files names things as the files do.
        let open = Run { shows_personal_data: true, ..run };
        let report = check(&rulebook, open.clone());
        let (done, is_left) = allow::write(&here, &open, &report, &decision, &rulebook)?;
        complain(&done, &rulebook.texts);
        return Ok(if !report.failures.is_empty() {
            FAILED
        } else if is_left {
            FINDINGS
        } else {
            CLEAN
        });
    }
    if !streams.is_empty() {
        let outputs = outputs.iter().map(|(format, file)| (*format, file.as_deref())).collect();
        let report = examine_files(&rulebook, run.clone(), &files, Extent::Rest, jobs);
        let report = Report { left_alone: report.left_alone + left_alone, ..report };
        let report = stream::run(&rulebook, run, report, &streams, outputs, args.color, jobs)?;
        return Ok(exit_code(&report, fail_on, may_be_empty, &rulebook));
    }
    let mut report = match args.diff || args.fix.is_some() {
        false => {
            let mut report = examine_files(&rulebook, run, &files, Extent::Whole, jobs);
            report.tell_touches(&rulebook.texts);
            report
        }
        true => {
            let open = Run { shows_personal_data: true, ..run.clone() };
            let mended =
                mend(&rulebook, &open, &check(&rulebook, open.clone()), args.fix == Some(fix::Level::Suggested));
            if args.diff {
                let report = check(&rulebook, run.clone());
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
        let answer = Decision { until: args.suppress_until, by: args.suppress_by.clone(), ..Decision::default() };
        complain(&baseline::write(&path, &here, &report, answer, &rulebook)?, &rulebook.texts);
        return Ok(CLEAN);
    }
    let is_quiet = args.quiet && report.findings.is_empty() && report.failures.is_empty();
    write(&mut report, outputs.iter().filter(|(_, file)| file.is_some() || !is_quiet), args.color, jobs, &rulebook)?;
    if let Some(revision) = args.since.as_ref().filter(|_| report.documents + report.n_failures() == 0) {
        complain(&phrase!("since-nothing", revision), &rulebook.texts);
        return Ok(CLEAN);
    }
    Ok(exit_code(&report, fail_on, may_be_empty, &rulebook))
}

/// Refuses what writes in files, or names their findings for later, where a text is no file or is not read whole.
fn refuse_what_is_not_written(args: &CheckArgs, is_stdin: bool, in_pieces: Option<&Stream>) -> Result<(), Phrase> {
    let refused = [
        (args.fix.is_some(), Some(phrase!("fix-of-stdin")), phrase!("fix-only-whole")),
        (args.diff, None, phrase!("fix-only-whole")),
        (args.write_baseline, Some(phrase!("baseline-of-stdin")), phrase!("baseline-only-whole")),
        (args.add_suppression.is_some(), Some(phrase!("allow-of-stdin")), phrase!("allow-only-whole")),
    ];
    for (_, of_stdin, what) in refused.into_iter().filter(|(is_asked, ..)| *is_asked) {
        let of_pieces = || in_pieces.map(|stream| stream.only_whole(what));
        if let Some(refusal) = of_stdin.filter(|_| is_stdin).or_else(of_pieces) {
            return Err(refusal);
        }
    }
    Ok(())
}

/// Leaves out what has not changed since a revision. When what is checked against has, everything is looked at.
fn leave_unchanged(
    run: &mut Run,
    streams: &mut Vec<Stream>,
    revision: &str,
    law: &[&PathBuf],
    here: &Path,
) -> Result<(), Phrase> {
    let changed = since::changed(revision, here)?;
    if law.iter().any(|place| changed.iter().any(|path| path.starts_with(here.join(place)))) {
        return Ok(());
    }
    let is_changed = |shown: &str| changed.contains(&absolute(here, shown));
    let sources = run.sources.iter().enumerate();
    run.only = Some(sources.filter(|(_, source)| is_changed(source.path())).map(|(index, _)| index).collect());
    streams.retain(|stream| is_changed(&stream.shown));
    Ok(())
}

/// The files of a run, one a line, and what kept others from being read.
fn show_files(run: &Run, streams: &[Stream], texts: &Texts) -> Result<u8, Phrase> {
    let judged = run.inputs.iter().filter(|input| run.only.as_ref().is_none_or(|only| only.contains(&input.source)));
    let mut paths: Vec<&str> = judged.filter_map(|input| run.sources.get(input.source)).map(Source::path).collect();
    paths.extend(streams.iter().map(|stream| stream.shown.as_str()));
    paths.sort_unstable();
    print(&paths.iter().map(|path| format!("{}\n", visible(path))).collect::<String>())?;
    Ok(told_failures(run, texts))
}

/// Tells what could not be read, and gives the exit code.
fn told_failures(run: &Run, texts: &Texts) -> u8 {
    for failure in &run.failures {
        let shown = failure.place.and_then(|place| run.sources.get(place.source)).map(Source::path);
        complain(&phrase!("in-file", path = shown.unwrap_or(&failure.path), problem = &failure.message), texts);
    }
    if run.failures.is_empty() { CLEAN } else { FAILED }
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
        ..Failure::default()
    }));
    run.sources.push(source);
    run.baseline = Some((baseline, index));
    Ok(())
}

/// What a run is made of.
struct Gathered {
    run: Run,
    /// Where the texts of the run lie that it does not hold.
    files: Files,
    /// How many files were left alone.
    left_alone: usize,
    /// The files that are read in pieces.
    streams: Vec<Stream>,
}

/// Checks the texts of a run, each read when its turn comes.
fn examine_files(rulebook: &Rulebook, run: Run, files: &Files, extent: Extent, jobs: Jobs) -> Report {
    let load = |input: Input| {
        let none = || Failure { message: rulebook.texts.say(&phrase!("file-not-there")), ..Failure::default() };
        let source = run.sources.get(input.source).ok_or_else(none)?;
        match files.read(input, source) {
            None => Ok(Cow::Borrowed(source)),
            Some(Ok(text)) => Ok(Cow::Owned(text)),
            Some(Err(unread)) => Err(unread.tell(&rulebook.texts)),
        }
    };
    examine_each(rulebook, &run, extent, jobs, &load).over(run.sources)
}

fn gather(args: &CheckArgs, configured: Option<lawbook::Configured>, here: &Path, texts: &Texts) -> Gathered {
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
            ..Failure::default()
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
    if args.fix.is_some() || args.diff || args.add_suppression.is_some() {
        found.hold();
    } else if args.show_files || args.show_settings {
        found.leave_unreadable();
    }
    failures.extend(found.failures.iter().map(|unread| unread.tell(texts)));
    let run = Run {
        config: config.map(|config| (config, 0)),
        failures,
        select: args.select.clone(),
        ignore: args.ignore.clone(),
        no_suppressions: args.no_suppressions,
        shows_personal_data: args.show_personal_data,
        ..Run::new(found.sources, found.inputs, args.as_of.unwrap_or_else(today))
    };
    Gathered { run, files: found.files, left_alone: found.left_alone, streams: found.streams }
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
