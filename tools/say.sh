# shellcheck shell=sh
# How the script speaks: results on stdout, progress and faults on stderr, one line that is rewritten on a terminal.

say() { printf '%s\n' "$*" >&2; }

fail() {
  clear_line
  say "$*"
  exit 1
}

# A line that the next one replaces; nothing where stderr is not a terminal.
if [ -t 2 ] && [ "${TERM:-dumb}" != dumb ]; then
  passing() { printf '\r\033[K  %.100s' "$*" >&2; }
  clear_line() { printf '\r\033[K' >&2; }
else
  passing() { :; }
  clear_line() { :; }
fi

# nearest WORD "CANDIDATES": the candidate a person most likely meant, or nothing.
nearest() {
  printf '%s\n' "$2" | tr ' ' '\n' | awk -v word="$1" '
    function least(a, b, c) { if (b < a) a = b; return c < a ? c : a }
    function distance(a, b,   i, j, row, above, corner) {
      for (j = 0; j <= length(b); j++) row[j] = j
      for (i = 1; i <= length(a); i++) {
        corner = row[0]; row[0] = i
        for (j = 1; j <= length(b); j++) {
          above = row[j]
          row[j] = least(row[j] + 1, row[j - 1] + 1, corner + (substr(a, i, 1) != substr(b, j, 1)))
          corner = above
        }
      }
      return row[length(b)]
    }
    $0 != "" {
      d = distance(tolower(word), $0)
      if (length(word) > 2 && index($0, tolower(word)) == 1) d = 1
      if (best == "" || d < shortest) { best = $0; shortest = d }
    }
    END { if (best != "" && shortest <= 1 + length(best) / 3) print best }'
}

# refuse SENTENCE WORD CANDIDATES HELP: an unknown command or flag; a suggestion, and exit 2.
refuse() {
  say "$1"
  suggestion=$(nearest "$2" "$3")
  [ -n "$suggestion" ] && say "Did you mean \"$suggestion\"?"
  say "Everything there is: $4"
  exit 2
}

seconds_since() { echo $(($(date +%s) - $1)); }
