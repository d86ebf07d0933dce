#!/bin/bash
# Inside the virtual machine: makes a GPIO chip, then runs the checks with the outer machine's own Java and classes.
# The settings beside it say which.
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
cd /run || exit 1
. "$(dirname "$0")/settings"
chip=/sys/kernel/config/gpio-sim/turnstile
mkdir -p "$chip/bank0"
echo 40 >"$chip/bank0/num_lines"
echo turnstone-hil >"$chip/bank0/label"
echo 1 >"$chip/live"
GPIO_SIM=/sys/devices/platform/$(cat "$chip/dev_name")/$(cat "$chip/bank0/chip_name")
export GPIO_SIM BREAK ONLY
exec "$JAVA" -XX:-UsePerfData -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Djava.io.tmpdir=/run \
  --enable-native-access=ALL-UNNAMED -cp "$CLASSES" dev.turnstone.rehearsal.hil.InMachine
