//! `taushet: messages/v1` as YAML and as JSON, alone, and after a message that must be found whatever follows.
#![no_main]

use libfuzzer_sys::fuzz_target;
use taushet::expect;
use taushet_fuzz::{holds, pick, planted, run};

const FIRST: &str = "taushet: messages/v1\nmessages:\n  - { id: planted, channel: gosys, theme: KOM, text: \"Bruker ønsker kontakt vedrørende depositum.\" }\n";

fuzz_target!(|data: &[u8]| {
    let Some(((path, is_after), data)) = pick(data, &[("a.yaml", false), ("a.json", false), ("a.yaml", true)]) else {
        return;
    };
    let data = planted(data);
    let text = if is_after { [FIRST.as_bytes(), &data].concat() } else { data };
    let report = holds(&run(path, &text));
    let is_found = report.findings.iter().any(|finding| finding.document.as_deref() == Some("planted"));
    assert!(!is_after || is_found || report.n_failures() > 0, "what stands after a message hides it");
    if let Ok(text) = std::str::from_utf8(&text) {
        let _ = expect::read(path, text, None);
    }
});
