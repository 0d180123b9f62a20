# What the program itself says, in nynorsk. Translated from `policies/texts/nb/program.ftl`, which says how it is written.

## Shared

verbatim = { $said }
in-file = { $path }: { $problem }
in-rule = `{ $id }`: { $problem }
policy-erred = ein regel svikta: { $error }

## Findings, beside the texts of the rules

did-you-mean-sentence = Meinte du `{ $word }`?
and = og
no-norm-fits = Inga lovføresegn opnar for denne delinga.
this-datum = denne opplysninga
declared-here = slik skildrar dokumentet kanalen
channel-here = meldinga blir skriven i { $channel }
also-here = òg her
flow-here = flyten «{ $flow }» lèt ikkje mottakaren få vite det
aim-exemption = å dele etter { $norm }
aim-channel = å bruke { $system }
why-exemption = Unntaket passar for mottakaren og føremålet, men gjeld først
why-channel = Innhald og kanal er to prøver. Kanalen kan brukast først
known-as-of = {""} (kjent per { $day })
record = Før opp `{ $path }`.
use-basis = Før opp `basis: { $basis }` ({ $law }).
replacement = Rutinen foreslår «{ $replacement }». Bruk heller eit sikra fagsystem, eller ring Nav-kontoret (spørjeanrop eller vakttelefon).
no-replacement = Skriv berre «{ $neutral }», med telefonnummer og svarfrist, og gi resten i eit sikra fagsystem eller på telefon (spørjeanrop eller vakttelefon).
keep-as-of = Kontroller at skildringa framleis stemmer.
record-as-of = Før opp når skildringa blei kontrollert: `facts-as-of`.

## Reports for people

label-replacement = forslaget i rutinen: «{ $replacement }»
touches = (gjeld { $count } meldingar)
paragraph = avsnitt
severity-error = feil
severity-warning = åtvaring
severity-info = opplysning
severity-failure = kunne ikkje kontrollerast
footer-why = Kvifor:
footer-law = Heimel:
footer-do = Gjer:
footer-see = Sjå òg:
summary = Kontrollert: dokument { $documents }, dataflytar { $flows }, meldingar { $messages }. Funn: feil { $errors }, åtvaringar { $warnings }, opplysningar { $infos }.
summary-failures = Kunne ikkje kontrollerast: { $failures }.
summary-left-alone = Andre filer, ikkje lesne: { $left }.
verdict-line = { $flow }: { $verdict } ({ $by })
verdict-line-missing = { $flow }: { $verdict } ({ $by }), manglar { $missing }

## What could not be checked

flow-not-read = flyten `{ $flow }` er ikkje med i køyringa
flow-not-read-help = skriv `flow: fil.yaml#flyt`, med stigen rekna frå mappa til meldinga, og ta med fila når du køyrer `taushet check`
not-a-document = fila er ikkje eit dokument som taushet kjenner
not-a-document-help = Skriv `taushet: flows/v1`, `taushet: messages/v1` eller `taushet: routine/v1` øvst i fila (i Markdown mellom to linjer `---`), eller skildre henne under `inputs:` i taushet.yaml; det må ei Word-fil.
file-empty = fila er tom
file-empty-help = skriv eit dokument i henne (`taushet init` lagar døme), eller ta henne ut av køyringa
law-erred = Ein regel kunne ikkje avgjerast, så dokumentet er ikkje kontrollert. Meld frå om feilen.
no-input = fann ingen dokument å kontrollere
statutory-rule = `{ $rule }` seier kva lova forbyr, og kan ikkje setjast lågare

## Files

failures-alike = { $problem }; det same gjeld { $count } til i fila, som ikkje blir viste kvar for seg
file-too-large = fila er større enn { $mib } MiB, som er det meste som blir lese i eitt
file-too-large-help = del henne opp, eller lagre henne som CSV eller JSON Lines og skildre henne under `inputs`; då blir ho lesen i bitar
file-too-large-records = skildre henne under `inputs` i taushet.yaml; då blir ho lesen i bitar, så stor ho er
file-too-large-json = lagre henne som JSON Lines, til dømes med `jq -c '.[]' { $file } > stor.jsonl`, og skildre henne under `inputs`; då blir ho lesen i bitar
file-too-large-text = del henne opp, til dømes med `split -C 200m --additional-suffix=.txt { $file } del-`, og kontroller delane
stdin-too-large-help = lagre innhaldet i ei fil, og kontroller henne
file-not-ordinary = dette er ikkje ei vanleg fil, men ei mappe, eit røyr eller ei eining
file-not-ordinary-help = send innhaldet til standard inn, og skriv `-` i staden for stigen
policy-too-deep = for djup nesting på linje { $line }: parentesar, og `if` i `if`, kan nestast { $depth } nivå
run-too-large = filene er til saman større enn { $mib } MiB, og det er ikkje plass til denne
run-too-large-help = kontroller færre filer om gongen
file-changed = fila vart endra medan ho vart lesen, så funna gjeld verken det som stod der eller det som står der no
file-changed-help = køyr på nytt når ingen skriv i fila
file-check-path = sjekk stigen og rettane
file-not-there = fila finst ikkje
file-denied = fila kan ikkje lesast: ingen tilgang
file-is-folder = dette er ei mappe
file-in-file = ein del av stigen er ei fil, ikkje ei mappe
file-name-too-long = namnet er for langt, eller har teikn som ikkje kan stå i eit namn
file-out-of-reach = fila er utanfor rekkjevidd: disken eller nettverket svarar ikkje
file-busy = fila er i bruk av noko anna
file-links-loop = fila kan ikkje lesast: lenkjene viser til kvarandre i ring
file-unreadable = fila kan ikkje lesast: { $error }
pattern-finds-nothing = `{ $pattern }` treffer ingen filer
pattern-finds-nothing-help = rett mønsteret; det blir rekna frå mappa der oppsettet ligg
pattern-wrong = `{ $pattern }` er ikkje eit gyldig mønster
pattern-wrong-help = skriv ein stig, eventuelt med `*`, `**` og `?`
decode-utf16 = fila er lagra som UTF-16
decode-not-utf8 = fila er ikkje gyldig UTF-8 (linje { $line }, kolonne { $column })
decode-save-utf8 = lagre fila som UTF-8
decode-save-utf8-table = lagre fila som UTF-8; i Excel heiter det «CSV UTF-8»
docx-save-again = opne fila i Word og lagre henne på nytt som .docx
docx-old = fila er eit gammalt Word-dokument (.doc), eller har passord
docx-old-help = fjern passordet, eller lagre fila på nytt som .docx
docx-broken = fila er ikkje eit heilt Word-dokument (.docx): { $error }
docx-other-zip = fila er eit zip-arkiv utan `word/document.xml`
docx-too-much = dokumentet blir pakka ut til mykje meir enn eit dokument er, og er ikkje lese
docx-too-much-help = del dokumentet opp, eller ta bileta og tabellane ut
docx-not-utf8 = `{ $name }` er ikkje UTF-8
docx-too-deep = elementa er nøsta djupare enn { $depth } nivå
docx-entity = `&{ $entity };` er ikkje ein kjend teiknkode
docx-ends = fila sluttar for tidleg

## YAML, JSON, CSV and other trees

