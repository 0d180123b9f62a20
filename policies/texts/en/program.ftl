# What the program itself says, in English. Translated from `policies/texts/nb/program.ftl`, which says how it is written.

## Shared

verbatim = { $said }
in-file = { $path }: { $problem }
in-rule = `{ $id }`: { $problem }
policy-erred = a rule failed: { $error }

## Findings, beside the texts of the rules

did-you-mean-sentence = Did you mean `{ $word }`?
and = and
no-norm-fits = No provision of law permits this sharing.
this-datum = this information
declared-here = this is how the document describes the channel
channel-here = the message is written in { $channel }
also-here = here too
flow-here = the flow «{ $flow }» does not let the recipient know it
aim-exemption = sharing under { $norm }
aim-channel = using { $system }
why-exemption = The exemption fits the recipient and the purpose, but applies only
why-channel = Content and channel are two separate tests. The channel can be used only
known-as-of = {""} (as known on { $day })
record = Record `{ $path }`.
use-basis = Record `basis: { $basis }` ({ $law }).
replacement = The routine suggests «{ $replacement }». Better: use a secured case system, or call the Nav office (enquiry call or duty telephone).
no-replacement = Write only «{ $neutral }», with a telephone number and a time limit for the reply, and give the rest in a secured case system or by telephone (enquiry call or duty telephone).
keep-as-of = Check that the description is still right.
record-as-of = Record when the description was checked: `facts-as-of`.

## Reports for people

label-replacement = the routine's suggestion: «{ $replacement }»
touches = (applies to { $count ->
        [one] one message
       *[other] { $count } messages
    })
paragraph = paragraph
severity-error = error
severity-warning = warning
severity-info = info
severity-failure = could not be checked
footer-why = Why:
footer-law = Legal basis:
footer-do = Do:
footer-see = See also:
summary = Checked: documents { $documents }, data flows { $flows }, messages { $messages }. Findings: errors { $errors }, warnings { $warnings }, infos { $infos }.
summary-failures = Could not be checked: { $failures }.
summary-left-alone = Other files, not read: { $left }.
verdict-line = { $flow }: { $verdict } ({ $by })
verdict-line-missing = { $flow }: { $verdict } ({ $by }), missing { $missing }

## What could not be checked

flow-not-read = the flow `{ $flow }` is not part of the run
flow-not-read-help = write `flow: file.yaml#flow`, with the path counted from the message's folder, and include the file when you run `taushet check`
not-a-document = the file is not a document that taushet knows
not-a-document-help = Write `taushet: flows/v1`, `taushet: messages/v1` or `taushet: routine/v1` at the top of the file (in Markdown between two lines `---`), or describe it under `inputs:` in taushet.yaml; a Word file needs that.
file-empty = the file is empty
file-empty-help = write a document in it (`taushet init` makes examples), or leave it out of the run
law-erred = A rule could not be decided, so the document has not been checked. Please report the fault.
no-input = found no documents to check
statutory-rule = `{ $rule }` states what the law prohibits, and cannot be lowered

## Files

failures-alike = { $problem }; the same holds for { $count } more in the file, which are not shown one by one
file-too-large = the file is larger than { $mib } MiB, which is the most that is read as one
file-too-large-help = split it, or save it as CSV or JSON Lines and describe it under `inputs`; it is then read in pieces
file-too-large-records = describe it under `inputs` in taushet.yaml; it is then read in pieces, however large it is
file-too-large-json = save it as JSON Lines, for example with `jq -c '.[]' { $file } > large.jsonl`, and describe it under `inputs`; it is then read in pieces
file-too-large-text = split it, for example with `split -C 200m --additional-suffix=.txt { $file } part-`, and check the parts
stdin-too-large-help = save the content in a file, and check that
file-not-ordinary = this is no ordinary file, but a folder, a pipe or a device
file-not-ordinary-help = send the contents to standard input, and write `-` instead of the path
policy-too-deep = too deep nesting on line { $line }: brackets, and `if` in `if`, can be nested { $depth } levels
run-too-large = the files are larger than { $mib } MiB together, and there is no room for this one
run-too-large-help = check fewer files at a time
file-changed = the file was changed while it was being read, so the findings are neither of what it said nor of what it says now
file-changed-help = run again when nobody writes to the file
file-check-path = check the path and the permissions
file-not-there = the file does not exist
file-denied = the file cannot be read: access denied
file-is-folder = this is a folder
file-in-file = a part of the path is a file, not a folder
file-name-too-long = the name is too long, or has characters that no name may have
file-out-of-reach = the file is out of reach: the disk or the network does not answer
file-busy = the file is in use by something else
file-links-loop = the file cannot be read: the links point to one another in a circle
file-unreadable = the file cannot be read: { $error }
pattern-finds-nothing = `{ $pattern }` matches no files
pattern-finds-nothing-help = correct the pattern; it is counted from the folder that the configuration lies in
pattern-wrong = `{ $pattern }` is not a valid pattern
pattern-wrong-help = write a path, if needed with `*`, `**` and `?`
decode-utf16 = the file is saved as UTF-16
decode-not-utf8 = the file is not valid UTF-8 (line { $line }, column { $column })
decode-save-utf8 = save the file as UTF-8
decode-save-utf8-table = save the file as UTF-8; Excel calls it «CSV UTF-8»
docx-save-again = open the file in Word and save it again as .docx
docx-old = the file is an old Word document (.doc), or has a password
docx-old-help = remove the password, or save the file again as .docx
docx-broken = the file is not a whole Word document (.docx): { $error }
docx-other-zip = the file is a zip archive without `word/document.xml`
docx-too-much = the document unpacks to far more than a document is, and has not been read
docx-too-much-help = split the document, or take the images and tables out
docx-not-utf8 = `{ $name }` is not UTF-8
docx-too-deep = the elements are nested deeper than { $depth } levels
docx-entity = `&{ $entity };` is not a known character reference
docx-ends = the file ends too early

## YAML, JSON, CSV and other trees

place-same-line = earlier on the same line
place-line = on line { $first }
place-line-above = on the line above
place-lines-up = { $n_lines ->
        [one] one line
       *[other] { $n_lines } lines
    } further up
