#!/usr/bin/env bash
# check.sh BASE_URL: generates a client from openapi.json by Kiota, compiles it with Program.cs, strictly, and runs it.
set -euo pipefail
cd "$(dirname "$0")"
. ../shared/lib.sh "$@"

# With its backing store it tells what was set to null from what was not set, as a merge patch needs.
kiota=Microsoft.Kiota.Serialization
KIOTA_OFFLINE_ENABLED=true dotnet kiota generate --language CSharp --openapi "$openapi" --output generated/client \
  --class-name ArticleApiClient --namespace-name ArticleApi.Clients.Generated --exclude-backward-compatible --backing-store \
  --serializer $kiota.Json.JsonSerializationWriterFactory --serializer $kiota.Text.TextSerializationWriterFactory \
  --deserializer $kiota.Json.JsonParseNodeFactory --deserializer $kiota.Text.TextParseNodeFactory \
  --log-level error >/dev/null
dotnet build KiotaClient.csproj -v quiet
dotnet generated/artifacts/bin/KiotaClient/debug/KiotaClient.dll "$base"
