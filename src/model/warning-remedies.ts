import { describe, plain } from './describe.js';
import type { MetadataWarning } from './report.js';

/** What to do about a warning: its own fix, else by its code. */
export function remedyForWarning({ code, fix, identity, message }: MetadataWarning): string {
  const place = identity ? ` of ${plain(describe(identity))}` : '';
  const known = WARNINGS.find((row) =>
    code === undefined ? row.says?.test(message) : row.code === code,
  );
  return fix ?? known?.fix.replace('$1', () => place) ?? 'See what the server says about it.';
}

/** Remedies by code; servers from v2.20 to v2.23 send none, so that the wording has to do. */
const WARNINGS: readonly { readonly code: string; readonly says?: RegExp; readonly fix: string }[] =
  [
    {
      code: 'illegal-event-trigger-name',
      says: /event trigger with name .* may not work/i,
      fix: 'Use only letters, digits, "_" and "-" in the name of an event trigger.',
    },
    {
      code: 'source-cleanup-failed',
      says: /clean ?up|could not drop|sql triggers?/i,
      fix: 'SQL triggers$1 remain in the database and keep filling its event log: connect to it, and drop the functions "hdb_catalog.notify_hasura_<event trigger>_<operation>" with CASCADE.',
    },
    {
      code: 'time-limit-exceeded-system-limit',
      fix: "Lower the time limit in api_limits.yaml to at most the system's.",
    },
    {
      code: 'track-table-failed',
      fix: 'Check that the table exists and is not tracked under another name.',
    },
    {
      code: 'untrack-table-failed',
      fix: 'Check what still depends on the table, and remove that first.',
    },
  ];
