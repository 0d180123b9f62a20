//! Bytes of a text, many at a time: where the first of a kind stands.
//!
//! It must not know what they are.

/// Bytes that are asked together.
const N_TOGETHER: usize = 16;

/// Where the first byte that `is` so stands, at `from` or later. Most stretches of a text have none: to ask many bytes at once,
/// `is` has no branches.
#[inline]
pub(crate) fn next(bytes: &[u8], from: usize, is: impl Fn(u8) -> bool) -> Option<usize> {
    let mut at = from;
    while let Some(stretch) = bytes.get(at..).and_then(|rest| rest.first_chunk::<N_TOGETHER>()) {
        if stretch.iter().fold(false, |any, &byte| any | is(byte)) {
            break;
        }
        at += N_TOGETHER;
    }
    bytes.get(at..)?.iter().position(|&byte| is(byte)).map(|n_before| at + n_before)
}

/// How many bytes are so. They are counted in numbers of one byte, as many of which are added at once.
pub(crate) fn count(bytes: &[u8], is: impl Fn(u8) -> bool) -> usize {
    let stretches = bytes.chunks(usize::from(u8::MAX));
    stretches.map(|stretch| usize::from(stretch.iter().map(|&byte| u8::from(is(byte))).sum::<u8>())).sum()
}

#[cfg(test)]
mod tests {
    use super::{count, next};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_first_one_is_found(text in "[a-c]{0,40}x?[a-cx]{0,40}", from in 0..50_usize) {
            let plain = text.get(from..).and_then(|rest| rest.find('x')).map(|at| from + at);
            prop_assert_eq!(next(text.as_bytes(), from, |byte| byte == b'x'), plain);
        }

        #[test]
        fn each_one_is_counted(text in "x{0,300}[ax]{0,300}") {
            prop_assert_eq!(count(text.as_bytes(), |byte| byte == b'x'), text.matches('x').count());
        }
    }
}
