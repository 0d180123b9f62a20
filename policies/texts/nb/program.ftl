# What the program itself says, in Fluent (projectfluent.org): `name = text`, one message a line; `{ $key }` is filled in.
# Errors: lower case, no final period, input in backticks. `policies/texts/nn` and `en` are translated from this file.

## Shared

verbatim = { $said }
in-file = { $path }: { $problem }
in-rule = `{ $id }`: { $problem }
policy-erred = en regel sviktet: { $error }

## Findings, beside the texts of the rules

did-you-mean-sentence = Mente du `{ $word }`?
and = og
no-norm-fits = Ingen lovbestemmelse åpner for denne delingen.
this-datum = denne opplysningen
declared-here = slik beskriver dokumentet kanalen
channel-here = meldingen skrives i { $channel }
also-here = også her
flow-here = flyten «{ $flow }» lar ikke mottakeren få vite det
aim-exemption = å dele etter { $norm }
aim-channel = å bruke { $system }
why-exemption = Unntaket passer for mottakeren og formålet, men gjelder først
why-channel = Innhold og kanal er to prøver. Kanalen kan brukes først
known-as-of = {""} (kjent per { $day })
record = Før opp `{ $path }`.
use-basis = Før opp `basis: { $basis }` ({ $law }).
replacement = Rutinen foreslår «{ $replacement }». Bruk heller et sikret fagsystem, eller ring Nav-kontoret (spørreanrop eller vakttelefon).
no-replacement = Skriv bare «{ $neutral }», med telefonnummer og svarfrist, og gi resten i et sikret fagsystem eller på telefon (spørreanrop eller vakttelefon).
keep-as-of = Kontroller at beskrivelsen fortsatt stemmer.
record-as-of = Før opp når beskrivelsen ble kontrollert: `facts-as-of`.

## Reports for people

label-replacement = rutinens forslag: «{ $replacement }»
touches = (gjelder { $count } meldinger)
paragraph = avsnitt
severity-error = feil
severity-warning = advarsel
severity-info = opplysning
severity-failure = kunne ikke kontrolleres
footer-why = Hvorfor:
footer-law = Hjemmel:
footer-do = Gjør:
footer-see = Se også:
summary = Kontrollert: dokumenter { $documents }, dataflyter { $flows }, meldinger { $messages }. Funn: feil { $errors }, advarsler { $warnings }, opplysninger { $infos }.
summary-failures = Kunne ikke kontrolleres: { $failures }.
summary-left-alone = Andre filer, ikke lest: { $left }.
verdict-line = { $flow }: { $verdict } ({ $by })
verdict-line-missing = { $flow }: { $verdict } ({ $by }), mangler { $missing }

## What could not be checked

flow-not-read = flyten `{ $flow }` er ikke med i kjøringen
flow-not-read-help = skriv `flow: fil.yaml#flyt`, med stien regnet fra meldingens mappe, og ta med filen når du kjører `taushet check`
not-a-document = filen er ikke et dokument som taushet kjenner
not-a-document-help = Skriv `taushet: flows/v1`, `taushet: messages/v1` eller `taushet: routine/v1` øverst i filen (i Markdown mellom to linjer `---`), eller beskriv den under `inputs:` i taushet.yaml; det må en Word-fil.
law-erred = En regel kunne ikke avgjøres, så dokumentet er ikke kontrollert. Meld fra om feilen.
no-input = fant ingen dokumenter å kontrollere
statutory-rule = `{ $rule }` sier hva loven forbyr, og kan ikke settes lavere

## Files

failures-alike = { $problem }; det samme gjelder { $count } til i filen, som ikke vises hver for seg
file-too-large = filen er større enn { $mib } MiB, som er det meste som leses i ett
file-too-large-help = del den opp, eller lagre den som CSV eller JSON Lines og beskriv den under `inputs`
file-not-ordinary = dette er ikke en vanlig fil, men en mappe, et rør eller en enhet
file-not-ordinary-help = send innholdet til standard inn, og skriv `-` i stedet for stien
policy-too-deep = for dyp nesting på linje { $line }: parenteser, og `if` i `if`, kan nestes { $depth } nivåer
run-too-large = filene er til sammen større enn { $mib } MiB, og det er ikke plass til denne
run-too-large-help = kontroller færre filer om gangen
file-changed = filen ble endret mens den ble lest, så funnene gjelder verken det som stod der eller det som står der nå
file-changed-help = kjør på nytt når ingen skriver i filen
file-check-path = sjekk stien og rettighetene
file-not-there = filen finnes ikke
file-denied = filen kan ikke leses: ingen tilgang
file-unreadable = filen kan ikke leses: { $error }
pattern-finds-nothing = `{ $pattern }` treffer ingen filer
pattern-finds-nothing-help = rett mønsteret; det regnes fra mappen der oppsettet ligger
pattern-wrong = `{ $pattern }` er ikke et gyldig mønster
pattern-wrong-help = skriv en sti, eventuelt med `*`, `**` og `?`
decode-after-line = { $problem } (etter linje { $n_lines })
decode-utf16 = filen er lagret som UTF-16
decode-not-utf8 = filen er ikke gyldig UTF-8 (linje { $line }, byte { $at })
decode-save-utf8 = lagre filen som UTF-8; i Excel heter det «CSV UTF-8»
docx-save-again = åpne filen i Word og lagre den på nytt som .docx
docx-old = filen er et gammelt Word-dokument (.doc), eller har passord
docx-old-help = fjern passordet, eller lagre filen på nytt som .docx
docx-broken = filen er ikke et helt Word-dokument (.docx): { $error }
docx-other-zip = filen er et zip-arkiv uten `word/document.xml`
docx-too-much = dokumentet pakkes ut til mye mer enn et dokument er, og er ikke lest
docx-too-much-help = del dokumentet opp, eller ta bildene og tabellene ut
docx-not-utf8 = `{ $name }` er ikke UTF-8
docx-too-deep = elementene er nestet dypere enn { $depth } nivåer
docx-entity = `&{ $entity };` er ikke en kjent tegnkode
docx-ends = filen slutter for tidlig

## YAML, JSON, CSV and other trees

