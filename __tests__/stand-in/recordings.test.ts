import { request as send } from 'node:http';
import { afterEach, expect, test } from '@jest/globals';
import { type RemoteSchema, startRemoteSchema } from '../../tools/stand-in/remote-schema.js';
import { startStandIn } from '../../tools/stand-in/server.js';
import type { StandIn } from '../../tools/stand-in/types.js';
import { closeLater, type Json } from './calling.js';
import {
  EXCEPTIONS,
  type Exception,
  type Exchange,
  exchangesIn,
  RECORDINGS,
} from './recordings.js';

const SECRET = 'recorded-admin-secret';

/** What a recording's server was started with. */
const MODES: Record<string, Json> = {
  'mode-no-secret.json': { adminSecret: undefined },
  'mode-jwt.json': { jwt: true },
  'mode-internal-errors-off.json': { internalErrors: false },
  'mode-metadata-api-disabled.json': { metadataApi: false },
};

/** What each server held at the start. */
const DEFAULT_SOURCE = {
  name: 'default',
  kind: 'postgres',
  configuration: { connection_info: { database_url: 'postgres://postgres@127.0.0.1:5432/app' } },
  tables: [],
};

/** The database that each recording starts with. */
function databases(): Json {
  const app = {
    tables: {
      authors: ['id', 'name', 'email'],
      articles: ['id', 'author_id', 'title', 'rating'],
      'inventory.items': ['id', 'article_id', 'stock'],
    },
    functions: ['search_articles', 'author_full'],
    foreignKeys: { 'articles.author_id': 'authors', 'inventory.items.article_id': 'articles' },
  };
  return { default: app, second: { tables: {} } };
}

const remoteSchemas = new Map<string, RemoteSchema>();
afterEach(async () => {
  await Promise.all([...remoteSchemas.values()].map((schema) => schema.stop()));
  remoteSchemas.clear();
});

test.each(RECORDINGS)('the stand-in answers like the real server recorded in %s', async (file) => {
  const standIn = await startStandIn({
    version: file.startsWith('v2.36.0/') ? 'v2.36.0' : 'v2.48.16',
    adminSecret: SECRET,
    databases: databases(),
    resourceVersion: 100,
    metadata: { version: 3, sources: file.startsWith('mode-') ? [] : [DEFAULT_SOURCE] },
    ...MODES[file],
  });
  closeLater(() => standIn.close());
  // Resource versions are counted from the first that is seen, and again after an excepted call.
  let offset: number | undefined;
  for (const exchange of exchangesIn(file)) {
    if (exchange.event !== undefined) {
      await happen(standIn, exchange);
      continue;
    }
    const [recorded, actual] = await replay(standIn, exchange, file.startsWith('mode-'));
    const isException = (one: Exception) => one.file === file && one.step === exchange.step;
    const exception = EXCEPTIONS.find(isException);
    if (actual.resource_version !== undefined) {
      offset ??= recorded.resource_version - actual.resource_version;
      actual.resource_version += offset;
    }
    compare(exchange.step, recorded, actual, exception);
    if (exception) offset = undefined;
  }
});

test('every exception belongs to a step of a recording', () => {
  for (const { file, step } of EXCEPTIONS) {
    expect(exchangesIn(file).map((exchange) => exchange.step)).toContain(step);
  }
});

/** Compares what a real server answered with what the stand-in did; an exception has to be needed. */
function compare(step: string | undefined, recorded: Json, actual: Json, exception?: Exception) {
  if (exception === undefined) {
    expect({ step, ...normalize(actual) }).toEqual({ step, ...normalize(recorded) });
    return;
  }
  const { reason, cut } = exception;
  const same = JSON.stringify(normalize(actual)) === JSON.stringify(normalize(recorded));
  expect({ step, reason, needed: !same }).toEqual({ step, reason, needed: true });
  if (cut)
    expect({ step, ...normalize(actual, cut) }).toEqual({ step, ...normalize(recorded, cut) });
}

/** What is recorded, and what the stand-in answers or holds, with the recording's ports. */
async function replay(
  standIn: StandIn,
  { step: _step, request, response, version, ...seen }: Exchange,
  isMode: boolean,
): Promise<Json[]> {
  if (request === undefined || response === undefined) {
    const recorded = { ...seen, ...(version !== undefined && { resource_version: version }) };
    return [recorded, observe(standIn, recorded)];
  }
  const secret = isMode ? {} : { 'x-hasura-admin-secret': SECRET };
  const headers = Object.entries({ ...secret, ...request.headers }).map(([name, value]) => [
    name,
    value === '(the admin secret)' ? SECRET : value,
  ]);
  const body = typeof request.body === 'string' ? request.body : JSON.stringify(request.body);
  const answer = await call(
    standIn,
    request,
    Object.fromEntries(headers),
    body && toOwnPorts(body),
  );
  return [response, answer].map(({ body: { resource_version, ...rest } = {}, ...one }: Json) => ({
    ...one,
    body: rest,
    resource_version,
  }));
}

