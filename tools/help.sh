# shellcheck shell=sh
# What ./turnstone says about itself.

COMMANDS="rehearse test bench sim torture hil check package pass cloud hub kiosk lane provision help"

version() {
  sed -n 's:^  <version>\(.*\)</version>$:Turnstone \1:p' "$TURNSTONE_HOME/pom.xml" | head -n 1
}

help_command() {
  if [ $# -eq 0 ]; then
    overview
  else
    for topic in $COMMANDS; do
      [ "$topic" = "$1" ] && { help_for "$1"; exit 0; }
    done
    refuse "There is no command \"$1\" to help with." "$1" "$COMMANDS" "./turnstone help"
  fi
}

overview() {
  cat <<'TEXT'
Turnstone sells a venue's tickets and lets its guests in.

Start here
  rehearse    run the whole venue on this machine: buy a ticket, hold it to a gate, watch the dashboard
  test        run every test that needs no special machine

Prove it
  sim         simulate nights with faults under a seed, and check the promises
  torture     kill parts at random instants, and check that nothing acknowledged is lost
  bench       measure the hot paths against a limit taken in the same run
  hil         check lane and camera on a real Linux kernel: relay, sensors, fire, crashes, a code filmed
  check       look over the documents: features, links, and that English and Spanish say the same

Work with it
  pass        make, read and judge passes
  package     build runnable folders of every part for this platform into dist/

Run one part
  cloud       sell, take payment, issue passes, send mail
  hub         arbitrate claims, keep the ledger, serve the dashboard
  kiosk       one device at a gate: camera, decision, guest screen
  lane        one lane's barrier, lights and sensors, on its own controller
  provision   the venue's authority: certificates, devices, card images

  help        this list; "./turnstone help COMMAND" tells more about one
TEXT
}

help_for() {
  case $1 in
    rehearse) cat <<'TEXT' ;;
./turnstone rehearse [--smoke] [--keep] [--port BASE] [--data FOLDER] [--open] [--json]

Starts cloud, hub and two gates, each its own process with its own certificate, a stand-in for Stripe and a mailbox.
It prints the address of one control page with links to everything. Ctrl-C stops all of it.

  --smoke         make the whole journey without a person, then stop; exit 0 if all of it held
  --keep          go on with what the last rehearsal sold and admitted, instead of starting clean
  --port BASE     the control page's port; the others follow it (default: 8400, or free ones)
  --data FOLDER   where everything is kept (default: .turnstone/rehearsal)
  --open          open the control page in the browser
  --json          progress and results as one JSON object a line

  Example: ./turnstone rehearse --smoke
TEXT
    test) cat <<'TEXT' ;;
./turnstone test [--require-all] [MODULE…]

Builds everything with its checks and runs every test that needs no special machine. Tests in a browser need Chromium
or Chrome, tests against a second broker need mosquitto: where one is absent they are skipped, counted, and the command
that installs it is named. With modules named, only their own tests run.

  --require-all   a skipped test is a failure

  The last line is: N passed, N failed, N skipped
  Example: ./turnstone test admission venue-hub
TEXT
    bench) cat <<'TEXT' ;;
./turnstone bench [NAME] [--images DIR] [--minutes N] [--json]

Measures the hot paths and sets each figure against a limit measured in the same run. Exit 0 only if every one is ok.
NAME is pass, lane, decode, or

  gate    from the frame that shows a code to the relay, with a real hub and with its cable pulled (some six minutes)
  roster  100,000 passes from a hub to a new gate, beside the file copied
  sale    sell-outs, whole purchases beside pgbench running the same statements, and bursts of webhooks
  claims  durable claims a second at a real hub with 1, 50 and 500 lanes, and how long a guest waits
  start   from the start of a gate's process to the relay that opens for its first guest, with its ahead-of-time cache
  soak    a guest a second for as long as is said, beside a hub with 100,000 passes: memory, threads, open files and
          latency, and whether they stay as they are. Only when named

  --minutes N   soak: how long (default: 30)
  --images DIR  decode: photographs of your own, with an index.tsv: a heading, then file, tab, text, a line each
  --json        one object a line: name, value, unit, limit, ratio, budget, ok

  Example: ./turnstone bench pass
           ./turnstone bench decode --images photographs
           ./turnstone bench claims
           ./turnstone bench sale
TEXT
    sim) cat <<'TEXT' ;;
./turnstone sim --seeds N [--from S] | --seed S --trace [--plant BUG]

Simulates nights under seeds: real gates and a real hub in one thread, with simulated clocks, ways, cards, disks and plugs.
Promises 1 to 4 are checked at every step. It says how many nights saw each fault, and ends with one summary line; exit 1
on a violation, whose last lines it prints with the seed that shows it again, or where a fault never came up in 200 nights.

  --seeds N   how many seeds to run      --from S   the first of them
  --seed S    one seed                   --trace    every event of it
  --plant BUG plants a bug to see it found: answer-before-commit, ack-beyond-contiguous, usage-out-of-order,
              silence-gives-back

  Example: ./turnstone sim --seeds 2000
