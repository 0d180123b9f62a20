//! Hits: what the letters of a word say of it, whatever stands around it.

/// What a word may be to a rule.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    pub(super) rule: usize,
    /// Whether it must begin a sentence.
    pub(super) opens: bool,
    /// Counted from the word's first byte.
    pub(super) named: Named,
}

/// What the letters of a word say of it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Named {
    Word {
        start: usize,
        end: usize,
        is_compound: bool,
        typo: bool,
    },
    /// An exception releases the word that starts here.
    Released(usize),
}

impl Named {
    /// Counted from `base` instead of the beginning of the text.
    pub(super) fn relative_to(self, base: usize) -> Self {
        self.moved(|at| at - base)
    }

    /// Counted from the beginning of the text instead of `base`.
    pub(super) fn from(self, base: usize) -> Self {
        self.moved(|at| at + base)
    }

    fn moved(self, to: impl Fn(usize) -> usize) -> Self {
        match self {
            Self::Word { start, end, is_compound, typo } => {
                Self::Word { start: to(start), end: to(end), is_compound, typo }
            }
            Self::Released(start) => Self::Released(to(start)),
        }
    }
}