tree-key-twice = the key `{ $key }` occurs twice
tree-key-twice-help = the key also stands { $place }; keep only one
tree-too-deep = the content is nested deeper than { $depth } levels
tree-too-deep-help = split the content into flatter parts
yaml-alias-named = the alias `*{ $name }` refers to an anchor that does not exist
yaml-alias-named-help = put the anchor `&{ $name }` on a value further up in the same document
yaml-key-not-one = a key must be one value, not a list or a set of keys
yaml-key-not-one-help = put the text in quotation marks if the brackets belong to the key
yaml-alias-of-itself = the alias refers to content that it is itself a part of
yaml-alias-of-itself-help = write the value out instead of referring to it
yaml-alias = the alias refers to an anchor that does not exist
yaml-aliases-too-many = the aliases in the text give too much content when they are written out
yaml-aliases-too-many-help = write the value out, or use fewer aliases inside each other
yaml-merge = `<<` can only merge keys from another set of keys
yaml-merge-help = refer to an anchor on a set of keys: `<<: *name`
yaml-quote-help = put the whole value in quotation marks
yaml-indent-help = let lines on the same level begin in the same column, and use only spaces
yaml-tab = a tab cannot be used as indentation
yaml-tab-help = replace the tab with spaces
yaml-quote-unclosed-help = insert the same mark where the text ends
yaml-after-quote = something stands after the quotation mark is closed
yaml-after-quote-help = write `''` for `'` inside single quotation marks, and `\"` for `"` inside double ones
yaml-bracket-mismatch = `{ $open }` is closed with `{ $close }`
yaml-bracket-mismatch-help = close with the bracket of the same kind
yaml-bracket-closes-nothing = the bracket closes nothing
yaml-bracket-closes-nothing-help = remove it, or open it further ahead
yaml-brace-separator = `,` or `{"}"}` is missing
yaml-brace-separator-help = separate the keys with commas, and close with `{"}"}`
yaml-list-separator = `,` or `]` is missing
yaml-list-separator-help = separate the values with commas, and close with `]`
yaml-value-missing = a value is missing here
yaml-value-missing-help = write the value, or remove the character that is left over
yaml-colon = `:` cannot stand here
yaml-colon-help = put the value in quotation marks if the colon belongs to the text; otherwise correct the indentation
yaml-not-a-key = the line is not a key with a value
yaml-not-a-key-help = write `key: value` with a space after the colon, indented as the keys above
yaml-dash = the list item `-` does not stand where it can
yaml-dash-help = begin each item with `- `, indented as the items above
yaml-quoted-indent = the text in quotation marks goes on at a line without indentation
yaml-quoted-indent-help = close the quotation mark where the text ends, or indent the line
yaml-indent = the indentation does not fit the lines above
yaml-backslash-help = write `\\` for the backslash itself, or use single quotation marks
yaml-escape = the text has a character code that does not exist
yaml-escape-help = write the character itself, or `\u` followed by four hexadecimal digits
yaml-control = the control character U+{ $code } cannot stand in the text
yaml-control-help = remove the character, or write it as a code in double quotation marks
yaml-backtick = a value cannot begin with a backtick
yaml-begins-with = a value cannot begin with `{ $character }`
yaml-comment-space = a comment must have a space before `#`
yaml-comment-space-help = insert a space, or put the value in quotation marks
yaml-comment-inside = a comment stands in the middle of a text over several lines
yaml-comment-inside-help = move the comment above the text
yaml-invisible = an invisible character (U+FEFF) stands inside the text
yaml-invisible-help = remove the character
yaml-after-document = more stands after the end of the document
yaml-after-document-help = correct the indentation, or begin a new document with `---`
yaml-block-header = after `|` or `>` only `+`, `-` or a digit from 1 to 9 can stand
yaml-block-header-help = begin the text on the next line
yaml-invalid = the content is not valid YAML: `{ $error }`
json-more = more stands after the end of the value
json-single-quotes = JSON uses only double quotation marks
json-single-quotes-help = replace `'` with `"`
json-no-key = a key in double quotation marks must stand here
json-no-key-help = write `"key": value`
json-no-colon = `:` is missing after the key
backslash-means-nothing = the text has a backslash that means nothing
json-backslash-help = write `\\` for the backslash itself
quote-unclosed-on-line = the quotation mark is not closed on the line
json-unclosed-help = insert `"` where the text ends; a line break is written `\n`
json-control = the control character U+{ $code } cannot stand in a text
json-control-help = write it as a code, for example `\t`
value-missing = a value is missing
json-comment = JSON has no comments
json-value-expected = a value must stand here
json-not-a-value = `{ $value }` is not a value in JSON
json-value-help = write a text in double quotation marks, a number, `true`, `false` or `null`
json-comma = a comma has nothing after it
json-comma-help = remove the comma before the bracket
bracket-unclosed = `{ $open }` is never closed
bracket-unclosed-help = insert the bracket that is missing
json-separator-missing = `,` or `{ $close }` is missing
csv-column-twice = the column `{ $column }` occurs twice
csv-column-twice-help = give each column a name of its own
csv-row-length = the row has { $n_cells ->
        [one] one field
       *[other] { $n_cells } fields
    }, but the heading has { $n_columns }
csv-row-length-help = put the text in double quotation marks when it contains the separator or a line break
csv-unclosed-help = insert `"` where the field ends; a quotation mark inside the field is written `""`
quote-unclosed = the quotation mark is never closed
csv-stray = text stands after the end of the field
csv-stray-help = write a quotation mark inside the field as `""`
properties-escape = `\u` must be followed by four hexadecimal digits
escape-help = write for example `\u00e5`, or the character `å` itself
script-comment-unclosed = the comment is never closed
script-comment-unclosed-help = insert `*/`
script-quote-unclosed-help = insert `{ $quote }` where the text ends; the rest of the file has not been read
script-template-unclosed = the template literal is never closed
script-template-unclosed-help = insert what is missing; the rest of the file has not been read
escape-not-whole = the character code is not whole
script-bracket-unclosed = the bracket is never closed
xml-invalid = the file is not valid XML: { $error }
xml-invalid-help = correct the markup; write `&lt;` and `&amp;` for `<` and `&` in the text
xml-unclosed = `<{ $name }>` is never closed
xml-unclosed-help = insert the end tag that is missing
xml-empty = the file has no elements
xml-empty-help = check that the file is whole
xml-attribute = the element has an attribute that cannot be read
xml-attribute-help = write `name="value"`, and each name only once
xml-entity = `{ $entity }` is not a known character reference in XML
xml-entity-help = write `&amp;` for the character `&` itself, or the character by its number, for example `&#229;`

