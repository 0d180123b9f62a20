//! The parts of a run, each by itself: `bench/run --only parts`, or `cargo bench --manifest-path bench/Cargo.toml`.
//!
//! What is read: the flow files of the folder `TAUSHET_BENCH_FLOWS`, which `bench/run` makes, else the shipped example; the
//! texts of `TAUSHET_CORPORA`, else the labelled messages in `fixtures/language`.

use std::borrow::Cow;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{env, fs};

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use jiff::civil::date;
use taushet::check::{Input, Run, check};
use taushet::law::{LawFile, embedded};
use taushet::read;
use taushet::render::{Format, render};
use taushet::report::Report;
use taushet::rulebook::Rulebook;
use taushet::source::Source;
use taushet::tree;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const N_FINDINGS: usize = 1000;

/// A municipality's own law, as `docs/src/lokale-regler.md` shows it.
const LOCAL: [(&str, &str); 2] = [
    (
        "regler/notater.cedar",
        "@id(\"ikke-notater\")\n@title(\"saksnotater deles ikke\")\n@severity(\"error\")\nforbid (principal, action == \
         Action::\"disclose\", resource == Data::\"case-notes\");\n",
    ),
    (
        "regler/ord.yaml",
        "taushet: lexicon/v1\nconcepts:\n  lokalt-tiltak: { level: direct, in: [service], terms: [ { nb: \
         nystartordningen } ] }\n",
    ),
];

const MESSAGE: &str = "taushet: messages/v1\nmessages:\n  - id: kontakt\n    channel: gosys\n    from: nks\n    to: \
                       nav-office\n    theme: KOM\n    text: |\n      Bruker ønsker kontakt vedrørende depositum, og lurer \
                       på når saken er ferdig.\n";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn shipped() -> Rulebook {
    loaded(&embedded())
}

fn with_local() -> Rulebook {
    let local = LOCAL.map(|(path, text)| LawFile { path: path.to_owned(), text: Cow::Borrowed(text), local: true });
    loaded(&[embedded(), local.to_vec()].concat())
}

