//! YAML as the parser reads it, and as what most people write is read without it: the same tree, or the parser's alone.
#![no_main]

use libfuzzer_sys::fuzz_target;
use taushet::tree::parse;

// That both are the same is asserted where they meet, in builds with assertions.
fuzz_target!(|text: &str| {
    let (documents, problems) = parse(text, 0);
    assert!(!documents.is_empty());
    for problem in problems {
        assert!(text.get(problem.span.start..problem.span.end).is_some());
    }
});
