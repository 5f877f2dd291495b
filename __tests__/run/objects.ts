import { readInconsistentObjects } from '../../src/hasura/inconsistent-objects.js';
import type { InconsistentObject } from '../../src/model/report.js';

const DOWN = 'Connection refused';

/** A remote schema that is down, which can recover. */
export function remoteSchemaDown(name: string, message = DOWN): object {
  return {
    type: 'remote_schema',
    name: `remote_schema ${name}`,
    definition: { name, definition: { url: 'http://a' } },
    reason: 'Inconsistent object: HTTP exception occurred while sending the request',
    message,
  };
}

/** A source that is down, which can recover. */
export function sourceDown(name: string): object {
  return {
    type: 'source',
    name: `source ${name}`,
    definition: name,
    reason: 'Inconsistent object: connection error',
    message: DOWN,
  };
}

/** A table that does not exist, which cannot recover. */
export function missingTable(name: string): object {
  return {
    type: 'table',
    name: `table ${name} in source default`,
    definition: { schema: 'public', name },
    reason: `Inconsistent object: no such table/view exists in source: "${name}"`,
  };
}

/** Objects as the client reads them. */
export function read(...objects: readonly object[]): InconsistentObject[] {
  return readInconsistentObjects(objects);
}
