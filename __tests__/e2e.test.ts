import { expect, test } from '@jest/globals';
import { playScenario } from '../tools/e2e/scenario.js';
import { startRemoteSchema } from '../tools/stand-in/remote-schema.js';
import { startStandIn } from '../tools/stand-in/server.js';
import { builtAction } from './support/bundle.js';

const ADMIN_SECRET = 'e2e-admin-secret';

/**
 * The scenario for real servers, played on the stand-in: the stand-in behaves as real servers do,
 * and the scenario asks for what the action does.
 */
test.each(['v2.48.16', 'v2.0.10'])(
  'the end-to-end scenario passes on the stand-in of %s',
  async (version) => {
    const first: Record<string, string[]> = {};
    const second = { tables: { entries: ['id'] }, reachable: true };
    const standIn = await startStandIn({
      version,
      databases: { default: { tables: first }, second },
      adminSecret: ADMIN_SECRET,
    });
    const played: string[] = [];
    try {
      await playScenario(
        {
          endpoint: standIn.url,
          adminSecret: ADMIN_SECRET,
          databases: { first: 'postgres://db/first', second: 'postgres://db/second' },
          createTables: async () => {
            Object.assign(first, { notes: ['id', 'text'], owners: ['id'] });
          },
          dropNotes: async () => {
            Reflect.deleteProperty(first, 'notes');
          },
          breakSecond: async () => {
            second.reachable = false;
          },
          repairSecond: async () => {
            second.reachable = true;
          },
          traces: async () => structuredClone(standIn.catalogs),
          remoteSchema: async () => {
            const remote = await startRemoteSchema({ fields: ['hello'] });
            await remote.stop();
            return remote;
          },
        },
        builtAction(),
        async (name, check) => {
          await check();
          played.push(name);
        },
      );
    } finally {
      await standIn.close();
    }
    expect(played).toHaveLength(19);
  },
);
