import { afterEach } from '@jest/globals';
import { startRemoteSchema } from '../../tools/stand-in/remote-schema.js';
import { startStandIn } from '../../tools/stand-in/server.js';

export type StandIn = Awaited<ReturnType<typeof startStandIn>>;
export type Options = NonNullable<Parameters<typeof startStandIn>[0]>;
// biome-ignore lint/suspicious/noExplicitAny: answers are whatever the server sent
export type Json = any;

const open: Array<() => Promise<void>> = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()));
});

export function closeLater(close: () => Promise<void>): void {
  open.push(close);
}

export async function standInFor(options: Options): Promise<StandIn> {
  const standIn = await startStandIn(options);
  closeLater(() => standIn.close());
  return standIn;
}

export async function remoteSchemaFor(options?: Parameters<typeof startRemoteSchema>[0]) {
  const remoteSchema = await startRemoteSchema(options);
  closeLater(() => remoteSchema.stop());
  return remoteSchema;
}

export async function post(
  { url }: StandIn,
  body: unknown,
  { headers = {}, path = '/v1/metadata' }: { headers?: Record<string, string>; path?: string } = {},
): Promise<{ status: number; body: Json }> {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

export async function reload(standIn: StandIn, args: Json = {}): Promise<Json> {
  return (await post(standIn, { type: 'reload_metadata', args })).body;
}

export async function inconsistentObjects(options: Options): Promise<Json[]> {
  const standIn = await standInFor(options);
  const { body } = await post(standIn, { type: 'get_inconsistent_metadata', args: {} });
  return body.inconsistent_objects;
}

export function table(name: string, rest: Json = {}): Json {
  return { table: { schema: 'public', name }, ...rest };
}

export function source(tables: Json[], rest: Json = {}): Json {
  return { name: 'default', kind: 'postgres', configuration: {}, tables, ...rest };
}

export function metadataOf(tables: Json[], rest: Json = {}): Json {
  return { version: 3, sources: [source(tables)], ...rest };
}

export function trigger(name: string): Json {
  return {
    name,
    definition: { enable_manual: true, insert: { columns: '*' } },
    retry_conf: { num_retries: 0 },
    webhook: 'http://handlers.invalid/',
  };
}
