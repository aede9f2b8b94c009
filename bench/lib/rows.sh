# What is measured: each row is a request to the service, with the yardstick's for the same where there is one. To be sourced.
sizes=()
mkdir -p "$tmp/walk"
python3 bench/lib/client.py walk "${urls[cold]}" "$tmp/walk"
articles=$(cat "$tmp/walk/count")
sed 's|^|/v1/articles/|' "$tmp/walk/ids" >"$tmp/paths/ids"
sed 's|^|/v1/articles/|' "$tmp/walk/slugs" >"$tmp/paths/slugs"
[ -z "${urls[yardstick]:-}" ] || curl -fsS "${urls[yardstick]}/slugs" | python3 -c 'import json, sys, urllib.parse; print(*("/article/" + urllib.parse.quote(slug) for slug in json.load(sys.stdin)), sep="\n")' >"$tmp/paths/yardstick-slugs"

one=$(head -n 1 "$tmp/paths/ids")
etag=$(curl -fsSI "${urls[cached]}$one" | tr -d '\r' | sed -n 's/^[Ee][Tt]ag: //p')
year='publishedFrom=2020-01-01&publishedBefore=2021-01-01'
mapfile -t words < <(dotnet artifacts/bin/Corpus/release/Corpus.dll --markers | sort -k2n | cut -f1)

row 'one article, cached' cached "$(path one "$one")"
row 'one article, 304' cached "$(path one "$one")" - "If-None-Match: $etag"
row 'one article by id' cold "$tmp/paths/ids"
row 'one article by slug' cold "$tmp/paths/slugs" "$tmp/paths/yardstick-slugs"
row 'list of 20' cold "$(path list /v1/articles)" "$(path y-list /list)"
row 'photo country, a year' cold "$(path filter "/v1/articles?photoCountry=UA&$year")" "$(path y-filter '/filter?country=UA&from=2020-01-01&before=2021-01-01')"
search() { # NAME WORD
  row "search, $1, newest" cold "$(path "$2" "/v1/articles?q=$2&sort=-publishedAt")" "$(path "y-$2" "/search?word=$2")"
}
search 'half of all' "${words[0]}"
search '1 in 20' "${words[1]}"
row 'search, 1 in 20, ranked' cold "$(path ranked "/v1/articles?q=${words[1]}&sort=relevance")" "$(path y-ranked "/search-ranked?word=${words[1]}")"
search '1 in 200' "${words[2]}"
search '1 in 10,000' "${words[3]}"
deepest=$((articles * 9 / 10 / 100 * 100))
for depth in 9000 "$deepest"; do
  [ -e "$tmp/walk/cursor-$depth" ] || continue
  name="page after item 9,000"
  [ "$depth" = 9000 ] && [ "$deepest" != 9000 ] || name='page after nine tenths'
  row "$name" cold "$(path "page-$depth" "/v1/articles?cursor=$(cat "$tmp/walk/cursor-$depth")")"
done
# Together they are to cost little more than the dearest of them alone: one execution finds, counts and totals.
common="/v1/articles?q=${words[0]}"
row 'search, half of all, total' cold "$(path total "$common&total=exact")"
row 'search, half of all, facets' cold "$(path search-facets "$common&facets=section,tag,photoCountry")"
row 'search, half of all, both' cold "$(path both "$common&total=exact&facets=section,tag,photoCountry")"
row 'three facets' cold "$(path facets '/v1/articles?facets=section,tag,photoCountry&limit=0')"
row 'three facets of a country' cold "$(path facets-country '/v1/articles?facets=section,tag,photoCountry&limit=0&photoCountry=UA')"
