import { expect, test } from '@jest/globals';
import { playScenario } from '../tools/e2e/scenario.js';
import { startRemoteSchema } from '../tools/stand-in/remote-schema.js';
import { startStandIn } from '../tools/stand-in/server.js';
import { BUNDLE } from './support/action.js';

/**
 * The scenario for real servers, played on the stand-in: that it asks for what the action does, and
 * that the stand-in behaves as the real server will be held to. Warnings and strict mode came with v2.20,
 * codes of warnings later.
 */
test.concurrent.each(['v2.48.5', 'v2.20.0', 'v2.0.10'])(
  'the end-to-end scenario on the stand-in of %s',
  async (version) => {
    const notes = { notes: ['id', 'text'] };
    const databases = { default: { tables: { ...notes, owners: ['id'] } as typeof notes } };
    const standIn = await startStandIn({
      version,
      databases,
      adminSecret: 'e2e-admin-secret',
      env: { E2E_DATABASE_URL: 'postgres://postgres@postgres:5432/postgres' },
    });
    const played: string[] = [];
    try {
      await playScenario(
        {
          endpoint: standIn.url,
          adminSecret: 'e2e-admin-secret',
          createTables: async () => {
            Object.assign(databases.default.tables, notes);
          },
          dropNotes: async () => {
            Reflect.deleteProperty(databases.default.tables, 'notes');
          },
          remoteSchema: async () => {
            const remote = await startRemoteSchema();
            await remote.stop();
            return remote;
          },
        },
        BUNDLE,
        async (name, check) => {
          await check();
          played.push(name);
        },
      );
    } finally {
      await standIn.close();
    }
    expect(played).toHaveLength(7);
  },
  60_000,
);
