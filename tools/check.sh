# shellcheck shell=sh
# ./turnstone check: over the documents in a program of rehearsal; with --mutation and --fuzz over the tests of admission,
# by Maven and by Jazzer. Those two resolve test libraries, which a run of the house does not need.

FUZZ_TARGETS="pass journal message"
CORPUS="$TURNSTONE_HOME/admission/src/test/resources/corpus"
FUZZ="$STATE/fuzz"

check_command() {
  case ${1:-} in
    --mutation)
      [ $# -eq 1 ] || refuse "--mutation stands alone." "$2" "" "./turnstone help check"
      check_mutation
      ;;
    --fuzz)
      [ $# -le 2 ] || refuse "--fuzz takes minutes and nothing more." "$3" "" "./turnstone help check"
      check_fuzz "${2:-10}"
      ;;
    --mut* | --fuz*) refuse "There is no flag $1 of check." "$1" "--mutation --fuzz --json --in" "./turnstone help check" ;;
    *) run_part rehearsal dev.turnstone.rehearsal.app.Main check "$@" ;;
  esac
}

# Would a test notice? PIT changes rules, codecs, records and ledger in small ways and looks whether a test fails.
check_mutation() {
  require_jdk
  require_maven
  take_lock
  reports="$TURNSTONE_HOME/admission/target/pit-reports"
  rm -rf "$reports"
  started=$(date +%s)
  least=$(sed -n 's:.*<mutationThreshold>\([0-9]*\)<.*:\1:p' "$TURNSTONE_HOME/admission/pom.xml")
  say "changing admission's rules, codecs, records and ledger, and running the tests on each change: some minutes …"
  count_mutants "$$" &
  counter=$!
  broken=no
  (cd "$TURNSTONE_HOME" && maven show_build -P mutation -pl admission test-compile org.pitest:pitest-maven:mutationCoverage) ||
    broken=yes
  kill "$counter" 2>/dev/null
  wait "$counter" 2>/dev/null
  clear_line
  release_lock
  if [ ! -s "$reports/mutations.csv" ]; then
    show_errors
    say "All that Maven said: $LOG"
    fail "No change was tried: the build failed."
  fi
  say "$(seconds_since "$started") s"
  sum_mutants "$reports/mutations.csv" "${least:-100}" || broken=yes
  if [ $broken = yes ]; then
    say "What went unnoticed: $reports/mutations.csv"
    grep -q 'is below threshold' "$LOG" || show_errors
    exit 1
  fi
}

# A line that counts while the process that asked for it lives; a sentence a minute where there is no terminal.
count_mutants() {
  waited=0
  while sleep 5 && kill -0 "$1" 2>/dev/null; do
    waited=$((waited + 5))
    tried=$(wc -l 2>/dev/null <"$reports/mutations.csv") || continue
    passing "about $((tried)) changes tried, $waited s"
    if [ ! -t 2 ] && [ $((waited % 60)) -eq 0 ]; then say "  about $((tried)) changes tried, $waited s"; fi
  done
}

# sum_mutants CSV LEAST: noticed of tried for each package, and the one last line; fails below LEAST percent.
sum_mutants() {
  awk -F , -v least="$2" '
    {
      package = $2
      sub(/\.[^.]*$/, "", package)
      sub(/^.*\./, "", package)
      if (!(package in tried)) order[++packages] = package
      tried[package]++
      all++
      if ($6 !~ /^(SURVIVED|NO_COVERAGE|NOT_STARTED|STARTED)$/) { noticed[package]++; all_noticed++ }
    }
    END {
      for (i = 1; i <= packages; i++) told(order[i], noticed[order[i]], tried[order[i]])
      told("all", all_noticed, all)
      exit 100 * all_noticed < least * all
    }
    function told(what, of, among) {
      printf "%-10s %3d %% of %d changes noticed%s\n", what, int(100 * of / among), among, what == "all" ? ", at least " least " % wanted" : ""
    }' "$1"
}

# Whatever comes from outside is read without a fault: Jazzer looks for what is not, guided by the code it reaches.
check_fuzz() {
  case $1 in
    '' | *[!0-9]* | 0*) refuse "--fuzz takes whole minutes, not \"$1\"." "$1" "10" "./turnstone help check" ;;
  esac
  require_jdk
  require_maven
  choose_temporary
  take_lock
  (cd "$TURNSTONE_HOME" && build -P fuzz -pl admission process-test-classes) || fail "The build failed."
  # A copy, so that a build beside it pulls no class from under it.
  running="$FUZZ/running.$$"
  mkdir -p "$FUZZ/found" "$running" || fail "$FUZZ cannot be written."
  cp -R "$TURNSTONE_HOME/admission/target/classes" "$TURNSTONE_HOME/admission/target/test-classes" "$running/" ||
    fail "The built classes could not be copied into $FUZZ: is the disk full?"
  IFS= read -r libraries <"$TURNSTONE_HOME/admission/target/fuzz-classpath.txt" || [ -n "$libraries" ] || fail "The build left no class path."
  release_lock
  classes="$running/classes:$running/test-classes"
  trap 'rm -rf "$running"' EXIT
  outcome=0
  for name in $FUZZ_TARGETS; do fuzz_one "$name" "$1" || outcome=1; done
  say "the corpus that is kept: $(corpus_kilobytes) kB in $CORPUS"
  exit $outcome
}

