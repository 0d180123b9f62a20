//! Java's properties, catalogues in JavaScript and TypeScript, HTML and XML.
#![no_main]

use libfuzzer_sys::fuzz_target;
use taushet_fuzz::{described, holds, pick, planted};

const CONFIGURATION: &str =
    "taushet: config/v1\ninputs:\n  - { paths: [\"*\"], as: messages, with: { channel: gosys, theme: KOM } }\n";

/// What a finding must come of, whatever stands after it in the file.
const FIRST: [(&str, &str); 4] = [
    ("a_nn.properties", "planted=Bruker ønsker kontakt vedrørende depositum.\n"),
    ("nb.ts", "export const planted = 'Bruker ønsker kontakt vedrørende depositum.';\n"),
    ("a.html", "<p>Bruker ønsker kontakt vedrørende depositum.</p>\n"),
    ("a.xml", "<?xml version=\"1.0\"?>\n<a><b>Bruker ønsker kontakt vedrørende depositum.</b>\n"),
];

fuzz_target!(|data: &[u8]| {
    let Some(((path, first), data)) = pick(data, &FIRST) else { return };
    let Some((is_after, data)) = pick(data, &[false, true]) else { return };
    let data = planted(data);
    let text = if is_after { [first.as_bytes(), &data].concat() } else { data };
    let report = holds(&described(CONFIGURATION, path, &text));
    let is_found = report.findings.iter().any(|finding| finding.message.contains("depositum"));
    assert!(!is_after || is_found || report.n_failures() > 0, "what stands after a text hides it");
});