## Documents

marker-not-in-front = the marker `taushet:` does not stand between two lines `---`
marker-not-in-front-help = put the keys between two lines `---`, the first at the very top of the file
marker-missing = the document lacks the marker `taushet:`
marker-missing-help = write `taushet: flows/v1` at the top of each document
marker-routine = a routine is a text, not YAML
marker-routine-help = write the routine as Markdown with this marker between two lines `---` at the top
known-kinds = known kinds: { $known }
did-you-mean-marker = did you mean `taushet: { $near }`?
unknown-kind = unknown kind of document `{ $written }`
not-a-map = { $what } must be keys with values
write-key-value = write `key: value`
example-id = my-id
write-under-id = write each entry under an id of its own and without `-`: `{ $id }:`, with the rest on the lines below
not-a-text = `{ $what }` must be a text
not-a-truth = `{ $what }` must be `true` or `false`
not-a-truth-help = write `true` or `false` without quotation marks, or leave the key out when it is unknown
not-a-date = `{ $what }` must be a date
not-a-date-help = write the date as YYYY-MM-DD, for example `2026-03-01`
write-list-of-values = write `{ $what }: [value, value]`
not-a-list = `{ $what }` must be a list
known-keys = known keys: { $keys }
did-you-mean = did you mean `{ $near }`?
unknown-key = unknown key `{ $key }` in { $place }
key-missing = { $place } lacks `{ $key }`
add-key = add `{ $key }:`
place-case = the case
place-config = the configuration
place-document = the document
place-message = the message
place-one-rule = the rule
place-routine = the routine
not-a-value = `{ $value }` is not a valid value for `{ $what }`
did-you-mean-values = did you mean `{ $near }`? Valid values: { $values }
write-list = write `{ $what }: [{ $value }]`
known-values = valid values: { $values }
not-a-number = `{ $path }` must be a whole number
not-hours = `{ $path }` must be a period of the day
not-hours-help = write when it opens and closes, for example `09-15` or `08.00-15.30`
flows-empty = `flows` is empty
flows-empty-help = describe at least one data flow
flow-outside = the document lacks `flows`: the keys { $keys } belong to a data flow
flow-outside-help = write `flows:` above them, the data flow's id and a colon on the line below it, and move the keys in under the id
flow-without-id = the data flow has no id: the keys { $keys } stand right below `flows`
flow-without-id-help = write an id and a colon on the line above them, and move them in under the id
flows-missing = the document lacks `flows`
flows-missing-help = add `flows:` with at least one data flow
place-party = the party `{ $id }`
municipality-help = write the municipality number in quotation marks: `municipality: "{ $number }"`
municipality-text = `municipality` must be a text
place-system = the system `{ $id }`
define-party = none is defined; add `{ $id }` under `parties`
place-flow = the flow `{ $id }`
data-empty = `data` is empty
data-empty-help = write which information is shared
defined = defined: { $ids }
not-defined-party = `{ $id }` is not defined as a party
not-defined-system = `{ $id }` is not defined as a system
message-outside = the document lacks `messages`: the keys { $keys } belong to a message
message-outside-help = write `messages:` above them, `- ` before the first and two spaces before the others
text-and-body = the message has both `text` and a text below the line `---`
text-and-body-help = keep one of them: the text below `---` is the message
messages-missing = the document lacks `messages`
messages-missing-help = add `messages:` with at least one message
messages-not-a-list = `messages` must be a list
messages-not-a-list-help = begin each message with `- id:`
messages-empty = `messages` is empty
id-twice = `{ $id }` is used as id twice
id-twice-help = give each message an `id` of its own
routine-empty = the routine has no text
routine-empty-help = write the routine below the second line `---`

## The configuration, and the files it describes

config-marker = the file is not a configuration
config-marker-help = write `taushet: config/v1`
inputs-not-a-list = `inputs` must be a list
inputs-not-a-list-help = begin each entry with `- paths:`
place-rule = the rule `{ $id }`
place-routine-with = the routine under `with`
input-no-channel = the entry under `inputs` does not say which channel the messages are written in
input-no-channel-help = add `with: {"{"} channel: gosys {"}"}`, or `channel:` with a JSONPath
cases-not-a-list = `cases` must be a list
cases-not-a-list-help = begin each case with `- when:`
place-input = the entry under `inputs`
pattern-not-regex = `blank` is not a valid regular expression
pattern-not-regex-help = write an expression as the library `regex` reads them, for example `(?m)^---.*---$`
pattern-too-big = `blank` takes more than { $mib } MiB when it is written out
pattern-too-big-help = use fewer and smaller repetitions such as `{"{"}1000{"}"}`
json-path-too-long = the JSONPath is longer than { $bytes } bytes
json-path-too-wide = `{ $query }` can find much more than what stands in the file: a JSONPath can have { $descents } `..` and { $commas } commas, and a filter can have neither `..` nor `$`
json-path-too-wide-help = point more exactly at the text, or write several JSONPaths below one another
not-a-json-path = `{ $query }` is not a valid JSONPath: { $error }
not-a-json-path-help = a JSONPath begins with `$`, for example `$[*].text`
text-file-no-parts = a text file has no parts that a JSONPath can point at
text-file-no-parts-help = remove `text`, and the whole file is the text, or say with `format:` how the file is written
record-no-text = the entry has no text where `text` in the configuration points
record-no-text-help = correct the line, or add the place to `text` in the configuration
routine-save-as = save the routine as Word, Markdown or plain text
routine-not-one-text = a routine is one continuous text
not-a-text-at = `{ $path }` is not a text
not-a-text-at-help = let the JSONPath point at the texts themselves
record-too-deep = the record has too many values inside one another for anything to be looked up in it
record-too-deep-help = split it, or point at smaller records with `records`
query-finds-nothing-help = correct the JSONPath in the configuration, or remove the file from `paths`
preset-finds-nothing = the file has no texts as `{ $preset }` should have them
preset-finds-nothing-help = check that `as:` in the configuration fits the file, or remove the file from `paths`
query-finds-nothing = `{ $query }` matches nothing in the file
no-texts = the file has no texts
no-texts-help = check the file, or remove it from `paths`
add-key-alone = add `{ $key }`
record-key-missing = the entry lacks `{ $key }`

