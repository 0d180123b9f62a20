//! The program in three languages, as people run it.

use insta::assert_snapshot;

use crate::cli::Scratch;
use crate::{root, text};

const BROKEN: &str =
    "taushet: flows/v1\nparties:\n  a: { kind: nav-kontor }\nflows:\n  f: { from: a, to: b, data: [name] }\n";
const FINDING: &str = "taushet: messages/v1\nmessages:\n  - { id: a, channel: gosys, text: Gjelder depositum. }\n";

/// What stands in the scratch folder: the README's examples, and a document that cannot be read.
fn scratch() -> Scratch {
    let example = |name: &str| text(&root().join("fixtures/eksempler").join(name));
    let (flow, message) = (example("dataflyt.yaml"), example("melding.yaml"));
    Scratch::new(&[("dataflyt.yaml", &flow), ("melding.yaml", &message), ("feil.yaml", BROKEN)])
}

/// The same runs, told in each language.
#[test]
fn the_same_run() {
    let scratch = scratch();
    for language in ["nb", "nn", "en"] {
        let mut told = String::new();
        for arguments in [
            ["check", "melding.yaml", "dataflyt.yaml", "--as-of=2026-11-22"].as_slice(),
            &["check", "feil.yaml"],
            &["why", "dataflyt.yaml#inndriving", "--as-of=2026-11-22"],
            &["test", "melding.yaml"],
            &["explain", "fvl-13b-2"],
            &["check", "--help"],
            &["--help"],
            &["check", "--fail-on", "ja"],
            &["sjekk"],
            &["check", "--formatt", "json"],
            &["check", "--select", "avoided-terms", "melding.yaml"],
            &["check", "borte.yaml"],
        ] {
            let ran = scratch.run(&[arguments, &["--language", language]].concat());
            told.push_str(&format!("$ taushet {}\n{}{}\n", arguments.join(" "), ran.out, ran.err));
        }
        assert_snapshot!(format!("same_run_{language}"), told);
    }
}

/// `--language`, then the environment, then the configuration, then the locale, then bokmål.
#[test]
fn the_language_is_chosen_in_order() {
    let scratch = Scratch::new(&[("a.yaml", FINDING)]);
    let spoken = |environment: &[(&str, &str)], arguments: &[&str]| {
        let ran = scratch.run_under(environment, &[&["check", "a.yaml"], arguments].concat()).exits(1);
        ["Hvorfor:", "Kvifor:", "Why:"].into_iter().filter(|word| ran.out.contains(word)).collect::<Vec<_>>().join(" ")
    };
    for (locale, word) in [
        ("", "Hvorfor:"),
        ("C", "Hvorfor:"),
        ("POSIX", "Hvorfor:"),
        ("nb_NO.UTF-8", "Hvorfor:"),
        ("no_NO.UTF-8", "Hvorfor:"),
        ("nn_NO.UTF-8", "Kvifor:"),
        ("nn", "Kvifor:"),
        ("en_GB.UTF-8", "Why:"),
        ("sv_SE.UTF-8", "Hvorfor:"),
    ] {
        assert_eq!(spoken(&[("LANG", locale)], &[]), word, "{locale}");
    }
    assert_eq!(spoken(&[("LANG", "en_US.UTF-8"), ("LC_MESSAGES", "nn_NO.UTF-8")], &[]), "Kvifor:");
    assert_eq!(spoken(&[("LC_MESSAGES", "en_US.UTF-8"), ("LC_ALL", "nn_NO.UTF-8")], &[]), "Kvifor:");
    scratch.write("taushet.yaml", b"taushet: config/v1\nlanguage: nn\n");
    assert_eq!(spoken(&[("LANG", "en_US.UTF-8")], &[]), "Kvifor:");
    assert_eq!(spoken(&[("TAUSHET_LANGUAGE", "en")], &[]), "Why:");
    assert_eq!(spoken(&[("TAUSHET_LANGUAGE", "en")], &["--language", "nb"]), "Hvorfor:");
    // A refusal too, wherever the language is said.
    let refused = scratch.run_under(&[], &["explain", "avoided-terms"]).exits(2);
    assert!(refused.err.contains("er ikkje ein regel"), "{}", refused.err);
}

/// Help and what is wrong with arguments are told before there is a configuration to ask.
#[test]
fn help_is_in_the_language_of_arguments_environment_or_locale() {
    let scratch = Scratch::new(&[]);
    let helped = |environment: &[(&str, &str)], arguments: &[&str], code: i32| {
        let ran = scratch.run_under(environment, arguments).exits(code);
        ran.out + &ran.err
    };
    assert!(helped(&[("LANG", "nn_NO.UTF-8")], &["check", "--help"], 0).contains("Kontrollerer dataflytar"));
    assert!(
        helped(&[("LANG", "nn_NO.UTF-8"), ("TAUSHET_LANGUAGE", "en")], &["check", "-h"], 0)
            .contains("Checks data flows")
    );
    assert!(
        helped(&[("TAUSHET_LANGUAGE", "en")], &["check", "--language=nb", "-h"], 0).contains("Kontrollerer dataflyter")
    );
    assert!(helped(&[], &["--language", "en", "sjekk"], 2).contains("unknown command `sjekk`"));
    // A value may be what nobody should see.
    assert!(!helped(&[], &["check", "--fail-on", "01819012345"], 2).contains("01819012345"));
}

/// Editors explain the keys in the language that was asked for.
#[test]
fn schemas_and_examples() {
    let scratch = Scratch::new(&[]);
    for (language, word) in
        [("nb", "Opplysningene som deles"), ("nn", "Opplysningane"), ("en", "The information that is shared")]
    {
        let schema = scratch.run(&["schema", "flows", "--language", language]).exits(0);
        assert!(schema.out.contains(word), "{language}");
    }
    let made = scratch.run(&["init", "ny", "--language", "en"]).exits(0);
    assert!(made.out.contains("Written:") && made.out.contains("Run `taushet check`"), "{}", made.out);
}

/// What a municipality has written stands as it is written, and in bokmål where it has no other.
#[test]
fn local_texts_are_told_as_they_are_written() {
    let scratch = Scratch::new(&[
        ("a.yaml", FINDING),
        ("lov/nb/tekster.yaml", "taushet: texts/v1\nterms:\n  System:\n    gosys: vårt Gosys\n    modia: vår Modia\n"),
        ("lov/en/tekster.yaml", "taushet: texts/v1\nterms:\n  System:\n    gosys: our Gosys\n"),
    ]);
    for (language, word) in [("nb", "vårt Gosys"), ("nn", "vårt Gosys"), ("en", "our Gosys")] {
        let ran = scratch.run(&["check", "a.yaml", "--policies", "lov", "--language", language]).exits(1);
        assert!(ran.out.contains(word), "{language}: {}", ran.out);
    }
}