fn loaded(files: &[LawFile]) -> Rulebook {
    Rulebook::load(files).unwrap_or_else(|error| panic!("{error:?}"))
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn sources_below(folder: &Path) -> Vec<Source> {
    let mut paths = vec![folder.to_owned()];
    let mut sources = Vec::new();
    while let Some(path) = paths.pop() {
        if path.is_dir() {
            let entries = fs::read_dir(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            paths.extend(entries.map(|entry| entry.unwrap_or_else(|error| panic!("{error}")).path()));
        } else {
            sources.push(Source::new(path.to_string_lossy().into_owned(), text(&path)));
        }
    }
    sources.sort_by(|a, b| a.path().cmp(b.path()));
    sources
}

/// A thousand flow files.
fn flows() -> Vec<Source> {
    let mut sources = match env::var_os("TAUSHET_BENCH_FLOWS") {
        Some(folder) => sources_below(Path::new(&folder)),
        None => {
            let text = text(&root().join("fixtures/eksempler/dataflyt.yaml"));
            (0..1000).map(|idx| Source::new(format!("{idx}.yaml"), text.clone())).collect()
        }
    };
    sources.truncate(1000);
    sources
}

fn bytes(sources: &[Source]) -> Throughput {
    Throughput::Bytes(sources.iter().map(|source| source.text().len() as u64).sum())
}

fn checked(law: &Rulebook, sources: Vec<Source>) -> Report {
    let inputs = (0..sources.len()).map(|source| Input { source, mapping: None, named: true }).collect();
    check(law, Run::new(sources, inputs, date(2026, 11, 22)))
}

fn start_up(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("oppstart");
    group.bench_function("loven", |bencher| bencher.iter(shipped));
    group.bench_function("loven og lokale regler", |bencher| bencher.iter(with_local));
    group.finish();
}

fn lexicon(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("ordliste");
    // `lexicon()` and what finds the words are made when they are first asked for.
    let ready = |law: Rulebook| {
        black_box(law.lexicon().read("").n_sentences());
        law
    };
    group.bench_function("lest, bygd på forhånd", |bencher| {
        bencher.iter_batched(shipped, ready, BatchSize::PerIteration)
    });
    group.bench_function("bygd i kjøringen, med lokale ord", |bencher| {
        bencher.iter_batched(with_local, ready, BatchSize::PerIteration);
    });
    let law = shipped();
    group.bench_function("alt bygd på nytt", |bencher| bencher.iter(|| law.lexicon().check()));
    group.finish();
}

fn yaml(criterion: &mut Criterion) {
    let sources = flows();
    let law = shipped();
    let mut group = criterion.benchmark_group("YAML");
    for (name, sources) in [("én fil", &sources[..1]), ("1 000 filer", &sources[..])] {
        group.throughput(bytes(sources));
        group.bench_function(format!("{name}, til et tre"), |bencher| {
            bencher.iter(|| sources.iter().for_each(|source| drop(black_box(tree::parse(source.text(), 0)))));
        });
        group.bench_function(format!("{name}, til flyter"), |bencher| {
            bencher.iter(|| sources.iter().for_each(|source| drop(black_box(read::read(source, 0, &law.vocabulary)))));
        });
    }
    group.finish();
}

fn detection(criterion: &mut Criterion) {
    let law = shipped();
    let lexicon = law.lexicon();
    let corpora = env::var_os("TAUSHET_CORPORA").map_or_else(|| root().join("../shared/corpora"), PathBuf::from);
    let (folder, names) = if corpora.is_dir() {
        let names = [
            ("bokmål", "nb_ud.txt"),
            ("nynorsk", "nn_ud.txt"),
            ("Nav, bokmål", "nb_nav_unrelated.txt"),
            ("Nav, nynorsk", "nn_nav_unrelated.txt"),
        ];
        (corpora.join("sentences"), names.to_vec())
    } else {
        (root().join("fixtures/language"), vec![("bokmål (fixtures)", "nb.yaml"), ("nynorsk (fixtures)", "nn.yaml")])
    };
    let mut group = criterion.benchmark_group("ord i tekst");
    for (name, file) in names {
        let text = text(&folder.join(file));
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |bencher| bencher.iter(|| lexicon.read(&text).mentions(false).len()));
    }
    group.finish();
}

/// What decides is no public part by itself: one document is read, decided and told of.
fn deciding(criterion: &mut Criterion) {
    let law = shipped();
    let document = flows().swap_remove(0);
    let message = Source::new("melding.yaml".to_owned(), MESSAGE.to_owned());
    let mut group = criterion.benchmark_group("lest og avgjort");
    for (name, source) in [("én fil med ti flyter", document), ("én melding", message)] {
        group.bench_function(name, |bencher| {
            bencher.iter_batched(|| vec![source.clone()], |sources| checked(&law, sources), BatchSize::SmallInput);
        });
    }
    group.finish();
}

fn rendering(criterion: &mut Criterion) {
    let law = shipped();
    // About as many files as have so many findings.
    let mut report = checked(&law, flows().into_iter().take(60).collect());
    if report.findings.len() < N_FINDINGS {
        let messages = (0..N_FINDINGS).map(|idx| Source::new(format!("{idx}.yaml"), MESSAGE.to_owned()));
        report = checked(&law, messages.collect());
    }
    report.findings.truncate(N_FINDINGS);
    assert_eq!(report.findings.len(), N_FINDINGS);
    let mut group = criterion.benchmark_group("1 000 funn skrevet");
    for (name, format) in [("human", Format::Human), ("json", Format::Json), ("sarif", Format::Sarif)] {
        group.throughput(Throughput::Bytes(render(&report, format, &law.texts, false).len() as u64));
        group.bench_function(name, |bencher| bencher.iter(|| render(&report, format, &law.texts, false)));
    }
    group.finish();
}

criterion_group! {
    name = parts;
    config = Criterion::default().sample_size(10).warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(3));
    targets = start_up, lexicon, yaml, detection, deciding, rendering
}
criterion_main!(parts);
