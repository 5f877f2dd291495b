#!/usr/bin/env bash
# Starts the shop, which is broken on purpose, in the background, and waits until it answers at
# http://127.0.0.1:8080. For jobs of workflows, which stop it when they end.
set -euo pipefail
cd "$(dirname "$0")/../.."

node tools/e2e/shop.js > shop.log 2>&1 &
for _ in $(seq 30); do
  if curl --silent --fail http://127.0.0.1:8080/healthz; then exit 0; fi
  sleep 1
done
cat shop.log
exit 1
