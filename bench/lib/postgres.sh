# A PostgreSQL cluster of one's own, with the durability it comes with. To be sourced.
postgres_folder=
as=()
[ "$(id -u)" != 0 ] || as=(runuser -u postgres --) # initdb and postgres refuse root

pg() { # PROGRAM ARGUMENT…
  "${as[@]}" "$postgres/$1" "${@:2}"
}

# In the folder, which is made where it is not there; $connection then leads to it.
start_postgres() { # FOLDER
  postgres=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
  [ -x "$postgres/initdb" ] || { echo 'bench/run --provider Postgres needs PostgreSQL in /usr/lib/postgresql' >&2; exit 1; }
  mkdir -p "$1"
  [ -z "${as[*]}" ] || chown postgres "$1"
  if [ ! -e "$1/PG_VERSION" ]; then
    pg initdb --pgdata="$1" --username=postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync --no-instructions >"$tmp/initdb.log"
  fi
  postgres_folder=$1
  postgres_port=$(free_port)
  pg pg_ctl start --wait --silent --pgdata="$1" --log="$1/log" \
    --options="-c listen_addresses=127.0.0.1 -c port=$postgres_port -c unix_socket_directories= -c shared_buffers=512MB -c max_wal_size=4GB"
  export PGHOST=127.0.0.1 PGPORT=$postgres_port PGUSER=postgres
  pg psql -Atc "SELECT 1 FROM pg_database WHERE datname = 'articles'" | grep -q 1 || pg createdb articles
  connection="Host=127.0.0.1;Port=$postgres_port;Username=postgres;Database=articles;Maximum Pool Size=32"
}

stop_postgres() {
  [ -z "$postgres_folder" ] || pg pg_ctl stop --silent --mode=fast --pgdata="$postgres_folder" || true
}

# What the database alone answers to as many clients, in transactions/s; the median of the rounds.
pgbench_rate() { # SQL
  local all # the name that most articles are filed under
  all=$(pg psql -Atc 'SELECT t."ListId" FROM postings t JOIN article_heads h ON h."PublicationKey" = t."Position" AND h."ArticleKey" = t."Key" GROUP BY 1 ORDER BY count(*) DESC LIMIT 1' articles)
  for _ in $(seq "$rounds"); do
    "$postgres/pgbench" --no-vacuum --protocol=prepared --client=16 --jobs=1 --time="$seconds" --define=articles="$articles" --define=all="$all" --file="$1" articles |
      sed -n 's/^tps = \([0-9.]*\).*/\1/p'
  done | median
}
