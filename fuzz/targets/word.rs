//! Word documents: any bytes, and a zip that is whole outside whatever its parts hold.
#![no_main]

use std::io::{Cursor, Write as _};

use libfuzzer_sys::fuzz_target;
use taushet_fuzz::{described, holds, pick, planted};
use zip::write::SimpleFileOptions;

const MESSAGES: &str = "taushet: config/v1\ninputs:\n  - { paths: [\"*\"], as: messages, with: { channel: gosys } }\n";
const ROUTINE: &str = "taushet: config/v1\ninputs:\n  - { paths: [\"*\"], as: routine, with: { actor: nks, title: Kontakt, channel: gosys } }\n";

const DOCUMENT: &[u8] = b"<w:document><w:body><w:p><w:r><w:t>Gjelder depositum</w:t></w:r></w:p></w:body></w:document>";

#[derive(Clone, Copy)]
enum Part {
    Whole,
    Document,
    Footer,
}

fuzz_target!(|data: &[u8]| {
    let Some(((configuration, part), data)) = pick(
        data,
        &[(MESSAGES, Part::Document), (ROUTINE, Part::Document), (MESSAGES, Part::Footer), (MESSAGES, Part::Whole)],
    ) else {
        return;
    };
    let bytes = match part {
        Part::Whole => {
            // A whole zip with the fuzzer's bytes written over its own, from where its first two say.
            let mut bytes = zip(&[("word/document.xml", DOCUMENT), ("word/footer1.xml", DOCUMENT)]);
            let Some((at, data)) = data.split_at_checked(2) else { return };
            let at = usize::from(u16::from_be_bytes([at[0], at[1]])) % (bytes.len() + 1);
            let end = (at + data.len()).min(bytes.len());
            bytes.splice(at..end, data.iter().copied());
            bytes
        }
        Part::Document => zip(&[("word/document.xml", &planted(data))]),
        Part::Footer => zip(&[("word/footer1.xml", &planted(data)), ("word/document.xml", b"<w:document/>")]),
    };
    holds(&described(configuration, "a.docx", &bytes));
});

fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        zip.start_file(*name, options).expect("a zip in memory takes parts");
        zip.write_all(bytes).expect("memory takes bytes");
    }
    zip.finish().expect("a zip in memory can be ended").into_inner()
}
