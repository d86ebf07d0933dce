# shellcheck shell=sh
# ./turnstone test: the whole build with its checks, every test that needs no special machine, and one last line.

test_command() {
  require_all=no
  chosen=''
  for argument in "$@"; do
    case $argument in
      --require-all) require_all=yes ;;
      -*) refuse "There is no flag $argument of test." "$argument" "--require-all --help" "./turnstone help test" ;;
      *)
        case " $MODULES " in
          *" $argument "*) chosen="$chosen $argument" ;;
          *) refuse "There is no module \"$argument\"." "$argument" "$MODULES" "./turnstone help test" ;;
        esac
        ;;
    esac
  done
  require_jdk
  require_maven
  look_for_companions
  choose_temporary
  take_lock
  rm -rf "$TURNSTONE_HOME"/*/target/surefire-reports
  [ -n "$chosen" ] || begin_copy
  started=$(date +%s)
  # Failures are counted from the reports at the end, so that one module's do not hide the next one's.
  set -- -Dmaven.test.failure.ignore=true -Dmaven.test.redirectTestOutputToFile=true verify
  [ "$TEMPORARY" = "${TMPDIR:-/tmp}" ] || set -- "-Djava.io.tmpdir=$TEMPORARY" "$@"
  if [ -n "$chosen" ]; then
    set -- "-Dtest=$(packages_of "$chosen")" -Dsurefire.failIfNoSpecifiedTests=false -Dturnstone.partial=true \
      -pl "$(printf '%s' "$chosen" | sed -e 's/^ //' -e 's/ /,/g')" -am "$@"
  fi
  test_attempt=1
  until (cd "$TURNSTONE_HOME" && maven show_tests "$@"); do
    { [ $test_attempt -lt 3 ] && network_failed; } || break
    test_attempt=$((test_attempt + 1))
    say "the network failed while downloading: trying again, from where it stopped ($test_attempt of 3)"
  done
  build_broken=no
  grep -q '^\[INFO\] BUILD SUCCESS' "$LOG" || build_broken=yes
  # With failures ignored, Maven passes over a test process that died; we do not.
  grep -q -E 'The forked VM terminated|error in the forked process|There was a timeout in the fork|^\[ERROR\] Crashed tests' "$LOG" && build_broken=yes
  [ -z "$chosen" ] && [ $build_broken = no ] && finish_copy
  release_lock
  conclude
}

# The packages of the modules named, as surefire's -Dtest takes them.
packages_of() {
  list=''
  for module in $1; do
    case $module in
      turnstile-controller) name=turnstile ;;
      kiosk-firmware) name=kiosk ;;
      venue-hub) name=hub ;;
      cloud-api) name=cloud ;;
      *) name=$module ;;
    esac
    list="$list,dev/turnstone/$name/**"
  done
  printf '%s' "${list#,}"
}

# Programs and data that some suites need. Tests read the variables; what is unset, they skip.
look_for_companions() {
  TURNSTONE_CHROMIUM=$(first_program "${TURNSTONE_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable chrome \
    /snap/bin/chromium /opt/google/chrome/chrome /usr/lib/chromium/chromium \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" "/Applications/Chromium.app/Contents/MacOS/Chromium")
  TURNSTONE_MOSQUITTO=$(first_program "${TURNSTONE_MOSQUITTO:-}" mosquitto /usr/sbin/mosquitto /usr/local/sbin/mosquitto \
    /opt/homebrew/sbin/mosquitto)
  if [ -n "$TURNSTONE_CHROMIUM" ]; then export TURNSTONE_CHROMIUM; else unset TURNSTONE_CHROMIUM; fi
  if [ -n "$TURNSTONE_MOSQUITTO" ]; then export TURNSTONE_MOSQUITTO; else unset TURNSTONE_MOSQUITTO; fi
  look_for_test_data
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
  export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD
}

# The first of these that is an executable, as a path.
first_program() {
  for program in "$@"; do
    found=$(command -v "$program" 2>/dev/null) && [ -f "$found" ] && [ -x "$found" ] && printf '%s' "$found" && return 0
  done
  return 0
}

# One line a module: what it is at, and when it is done, how many tests passed.
show_tests() {
  module=''
  module_started=0
  downloaded=0
  class=''
  while IFS= read -r line; do
    case $line in
      *'Downloaded from '*)
        downloaded=$((downloaded + 1))
        passing "downloading: $downloaded files"
        if [ $((downloaded % 100)) -eq 0 ] && [ ! -t 2 ]; then say "  downloaded $downloaded files …"; fi
        ;;
      '[INFO] Building Turnstone '*) ;;
      '[INFO] Building '*'['*'/'*']')
        module_done
        module=${line#'[INFO] Building '}
        module=${module%% *}
        module_started=$(date +%s)
        passing "$module: compiling"
        if [ ! -t 2 ]; then say "testing $module …"; fi
        ;;
      '[INFO] Running '*)
        class=${line#'[INFO] Running '}
        passing "$module: ${class##*.}"
        ;;
      '[INFO] Reactor Summary'* | '[INFO] BUILD '*) module_done; module='' ;;
    esac
  done
  module_done
  clear_line
}

module_done() {
  [ -n "$module" ] || return 0
  clear_line
  printf '  %-22s %s  (%s s)\n' "$module" "$(in_words "$(sum_reports "$module")")" "$(seconds_since "$module_started")" >&2
}

# "24 1 2" as "24 passed, 1 failed, 2 skipped".
in_words() {
  printf '%s\n' "$1" | {
    read -r passed failed skipped
    [ $((passed + failed + skipped)) -gt 0 ] || { echo "no tests"; return; }
    words="$passed passed"
    [ "$failed" -eq 0 ] || words="$words, $failed failed"
    [ "$skipped" -eq 0 ] || words="$words, $skipped skipped"
    echo "$words"
  }
}

# Sums the reports, tells what failed and what was skipped and why, and ends with the one line.
conclude() {
  sums=$(sum_reports)
  passed=${sums%% *}
  failed=${sums#* }
  failed=${failed% *}
  skipped=${sums##* }
  if [ "$failed" -gt 0 ]; then
    say ""
    say "Failed:"
    failures_of | head -n 60 >&2
    say "Each test's output: MODULE/target/surefire-reports/"
  fi
  if [ "$build_broken" = yes ]; then
    say ""
    say "The build itself failed, which counts as one:"
    show_errors
    say "All that Maven said: $LOG"
    failed=$((failed + 1))
  fi
  if [ "$skipped" -gt 0 ]; then
    say ""
    say "Skipped:"
    skips_of >&2
    name_what_is_missing
  fi
  outcome=0
  [ "$failed" -eq 0 ] || outcome=1
  if [ "$require_all" = yes ] && { [ "$skipped" -gt 0 ] || ! have_companions; }; then
    [ "$skipped" -gt 0 ] || name_what_is_missing
    say "With --require-all, a skipped test is a failure."
    outcome=1
  fi
  if [ "$passed" -eq 0 ]; then
    say "No test passed: that is a failure too."
    outcome=1
  fi
  say ""
  say "$(seconds_since "$started") s"
  printf '%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$skipped"
  exit $outcome
}

# The reports of the modules named, or of all.
reports() {
  for module in ${1:-$MODULES}; do
    find "$TURNSTONE_HOME/$module/target/surefire-reports" -name 'TEST-*.xml' -type f 2>/dev/null
  done
}

# sum_reports [MODULE]: "PASSED FAILED SKIPPED", counted by test and not by the sums that a report gives: those leave out
# the tests of a class that runs several times. A class that was skipped as a whole reports no test at all: it counts as one.
sum_reports() {
  reports "${1:-}" | while IFS= read -r report; do
    awk '
      /^ *<testcase / { cases++; bad = 0 }
      /^ *<(failure|error)[ >]/ { if (!bad) failed++; bad = 1 }
      /^ *<skipped/ { skipped++ }
      END { if (!cases) skipped = cases = 1; print cases - failed - skipped, failed + 0, skipped + 0 }' "$report"
  done | awk '{ passed += $1; failed += $2; skipped += $3 } END { printf "%d %d %d", passed, failed, skipped }'
}

# A report, one element a line: class and name of the test, and the first line of what it said.
failures_of() {
  reports | while IFS= read -r report; do
    awk '
      /^ *<testcase / { test = $0 }
      /^ *<(failure|error)[ >]/ { print told(test, "classname") "." told(test, "name") ": " told($0, "message") }
      function told(line, name) {
        if (!match(line, " " name "=\"[^\"]*\"")) return ""
        line = substr(line, RSTART + length(name) + 3, RLENGTH - length(name) - 4)
        gsub(/&#10;.*/, "", line); gsub(/&lt;/, "<", line); gsub(/&gt;/, ">", line); gsub(/&quot;/, "\"", line)
        gsub(/&apos;/, "\047", line); gsub(/&amp;/, "\\&", line)
        return substr(line, 1, 240)
      }' "$report"
  done | sed 's/^/  /'
}