place-same-line = tidligere på samme linje
place-line = på linje { $first }
place-line-above = på linjen over
place-lines-up = { $n_lines } linjer lenger opp
tree-key-twice = nøkkelen `{ $key }` står to ganger
tree-key-twice-help = nøkkelen står også { $place }; behold bare én
tree-too-deep = innholdet er nestet dypere enn { $depth } nivåer
tree-too-deep-help = del innholdet opp i flatere deler
yaml-alias-named = aliaset `*{ $name }` viser til et anker som ikke finnes
yaml-alias-named-help = sett ankeret `&{ $name }` på en verdi lenger opp i samme dokument
yaml-key-not-one = en nøkkel må være én verdi, ikke en liste eller et sett av nøkler
yaml-key-not-one-help = sett teksten i anførselstegn hvis klammene hører til nøkkelen
yaml-alias-of-itself = aliaset viser til et innhold som det selv er en del av
yaml-alias-of-itself-help = skriv verdien ut i stedet for å vise til den
yaml-alias = aliaset viser til et anker som ikke finnes
yaml-aliases-too-many = aliasene i teksten gir for mye innhold når de skrives ut
yaml-aliases-too-many-help = skriv verdien ut, eller bruk færre alias i hverandre
yaml-merge = `<<` kan bare flette inn nøkler fra et annet sett av nøkler
yaml-merge-help = vis til et anker på et sett av nøkler: `<<: *navn`
yaml-quote-help = sett hele verdien i anførselstegn
yaml-indent-help = la linjer på samme nivå begynne i samme kolonne, og bruk bare mellomrom
yaml-tab = tabulator kan ikke brukes som innrykk
yaml-tab-help = bytt tabulatoren med mellomrom
yaml-quote-unclosed-help = sett inn det samme tegnet der teksten slutter
yaml-after-quote = det står noe etter at anførselstegnet er lukket
yaml-after-quote-help = skriv `''` for `'` inne i enkle anførselstegn, og `\"` for `"` inne i doble
yaml-bracket-mismatch = `{ $open }` lukkes med `{ $close }`
yaml-bracket-mismatch-help = lukk med klammen av samme slag
yaml-bracket-closes-nothing = klammen lukker ingenting
yaml-bracket-closes-nothing-help = fjern den, eller åpne den lenger fram
yaml-brace-separator = det mangler `,` eller `{"}"}`
yaml-brace-separator-help = skill nøklene med komma, og lukk med `{"}"}`
yaml-list-separator = det mangler `,` eller `]`
yaml-list-separator-help = skill verdiene med komma, og lukk med `]`
yaml-value-missing = det mangler en verdi her
yaml-value-missing-help = skriv verdien, eller fjern tegnet som er til overs
yaml-colon = `:` kan ikke stå her
yaml-colon-help = sett verdien i anførselstegn hvis kolonet hører til teksten, ellers rett innrykket
yaml-not-a-key = linjen er ikke en nøkkel med verdi
yaml-not-a-key-help = skriv `nøkkel: verdi` med mellomrom etter kolonet, med samme innrykk som nøklene over
yaml-dash = listepunktet `-` står ikke der det kan stå
yaml-dash-help = begynn hvert punkt med `- `, med samme innrykk som punktene over
yaml-quoted-indent = teksten i anførselstegn går videre på en linje uten innrykk
yaml-quoted-indent-help = lukk anførselstegnet der teksten slutter, eller rykk linjen inn
yaml-indent = innrykket passer ikke med linjene over
yaml-backslash-help = skriv `\\` for selve skråstreken, eller bruk enkle anførselstegn
yaml-escape = teksten har en tegnkode som ikke finnes
yaml-escape-help = skriv tegnet selv, eller `\u` fulgt av fire heksadesimale siffer
yaml-control = kontrolltegnet U+{ $code } kan ikke stå i teksten
yaml-control-help = fjern tegnet, eller skriv det som en kode i doble anførselstegn
yaml-backtick = en verdi kan ikke begynne med gravis
yaml-begins-with = en verdi kan ikke begynne med `{ $character }`
yaml-comment-space = en kommentar må ha et mellomrom foran `#`
yaml-comment-space-help = sett inn et mellomrom, eller sett verdien i anførselstegn
yaml-comment-inside = en kommentar står midt i en tekst over flere linjer
yaml-comment-inside-help = flytt kommentaren opp over teksten
yaml-invisible = et usynlig tegn (U+FEFF) står inne i teksten
yaml-invisible-help = fjern tegnet
yaml-after-document = det står mer etter at dokumentet er slutt
yaml-after-document-help = rett innrykket, eller begynn et nytt dokument med `---`
yaml-block-header = etter `|` eller `>` kan det bare stå `+`, `-` eller et siffer fra 1 til 9
yaml-block-header-help = begynn teksten på neste linje
yaml-invalid = innholdet er ikke gyldig YAML: `{ $error }`
json-more = det står mer etter at verdien er slutt
json-single-quotes = JSON bruker bare doble anførselstegn
json-single-quotes-help = bytt `'` med `"`
json-no-key = her må det stå en nøkkel i doble anførselstegn
json-no-key-help = skriv `"nøkkel": verdi`
json-no-colon = det mangler `:` etter nøkkelen
backslash-means-nothing = teksten har en omvendt skråstrek som ikke betyr noe
json-backslash-help = skriv `\\` for selve skråstreken
quote-unclosed-on-line = anførselstegnet blir ikke lukket på linjen
json-unclosed-help = sett inn `"` der teksten slutter; et linjeskift skrives `\n`
json-control = kontrolltegnet U+{ $code } kan ikke stå i en tekst
json-control-help = skriv det som en kode, for eksempel `\t`
value-missing = det mangler en verdi
json-comment = JSON har ikke kommentarer
json-value-expected = her må det stå en verdi
json-not-a-value = `{ $value }` er ikke en verdi i JSON
json-value-help = skriv en tekst i doble anførselstegn, et tall, `true`, `false` eller `null`
json-comma = det står et komma uten noe etter seg
json-comma-help = fjern kommaet foran klammen
bracket-unclosed = `{ $open }` blir aldri lukket
bracket-unclosed-help = sett inn klammen som mangler
json-separator-missing = det mangler `,` eller `{ $close }`
csv-column-twice = kolonnen `{ $column }` står to ganger
csv-column-twice-help = gi hver kolonne sitt eget navn
csv-row-length = raden har { $n_cells } felt, men overskriften har { $n_columns }
csv-row-length-help = sett teksten i doble anførselstegn når den inneholder skilletegnet eller et linjeskift
csv-unclosed-help = sett inn `"` der feltet slutter; et anførselstegn inne i feltet skrives `""`
quote-unclosed = anførselstegnet blir aldri lukket
csv-stray = det står tekst etter at feltet er slutt
csv-stray-help = skriv et anførselstegn inne i feltet som `""`
properties-escape = `\u` skal ha fire heksadesimale sifre etter seg
escape-help = skriv for eksempel `\u00e5`, eller selve tegnet `å`
script-comment-unclosed = merknaden blir aldri lukket
script-comment-unclosed-help = sett inn `*/`
script-quote-unclosed-help = sett inn `{ $quote }` der teksten slutter; resten av filen er ikke lest
script-template-unclosed = malteksten blir aldri lukket
script-template-unclosed-help = sett inn det som mangler; resten av filen er ikke lest
escape-not-whole = tegnkoden er ikke hel
script-bracket-unclosed = klammen blir aldri lukket
xml-invalid = filen er ikke gyldig XML: { $error }
xml-invalid-help = rett merkingen; skriv `&lt;` og `&amp;` for `<` og `&` i teksten
xml-unclosed = `<{ $name }>` blir aldri lukket
xml-unclosed-help = sett inn sluttmerket som mangler
xml-empty = filen har ingen elementer
xml-empty-help = kontroller at filen er hel
xml-attribute = elementet har et attributt som ikke kan leses
xml-attribute-help = skriv `navn="verdi"`, og hvert navn bare én gang
xml-entity = `{ $entity }` er ikke en kjent tegnkode i XML
xml-entity-help = skriv `&amp;` for selve tegnet `&`, eller tegnet med nummer, for eksempel `&#229;`

