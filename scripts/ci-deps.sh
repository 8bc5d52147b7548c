#!/usr/bin/env bash
# What the full test suite uses beside Node. From Debian's packages: strace (no connection leaves the machine), unzip
# (data sets), libevtx-utils (an independent reader of event logs to compare with) and chromium (the interface). From PyPI, where it can be had:
# pySigma (an independent Sigma engine to compare with). Tests that lack one are skipped.
set -euo pipefail
cd "$(dirname "$0")/.."

install_packages() {
  local packages=(strace unzip libevtx-utils chromium) missing=() sudo=() package
  for package in "${packages[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
  done
  if [ "${#missing[@]}" -eq 0 ]; then
    echo "All packages are there: ${packages[*]}"
    return
  fi
  if ! command -v apt-get >/dev/null; then
    echo "This is no Debian system; install by hand: ${missing[*]}" >&2
    return 1
  fi
  [ "$(id -u)" -eq 0 ] || sudo=(sudo)
  "${sudo[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}"
}

# Nothing fails where this fails: only test/differential needs it.
install_pysigma() {
  local venv=test-results/pysigma
  if "$venv/bin/python" -c 'import sigma.backends.sqlite' 2>/dev/null; then
    echo "pySigma is there: $venv"
  elif python3 -m venv "$venv" 2>/dev/null &&
    timeout 180 "$venv/bin/pip" install --quiet 'pysigma==2.0.1' 'pysigma-backend-sqlite==2.1.1'; then
    echo "pySigma is installed: $venv"
  else
    echo "pySigma cannot be had here; test/differential will be skipped." >&2
  fi
}

install_packages
install_pysigma
