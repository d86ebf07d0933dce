#!/bin/busybox sh
# The first process of the virtual machine: loads the modules, mounts the outer machine read-only, runs the script.
B=/bin/busybox
$B mount -t proc proc /proc
$B mount -t sysfs sys /sys
$B mount -t devtmpfs dev /dev
for module in $($B grep -v softdog /modules/order); do
  case $module in
    v4l2loopback.ko) set -- video_nr=10 card_label=turnstone-loop exclusive_caps=1 ;;
    vivid.ko) set -- node_types=1 vid_cap_nr=20 no_error_inj=1 ;;
    *) set -- ;;
  esac
  $B insmod "/modules/$module" "$@"
done
$B mount -t configfs config /sys/kernel/config
$B mount -t 9p -o trans=virtio,version=9p2000.L,ro,cache=loose,msize=524288 host /host
$B mount -t tmpfs run /host/run
for folder in dev proc sys; do $B mount --rbind "/$folder" "/host/$folder"; done
$B cp /modules/* /bin/busybox /host/run/
$B chroot /host /bin/bash "$($B sed -n 's/.*hil=\([^ ]*\).*/\1/p' /proc/cmdline)"
echo "HIL-END $?"
# The last check, from the outside: a watchdog that nobody feeds any more ends this machine before it powers off.
$B insmod /modules/softdog.ko soft_margin=3
exec 3>/dev/watchdog
echo "HIL-WATCHDOG armed"
$B sleep 30
echo "HIL-WATCHDOG outlived"
$B poweroff -f
