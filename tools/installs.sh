#!/usr/bin/env bash
# Tries every way to install, each in an empty HOME of its own, from a wheel and an sdist built twice.
#
#   tools/installs.sh [PYTHON]...      python3 where none is named
#
# Needs pip's index (or a local one), and pipx and uv on PATH: a way whose tool is missing is named.
set -euo pipefail
cd "$(dirname "$0")/.."

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
done
export HOME=$real_home

step "All good"
