#!/usr/bin/env bash
# readme.sh [FILE]: runs the ```bash blocks that follow a line `<!-- checked -->`, against the service on http://localhost:5080.
# All blocks share one shell, in order and from the repository's root; the first command that fails, fails the check.
set -euo pipefail
cd "$(dirname "$0")/../.."
file=${1:-README.md}
script=$(mktemp)
trap 'rm -f "$script"' EXIT

awk '
  /^<!-- checked -->[ \t]*$/       { marked = 1; next }
  marked && /^[ \t]*$/ && !inside  { next }
  marked && /^```bash[ \t]*$/      { inside = 1; blocks++; printf "echo \"-- %s:%d\"\n", FILENAME, NR; next }
  inside && /^```[ \t]*$/          { inside = marked = 0; next }
  inside                           { print; next }
                                   { marked = 0 }
  END { if (inside) { print "a block is not closed" > "/dev/stderr"; exit 1 }
        if (!blocks) { print FILENAME ": no block follows <!-- checked -->" > "/dev/stderr"; exit 1 } }
' "$file" > "$script"

bash -euo pipefail "$script" < /dev/null