## Documents

marker-not-in-front = merket `taushet:` står ikke mellom to linjer `---`
marker-not-in-front-help = sett nøklene mellom to linjer `---`, den første aller øverst i filen
marker-missing = dokumentet mangler merket `taushet:`
marker-missing-help = skriv `taushet: flows/v1` øverst i hvert dokument
marker-routine = en rutine er en tekst, ikke YAML
marker-routine-help = skriv rutinen som Markdown med dette merket mellom to linjer `---` øverst
known-kinds = kjente slag: { $known }
did-you-mean-marker = mente du `taushet: { $near }`?
unknown-kind = ukjent slags dokument `{ $written }`
not-a-map = { $what } skal være nøkler med verdier
write-key-value = skriv `nøkkel: verdi`
not-a-text = `{ $what }` skal være en tekst
not-a-truth = `{ $what }` skal være `true` eller `false`
not-a-truth-help = skriv `true` eller `false` uten anførselstegn, eller utelat nøkkelen når det er ukjent
not-a-date = `{ $what }` skal være en dato
not-a-date-help = skriv datoen som ÅÅÅÅ-MM-DD, for eksempel `2026-03-01`
write-list-of-values = skriv `{ $what }: [verdi, verdi]`
not-a-list = `{ $what }` skal være en liste
known-keys = kjente nøkler: { $keys }
did-you-mean = mente du `{ $near }`?
unknown-key = ukjent nøkkel `{ $key }` i { $place }
key-missing = { $place } mangler `{ $key }`
add-key = legg til `{ $key }:`
place-case = tilfellet
place-config = oppsettet
place-document = dokumentet
place-message = meldingen
place-one-rule = regelen
place-routine = rutinen
not-a-value = `{ $value }` er ikke en gyldig verdi for `{ $what }`
did-you-mean-values = mente du `{ $near }`? Gyldige verdier: { $values }
write-list = skriv `{ $what }: [{ $value }]`
known-values = gyldige verdier: { $values }
not-a-number = `{ $path }` skal være et helt tall
not-hours = `{ $path }` skal være et tidsrom
not-hours-help = skriv når den åpner og stenger, for eksempel `09-15` eller `08.00-15.30`
flows-empty = `flows` er tom
flows-empty-help = beskriv minst én dataflyt
flows-missing = dokumentet mangler `flows`
flows-missing-help = legg til `flows:` med minst én dataflyt
place-party = parten `{ $id }`
municipality-help = skriv kommunenummeret i anførselstegn: `municipality: "{ $number }"`
municipality-text = `municipality` skal være en tekst
place-system = systemet `{ $id }`
define-party = ingen er definert; legg til `{ $id }` under `parties`
place-flow = flyten `{ $id }`
data-empty = `data` er tom
data-empty-help = skriv hvilke opplysninger som deles
defined = definerte: { $ids }
not-defined-party = `{ $id }` er ikke definert som part
not-defined-system = `{ $id }` er ikke definert som system
messages-missing = dokumentet mangler `messages`
messages-missing-help = legg til `messages:` med minst én melding
messages-not-a-list = `messages` skal være en liste
messages-not-a-list-help = begynn hver melding med `- id:`
messages-empty = `messages` er tom
id-twice = `{ $id }` er brukt som id to ganger
id-twice-help = gi hver melding sin egen `id`
routine-empty = rutinen har ingen tekst
routine-empty-help = skriv rutinen under den andre linjen `---`

## The configuration, and the files it describes

config-marker = filen er ikke et oppsett
config-marker-help = skriv `taushet: config/v1`
inputs-not-a-list = `inputs` skal være en liste
inputs-not-a-list-help = begynn hver oppføring med `- paths:`
place-rule = regelen `{ $id }`
place-routine-with = rutinen under `with`
input-no-channel = oppføringen i `inputs` sier ikke hvilken kanal meldingene skrives i
input-no-channel-help = legg til `with: {"{"} channel: gosys {"}"}`, eller `channel:` med en JSONPath
cases-not-a-list = `cases` skal være en liste
cases-not-a-list-help = begynn hvert tilfelle med `- when:`
place-input = oppføringen i `inputs`
pattern-not-regex = `blank` er ikke et gyldig regulært uttrykk
pattern-not-regex-help = skriv et uttrykk slik biblioteket `regex` leser dem, for eksempel `(?m)^---.*---$`
pattern-too-big = `blank` tar mer enn { $mib } MiB når det skrives ut
pattern-too-big-help = bruk færre og mindre gjentakelser som `{"{"}1000{"}"}`
json-path-too-long = JSONPath-en er lengre enn { $bytes } byte
json-path-too-wide = `{ $query }` kan finne mye mer enn det som står i filen: en JSONPath kan ha { $descents } `..` og { $commas } komma, og et filter kan ikke ha `..` eller `$`
json-path-too-wide-help = pek rettere på teksten, eller skriv flere JSONPath-er under hverandre
not-a-json-path = `{ $query }` er ikke en gyldig JSONPath: { $error }
not-a-json-path-help = en JSONPath begynner med `$`, for eksempel `$[*].tekst`
text-file-no-parts = en tekstfil har ingen deler som en JSONPath kan peke på
text-file-no-parts-help = fjern `text`, så er hele filen teksten, eller si med `format:` hvordan filen er skrevet
record-no-text = oppføringen har ingen tekst der `text` i oppsettet peker
record-no-text-help = rett linjen, eller føy stedet til `text` i oppsettet
routine-save-as = lagre rutinen som Word, Markdown eller ren tekst
routine-not-one-text = en rutine er en sammenhengende tekst
not-a-text-at = `{ $path }` er ikke en tekst
not-a-text-at-help = la JSONPath-en peke på selve tekstene
record-too-deep = oppføringen har for mange verdier inni hverandre til at noe kan letes opp i den
record-too-deep-help = del den opp, eller pek på mindre oppføringer med `records`
query-finds-nothing-help = rett JSONPath-en i oppsettet, eller fjern filen fra `paths`
preset-finds-nothing = filen har ingen tekster slik `{ $preset }` skal ha dem
preset-finds-nothing-help = kontroller at `as:` i oppsettet passer til filen, eller fjern filen fra `paths`
query-finds-nothing = `{ $query }` treffer ingenting i filen
no-texts = filen har ingen tekster
no-texts-help = kontroller filen, eller fjern den fra `paths`
add-key-alone = legg til `{ $key }`
record-key-missing = oppføringen mangler `{ $key }`

## The law and a municipality's own

