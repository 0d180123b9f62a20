//! Overlaps: every place that a term was found at in, those that count out.

/// A mention by its place in the view of the whole text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) typo: bool,
    pub(super) term: u32,
    pub(super) concept: u32,
    /// Whether the concept only says something of the words around it.
    pub(super) is_context: bool,
    pub(super) compound: bool,
    /// Gives way to what is named outright.
    pub(super) yields: bool,
    /// Counts only in a text about a client.
    pub(super) everyday: bool,
    /// Its place in the original.
    pub(super) first: usize,
    pub(super) past: usize,
}

/// Of overlapping places those that name something outright, and of these the longest; then whole words before parts of
/// compounds, words without a typing error, and earlier terms. They come and go in order.
pub(super) fn longest(found: &[Found], chosen: &mut Vec<Found>) {
    let mut rest = found;
    while let Some(first) = rest.first() {
        let mut reach = first.end;
        let n = rest
            .iter()
            .take_while(|place| {
                let overlaps = place.start < reach;
                reach = reach.max(if overlaps { place.end } else { 0 });
                overlaps
            })
            .count()
            .max(1);
        let (cluster, after) = rest.split_at(n);
        rest = after;
        if let [alone] = cluster {
            chosen.push(*alone);
            continue;
        }
        let mut cluster = cluster.to_vec();
        cluster.sort_by_key(|place| {
            let length = std::cmp::Reverse(place.end - place.start);
            (place.yields, length, place.start, place.compound, place.typo, place.term)
        });
        let from = chosen.len();
        for place in cluster {
            let is_free = chosen.iter().skip(from).all(|other| other.end <= place.start || place.end <= other.start);
            if is_free {
                chosen.push(place);
            }
        }
        if let Some(cluster) = chosen.get_mut(from..) {
            cluster.sort();
        }
    }
}
