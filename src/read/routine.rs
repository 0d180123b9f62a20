//! `taushet: routine/v1` (contract § 2.3): the standard wordings that a routine tells staff to write.
//!
//! Block quotes and texts between «…» are messages in the routine's `channel`.

use super::Ctx;
use super::messages::{Draft, Message, stem};
use crate::source::{Source, Span};
use crate::tree::{Node, Scalar};

pub(crate) const KEYS: [&str; 5] = ["taushet", "actor", "title", "topic", "channel"];

/// Reads a routine's standard wordings.
pub(super) fn wordings(root: &Node, body: &Scalar, source: &Source, ctx: &mut Ctx<'_>) -> Vec<Message> {
    let mut channel = None;
    for entry in ctx.map(root, "rutinen") {
        match entry.key() {
            "taushet" => {}
            "actor" => drop(ctx.value_of("PartyKind", &entry.value, "actor")),
            "title" | "topic" => drop(ctx.text(&entry.value, entry.key())),
            "channel" => channel = ctx.value_of("System", &entry.value, "channel").map(|_| &entry.value),
            _ => ctx.unknown_key(entry, "rutinen", KEYS.iter().copied()),
        }
    }
    ctx.require(root, Span::new(root.span.start, root.span.start), "rutinen", &["actor", "title"]);
    let Some(channel) = channel else { return Vec::new() };
    standard_wordings((channel, ctx.index), body, source, ctx)
}

/// Reads the standard wordings of a routine that the configuration describes: its `with:` keys, and the body.
pub(super) fn described(
    with: &[(String, Node)],
    config: usize,
    body: &Scalar,
    source: &Source,
    ctx: &mut Ctx<'_>,
) -> Vec<Message> {
    let channel = with.iter().find(|(key, _)| key == "channel");
    channel.map_or_else(Vec::new, |(_, node)| standard_wordings((node, config), body, source, ctx))
}

/// The wordings as messages in a channel, which is stated in the source with the index beside it.
fn standard_wordings(channel: (&Node, usize), body: &Scalar, source: &Source, ctx: &mut Ctx<'_>) -> Vec<Message> {
    let (channel, index) = channel;
    quoted(body.text())
        .into_iter()
        .enumerate()
        .filter_map(|(number, (start, end))| {
            let text = body.text().get(start..end)?;
            let span = body.span_of(start..end);
            let mut draft = Draft::default();
            draft.set("channel", channel, index, true, ctx);
            // The marks that continue a block quote are blanked, so that a wording is read across its lines.
            draft.text = Some(Scalar::verbatim(unmarked(text), span));
            draft.finish(span, format!("{}-{}", stem(source.path()), number + 1))
        })
        .collect()
}

/// The text with the `>` at the start of its further lines replaced by a space, byte for byte.
fn unmarked(text: &str) -> String {
    let mut lines = text.split_inclusive('\n');
    let mut plain = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        plain.push_str(&line.replacen('>', " ", usize::from(line.trim_start().starts_with('>'))));
    }
    plain
}

/// The byte ranges of block quotes (consecutive lines together) and of texts between «…» outside them.
fn quoted(body: &str) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    let mut in_quote = false;
    for line in body.split_inclusive('\n') {
        let content = line.trim_end();
        let indent = content.len() - content.trim_start().len();
        if let Some(quote) = content.trim_start().strip_prefix('>') {
            let lead = quote.len() - quote.trim_start().len();
            match found.last_mut().filter(|_| in_quote) {
                Some((_, end)) => *end = at + content.len(),
                None => found.push((at + indent + 1 + lead, at + content.len())),
            }
            in_quote = true;
        } else {
            in_quote = false;
            let mut from = 0;
            while let Some(open) = content.get(from..).and_then(|rest| rest.find('«')) {
                let start = from + open + '«'.len_utf8();
                let Some(close) = content.get(start..).and_then(|rest| rest.find('»')) else { break };
                found.push((at + start, at + start + close));
                from = start + close + '»'.len_utf8();
            }
        }
        at += line.len();
    }
    found.retain(|(start, end)| start < end);
    found
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn wordings_are_block_quotes_and_guillemets() {
        let body = "Skriv «Bruker ønsker kontakt».\n\n> Gjelder: strøm\n>\n> Svarfrist\n";
        let texts: Vec<_> =
            quoted(body).into_iter().map(|(start, end)| body.get(start..end).unwrap_or_default()).collect();
        assert_eq!(texts, ["Bruker ønsker kontakt", "Gjelder: strøm\n>\n> Svarfrist"]);
    }
}