value-defined = `{ $id }` er alt definert som { $kind }
value-parent = { $kind } `{ $id }` er satt under `{ $parent }`, som ikke finnes
rule-no-id = en regel mangler `@id`
rule-annotation = ukjent merknad `@{ $key }`
rule-last-resort = `@last_resort` skal være et tall
not-a-severity = `{ $other }` er ikke `error`, `warning` eller `info`
in-force-not-a-period = `{ $text }` er ikke et tidsrom `fra..til`
in-force-not-a-date = `{ $part }` er ikke en dato ÅÅÅÅ-MM-DD
in-force-always = uten tidsgrense
in-force-from = fra { $from }
in-force-to = til og med { $to }
in-force-between = { $from } til og med { $to }
local-kinds-help = lokale filer kan være `lexicon/v1`, `entities/v1` (bare `System`) og `texts/v1`
local-kind = `{ $kind }` kan ikke endres lokalt
local-systems = lokale `entities` kan bare legge til `System`
local-systems-help = beskriv egne fagsystemer under `System`; resten av ordene er loven sine
local-words = lokale ord kan bare legge til begreper som røper
local-words-help = legg hvert begrep i en gruppe med `in: [...]`, og la grammatikken stå
law-kind = ukjent slags lovfil `{ $other }`
rule-id-taken = `@id("{ $id }")` er alt brukt
rule-id-taken-help = gi regelen en egen id
local-permit = `{ $id }` er en lokal `permit`, og lokale regler kan bare stramme inn
local-permit-help = skriv regelen som `forbid`; bare loven selv kan tillate
local-action-help = skriv `action == Action::"…"` med en av { $names }
rule-no-title = `{ $id }` mangler `@title`
rule-no-title-help = legg til `@title("…")`: hva som er galt; gjerne også `@why` og `@help`
rule-no-severity = `{ $id }` mangler `@severity`
rule-no-severity-help = legg til `@severity("error")` eller `@severity("warning")`
local-action = `{ $id }` kan ikke forby `{ $action }`: en plikt eller en opplysning om loven kan ikke stanses lokalt
unknown-key-alone = ukjent nøkkel `{ $key }`
lexicon-compound = ukjent sammensetning `{ $value }`
lexicon-two-languages = en term har ett språk
lexicon-no-pattern = termen mangler språk og mønster
lexicon-no-context = konteksten mangler ord
lexicon-term = begrepet `{ $concept }`, termen `{ $term }`: { $problem }
lexicon-no-language = en term må ha et språk
lexicon-all-optional = et mønster må ha et ord som ikke kan utelates
lexicon-short-anchor = et mønster må ha et ord som i alle former begynner med minst { $length } byte
lexicon-word-set = ukjent ordsett `{ $name }`
lexicon-inflection = ukjent bøyning `{ $name }`
lexicon-gap = `{ $piece }` er ikke et mellomrom mellom ord; skriv `*` og et antall ord
lexicon-no-word = et mønster må ha et ord
lexicon-gap-last = et mellomrom mellom ord må ha et ord etter seg
lexicon-not-a-word = `{ $text }` er ikke et ord

## The command line

cli-no-folder = arbeidsmappen kan ikke leses: { $error }
cli-unknown-format = ukjent format `{ $name }`; gyldige: { $known }
cli-cannot-write = kan ikke skrive: { $error }
cli-cannot-write-file = `{ $path }` kan ikke skrives: { $error }
cli-no-config = oppsettet { $path } finnes ikke
local-unusable = de lokale reglene kan ikke brukes, og ingenting er kontrollert
cli-not-there = { $path } finnes ikke
local-none = fant ingen lokale regler (`.cedar`, `.yaml`) i mappene
local-unusable-because = de lokale reglene kan ikke brukes, og ingenting er kontrollert
    { $report }
stream-broke = feil i taushet: en del av filen kunne ikke kontrolleres
standard-output = standard ut

## Help: `help-command`, `help-command-argument`, or `help-any-argument` for an argument that several commands have.
## `.name` is what stands for a value, `.value-x` explains the value x.

help = Finner brudd på taushetsplikten i sosialtjenesten før de skjer
help-check = Kontrollerer dataflyter, meldinger og rutiner
help-why = Viser hele begrunnelsen for én dataflyt
help-test = Kjører dokumenter med forventninger som tester av reglene
help-rules = Viser alle regler
help-explain = Forklarer én regel eller hjemmel
help-schema = Skriver JSON Schema for et slags dokument
help-init = Lager et oppsett, ett eksempel på hvert dokument og en CI-jobb
help-help = Viser denne hjelpen, eller hjelpen til en kommando
help-any-help = Viser hjelp
help-any-version = Viser versjonen
help-any-language = Språket i det som vises [ellers oppsettet, språket på maskinen, bokmål]
    .name = SPRÅK
    .value-nb = Bokmål
    .value-nn = Nynorsk
    .value-en = Engelsk
help-any-policies = Mapper med lokale regler, ord og systemer; de kan bare stramme inn
    .name = MAPPE
help-any-law = Utgaven av forvaltningsloven
    .name = ÅR
    .value-1967 = Loven av 1967, som gjelder
    .value-2025 = Loven av 2025, vedtatt uten dato: viser hva den ville endre
help-any-as-of = Dagen som flyter uten egen dato vurderes på (ÅÅÅÅ-MM-DD); ellers i dag
    .name = DATO
    .allowed = en dag som finnes, som ÅÅÅÅ-MM-DD
help-check-paths = Filer og mapper; `-` leser standard inn. Uten sti: oppsettets `inputs`, ellers arbeidsmappen
    .name = STI
help-check-format = Format, eventuelt `=FIL`; kan gjentas
    .name = FORMAT[=FIL]
help-check-config = Oppsettet; ellers nærmeste taushet.yaml oppover
    .name = FIL
help-check-fail-on = Når kjøringen feiler [standard: warning]
    .name = NÅR
    .value-error = Bare ved feil
    .value-warning = Ved feil og advarsler
    .value-info = Ved alle funn
    .value-never = Aldri
help-check-select = Bare disse reglene
    .name = REGEL
help-check-ignore = Ikke disse reglene
    .name = REGEL
help-check-since = Bare dokumenter som er endret siden en revisjon i git
    .name = REVISJON
help-check-show-files = Vis hvilke filer som ville blitt kontrollert, og ikke mer
help-check-fix = Rett i filene: bare det trygge, eller også forslag til ny ordlyd
    .name = HVA
    .value-safe = Bare det som ikke endrer hva en tekst sier
    .value-suggested = Også forslag til ny ordlyd
help-check-diff = Vis hva som ville blitt rettet, og skriv ingenting i filene
help-check-baseline = Frosne funn, som ikke teller
    .name = FIL
help-check-write-baseline = Skriv dagens funn til filen med frosne funn
help-check-add-suppression = Bestem at dagens funn ikke teller, med denne begrunnelsen, og skriv det ved funnene eller i oppsettet
    .name = BEGRUNNELSE
help-check-no-suppressions = Vis alle funn, også dem noen har bestemt at ikke teller
help-check-suppress-until = Siste dag det som fryses eller tillates nå, gjelder
    .name = DATO
    .allowed = en dag som finnes, som ÅÅÅÅ-MM-DD
help-check-suppress-by = Hvem som har bestemt det
    .name = HVEM
help-check-show-personal-data = Vis personopplysninger slik de står; bare på din egen skjerm
help-check-skip-unknown = La oppgitte filer som ikke er dokumenter, ligge
help-check-color = Farger
    .name = NÅR
    .value-auto = Når utdata er en terminal
    .value-always = Alltid
    .value-never = Aldri