place-same-line = tidlegare på same linje
place-line = på linje { $first }
place-line-above = på linja over
place-lines-up = { $n_lines } linjer lenger opp
tree-key-twice = nøkkelen `{ $key }` står to gonger
tree-key-twice-help = nøkkelen står òg { $place }; behald berre éin
tree-too-deep = innhaldet er nøsta djupare enn { $depth } nivå
tree-too-deep-help = del innhaldet opp i flatare delar
yaml-alias-named = aliaset `*{ $name }` viser til eit anker som ikkje finst
yaml-alias-named-help = set ankeret `&{ $name }` på ein verdi lenger opp i same dokument
yaml-key-not-one = ein nøkkel må vere éin verdi, ikkje ei liste eller eit sett av nøklar
yaml-key-not-one-help = set teksten i hermeteikn dersom klammene høyrer til nøkkelen
yaml-alias-of-itself = aliaset viser til eit innhald som det sjølv er ein del av
yaml-alias-of-itself-help = skriv verdien ut i staden for å vise til han
yaml-alias = aliaset viser til eit anker som ikkje finst
yaml-aliases-too-many = aliasa i teksten gir for mykje innhald når dei blir skrivne ut
yaml-aliases-too-many-help = skriv verdien ut, eller bruk færre alias i kvarandre
yaml-merge = `<<` kan berre flette inn nøklar frå eit anna sett av nøklar
yaml-merge-help = vis til eit anker på eit sett av nøklar: `<<: *namn`
yaml-quote-help = set heile verdien i hermeteikn
yaml-indent-help = la linjer på same nivå byrje i same kolonne, og bruk berre mellomrom
yaml-tab = tabulator kan ikkje brukast som innrykk
yaml-tab-help = byt tabulatoren med mellomrom
yaml-quote-unclosed-help = set inn det same teiknet der teksten sluttar
yaml-after-quote = det står noko etter at hermeteiknet er lukka
yaml-after-quote-help = skriv `''` for `'` inne i enkle hermeteikn, og `\"` for `"` inne i doble
yaml-bracket-mismatch = `{ $open }` blir lukka med `{ $close }`
yaml-bracket-mismatch-help = lukk med klamma av same slag
yaml-bracket-closes-nothing = klamma lukkar ingenting
yaml-bracket-closes-nothing-help = fjern henne, eller opne henne lenger framme
yaml-brace-separator = det manglar `,` eller `{"}"}`
yaml-brace-separator-help = skil nøklane med komma, og lukk med `{"}"}`
yaml-list-separator = det manglar `,` eller `]`
yaml-list-separator-help = skil verdiane med komma, og lukk med `]`
yaml-value-missing = det manglar ein verdi her
yaml-value-missing-help = skriv verdien, eller fjern teiknet som er til overs
yaml-colon = `:` kan ikkje stå her
yaml-colon-help = set verdien i hermeteikn dersom kolonet høyrer til teksten, elles rett innrykket
yaml-not-a-key = linja er ikkje ein nøkkel med verdi
yaml-not-a-key-help = skriv `nøkkel: verdi` med mellomrom etter kolonet, med same innrykk som nøklane over
yaml-dash = listepunktet `-` står ikkje der det kan stå
yaml-dash-help = byrj kvart punkt med `- `, med same innrykk som punkta over
yaml-quoted-indent = teksten i hermeteikn held fram på ei linje utan innrykk
yaml-quoted-indent-help = lukk hermeteiknet der teksten sluttar, eller rykk linja inn
yaml-indent = innrykket passar ikkje med linjene over
yaml-backslash-help = skriv `\\` for sjølve skråstreken, eller bruk enkle hermeteikn
yaml-escape = teksten har ein teiknkode som ikkje finst
yaml-escape-help = skriv teiknet sjølv, eller `\u` følgt av fire heksadesimale siffer
yaml-control = kontrollteiknet U+{ $code } kan ikkje stå i teksten
yaml-control-help = fjern teiknet, eller skriv det som ein kode i doble hermeteikn
yaml-backtick = ein verdi kan ikkje byrje med gravis
yaml-begins-with = ein verdi kan ikkje byrje med `{ $character }`
yaml-comment-space = ein kommentar må ha eit mellomrom framfor `#`
yaml-comment-space-help = set inn eit mellomrom, eller set verdien i hermeteikn
yaml-comment-inside = ein kommentar står midt i ein tekst over fleire linjer
yaml-comment-inside-help = flytt kommentaren opp over teksten
yaml-invisible = eit usynleg teikn (U+FEFF) står inne i teksten
yaml-invisible-help = fjern teiknet
yaml-after-document = det står meir etter at dokumentet er slutt
yaml-after-document-help = rett innrykket, eller byrj eit nytt dokument med `---`
yaml-block-header = etter `|` eller `>` kan det berre stå `+`, `-` eller eit siffer frå 1 til 9
yaml-block-header-help = byrj teksten på neste linje
yaml-invalid = innhaldet er ikkje gyldig YAML: `{ $error }`
json-more = det står meir etter at verdien er slutt
json-single-quotes = JSON bruker berre doble hermeteikn
json-single-quotes-help = byt `'` med `"`
json-no-key = her må det stå ein nøkkel i doble hermeteikn
json-no-key-help = skriv `"nøkkel": verdi`
json-no-colon = det manglar `:` etter nøkkelen
backslash-means-nothing = teksten har ein omvend skråstrek som ikkje tyder noko
json-backslash-help = skriv `\\` for sjølve skråstreken
quote-unclosed-on-line = hermeteiknet blir ikkje lukka på linja
json-unclosed-help = set inn `"` der teksten sluttar; eit linjeskift skriv du `\n`
json-control = kontrollteiknet U+{ $code } kan ikkje stå i ein tekst
json-control-help = skriv det som ein kode, til dømes `\t`
value-missing = det manglar ein verdi
json-comment = JSON har ikkje kommentarar
json-value-expected = her må det stå ein verdi
json-not-a-value = `{ $value }` er ikkje ein verdi i JSON
json-value-help = skriv ein tekst i doble hermeteikn, eit tal, `true`, `false` eller `null`
json-comma = det står eit komma utan noko etter seg
json-comma-help = fjern kommaet framfor klamma
bracket-unclosed = `{ $open }` blir aldri lukka
bracket-unclosed-help = set inn klamma som manglar
json-separator-missing = det manglar `,` eller `{ $close }`
csv-column-twice = kolonnen `{ $column }` står to gonger
csv-column-twice-help = gi kvar kolonne sitt eige namn
csv-row-length = rada har { $n_cells } felt, men overskrifta har { $n_columns }
csv-row-length-help = set teksten i doble hermeteikn når han inneheld skiljeteiknet eller eit linjeskift
csv-unclosed-help = set inn `"` der feltet sluttar; eit hermeteikn inne i feltet skriv du `""`
quote-unclosed = hermeteiknet blir aldri lukka
csv-stray = det står tekst etter at feltet er slutt
csv-stray-help = skriv eit hermeteikn inne i feltet som `""`
properties-escape = `\u` skal ha fire heksadesimale siffer etter seg
escape-help = skriv til dømes `\u00e5`, eller sjølve teiknet `å`
script-comment-unclosed = merknaden blir aldri lukka
script-comment-unclosed-help = set inn `*/`
script-quote-unclosed-help = set inn `{ $quote }` der teksten sluttar; resten av fila er ikkje lesen
script-template-unclosed = malteksten blir aldri lukka
script-template-unclosed-help = set inn det som manglar; resten av fila er ikkje lesen
escape-not-whole = teiknkoden er ikkje heil
script-bracket-unclosed = klamma blir aldri lukka
xml-invalid = fila er ikkje gyldig XML: { $error }
xml-invalid-help = rett merkinga; skriv `&lt;` og `&amp;` for `<` og `&` i teksten
xml-unclosed = `<{ $name }>` blir aldri lukka
xml-unclosed-help = set inn sluttmerket som manglar
xml-empty = fila har ingen element
xml-empty-help = kontroller at fila er heil
xml-attribute = elementet har eit attributt som ikkje kan lesast
xml-attribute-help = skriv `namn="verdi"`, og kvart namn berre éin gong
xml-entity = `{ $entity }` er ikkje ein kjend teiknkode i XML
xml-entity-help = skriv `&amp;` for sjølve teiknet `&`, eller teiknet med nummer, til dømes `&#229;`

