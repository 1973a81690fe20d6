#!/bin/sh
# Starts Mingjian from its own folder; the first time it installs what lies in wheels/, without network and without root.
# ./start.sh demo loads the sample county; every other door of app.py works the same way.
set -eu
cd "$(dirname "$0")"
if [ ! -f .venv/.installed ]; then
  for python in ${PYTHON:-python3.13 python3.12 python3.11 python3}; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$python; break; fi
  done
  if [ -z "${found:-}" ]; then
    echo "没有找到 Python 3.11 或更新的版本：请装好 Python（或设 PYTHON=它的路径）再运行本脚本。" >&2
    echo "No Python 3.11 or newer was found: install it, or set PYTHON to its path, and run this again." >&2
    exit 1
  fi
  "$found" -m venv --without-pip .venv
  pip=$(echo wheels/pip-*.whl)
  if ! .venv/bin/python "$pip/pip" install --quiet --no-index --find-links wheels -r requirements.txt; then
    echo "wheels 里没有适合 $("$found" --version) 的安装包：请换用 Python 3.11、3.12 或 3.13。" >&2
    exit 1
  fi
  touch .venv/.installed
fi
exec .venv/bin/python app.py "$@"
