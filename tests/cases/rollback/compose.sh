#!/bin/sh
# Budget controller: roll back to the safe state (Docker Compose / api)
# Sets: BUDGET_CONTROLLER_ENABLED
# Removes: BUDGET_CONTROLLER_BETA
# Leaves: BUDGET_CONTROLLER_ROLLOUT_PERCENTAGE SHADOW_MODE
# Expected to take 2 min
#
#   sh FILE               asks once, then does every step
#   sh FILE --yes         does not ask
#   DRY_RUN=1 sh FILE     shows every command, changes nothing
#
# It stops at the first error. Every step may be repeated: run it again from the start.
# Values stand in single quotes, so that the shell reads nothing into them.
# shellcheck disable=SC1003,SC2016
set -eu

say() { printf '%s\n' "$*"; }
stop() { printf '%s\n' "$*" >&2; exit 1; }
dry() { [ "${DRY_RUN:-0}" != 0 ]; }
show() { printf '  $ %s\n' "$1"; }

# Prints a word as it can be typed, after a space.
quoted() {
  case $1 in
    '' | *[!A-Za-z0-9_./:=@%+,-]*) printf " '%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")" ;;
    *) printf ' %s' "$1" ;;
  esac
}

# Shows a command and runs it.
run() {
  printf '  $'
  for word in "$@"; do quoted "$word"; done
  printf '\n'
  dry || "$@" </dev/null
}

# Lets a person do the step; --yes leaves it for later.
by_hand() {
  if ! dry && [ "$yes" = yes ]; then
    say '  left for you to do by hand'
  else
    confirm
  fi
}

# Waits until a person has done what no command can do.
confirm() {
  if dry; then return 0; fi
  printf '  %s ' 'Press Enter when it is done:'
  read -r _ || stop 'not confirmed; use --yes to leave steps of the plan for later'
}

# Waits for the next look; false once there were too many.
again() {
  turns=$((turns - 1))
  [ "$turns" -gt 0 ] || return 1
  say '  waiting'
  sleep 5
}
no_file() { stop 'no such file:' "$1"; }
unreadable() { stop 'the host did not answer as expected'; }

# True if the list of variables holds the text $1.
holds() {
  case $listed in *"$1"*) return 0 ;; esac
  return 1
}

# Lists the variables, each after a line break.
list() {
  wrong=
  listed="
$(variables)
"
}
want() { holds "$2" || wrong="$wrong $1"; }
refuse() { if holds "$2"; then wrong="$wrong $1"; fi; }
unsettled() { stop 'not as they should be:'"${wrong:- ?}"; }

# Runs a command for half a minute at most, where that can be had.
within() {
  if command -v timeout >/dev/null 2>&1; then timeout 30 "$@"; else "$@"; fi
}

unverified() {
  say "$output"
  stop 'the check does not show what it should'
}

# Prints the file without the variables $1, values that span lines included.
without() {
  awk -v names="$1" '
    function closes(text) {
      if (mark == "\"") gsub(/\\./, "", text)
      return index(text, mark) > 0
    }
    mark != "" {
      if (!drop) print
      if (closes($0)) mark = ""
      next
    }
    {
      text = $0
      sub(/^[ \t]*(export[ \t]+)?/, "", text)
      equals = index(text, "=")
      name = substr(text, 1, equals - 1)
      sub(/[ \t]+$/, "", name)
      value = substr(text, equals + 1)
      sub(/^[ \t]+/, "", value)
      drop = name != "" && index(names, " " name " ") > 0
      mark = substr(value, 1, 1)
      if (name == "" || name ~ /^#/ || (mark != "\"" && mark != "\047")) mark = ""
      if (mark != "" && closes(substr(value, 2))) mark = ""
      if (!drop) print
    }
    END { exit mark != "" }
  ' .env
}

variables() {
  docker compose exec -T api env </dev/null
}

settled() {
  list || return 1
  want BUDGET_CONTROLLER_ENABLED '
BUDGET_CONTROLLER_ENABLED=false
'
  refuse BUDGET_CONTROLLER_BETA '
BUDGET_CONTROLLER_BETA='
  [ -z "$wrong" ]
}

# True once the plan's check shows what it should.
verified() {
  output=$(within sh -c 'flagctl show' </dev/null 2>&1) || true
  case $output in *'UNTOUCHED=as it was'*) return 0 ;; esac
  return 1
}

at=
finish() {
  status=$?
  trap - EXIT
  if [ "$status" -ne 0 ] && [ -n "$at" ]; then
    printf '%s %s\n%s\n' 'stopped in step' "$at" 'It stops at the first error. Every step may be repeated: run it again from the start.' >&2
  fi
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Begins a step: its number, what it does.
step() {
  at="[$1/5] $2"
  say "$at"
}

yes=no
for option in "$@"; do
  case $option in
    -y | --yes) yes=yes ;;
    *) stop 'unknown option:' "$option" ;;
  esac
done

# A dry run tells what is missing; a real one needs it.
missing() {
  say "$*" >&2
  dry || exit 1
}
command -v awk >/dev/null 2>&1 || missing 'not installed:' awk
command -v docker >/dev/null 2>&1 || missing 'not installed:' docker

say 'Budget controller: roll back to the safe state (Docker Compose / api)'
say 'Sets: BUDGET_CONTROLLER_ENABLED'
say 'Removes: BUDGET_CONTROLLER_BETA'
say 'Leaves: BUDGET_CONTROLLER_ROLLOUT_PERCENTAGE SHADOW_MODE'
say 'Expected to take 2 min'
if ! dry && [ "$yes" = no ]; then
  printf '%s ' 'Go on? [y/N]'
  read -r answer || answer=
  case $answer in
    y | Y | yes | YES | Yes) ;;
    *) stop 'Nothing was changed.' ;;
  esac
fi
started=$(date +%s)

step 1 'Keep a copy of the file and write it anew: `BUDGET_CONTROLLER_ENABLED=false`, `BUDGET_CONTROLLER_BETA` (removed).'
show 'cp -p .env .env.before && { grep -vE '\''^(export )?(BUDGET_CONTROLLER_BETA|BUDGET_CONTROLLER_ENABLED)='\'' .env.before; printf '\''%s\n'\'' BUDGET_CONTROLLER_ENABLED=false; } > .env'
if ! dry; then
  [ -f .env ] || no_file .env
  kept=$(without ' BUDGET_CONTROLLER_BETA BUDGET_CONTROLLER_ENABLED ') || unreadable
  cp -p .env .env.before
  printf '%s\n' "$kept" BUDGET_CONTROLLER_ENABLED=false >.env
fi

step 2 'Recreate the containers whose variables changed.'
run docker compose up -d api

step 3 'Tell #releases'
by_hand

step 4 'Check `BUDGET_CONTROLLER_BETA`, `BUDGET_CONTROLLER_ENABLED` in the running container.'
show 'docker compose exec -T api env | grep -E '\''^(BUDGET_CONTROLLER_BETA|BUDGET_CONTROLLER_ENABLED)='\'''
turns=24
until dry || settled; do again || unsettled; done

step 5 'Check that it worked: look for `UNTOUCHED=as it was`.'
show 'flagctl show'
turns=24
until dry || verified; do again || unverified; done

at=
if dry; then
  say 'Nothing was changed: this was a dry run.'
  exit 0
fi
took=$(($(date +%s) - started))
say 'Done in '"$took"' s.'
say 'Write it down:'
say '  gonogo rollback budget-controller --record'
say "  gonogo rehearse --minutes $(((took + 59) / 60)) -r "budget-controller '  (if this was a rehearsal)'