## Documents

marker-not-in-front = merket `taushet:` står ikkje mellom to linjer `---`
marker-not-in-front-help = set nøklane mellom to linjer `---`, den første aller øvst i fila
marker-missing = dokumentet manglar merket `taushet:`
marker-missing-help = skriv `taushet: flows/v1` øvst i kvart dokument
marker-routine = ein rutine er ein tekst, ikkje YAML
marker-routine-help = skriv rutinen som Markdown med dette merket mellom to linjer `---` øvst
known-kinds = kjende slag: { $known }
did-you-mean-marker = meinte du `taushet: { $near }`?
unknown-kind = ukjent slags dokument `{ $written }`
not-a-map = { $what } skal vere nøklar med verdiar
write-key-value = skriv `nøkkel: verdi`
example-id = min-id
write-under-id = skriv kvar oppføring under sin eigen id og utan `-`: `{ $id }:`, med resten på linjene under
not-a-text = `{ $what }` skal vere ein tekst
not-a-truth = `{ $what }` skal vere `true` eller `false`
not-a-truth-help = skriv `true` eller `false` utan hermeteikn, eller utelat nøkkelen når det er ukjent
not-a-date = `{ $what }` skal vere ein dato
not-a-date-help = skriv datoen som ÅÅÅÅ-MM-DD, til dømes `2026-03-01`
write-list-of-values = skriv `{ $what }: [verdi, verdi]`
not-a-list = `{ $what }` skal vere ei liste
known-keys = kjende nøklar: { $keys }
did-you-mean = meinte du `{ $near }`?
unknown-key = ukjend nøkkel `{ $key }` i { $place }
key-missing = { $place } manglar `{ $key }`
add-key = legg til `{ $key }:`
place-case = tilfellet
place-config = oppsettet
place-document = dokumentet
place-message = meldinga
place-one-rule = regelen
place-routine = rutinen
not-a-value = `{ $value }` er ikkje ein gyldig verdi for `{ $what }`
did-you-mean-values = meinte du `{ $near }`? Gyldige verdiar: { $values }
write-list = skriv `{ $what }: [{ $value }]`
known-values = gyldige verdiar: { $values }
not-a-number = `{ $path }` skal vere eit heilt tal
not-hours = `{ $path }` skal vere eit tidsrom
not-hours-help = skriv når det opnar og stengjer, til dømes `09-15` eller `08.00-15.30`
flows-empty = `flows` er tom
flows-empty-help = skildre minst éin dataflyt
flow-outside = dokumentet manglar `flows`: nøklane { $keys } høyrer til ein dataflyt
flow-outside-help = skriv `flows:` over dei, id-en til dataflyten og eit kolon på linja under, og flytt nøklane inn under id-en
flow-without-id = dataflyten manglar id: nøklane { $keys } står rett under `flows`
flow-without-id-help = skriv ein id og eit kolon på linja over dei, og flytt dei inn under id-en
flows-missing = dokumentet manglar `flows`
flows-missing-help = legg til `flows:` med minst éin dataflyt
place-party = parten `{ $id }`
municipality-help = skriv kommunenummeret i hermeteikn: `municipality: "{ $number }"`
municipality-text = `municipality` skal vere ein tekst
place-system = systemet `{ $id }`
define-party = ingen er definerte; legg til `{ $id }` under `parties`
place-flow = flyten `{ $id }`
data-empty = `data` er tom
data-empty-help = skriv kva opplysningar som blir delte
defined = definerte: { $ids }
not-defined-party = `{ $id }` er ikkje definert som part
not-defined-system = `{ $id }` er ikkje definert som system
message-outside = dokumentet manglar `messages`: nøklane { $keys } høyrer til ei melding
message-outside-help = skriv `messages:` over dei, `- ` framfor den første og to mellomrom framfor dei andre
messages-missing = dokumentet manglar `messages`
messages-missing-help = legg til `messages:` med minst éi melding
messages-not-a-list = `messages` skal vere ei liste
messages-not-a-list-help = byrj kvar melding med `- id:`
messages-empty = `messages` er tom
id-twice = `{ $id }` er brukt som id to gonger
id-twice-help = gi kvar melding sin eigen `id`
routine-empty = rutinen har ingen tekst
routine-empty-help = skriv rutinen under den andre linja `---`

## The configuration, and the files it describes

config-marker = fila er ikkje eit oppsett
config-marker-help = skriv `taushet: config/v1`
inputs-not-a-list = `inputs` skal vere ei liste
inputs-not-a-list-help = byrj kvar oppføring med `- paths:`
place-rule = regelen `{ $id }`
place-routine-with = rutinen under `with`
input-no-channel = oppføringa i `inputs` seier ikkje kva kanal meldingane blir skrivne i
input-no-channel-help = legg til `with: {"{"} channel: gosys {"}"}`, eller `channel:` med ein JSONPath
cases-not-a-list = `cases` skal vere ei liste
cases-not-a-list-help = byrj kvart tilfelle med `- when:`
place-input = oppføringa i `inputs`
pattern-not-regex = `blank` er ikkje eit gyldig regulært uttrykk
pattern-not-regex-help = skriv eit uttrykk slik biblioteket `regex` les dei, til dømes `(?m)^---.*---$`
pattern-too-big = `blank` tek meir enn { $mib } MiB når det blir skrive ut
pattern-too-big-help = bruk færre og mindre gjentakingar som `{"{"}1000{"}"}`
json-path-too-long = JSONPath-en er lengre enn { $bytes } byte
json-path-too-wide = `{ $query }` kan finne mykje meir enn det som står i fila: ein JSONPath kan ha { $descents } `..` og { $commas } komma, og eit filter kan ikkje ha `..` eller `$`
json-path-too-wide-help = peik rettare på teksten, eller skriv fleire JSONPath-ar under kvarandre
not-a-json-path = `{ $query }` er ikkje ein gyldig JSONPath: { $error }
not-a-json-path-help = ein JSONPath byrjar med `$`, til dømes `$[*].tekst`
text-file-no-parts = ei tekstfil har ingen delar som ein JSONPath kan peike på
text-file-no-parts-help = fjern `text`, så er heile fila teksten, eller sei med `format:` korleis fila er skriven
record-no-text = oppføringa har ingen tekst der `text` i oppsettet peikar
record-no-text-help = rett linja, eller føy staden til `text` i oppsettet
routine-save-as = lagre rutinen som Word, Markdown eller rein tekst
routine-not-one-text = ein rutine er ein samanhengande tekst
not-a-text-at = `{ $path }` er ikkje ein tekst
not-a-text-at-help = la JSONPath-en peike på sjølve tekstane
record-too-deep = oppføringa har for mange verdiar inni kvarandre til at noko kan leitast opp i henne
record-too-deep-help = del henne opp, eller peik på mindre oppføringar med `records`
query-finds-nothing-help = rett JSONPath-en i oppsettet, eller fjern fila frå `paths`
preset-finds-nothing = fila har ingen tekstar slik `{ $preset }` skal ha dei
preset-finds-nothing-help = kontroller at `as:` i oppsettet passar til fila, eller fjern fila frå `paths`
query-finds-nothing = `{ $query }` treffer ingenting i fila
no-texts = fila har ingen tekstar
no-texts-help = kontroller fila, eller fjern henne frå `paths`
add-key-alone = legg til `{ $key }`
record-key-missing = oppføringa manglar `{ $key }`

