# What is not requests per second. To be sourced.
export_rate() {
  local status took count
  count=$(curl -sS -w '%{stderr}%{http_code} %{time_total}\n' --max-time 600 "${urls[cold]}/v1/articles/export" 2>"$tmp/export" | wc -l)
  read -r status took <"$tmp/export"
  case $status in
    200) awk -v n="$count" -v s="$took" 'BEGIN { printf "- export: %d articles in %.1f s, %d articles/s\n", n, s, n / s }' ;;
    400 | 404 | 405) echo '- export: not there' ;;
    *) echo "export: $status" >&2; return 1 ;;
  esac
}
export_rate >>"$facts" || failed=1
printf -- '- start to first answer: %s ms\n' "$(median <"$tmp/starts")" >>"$facts"
printf -- '- RssAnon under load: %d MB without output cache, %d MB with 64 MB of it\n' $((cold_rss / 1024)) $(($(rss "${servers[cached]}") / 1024)) >>"$facts"
if [ "$provider" = Postgres ]; then
  for query in get list; do
    rate=$(pgbench_rate "bench/sql/$query.sql")
    name=$([ $query = get ] && echo 'one article by id' || echo 'list of 20')
    awk -F'\t' -v name="$name" -v rate="$rate" '$1 == name { printf "- pgbench, %s: %d/s; the service %.2f of it\n", name, rate, $3 / rate }' "$figures" >>"$facts"
  done
fi
