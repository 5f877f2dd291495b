import { expect, test } from '@jest/globals';
import {
  applyTo,
  type Files,
  projectMetadata,
  startServer,
  timesSent,
} from '../support/applying.js';

/** A project of config v2, whose one database has no name. */
const FILES: Files = {
  'hasura/config.yaml': 'version: 2\nmetadata_directory: metadata\n',
  'hasura/metadata/version.yaml': 'version: 2\n',
  'hasura/metadata/tables.yaml': `- table:
    schema: public
    name: users
  select_permissions:
    - role: clerk
      permission:
        columns: [id, email]
        filter: {}
`,
};
const SENT = {
  version: 2,
  tables: [
    {
      table: { schema: 'public', name: 'users' },
      select_permissions: [{ role: 'clerk', permission: { columns: ['id', 'email'], filter: {} } }],
    },
  ],
};
test('a project of config v2 is applied to the source "default", also if the answer is lost', async () => {
  const server = await startServer({
    metadata: projectMetadata({ event_triggers: [] }),
    onRequest: ({ type }) =>
      type === 'replace_metadata' ? { applyThen: { status: 502 } } : undefined,
  });
  const result = await applyTo(server, { files: FILES });
  expect(result.exitCode).toBe(0);
  expect(server.metadata.sources).toMatchObject([{ name: 'default', tables: SENT.tables }]);
  expect(timesSent(server)).toBe(1);
  expect(result.log).toContain('export_metadata shows what was sent');
});
