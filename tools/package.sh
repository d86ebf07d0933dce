# shellcheck shell=sh
# ./turnstone package: a folder for each part that runs by itself.

PARTS_OFFERED="cloud hub kiosk lane provision rehearsal"

# Of the JDK: all of Java SE, and what libraries reach for beyond it (Unsafe, zip file systems, DNS, locales, monitoring).
RUNTIME_MODULES="java.se,jdk.unsupported,jdk.zipfs,jdk.crypto.ec,jdk.naming.dns,jdk.net,jdk.management,jdk.localedata"

package_command() {
  runtime=yes
  chosen=''
  for argument in "$@"; do
    case $argument in
      --no-runtime) runtime=no ;;
      -*) refuse "There is no flag $argument of package." "$argument" "--no-runtime --help" "./turnstone help package" ;;
      *)
        case " $PARTS_OFFERED " in
          *" $argument "*) chosen="$chosen $argument" ;;
          *) refuse "There is no part \"$argument\"." "$argument" "$PARTS_OFFERED" "./turnstone help package" ;;
        esac
        ;;
    esac
  done
  require_jdk
  require_maven
  take_lock
  begin_copy
  (cd "$TURNSTONE_HOME" && build -Dturnstone.run -Dturnstone.bill -Dmaven.test.skip=true package) || fail "The build failed."
  finish_copy || fail "The built jars could not be copied into $STATE: is the disk full?"
  dist="$TURNSTONE_HOME/dist"
  mkdir -p "$dist" || fail "$dist cannot be written."
  [ "$runtime" = no ] || make_runtime
  for part in ${chosen:-$PARTS_OFFERED}; do assemble "$part"; done
  rm -rf "$STATE/runtime"
  release_lock
  say ""
  for part in ${chosen:-$PARTS_OFFERED}; do summarise "$part"; done
}

make_runtime() {
  say "linking a runtime …"
  rm -rf "$STATE/runtime"
  if ! "$JDK/bin/jlink" --add-modules "$RUNTIME_MODULES" --include-locales=en,es --strip-debug --no-header-files \
    --no-man-pages --compress zip-6 --generate-cds-archive --output "$STATE/runtime" >"$STATE/jlink.log" 2>&1; then
    say "This JDK cannot link a runtime of its own ($(head -n 1 "$STATE/jlink.log")): the folders hold jars only, and the machine they run on needs a JDK 25."
    runtime=no
  fi
}

module_of() {
  case $1 in
    cloud) echo cloud-api ;;
    hub) echo venue-hub ;;
    kiosk) echo kiosk-firmware ;;
    lane) echo turnstile-controller ;;
    provision) echo provisioning ;;
    rehearsal) echo rehearsal ;;
  esac
}

main_of() {
  case $1 in
    cloud) echo dev.turnstone.cloud.app.Main ;;
    hub) echo dev.turnstone.hub.app.Main ;;
    kiosk) echo dev.turnstone.kiosk.app.Main ;;
    lane) echo dev.turnstone.turnstile.app.Main ;;
    provision) echo dev.turnstone.provisioning.cli.Main ;;
    rehearsal) echo dev.turnstone.rehearsal.app.Main ;;
  esac
}

# What bounds a part on a small board: the same as in the benches start and soak. A gate compiles with C1 alone: it starts
# in two thirds of the time and needs some 25 MB less, for readers that take half as long again (4 and 13 ms a frame).
flags_of() {
  case $1 in
    kiosk) echo "-XX:TieredStopAtLevel=1 -Xmx64m -XX:ReservedCodeCacheSize=48m -XX:TrimNativeHeapInterval=5000" ;;
  esac
}

