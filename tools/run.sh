# shellcheck shell=sh
# Runs one part from the copy that the build made.

# A temporary folder from which native libraries load (SQLite, the broker's store, PostgreSQL): many hardened machines
# mount /tmp with noexec.
choose_temporary() {
  for folder in "${TMPDIR:-/tmp}" "$STATE/tmp" "${XDG_CACHE_HOME:-$HOME/.cache}/turnstone/tmp" /var/tmp; do
    if can_execute_in "$folder"; then
      TEMPORARY=$folder
      [ "$folder" = "${TMPDIR:-/tmp}" ] || say "programs cannot be started from ${TMPDIR:-/tmp} (noexec): using $folder instead"
      return 0
    fi
  done
  fail "No folder was found from which a program may be started: ${TMPDIR:-/tmp}, $STATE/tmp, ~/.cache and /var/tmp are all mounted noexec or cannot be written. Name one that allows it: TMPDIR=/some/folder ./turnstone …"
}

can_execute_in() {
  mkdir -p "$1" 2>/dev/null || return 1
  probe="$1/turnstone-probe.$$"
  printf '#!/bin/sh\nexit 0\n' >"$probe" 2>/dev/null || return 1
  chmod +x "$probe" && "$probe" 2>/dev/null
  probed=$?
  rm -f "$probe"
  return $probed
}

# Public photographs, vectors and examples to be measured against, where they stand beside the checkout.
look_for_test_data() {
  if [ -z "${TURNSTONE_TEST_DATA:-}" ] && [ -d "$TURNSTONE_HOME/../shared/data" ]; then
    TURNSTONE_TEST_DATA=$(CDPATH='' cd "$TURNSTONE_HOME/../shared/data" && pwd -P)
  fi
  if [ -n "${TURNSTONE_TEST_DATA:-}" ]; then export TURNSTONE_TEST_DATA; fi
}

# run_part MODULE MAIN ARGUMENTS…
run_part() {
  part_module=$1
  part_main=$2
  shift 2
  require_jdk
  built
  : >"$PARTS/used-by.$$"
  IFS= read -r part_classpath <"$PARTS/$part_module.classpath" || fail "$PARTS is not complete. Delete $STATE/current and run again."
  choose_temporary
  look_for_test_data
  exec "$JDK/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -Djava.io.tmpdir="$TEMPORARY" -Dturnstone.home="$TURNSTONE_HOME" \
    -cp "$part_classpath" "$part_main" "$@"
}
