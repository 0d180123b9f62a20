//! The stored form: what the law's files are compiled to, as bytes, so that a program need not read them when it starts.
//!
//! A structure is its fields one after the other, a list its length and its entries, a number as many bytes as it needs.
//! It is read by the build that wrote it and by no other: there are no versions. It must not know what is stored.

mod lists;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::{Deref, Range};
use std::sync::OnceLock;

/// What can be stored.
pub(crate) trait Stored: Sized {
    /// Adds it to `out`.
    fn write(&self, out: &mut Vec<u8>);
    /// Takes it from the front of `bytes`, if it stands there.
    fn read(bytes: &mut &'static [u8]) -> Option<Self>;
    /// Takes `len` of them from the front of `bytes`, if they stand there.
    fn read_list(len: usize, bytes: &mut &'static [u8]) -> Option<Vec<Self>> {
        // Every entry takes a byte or more.
        let mut list = Vec::with_capacity(len.min(bytes.len()));
        for _ in 0..len {
            list.push(Self::read(bytes)?);
        }
        Some(list)
    }
}

/// A thing as bytes.
pub(crate) fn to_bytes(thing: &impl Stored) -> Vec<u8> {
    let mut out = Vec::new();
    thing.write(&mut out);
    out
}

/// The thing that `bytes` are, all of them.
pub(crate) fn from_bytes<T: Stored>(mut bytes: &'static [u8]) -> Option<T> {
    let thing = T::read(&mut bytes)?;
    bytes.is_empty().then_some(thing)
}

/// Stores a struct by its fields; a field that is not named here does not compile.
macro_rules! stored_struct {
    ($name:ident { $($field:ident),* $(,)? }) => {
        impl $crate::store::Stored for $name {
            fn write(&self, out: &mut Vec<u8>) {
                let Self { $($field),* } = self;
                $($crate::store::Stored::write($field, out);)*
            }

            fn read(bytes: &mut &'static [u8]) -> Option<Self> {
                Some(Self { $($field: $crate::store::Stored::read(bytes)?),* })
            }
        }
    };
}

/// Stores an enum without fields by the number of its variant; one that is not named here does not compile.
macro_rules! stored_enum {
    ($name:ident { $($variant:ident),* $(,)? }) => {
        impl $crate::store::Stored for $name {
            fn write(&self, out: &mut Vec<u8>) {
                let number = match self {
                    $(Self::$variant => Self::$variant as usize,)*
                };
                $crate::store::Stored::write(&number, out);
            }

            fn read(bytes: &mut &'static [u8]) -> Option<Self> {
                let number: usize = $crate::store::Stored::read(bytes)?;
                [$(Self::$variant),*].into_iter().find(|variant| *variant as usize == number)
            }
        }
    };
}

/// Stores an enum whose variants hold one thing or nothing, by a number for each.
macro_rules! stored_cases {
    ($name:ident { $($variant:ident $(($inside:ident))? = $number:literal),* $(,)? }) => {
        impl $crate::store::Stored for $name {
            fn write(&self, out: &mut Vec<u8>) {
                match self {
                    $(Self::$variant $(($inside))? => {
                        out.push($number);
                        $($crate::store::Stored::write($inside, out);)?
                    })*
                }
            }

            fn read(bytes: &mut &'static [u8]) -> Option<Self> {
                Some(match <u8 as $crate::store::Stored>::read(bytes)? {
                    $($number => Self::$variant $(({
                        let $inside = $crate::store::Stored::read(bytes)?;
                        $inside
                    }))?,)*
                    _ => return None,
                })
            }
        }
    };
}

pub(crate) use lists::{Pages, Row};
pub(crate) use {stored_cases, stored_enum, stored_struct};

/// Bits of a number in each byte; the eighth says that more follow.
const N_BITS: u32 = 7;
const MORE: u8 = 1 << N_BITS;

impl Stored for usize {
    fn write(&self, out: &mut Vec<u8>) {
        let mut left = *self;
        while left >= usize::from(MORE) {
            out.push(left as u8 | MORE);
            left >>= N_BITS;
        }
        out.push(left as u8);
    }

