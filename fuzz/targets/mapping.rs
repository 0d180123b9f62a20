//! A file without a marker, and the configuration's entry that describes it: queries, patterns and cases from the fuzzer.
//! The entry comes first, then a line of `====`, then the file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use taushet_fuzz::{described, holds, parts, pick, planted};

const PATHS: [&str; 8] = ["a.json", "a.jsonl", "a.csv", "a.yaml", "a.txt", "a_nn.properties", "nb.ts", "a.xml"];

fuzz_target!(|data: &[u8]| {
    let Some((path, data)) = pick(data, &PATHS) else { return };
    let Some((entry, text)) = parts(data) else { return };
    let entry = String::from_utf8_lossy(entry).replace('\n', "\n    ");
    let configuration = format!("taushet: config/v1\ninputs:\n  - paths: [\"*\"]\n    {entry}\n");
    holds(&described(&configuration, path, &planted(text)));
});