TEXT
    torture) cat <<'TEXT' ;;
./turnstone torture WHAT --rounds N [--seed S]

Kills a real part at random instants, starts it again, and checks that nothing it acknowledged is lost. Ends with one
summary line; exit 1 on a violation. WHAT is

  journal   a gate's journal alone: what it called durable is there after every kill
  gate      a whole gate before a real hub: every pass whose relay rose is in the hub's ledger, once, and none rose it
            twice. First a recorded life with its power cut at 100 places (needs strace), then kill after kill
  hub       a real hub under load: killed, its broker killed, its disk full (needs prlimit), its clock a day off (needs
            libfaketime), a backup restored; every acknowledged grant and journal position is there afterwards
  race      one pass at up to fifty gates at once, at a real hub: exactly one lets its holder in
  sale      purchases: webhooks shuffled, repeated, late or lost, and a death at any step of any purchase; checks that
            nobody is charged twice, and that whoever paid has their tickets once, a minute after the fault clears

  Example: ./turnstone torture journal --rounds 50
           ./turnstone torture gate --rounds 300
           ./turnstone torture hub --rounds 300
           ./turnstone torture race --rounds 10000
           ./turnstone torture sale --rounds 1000
TEXT
    hil) cat <<'TEXT' ;;
./turnstone hil [--only lane|camera|daemon] [--break] [--json]

Boots a virtual machine with a real Linux kernel, simulated GPIO chips and simulated cameras (v4l2loopback, vivid), runs
lane and camera in it on the real drivers, and looks at wires and lenses from outside: one line a check, PASS … or FAIL …
Needs Debian or Ubuntu on a 64-bit PC; fetches about 200 MB the first time, into .turnstone/hil. --only leaves out the
other parts; --break wires the relay wrongly, to see the checks fail.

  Example: ./turnstone hil
TEXT
    check) cat <<'TEXT' ;;
./turnstone check [--mutation | --fuzz [MINUTES]]

Fails when docs/features.md misses a row or names a test that does not exist, when a link in a document leads nowhere,
or when the English and Spanish texts differ in their keys.

  --mutation       instead: change admission's rules, codecs, records and ledger in small ways, and see whether a test
                   notices each; the score of each package, and exit 0 from 85 % on. Takes some minutes
  --fuzz MINUTES   instead: look so long (default: 10) with Jazzer for an input that a reader of passes, of journals or of
                   messages cannot take, one after the other; a finding is named with its file, and exit 1. What reaches
                   new code is kept in admission/src/test/resources/corpus, which every test run replays

Both build the tests of admission, and fetch their tools the first time.

  Example: ./turnstone check
TEXT
    package) cat <<'TEXT' ;;
./turnstone package [--no-runtime] [PART…]

Builds dist/PART/ for cloud, hub, kiosk, lane, provision and rehearsal: a launcher, the jars, an example configuration
where the part has one, its bill of materials, and, where this JDK can, a runtime of its own with an ahead-of-time cache,
so that the machine it runs on needs no Java. Runtimes and caches are bound to this platform.

  --no-runtime   jars and launcher only; the machine needs a JDK 25

  Example: ./turnstone package hub kiosk
TEXT
    pass) cat <<'TEXT' ;;
./turnstone pass mint | inspect | check [ARGUMENTS]

Makes a key and a sample pass signed with it, reads a pass, and judges a file of passes. Each tells its flags with --help.

  Example: ./turnstone pass mint --admits 4
TEXT
    lane) cat <<'TEXT' ;;
./turnstone lane --config FILE | --check FILE | --simulate [--walk-after MS]

Governs one lane on its own controller, or a turnstile of software in this terminal, with keys for what people do.

  --check FILE      read FILE, say with its line what is wrong, and open nothing
  --simulate        no hardware: this terminal
  --walk-after MS   with --simulate: somebody walks through so long after each release

  Example: ./turnstone lane --simulate
TEXT
    cloud | hub | kiosk) cat <<TEXT ;;
./turnstone $1 --config FILE

Runs this part alone with the given YAML file. Any key can be given by the environment instead:
http.port of the $1 is TURNSTONE_HTTP_PORT. Ctrl-C stops it in order.

  Example: ./turnstone $1 --config $(cd "$TURNSTONE_HOME" && echo ./*/src/main/conf/"$1".yaml | sed 's|^\./||')
TEXT
    provision) cat <<'TEXT' ;;
./turnstone provision authority | issue [ARGUMENTS]

The venue's authority and its devices: makes the root and the hub's intermediate, and a key and a certificate for a hub or a
device. Each tells its flags with --help.

  Example: ./turnstone provision authority --help
TEXT
    help) overview ;;
  esac
}