    fn read(bytes: &mut &'static [u8]) -> Option<Self> {
        let mut number = 0;
        for n_before in 0..u64::BITS.div_ceil(N_BITS) {
            let byte = u8::read(bytes)?;
            number |= u64::from(byte & !MORE) << (n_before * N_BITS);
            if byte & MORE == 0 {
                break;
            }
        }
        // What is without bounds where it was stored is so everywhere.
        Some(Self::try_from(number).unwrap_or(Self::MAX))
    }
}

/// Hashes and sets of bits take all their bytes.
macro_rules! stored_bits {
    ($name:ident) => {
        impl Stored for $name {
            fn write(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(&self.to_le_bytes());
            }

            fn read(bytes: &mut &'static [u8]) -> Option<Self> {
                let (&first, rest) = bytes.split_first_chunk()?;
                *bytes = rest;
                Some(Self::from_le_bytes(first))
            }

            fn read_list(len: usize, bytes: &mut &'static [u8]) -> Option<Vec<Self>> {
                let (own, rest) = bytes.split_at_checked(len.checked_mul(size_of::<Self>())?)?;
                *bytes = rest;
                let (entries, _) = own.as_chunks();
                Some(entries.iter().map(|entry| Self::from_le_bytes(*entry)).collect())
            }
        }
    };
}

stored_bits!(u32);
stored_bits!(u64);

impl Stored for u8 {
    fn write(&self, out: &mut Vec<u8>) {
        out.push(*self);
    }

    fn read(bytes: &mut &'static [u8]) -> Option<Self> {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        Some(byte)
    }
}

impl Stored for bool {
    fn write(&self, out: &mut Vec<u8>) {
        u8::from(*self).write(out);
    }

    fn read(bytes: &mut &'static [u8]) -> Option<Self> {
        Some(u8::read(bytes)? != 0)
    }
}

/// Letters that stand where they are stored, or were compiled here.
pub(crate) type Text = Cow<'static, str>;

impl Stored for Text {
    fn write(&self, out: &mut Vec<u8>) {
        self.len().write(out);
        out.extend_from_slice(self.as_bytes());
    }

    fn read(bytes: &mut &'static [u8]) -> Option<Self> {
        let len = usize::read(bytes)?;
        let (text, rest) = bytes.split_at_checked(len)?;
        *bytes = rest;
        std::str::from_utf8(text).ok().map(Cow::Borrowed)
    }
}

impl Stored for String {
    fn write(&self, out: &mut Vec<u8>) {
        self.len().write(out);
        out.extend_from_slice(self.as_bytes());
    }

    fn read(bytes: &mut &'static [u8]) -> Option<Self> {
        Text::read(bytes).map(Cow::into_owned)
    }
}

impl<T: Stored> Stored for Vec<T> {
    fn write(&self, out: &mut Vec<u8>) {
        self.len().write(out);
        self.iter().for_each(|entry| entry.write(out));
    }

    fn read(bytes: &mut &'static [u8]) -> Option<Self> {
        T::read_list(usize::read(bytes)?, bytes)
    }
}

impl<T: Stored + Copy + Default, const N: usize> Stored for [T; N] {
    fn write(&self, out: &mut Vec<u8>) {
        self.iter().for_each(|entry| entry.write(out));
    }

    fn read(bytes: &mut &'static [u8]) -> Option<Self> {
        let mut entries = [T::default(); N];
        for entry in &mut entries {
            *entry = T::read(bytes)?;
        }
        Some(entries)
    }
}

impl<T: Stored> Stored for Option<T> {
    fn write(&self, out: &mut Vec<u8>) {
        self.is_some().write(out);
        self.iter().for_each(|entry| entry.write(out));
    }