## The law and a municipality's own

value-defined = `{ $id }` er alt definert som { $kind }
value-parent = { $kind } `{ $id }` er sett under `{ $parent }`, som ikkje finst
rule-no-id = ein regel manglar `@id`
rule-annotation = ukjend merknad `@{ $key }`
rule-last-resort = `@last_resort` skal vere eit tal
not-a-severity = `{ $other }` er ikkje `error`, `warning` eller `info`
in-force-not-a-period = `{ $text }` er ikkje eit tidsrom `frå..til`
in-force-not-a-date = `{ $part }` er ikkje ein dato ÅÅÅÅ-MM-DD
in-force-always = utan tidsgrense
in-force-from = frå { $from }
in-force-to = til og med { $to }
in-force-between = { $from } til og med { $to }
local-kinds-help = lokale filer kan vere `lexicon/v1`, `entities/v1` (berre `System`) og `texts/v1`
local-kind = `{ $kind }` kan ikkje endrast lokalt
local-systems = lokale `entities` kan berre leggje til `System`
local-systems-help = skildre eigne fagsystem under `System`; resten av orda er lova sine
local-words = lokale ord kan berre leggje til omgrep som røper
local-words-help = legg kvart omgrep i ei gruppe med `in: [...]`, og lat grammatikken stå
law-kind = ukjent slags lovfil `{ $other }`
rule-id-taken = `@id("{ $id }")` er alt brukt
rule-id-taken-help = gi regelen ein eigen id
local-permit = `{ $id }` er ein lokal `permit`, og lokale reglar kan berre stramme inn
local-permit-help = skriv regelen som `forbid`; berre lova sjølv kan tillate
local-action-help = skriv `action == Action::"…"` med ein av { $names }
rule-no-title = `{ $id }` manglar `@title`
rule-no-title-help = legg til `@title("…")`: kva som er gale; gjerne òg `@why` og `@help`
rule-no-severity = `{ $id }` manglar `@severity`
rule-no-severity-help = legg til `@severity("error")` eller `@severity("warning")`
local-action = `{ $id }` kan ikkje forby `{ $action }`: ei plikt eller ei opplysning om lova kan ikkje stansast lokalt
unknown-key-alone = ukjend nøkkel `{ $key }`
lexicon-compound = ukjend samansetjing `{ $value }`
lexicon-two-languages = ein term har eitt språk
lexicon-no-pattern = termen manglar språk og mønster
lexicon-no-context = konteksten manglar ord
lexicon-term = omgrepet `{ $concept }`, termen `{ $term }`: { $problem }
lexicon-no-language = ein term må ha eit språk
lexicon-all-optional = eit mønster må ha eit ord som ikkje kan utelatast
lexicon-short-anchor = eit mønster må ha eit ord som i alle former byrjar med minst { $length } byte
lexicon-word-set = ukjent ordsett `{ $name }`
lexicon-inflection = ukjend bøying `{ $name }`
lexicon-gap = `{ $piece }` er ikkje eit mellomrom mellom ord; skriv `*` og eit tal på ord
lexicon-no-word = eit mønster må ha eit ord
lexicon-gap-last = eit mellomrom mellom ord må ha eit ord etter seg
lexicon-not-a-word = `{ $text }` er ikkje eit ord

## The command line

cli-folder-gone = arbeidsmappa finst ikkje lenger
cli-no-folder = arbeidsmappa kan ikkje lesast: { $error }
cli-unknown-format = ukjent format `{ $name }`; gyldige: { $known }
cli-cannot-write = kan ikkje skrive: { $error }
cli-no-config = oppsettet { $path } finst ikkje
local-unusable = dei lokale reglane kan ikkje brukast, og ingenting er kontrollert
cli-not-there = { $path } finst ikkje
local-none = fann ingen lokale reglar (`.cedar`, `.yaml`) i mappene
local-unusable-because = dei lokale reglane kan ikkje brukast, og ingenting er kontrollert
    { $report }
stream-broke = feil i taushet: ein del av fila kunne ikkje kontrollerast
standard-output = standard ut

## Help on commands and arguments

help = Finn brot på teieplikta i sosialtenesta før dei skjer
help-check = Kontrollerer dataflytar, meldingar og rutinar
help-why = Viser heile grunngivinga for éin dataflyt
help-test = Køyrer dokument med forventningar som testar av reglane
help-rules = Viser alle reglar
help-explain = Forklarer éin regel eller heimel
help-schema = Skriv JSON Schema for eit slag dokument
help-init = Lagar eit oppsett, eitt døme på kvart dokument og ein CI-jobb
help-help = Viser denne hjelpa, eller hjelpa til ein kommando
help-any-help = Viser hjelp
help-any-version = Viser versjonen
help-any-language = Språket i det som blir vist [elles oppsettet, språket på maskina, bokmål]
    .name = SPRÅK
    .value-nb = Bokmål
    .value-nn = Nynorsk
    .value-en = Engelsk
help-any-policies = Mapper med lokale reglar, ord og system; dei kan berre stramme inn
    .name = MAPPE
help-any-law = Utgåva av forvaltningslova
    .name = ÅR
    .value-1967 = Lova av 1967, som gjeld
    .value-2025 = Lova av 2025, vedteken utan dato: viser kva ho ville endre
help-any-as-of = Dagen som flytar utan eigen dato blir vurderte på (ÅÅÅÅ-MM-DD); elles i dag
    .name = DATO
    .allowed = ein dag som finst, som ÅÅÅÅ-MM-DD
help-check-paths = Filer og mapper; `-` les standard inn. Utan stig: `inputs` i oppsettet, elles arbeidsmappa
    .name = STIG
help-check-format = Format, eventuelt `=FIL`; kan takast opp att
    .name = FORMAT[=FIL]
help-check-config = Oppsettet; elles næraste taushet.yaml oppover
    .name = FIL
help-check-fail-on = Når køyringa feilar [standard: warning]
    .name = NÅR
    .value-error = Berre ved feil
    .value-warning = Ved feil og åtvaringar
    .value-info = Ved alle funn
    .value-never = Aldri
help-check-select = Berre desse reglane
    .name = REGEL
help-check-ignore = Ikkje desse reglane
    .name = REGEL
help-check-since = Berre dokument som er endra sidan ein revisjon i git
    .name = REVISJON
help-check-show-files = Vis kva filer som ville blitt kontrollerte, og ikkje meir
help-check-fix = Rett i filene: berre det trygge, eller òg forslag til ny ordlyd
    .name = KVA
    .value-safe = Berre det som ikkje endrar kva ein tekst seier
    .value-suggested = Òg forslag til ny ordlyd
help-check-diff = Vis kva som ville blitt retta, og skriv ingenting i filene
help-check-baseline = Frosne funn, som ikkje tel
    .name = FIL
help-check-write-baseline = Skriv funna i dag til fila med frosne funn
help-check-add-suppression = Bestem at funna i dag ikkje tel, med denne grunngivinga, og skriv det ved funna eller i oppsettet
    .name = GRUNNGIVING
help-check-no-suppressions = Vis alle funn, òg dei nokon har bestemt at ikkje tel
help-check-suppress-until = Siste dag det som blir frose eller tillate no, gjeld
    .name = DATO
    .allowed = ein dag som finst, som ÅÅÅÅ-MM-DD
