#!/usr/bin/env bash
# Makes the archive of one platform: the program, its licences, completions and manual. `package.sh BINARY TARGET FOLDER`.
# BINARY must run here. Prints the archive's path.
set -euo pipefail
binary=$1 target=$2 folder=$3
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
version=$("$binary" --version)
name=taushet-${version#taushet }-$target
mkdir -p "$folder/$name/completions"
cp "$binary" "$top"/README.md "$top"/CHANGELOG.md "$top"/LICENSE-* "$folder/$name/"
"$binary" man "$folder/$name/man"
for shell in bash zsh fish powershell elvish nushell; do
  "$binary" completions "$shell" >"$folder/$name/completions/taushet.$shell"
done
cd "$folder"
case $target in
  *windows*) archive=$name.zip && 7z a -bso0 "$archive" "$name" ;;
  # The same bytes of the same files: names in order, nobody's names, one time.
  *linux*) archive=$name.tar.gz && tar --sort=name --owner=0 --group=0 --numeric-owner --mtime=@"${SOURCE_DATE_EPOCH:-0}" -cf - "$name" | gzip -n >"$archive" ;;
  *) archive=$name.tar.gz && tar -czf "$archive" "$name" ;;
esac
rm -r "$name"
printf '%s\n' "$folder/$archive"
