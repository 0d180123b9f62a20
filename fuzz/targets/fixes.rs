//! Fixes: what is mended has nothing new wrong with it, and what has been mended is left alone the next time.
#![no_main]

use std::collections::BTreeSet;

use libfuzzer_sys::fuzz_target;
use taushet::check::{Run, check};
use taushet::fix::mend;
use taushet::report::Report;
use taushet_fuzz::{LAW, described, pick, run};

const CONFIGURATION: &str =
    "taushet: config/v1\ninputs:\n  - { paths: [\"*\"], as: messages, with: { channel: gosys, theme: KOM } }\n";
const PATHS: [&str; 8] = ["a.yaml", "a.md", "a.json", "a.csv", "nb.ts", "a.properties", "a.html", "a.xml"];

fuzz_target!(|data: &[u8]| {
    let Some((path, data)) = pick(data, &PATHS) else { return };
    let is_marked = matches!(path, "a.yaml" | "a.md");
    let run = if is_marked { run(path, data) } else { described(CONFIGURATION, path, data) };
    let open = Run { shows_personal_data: true, ..run };
    let report = check(&LAW, open.clone());
    for suggested in [false, true] {
        let mended = mend(&LAW, &open, &report, suggested);
        let mut again = open.clone();
        again.replace(mended.texts.clone());
        let after = check(&LAW, again.clone());
        assert!(after.n_failures() <= report.n_failures(), "a fix makes a text unreadable");
        let known = keys(&report);
        assert!(keys(&after).is_subset(&known), "a fix makes a finding: {:?}", keys(&after).difference(&known));
        assert!(mended.made == 0 || after.findings.len() < report.findings.len(), "a fix mends nothing");
        let twice = mend(&LAW, &again, &after, suggested);
        assert!(twice.made == 0 || mended.left > 0, "what was mended is mended again: {:?}", twice.texts);
    }
});

fn keys(report: &Report) -> BTreeSet<(usize, &str)> {
    report.findings.iter().map(|finding| (finding.place.source, finding.fingerprint.as_str())).collect()
}
