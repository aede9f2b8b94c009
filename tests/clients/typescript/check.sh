#!/usr/bin/env bash
# check.sh BASE_URL: generates types from openapi.json, compiles client.ts with them, strictly, and runs it.
set -euo pipefail
cd "$(dirname "$0")"
. ../shared/lib.sh "$@"
npm_tools

"$bin/openapi-typescript" "$openapi" --output generated/schema.ts >/dev/null
"$bin/tsc" --project .
node generated/out/typescript/client.js "$base"
