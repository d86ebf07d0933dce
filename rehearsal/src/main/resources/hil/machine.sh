#!/bin/bash
# Makes and boots a virtual machine with a real Linux kernel, simulated GPIO chips (gpio-sim) and simulated cameras
# (v4l2loopback, vivid), for ./turnstone hil.
# Nothing is installed on this machine: Debian's packages are unpacked into a folder of their own. Hardware
# acceleration is not needed; timings inside say nothing about latency.
#
#   machine.sh prepare FOLDER           unpack, build the kernel modules, pack the first root: once, unless this changes
#   machine.sh boot    FOLDER SCRIPT    boot, run SCRIPT in this machine's own tree (mounted read-only), power off
set -euo pipefail

what=$1
folder=$2
here=$(CDPATH='' cd "$(dirname "$0")" && pwd -P)

# What was made stays until these scripts say something else.
mark=$(cat "$here/machine.sh" "$here/init.sh" | cksum | cut -d ' ' -f 1)
first_root=$folder/first-root-$mark.gz

say() { printf '%s\n' "$*" >&2; }

require() {
  case $folder in
    *[[:space:]]*)
      say "hil: the kernel's own build takes no path with a space in it, as $folder has. Check Turnstone out in another folder."
      exit 3
      ;;
  esac
  for tool in apt-get dpkg make gcc strip gzip; do
    command -v "$tool" >/dev/null || {
      say "hil needs $tool, which is not here. On Debian: apt-get install build-essential dpkg gzip"
      exit 3
    }
  done
}

unpack() {
  [ -f "$folder/version" ] && ls -d "$folder"/root/usr/src/v4l2loopback-* >/dev/null 2>&1 && return
  say "hil: fetching a kernel and a virtual machine from Debian (about 200 MB, once)"
  mkdir -p "$folder/packages/partial" "$folder/root"
  kernel=$(apt-cache depends linux-image-amd64 | sed -n 's/.*Depends: linux-image-//p' | head -n 1)
  [ -n "$kernel" ] || { say "hil: apt knows no linux-image-amd64. Run apt-get update first."; exit 3; }
  apt-get install -qq -y --no-install-recommends --download-only -o Debug::NoLocking=1 \
    -o Dir::Cache::archives="$folder/packages" \
    qemu-system-x86 busybox-static kmod cpio "linux-image-$kernel" "linux-headers-$kernel" linux-source-6.1 v4l2loopback-dkms \
    >"$folder/fetch.log" 2>&1 || { say "hil: apt could not fetch the packages:"; tail -n 3 "$folder/fetch.log" >&2; exit 3; }
  for package in "$folder"/packages/*.deb; do dpkg -x "$package" "$folder/root/"; done
  rm -rf "$folder/packages"
  printf '%s\n' "$kernel" >"$folder/version"
}

# gpio-sim lacks irq_sim in Debian's kernel, and irq_sim uses one function that modules may not.
modules() {
  [ -f "$folder/modules/gpio-sim.ko" ] && [ -f "$folder/modules/v4l2loopback.ko" ] && return
  say "hil: building the kernel modules that simulate GPIO and a camera"
  headers=root/usr/src/linux-headers-$kernel
  sed -i "s#^include /usr/src/#include $folder/root/usr/src/#" "$folder/$headers/Makefile"
  tar xf "$folder/root/usr/src/linux-source-6.1.tar.xz" -C "$folder/root/usr/src" \
    linux-source-6.1/drivers/gpio/gpio-sim.c linux-source-6.1/drivers/gpio/gpiolib.h linux-source-6.1/kernel/irq/irq_sim.c
  source=$folder/root/usr/src/linux-source-6.1
  mkdir -p "$folder/modules"
  cp "$source/drivers/gpio/gpiolib.h" "$source/kernel/irq/irq_sim.c" "$folder/modules/"
  cp "$source/drivers/gpio/gpio-sim.c" "$folder/modules/gpio-sim-main.c"
  cp "$folder"/root/usr/src/v4l2loopback-*/*.[ch] "$folder/modules/"
  sed -i 's/handle_simple_irq(irq_to_desc(irqnum));/generic_handle_irq(irqnum);/' "$folder/modules/irq_sim.c"
  printf 'obj-m := gpio-sim.o v4l2loopback.o\ngpio-sim-y := gpio-sim-main.o irq_sim.o\n' >"$folder/modules/Makefile"
  compiler=$(ls "$folder"/root/usr/bin/gcc-[0-9]* /usr/bin/gcc-12 2>/dev/null | head -n 1 || true)
  make -s -C "$folder/$headers" M="$folder/modules" CC="${compiler:-gcc}" modules >"$folder/modules.log" 2>&1 \
    || { say "hil: the modules did not build:"; tail -n 5 "$folder/modules.log" >&2; exit 3; }
}

pack() {
  rm -rf "$folder"/first "$folder"/first-root*
  libraries=$folder/root/lib/modules/$kernel
  mkdir -p "$libraries/extra" "$folder/first/bin" "$folder/first/modules" "$folder/first/proc" "$folder/first/sys" \
    "$folder/first/dev" "$folder/first/host"
  cp "$folder"/modules/*.ko "$libraries/extra/"
  ln -sf ../bin/kmod "$folder/root/sbin/depmod"
  ln -sf ../bin/kmod "$folder/root/sbin/modprobe"
  "$folder/root/sbin/depmod" -b "$folder/root" "$kernel" 2>/dev/null
  cp "$folder/root/bin/busybox" "$folder/first/bin/"
  : >"$folder/first/modules/order"
  for module in virtio_pci 9pnet_virtio 9p configfs gpio-sim softdog v4l2loopback vivid evdev uinput; do
    "$folder/root/sbin/modprobe" -d "$folder/root" -S "$kernel" --show-depends "$module" 2>/dev/null \
      | awk '$1 == "insmod" { print $2 }' | while read -r file; do
        name=$(basename "$file")
        [ -f "$folder/first/modules/$name" ] && continue
        strip --strip-debug -o "$folder/first/modules/$name" "$file"
        echo "$name" >>"$folder/first/modules/order"
      done
  done
  cp "$here/init.sh" "$folder/first/init"
  chmod +x "$folder/first/init"
  (cd "$folder/first" && find . | "$folder/root/bin/cpio" -o -H newc 2>/dev/null) | gzip -1 >"$folder/new-root"
  mv "$folder/new-root" "$first_root"
}

case $what in
  prepare)
    if [ ! -f "$first_root" ]; then
      require
      mkdir -p "$folder"
      unpack
      kernel=$(cat "$folder/version")
      export LD_LIBRARY_PATH="$folder/root/usr/lib/x86_64-linux-gnu:$folder/root/lib/x86_64-linux-gnu"
      modules
      pack
    fi
    ;;
  boot)
    kernel=$(cat "$folder/version")
    export LD_LIBRARY_PATH="$folder/root/usr/lib/x86_64-linux-gnu:$folder/root/lib/x86_64-linux-gnu"
    exec "$folder/root/usr/bin/qemu-system-x86_64" -L "$folder/root/usr/share/qemu" -L "$folder/root/usr/share/seabios" \
      -accel tcg,thread=multi,tb-size=1024 -cpu max -smp 2 -m 2048 -nographic -no-reboot -nodefaults -serial stdio \
      -kernel "$folder/root/boot/vmlinuz-$kernel" -initrd "$first_root" \
      -append "console=ttyS0 quiet panic=-1 mitigations=off tsc=reliable random.trust_cpu=on hil=$3" \
      -virtfs local,path=/,mount_tag=host,security_model=none,readonly=on,multidevs=remap </dev/null
    ;;
esac
