#!/usr/bin/env bash
# check.sh BASE_URL: generates a client from openapi.json by @hey-api/openapi-ts, compiles it with client.ts, strictly, and runs it.
set -euo pipefail
cd "$(dirname "$0")"
. ../shared/lib.sh "$@"
npm_tools

OPENAPI=$openapi "$bin/openapi-ts" --silent
"$bin/tsc" --project .
node generated/out/hey-api/client.js "$base"
