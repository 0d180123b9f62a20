#!/usr/bin/env bash
# Fills fuzz/corpus with what the fuzzers begin with: the fixtures, each behind the bytes that its target picks by.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
fixtures=../fixtures

# Long files wear like short ones, and are quicker.
readonly MOST=3000

# put TARGET PREFIX FILE…: a seed of each file.
put() {
    local target=$1 prefix=$2 file
    shift 2
    mkdir -p "corpus/$target"
    for file in "$@"; do
        { printf '%b' "$prefix"; head -c "$MOST" "$file"; } >"corpus/$target/$(printf '%s' "$prefix$file" | cksum | cut -d' ' -f1)"
    done
}

# say TARGET TEXT: a seed that is written here.
say() {
    mkdir -p "corpus/$1"
    printf '%b' "$2" >"corpus/$1/$(printf '%s' "$2" | cksum | cut -d' ' -f1)"
}

mapfile -t flows < <(grep -rl --include='*.yaml' 'flows/v1' "$fixtures")
mapfile -t messages < <(grep -rl --include='*.yaml' 'messages/v1' "$fixtures")
mapfile -t prose < <(find "$fixtures" -name '*.md' ! -name README.md)
put flows 0 "${flows[@]}"
put flows 1 "$fixtures"/broken/flyt.json
put messages 0 "${messages[@]}"
put messages 1 "$fixtures"/cases/svar.json "$fixtures"/broken/halv.json
put yaml '' "${flows[@]:0:40}" "${messages[@]:0:40}"
say messages '2  - { id: b, channel: gosys, text: Sosialhjelp }\n'
say messages '2# taushet: allow[avoided-term] fordi\n  - id: b\n    channel: gosys\n    text: |\n      Hei\n'
put prose 0 "${prose[@]}"
put prose 2 "${prose[@]:0:20}"
put prose 3 "${prose[@]:20}"

with='with: { channel: gosys, theme: KOM }\n====\n'
put mapping "0as: messages\ntext: [\"\$..innhold.*\"]\nid: \"\$..overskrift\"\n$with" "$fixtures"/formats/skrivestotte.json
put mapping '0as: skrivestotte\n====\n' "$fixtures"/formats/skrivestotte.json
put mapping '0as: gosys-oppgave\n====\n' "$fixtures"/formats/gosys-oppgave.json
put mapping "1as: messages\ntext: \$.tekst\nid: \$.id\nblank: \"[{][^}]*[}]\"\n$with" "$fixtures"/formats/henvendelser.jsonl
put mapping "2as: messages\ntext: \$.beskrivelse\ntheme: \$.tema\nrequire: [id]\ncases: [{ when: { \$.tema: [KOM] }, with: { urgent: true } }]\n$with" "$fixtures"/formats/oppgaver.csv
put mapping "3as: messages\nrecords: \"\$.messages[*]\"\nmetadata: \"\$.*\"\ntext: \$.text\n$with" "${messages[@]:0:5}"
put mapping '4as: routine\nwith: { actor: nks, title: Kontakt, channel: gosys }\n====\n' "${prose[@]:0:5}"
put mapping "5as: messages\n$with" "$fixtures"/formats/tekster_nn.properties
put mapping "6as: messages\nformat: ts\n$with" "$fixtures"/formats/nb.ts
put mapping '7as: nks-quicktext\n====\n' "$fixtures"/formats/hurtigtekst.flow-meta.xml
say config 'taushet: config/v1\nlanguage: nb\nfail-on: warning\npolicies: [regler/]\nlexicon: [ord.yaml]\ninputs:\n  - { paths: ["**/*.json"], as: messages, text: "$.a[*].tekst", id: "$.a[*].id", with: { channel: gosys } }\nrules: { inferable-need: { severity: info, reason: r } }\nignore: ["arkiv/**", "!b"]\nallow:\n  - { file: a.json, document: en, rule: avoided-term, reason: avtalt, by: meg, until: 2027-01-01 }\nbaseline: taushet-baseline.yaml\n'
say config 'taushet: config/v1\ninputs:\n  - paths: [a.json] # taushet: allow[theme-reveals] fordi\n    as: messages\n    records: ["$.a[?@.id == '"'en'"']"]\n    blank: "\\\\{\\\\{.*?\\\\}\\\\}"\n    cases: [{ when: { "$..id": [en] }, with: { theme: KOM, urgent: false } }]\n    with: { channel: gosys }\n'

