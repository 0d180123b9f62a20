//! The work of many things on several threads, and what comes of it in order.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::ops::Range;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;

/// How many threads work at most.
pub type Jobs = NonZero<usize>;

/// How many shares may be ahead of the one that is waited for: bounds what is held when one takes long.
const AHEAD: usize = 16;

/// In bytes; see [`crate::cli::main`].
const STACK: usize = 8 * 1024 * 1024;

/// Does the work of `0..n` on at most `jobs` threads, and takes what comes of it in order. Each thread has a state of its own,
/// and gets so many things at a time as a `share` has.
pub(crate) fn in_order<S, T: Send>(
    n: usize,
    share: usize,
    jobs: Jobs,
    state: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, usize) -> T + Sync,
    mut take: impl FnMut(T),
) {
    let shares = Shares { n, size: share.max(1) };
    let jobs = jobs.get().min(shares.count());
    let n_taken = if jobs > 1 { shares.size * on_threads(shares, jobs, &state, &work, &mut take) } else { 0 };
    // What is small, and all where no thread is to be had: nothing is left undone.
    if n_taken < n {
        let mut state = state();
        (n_taken..n).for_each(|index| take(work(&mut state, index)));
    }
}

/// The same on threads. Gives how many shares they have done: all, or none where there are no threads.
fn on_threads<S, T: Send>(
    shares: Shares,
    jobs: usize,
    state: &(impl Fn() -> S + Sync),
    work: &(impl Fn(&mut S, usize) -> T + Sync),
    take: &mut impl FnMut(T),
) -> usize {
    let queue = Mutex::new(Queue { next: 0, taken: 0, is_closed: false });
    let desk = Desk { queue, moved: Condvar::new(), n_shares: shares.count() };
    thread::scope(|scope| {
        let (sender, receiver) = mpsc::channel::<(usize, Vec<T>)>();
        for _ in 0..jobs {
            let sender = sender.clone();
            let desk = &desk;
            let worker = move || {
                // A thread that breaks off must not leave the others waiting.
                let _closing = Closing(desk);
                let mut state = state();
                while let Some(share) = desk.next() {
                    let done = shares.get(share).map(|index| work(&mut state, index)).collect();
                    if sender.send((share, done)).is_err() {
                        break;
                    }
                }
            };
            // Where there are too few threads, those that run do the work.
            let _ = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, worker);
        }
        drop(sender);
        let mut waiting: BTreeMap<usize, Vec<T>> = BTreeMap::new();
        let mut expected = 0;
        for (share, done) in receiver {
            waiting.insert(share, done);
            while let Some(done) = waiting.remove(&expected) {
                done.into_iter().for_each(&mut *take);
                expected += 1;
                desk.taken();
            }
        }
        expected
    })
}

/// The work, so many things at a time.
#[derive(Clone, Copy)]
struct Shares {
    n: usize,
    size: usize,
}

impl Shares {
    fn count(self) -> usize {
        self.n.div_ceil(self.size)
    }

    fn get(self, share: usize) -> Range<usize> {
        share * self.size..((share + 1) * self.size).min(self.n)
    }
}

/// Where threads get their next share.
struct Desk {
    queue: Mutex<Queue>,
    moved: Condvar,
    n_shares: usize,
}

struct Queue {
    next: usize,
    taken: usize,
    is_closed: bool,
}

impl Desk {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        // Numbers are whole whoever breaks off.
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next share, as soon as it is not too far ahead.
    fn next(&self) -> Option<usize> {
        let too_far = |queue: &mut Queue| !queue.is_closed && queue.next >= queue.taken + AHEAD;
        let mut queue = self.moved.wait_while(self.lock(), too_far).unwrap_or_else(PoisonError::into_inner);
        (!queue.is_closed && queue.next < self.n_shares).then(|| {
            queue.next += 1;
            queue.next - 1
        })
    }

    fn taken(&self) {
        self.lock().taken += 1;
        self.moved.notify_all();
    }
}

/// Ends the work of all threads when one breaks off.
struct Closing<'d>(&'d Desk);

impl Drop for Closing<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.lock().is_closed = true;
            self.0.moved.notify_all();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZero;
    use std::time::Duration;

    use super::{AHEAD, in_order};

    const SHARE: usize = 8;

    #[test]
    fn results_come_in_order_on_any_number_of_threads() {
        for jobs in [1, 2, 3, 8] {
            for n in [0, 1, SHARE, SHARE + 1, 3 * AHEAD * SHARE + 5] {
                let mut taken = Vec::new();
                let jobs = NonZero::new(jobs).unwrap();
                in_order(n, SHARE, jobs, || (), |(), index| index, |index| taken.push(index));
                assert_eq!(taken, (0..n).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn nobody_runs_far_ahead_of_what_takes_long() {
        let furthest = std::sync::atomic::AtomicUsize::new(0);
        let jobs = NonZero::new(3).unwrap();
        let order = std::sync::atomic::Ordering::SeqCst;
        let work = |(): &mut (), index: usize| {
            if index == 0 {
                std::thread::sleep(Duration::from_millis(50));
                assert!(furthest.load(order) <= AHEAD * SHARE);
            }
            furthest.fetch_max(index, order);
        };
        in_order(4 * AHEAD * SHARE, SHARE, jobs, || (), work, |()| {});
        assert_eq!(furthest.load(order), 4 * AHEAD * SHARE - 1);
    }

    #[test]
    #[should_panic(expected = "a scoped thread panicked")]
    fn a_thread_that_breaks_off_ends_the_run() {
        let work = |(): &mut (), index: usize| assert_ne!(index, 3 * SHARE);
        in_order(4 * AHEAD * SHARE, SHARE, NonZero::new(2).unwrap(), || (), work, |()| {});
    }
}