help-check-suppress-by = Kven som har bestemt det
    .name = KVEN
help-check-show-personal-data = Vis personopplysningar slik dei står; berre på din eigen skjerm
help-check-skip-unknown = Lat oppgitte filer som ikkje er dokument, liggje
help-check-color = Fargar
    .name = NÅR
    .value-auto = Når utdata er ein terminal
    .value-always = Alltid
    .value-never = Aldri
help-check-quiet = Ikkje skriv noko når alt er i orden
help-check-jobs = Kontroller så mange tekstar samtidig; så mange som maskina har kjernar når ingenting er sagt
    .name = TAL
    .allowed = eit heilt tal frå 1 og oppover
help-check-stdin-filename = Namnet som standard inn blir lesen under; endinga avgjer formatet
    .name = NAMN
help-why-flow = Fila og flyten, til dømes `dataflyt.yaml#inndriving`
    .name = FIL#FLYT
help-prove = Prover lova for alle tenkjelege flytar, og at lokale reglar berre strammar inn
help-prove-ids = Invariantar og reglar som skal provast; alle når ingen er nemnde
    .name = ID
help-prove-diff = Vis kva som er endra frå lova i ei mappe eller ein revisjon
    .name = REVISJON|MAPPE
help-prove-examples = Skriv moteksempla til denne mappa, éi fil kvar
    .name = MAPPE
help-prove-limit = Kor lenge eitt spørsmål kan ta, i sekund
    .name = SEKUND
help-why-format = Format
    .name = FORMAT
    .value-human = I ord
    .value-json = For program: taushet/why/v1
help-test-paths = Filer og mapper med forventningar. Utan stig: `inputs` i oppsettet, elles arbeidsmappa
    .name = STIG
help-test-coverage = Vis kva føresegner, vilkår og grenser som blei prøvde
help-explain-rule = Id-en til regelen eller heimelen, til dømes `fvl-13b-2`
    .name = REGEL
help-schema-kind = Kva slags dokument
    .name = SLAG
    .value-flows = Dataflytar
    .value-messages = Meldingar
    .value-routine = Rutinar (front matter)
    .value-config = Oppsett
    .value-report = Rapporten frå --format json
help-init-folder = Mappa å skrive i
    .name = MAPPE
help-init-ci = Kvar CI-jobben skal køyre; elles det som kodelageret viser, og GitHub når det ikkje viser noko
    .name = CI
    .value-github = GitHub Actions
    .value-gitlab = GitLab CI/CD
    .value-azure = Azure Pipelines
    .value-none = Ingen jobb
help-completions = Skriv utfylling for eit skal
help-completions-shell = Kva skal
    .name = SKAL
    .value-bash = Bash
    .value-zsh = Zsh
    .value-fish = Fish
    .value-powershell = PowerShell
    .value-elvish = Elvish
    .value-nushell = Nushell
help-man = Skriv man-sidene
help-man-folder = Mappa å skrive éi side per kommando i; utan henne blir sida til programmet sjølv skriven til standard ut
    .name = MAPPE

## The frame of the help, and what is wrong with arguments

usage-heading = Bruk:
usage-options = [VAL]
usage-command = KOMMANDO
commands-heading = Kommandoar:
arguments-heading = Argument:
options-heading = Val:
values-heading = Moglege verdiar:
help-values = [moglege verdiar: { $values }]
help-default = [standard: { $value }]
help-variable = [miljøvariabel: { $name }]
arguments-unknown = ukjent val eller argument `{ $argument }`
arguments-unknown-near = ukjent val eller argument `{ $argument }`; meinte du `{ $near }`?
arguments-unknown-command = ukjend kommando `{ $command }`
arguments-unknown-command-near = ukjend kommando `{ $command }`; meinte du { $near }?
arguments-no-value = `{ $argument }` manglar ein verdi
arguments-value = `{ $value }` er ikkje ein gyldig verdi for `{ $argument }`
arguments-value-near = `{ $value }` er ikkje ein gyldig verdi for `{ $argument }`; meinte du `{ $near }`?
arguments-allowed = { $wrong }; skriv { $allowed }
arguments-missing = dette må oppgivast: { $arguments }
arguments-twice = `{ $argument }` kan berre oppgivast éin gong
arguments-conflict = `{ $argument }` kan ikkje brukast saman med { $others }
arguments-too-many = `{ $value }` er éin verdi for mykje til `{ $argument }`
arguments-too-few = `{ $argument }` må ha { $least ->
        [one] minst éin verdi
       *[other] minst { $least } verdiar
    }
arguments-wrong = argumenta kan ikkje lesast
arguments-complaint = { $wrong }{ $about }{ $usage }

    { $help }
arguments-help = `{ $command } --help` viser hjelp

## taushet why

why-facts = Det som er kjent
why-who = { $from } gir opplysningar til { $to }{ $via }, vurdert per { $day }
why-via = {""} gjennom { $system }
why-assumed = (ikkje ført opp, teke for gitt)
why-follows = { $datum } ({ $id }) følgjer dei andre opplysningane
why-implied = { $datum } ({ $id }) følgjer med sjølv om det ikkje er ført opp
why-unlisted = (ikkje ført opp, men følgjer med)
why-no-norm = inga føresegn gjeld for denne mottakaren, dette føremålet og denne opplysninga
why-holds = ✓ held:
why-lacks = … vilkår manglar:
why-fell-away = ✗ fell bort:
why-limit = fordi: { $title } ({ $limit })
why-because = fordi { $said } (`{ $path }`)
why-forbidden = ✗ forbode av den lokale regelen { $rule }: { $title }
why-met = ✓
why-not-held = – ikkje ført opp, blir ikkje halde mot flyten:
why-failed = ✗ ikkje oppfylt:
why-unknown = ? ukjent:
why-no-channel = Kanal: ikkje oppgitt, berre innhaldet er vurdert
why-channel-holds = Kanal: { $system } held; berre dei som kan vite det, kan lese der
why-channel-incomplete = Kanal: det er ikkje kjent om { $system } held
why-channel-prohibited = Kanal: { $system } kan ikkje brukast
why-reader = { $reader } kan lese, men kan ikkje få vite: { $data }
why-decided = Dette avgjorde
why-asks = Spørsmålet til deg: { $asks }
why-change = Dette ville ha endra avgjerda
why-way = etter { $law }: { $lacks }
why-nothing = Inga ny opplysning i denne flyten. Sjå kva som er ført opp som ikkje oppfylt over; elles: be om samtykke, byt mottakar, føremål, opplysningar eller kanal, eller skildre systemet slik det er no.
why-flow-form = skriv fila og flyten som `FIL#FLYT`, til dømes `dataflyt.yaml#inndriving`
why-undecided = flyten `{ $id }` kunne ikkje avgjerast
why-no-flow = fann ingen leseleg flyt `{ $id }` i { $file }
why-no-flow-near = fann ingen leseleg flyt `{ $id }` i { $file }; meinte du `{ $near }`?
why-unreadable = fann ingen leseleg flyt `{ $id }` i { $file } ({ $at }: { $problem })

## taushet test

