//! `taushet: flows/v1` as YAML and as JSON: reading, judging and `why`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use taushet::read::{self, Document};
use taushet::render::why::{json, text};
use taushet::why::explain;
use taushet_fuzz::{DAY, LAW, holds, pick, planted, run};

fuzz_target!(|data: &[u8]| {
    let Some((path, data)) = pick(data, &["a.yaml", "a.json"]) else { return };
    let run = run(path, &planted(data));
    let report = holds(&run);
    let Some(source) = run.sources.first() else { return };
    for document in read::read(source, 0, &LAW.vocabulary).documents {
        let Document::Flows(flows) = document else { continue };
        for flow in flows.flows.iter().take(4) {
            let Some(outcome) = report.flows.iter().find(|told| told.place.span == flow.id.span) else {
                assert!(report.n_failures() > 0, "a flow without a verdict: {:?}", flow.id);
                continue;
            };
            // A policy that errs is a failure of the report.
            let Ok(why) = explain(flow, &flows, &LAW, DAY, outcome.clone()) else {
                assert!(report.n_failures() > 0);
                continue;
            };
            assert!(!text(&why, &LAW.texts).is_empty());
            assert!(serde_json::from_str::<serde_json::Value>(&json(&why)).is_ok());
        }
    }
});
