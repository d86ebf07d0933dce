# shellcheck shell=sh
package_command() { fail "./turnstone package builds nothing yet."; }
