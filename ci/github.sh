#!/usr/bin/env bash
# The steps of action.yml: `install` and `check`. What a user states comes in through the environment and is only ever
# an argument; nothing of it is run.
set -euo pipefail

refuse() {
  printf '::error::%s\n' "$1"
  exit 2
}

# Fetches a release, holds it against its checksum and puts it in the path.
install() {
  local target suffix=tar.gz name archive folder
  [[ $VERSION =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.]+)?$ ]] || refuse 'version skal være en utgave, for eksempel 0.1.0'
  case "$RUNNER_OS-$RUNNER_ARCH" in
    Linux-X64) target=x86_64-unknown-linux-musl ;;
    Linux-ARM64) target=aarch64-unknown-linux-musl ;;
    macOS-X64) target=x86_64-apple-darwin ;;
    macOS-ARM64) target=aarch64-apple-darwin ;;
    Windows-X64) target=x86_64-pc-windows-msvc suffix=zip ;;
    *) refuse "ingen ferdig utgave for $RUNNER_OS $RUNNER_ARCH: installer taushet selv, og la version være tom" ;;
  esac
  name=taushet-$VERSION-$target archive=$name.$suffix folder=$RUNNER_TEMP/taushet
  mkdir -p "$folder"
  cd "$folder"
  local file
  for file in "$archive" SHA256SUMS; do
    curl --proto '=https,file' --tlsv1.2 --fail --silent --show-error --location --retry 3 \
      --output "$file" "$RELEASES/v$VERSION/$file" || refuse "$file kan ikke hentes fra $RELEASES"
  done
  local sum=(sha256sum)
  command -v sha256sum >/dev/null || sum=(shasum -a 256)
  awk -v name="$archive" '$2 == name' SHA256SUMS | "${sum[@]}" --check - || refuse "$archive er ikke den som ble utgitt"
  if [[ $suffix == zip ]]; then unzip -oq "$archive"; else tar -xzf "$archive"; fi
  printf '%s\n' "$folder/$name" >>"$GITHUB_PATH"
}

# Adds each line of a text to `args`.
add_lines() {
  local line
  while IFS= read -r line; do
    line=${line%$'\r'}
    [[ -z $line ]] || args+=("$line")
  done <<<"$1"
}

escaped() { sed -e 's/&/\&amp;/g' -e 's/</\&lt;/g' -e 's/>/\&gt;/g'; }

# Checks, and tells the next steps how it went. Never fails itself: the findings must get out first.
check() {
  local args=() code=0 folder
  folder=$(mktemp -d)
  [[ $SARIF != *[,$'\n']* ]] || refuse 'sarif skal være én sti, uten komma'
  [[ -z $CONFIG ]] || args+=("--config=$CONFIG")
  [[ -z $FAIL_ON ]] || args+=("--fail-on=$FAIL_ON")
  [[ -z $BASELINE ]] || args+=("--baseline=$BASELINE")
  [[ -z $LANGUAGE_OF_TEXTS ]] || args+=("--language=$LANGUAGE_OF_TEXTS")
  add_lines "$MORE"
  args+=(--)
  add_lines "$PATHS"
  # An old file must not be taken for this run's.
  rm -f -- "$SARIF"
  taushet check --format=github --format="sarif=$SARIF" --format="human=$folder/human" --format="short=$folder/short" \
    "${args[@]}" || code=$?
  printf 'exit-code=%s\n' "$code" >>"$GITHUB_OUTPUT"
  [[ ! -s $SARIF ]] || printf 'sarif=%s\n' "$SARIF" >>"$GITHUB_OUTPUT"
  local meaning
  case $code in
    0) meaning='ingen funn som er alvorlige nok' ;;
    1) meaning='funn' ;;
    2) meaning='noe kunne ikke kontrolleres' ;;
    3) meaning='fant ingen dokumenter å kontrollere' ;;
    *) meaning='programmet svikter' ;;
  esac
  {
    printf '### taushet: %s\n\n' "$meaning"
    if [[ -s $folder/human ]]; then
      tail -n 1 "$folder/human" | escaped
      printf '\n<pre>\n'
      head -n 50 "$folder/short" | escaped
      printf '</pre>\n'
    fi
  } >>"$GITHUB_STEP_SUMMARY"
  rm -r "$folder"
}

case ${1-} in
  install) install ;;
  check) check ;;
  *) refuse 'github.sh install|check' ;;
esac