help-check-quiet = Ikke skriv noe når alt er i orden
help-check-jobs = Kontroller så mange tekster samtidig; så mange som maskinen har kjerner når ingenting er sagt
    .name = ANTALL
    .allowed = et helt tall fra 1 og oppover
help-check-stdin-filename = Navnet som standard inn leses under; endelsen avgjør formatet
    .name = NAVN
help-why-flow = Filen og flyten, for eksempel `dataflyt.yaml#inndriving`
    .name = FIL#FLYT
help-prove = Beviser loven for alle tenkelige flyter, og at lokale regler bare strammer inn
help-prove-ids = Invarianter og regler som skal bevises; alle når ingen er nevnt
    .name = ID
help-prove-diff = Vis hva som er endret fra loven i en mappe eller en revisjon
    .name = REVISJON|MAPPE
help-prove-examples = Skriv moteksemplene til denne mappen, én fil hver
    .name = MAPPE
help-prove-limit = Hvor lenge ett spørsmål kan ta, i sekunder
    .name = SEKUNDER
help-why-format = Format
    .name = FORMAT
    .value-human = I ord
    .value-json = For programmer: taushet/why/v1
help-test-paths = Filer og mapper med forventninger. Uten sti: oppsettets `inputs`, ellers arbeidsmappen
    .name = STI
help-test-coverage = Vis hvilke bestemmelser, vilkår og grenser som ble prøvd
help-explain-rule = Regelens eller hjemmelens id, for eksempel `fvl-13b-2`
    .name = REGEL
help-schema-kind = Hvilket slags dokument
    .name = SLAG
    .value-flows = Dataflyter
    .value-messages = Meldinger
    .value-routine = Rutiner (front matter)
    .value-config = Oppsett
    .value-report = Rapporten fra --format json
help-init-folder = Mappen å skrive i
    .name = MAPPE
help-init-ci = Hvor CI-jobben skal kjøre; ellers det som kodelageret viser, og GitHub når det ikke viser noe
    .name = CI
    .value-github = GitHub Actions
    .value-gitlab = GitLab CI/CD
    .value-azure = Azure Pipelines
    .value-none = Ingen jobb
help-completions = Skriver utfylling for et skall
help-completions-shell = Hvilket skall
    .name = SKALL
    .value-bash = Bash
    .value-zsh = Zsh
    .value-fish = Fish
    .value-powershell = PowerShell
    .value-elvish = Elvish
    .value-nushell = Nushell
help-man = Skriver man-sidene
help-man-folder = Mappen å skrive én side per kommando i; uten den skrives programmets egen side til standard ut
    .name = MAPPE

## The frame of the help, and what is wrong with arguments

usage-heading = Bruk:
usage-options = [VALG]
usage-command = KOMMANDO
commands-heading = Kommandoer:
arguments-heading = Argumenter:
options-heading = Valg:
values-heading = Mulige verdier:
help-values = [mulige verdier: { $values }]
help-default = [standard: { $value }]
help-variable = [miljøvariabel: { $name }]
arguments-unknown = ukjent valg eller argument `{ $argument }`
arguments-unknown-near = ukjent valg eller argument `{ $argument }`; mente du `{ $near }`?
arguments-unknown-command = ukjent kommando `{ $command }`
arguments-unknown-command-near = ukjent kommando `{ $command }`; mente du { $near }?
arguments-no-value = `{ $argument }` mangler en verdi
arguments-value = `{ $value }` er ikke en gyldig verdi for `{ $argument }`
arguments-value-near = `{ $value }` er ikke en gyldig verdi for `{ $argument }`; mente du `{ $near }`?
arguments-allowed = { $wrong }; skriv { $allowed }
arguments-missing = dette må oppgis: { $arguments }
arguments-twice = `{ $argument }` kan bare oppgis én gang
arguments-conflict = `{ $argument }` kan ikke brukes sammen med { $others }
arguments-too-many = `{ $value }` er én verdi for mye til `{ $argument }`
arguments-too-few = `{ $argument }` må ha { $least ->
        [one] minst én verdi
       *[other] minst { $least } verdier
    }
arguments-wrong = argumentene kan ikke leses
arguments-complaint = { $wrong }{ $about }{ $usage }

    { $help }
arguments-help = `{ $command } --help` viser hjelp

## taushet why

why-facts = Det som er kjent
why-who = { $from } gir opplysninger til { $to }{ $via }, vurdert per { $day }
why-via = {""} gjennom { $system }
why-assumed = (ikke ført opp, tas som gitt)
why-follows = { $datum } ({ $id }) følger de andre opplysningene
why-implied = { $datum } ({ $id }) følger med selv om den ikke er ført opp
why-unlisted = (ikke ført opp, men følger med)
why-no-norm = ingen bestemmelse gjelder for denne mottakeren, dette formålet og denne opplysningen
why-holds = ✓ holder:
why-lacks = … vilkår mangler:
why-fell-away = ✗ faller bort:
why-limit = fordi: { $title } ({ $limit })
why-because = fordi { $said } (`{ $path }`)
why-forbidden = ✗ forbudt av den lokale regelen { $rule }: { $title }
why-met = ✓
why-not-held = – ikke ført opp, holdes ikke mot flyten:
why-failed = ✗ ikke oppfylt:
why-unknown = ? ukjent:
why-no-channel = Kanal: ikke oppgitt, bare innholdet er vurdert
why-channel-holds = Kanal: { $system } holder; bare de som kan vite det, kan lese der
why-channel-incomplete = Kanal: det er ikke kjent om { $system } holder
why-channel-prohibited = Kanal: { $system } kan ikke brukes
why-reader = { $reader } kan lese, men kan ikke få vite: { $data }
why-decided = Dette avgjorde
why-asks = Spørsmålet til deg: { $asks }
why-change = Dette ville endret avgjørelsen
why-way = etter { $law }: { $lacks }
why-nothing = Ingen ny opplysning i denne flyten. Se hva som er ført opp som ikke oppfylt over; ellers: be om samtykke, bytt mottaker, formål, opplysninger eller kanal, eller beskriv systemet slik det er nå.
why-flow-form = skriv filen og flyten som `FIL#FLYT`, for eksempel `dataflyt.yaml#inndriving`
why-undecided = flyten `{ $id }` kunne ikke avgjøres
why-no-flow = fant ingen lesbar flyt `{ $id }` i { $file }
why-no-flow-near = fant ingen lesbar flyt `{ $id }` i { $file }; mente du `{ $near }`?
why-unreadable = fant ingen lesbar flyt `{ $id }` i { $file } ({ $at }: { $problem })

## taushet test

