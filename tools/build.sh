# shellcheck shell=sh
# Builds what changed, quietly, and takes a copy of the built jars: a part that runs keeps its own copy, so that a build
# beside it never pulls a jar from under it.
#
#   .turnstone/current      the copy to run, and the checkout it was made in
#   .turnstone/parts/ID/    MODULE.jar, MODULE.classpath, built-from (its time is the build's start), used-by.PID
#   .turnstone/build.log    all that Maven said the last time
#   .turnstone/lock         a symlink that names the process that builds

MODULES="admission platform turnstile-controller kiosk-firmware provisioning venue-hub cloud-api rehearsal"
MVN=''
LOG="$STATE/build.log"

find_maven() {
  for candidate in "${MAVEN_HOME:-}/bin/mvn" "${M2_HOME:-}/bin/mvn" "$(command -v mvn 2>/dev/null)" \
    "$HOME"/.sdkman/candidates/maven/current/bin/mvn "$HOME"/.asdf/shims/mvn "$HOME"/.local/share/mise/shims/mvn \
    /usr/share/maven/bin/mvn /opt/maven*/bin/mvn /opt/apache-maven*/bin/mvn /usr/local/apache-maven*/bin/mvn \
    /opt/homebrew/bin/mvn /usr/local/bin/mvn "$HOME"/apache-maven*/bin/mvn "$HOME"/.local/apache-maven*/bin/mvn; do
    if [ -n "$candidate" ] && [ -f "$candidate" ] && [ -x "$candidate" ]; then
      MVN=$candidate
      return 0
    fi
  done
  return 1
}

require_maven() {
  find_maven && return 0
  say "Turnstone is built with Apache Maven (3.8 or newer), and there is no mvn here."
  if command -v apt-get >/dev/null 2>&1; then
    say "To get it: $(as_root)apt-get install maven"
  elif command -v dnf >/dev/null 2>&1; then
    say "To get it: $(as_root)dnf install maven"
  elif command -v brew >/dev/null 2>&1; then
    say "To get it: brew install maven"
  fi
  say "Or unpack Apache Maven into your home folder: it is found there by itself."
  exit 1
}

# One build at a time in a checkout. Creating a symlink is atomic, and it names its owner.
take_lock() {
  mkdir -p "$STATE" 2>/dev/null
  [ -w "$STATE" ] || fail "$STATE cannot be written. Turnstone keeps its builds there: make it writable."
  told=no
  until ln -s "$$" "$STATE/lock" 2>/dev/null; do
    owner=$(readlink "$STATE/lock" 2>/dev/null) || continue
    if ! kill -0 "$owner" 2>/dev/null; then
      clear_stale_lock "$owner"
      continue
    fi
    if [ $told = no ]; then
      say "another ./turnstone (process $owner) is building here: waiting for it …"
      told=yes
    fi
    sleep 1
  done
  trap 'release_lock' EXIT
  trap 'release_lock; exit 130' INT
  trap 'release_lock; exit 143' TERM HUP
}

# Its owner is gone. Only one at a time may clear it, and looks again before: meanwhile another may have cleared it and
# taken the lock. Whoever was killed while clearing is forgotten after a minute.
clear_stale_lock() {
  if mkdir "$STATE/clearing" 2>/dev/null; then
    [ "$(readlink "$STATE/lock" 2>/dev/null)" = "$1" ] && rm -f "$STATE/lock"
    rmdir "$STATE/clearing"
  else
    find "$STATE/clearing" -prune -mmin +1 -exec rmdir {} \; 2>/dev/null
    sleep 1
  fi
}

release_lock() {
  [ "$(readlink "$STATE/lock" 2>/dev/null)" = "$$" ] && rm -f "$STATE/lock"
  trap - EXIT INT TERM HUP
}

# maven READER ARGUMENTS…: runs Maven with JDK 25, all output into the log, and READER seeing each line.
maven() {
  reader=$1
  shift
  code_file="$STATE/maven-code.$$"
  # Maven's libraries still use what JDK 25 warns about; the flags say that we know. .mvn/jvm.config cannot carry them:
  # it must also suit the JDK 17 of a bare mvn, so that the Enforcer gets to say what is wrong.
  # shellcheck disable=SC2086 # MAVEN_ARGS is a list of arguments by its definition (Maven 3.9 reads it by itself).
  {
    MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED" \
      "$MVN" -B -Dstyle.color=never -Dmaven.wagon.http.retryHandler.count=4 ${MAVEN_ARGS:-} "$@" </dev/null 2>&1
    echo $? >"$code_file"
  } | tee "$LOG" | "$reader"
  code=$(cat "$code_file" 2>/dev/null || echo 1)
  rm -f "$code_file"
  return "$code"
}

# Counts what is downloaded, and names the module in hand.
show_build() {
  downloaded=0
  while IFS= read -r line; do
    case $line in
      *'Downloaded from '*)
        downloaded=$((downloaded + 1))
        passing "downloading: $downloaded files"
        if [ $((downloaded % 100)) -eq 0 ] && [ ! -t 2 ]; then say "  downloaded $downloaded files …"; fi
        ;;
      '[INFO] Building Turnstone '*) ;;
      '[INFO] Building '*'['*'/'*']')
        module=${line#'[INFO] Building '}
        clear_line
        say "building ${module%% *} …"
        ;;
    esac
  done
  clear_line
  [ $downloaded -gt 0 ] && say "downloaded $downloaded files; the next build needs none"
  return 0
}

