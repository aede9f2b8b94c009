#!/usr/bin/env bash
# check.sh BASE_URL: runs both followers of docs/partners.md against the service while articles change. What each has in
# its file must come to be what the list gives; also after it was stopped, and with a cursor of another history.
set -euo pipefail
cd "$(dirname "$0")"
. ../shared/lib.sh "$@"
npm_tools

"$bin/tsc" --strict --target es2022 --lib es2022,dom,dom.iterable,dom.asynciterable --module nodenext --types node \
  --outDir generated follow.ts
exec python3 check.py "$base" python3=follow.py node=generated/follow.js
