#!/usr/bin/env bash
# check.sh BASE_URL: generates a client from openapi.json by NSwag, compiles it with Program.cs, strictly, and runs it.
set -euo pipefail
cd "$(dirname "$0")"
. ../shared/lib.sh "$@"

dotnet build NSwagClient.csproj -p:OpenApi="$openapi" -v quiet
dotnet generated/artifacts/bin/NSwagClient/debug/NSwagClient.dll "$base"