test-agrees = ok
test-disagrees = stemmer ikkje ({ $count })
test-mistakes = Forventningar som ikkje kan lesast:
test-mistake-alone = `{ $written }` står åleine; skriv henne på linja ho gjeld
test-mistake-unreadable = `{ $written }` kan ikkje lesast
test-mistake-kind = `{ $written }` er ikkje eit slag forventning; skriv `error`, `warning`, `info`, `ok`, `verdict` eller `failure`
test-missing = Forventa, men ikkje slik no:
test-unexpected = Slik no, men ikkje forventa:
test-no-verdict = ingen dataflyt har ei avgjerd her
test-got = no: { $got }
test-failure = kunne ikkje lesast: { $message }
test-summary = Prøvd: filer { $files }, forventningar { $expectations }. Filer som stemmer: { $agree }. Avvik: { $disagreements }. Dokument utan forventningar: { $idle }.
test-nothing = ingen forventningar å prøve: skriv til dømes `# verdict: permitted` etter namnet på ein dataflyt, eller `# error: [regel]` på linja der eit funn skal kome
test-coverage = Kva testane har prøvd av føresegnene som opnar for eller krev deling. Dataflytar: { $flows }. Eit vilkår er prøvd når det har mangla i minst éin dataflyt, ei grense når ho har slått inn.
test-untouched = Ikkje prøvd ({ $count }): ingen dataflyt gjeld desse føresegnene
test-touched = Prøvd ({ $count }): talet på dataflytar der føresegna heldt, mangla vilkår eller fall bort
test-column-law = Føresegn
test-column-slug = Heimel (regel)
test-column-held = Heldt
test-column-lacked = Mangla vilkår
test-column-fell-away = Fall bort
test-column-conditions = Vilkår prøvde
test-column-limits = Grenser prøvde
test-of = { $tried } av { $all }
test-own-condition = vilkår om sjølve opplysninga
test-idle-condition = vilkår som aldri mangla: { $label } (`{ $path }`)
test-idle-limit = grense som aldri slo inn: { $title } (`{ $limit }`)
test-idle-edge = grense som aldri slo inn: det føresegna sjølv held utanfor
test-total = { $touched } av { $norms } føresegner prøvde, { $failed } av { $conditions } vilkår prøvde som manglande, { $reached } av { $limits } grenser nådde.

## taushet rules and explain

rules-bases = Heimlar som kan oppgivast i `basis`
unknown-rule-near = `{ $id }` er ikkje ein regel; meinte du `{ $near }`?
unknown-rule = `{ $id }` er ikkje ein regel; `taushet rules` viser dei
explain-rule = Regel `{ $id }` ({ $file }), i kraft { $in_force }
explain-severity = Alvor: { $severity }
explain-source = Kjelde: { $source }
explain-asks = Spørsmålet: { $asks }
explain-condition = Vilkår: { $label } (`{ $path }`)
explain-limit = Fell bort når: { $said } (`{ $path }`)
explain-example-holds = Døme som held:
explain-example-lacks = Døme som ikkje held:
rules-disclosure = Dataflytar
rules-wording = Ordlyd
rules-metadata = Metadata
rules-clarity = Klarleik
rules-routine = Rutinar
rules-privacy = Personvern

## taushet init

init-kept = Fanst frå før, og er ikkje rørt:
cannot-write-denied = du har ikkje tilgang til å skrive der
cannot-write-read-only = filsystemet kan berre lesast
cannot-write-full = det er ikkje plass igjen på disken
cannot-write-no-path = stigen finst ikkje
cannot-write-not-folder = ei fil står der det skulle vore ei mappe
cannot-write-too-large = fila ville vorte større enn ho kan vere
cannot-write-folder = det er ei mappe
cannot-write = { $path } kan ikkje skrivast: { $why }
init-written = Skrive:
init-next = Køyr `taushet check` i mappa for å kontrollere døma, og skriv dei om til dykkar eigne.
init-example-unreadable = feil i taushet: eit døme kan ikkje lesast
init-example-unwritable = feil i taushet: eit døme kan ikkje skrivast: { $error }

## taushet schema

