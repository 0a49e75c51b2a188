#!/bin/sh
# Budget controller: roll back to the safe state (Render / srv-c0ffee)
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

# Shows $1 in place of a command that holds a secret, and runs the command unseen.
hush() {
  show "$1"
  shift
  dry || "$@" </dev/null >/dev/null
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
too_long() { stop 'it takes too long:' "$1"; }
failed() { stop 'the deployment failed:' "$1"; }
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

# True if a variable is there to be removed.
defined() {
  if dry; then return 0; fi
  list || unreadable
  holds "$1"
}
absent() { say '  not there, nothing to remove:' "$1"; }
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

# Deploys the commit that is live once more; prints the deployment's id.
deploy() {
  body=$(curl -fsS -X GET 'https://api.render.com/v1/services/srv-c0ffee/deploys?status=live&limit=1' -H "Authorization: Bearer $RENDER_API_KEY" | jq -c '.[0].deploy.commit.id | if . then {commitId: .} else {} end') || return 1
  [ -n "$body" ] || return 1
  answer=$(curl -fsS -X POST https://api.render.com/v1/services/srv-c0ffee/deploys -H "Authorization: Bearer $RENDER_API_KEY" -H 'Content-Type: application/json' -d "$body") || return 1
  printf '%s' "$answer" | jq -er .id
}

# True once that deployment is live.
live() {
  answer=$(curl -fsS -X GET https://api.render.com/v1/services/srv-c0ffee/deploys/"$deployment" -H "Authorization: Bearer $RENDER_API_KEY") || unreadable
  status=$(printf '%s' "$answer" | jq -r .status)
  case $status in
    live) return 0 ;;
    *failed | canceled | deactivated) failed "$status" ;;
  esac
  return 1
}

variables() {
  cursor=
  while :; do
    page=$(curl -fsS -X GET 'https://api.render.com/v1/services/srv-c0ffee/env-vars?limit=100'"$cursor" -H "Authorization: Bearer $RENDER_API_KEY") || return 1
    printf '%s' "$page" | jq -r '.[].envVar | "\(.key)=\(.value)"' || return 1
    cursor=$(printf '%s' "$page" | jq -r 'if length == 100 then "&cursor=" + (.[-1].cursor | @uri) else empty end') || return 1
    [ -n "$cursor" ] || return 0
  done
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
  at="[$1/7] $2"
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
command -v curl >/dev/null 2>&1 || missing 'not installed:' curl
command -v jq >/dev/null 2>&1 || missing 'not installed:' jq
RENDER_API_KEY=${RENDER_API_KEY:-}
[ -n "$RENDER_API_KEY" ] || missing 'not set in the environment:' RENDER_API_KEY

say 'Budget controller: roll back to the safe state (Render / srv-c0ffee)'
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

step 1 'Set `BUDGET_CONTROLLER_ENABLED=false`.'
hush 'curl -fsS -X PUT https://api.render.com/v1/services/srv-c0ffee/env-vars/BUDGET_CONTROLLER_ENABLED -H "Authorization: Bearer $RENDER_API_KEY" -H '\''Content-Type: application/json'\'' -d '\''{"value":"false"}'\'' > /dev/null' curl -fsS -X PUT https://api.render.com/v1/services/srv-c0ffee/env-vars/BUDGET_CONTROLLER_ENABLED -H "Authorization: Bearer $RENDER_API_KEY" -H 'Content-Type: application/json' -d '{"value":"false"}'

step 2 'Remove `BUDGET_CONTROLLER_BETA`.'
if defined '
BUDGET_CONTROLLER_BETA='; then
  hush 'curl -fsS -X DELETE https://api.render.com/v1/services/srv-c0ffee/env-vars/BUDGET_CONTROLLER_BETA -H "Authorization: Bearer $RENDER_API_KEY" > /dev/null' curl -fsS -X DELETE https://api.render.com/v1/services/srv-c0ffee/env-vars/BUDGET_CONTROLLER_BETA -H "Authorization: Bearer $RENDER_API_KEY"
else
  absent BUDGET_CONTROLLER_BETA
fi

step 3 'Deploy the commit that is live once more.'
show 'curl -fsS -X POST https://api.render.com/v1/services/srv-c0ffee/deploys -H "Authorization: Bearer $RENDER_API_KEY" -H '\''Content-Type: application/json'\'' -d "$(curl -fsS -X GET '\''https://api.render.com/v1/services/srv-c0ffee/deploys?status=live&limit=1'\'' -H "Authorization: Bearer $RENDER_API_KEY" | jq -c '\''.[0].deploy.commit.id | if . then {commitId: .} else {} end'\'')" > /dev/null'
if ! dry; then
  deployment=$(deploy) || unreadable
fi

step 4 'Tell #releases'
by_hand

step 5 'Wait until the newest deployment is live.'
show 'curl -fsS -X GET '\''https://api.render.com/v1/services/srv-c0ffee/deploys?limit=1'\'' -H "Authorization: Bearer $RENDER_API_KEY" | jq -r '\''.[0].deploy.status'\'''
turns=240
until dry || live; do again || too_long "$status"; done

step 6 'Check the stored values of `BUDGET_CONTROLLER_BETA`, `BUDGET_CONTROLLER_ENABLED`.'
show 'for name in BUDGET_CONTROLLER_BETA BUDGET_CONTROLLER_ENABLED; do curl -fsS -X GET https://api.render.com/v1/services/srv-c0ffee/env-vars/"$name" -H "Authorization: Bearer $RENDER_API_KEY" | jq -r '\''"\(.key)=\(.value)"'\''; done'
turns=24
until dry || settled; do again || unsettled; done

step 7 'Check that it worked: look for `UNTOUCHED=as it was`.'
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