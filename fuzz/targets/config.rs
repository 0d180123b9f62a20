//! The configuration itself, and what a run under it says of one file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use taushet_fuzz::{described, holds, planted};

const FILE: &str =
    "{\"a\": [{\"id\": \"en\", \"tekst\": \"Bruker ønsker kontakt vedrørende depositum.\"}], \"b\": null}";

fuzz_target!(|data: &[u8]| {
    let Ok(configuration) = String::from_utf8(planted(data)) else { return };
    holds(&described(&configuration, "a.json", FILE.as_bytes()));
});