schema-marker = Merket som seier kva slags dokument dette er
schema-text = Ein tekst; eit tal blir lese slik det er skrive
schema-date = Ein dag, skriven ÅÅÅÅ-MM-DD
schema-json-path = Ein JSONPath (RFC 9535), til dømes `$[*].tekst`
schema-flows-title = Dataflytar (taushet: flows/v1)
schema-messages-title = Meldingar (taushet: messages/v1)
schema-routine-title = Servicerutine (taushet: routine/v1): det som står mellom dei to linjene `---`
schema-config-title = Oppsett (taushet: config/v1)
schema-report-title = Rapport (taushet/report/v1)
schema-name = Namnet
schema-title = Kva dokumentet handlar om
schema-flows-parties = Partane: kven som gir og tek imot opplysningar, under kvar sin id
schema-flows-systems = Systema (fagsystem, kanal) under kvar sin id; velkjende system treng inga oppføring
schema-flows-flows = Dataflytane under kvar sin id
schema-flows = Kva opplysningar ei sosialteneste gir vidare: til kven, til kva, gjennom kva og med kva heimel
schema-party-kind = Kva slags part dette er
schema-party-municipality = Kommunenummeret, i hermeteikn
schema-party-public-task = Parten utfører ei offentleg oppgåve
schema-party = Ei verksemd, eining eller ein person som gir eller tek imot opplysningar
schema-system-access = Kven som har tilgang
schema-system-audience = Kven som i tillegg kan lese det som står der
schema-system-processor = Databehandlaren: id-en til ein av partane
schema-system-facts-as-of = Dagen opplysningane om systemet sist blei kontrollerte
schema-system = Eit system eller ein kanal der opplysningar blir skrivne, og som andre kan lese
schema-flow-from = Kven som gir opplysningane: id-en til ein av partane
schema-flow-to = Kven som tek imot opplysningane: id-en til ein av partane
schema-flow-via = Systemet eller kanalen: ein id under `systems`, eller eit velkjent system
schema-flow-data = Opplysningane som blir delte
schema-flow-basis = Heimelen flyten byggjer på; `taushet rules` viser dei
schema-flow-date = Dagen flyten blir vurdert på; elles dagen i dag
schema-flow = Éi deling av opplysningar frå ein part til ein annan
schema-flow-exposes = Tekstar som andre ser sjølv om dei berre er metadata: namnet på ein kø, teksten på ein faktura
schema-note = Fri tekst som aldri blir tolka
schema-message = Det som blir skrive i ein kanal, med metadataa ved sida av
schema-messages-messages = Meldingane og malane
schema-messages = Meldingar og malar: tekstar som blir skrivne i ein kanal andre kan lese
schema-message-id = Id-en til meldinga, brukt i funn
schema-message-channel = Systemet meldinga blir skriven i; det avgjer kven som kan lese henne
schema-message-from = Kva slags part som skriv
schema-message-to = Kva slags part som tek imot
schema-message-theme = Tema: kode eller namn
schema-message-sender = Avsendar, slik han blir vist
schema-message-sender-name = Namnet på avsendaren, slik det blir vist
schema-message-queue = Køen eller benken meldinga hamnar i
schema-message-topic = Emnet (topic) meldinga blir publisert på
schema-message-urgent = Saka må avklarast raskt
schema-message-template = Teksten er ein mal som blir fylt ut og send mange gonger
schema-message-flow = Dataflyten meldinga høyrer til: `fil.yaml#flyt`. Teksten skal då ikkje seie meir enn flyten lèt mottakaren vite
schema-message-text = Det som blir skrive
schema-message-preview = Førehandsvising, til dømes på ein låst skjerm
schema-message-envelope = Det som står utanpå konvolutten
schema-message-recipient-field = Mottakarfeltet, slik det blir vist
schema-message-path = Mappe eller filstig
schema-message-invoice-text = Teksten på ein faktura eller ei utbetaling
schema-routine-own-title = Tittelen på rutinen
schema-routine-actor = Kven rutinen er skriven for
schema-routine-topic = Kva rutinen handlar om
schema-routine-channel = Systemet standardordlydane blir skrivne i; dei står som sitatblokker eller i «…» og blir kontrollerte som meldingar
schema-routine = Kva dei tilsette i eit kontaktsenter eller Nav-kontor skal seie og gjere; rutinen sjølv er teksten under
schema-message-task-type = Oppgåvetype
schema-message-subject = Emne
schema-config-language = Språket i det som blir vist
schema-config-fail-on = Kor alvorleg eit funn må vere for at køyringa skal feile
schema-config-inputs = Kva som blir kontrollert, og korleis filer utan merket `taushet:` blir lesne
schema-config-rules = Andre alvorsgrader, under id-ane til reglane; det lova forbyr, kan ikkje setjast lågare
schema-config-ignore = Stigar som ikkje blir lesne, skrivne som i .gitignore
schema-config = Kva taushet kontrollerer, og kor strengt
schema-config-rule-severity = Kor alvorlege funna til regelen er
schema-input-require = Nøklar kvar oppføring må ha
schema-input-with = Det som gjeld for alle filene
schema-input-title = Kva filene er
schema-input-where = Kvar i fila dette står: { $meaning }
schema-input = Filer som høyrer saman. Meldingar må ha ein kanal, her eller under `with`
schema-input-paths = Stigar og mønster, rekna frå mappa der oppsettet ligg; kan byrje med `..`
schema-input-format = Korleis filene er skrivne, når endinga ikkje seier det
schema-input-records = Kvar oppføringane står; den første som treffer. Då blir `text` og dei andre rekna frå kvar oppføring
schema-input-text = Kvar tekstane står. Utan den er heile fila teksten, eller kvar tekst i henne når ho har nøklar eller felt
schema-input-metadata = Kvar det står tekstar som andre ser ved sida av meldinga; dei heiter det fila kallar dei
schema-input-blank = Eit regulært uttrykk for det som ikkje er ein del av teksten, til dømes faste overskrifter
schema-input-cases = Det som gjeld for nokre av oppføringane. Ei oppføring som høyrer til fleire tilfelle, blir dømd som kvart av dei
schema-input-kinds = Kva filene er: `messages` når oppsettet seier korleis dei blir lesne, `routine` når dei er servicerutinar, `documents` når dei har sitt eige merke. Ferdig skildra er { $presets }
schema-input-when = Under kvar JSONPath verdiane som må finnast der, minst éin av dei
schema-input-shared = Det som gjeld for alle meldingane i filene
schema-config-rule-reason = Kvifor
schema-report-name = Namnet på programmet
schema-report-version = Versjonen av programmet
schema-report-schema = Formatet til rapporten
schema-report-tool = Programmet som laga rapporten
schema-report-as-of = Dagen flytar utan eigen dato er vurderte på
schema-report-flows = Kva lova seier om kvar dataflyt
schema-report-findings = Funna: éin regel broten på éin stad
schema-report-failures = Det som ikkje kunne kontrollerast
schema-report = Det `taushet check --format json` skriv. Linjer og kolonnar blir talde frå 1, kolonnar i Unicode-teikn
schema-report-column = Kolonne, frå 1, i Unicode-teikn
schema-report-documents = Dokument som er kontrollerte
schema-report-errors = Funn som er feil
schema-report-warnings = Funn som er åtvaringar
schema-report-infos = Funn som er opplysningar
schema-report-suppressed = Funn som er unnatekne med grunngiving
schema-report-n-failures = Ting som ikkje kunne kontrollerast
schema-report-verdict = Avgjerda: må dele, kan dele, vilkår manglar, kan ikkje dele, krev skjønn
schema-report-flow = Id-en til flyten
schema-report-flow-line = Linja flyten byrjar på
schema-report-by = Normene som avgjorde
schema-report-missing = Nøklane som ville ha endra avgjerda
schema-report-basis = Heimlane flyten oppgir
schema-report-related-message = Kva staden har med funnet å gjere
schema-report-rule = Id-en til regelen
schema-report-group = Gruppa regelen høyrer til
schema-report-severity = Kor alvorleg funnet er her
schema-report-law = Heimlane, slik dei blir siterte
schema-report-related = Andre stader som høyrer til funnet
schema-report-level = Kor ope ordlyden seier det
schema-report-document = Flyten eller meldinga
schema-report-concept = Omgrepet ordlyden nemner
schema-report-why = Kvifor det har noko å seie
schema-report-help = Kva du bør skrive eller føre opp i staden
schema-report-replacement = Ein ordlyd å setje inn i staden
schema-report-message = Kva som er gale
schema-report-failure-help = Kva du kan gjere
schema-report-failure-more = Kor mange til av same slag fila har, som ikkje blir viste kvar for seg
schema-report-start = Første teikn
schema-report-end = Teiknet etter det siste
schema-report-file = Fila
schema-report-line = Linje, frå 1
schema-report-n-flows = Dataflytar
schema-report-n-messages = Meldingar
schema-report-summary = Tal

## Findings that do not count

allow-list-help = byrj kvar oppføring med `- file:`
place-allow = oppføringa i `allow`
place-baseline = lista over frosne funn
place-frozen = det frosne funnet
not-a-baseline = fila er ikkje ei liste over frosne funn
baseline-help = lag henne med `taushet check --write-baseline`
baseline-comment = Funn som fanst då fila blei laga med `taushet check --write-baseline`. Dei tel ikkje før orda dei gjeld, blir endra.
baseline-written = { $count } funn er skrivne til { $file } og tel ikkje før orda dei gjeld, blir endra.
baseline-written-in-part = { $count } funn er skrivne til { $file } og tel ikkje før orda dei gjeld, blir endra. { $left } er ikkje med: Det lova forbyr, blir berre frose med ein siste dag og eit namn (`--suppress-until` og `--suppress-by`).
baseline-only-whole = `--write-baseline` frys funn i
baseline-of-stdin = funn i standard inn kan ikkje frysast; lagre teksten i ei fil
directive-help = skriv `taushet: allow[regel] until=2027-01-01 by="kven" kvifor`; `until` og `by` kan utelatast
directive-unreadable = `taushet: allow` kan ikkje lesast
directive-no-rule = `taushet: allow` må nemne kvar regel ved id-en sin
directive-bad-day = datoen etter `until=` kan ikkje lesast
directive-no-reason = `taushet: allow` manglar ei grunngiving
directive-twice = `until` og `by` kan stå éin gong kvar
rules-hygiene = Unntak

## Fixes

fixes-made = Retta: { $made }. Ikkje retta fordi teksten då ville ha fått eit anna funn, eller fordi rettingar overlappar: { $left }.
only-of-whole-files = { $path } er større enn { $mib } MiB og blir difor lesen i bitar; { $what } berre filer som blir lesne heile. Del opp fila, eller ta henne ut av køyringa
fix-only-whole = `--fix` og `--diff` rettar
fix-of-stdin = `--fix` skriv i filer, og standard inn er inga fil; bruk `--diff`
fix-of-changed = { $path } er endra, eller er ikkje skriven som UTF-8, og er ikkje retta
cli-not-a-screen = `--show-personal-data` kan berre brukast når alt blir vist på din eigen skjerm
record-too-long = oppføringa før linje { $line } er for lang; resten av fila er ikkje kontrollert
record-too-long-help = kontroller at hermeteikna i fila er lukka

## --since

since-unknown = `{ $revision }` er ikkje ein revisjon som git kjenner
since-no-base = git finn ikkje kvar historia til `{ $revision }` og det som er henta ut, skilde lag; hent heile historia (`fetch-depth: 0`)
since-no-git = programmet `git` finst ikkje på maskina
since-git = git svarer ikkje: { $why }
since-nothing = ingen dokument er endra sidan { $revision }