# The lines of the log that tell what to mend, and no more.
show_errors() {
  # A compiler's warning fails the build too, and stays marked as one.
  grep -e '^\[ERROR\]' -e '^\[WARNING\] /.*\.java:\[' "$LOG" | sed -e 's/^\[[A-Z]*\] *//' -e "s|$TURNSTONE_HOME/||g" \
    -e '/^$/d' -e '/^To see the full stack trace/d' -e '/^Re-run Maven/d' -e '/^For more information about the errors/d' \
    -e '/^After correcting the problems/d' -e '/mvn <args> -rf/d' -e '/^\[Help/d' -e 's/ -> \[Help [0-9]*\]$//' \
    -e '/^COMPILATION ERROR/d' -e '/^See .*surefire-reports/d' -e '/^Please refer to /d' -e '/^-> \[Help/d' |
    awk '!seen[$0]++' | head -n 40 >&2
}

network_failed() {
  grep -q -E 'Could not transfer|Connection (reset|refused|timed out)|Read timed out|Unknown host|Temporary failure in name|status code: 5[0-9][0-9]|was cached in the local repository|Premature end of Content' "$LOG"
}

# build ARGUMENTS…: downloads are kept, so a broken line costs only what was under way.
build() {
  attempt=1
  until maven show_build "$@"; do
    if network_failed && [ $attempt -lt 3 ]; then
      attempt=$((attempt + 1))
      say "the network failed while downloading: trying again, from where it stopped ($attempt of 3)"
      set -- "$@" -U
      continue
    fi
    say ""
    show_errors
    if network_failed; then
      say ""
      say "A download failed. Look at the network (a proxy belongs into ~/.m2/settings.xml) and run the same command again: it continues where it stopped."
    fi
    say "All that Maven said: $LOG"
    return 1
  done
}

# Whether the copy in .turnstone/current was made here, from sources no newer than it.
fresh() {
  [ -r "$STATE/current" ] || return 1
  { IFS= read -r PARTS && IFS= read -r made_in; } <"$STATE/current" || return 1
  [ "$made_in" = "$TURNSTONE_HOME" ] && [ -f "$PARTS/built-from" ] || return 1
  changed=$(cd "$TURNSTONE_HOME" && find pom.xml tools ./*/pom.xml ./*/src/main/java ./*/src/main/resources ./*/src/main/jte -newer "$PARTS/built-from" -print 2>/dev/null | head -n 1)
  [ -z "$changed" ] || return 1
  # Someone may have emptied Maven's repository since.
  for module in $MODULES; do
    classpath_stands "$PARTS/$module.classpath" || return 1
  done
}

classpath_stands() {
  [ -r "$1" ] && IFS= read -r entries <"$1" || return 1
  (
    IFS=:
    set -f
    for entry in $entries; do [ -f "$entry" ] || exit 1; done
  )
}

# begin_copy: called before a build, so that what is edited meanwhile counts as newer.
begin_copy() {
  NEXT="$STATE/parts/$(date +%Y%m%d-%H%M%S)-$$"
  mkdir -p "$NEXT" && : >"$NEXT/built-from"
}

# The module's own jar: its tests may lie in another one beside it.
jar_of() {
  for jar in "$TURNSTONE_HOME/$1/target/$1"-[0-9]*.jar; do
    case $jar in *-tests.jar) ;; *) printf '%s' "$jar" && return 0 ;; esac
  done
}

finish_copy() {
  for module in $MODULES; do
    cp "$(jar_of "$module")" "$NEXT/$module.jar" || return 1
  done
  for module in $MODULES; do
    (
      copied="$NEXT/$module.jar"
      IFS= read -r entries || [ -n "$entries" ] || exit 1
      IFS=:
      set -f
      for entry in $entries; do
        case $entry in
          "$TURNSTONE_HOME"/*/target/*.jar)
            owner=${entry#"$TURNSTONE_HOME"/}
            entry="$NEXT/${owner%%/*}.jar"
            ;;
        esac
        copied="$copied:$entry"
      done
      printf '%s\n' "$copied" >"$NEXT/$module.classpath"
    ) <"$TURNSTONE_HOME/$module/target/runtime-classpath.txt" || return 1
  done
  printf '%s\n%s\n' "$NEXT" "$TURNSTONE_HOME" >"$STATE/current.$$" && mv "$STATE/current.$$" "$STATE/current" || return 1
  PARTS=$NEXT
  forget_old_copies
}

# A copy goes when it is not the newest and no process that started from it lives.
forget_old_copies() {
  for old in "$STATE"/parts/*; do
    [ "$old" = "$PARTS" ] && continue
    in_use=no
    for user in "$old"/used-by.*; do
      [ -e "$user" ] && kill -0 "${user##*.}" 2>/dev/null && in_use=yes
    done
    [ $in_use = yes ] || rm -rf "$old"
  done
}

# Makes PARTS a copy of what the sources say now.
built() {
  case $TURNSTONE_HOME in *:*) fail "This checkout stands in $TURNSTONE_HOME: Java cannot take a folder with \":\" in its name. Move it." ;; esac
  fresh && return 0
  require_maven
  take_lock
  if ! fresh; then
    started=$(date +%s)
    begin_copy
    (cd "$TURNSTONE_HOME" && build -Dturnstone.run -Dmaven.test.skip=true package) || fail "The build failed."
    finish_copy || fail "The built jars could not be copied into $STATE: is the disk full?"
    say "built in $(seconds_since "$started") s"
  fi
  release_lock
}
