//! Bytes of a text, many at a time: where the first of a kind stands.
//!
//! It must not know what they are.

/// Bytes that are asked together.
pub(crate) const N_TOGETHER: usize = 64;

/// Which of the bytes are so: one bit each, the first the lowest. To ask them at once, `is` has no branches.
#[inline]
pub(crate) fn bits(block: &[u8; N_TOGETHER], is: impl Fn(u8) -> bool) -> u64 {
    // Gathers the lowest bits of eight bytes in the highest byte.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let mut marks = [0; N_TOGETHER];
    for (mark, byte) in marks.iter_mut().zip(block) {
        *mark = u8::from(is(*byte));
    }
    let (eights, _) = marks.as_chunks();
    eights.iter().rev().fold(0, |bits, eight| bits << 8 | u64::from_le_bytes(*eight).wrapping_mul(GATHER) >> 56)
}

/// The same of the bytes at `at`, of which there may be fewer; nothing where there are none.
#[inline]
pub(crate) fn bits_at(bytes: &[u8], at: usize, is: impl Fn(u8) -> bool) -> Option<u64> {
    let rest = bytes.get(at..)?;
    match rest.first_chunk() {
        Some(block) => Some(bits(block, is)),
        None if rest.is_empty() => None,
        None => {
            let mut block = [0; N_TOGETHER];
            block.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
            Some(bits(&block, is) & !(u64::MAX << rest.len()))
        }
    }
}

/// Where the first byte that `is` so stands, at `from` or later. Without branches, as [`bits`] asks.
#[inline]
pub(crate) fn next(bytes: &[u8], from: usize, is: impl Fn(u8) -> bool) -> Option<usize> {
    let mut at = from;
    loop {
        let bits = bits_at(bytes, at, &is)?;
        if bits != 0 {
            return Some(at + bits.trailing_zeros() as usize);
        }
        at += N_TOGETHER;
    }
}

/// The places of the bytes that `is` so, ascending. Without branches, as [`bits`] asks.
pub(crate) struct Places<'a, F> {
    bytes: &'a [u8],
    is: F,
    /// Where the bytes stand that come next, and which of those before them are left.
    next: usize,
    left: u64,
}

impl<'a, F: Fn(u8) -> bool> Places<'a, F> {
    /// Of the bytes at `from` or later.
    pub(crate) fn new(bytes: &'a [u8], from: usize, is: F) -> Self {
        Self { bytes, is, next: from, left: 0 }
    }
}

impl<F: Fn(u8) -> bool> Iterator for Places<'_, F> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.left == 0 {
            self.left = bits_at(self.bytes, self.next, &self.is)?;
            self.next += N_TOGETHER;
        }
        let place = self.next - N_TOGETHER + self.left.trailing_zeros() as usize;
        self.left &= self.left - 1;
        Some(place)
    }
}

/// How many bytes are so. They are counted in numbers of one byte, as many of which are added at once.
pub(crate) fn count(bytes: &[u8], is: impl Fn(u8) -> bool) -> usize {
    let stretches = bytes.chunks(usize::from(u8::MAX));
    stretches.map(|stretch| usize::from(stretch.iter().map(|&byte| u8::from(is(byte))).sum::<u8>())).sum()
}

#[cfg(test)]
mod tests {
    use super::{Places, bits, count, next};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_first_one_is_found(text in "[a-c]{0,140}x?[a-cx]{0,140}", from in 0..150_usize) {
            let plain = text.get(from..).and_then(|rest| rest.find('x')).map(|at| from + at);
            prop_assert_eq!(next(text.as_bytes(), from, |byte| byte == b'x'), plain);
        }

        #[test]
        fn each_one_has_its_place(text in "[a-c]{0,140}x?[a-cx]{0,140}", from in 0..150_usize) {
            let plain: Vec<usize> = text.match_indices('x').map(|(at, _)| at).filter(|at| *at >= from).collect();
            prop_assert_eq!(Places::new(text.as_bytes(), from, |byte| byte == b'x').collect::<Vec<_>>(), plain);
        }

        #[test]
        fn each_one_is_counted(text in "x{0,300}[ax]{0,300}") {
            prop_assert_eq!(count(text.as_bytes(), |byte| byte == b'x'), text.matches('x').count());
        }

        #[test]
        fn each_one_has_its_bit(block in prop::array::uniform32(0..3_u8)) {
            let block: Vec<u8> = block.iter().chain(block.iter().rev()).copied().collect();
            let bits = bits(block.first_chunk().unwrap(), |byte| byte == 1);
            let plain: Vec<bool> = block.iter().map(|&byte| byte == 1).collect();
            prop_assert_eq!((0..64).map(|at| bits >> at & 1 == 1).collect::<Vec<_>>(), plain);
        }
    }
}