# dist/PART is made beside the old one and takes its place at the end.
assemble() {
  module=$(module_of "$1")
  folder="$dist/.$1.new"
  say "assembling $1 …"
  rm -rf "$folder"
  mkdir -p "$folder/bin" "$folder/lib"
  copy_jars "$PARTS/$module.classpath"
  if [ -d "$TURNSTONE_HOME/$module/src/main/conf" ]; then cp -R "$TURNSTONE_HOME/$module/src/main/conf" "$folder/conf"; fi
  if [ -f "$TURNSTONE_HOME/packaging/systemd/turnstone-$1.service" ]; then
    mkdir -p "$folder/systemd"
    cp "$TURNSTONE_HOME/packaging/systemd/turnstone-$1.service" "$TURNSTONE_HOME"/packaging/systemd/*.conf \
      "$TURNSTONE_HOME"/packaging/systemd/*.rules "$folder/systemd/"
  fi
  cp "$TURNSTONE_HOME/$module/target/bom.json" "$folder/bom.json"
  write_launcher "$1"
  if [ "$runtime" = yes ]; then
    cp -R "$STATE/runtime" "$folder/runtime"
  fi
  rm -rf "${dist:?}/$1"
  mv "$folder" "$dist/$1"
  [ "$runtime" = no ] || train "$1"
}

# The class path keeps its order (lib/order), because the cache is bound to it, and the first of two equal classes wins.
copy_jars() {
  IFS= read -r entries <"$1"
  (
    IFS=:
    set -f
    for entry in $entries; do
      name=${entry##*/}
      while [ -e "$folder/lib/$name" ]; do name="_$name"; done
      cp -p "$entry" "$folder/lib/$name" && printf '%s\n' "$name" >>"$folder/lib/order"
    done
  )
}

write_launcher() {
  cat >"$folder/bin/$1" <<LAUNCHER
#!/bin/sh
# Turnstone: $1. Needs nothing but this folder; without runtime/ in it, a JDK 25.
main=$(main_of "$1")
flags="$(flags_of "$1")"
LAUNCHER
  cat >>"$folder/bin/$1" <<'LAUNCHER'
self=$0
while [ -L "$self" ]; do
  target=$(readlink "$self")
  case $target in /*) self=$target ;; *) self=$(dirname "$self")/$target ;; esac
done
home=$(CDPATH='' cd "$(dirname "$self")/.." && pwd -P) || exit 1
if [ -x "$home/runtime/bin/java" ]; then
  java=$home/runtime/bin/java
elif [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
  java=$JAVA_HOME/bin/java
else
  java=$(command -v java) || { echo "There is no Java here: set JAVA_HOME to a JDK 25." >&2; exit 1; }
fi
classpath=''
while IFS= read -r jar; do classpath="$classpath:$home/lib/$jar"; done <"$home/lib/order"
set -- -cp "${classpath#:}" "$main" "$@"
if [ -f "$home/lib/cache.aot" ]; then set -- -XX:AOTCache="$home/lib/cache.aot" -Xlog:aot=off -Xlog:cds=off "$@"; fi
if [ -n "${TURNSTONE_TRAIN:-}" ]; then set -- -XX:AOTCacheOutput="$home/lib/cache.aot" "$@"; fi
# glibc keeps what threads have given back, for each core eight times over: a small board has no room for that.
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}"
if [ -n "${TMPDIR:-}" ]; then set -- -Djava.io.tmpdir="$TMPDIR" "$@"; fi
# shellcheck disable=SC2086 # Both are lists of flags.
exec "$java" -XX:+UseSerialGC $flags --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -Dturnstone.home="$home" ${JAVA_OPTS:-} "$@"
LAUNCHER
  chmod +x "$folder/bin/$1"
}

# An ahead-of-time cache (JEP 514). A gate learns from a life: it starts, lets one guest in, and leaves; whatever else
# from a run that only tells its help: the classes of every start.
train() {
  if [ "$1" = kiosk ]; then
    IFS= read -r learning <"$PARTS/rehearsal.classpath"
    "$JDK/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -cp "$learning" \
      dev.turnstone.rehearsal.app.Learning "$dist/$1/bin/$1" >"$STATE/train.log" 2>&1 </dev/null
  else
    TURNSTONE_TRAIN=yes "$dist/$1/bin/$1" --help >"$STATE/train.log" 2>&1 </dev/null
  fi
  [ -f "$dist/$1/lib/cache.aot" ] || say "  $1 starts without an ahead-of-time cache: its training run made none (see $STATE/train.log)"
  rm -f "$dist/$1/lib/cache.aot.config"
}

summarise() {
  printf '%-10s %6s MB  jars %s MB, runtime %s MB, cache %s MB   dist/%s/bin/%s\n' "$1" "$(megabytes "$dist/$1")" \
    "$(megabytes "$dist/$1"/lib/*.jar)" "$(megabytes "$dist/$1/runtime")" "$(megabytes "$dist/$1/lib/cache.aot")" "$1" "$1"
}

megabytes() { du -sk "$@" 2>/dev/null | awk '{ total += $1 } END { printf "%d", (total + 512) / 1024 }'; }