## The law and a municipality's own

value-defined = `{ $id }` is already defined as { $kind }
value-parent = { $kind } `{ $id }` is placed under `{ $parent }`, which does not exist
rule-no-id = a rule lacks `@id`
rule-annotation = unknown annotation `@{ $key }`
rule-last-resort = `@last_resort` must be a number
not-a-severity = `{ $other }` is not `error`, `warning` or `info`
in-force-not-a-period = `{ $text }` is not a period `from..to`
in-force-not-a-date = `{ $part }` is not a date YYYY-MM-DD
in-force-always = without limit of time
in-force-from = from { $from }
in-force-to = until { $to }
in-force-between = { $from } until { $to }
local-kinds-help = local files can be `lexicon/v1`, `entities/v1` (only `System`) and `texts/v1`
local-kind = `{ $kind }` cannot be changed locally
local-systems = local `entities` can only add to `System`
local-systems-help = describe your own systems under `System`; the other words belong to the law
local-words = local words can only add concepts that reveal
local-words-help = put each concept in a group with `in: [...]`, and leave the grammar alone
law-kind = unknown kind of law file `{ $other }`
rule-id-taken = `@id("{ $id }")` is already in use
rule-id-taken-help = give the rule an id of its own
local-permit = `{ $id }` is a local `permit`, and local rules can only tighten
local-permit-help = write the rule as `forbid`; only the law itself can permit
local-action-help = write `action == Action::"…"` with one of { $names }
rule-no-title = `{ $id }` lacks `@title`
rule-no-title-help = add `@title("…")`: what is wrong; preferably `@why` and `@help` too
rule-no-severity = `{ $id }` lacks `@severity`
rule-no-severity-help = add `@severity("error")` or `@severity("warning")`
local-action = `{ $id }` cannot forbid `{ $action }`: a duty or a remark about the law cannot be stopped locally
unknown-key-alone = unknown key `{ $key }`
lexicon-compound = unknown way of compounding `{ $value }`
lexicon-two-languages = a term has one language
lexicon-no-pattern = the term lacks a language and a pattern
lexicon-no-context = the context lacks words
lexicon-term = the concept `{ $concept }`, the term `{ $term }`: { $problem }
lexicon-no-language = a term must have a language
lexicon-all-optional = a pattern must have a word that may not be left out
lexicon-short-anchor = a pattern must have a word that begins with at least { $length } bytes in all its forms
lexicon-word-set = unknown word set `{ $name }`
lexicon-inflection = unknown inflection `{ $name }`
lexicon-gap = `{ $piece }` is not a gap between words; write `*` and a number of words
lexicon-no-word = a pattern must have a word
lexicon-gap-last = a gap between words must have a word after it
lexicon-not-a-word = `{ $text }` is not a word

## The command line

cli-folder-gone = the working folder is no longer there
cli-no-folder = the working folder cannot be read: { $error }
cli-unknown-format = unknown format `{ $name }`; valid: { $known }
cli-cannot-write = cannot write: { $error }
cli-no-config = the configuration { $path } does not exist
local-unusable = the local rules cannot be used, and nothing has been checked
cli-not-there = { $path } does not exist
local-none = found no local rules (`.cedar`, `.yaml`) in the folders
local-unusable-because = the local rules cannot be used, and nothing has been checked
    { $report }
stream-broke = a fault in taushet: a part of the file could not be checked
standard-output = standard output

## Help on commands and arguments

