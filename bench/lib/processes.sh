# Processes that answer HTTP, and what they cost. To be sourced.
pids=()

finish() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null || true; done
  stop_postgres
  rm -rf "$tmp"
}

free_port() {
  local port
  while port=$((20000 + RANDOM % 10000)); do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
}

await() { # URL PID LOG
  for _ in $(seq 1500); do
    curl -fs -o /dev/null "$1" && return
    kill -0 "$2" 2>/dev/null || break
    sleep 0.02
  done
  echo "no answer from $1" >&2
  cat "$3" >&2
  return 1
}

# Starts a process in the background: its id in $pid. It is this shell that becomes it, so the id is its own.
start() { # LOG COMMAND…
  local log=$1
  shift
  "$@" </dev/null >"$log" 2>&1 &
  pid=$!
  pids+=("$pid")
}

stop() { # PID
  kill "$1" && wait "$1" 2>/dev/null || true
}

milliseconds() { date +%s%3N; }
rss() { awk '/^RssAnon/ { print $2 }' "/proc/$1/status"; }
# Hundredths of a second of processor time so far.
ticks() { awk '{ print $14 + $15 }' "/proc/$1/stat"; }

# The service with the settings that a benchmark needs: its own limits off, nothing loaded that was not asked for.
service() { # ARGUMENT…
  cd "$program"
  export ASPNETCORE_ENVIRONMENT=Production DOTNET_ENVIRONMENT=Production
  export Database__Provider=$provider ConnectionStrings__Articles=$connection
  export RateLimits__Enabled=false RateLimits__OpenPerMinute=1000000000
  export Seeds__Load=Never Seeds__Path=$tmp/none
  exec dotnet ArticleApi.dll "$@"
}

# Serves with as much output cache, the address in $url and the process in $pid. How long it took joins the starts.
serve() { # NAME MEGABYTES
  local begun
  url=http://127.0.0.1:$(free_port)
  begun=$(milliseconds)
  OutputCache__Megabytes=$2 start "$tmp/$1.log" service --urls "$url"
  await "$url/v1/articles?limit=1" "$pid" "$tmp/$1.log"
  echo $(($(milliseconds) - begun)) >>"$tmp/starts"
}
