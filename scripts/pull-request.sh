#!/usr/bin/env bash
# What a pull request changes: checks the network as it is now, compares it with the base commit, and writes
# comment.md and tieline.sarif. Ends with 1 when the check fails, 2 when nothing could be read.
#
#   TIELINE           the command (default: npx tieline)
#   TIELINE_PATH      folder, file or tieline.yaml, relative to the checkout (default: .)
#   TIELINE_BASE      commit to compare with; empty: nothing is compared
#   TIELINE_FAIL_ON   error, warning, note or never (default: error)
#   TIELINE_FAIL_ON_GAINED  true: something that can newly be reached fails too
#   TIELINE_OUT       folder for the reports (default: ./tieline-reports)
set -uo pipefail

tieline=${TIELINE:-npx tieline}
path=${TIELINE_PATH:-.}
out=${TIELINE_OUT:-tieline-reports}
mkdir -p "$out" || exit 2
out=$(cd "$out" && pwd)

$tieline check -C "$path" --fail-on "${TIELINE_FAIL_ON:-error}" \
  --format github --format "markdown=$out/check.md" --format "sarif=$out/tieline.sarif"
code=$?

: > "$out/diff.md"
if [ -n "${TIELINE_BASE:-}" ]; then
  before=$(mktemp -d) || exit 2
  trap 'git worktree remove --force "$before" 2> /dev/null; rm -rf "$before"' EXIT
  # A shallow checkout does not have the base yet.
  git cat-file -e "$TIELINE_BASE^{commit}" 2> /dev/null || git fetch --quiet --depth 1 origin "$TIELINE_BASE"
  if git worktree add --quiet --detach "$before" "$TIELINE_BASE"; then
    $tieline diff "$before/$path" "$path" --format "markdown=$out/diff.md" --format "json=$out/diff.json"
    compared=$?
    if [ "$compared" -eq 2 ]; then
      echo "The base commit could not be compared." > "$out/diff.md"
    elif [ "${TIELINE_FAIL_ON_GAINED:-false}" = true ] &&
      ! node -e 'process.exit(JSON.parse(require("fs").readFileSync(process.argv[1])).gained.length > 0 ? 1 : 0)' "$out/diff.json"; then
      [ "$code" -eq 0 ] && code=1
    fi
  else
    echo "The base commit \`$TIELINE_BASE\` is not in this checkout: nothing was compared." > "$out/diff.md"
  fi
fi

{
  cat "$out/diff.md"
  echo
  cat "$out/check.md" 2> /dev/null
} > "$out/comment.md"
exit "$code"
