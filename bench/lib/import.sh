# Makes a corpus and loads it into the service's database and the yardstick's. To be sourced.
import() {
  local corpus=$folder/corpus.ndjson begun import_pid
  dotnet artifacts/bin/Corpus/release/Corpus.dll --articles "$articles" --out "$corpus"
  rm -f "$yardstick"*
  dotnet artifacts/bin/Yardstick/release/Yardstick.dll load "$yardstick" "$corpus" >"$tmp/load.log"

  local source=("$database")
  if [ "$provider" = Postgres ]; then
    pg dropdb articles
    pg createdb articles
    source=("$postgres/psql" -Atc 'SELECT "LastSequence" FROM log_sequence' articles)
  else
    rm -f "$database"*
  fi
  begun=$(milliseconds)
  service import "$corpus" --format ndjson </dev/null >"$tmp/import.log" 2>&1 &
  import_pid=$!
  python3 bench/lib/watch.py "$import_pid" "${source[@]}" >"$tmp/import.samples"
  wait "$import_pid" || { echo 'the service could not import the corpus:' >&2; tail -n 20 "$tmp/import.log" >&2; exit 1; }
  awk -v all="$articles" -v ms="$(($(milliseconds) - begun))" -v yardstick="$(sed -n 's/.*, \([0-9]*\) articles\/s$/\1/p' "$tmp/load.log")" '
    # When the count was reached, between two samples.
    function at(count,  i) {
      for (i = 1; i <= NR; i++) if (seq[i] >= count) return seq[i] == seq[i - 1] ? time[i] : time[i - 1] + (time[i] - time[i - 1]) * (count - seq[i - 1]) / (seq[i] - seq[i - 1])
      return ms / 1000
    }
    { time[NR] = $1; seq[NR] = $2; if ($3 > peak) peak = $3 }
    END {
      printf "- import: %d articles in %.1f s, %d articles/s; RssAnon up to %d MB; the yardstick loads %d articles/s\n", all, ms / 1000, all / ms * 1000, peak / 1024, yardstick
      if (all >= 200000) printf "- import, first 100,000: %d articles/s; last 100,000: %d articles/s\n", 100000 / at(100000), 100000 / (at(all) - at(all - 100000))
    }' "$tmp/import.samples" >>"$facts"
  rm -f "$corpus"
}
