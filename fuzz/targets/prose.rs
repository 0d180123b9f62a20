//! Markdown and text with front matter: messages and routines.
#![no_main]

use libfuzzer_sys::fuzz_target;
use taushet::expect;
use taushet_fuzz::{holds, pick, planted, run};

const MESSAGE: &str = "---\ntaushet: messages/v1\nchannel: gosys\nfrom: nks\n---\n";
const ROUTINE: &str = "---\ntaushet: routine/v1\nactor: nks\ntitle: Kontakt\nchannel: gosys\n---\n";

fuzz_target!(|data: &[u8]| {
    let Some(((path, front), data)) = pick(data, &[("a.md", ""), ("a.txt", ""), ("a.md", MESSAGE), ("a.md", ROUTINE)])
    else {
        return;
    };
    let text = [front.as_bytes(), &planted(data)].concat();
    let report = holds(&run(path, &text));
    assert!(front.is_empty() || report.documents + report.n_failures() > 0);
    if let Ok(text) = std::str::from_utf8(&text) {
        let _ = expect::read(path, text, None);
    }
});