    fn read(bytes: &mut &'static [u8]) -> Option<Self> {
        Some(if bool::read(bytes)? { Some(T::read(bytes)?) } else { None })
    }
}

/// A thing that is read when it is first asked for. What cannot be read is as good as nothing.
#[derive(Clone, Default)]
pub struct Later<T> {
    bytes: &'static [u8],
    // In a box, as most are never read.
    thing: OnceLock<Box<T>>,
}

impl<T> From<T> for Later<T> {
    fn from(thing: T) -> Later<T> {
        Later { bytes: &[], thing: OnceLock::from(Box::new(thing)) }
    }
}

impl<T: Stored + Default> Deref for Later<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.thing.get_or_init(|| Box::new(from_bytes(self.bytes).unwrap_or_default()))
    }
}

impl<T: Stored + Default + fmt::Debug> fmt::Debug for Later<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        T::fmt(self, out)
    }
}

impl<T: Stored + Default> Stored for Later<T> {
    fn write(&self, out: &mut Vec<u8>) {
        to_bytes(&**self).write(out);
    }

    fn read(bytes: &mut &'static [u8]) -> Option<Self> {
        let len = usize::read(bytes)?;
        let (own, rest) = bytes.split_at_checked(len)?;
        *bytes = rest;
        Some(Later { bytes: own, thing: OnceLock::new() })
    }
}

impl<T: Stored> Stored for Box<T> {
    fn write(&self, out: &mut Vec<u8>) {
        T::write(self, out);
    }

    fn read(bytes: &mut &'static [u8]) -> Option<Self> {
        T::read(bytes).map(Box::new)
    }
}

impl<A: Stored, B: Stored> Stored for (A, B) {
    fn write(&self, out: &mut Vec<u8>) {
        self.0.write(out);
        self.1.write(out);
    }

    fn read(bytes: &mut &'static [u8]) -> Option<Self> {
        Some((A::read(bytes)?, B::read(bytes)?))
    }
}

impl Stored for Range<usize> {
    fn write(&self, out: &mut Vec<u8>) {
        self.start.write(out);
        self.end.write(out);
    }

    fn read(bytes: &mut &'static [u8]) -> Option<Self> {
        Some(usize::read(bytes)?..usize::read(bytes)?)
    }
}

impl<K: Stored + Ord> Stored for BTreeSet<K> {
    fn write(&self, out: &mut Vec<u8>) {
        self.len().write(out);
        self.iter().for_each(|entry| entry.write(out));
    }

    fn read(bytes: &mut &'static [u8]) -> Option<Self> {
        Vec::<K>::read(bytes).map(|entries| entries.into_iter().collect())
    }
}

impl<K: Stored + Ord, V: Stored> Stored for BTreeMap<K, V> {
    fn write(&self, out: &mut Vec<u8>) {
        self.len().write(out);
        for (key, value) in self {
            key.write(out);
            value.write(out);
        }
    }

    fn read(bytes: &mut &'static [u8]) -> Option<Self> {
        Vec::<(K, V)>::read(bytes).map(|entries| entries.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::{from_bytes, to_bytes};
    use std::collections::BTreeMap;

    type Thing = Vec<(String, Option<BTreeMap<usize, Vec<bool>>>)>;

    #[test]
    fn what_is_stored_is_read_again() {
        let thing: Thing = vec![
            (
                "blåbær".to_owned(),
                Some([(0, vec![true]), (127, vec![]), (128, vec![false]), (usize::MAX, vec![])].into()),
            ),
            (String::new(), None),
        ];
        let bytes = to_bytes(&thing).leak();
        assert_eq!(from_bytes::<Thing>(bytes), Some(thing));
    }

    #[test]
    fn what_is_cut_short_or_too_long_is_nothing() {
        let bytes: &[u8] = to_bytes(&vec![vec![300_usize], vec![1, 2]]).leak();
        for n_left in 0..bytes.len() {
            assert_eq!(from_bytes::<Vec<Vec<usize>>>(&bytes[..n_left]), None, "{n_left}");
        }
        assert_eq!(from_bytes::<Vec<Vec<usize>>>([bytes, &[0]].concat().leak()), None);
    }
}