function observe(standIn: StandIn, seen: Json): Json {
  const triggers = standIn.catalogs['default'] ?? [];
  return {
    ...('sqlTriggers' in seen && { sqlTriggers: triggers.map(({ name }) => name) }),
    ...('hdbCatalogExists' in seen && { hdbCatalogExists: 'second' in standIn.catalogs }),
    // The recordings count a trigger of hdb_catalog as well.
    ...('triggers' in seen && { triggers: triggers.length + 1 }),
    ...('resource_version' in seen && { resource_version: standIn.resourceVersion }),
  };
}

function call(
  { url }: StandIn,
  { method, path }: Json,
  headers: Json,
  body?: string,
): Promise<Json> {
  return new Promise((resolve, reject) => {
    const sent = send(`${url}${path}`, { method, headers, agent: false }, async (response) => {
      const text = toRecordedPorts((await response.toArray()).join(''));
      const {
        statusCode: status,
        headers: { 'content-type': type = '' },
      } = response;
      const content = type.includes('json') ? { body: JSON.parse(text) } : { text };
      resolve({ status, type, ...content });
    });
    sent.on('error', reject).end(body);
  });
}

/** Lets happen what happened between two calls. */
async function happen(
  standIn: StandIn,
  { event, url = '', sdl = '', sql = '' }: Exchange,
): Promise<void> {
  const known = remoteSchemas.get(url);
  if (event === 'sql') {
    for (const database of Object.values(standIn.databases ?? {})) runSql(database, sql);
  } else if (event === 'remote schema down') await known?.stop();
  else if (known === undefined) remoteSchemas.set(url, await startRemoteSchema({ sdl }));
  else await known.start();
}

/** The statements of the recordings that change a database; others are ignored. */
function runSql({ tables, functions = [] }: Json, sql: string): void {
  const text = sql.replaceAll('public.', '');
  for (const [, table = ''] of text.matchAll(/DROP TABLE (?:IF EXISTS )?([\w.]+)/g))
    delete tables[table];
  for (const [, name] of text.matchAll(/DROP FUNCTION (\w+)/g))
    functions.splice(functions.indexOf(name), 1);
  for (const [, table = '', column = ''] of text.matchAll(/CREATE TABLE (\w+) \((\w+)/g))
    tables[table] = [column];
  for (const [, table = '', column] of text.matchAll(/ALTER TABLE (\w+) DROP COLUMN (\w+)/g)) {
    if (table in tables) tables[table] = tables[table].filter((name: string) => name !== column);
  }
  for (const [, table = '', column, next] of text.matchAll(
    /ALTER TABLE (\w+) RENAME COLUMN (\w+) TO (\w+)/g,
  )) {
    if (table in tables)
      tables[table] = tables[table].map((name: string) => (name === column ? next : name));
  }
}

const portIn = (url: string) => new URL(url).port;
const toOwnPorts = (text: string) =>
  [...remoteSchemas].reduce(
    (result, [url, { port }]) => result.replaceAll(portIn(url), `${port}`),
    text,
  );
const toRecordedPorts = (text: string) =>
  [...remoteSchemas].reduce(
    (result, [url, { port }]) => result.replaceAll(`${port}`, portIn(url)),
    text,
  );

/** The lists whose order is that of a hash map. */
const SETS = new Set(['inconsistent_objects', 'internal', 'sqlTriggers']);

/** An answer without what differs between two runs: orders, numbers of sockets, repeated objects. */
function normalize(value: Json, cut?: RegExp): Json {
  if (typeof value === 'string') {
    return (cut ? value.replace(cut, '') : value)
      .replace(/<socket: \d+>/, '<socket>')
      .replaceAll(/\[[^\][]*\]/g, (list) => list.slice(1, -1).split(', ').sort().join(', '));
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => normalize(item, cut));
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [
        key,
        SETS.has(key) && Array.isArray(part)
          ? [...new Set(part.map((item) => JSON.stringify(normalize(item, cut))))].sort()
          : normalize(part, cut),
      ]),
  );
}
