#!/bin/sh
# {{ headline }}
{%- for line in summary %}
# {{ line }}
{%- endfor %}
#
#   sh FILE               {{ words.usage_ask }}
#   sh FILE --yes         {{ words.usage_yes }}
#   DRY_RUN=1 sh FILE     {{ words.usage_dry }}
#
# {{ words.again }}
# {{ words.literal }}
# shellcheck disable=SC1003,SC2016
set -eu

say() { printf '%s\n' "$*"; }
stop() { printf '%s\n' "$*" >&2; exit 1; }
dry() { [ "${DRY_RUN:-0}" != 0 ]; }
{%- if uses("show") || uses("run") || uses("run_line") || uses("hush") || uses("pass") %}
show() { printf '  $ %s\n' "$1"; }
{%- endif %}
{%- if uses("run") %}

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
{%- endif %}
{%- if uses("run_line") %}

# Shows a line of the plan and runs it.
run_line() {
  show "$1"
  dry || sh -c "$1" </dev/null
}
{%- endif %}
{%- if uses("hush") %}

# Shows $1 in place of a command that holds a secret, and runs the command unseen.
hush() {
  show "$1"
  shift
  dry || "$@" </dev/null >/dev/null
}
{%- endif %}
{%- if uses("pass") %}

# Shows $1 in place of a command that reads what is piped to it, and runs the command unseen.
pass() {
  show "$1"
  shift
  if dry; then cat >/dev/null; else "$@" >/dev/null; fi
}
{%- endif %}
{%- if uses("by_hand") %}

# Lets a person do the step; --yes leaves it for later.
by_hand() {
  if ! dry && [ "$yes" = yes ]; then
    say {{ word(words.left_by_hand) }}
  else
    confirm
  fi
}
{%- endif %}
{%- if uses("by_hand") || uses("confirm") %}

# Waits until a person has done what no command can do.
confirm() {
  if dry; then return 0; fi
  printf '  %s ' {{ word(words.done_by_hand) }}
  read -r _ || stop {{ word(words.not_confirmed) }}
}
{%- endif %}
{%- if uses("again") %}

# Waits for the next look; false once there were too many.
again() {
  turns=$((turns - 1))
  [ "$turns" -gt 0 ] || return 1
  say {{ word(words.waiting) }}
  sleep 5
}
{%- endif %}
{%- if uses("too_long") %}
too_long() { stop {{ word(words.too_long) }} "$1"; }
{%- endif %}
{%- if uses("failed") %}
failed() { stop {{ word(words.failed) }} "$1"; }
{%- endif %}
{%- if uses("starts_none") %}
starts_none() { say {{ word(words.starts_none) }}; }
{%- endif %}
{%- if uses("no_file") %}
no_file() { stop {{ word(words.no_file) }} "$1"; }
{%- endif %}
{%- if uses("unreadable") || uses("defined") %}
unreadable() { stop {{ word(words.cannot_read) }}; }
{%- endif %}
{%- if uses("settled") || uses("defined") || uses("holds") %}

# True if the list of variables holds the text $1.
holds() {
  case $listed in *"$1"*) return 0 ;; esac
  return 1
}
{%- endif %}
{%- if uses("settled") || uses("defined") %}

# Lists the variables, each after a line break.
list() {
  wrong=
  listed="
$(variables)
"
}
{%- endif %}
{%- if uses("defined") %}

# True if a variable is there to be removed.
defined() {
  if dry; then return 0; fi
  list || unreadable
  holds "$1"
}
{%- endif %}
{%- if uses("absent") %}
absent() { say {{ word(words.not_set) }} "$1"; }
{%- endif %}
{%- if uses("want") %}
want() { holds "$2" || wrong="$wrong $1"; }
{%- endif %}
{%- if uses("refuse") %}
refuse() { if holds "$2"; then wrong="$wrong $1"; fi; }
{%- endif %}
{%- if uses("settled") %}
unsettled() { stop {{ word(words.wrong) }}"${wrong:- ?}"; }
{%- endif %}
{%- if uses("within") %}

# Runs a command for half a minute at most, where that can be had.
within() {
  if command -v timeout >/dev/null 2>&1; then timeout 30 "$@"; else "$@"; fi
}

unverified() {
  say "$output"
  stop {{ word(words.not_verified) }}
}
{%- endif %}
{%- if !functions.is_empty() %}

{{ functions }}
{%- endif %}

at=
finish() {
  status=$?
  trap - EXIT
  if [ "$status" -ne 0 ] && [ -n "$at" ]; then
    printf '%s %s\n%s\n' {{ word(words.stopped) }} "$at" {{ word(words.again) }} >&2
  fi
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Begins a step: its number, what it does.
step() {
  at="[$1/{{ steps.len() }}] $2"
  say "$at"
}

yes=no
for option in "$@"; do
  case $option in
    -y | --yes) yes=yes ;;
    *) stop {{ word(words.unknown_option) }} "$option" ;;
  esac
done
{%- if !tools.is_empty() || !variables.is_empty() %}

# A dry run tells what is missing; a real one needs it.
missing() {
  say "$*" >&2
  dry || exit 1
}
{%- endif %}
{%- for tool in tools %}
command -v {{ tool }} >/dev/null 2>&1 || missing {{ word(words.needs_tool) }} {{ tool }}
{%- endfor %}
{%- for variable in variables %}
{{ variable }}=${ {{- variable -}} :-}
[ -n "${{ variable }}" ] || missing {{ word(words.needs_variable) }} {{ variable }}
{%- endfor %}

say {{ word(headline) }}
{%- for line in summary %}
say {{ word(line) }}
{%- endfor %}
if ! dry && [ "$yes" = no ]; then
  printf '%s ' {{ word(words.go_on) }}
  read -r answer || answer=
  case $answer in
    y | Y | yes | YES | Yes) ;;
    *) stop {{ word(words.refused) }} ;;
  esac
fi
started=$(date +%s)
{{ before }}
{%- for step in steps %}
step {{ step.number }} {{ step.title }}
{{ step.script }}
{% endfor %}
at=
if dry; then
  say {{ word(words.nothing_changed) }}
  exit 0
fi
took=$(($(date +%s) - started))
say {{ done }}
{%- if let Some(settle) = settle %}
say {{ word(settle) }}
{%- endif %}
say {{ word(words.record) }}
{%- for command in record %}
say {{ word(format!("  {command}").as_str()) }}
{%- endfor %}
{%- if let Some(id) = rehearse %}
say "  gonogo rehearse --minutes $(((took + 59) / 60)) -r "{{ id }} {{ word(words.rehearsal) }}
{%- endif %}
