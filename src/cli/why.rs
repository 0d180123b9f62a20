//! `taushet why FILE#FLOW`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::lawbook::{self, Edition};
use super::today::today;
use super::{print_masked, working_folder};
use crate::check::{Input, Run, check, names};
use crate::discover;
use crate::mask::Mask;
use crate::phrase::Phrase;
use crate::read::{self, Document};
use crate::render;
use crate::rulebook::Language;
use crate::vocabulary::nearest;
use crate::why::explain;

#[derive(Debug, Args)]
pub(super) struct WhyArgs {
    /// The file and the flow: `dataflyt.yaml#inndriving`.
    flow: String,
    /// The day on which the flow is judged when it has none.
    #[arg(long, env = "TAUSHET_AS_OF")]
    as_of: Option<Date>,
    /// The edition of forvaltningsloven.
    #[arg(long, env = "TAUSHET_LAW", default_value = "1967")]
    law: Edition,
    /// Folders of local law.
    #[arg(long, env = "TAUSHET_POLICIES", value_delimiter = ',')]
    policies: Vec<PathBuf>,
    /// The format.
    #[arg(long, default_value = "human")]
    format: WhyFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum WhyFormat {
    /// In words.
    Human,
    /// `taushet/why/v1`.
    Json,
}

pub(super) fn run(args: &WhyArgs, language: Language) -> Result<u8, Phrase> {
    let (file, id) = args.flow.rsplit_once('#').ok_or(phrase!("why-flow-form"))?;
    let here = working_folder()?;
    let shipped = lawbook::edition(args.law, language)?;
    let configured = lawbook::configuration(None, &here, &shipped)?;
    let configured = configured.iter().flat_map(|found| found.config.policies.iter().map(|path| found.root.join(path)));
    let places: Vec<PathBuf> = args.policies.iter().cloned().chain(configured).collect();
    let local =
        lawbook::local(args.law, &places, &here, &shipped.texts).map_err(|refused| refused.tell(&shipped.texts))?;
    let rulebook = &local.unwrap_or(shipped);
    let source = discover::read(&PathBuf::from(file), &here).map_err(Phrase::from)?;
    let as_of = args.as_of.unwrap_or_else(today);
    let reading = read::read(&source, 0, &rulebook.vocabulary);
    let hidden = Mask::of_names(names(rulebook, &source, &reading.documents));
    let hide = |phrase: Phrase| phrase!("verbatim", said = hidden.mask(&rulebook.texts.say(&phrase)).into_owned());
    let found = reading.documents.iter().find_map(|document| match document {
        Document::Flows(flows) => flows.flows.iter().find(|flow| flow.id.value == id).map(|flow| (flow, flows)),
        _ => None,
    });
    let Some((flow, document)) = found else {
        if let Some(problem) = reading.problems.first() {
            let position = source.position(problem.span.start);
            let at = format!("{}:{}:{}", source.path(), position.line, position.column);
            return Err(hide(phrase!("why-unreadable", id, file, at, problem = &problem.message)));
        }
        let known = reading.documents.iter().flat_map(|document| match document {
            Document::Flows(flows) => flows.flows.iter().map(|flow| flow.id.value.as_str()).collect(),
            _ => Vec::new(),
        });
        return Err(hide(match nearest(id, known) {
            Some(near) => phrase!("why-no-flow-near", id, file, near),
            None => phrase!("why-no-flow", id, file),
        }));
    };
    let run = Run::new(vec![source.clone()], vec![Input { source: 0, mapping: None, named: true }], as_of);
    let report = check(rulebook, run);
    // By place, as ids are masked in a report.
    let outcome = report.flows.into_iter().find(|verdict| verdict.place.span == flow.id.span);
    let outcome = outcome.ok_or_else(|| phrase!("why-undecided", id))?;
    let why =
        explain(flow, document, rulebook, as_of, outcome).map_err(|error| phrase!("policy-erred", error = error.0))?;
    let text = match args.format {
        WhyFormat::Human => render::why::text(&why, &rulebook.texts),
        WhyFormat::Json => render::why::json(&why),
    };
    print_masked(&hidden.mask(&text))
}
