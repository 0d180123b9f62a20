//! Files that are too large to be held at once: checked piece by piece, each told as soon as it is checked.

use std::io::Write as _;
use std::path::Path;
use std::thread;

use jiff::civil::Date;

use super::output::{Color, Sink, not_written, tell_failures, tell_unread, told, wants_color};
use crate::check::{Extent, Input, Pieced, Run, examine, faults_beside};
use crate::discover::{Stream, Unread};
use crate::ordered::Jobs;
use crate::phrase::Phrase;
use crate::render::{Format, SoFar, close, open, part};
use crate::report::{Failure, Report};
use crate::rulebook::{Rulebook, Texts};
use crate::source::Source;

/// Checks the files in pieces, and writes the report in every format as it goes; what `report` says of the rest of the run
/// comes last. Gives what is left to judge the run by.
pub(super) fn run(
    rulebook: &Rulebook,
    run: Run,
    mut report: Report,
    streams: &[Stream],
    outputs: Vec<(Format, Option<&Path>)>,
    color: Color,
    jobs: Jobs,
) -> Result<Report, Phrase> {
    let config_source = run.config.as_ref().and_then(|(_, source)| run.sources.get(*source)).cloned();
    let read =
        run.inputs.iter().filter_map(|input| run.sources.get(input.source)).map(|source| source.path().to_owned());
    let paths: Vec<String> = read.chain(streams.iter().map(|stream| stream.shown.clone())).collect();
    let template = Run { sources: Vec::new(), inputs: Vec::new(), failures: Vec::new(), ..run };
    let mut writers = Writer::open_all(outputs, color, template.as_of, &rulebook.texts)?;
    for stream in streams {
        report.documents += 1;
        let mut pieced = Pieced::new(&rulebook.texts);
        let mut pieces = match stream.pieces() {
            Ok(pieces) => pieces.fuse(),
            Err(failure) => {
                pieced.fail(failure.tell(&rulebook.texts), &mut report);
                continue;
            }
        };
        loop {
            let batch: Vec<Result<Source, Unread>> = pieces.by_ref().take(jobs.get()).collect();
            if batch.is_empty() {
                break;
            }
            let runs = batch.into_iter().map(|source| {
                source.map_err(|unread| told_of_piece(&unread, &rulebook.texts)).map(|source| {
                    let mut run = template.clone();
                    run.sources = config_source.iter().cloned().chain([source]).collect();
                    let source = run.sources.len() - 1;
                    run.inputs = vec![Input { source, mapping: Some(stream.mapping), named: true }];
                    run
                })
            });
            let checked: Vec<Result<Report, Failure>> = thread::scope(|scope| {
                let workers: Vec<_> =
                    runs.map(|run| run.map(|run| scope.spawn(|| examine(rulebook, run, Extent::Piece)))).collect();
                let result = |worker: Result<thread::ScopedJoinHandle<'_, Report>, Failure>| match worker {
                    Ok(worker) => worker.join().map_err(|_| Failure {
                        place: None,
                        path: String::new(),
                        message: rulebook.texts.say(&phrase!("stream-broke")),
                        help: None,
                        ..Failure::default()
                    }),
                    Err(failure) => Err(failure),
                };
                workers.into_iter().map(result).collect()
            });
            for checked in checked {
                match checked {
                    Ok(mut piece) => {
                        let own = piece.sources.len().saturating_sub(1);
                        pieced.take(&mut piece, own);
                        report.absorb(&mut piece, own);
                        writers.iter_mut().try_for_each(|writer| writer.part(&mut piece, &rulebook.texts))?;
                    }
                    Err(failure) => pieced.fail(failure, &mut report),
                }
            }
        }
        let mapping = template.config.as_ref().and_then(|(config, _)| config.inputs.get(stream.mapping));
        pieced.close(mapping, &mut report);
    }
    let paths = paths.iter().map(String::as_str).collect();
    report.findings.extend(faults_beside(rulebook, &template, &report.used, &paths));
    report.tell_touches(&rulebook.texts);
    writers.into_iter().try_for_each(|writer| writer.close(&mut report, &rulebook.texts))?;
    Ok(report)
}

/// A piece that cannot be read: a file may have as many as it has pieces.
fn told_of_piece(unread: &Unread, texts: &Texts) -> Failure {
    Failure { kind: Some(unread.message.id), ..unread.tell(texts) }
}

/// Where one format of the report is written.
struct Writer {
    format: Format,
    color: Color,
    has_color: bool,
    /// Whether what could not be checked goes to standard error instead.
    is_apart: bool,
    name: String,
    out: Sink,
    /// What has been written of a format that has one list of findings and one of failures.
    so_far: SoFar,
}

impl Writer {
    fn open_all(
        outputs: Vec<(Format, Option<&Path>)>,
        color: Color,
        as_of: Date,
        texts: &Texts,
    ) -> Result<Vec<Writer>, Phrase> {
        let opened = |(format, file): (Format, Option<&Path>)| {
            let name = file.map_or_else(|| texts.say(&phrase!("standard-output")), |file| file.display().to_string());
            let out = Sink::open(file).map_err(|error| not_written(&name, &error))?;
            let has_color = file.is_none() && wants_color(color);
            let is_apart = file.is_none() && format.is_for_people();
            let mut writer = Writer { format, color, has_color, is_apart, name, out, so_far: SoFar::default() };
            let opened = writer.out.write_all(open(format, as_of).as_bytes());
            opened.or_else(|error| told(&writer.name, &error))?;
            Ok(writer)
        };
        outputs.into_iter().map(opened).collect()
    }

    fn part(&mut self, piece: &mut Report, texts: &Texts) -> Result<(), Phrase> {
        self.tell_failures(piece, texts)?;
        let Writer { format, has_color, is_apart, so_far, out, .. } = self;
        let mut write = |piece: &Report| part(piece, *format, texts, *has_color, so_far, out);
        let written = if *is_apart { piece.without_failures(write) } else { write(piece) };
        written.or_else(|error| told(&self.name, &error))
    }

    fn close(mut self, report: &mut Report, texts: &Texts) -> Result<(), Phrase> {
        self.tell_failures(report, texts)?;
        let Writer { format, has_color, is_apart, so_far, out, .. } = &mut self;
        let mut write = |report: &Report| close(report, *format, texts, *has_color, so_far, out);
        let written = if *is_apart { report.without_failures(write) } else { write(report) };
        written.and_then(|()| self.out.finish()).or_else(|error| told(&self.name, &error))?;
        if self.is_apart {
            tell_unread(report, self.format, texts);
        }
        Ok(())
    }

    /// Tells on standard error what could not be checked, after what has been found so far.
    fn tell_failures(&mut self, report: &Report, texts: &Texts) -> Result<(), Phrase> {
        if !self.is_apart || report.failures.is_empty() {
            return Ok(());
        }
        self.out.flush().or_else(|error| told(&self.name, &error))?;
        tell_failures(report, self.format, self.color, texts);
        Ok(())
    }
}