test-agrees = ok
test-disagrees = stemmer ikke ({ $count })
test-mistakes = Forventninger som ikke kan leses:
test-mistake-alone = `{ $written }` står alene; skriv den på linjen den gjelder
test-mistake-unreadable = `{ $written }` kan ikke leses
test-mistake-kind = `{ $written }` er ikke et slags forventning; skriv `error`, `warning`, `info`, `ok`, `verdict` eller `failure`
test-missing = Forventet, men ikke slik nå:
test-unexpected = Slik nå, men ikke forventet:
test-no-verdict = ingen dataflyt har en avgjørelse her
test-got = nå: { $got }
test-failure = kunne ikke leses: { $message }
test-summary = Prøvd: filer { $files }, forventninger { $expectations }. Filer som stemmer: { $agree }. Avvik: { $disagreements }. Dokumenter uten forventninger: { $idle }.
test-nothing = ingen forventninger å prøve: skriv for eksempel `# verdict: permitted` etter navnet på en dataflyt, eller `# error: [regel]` på linjen der et funn skal komme
test-coverage = Hva testene har prøvd av bestemmelsene som åpner for eller krever deling. Dataflyter: { $flows }. Et vilkår er prøvd når det har manglet i minst én dataflyt, en grense når den har slått inn.
test-untouched = Ikke prøvd ({ $count }): ingen dataflyt gjelder disse bestemmelsene
test-touched = Prøvd ({ $count }): antall dataflyter der bestemmelsen holdt, manglet vilkår eller falt bort
test-column-law = Bestemmelse
test-column-slug = Hjemmel (regel)
test-column-held = Holdt
test-column-lacked = Manglet vilkår
test-column-fell-away = Falt bort
test-column-conditions = Vilkår prøvd
test-column-limits = Grenser prøvd
test-of = { $tried } av { $all }
test-own-condition = vilkår om selve opplysningen
test-idle-condition = vilkår som aldri manglet: { $label } (`{ $path }`)
test-idle-limit = grense som aldri slo inn: { $title } (`{ $limit }`)
test-idle-edge = grense som aldri slo inn: det bestemmelsen selv holder utenfor
test-total = { $touched } av { $norms } bestemmelser prøvd, { $failed } av { $conditions } vilkår prøvd som manglende, { $reached } av { $limits } grenser nådd.

## taushet rules and explain

rules-bases = Hjemler som kan oppgis i `basis`
unknown-rule-near = `{ $id }` er ikke en regel; mente du `{ $near }`?
unknown-rule = `{ $id }` er ikke en regel; `taushet rules` viser dem
explain-rule = Regel `{ $id }` ({ $file }), i kraft { $in_force }
explain-severity = Alvorlighet: { $severity }
explain-source = Kilde: { $source }
explain-asks = Spørsmålet: { $asks }
explain-condition = Vilkår: { $label } (`{ $path }`)
explain-limit = Faller bort når: { $said } (`{ $path }`)
explain-example-holds = Eksempel som holder:
explain-example-lacks = Eksempel som ikke holder:
rules-disclosure = Dataflyter
rules-wording = Ordlyd
rules-metadata = Metadata
rules-clarity = Klarhet
rules-routine = Rutiner
rules-privacy = Personvern

## taushet init

init-kept = Fantes fra før, og er ikke rørt:
cannot-write-denied = du har ikke tilgang til å skrive der
cannot-write-read-only = filsystemet kan bare leses
cannot-write-full = det er ikke plass igjen på disken
cannot-write-no-path = stien finnes ikke
cannot-write-not-folder = en fil står der det skulle vært en mappe
cannot-write = { $path } kan ikke skrives: { $why }
init-written = Skrevet:
init-next = Kjør `taushet check` i mappen for å kontrollere eksemplene, og skriv dem om til deres egne.
init-ci-github = CI-jobben virker når `.github` ligger øverst i kodelageret.
init-ci-gitlab = CI-jobben virker når `.gitlab` ligger øverst i kodelageret og `.gitlab-ci.yml` har linjen `include: /.gitlab/taushet.yml`.
init-ci-azure = CI-jobben virker når dere har laget en pipeline i Azure DevOps av `.azure/taushet.yml`.
init-example-unreadable = feil i taushet: et eksempel kan ikke leses
init-example-unwritable = feil i taushet: et eksempel kan ikke skrives: { $error }

## taushet schema

