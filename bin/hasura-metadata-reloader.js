#!/usr/bin/env node

// Without arguments the bundle is the action.
if (process.argv.length === 2) process.argv.push('--help');
await import('../dist/index.js');