put records 00 "$fixtures"/formats/*.csv "$fixtures"/formats/*.tsv
put records 10 "$fixtures"/formats/*.jsonl
say records '20b;"to\nlinjer ""med"" sosialhjelp";KOM\n'
say records '30{"id": "b", "tekst": "sosialhjelp"}\n\n{"tekst": 1}\n'
put texts 00 "$fixtures"/formats/*.properties
put texts 10 "$fixtures"/formats/*.ts
put texts 20 "$fixtures"/formats/*.html
put texts 30 "$fixtures"/formats/*.xml
put texts 01 "$fixtures"/formats/*.properties
put texts 11 "$fixtures"/formats/*.ts
put texts 21 "$fixtures"/formats/*.html
say texts '31<c a="b">Gjelder &#248;konomi</c></a>'
for part in 0 1 2; do put word "$part" "$fixtures"/formats/rutine.document.xml; done
say word '3\0\0PK'
put lexicon 0 "$fixtures"/language/*.yaml "${prose[@]:0:20}"
for words in 'depositum ' 'sosialhjelp-' 'a' 'økonomisk sosial\xc2\xadhjelp, ' 'NavSosialhjelpVedtak_' '(«' 'b@' '12 '; do
    say lexicon "3$words"
    say lexicon "4$words"
done
put law 0 ../policies/wording/*.cedar
put law 1 ../policies/lexicon/*.yaml
say law '0@id("lokal-regel")\n@severity("warning")\n@title("t")\n@why("w")\n@help("h")\n@law("client-relationship")\n@group("wording")\nforbid (principal in System::"open", action == Action::"write", resource in Concept::"situation") when { context.part == Part::"text" };\n'
say law '1taushet: lexicon/v1\nconcepts:\n  lokalt-ord:\n    level: avoid\n    in: [avoid-list]\n    source: LOKAL\n    terms:\n      - { nb: fjordhjelpen, as: noun-um }\n'
say law '1taushet: entities/v1\nSystem:\n  fagsystemet: { access: case }\n'
say law '2A\0\0forbid'
put decisions 0 "$fixtures"/cases/suppressions.yaml "${messages[@]:0:20}"
put decisions 1 "$fixtures"/cases/suppressions.md "${prose[@]:0:20}"
put decisions 2 "$fixtures"/formats/*.ts
put decisions 3 "$fixtures"/formats/*.properties
put decisions 4 "$fixtures"/formats/*.html
say decisions '5taushet: baseline/v1\nuntil: 2027-01-01\nby: meg\nfindings:\n  - { file: a.yaml, rule: avoided-term, document: en, fingerprint: "0" }\n====\ntaushet: messages/v1\nmessages: [{ id: en, channel: gosys, text: Depositum }]\n'
put fixes 0 "${messages[@]}"
put fixes 1 "${prose[@]:0:20}"
put fixes 2 "$fixtures"/formats/*.json
put fixes 3 "$fixtures"/formats/*.csv
put fixes 4 "$fixtures"/formats/*.ts
put fixes 5 "$fixtures"/formats/*.properties
put fixes 6 "$fixtures"/formats/*.html
put fixes 7 "$fixtures"/formats/*.xml
say formats 'maler/a.yaml\001taushet: messages/v1\ntext: Depositum æ\n\001en\001«Depositum» røper\001Fordi.\001Skriv noe annet.\001sotjl. § 44\001dokumentasjon'
say formats 'a\n::error::b\001\x1b[31m\xe2\x80\xae##vso[task]\r\nb\001]]>\001%0A<&"\001##[error]\001;]\001,\001='
echo "$(find corpus -type f | wc -l) seeds"