# fuzz_one NAME MINUTES
fuzz_one() {
  mkdir -p "$FUZZ/$1"
  fuzz_log="$FUZZ/$1.log"
  started=$(date +%s)
  say "$1: $2 min …"
  jazzer "$1" -max_total_time=$(($2 * 60)) -print_final_stats=1 "$FUZZ/$1" "$CORPUS/$1"
  took=$(seconds_since "$started")
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$fuzz_log")
  cover=$(sed -n 's/^#.* cov: \([0-9]*\) ft: \([0-9]*\) .*/\1 edges, \2 features/p' "$fuzz_log" | tail -n 1)
  reproducer=$(sed -n 's/^.*Test unit written to //p' "$fuzz_log" | tail -n 1)
  if [ "$code" -ne 0 ] || [ -n "$reproducer" ]; then
    printf 'FOUND %-8s %s\n' "$1" "$(sed -n -e 's/^== Java Exception: //p' -e 's/^==.*ERROR: //p' "$fuzz_log" | head -n 1)"
    say "      the input: ${reproducer:-none was written}"
    say "      all that was said: $fuzz_log"
    return 1
  fi
  before=$(inputs_in "$CORPUS/$1")
  keep_what_is_new "$1"
  printf 'ok    %-8s %s executions in %s s, %s, %s new inputs kept\n' \
    "$1" "${runs:-0}" "$took" "${cover:-nothing reached}" $(($(inputs_in "$CORPUS/$1") - before))
}

# Of all that was found, the few smallest that reach something which the corpus does not.
keep_what_is_new() {
  mv "$fuzz_log" "$fuzz_log.run"
  jazzer "$1" -merge=1 "$CORPUS/$1" "$FUZZ/$1" || say "$1: what is new could not be told apart: $fuzz_log"
  mv "$fuzz_log" "$FUZZ/$1.merge.log"
  mv "$fuzz_log.run" "$fuzz_log"
}

# jazzer NAME ARGUMENTS…
jazzer() {
  target_name=$1
  shift
  first=$(printf '%.1s' "$target_name" | tr '[:lower:]' '[:upper:]')
  words="$TURNSTONE_HOME/admission/src/test/resources/fuzz/$target_name.dict"
  [ -f "$words" ] && set -- "-dict=$words" "$@"
  code_file="$FUZZ/code.$$"
  {
    # What it leaves behind in its working folder belongs to the finding.
    (cd "$FUZZ/found" && "$JDK/bin/java" -Xmx1g -XX:+EnableDynamicAgentLoading -Xshare:off --enable-native-access=ALL-UNNAMED \
      --sun-misc-unsafe-memory-access=allow -Djava.io.tmpdir="$TEMPORARY" -cp "$classes:$libraries" \
      com.code_intelligence.jazzer.Jazzer --instrumentation_includes='dev.turnstone.**' --reproducer_path="$FUZZ/found" \
      --target_class="dev.turnstone.admission.fuzz.$first${target_name#?}Target" \
      -artifact_prefix="$FUZZ/found/$target_name-" -max_len=4096 -timeout=10 "$@" </dev/null 2>&1)
    echo $? >"$code_file"
  } | tee "$fuzz_log" | show_fuzz "$target_name"
  code=$(cat "$code_file" 2>/dev/null || echo 1)
  rm -f "$code_file"
  return "$code"
}

# How often it ran, and how far it reached; a sentence at each later doubling where there is no terminal.
show_fuzz() {
  while IFS= read -r line; do
    case $line in
      '#'*' cov: '*)
        shown=$(printf '%s' "$line" | tr '\t' ' ')
        passing "$1: ${shown#\#}"
        case $shown in '#'?????*' pulse '*) [ -t 2 ] || say "  ${shown#\#}" ;; esac
        ;;
    esac
  done
  clear_line
}

inputs_in() { find "$1" -type f | wc -l; }

corpus_kilobytes() { find "$CORPUS" -type f -exec cat {} + | wc -c | awk '{ printf "%d", ($1 + 999) / 1000 }'; }