## --add-suppression

suppressions-added = Sett til side: { $beside } ved teksten, { $configured } i oppsettet.
suppressions-added-in-part = { $done } { $left } er ikkje sette til side: Det lova forbyr, krev ein siste dag og eit namn (`--suppress-until` og `--suppress-by`).
allow-only-whole = `--add-suppression` gjer unntak for funn i
allow-of-stdin = det kan ikkje gjerast unntak for funn i standard inn; lagre teksten i ei fil
allow-not-written = avgjerda kan ikkje skrivast: `--add-suppression` treng filer ho kan endre, og eit oppsett der `allow` er ei liste

## More of the commands

help-check-show-settings = Vis kva køyringa ville gått etter, og kvar det er sagt
settings-given = flagg eller miljøvariabel
settings-configured = oppsettet
settings-default = ikkje oppgjeve
schema-config-policies = Filer og mapper med lokale reglar, ord og system; dei kan berre stramme inn
schema-config-allow = Funn som nokon har bestemt at ikkje tel, i filer som ikkje har plass til ein merknad
schema-config-baseline = Fila med frosne funn, laga med `--write-baseline`
schema-allow-file = Fila, rekna frå mappa der oppsettet ligg
schema-allow-document = Id-en til flyten, meldinga eller rutinen
schema-allow-rule = Id-en til regelen
schema-allow-reason = Kvifor funnet ikkje tel
schema-allow-by = Kven som har bestemt det; må vere med når regelen seier kva lova forbyr
schema-allow-until = Siste dag det gjeld; må vere med når regelen seier kva lova forbyr
init-ci-github = CI-jobben verkar når `.github` ligg øvst i kodelageret.
init-ci-gitlab = CI-jobben verkar når `.gitlab` ligg øvst i kodelageret og `.gitlab-ci.yml` har linja `include: /.gitlab/taushet.yml`.
init-ci-azure = CI-jobben verkar når de har laga ein pipeline i Azure DevOps av `.azure/taushet.yml`.

## Outputs

output-clash = berre eitt format kan skrivast til standard ut; gje dei andre ei fil, til dømes `--format json=rapport.json`
output-no-name = `{ $file }` er ikkje eit filnamn
output-is-folder = { $file } er ei mappe, ikkje ei fil
output-no-folder = mappa { $folder } finst ikkje; lag ho først
output-twice = to format kan ikkje skrivast til same fil: { $file }
summary-suppressed = Sette til side: { $count } ({ $by }).
## Formats, and what is suppressed

summary-baseline = Frå før: { $count }.
suppressed-by-nobody = utan namn
fix-safe = Blir retta med `--fix`.
fix-suggested = Blir sett inn med `--fix=suggested`.
no-findings = ingen funn
schema-message-language = Språket teksten er skriven på; framlegg til omskriving følgjer det. Utan nøkkelen blir språket kjent att på teksten
schema-report-all-suppressed = Funn som er sette til side eller var der frå før, med kven som sa det
schema-report-suppressions = Dei same, etter kvar og av kven
schema-report-fingerprint = Det funnet blir kjent att på i neste køyring; utan linjenummer
schema-report-suppression = Kvifor funnet ikkje tel
schema-report-suppression-kind = Kvar det er sagt: ved funnet, i oppsettet eller mellom dei frosne funna
schema-report-suppression-count = Talet på funn
schema-report-suppression-by = Kven som sa det
schema-report-suppression-reason = Grunngivinga
schema-report-suppression-until = Siste dag det gjeld
schema-report-fix = Endringa som rettar funnet
schema-report-fix-safety = Om ho kan gjerast usett, eller er eit framlegg til den som har skrive teksten
schema-report-edits = Endringane, i rekkjefølgje
schema-report-edit-start = Første teikn som blir bytt ut
schema-report-edit-end = Teiknet etter det siste; likt `start` når noko blir sett inn
schema-report-edit-text = Det som skal stå der
directive-no-name = `by=` seier ikkje kven
says-nothing = `{ $key }` seier ingenting
suppress-until-over = dagen i `--suppress-until` er over
output-is-input = { $file } blir lesen av køyringa, og kan ikkje skrivast over av ein rapport

## Proofs

prove-not-built = dette programmet er bygd utan provaren: installer det med `cargo install taushet --features prove`, og cvc5 med `apt-get install cvc5` (Debian, Ubuntu) eller frå cvc5.github.io
prove-no-solver = løysaren `{ $program }` kan ikkje køyrast ({ $error }): installer cvc5 med `apt-get install cvc5` (Debian, Ubuntu) eller frå cvc5.github.io, eller la { $variable } peike på han
prove-local-refused = lova tek ikkje imot desse lokale reglane:
    { $report }
prove-no-schema = lova har ikkje noko skjema
prove-no-law = `{ $before }` inneheld inga lov
prove-proved = prova       { $time } s  { $claim } ({ $id })
prove-proved-all = prova       { $time } s  { $claim }
prove-refuted = MOTPROVA    { $time } s  Held ikkje: { $claim } ({ $id })
prove-undecided = UAVKLART    { $time } s  { $claim } ({ $id }): { $why }
prove-example = Denne flyten viser det. Lagre han som ei fil og køyr `taushet check` på han, eller `taushet why FIL#eksempel`:
prove-sum = { $proved } prova, { $refuted } motprova, { $undecided } uavklart.
prove-all = Påstandar: { $n }.
prove-all-never-err = Ingen regel kan svikte når han blir prøvd: { $n } reglar.
prove-all-can-hold = Ingen regel er død, kvar av dei kan slå til: { $n } reglar.
prove-all-differ = Ingen to reglar seier det same: { $n } par.
prove-all-monotone = Å vite meir i gunstig retning tek aldri bort eit høve: { $n } prøver.
prove-all-unknown = Ukjent er aldri ja: { $n } prøver.
prove-all-duties = Dei lokale reglane seier ikkje nei der lova pålegg deling: { $n } prøver.
prove-never-errs = `{ $id }` kan ikkje svikte når han blir prøvd
prove-can-hold = `{ $id }` kan slå til
prove-differs = `{ $id }` og `{ $other }` seier ikkje det same om `{ $action }`
prove-favourable = `{ $id }`: `{ $path }` i gunstig retning tek aldri bort eit høve som det motsette ville gitt
prove-knowing = `{ $id }`: `{ $path }` i gunstig retning tek aldri bort eit høve som fanst utan
prove-unknown = `{ $id }`: utan `{ $path }` opnar regelen ikkje for meir enn når det er ført som ugunstig
prove-only-forbids = `{ $id }` opnar ikkje for noko som lova ikkje opnar for
prove-leaves-duty = `{ $id }` seier ikkje nei i alle tilfelle der lova pålegg deling etter { $duty }
prove-leaves-channel = `{ $id }` lèt det vere att ein kanal til dei som lova pålegg å varsle
prove-same = Ingenting er endra: alle tenkjelege flytar får same svar.
prove-opened = OPNA    Det går gjennom no, og ikkje før, på grunn av `{ $id }` ({ $action }):
prove-closed = STENGT  Det gjekk gjennom før, og ikkje no, på grunn av `{ $id }` ({ $action }):
prove-told = `{ $id }` ({ $action }) slår til no, og ikkje før:
prove-untold = `{ $id }` ({ $action }) slo til før, og ikkje no:
prove-change-undecided = Det kunne ikkje avgjerast: { $why }