skips_of() {
  reports | while IFS= read -r report; do
    awk '
      /^<testsuite |^ *<testsuite / { suite = $0; sub(/^.* name="/, "", suite); sub(/".*/, "", suite) }
      /^ *<testcase / { test = $0; cases++ }
      /^ *<skipped/ { print reason($0) "\t" class(test) }
      END { if (!cases) print "the whole class\t" suite }
      function class(line) {
        match(line, " classname=\"[^\"]*\"")
        return substr(line, RSTART + 12, RLENGTH - 13)
      }
      function reason(line) {
        if (match(line, "message=\"[^\"]*\"")) line = substr(line, RSTART + 9, RLENGTH - 10)
        else if (!sub(/^.*<!\[CDATA\[/, "", line)) return ""
        sub(/^[a-zA-Z0-9.]*: /, "", line); sub(/^Assumption failed: /, "", line)
        gsub(/&#10;.*/, "", line); gsub(/&apos;/, "\047", line); gsub(/&quot;/, "\"", line)
        return substr(line, 1, 200)
      }' "$report"
  done | sort | uniq -c | sed 's/^ *\([0-9]*\) /\1\t/' | awk -F '\t' '{ print "  " $1 " in " $3 ($2 == "" ? "" : ": " $2) }'
}

# A class that runs once for each broker says nothing of the one it could not run for: with --require-all, what is missing
# is asked for by name as well.
have_companions() { [ -n "${TURNSTONE_CHROMIUM:-}" ] && [ -n "${TURNSTONE_MOSQUITTO:-}" ] && [ -n "${TURNSTONE_TEST_DATA:-}" ]; }

name_what_is_missing() {
  [ -n "${TURNSTONE_CHROMIUM:-}" ] || say "There is no Chromium or Chrome here. To get one: $(how_to_install chromium)"
  [ -n "${TURNSTONE_MOSQUITTO:-}" ] || say "There is no mosquitto here. To get it: $(how_to_install mosquitto)"
  command -v systemd-analyze >/dev/null || say "There is no systemd-analyze here. To get it: $(how_to_install systemd)"
  [ -n "${TURNSTONE_TEST_DATA:-}" ] || say "TURNSTONE_TEST_DATA names no folder: the tests against public vectors need it."
}

# The one command, by the package manager that is here.
how_to_install() {
  if command -v apt-get >/dev/null 2>&1; then
    echo "$(as_root)apt-get install $1"
  elif command -v dnf >/dev/null 2>&1; then
    echo "$(as_root)dnf install $1"
  elif command -v pacman >/dev/null 2>&1; then
    echo "$(as_root)pacman -S $1"
  elif command -v apk >/dev/null 2>&1; then
    echo "$(as_root)apk add $1"
  elif command -v brew >/dev/null 2>&1; then
    [ "$1" = chromium ] && echo "brew install --cask chromium" || echo "brew install $1"
  else
    echo "this system's package manager, package $1"
  fi
}
