//! The lexicons: prose, routines and labels, of any text and of a short one many times over.
#![no_main]

use libfuzzer_sys::fuzz_target;
use taushet::lexicon::Mention;
use taushet::mask::mask;
use taushet_fuzz::{LAW, pick};

/// Long enough that what grows faster than its text is seen to.
const LONG: usize = 8 * 1024;

fuzz_target!(|data: &[u8]| {
    let Some((times, data)) = pick(data, &[1, 1, 1, 64, LONG]) else { return };
    let text = String::from_utf8_lossy(data);
    let text = text.repeat(times.min(LONG / text.len().max(1)).max(1));
    let prose = LAW.lexicon().read(&text).mentions(true);
    inside(&text, &prose);
    assert_eq!(prose, LAW.lexicon().read(&text).mentions(true));
    inside(&text, &LAW.routine_lexicon().read(&text).mentions(true));
    inside(&text, &LAW.lexicon().mentions_in_label(&text));
    assert_eq!(mask(&text).len(), text.len());
});

fn inside(text: &str, mentions: &[Mention]) {
    for mention in mentions {
        assert!(mention.start < mention.end, "{mention:?}");
        assert!(text.get(mention.start..mention.end).is_some(), "{mention:?} in {text:?}");
    }
}
