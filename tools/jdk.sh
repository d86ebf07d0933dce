# shellcheck shell=sh
# Finds a JDK 25. A JAVA_HOME or a java on the PATH of another version only means: look further.

JDK_WANTED=25
JDK=''
JDK_SEEN=''

# The feature version a JDK's release file tells ("17", "25"); fails where there is no JDK.
jdk_version() {
  [ -r "$1/release" ] && [ -x "$1/bin/javac" ] || return 1
  sed -n 's/^JAVA_VERSION="\{0,1\}\(1\.\)\{0,1\}\([0-9]*\).*$/\2/p' "$1/release" | head -n 1
}

try_jdk() {
  version_found=$(jdk_version "$1") || return 1
  if [ "$version_found" = "$JDK_WANTED" ]; then
    JDK=$1
    return 0
  fi
  case $JDK_SEEN in
    *"$1 ("*) ;;
    *) JDK_SEEN="$JDK_SEEN
  $1 (JDK ${version_found:-of unknown version})" ;;
  esac
  return 1
}

# The home of a java or javac on the PATH, its symlinks followed.
jdk_on_path() {
  tool=$(command -v "$1") || return 1
  while [ -L "$tool" ]; do
    link=$(readlink "$tool")
    case $link in
      /*) tool=$link ;;
      *) tool=$(dirname "$tool")/$link ;;
    esac
  done
  (CDPATH='' cd "$(dirname "$tool")/.." 2>/dev/null && pwd -P)
}

find_jdk() {
  [ -n "$JDK" ] && return 0
  [ -n "${JAVA_HOME:-}" ] && try_jdk "$JAVA_HOME" && return 0
  for tool_name in javac java; do
    home=$(jdk_on_path "$tool_name") && [ -n "$home" ] && try_jdk "$home" && return 0
  done
  # Build machines name theirs in the environment.
  for home in "${JAVA_HOME_25_X64:-}" "${JAVA_HOME_25_ARM64:-}" "${JAVA25_HOME:-}" "${JDK25_HOME:-}"; do
    [ -n "$home" ] && try_jdk "$home" && return 0
  done
  for home in \
    /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/java/* /usr/local/jdk* /opt/* /opt/java/* /opt/jdk/* /opt/jvm/* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.gradle/jdks/* "$HOME"/.jbang/currentjdk \
    "$HOME"/.jbang/cache/jdks/* "$HOME"/.jabba/jdk/* "$HOME"/.asdf/installs/java/* \
    "$HOME"/.local/share/mise/installs/java/* "$HOME"/.local/share/rtx/installs/java/* "$HOME"/jdk* "$HOME"/.local/jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec /snap/openjdk/current/jdk; do
    [ -d "$home" ] && try_jdk "$home" && return 0
  done
  return 1
}

require_jdk() {
  if find_jdk; then
    export JAVA_HOME="$JDK"
    return 0
  fi
  say "Turnstone needs JDK $JDK_WANTED, and there is none here."
  [ -n "$JDK_SEEN" ] && say "Found, but of another version:$JDK_SEEN"
  say ""
  say "To get one, without administrator's rights:"
  say "  1. download a JDK $JDK_WANTED for this machine ($(uname -s) $(uname -m)): https://adoptium.net/temurin/releases/?version=$JDK_WANTED"
  say "  2. mkdir -p ~/.jdks && tar -xzf THE-FILE.tar.gz -C ~/.jdks"
  if command -v apt-cache >/dev/null 2>&1 && apt-cache show "openjdk-$JDK_WANTED-jdk-headless" >/dev/null 2>&1; then
    say "or, as this system offers it: $(as_root)apt-get install openjdk-$JDK_WANTED-jdk-headless"
  fi
  say "Then run the same command again: it is found there by itself. One that stands elsewhere is named by JAVA_HOME."
  exit 1
}

# "sudo " where that is needed to install something.
as_root() { [ "$(id -u)" = 0 ] || printf 'sudo '; }
