#!/usr/bin/env bash
# check.sh BASE_URL: generates types from openapi.json, compiles client.ts with them, strictly, and runs it.
set -euo pipefail
base=${1:?check.sh BASE_URL}
cd "$(dirname "$0")"
[ -d ../node_modules ] || npm ci --prefix .. --no-progress

bin=../node_modules/.bin
rm -rf generated
mkdir generated
"$bin/openapi-typescript" "${OPENAPI:-../../../openapi.json}" --output generated/schema.ts >/dev/null
"$bin/tsc" --project . --noEmit
"$bin/tsc" --project .
node generated/out/client.js "$base" | tee generated/output.txt

for expected in \
  'Turkey Reaffirms Plans to Use Russian-made Missile Defense System' 'Vitaly Nevar' \
  'Over 12,300 Civilians Killed since Start of Ukraine War, UN says' 'Thomas Peter'; do
  grep -qF -- "$expected" generated/output.txt || { echo "missing: $expected" >&2; exit 1; }
done
