#!/usr/bin/env bash
# What the full test suite uses beside Node, from Debian's packages: strace (no connection leaves the machine), unzip
# (data sets) and libevtx-utils (an independent reader of event logs to compare with). Tests that lack one are skipped.
set -euo pipefail

packages=(strace unzip libevtx-utils)
missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
if [ "${#missing[@]}" -eq 0 ]; then
  echo "All packages are there: ${packages[*]}"
  exit 0
fi
if ! command -v apt-get >/dev/null; then
  echo "This is no Debian system; install by hand: ${missing[*]}" >&2
  exit 1
fi
sudo=()
[ "$(id -u)" -eq 0 ] || sudo=(sudo)
"${sudo[@]}" apt-get update -qq
DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}"