help = Finds breaches of the duty of confidentiality in social services before they happen
help-check = Checks data flows, messages and routines
help-why = Shows the whole reasoning for one data flow
help-test = Runs documents with expectations as tests of the rules
help-rules = Lists all rules
help-explain = Explains one rule or legal basis
help-schema = Writes the JSON Schema of a kind of document
help-init = Makes a configuration, an example of each document and a CI job
help-help = Shows this help, or the help of a command
help-any-help = Shows help
help-any-version = Shows the version
help-any-language = The language of what is shown [otherwise the configuration, the machine's language, bokmål]
    .name = LANGUAGE
    .value-nb = Norwegian bokmål
    .value-nn = Norwegian nynorsk
    .value-en = English
help-any-policies = Folders with local rules, words and systems; they can only tighten
    .name = DIR
help-any-law = The edition of the Public Administration Act
    .name = YEAR
    .value-1967 = The act of 1967, which is in force
    .value-2025 = The act of 2025, adopted without a date: shows what it would change
help-any-as-of = The day on which flows without a date of their own are judged (YYYY-MM-DD); otherwise today
    .name = DATE
    .allowed = a day that exists, as YYYY-MM-DD
help-check-paths = Files and folders; `-` reads standard input. Without a path: the configuration's `inputs`, otherwise the working folder
    .name = PATH
help-check-format = Format, if wanted `=FILE`; can be repeated
    .name = FORMAT[=FILE]
help-check-config = The configuration; otherwise the nearest taushet.yaml upwards
    .name = FILE
help-check-fail-on = When the run fails [default: warning]
    .name = WHEN
    .value-error = Only on errors
    .value-warning = On errors and warnings
    .value-info = On all findings
    .value-never = Never
help-check-select = Only these rules
    .name = RULE
help-check-ignore = Not these rules
    .name = RULE
help-check-since = Only documents that have changed since a revision in git
    .name = REVISION
help-check-show-files = Show which files would be checked, and no more
help-check-fix = Mend the files: only what is safe, or suggested rewordings too
    .name = WHAT
    .value-safe = Only what does not change what a text says
    .value-suggested = Suggested rewordings too
help-check-diff = Show what would be mended, and write nothing in the files
help-check-baseline = Frozen findings, which do not count
    .name = FILE
help-check-write-baseline = Write the findings of today to the file of frozen findings
help-check-add-suppression = Decide that the findings of today do not count, for this reason, and write that beside them or in the configuration
    .name = REASON
help-check-no-suppressions = Show all findings, also those that somebody has decided do not count
help-check-suppress-until = The last day that what is frozen or allowed now holds
    .name = DATE
    .allowed = a day that exists, as YYYY-MM-DD
help-check-suppress-by = Who has decided it
    .name = WHO
help-check-show-personal-data = Show personal data as they stand; only on your own screen
help-check-skip-unknown = Leave named files that are no documents alone
help-check-color = Colours
    .name = WHEN
    .value-auto = When the output is a terminal
    .value-always = Always
    .value-never = Never
help-check-quiet = Write nothing when all is well
help-check-jobs = Check so many texts at a time; as many as the machine has cores when nothing is said
    .name = NUMBER
    .allowed = a whole number from 1 up
help-check-stdin-filename = The name that standard input is read under; the ending decides the format
    .name = NAME
help-why-flow = The file and the flow, for example `dataflyt.yaml#inndriving`
    .name = FILE#FLOW
help-prove = Proves the law for every conceivable flow, and that local rules only tighten
help-prove-ids = Invariants and rules to prove; all when none is named
    .name = ID
help-prove-diff = Show what has changed from the law in a folder or a revision
    .name = REV|DIR
help-prove-examples = Write the counterexamples to this folder, one file each
    .name = DIR
help-prove-limit = How long one question may take, in seconds
    .name = SECONDS
help-why-format = Format
    .name = FORMAT
    .value-human = In words
    .value-json = For programs: taushet/why/v1
help-test-paths = Files and folders with expectations. Without a path: the configuration's `inputs`, otherwise the working folder
    .name = PATH
help-test-coverage = Show which provisions, conditions and limits were tried
help-explain-rule = The id of the rule or legal basis, for example `fvl-13b-2`
    .name = RULE
help-schema-kind = Which kind of document
    .name = KIND
    .value-flows = Data flows
    .value-messages = Messages
    .value-routine = Routines (front matter)
    .value-config = Configuration
    .value-report = The report from --format json
help-init-folder = The folder to write in
    .name = DIR
help-init-ci = Where the CI job is to run; otherwise what the repository shows, and GitHub when it shows nothing
    .name = CI
    .value-github = GitHub Actions
    .value-gitlab = GitLab CI/CD
    .value-azure = Azure Pipelines
    .value-none = No job
help-completions = Writes completions for a shell
help-completions-shell = Which shell
    .name = SHELL
    .value-bash = Bash
    .value-zsh = Zsh
    .value-fish = Fish
    .value-powershell = PowerShell
    .value-elvish = Elvish
    .value-nushell = Nushell
help-man = Writes the manual pages
help-man-folder = The folder to write one page for each command in; without it the program's own page goes to standard output
    .name = DIR

## The frame of the help, and what is wrong with arguments

usage-heading = Usage:
usage-options = [OPTIONS]
usage-command = COMMAND
commands-heading = Commands:
arguments-heading = Arguments:
options-heading = Options:
values-heading = Possible values:
help-values = [possible values: { $values }]
help-default = [default: { $value }]
help-variable = [env: { $name }]
arguments-unknown = unknown option or argument `{ $argument }`
arguments-unknown-near = unknown option or argument `{ $argument }`; did you mean `{ $near }`?
arguments-unknown-command = unknown command `{ $command }`
arguments-unknown-command-near = unknown command `{ $command }`; did you mean { $near }?
arguments-no-value = `{ $argument }` lacks a value
arguments-value = `{ $value }` is not a valid value for `{ $argument }`
arguments-value-near = `{ $value }` is not a valid value for `{ $argument }`; did you mean `{ $near }`?
arguments-allowed = { $wrong }; write { $allowed }
arguments-missing = this must be given: { $arguments }
arguments-twice = `{ $argument }` can be given only once
arguments-conflict = `{ $argument }` cannot be used together with { $others }
arguments-too-many = `{ $value }` is one value too many for `{ $argument }`
arguments-too-few = `{ $argument }` needs { $least ->
        [one] at least one value
       *[other] at least { $least } values
    }
arguments-wrong = the arguments cannot be read
arguments-complaint = { $wrong }{ $about }{ $usage }

    { $help }
arguments-help = `{ $command } --help` shows help

## taushet why

why-facts = What is known
why-who = { $from } gives information to { $to }{ $via }, judged as of { $day }
why-via = {""} through { $system }
why-assumed = (not recorded, taken for granted)
why-follows = { $datum } ({ $id }) follows the other information
why-implied = { $datum } ({ $id }) comes along although it is not recorded
why-unlisted = (not recorded, but comes along)
why-no-norm = no provision applies to this recipient, this purpose and this information
why-holds = ✓ holds:
why-lacks = … lacks conditions:
why-fell-away = ✗ falls away:
why-limit = because: { $title } ({ $limit })
why-because = because { $said } (`{ $path }`)
why-forbidden = ✗ forbidden by the local rule { $rule }: { $title }
why-met = ✓
why-not-held = – not recorded, not held against the flow:
why-failed = ✗ not met:
why-unknown = ? unknown:
why-no-channel = Channel: not stated, only the content has been judged
why-channel-holds = Channel: { $system } holds; only those who may know it can read there
why-channel-incomplete = Channel: it is not known whether { $system } holds
why-channel-prohibited = Channel: { $system } cannot be used
why-reader = { $reader } can read, but must not have: { $data }
why-decided = What decided it
why-asks = The question to you: { $asks }
why-change = What would change the decision
why-way = under { $law }: { $lacks }
why-nothing = No new fact about this flow. See above what is recorded as not met; otherwise: ask for consent, change the recipient, the purpose, the information or the channel, or describe the system as it is now.
why-flow-form = write the file and the flow as `FILE#FLOW`, for example `dataflyt.yaml#inndriving`
why-undecided = the flow `{ $id }` could not be decided
why-no-flow = found no readable flow `{ $id }` in { $file }
why-no-flow-near = found no readable flow `{ $id }` in { $file }; did you mean `{ $near }`?
why-unreadable = found no readable flow `{ $id }` in { $file } ({ $at }: { $problem })

## taushet test

test-agrees = ok
test-disagrees = disagrees ({ $count })
test-mistakes = Expectations that cannot be read:
test-mistake-alone = `{ $written }` stands alone; write it on the line that it is about
test-mistake-unreadable = `{ $written }` cannot be read
test-mistake-kind = `{ $written }` is not a kind of expectation; write `error`, `warning`, `info`, `ok`, `verdict` or `failure`
test-missing = Expected, but not so now:
test-unexpected = So now, but not expected:
test-no-verdict = no data flow has a verdict here
test-got = now: { $got }
test-failure = could not be read: { $message }
test-summary = Tested: files { $files }, expectations { $expectations }. Files that agree: { $agree }. Deviations: { $disagreements }. Documents without expectations: { $idle }.
test-nothing = no expectations to test: write for example `# verdict: permitted` after the name of a data flow, or `# error: [rule]` on the line where a finding should come
test-coverage = What the tests have tried of the provisions that permit or require sharing. Data flows: { $flows }. A condition has been tried when it was missing in at least one data flow, a limit when it has struck.
test-untouched = Not tried ({ $count }): no data flow concerns these provisions
test-touched = Tried ({ $count }): the number of data flows where the provision held, lacked conditions or fell away
test-column-law = Provision
test-column-slug = Basis (rule)
test-column-held = Held
test-column-lacked = Lacked conditions
test-column-fell-away = Fell away
test-column-conditions = Conditions tried
test-column-limits = Limits tried
test-of = { $tried } of { $all }
test-own-condition = a condition on the information itself
test-idle-condition = a condition that was never missing: { $label } (`{ $path }`)
test-idle-limit = a limit that never struck: { $title } (`{ $limit }`)
test-idle-edge = a limit that never struck: what the provision itself leaves out
test-total = { $touched } of { $norms } provisions tried, { $failed } of { $conditions } conditions tried as missing, { $reached } of { $limits } limits reached.

## taushet rules and explain

rules-bases = Legal bases that can be given in `basis`
unknown-rule-near = `{ $id }` is not a rule; did you mean `{ $near }`?
unknown-rule = `{ $id }` is not a rule; `taushet rules` lists them
explain-rule = Rule `{ $id }` ({ $file }), in force { $in_force }
explain-severity = Severity: { $severity }
explain-source = Source: { $source }
explain-asks = The question: { $asks }
explain-condition = Condition: { $label } (`{ $path }`)
explain-limit = Falls away when: { $said } (`{ $path }`)
explain-example-holds = An example that holds:
explain-example-lacks = An example that does not hold:
rules-disclosure = Data flows
rules-wording = Wording
rules-metadata = Metadata
rules-clarity = Clarity
rules-routine = Routines
rules-privacy = Privacy

## taushet init

init-kept = Was there already, and has been left alone:
cannot-write-denied = you are not allowed to write there
cannot-write-read-only = the file system can only be read
cannot-write-full = there is no room left on the disk
cannot-write-no-path = the path does not exist
cannot-write-not-folder = a file stands where a folder should have been
cannot-write-too-large = the file would be larger than it may be
cannot-write-folder = it is a folder
cannot-write = { $path } cannot be written: { $why }
init-written = Written:
init-next = Run `taushet check` in the folder to check the examples, and rewrite them as your own.
init-example-unreadable = a fault in taushet: an example cannot be read
init-example-unwritable = a fault in taushet: an example cannot be written: { $error }

## taushet schema

schema-marker = The marker that says what kind of document this is
schema-text = A text; a number is read as it is written
schema-date = A day, written YYYY-MM-DD
schema-json-path = A JSONPath (RFC 9535), for example `$[*].text`
schema-flows-title = Data flows (taushet: flows/v1)
schema-messages-title = Messages (taushet: messages/v1)
schema-routine-title = Service routine (taushet: routine/v1): what stands between the two lines `---`
schema-config-title = Configuration (taushet: config/v1)
schema-report-title = Report (taushet/report/v1)
schema-name = The name
schema-title = What the document is about
schema-flows-parties = The parties: who gives and receives information, each under its id
schema-flows-systems = The systems (case system, channel), each under its id; well-known systems need no entry
schema-flows-flows = The data flows, each under its id
schema-flows = What information a social service passes on: to whom, what for, through what and on which legal basis
schema-party-kind = What kind of party this is
schema-party-municipality = The municipality number, in quotation marks
schema-party-public-task = The party performs a public task
schema-party = An organisation, unit or person that gives or receives information
schema-system-access = Who has access
schema-system-audience = Who else can read what stands there
schema-system-processor = The processor: the id of one of the parties
schema-system-facts-as-of = The day on which what is said of the system was last checked
schema-system = A system or channel that information is written in, and that others can read
schema-flow-from = Who gives the information: the id of one of the parties
schema-flow-to = Who receives the information: the id of one of the parties
schema-flow-via = The system or channel: an id under `systems`, or a well-known system
schema-flow-data = The information that is shared
schema-flow-basis = The legal basis that the flow relies on; `taushet rules` lists them
schema-flow-date = The day on which the flow is judged; otherwise today
schema-flow = One sharing of information from one party to another
schema-flow-exposes = Texts that others see although they are only metadata: the name of a queue, the text on an invoice
schema-note = Free text that is never interpreted
schema-message = What is written in a channel, with the metadata beside it
schema-messages-messages = The messages and templates
schema-messages = Messages and templates: texts written in a channel that others can read
schema-message-id = The message's id, used in findings
schema-message-channel = The system that the message is written in; it decides who can read it
schema-message-from = What kind of party writes
schema-message-to = What kind of party receives
schema-message-theme = Theme: a code or a name
schema-message-sender = The sender, as it is shown
schema-message-sender-name = The sender's name, as it is shown
schema-message-queue = The queue or desk that the message ends up in
schema-message-topic = The topic that the message is published on
schema-message-urgent = The matter must be settled quickly
schema-message-template = The text is a template that is filled in and sent many times
schema-message-flow = The data flow that the message belongs to: `file.yaml#flow`. The text shall then say no more than the flow lets the recipient know
schema-message-text = What is written
schema-message-preview = The preview, for example on a locked screen
schema-message-envelope = What stands on the outside of the envelope
schema-message-recipient-field = The recipient field, as it is shown
schema-message-path = Folder or file path
schema-message-invoice-text = The text on an invoice or a payment
schema-routine-own-title = The routine's title
schema-routine-actor = Whom the routine is written for
schema-routine-topic = What the routine is about
schema-routine-channel = The system that the standard wordings are written in; they stand as block quotes or in «…» and are checked as messages
schema-routine = What the staff of a contact centre or a Nav office shall say and do; the routine itself is the text below
schema-message-task-type = Task type
schema-message-subject = Subject
schema-config-language = The language of what is shown
schema-config-fail-on = How severe a finding must be for the run to fail
schema-config-inputs = What is checked, and how files without the marker `taushet:` are read
schema-config-rules = Other severities, under the rules' ids; what the law prohibits cannot be lowered
schema-config-ignore = Paths that are not read, written as in .gitignore
schema-config = What taushet checks, and how strictly
schema-config-rule-severity = How severe the rule's findings are
schema-input-require = Keys that every entry must have
schema-input-with = What holds for all the files
schema-input-title = What the files are
schema-input-where = Where in the file this stands: { $meaning }
schema-input = Files that belong together. Messages must have a channel, here or under `with`
schema-input-paths = Paths and patterns, counted from the folder that the configuration lies in; may begin with `..`
schema-input-format = How the files are written, when the ending does not say
schema-input-records = Where the entries stand; the first that matches. `text` and the others are then counted from each entry
schema-input-text = Where the texts stand. Without it the whole file is the text, or each text in it when it has keys or fields
schema-input-metadata = Where texts stand that others see beside the message; they are called what the file calls them
schema-input-blank = A regular expression for what is no part of the text, for example fixed headings
schema-input-cases = What holds for some of the entries. An entry that belongs to several cases is judged as each of them
schema-input-kinds = What the files are: `messages` when the configuration says how they are read, `routine` when they are service routines, `documents` when they have a marker of their own. Ready-made descriptions are { $presets }
schema-input-when = Under each JSONPath the values that must be found there, at least one of them
schema-input-shared = What holds for all the messages in the files
schema-config-rule-reason = Why
schema-report-name = The program's name
schema-report-version = The program's version
schema-report-schema = The report's format
schema-report-tool = The program that made the report
schema-report-as-of = The day on which flows without a date of their own are judged
schema-report-flows = What the law says of each data flow
schema-report-findings = The findings: one rule broken in one place
schema-report-failures = What could not be checked
schema-report = What `taushet check --format json` writes. Lines and columns are counted from 1, columns in Unicode characters
schema-report-column = Column, from 1, in Unicode characters
schema-report-documents = Documents checked
schema-report-errors = Findings that are errors
schema-report-warnings = Findings that are warnings
schema-report-infos = Findings that are remarks
schema-report-suppressed = Findings that are exempted with a reason
schema-report-n-failures = Things that could not be checked
schema-report-verdict = The verdict: must share, may share, conditions missing, cannot share, needs judgement
schema-report-flow = The flow's id
schema-report-flow-line = The line that the flow begins on
schema-report-by = The norms that decided
schema-report-missing = The keys that would change the verdict
schema-report-basis = The legal bases that the flow states
schema-report-related-message = What the place has to do with the finding
schema-report-rule = The rule's id
schema-report-group = The group that the rule belongs to
schema-report-severity = How severe the finding is here
schema-report-law = The legal bases, as they are cited
schema-report-related = Other places that belong to the finding
schema-report-level = How openly the wording says it
schema-report-document = The flow or the message
schema-report-concept = The concept that the wording mentions
schema-report-why = Why it matters
schema-report-help = What you should write or record instead
schema-report-replacement = A wording to put in its place
schema-report-message = What is wrong
schema-report-failure-help = What you can do
schema-report-failure-more = How many more of the same kind the file has, which are not shown one by one
schema-report-start = The first character
schema-report-end = The character after the last
schema-report-file = The file
schema-report-line = Line, from 1
schema-report-n-flows = Data flows
schema-report-n-messages = Messages
schema-report-summary = Numbers

## Findings that do not count

allow-list-help = begin each entry with `- file:`
place-allow = the entry under `allow`
place-baseline = the list of frozen findings
place-frozen = the frozen finding
not-a-baseline = the file is not a list of frozen findings
baseline-help = make it with `taushet check --write-baseline`
baseline-comment = Findings that were there when the file was made with `taushet check --write-baseline`. They do not count until the words they are about are changed.
baseline-written = { $count ->
        [one] One finding has been written to { $file } and does not count until the words it is about are changed.
       *[other] { $count } findings have been written to { $file } and do not count until the words they are about are changed.
    }
baseline-written-in-part = { $count ->
        [one] One finding has been written to { $file } and does not count until the words it is about are changed.
       *[other] { $count } findings have been written to { $file } and do not count until the words they are about are changed.
    } { $left } are left out: what the law prohibits is frozen only with a last day and a name (`--suppress-until` and `--suppress-by`).
baseline-only-whole = `--write-baseline` only freezes findings in
baseline-of-stdin = findings in standard input cannot be frozen; save the text in a file
directive-help = write `taushet: allow[rule] until=2027-01-01 by="who" why`; `until` and `by` may be left out
directive-unreadable = `taushet: allow` cannot be read
directive-no-rule = `taushet: allow` must name each rule by its id
directive-bad-day = the date after `until=` cannot be read
directive-no-reason = `taushet: allow` lacks a reason
directive-twice = `until` and `by` may stand once each
rules-hygiene = Exemptions

## Fixes

fixes-made = Mended: { $made }. Not mended because the text would then have another finding, or because fixes overlap: { $left }.
only-of-whole-files = { $path } is larger than { $mib } MiB and is therefore read in pieces; { $what } files that are read whole. Split the file, or leave it out of the run
fix-only-whole = `--fix` and `--diff` only mend
fix-of-stdin = `--fix` writes in files, and standard input is no file; use `--diff`
fix-of-changed = { $path } has changed, or is not written as UTF-8, and has not been mended
cli-not-a-screen = `--show-personal-data` can only be used when all is shown on your own screen
record-too-long = the entry before line { $line } is too long; the rest of the file has not been checked
record-too-long-help = check that the quotation marks in the file are closed

## --since

since-unknown = `{ $revision }` is not a revision that git knows
since-no-base = git does not find where the history of `{ $revision }` and what is checked out parted; fetch the whole history (`fetch-depth: 0`)
since-no-git = there is no program `git` on the machine
since-git = git does not answer: { $why }
since-nothing = no documents have changed since { $revision }

## --add-suppression

suppressions-added = Set aside: { $beside } beside the text, { $configured } in the configuration.
suppressions-added-in-part = { $done } { $left } have not been set aside: what the law prohibits needs a last day and a name (`--suppress-until` and `--suppress-by`).
allow-only-whole = `--add-suppression` only suppresses findings in
allow-of-stdin = findings in standard input cannot be suppressed; save the text in a file
allow-not-written = the decision cannot be written: `--add-suppression` needs files that it can change, and a configuration where `allow` is a list

## More of the commands

help-check-show-settings = Show what the run would go by, and where that is said
settings-given = flag or environment variable
settings-configured = the configuration
settings-default = not stated
schema-config-policies = Files and folders with local rules, words and systems; they can only tighten
schema-config-allow = Findings that somebody has decided do not count, in files that have no place for a comment
schema-config-baseline = The file of frozen findings, made with `--write-baseline`
schema-allow-file = The file, from the folder that the configuration lies in
schema-allow-document = The id of the flow, message or routine
schema-allow-rule = The rule's id
schema-allow-reason = Why the finding does not count
schema-allow-by = Who has decided it; needed when the rule says what the law prohibits
schema-allow-until = The last day that it holds; needed when the rule says what the law prohibits
init-ci-github = The CI job works when `.github` lies at the top of the repository.
init-ci-gitlab = The CI job works when `.gitlab` lies at the top of the repository and `.gitlab-ci.yml` has the line `include: /.gitlab/taushet.yml`.
init-ci-azure = The CI job works when you have made a pipeline in Azure DevOps from `.azure/taushet.yml`.

## Outputs

output-clash = only one format can be written to standard output; give the others a file, for example `--format json=report.json`
output-no-name = `{ $file }` is no file name
## Formats, and what is suppressed

output-is-folder = { $file } is a folder, not a file
output-no-folder = the folder { $folder } does not exist; make it first
output-twice = two formats cannot be written to the same file: { $file }
summary-suppressed = Suppressed: { $count } ({ $by }).
summary-baseline = From before: { $count }.
suppressed-by-nobody = unsigned
fix-safe = Mended with `--fix`.
fix-suggested = Put in with `--fix=suggested`.
no-findings = no findings
schema-message-language = The language that the text is written in; suggested rewordings follow it. Without the key the text tells
schema-report-all-suppressed = Findings that are suppressed or were there before, with who said so
schema-report-suppressions = The same, by where and by whom
schema-report-fingerprint = What the finding is known by in the next run; without a line number
schema-report-suppression = Why the finding does not count
schema-report-suppression-kind = Where that is said: beside the finding, in the configuration or among the frozen findings
schema-report-suppression-count = Number of findings
schema-report-suppression-by = Who said so
schema-report-suppression-reason = The reason
schema-report-suppression-until = The last day that it holds
schema-report-fix = The change that mends the finding
schema-report-fix-safety = Whether it can be made unseen, or is a suggestion to whoever wrote the text
schema-report-edits = The changes, in order
schema-report-edit-start = The first character that is replaced
schema-report-edit-end = The character after the last; the same as `start` when something is put in
schema-report-edit-text = What is to stand there
directive-no-name = `by=` does not say who
says-nothing = `{ $key }` says nothing
suppress-until-over = the day in `--suppress-until` is over
output-is-input = { $file } is read by the run, and a report cannot be written over it

## Proofs

prove-not-built = this program was built without the prover: install it with `cargo install taushet --features prove`, and cvc5 with `apt-get install cvc5` (Debian, Ubuntu) or from cvc5.github.io
prove-no-solver = the solver `{ $program }` cannot be run ({ $error }): install cvc5 with `apt-get install cvc5` (Debian, Ubuntu) or from cvc5.github.io, or let { $variable } point at it
prove-local-refused = the law does not take these local rules:
    { $report }
prove-no-schema = the law has no schema
prove-no-law = `{ $before }` holds no law
prove-proved = proved      { $time } s  { $claim } ({ $id })
prove-proved-all = proved      { $time } s  { $claim }
prove-refuted = REFUTED     { $time } s  Does not hold: { $claim } ({ $id })
prove-undecided = UNDECIDED   { $time } s  { $claim } ({ $id }): { $why }
prove-example = This flow shows it. Save it as a file and run `taushet check` on it, or `taushet why FILE#eksempel`:
prove-sum = { $proved } proved, { $refuted } refuted, { $undecided } undecided.
prove-all = Claims: { $n }.
prove-all-never-err = No rule can err when it is tried: { $n } rules.
prove-all-can-hold = No rule is dead, each of them can hold: { $n } rules.
prove-all-differ = No two rules say the same: { $n } pairs.
prove-all-monotone = Knowing more in the favourable direction never takes a permission away: { $n } tries.
prove-all-unknown = Unknown is never yes: { $n } tries.
prove-all-duties = The local rules do not say no where the law orders disclosure: { $n } tries.
prove-never-errs = `{ $id }` cannot err when it is tried
prove-can-hold = `{ $id }` can hold
prove-differs = `{ $id }` and `{ $other }` do not say the same of `{ $action }`
prove-favourable = `{ $id }`: `{ $path }` in the favourable direction never takes away a permission that its opposite would give
prove-knowing = `{ $id }`: `{ $path }` in the favourable direction never takes away a permission that was there without it
prove-unknown = `{ $id }`: without `{ $path }` the rule opens no more than when it is recorded as unfavourable
prove-only-forbids = `{ $id }` opens nothing that the law does not open
prove-leaves-duty = `{ $id }` does not say no in every case in which the law orders disclosure under { $duty }
prove-leaves-channel = `{ $id }` leaves a channel to those whom the law orders to be warned
prove-same = Nothing has changed: every conceivable flow gets the same answer.
prove-opened = OPENED  It passes now, and did not before, because of `{ $id }` ({ $action }):
prove-closed = CLOSED  It passed before, and does not now, because of `{ $id }` ({ $action }):
prove-told = `{ $id }` ({ $action }) holds now, and did not before:
prove-untold = `{ $id }` ({ $action }) held before, and does not now:
prove-change-undecided = It could not be decided: { $why }