schema-marker = Merket som sier hva slags dokument dette er
schema-text = En tekst; et tall leses slik det er skrevet
schema-date = En dag, skrevet ÅÅÅÅ-MM-DD
schema-json-path = En JSONPath (RFC 9535), for eksempel `$[*].tekst`
schema-flows-title = Dataflyter (taushet: flows/v1)
schema-messages-title = Meldinger (taushet: messages/v1)
schema-routine-title = Servicerutine (taushet: routine/v1): det som står mellom de to linjene `---`
schema-config-title = Oppsett (taushet: config/v1)
schema-report-title = Rapport (taushet/report/v1)
schema-name = Navnet
schema-title = Hva dokumentet handler om
schema-flows-parties = Partene: hvem som gir og mottar opplysninger, under hver sin id
schema-flows-systems = Systemene (fagsystem, kanal) under hver sin id; velkjente systemer trenger ingen oppføring
schema-flows-flows = Dataflytene under hver sin id
schema-flows = Hvilke opplysninger en sosialtjeneste gir videre: til hvem, til hva, gjennom hva og med hvilken hjemmel
schema-party-kind = Hva slags part dette er
schema-party-municipality = Kommunenummeret, i anførselstegn
schema-party-public-task = Parten utfører en offentlig oppgave
schema-party = En virksomhet, enhet eller person som gir eller mottar opplysninger
schema-system-access = Hvem som har tilgang
schema-system-audience = Hvem som i tillegg kan lese det som står der
schema-system-processor = Databehandleren: id-en til en av partene
schema-system-facts-as-of = Dagen opplysningene om systemet sist ble kontrollert
schema-system = Et system eller en kanal der opplysninger skrives, og som andre kan lese
schema-flow-from = Hvem som gir opplysningene: id-en til en av partene
schema-flow-to = Hvem som mottar opplysningene: id-en til en av partene
schema-flow-via = Systemet eller kanalen: en id under `systems`, eller et velkjent system
schema-flow-data = Opplysningene som deles
schema-flow-basis = Hjemmelen flyten bygger på; `taushet rules` viser dem
schema-flow-date = Dagen flyten vurderes på; ellers dagen i dag
schema-flow = Én deling av opplysninger fra en part til en annen
schema-flow-exposes = Tekster som andre ser selv om de bare er metadata: navnet på en kø, teksten på en faktura
schema-note = Fri tekst som aldri tolkes
schema-message = Det som skrives i en kanal, med metadataene ved siden av
schema-messages-messages = Meldingene og malene
schema-messages = Meldinger og maler: tekster som skrives i en kanal andre kan lese
schema-message-id = Meldingens id, brukt i funn
schema-message-channel = Systemet meldingen skrives i; det avgjør hvem som kan lese den
schema-message-from = Hva slags part som skriver
schema-message-to = Hva slags part som mottar
schema-message-theme = Tema: kode eller navn
schema-message-sender = Avsender, slik den vises
schema-message-sender-name = Avsenderens navn, slik det vises
schema-message-queue = Køen eller benken meldingen havner i
schema-message-topic = Emnet (topic) meldingen publiseres på
schema-message-urgent = Saken må avklares raskt
schema-message-template = Teksten er en mal som fylles ut og sendes mange ganger
schema-message-flow = Dataflyten meldingen hører til: `fil.yaml#flyt`. Teksten skal da ikke si mer enn flyten lar mottakeren vite
schema-message-text = Det som skrives
schema-message-preview = Forhåndsvisning, for eksempel på en låst skjerm
schema-message-envelope = Det som står utenpå konvolutten
schema-message-recipient-field = Mottakerfeltet, slik det vises
schema-message-path = Mappe eller filsti
schema-message-invoice-text = Teksten på en faktura eller utbetaling
schema-routine-own-title = Rutinens tittel
schema-routine-actor = Hvem rutinen er skrevet for
schema-routine-topic = Hva rutinen handler om
schema-routine-channel = Systemet standardordlydene skrives i; de står som sitatblokker eller i «…» og kontrolleres som meldinger
schema-routine = Hva de ansatte i et kontaktsenter eller Nav-kontor skal si og gjøre; rutinen selv er teksten under
schema-message-task-type = Oppgavetype
schema-message-subject = Emne
schema-config-language = Språket i det som vises
schema-config-fail-on = Hvor alvorlig et funn må være for at kjøringen skal feile
schema-config-inputs = Hva som kontrolleres, og hvordan filer uten merket `taushet:` leses
schema-config-rules = Andre alvorligheter, under reglenes id-er; det loven forbyr, kan ikke settes lavere
schema-config-ignore = Stier som ikke leses, skrevet som i .gitignore
schema-config = Hva taushet kontrollerer, og hvor strengt
schema-config-rule-severity = Hvor alvorlige reglens funn er
schema-input-require = Nøkler hver oppføring må ha
schema-input-with = Det som gjelder for alle filene
schema-input-title = Hva filene er
schema-input-where = Hvor i filen dette står: { $meaning }
schema-input = Filer som hører sammen. Meldinger må ha en kanal, her eller under `with`
schema-input-paths = Stier og mønstre, regnet fra mappen der oppsettet ligger; kan begynne med `..`
schema-input-format = Hvordan filene er skrevet, når endelsen ikke sier det
schema-input-records = Hvor oppføringene står; den første som treffer. Da regnes `text` og de andre fra hver oppføring
schema-input-text = Hvor tekstene står. Uten den er hele filen teksten, eller hver tekst i den når den har nøkler eller felt
schema-input-metadata = Hvor det står tekster som andre ser ved siden av meldingen; de heter det filen kaller dem
schema-input-blank = Et regulært uttrykk for det som ikke er en del av teksten, for eksempel faste overskrifter
schema-input-cases = Det som gjelder for noen av oppføringene. En oppføring som hører til flere tilfeller, dømmes som hvert av dem
schema-input-kinds = Hva filene er: `messages` når oppsettet sier hvordan de leses, `routine` når de er servicerutiner, `documents` når de har sitt eget merke. Ferdig beskrevet er { $presets }
schema-input-when = Under hver JSONPath verdiene som må finnes der, minst én av dem
schema-input-shared = Det som gjelder for alle meldingene i filene
schema-config-rule-reason = Hvorfor
schema-report-name = Programmets navn
schema-report-version = Programmets versjon
schema-report-schema = Rapportens format
schema-report-tool = Programmet som laget rapporten
schema-report-as-of = Dagen flyter uten egen dato er vurdert på
schema-report-flows = Hva loven sier om hver dataflyt
schema-report-findings = Funnene: én regel brutt på ett sted
schema-report-failures = Det som ikke kunne kontrolleres
schema-report = Det `taushet check --format json` skriver. Linjer og kolonner telles fra 1, kolonner i Unicode-tegn
schema-report-column = Kolonne, fra 1, i Unicode-tegn
schema-report-documents = Dokumenter som er kontrollert
schema-report-errors = Funn som er feil
schema-report-warnings = Funn som er advarsler
schema-report-infos = Funn som er opplysninger
schema-report-suppressed = Funn som er unntatt med begrunnelse
schema-report-n-failures = Ting som ikke kunne kontrolleres
schema-report-verdict = Avgjørelsen: må dele, kan dele, vilkår mangler, kan ikke dele, krever skjønn
schema-report-flow = Flytens id
schema-report-flow-line = Linjen flyten begynner på
schema-report-by = Normene som avgjorde
schema-report-missing = Nøklene som ville endret avgjørelsen
schema-report-basis = Hjemlene flyten oppgir
schema-report-related-message = Hva stedet har med funnet å gjøre
schema-report-rule = Reglens id
schema-report-group = Gruppen regelen hører til
schema-report-severity = Hvor alvorlig funnet er her
schema-report-law = Hjemlene, slik de siteres
schema-report-related = Andre steder som hører til funnet
schema-report-level = Hvor åpent ordlyden sier det
schema-report-document = Flyten eller meldingen
schema-report-concept = Begrepet ordlyden nevner
schema-report-why = Hvorfor det betyr noe
schema-report-help = Hva du bør skrive eller føre opp i stedet
schema-report-replacement = En ordlyd å sette inn i stedet
schema-report-message = Hva som er galt
schema-report-failure-help = Hva du kan gjøre
schema-report-failure-more = Hvor mange til av samme slag filen har, som ikke vises hver for seg
schema-report-start = Første tegn
schema-report-end = Tegnet etter det siste
schema-report-file = Filen
schema-report-line = Linje, fra 1
schema-report-n-flows = Dataflyter
schema-report-n-messages = Meldinger
schema-report-summary = Antall

## Findings that do not count

allow-list-help = begynn hver oppføring med `- file:`
place-allow = oppføringen i `allow`
place-baseline = listen over frosne funn
place-frozen = det frosne funnet
not-a-baseline = filen er ikke en liste over frosne funn
baseline-help = lag den med `taushet check --write-baseline`
baseline-comment = Funn som fantes da filen ble laget med `taushet check --write-baseline`. De teller ikke før ordene de gjelder, blir endret.
baseline-written = { $count } funn er skrevet til { $file } og teller ikke før ordene de gjelder, blir endret.
baseline-written-in-part = { $count } funn er skrevet til { $file } og teller ikke før ordene de gjelder, blir endret. { $left } er ikke med: Det loven forbyr, fryses bare med en siste dag og et navn (`--suppress-until` og `--suppress-by`).
baseline-of-pieces = funn i filer som er så store at de leses i biter, kan ikke fryses
directive-help = skriv `taushet: allow[regel] until=2027-01-01 by="hvem" hvorfor`; `until` og `by` kan utelates
directive-unreadable = `taushet: allow` kan ikke leses
directive-no-rule = `taushet: allow` må nevne hver regel ved sin id
directive-bad-day = datoen etter `until=` kan ikke leses
directive-no-reason = `taushet: allow` mangler en begrunnelse
directive-twice = `until` og `by` kan stå én gang hver
rules-hygiene = Unntak

## Fixes

fixes-made = Rettet: { $made }. Ikke rettet fordi teksten da ville fått et annet funn, eller fordi rettelser overlapper: { $left }.
fix-of-stdin = `--fix` skriver i filer, og standard inn er ingen fil; bruk `--diff`
fix-of-pieces = filer som er så store at de leses i biter, kan ikke rettes
fix-of-changed = { $path } er endret, eller er ikke skrevet som UTF-8, og er ikke rettet
cli-not-a-screen = `--show-personal-data` kan bare brukes når alt vises på din egen skjerm
record-too-long = oppføringen før linje { $line } er for lang; resten av filen er ikke kontrollert
record-too-long-help = kontroller at anførselstegnene i filen er lukket

