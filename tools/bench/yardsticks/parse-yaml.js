import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';

// Reads and parses every YAML file below a folder, and makes nothing of them.
const [folder = '.'] = process.argv.slice(2);
let files = 0;
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.name.endsWith('.yaml')) continue;
  load(readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  files++;
}
console.log(files);
