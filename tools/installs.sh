#!/usr/bin/env bash
# Tries every way to install, each in an empty HOME of its own, from a wheel and an sdist built twice,
# and each extra with the command that needs it.
#
#   tools/installs.sh [PYTHON]...      python3 where none is named
#
# Needs pip's index (or a local one), and pipx and uv on PATH: a way whose tool is missing is named.
set -Eeuo pipefail
trap 'echo "line $LINENO does not work" >&2' ERR
cd "$(dirname "$0")/.."
root=$PWD

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
pythons=("$@")
[ ${#pythons[@]} -gt 0 ] || pythons=(python3)

step() { printf '\n== %s\n' "$*"; }

step "Two builds, the same bytes"
# pip's frontend is not asked twice for the same file: each build has a folder of its own.
for turn in one two; do
  "${pythons[0]}" -m venv "$work/build-$turn"
  "$work/build-$turn/bin/pip" install --quiet --disable-pip-version-check build
  "$work/build-$turn/bin/python" -m build --outdir "$work/$turn" . >"$work/build.log" 2>&1 \
    || { cat "$work/build.log"; exit 1; }
done
(cd "$work/one" && sha256sum ./*) | tee "$work/one.sums"
(cd "$work/two" && sha256sum --quiet --check "$work/one.sums") && echo "the second build is the same"

use() {  # use PROGRAM: what a stranger does first
  (
    cd "$HOME"
    "$1" --version
    "$1" demo >demo.txt
    grep -q "frown lines" demo.txt
    "$1" add 11s=20 -p botox --on yesterday >/dev/null
    "$1" brief --save visit.html >/dev/null 2>&1
    grep -q "frown lines" visit.html
    "$1" topics veins >/dev/null
    "$1" completion bash >/dev/null
  )
}

try() {  # try NAME PROGRAM COMMAND...: install in an empty HOME, then use
  local name=$1 program=$2
  shift 2
  export HOME="$work/home/$name"
  mkdir -p "$HOME"
  printf '%-34s ' "$name"
  "$@" >"$HOME/install.log" 2>&1 || { echo FAILED; cat "$HOME/install.log"; exit 1; }
  use "$program"
  man_page=$(find "$HOME" -path '*share/man/man1/botoxlog.1' | head -1)
  [ -n "$man_page" ] || { echo "no man page"; exit 1; }
}

occupied() { du -sk "$HOME/venv" | cut -f1; }

with_extra() {  # with_extra PYTHON FILE EXTRA: install without, then with; note what each took
  local bare plain
  "$1" -m venv "$HOME/venv" && bare=$(occupied) \
    && "$HOME/venv/bin/pip" install --disable-pip-version-check "$2" && plain=$(occupied) \
    && "$HOME/venv/bin/pip" install --disable-pip-version-check "$2[$3]" \
    && echo "$((plain - bare)) kB, the extra $(($(occupied) - plain)) kB more" >"$HOME/took"
}

use_png() {
  "$1" timeline --save picture.png >/dev/null 2>&1
  file_begins picture.png '.PNG'
}

use_encrypt() {
  export BOTOXLOG_PASSPHRASE_COMMAND='echo a few words'
  "$1" encrypt >/dev/null 2>&1
  file_begins .local/share/botoxlog/journal.toml '-----BEGIN AGE'
  "$1" log | grep 'frown lines' >/dev/null
  "$1" decrypt >/dev/null 2>&1
}

use_xlsx() {
  (cd "$root" && "$HOME/venv/bin/python" -c "
from pathlib import Path
from tests.input.sheets import xlsx
rows = [['Date', 'Area', 'Units', 'Product'], ['2026-02-03', 'chin', 6, 'Xeomin']]
Path('$HOME/diary.xlsx').write_bytes(xlsx({'Diary': rows}))")
  "$1" import diary.xlsx --yes >/dev/null
  "$1" log | grep 'chin' >/dev/null
}

file_begins() { head -c 40 "$1" | tr -c '[:print:]' '.' | grep "^$2" >/dev/null; }

by_pip() { "$1" -m venv "$HOME/venv" && "$HOME/venv/bin/pip" install --disable-pip-version-check "$2"; }
by_pipx() { pipx install --python "$1" "$2"; }
by_uv() { uv tool install --python "$1" "$2"; }

real_home=$HOME
for python in "${pythons[@]}"; do
  step "$("$python" --version)"
  version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
  for file in "$work"/one/*.whl "$work"/one/*.tar.gz; do
    kind=${file##*.}
    try "$version-pip-$kind" "$work/home/$version-pip-$kind/venv/bin/botoxlog" by_pip "$python" "$file"
    for tool in pipx uv; do
      if command -v "$tool" >/dev/null; then
        name="$version-$tool-$kind"
        try "$name" "$work/home/$name/.local/bin/botoxlog" "by_$tool" "$python" "$file"
      else
        echo "$tool is not here: not tried"
      fi
    done
  done
  for extra in png encrypt xlsx; do
    name="$version-pip-[$extra]"
    program="$work/home/$name/venv/bin/botoxlog"
    try "$name" "$program" with_extra "$python" "$work"/one/*.whl "$extra"
    (cd "$HOME"; "use_$extra" "$program")
    printf '%34s %s\n' "" "$(cat "$HOME/took")"
  done
done
export HOME=$real_home

step "All good"