## --since

since-unknown = `{ $revision }` er ikke en revisjon som git kjenner
since-no-base = git finner ikke hvor historien til `{ $revision }` og det som er hentet ut, skiltes; hent hele historien (`fetch-depth: 0`)
since-git = git svarer ikke: { $why }
since-nothing = ingen dokumenter er endret siden { $revision }

## --add-suppression

suppressions-added = Satt til side: { $beside } ved teksten, { $configured } i oppsettet.
suppressions-added-in-part = { $done } { $left } er ikke satt til side: Det loven forbyr, krever en siste dag og et navn (`--suppress-until` og `--suppress-by`).
allow-not-written = beslutningen kan ikke skrives: `--add-suppression` trenger filer den kan endre, og et oppsett der `allow` er en liste

## Outputs

output-clash = bare ett format kan skrives til standard ut; gi de andre en fil, for eksempel `--format json=rapport.json`
output-no-name = `{ $file }` er ikke et filnavn
output-is-folder = { $file } er en mappe, ikke en fil
output-no-folder = mappen { $folder } finnes ikke; lag den først
output-twice = to formater kan ikke skrives til samme fil: { $file }
summary-suppressed = Undertrykt: { $count } ({ $by }).
summary-baseline = Fra før: { $count }.
suppressed-by-nobody = uten navn
fix-safe = Rettes med `--fix`.
fix-suggested = Settes inn med `--fix=suggested`.
no-findings = ingen funn
schema-report-all-suppressed = Funn som er undertrykt eller var der fra før, med hvem som sa det
schema-report-suppressions = De samme, etter hvor og av hvem
schema-report-fingerprint = Det funnet kjennes igjen på i neste kjøring; uten linjenummer
schema-report-suppression = Hvorfor funnet ikke teller
schema-report-suppression-kind = Hvor det er sagt: ved funnet, i oppsettet eller blant de frosne funnene
schema-report-suppression-count = Antall funn
schema-report-suppression-by = Hvem som sa det
schema-report-suppression-reason = Begrunnelsen
schema-report-suppression-until = Siste dag det gjelder
schema-report-fix = Endringen som retter funnet
schema-report-fix-safety = Om den kan gjøres usett, eller er et forslag til den som har skrevet teksten
schema-report-edits = Endringene, i rekkefølge
schema-report-edit-start = Første tegn som byttes ut
schema-report-edit-end = Tegnet etter det siste; likt `start` når noe settes inn
schema-report-edit-text = Det som skal stå der
schema-message-language = Språket teksten er skrevet på; forslag til omskriving følger det. Uten nøkkelen kjennes språket på teksten

## More of the commands

help-check-show-settings = Vis hva kjøringen ville gått etter, og hvor det er sagt
settings-given = flagg eller miljøvariabel
settings-configured = oppsettet
settings-default = ikke oppgitt
schema-config-policies = Filer og mapper med lokale regler, ord og systemer; de kan bare stramme inn
schema-config-allow = Funn som noen har bestemt at ikke teller, i filer som ikke har plass til en merknad
schema-config-baseline = Filen med frosne funn, laget med `--write-baseline`
schema-allow-file = Filen, regnet fra mappen der oppsettet ligger
schema-allow-document = Id-en til flyten, meldingen eller rutinen
schema-allow-rule = Regelens id
schema-allow-reason = Hvorfor funnet ikke teller
schema-allow-by = Hvem som har bestemt det; må være med når regelen sier hva loven forbyr
schema-allow-until = Siste dag det gjelder; må være med når regelen sier hva loven forbyr
directive-no-name = `by=` sier ikke hvem
says-nothing = `{ $key }` sier ingenting
suppress-until-over = dagen i `--suppress-until` er over
output-is-input = { $file } leses av kjøringen, og kan ikke skrives over av en rapport

## Proofs

prove-not-built = dette programmet er bygd uten beviseren: installer det med `cargo install taushet --features prove`, og cvc5 med `apt-get install cvc5` (Debian, Ubuntu) eller fra cvc5.github.io
prove-no-solver = løseren `{ $program }` kan ikke kjøres ({ $error }): installer cvc5 med `apt-get install cvc5` (Debian, Ubuntu) eller fra cvc5.github.io, eller la { $variable } peke på den
prove-local-refused = loven tar ikke imot disse lokale reglene:
    { $report }
prove-no-schema = loven har ikke noe skjema
prove-no-law = `{ $before }` inneholder ingen lov
prove-proved = bevist      { $time } s  { $claim } ({ $id })
prove-proved-all = bevist      { $time } s  { $claim }
prove-refuted = MOTBEVIST   { $time } s  Holder ikke: { $claim } ({ $id })
prove-undecided = UAVKLART    { $time } s  { $claim } ({ $id }): { $why }
prove-example = Denne flyten viser det. Lagre den som en fil og kjør `taushet check` på den, eller `taushet why FIL#eksempel`:
prove-sum = { $proved } bevist, { $refuted } motbevist, { $undecided } uavklart.
prove-all = Påstander: { $n }.
prove-all-never-err = Ingen regel kan svikte når den prøves: { $n } regler.
prove-all-can-hold = Ingen regel er død, hver av dem kan slå til: { $n } regler.
prove-all-differ = Ingen to regler sier det samme: { $n } par.
prove-all-monotone = Å vite mer i gunstig retning tar aldri en adgang bort: { $n } prøver.
prove-all-unknown = Ukjent er aldri ja: { $n } prøver.
prove-all-duties = De lokale reglene sier ikke nei der loven pålegger deling: { $n } prøver.
prove-never-errs = `{ $id }` kan ikke svikte når den prøves
prove-can-hold = `{ $id }` kan slå til
prove-differs = `{ $id }` og `{ $other }` sier ikke det samme om `{ $action }`
prove-favourable = `{ $id }`: `{ $path }` i gunstig retning tar aldri bort en adgang som det motsatte ville gitt
prove-knowing = `{ $id }`: `{ $path }` i gunstig retning tar aldri bort en adgang som fantes uten
prove-unknown = `{ $id }`: uten `{ $path }` åpner regelen ikke for mer enn når det er ført som ugunstig
prove-only-forbids = `{ $id }` åpner ikke for noe som loven ikke åpner for
prove-leaves-duty = `{ $id }` sier ikke nei i alle tilfeller der loven pålegger deling etter { $duty }
prove-leaves-channel = `{ $id }` lar det være igjen en kanal til dem som loven pålegger å varsle
prove-same = Ingenting er endret: alle tenkelige flyter får samme svar.
prove-opened = ÅPNET   Det går gjennom nå, og ikke før, på grunn av `{ $id }` ({ $action }):
prove-closed = STENGT  Det gikk gjennom før, og ikke nå, på grunn av `{ $id }` ({ $action }):
prove-told = `{ $id }` ({ $action }) slår til nå, og ikke før:
prove-untold = `{ $id }` ({ $action }) slo til før, og ikke nå:
prove-change-undecided = Det kunne ikke avgjøres: { $why }
