import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRemoteSchema } from '../../tools/stand-in/remote-schema.js';
import { SHOP_ADMIN_SECRET, shopEnvironment, startShop } from '../../tools/stand-in/shop.js';
import { readWorkflow, type Step } from './workflows.js';

/** The repository of the action, as examples name it. */
export const USES = 'seed-73227864/hasura-metadata-reloader';

/** The files of all examples that are workflows. */
export const EXAMPLES = readdirSync('examples').filter((name) => /^[^.].*\.yml$/.test(name));

/** The steps of an example that use the action. */
export function stepsOf(file: string): Step[] {
  const { jobs } = readWorkflow(`examples/${file}`);
  const steps = Object.values(jobs).flatMap((job) => job.steps ?? []);
  return steps.filter(({ uses }) => uses?.startsWith(`${USES}@`));
}

/** The step of an example that uses the action. */
export function stepOf(file: string): Step {
  const [found, ...others] = stepsOf(file);
  if (!found || others.length > 0) throw new Error(`${file} needs to have one such step.`);
  return found;
}

/** What examples run against. */
export interface ExampleShop {
  /** A checkout whose `hasura/` is the shop's project. */
  readonly workspace: string;
  readonly shop: Awaited<ReturnType<typeof startShop>>;
  /** Values of the expressions in examples. */
  readonly values: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

/** Starts the shop with a reachable remote schema: what is broken cannot recover, so no run waits. */
export async function openExampleShop(): Promise<ExampleShop> {
  const workspace = mkdtempSync(join(tmpdir(), 'example-'));
  cpSync('tools/stand-in/shop', join(workspace, 'hasura'), { recursive: true });
  const payments = await startRemoteSchema({ fields: ['payment', 'payments'] });
  const env = {
    ...shopEnvironment(),
    PAYMENTS_URL: payments.url,
    PAYMENTS_AUTHORIZATION: 'none',
    CATALOG_URL: '',
    SHOP_HANDLERS_TOKEN: 'none',
  };
  const shop = await startShop({ paymentsUrl: payments.url, env });
  const remotes: { name: string; definition: { url: string } }[] = shop.metadata.remote_schemas;
  env.CATALOG_URL = remotes.find(({ name }) => name === 'catalog-api')?.definition.url ?? '';
  return {
    workspace,
    shop,
    values: {
      'vars.HASURA_GRAPHQL_ENDPOINT': shop.url,
      'secrets.HASURA_GRAPHQL_ADMIN_SECRET': SHOP_ADMIN_SECRET,
      'secrets.PREVIEW_ADMIN_SECRET': SHOP_ADMIN_SECRET,
      'secrets.HASURA_GRAPHQL_HEADERS': 'X-Proxy-Token: none',
      'github.event.pull_request.number': '7',
    },
    close: async () => {
      await Promise.all([shop.close(), payments.stop()]);
      rmSync(workspace, { recursive: true, force: true });
    },
  };
}
