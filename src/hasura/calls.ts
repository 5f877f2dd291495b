import type { InconsistentObject, MetadataWarning } from '../model/report.js';
import type { FailureKind } from './failures.js';

/** Which sources, remote schemas or data connectors a call is about: all, none, or those named. */
export type Selection = boolean | readonly string[];

/** What `reload_metadata` is asked to reload. */
export interface ReloadScope {
  readonly sources: Selection;
  readonly remoteSchemas: Selection;
  readonly dataConnectors: Selection;
  /** Whose event triggers get their SQL triggers again; since v2.1.0. */
  readonly recreateEventTriggers: Selection;
}

/** A call of the metadata API. */
export interface MetadataCall {
  readonly type: string;
  readonly args: unknown;
  readonly version?: number;
  readonly resource_version?: number;
}

/**
 * `reload_metadata`. `reload_data_connectors` and `recreate_event_triggers` are sent only where
 * they say something: servers that do not know them would be asked for what they cannot do.
 */
export function reloadMetadata(scope: ReloadScope): MetadataCall {
  const args: Record<string, Selection> = {
    reload_sources: scope.sources,
    reload_remote_schemas: scope.remoteSchemas,
  };
  if (scope.dataConnectors !== true) args['reload_data_connectors'] = scope.dataConnectors;
  if (scope.recreateEventTriggers !== false) {
    args['recreate_event_triggers'] = scope.recreateEventTriggers;
  }
  return { type: 'reload_metadata', args };
}

/** `get_inconsistent_metadata`: reads the schema cache and reloads nothing. */
export function getInconsistentMetadata(): MetadataCall {
  return { type: 'get_inconsistent_metadata', args: {} };
}

/** `export_metadata`, in the form that includes the `resource_version`. */
export function exportMetadata(): MetadataCall {
  return { type: 'export_metadata', version: 2, args: {} };
}

/** `get_catalog_state`: where the CLI keeps what has been migrated. */
export function getCatalogState(): MetadataCall {
  return { type: 'get_catalog_state', args: {} };
}

/** What `replace_metadata` is asked to do. */
export interface Replacement {
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly allowInconsistentMetadata: boolean;
  readonly allowWarnings: boolean;
  /** The version that is to be replaced: where the server has moved on, it answers 409. */
  readonly resourceVersion: number | undefined;
}

/** `replace_metadata`, version 2. */
export function replaceMetadata(replacement: Replacement): MetadataCall {
  return {
    type: 'replace_metadata',
    version: 2,
    ...(replacement.resourceVersion !== undefined && {
      resource_version: replacement.resourceVersion,
    }),
    args: {
      allow_inconsistent_metadata: replacement.allowInconsistentMetadata,
      allow_warnings: replacement.allowWarnings,
      metadata: replacement.metadata,
    },
  };
}

/** A call without a usable answer, free of secrets. */
export interface CallFailure {
  readonly kind: FailureKind;
  /** `POST https://host/v1/metadata (reload_metadata)`, without credentials. */
  readonly attempted: string;
  /** What came back: `HTTP 504, an HTML page`. */
  readonly received: string;
  readonly fix: string;
  /** `path` of the server's error, a JSON path into the request. */
  readonly path?: string;
  /** The objects that metadata was refused for, if the server named them. */
  readonly objects?: readonly InconsistentObject[];
  /** The warnings that metadata was refused for, if the server named them. */
  readonly warnings?: readonly MetadataWarning[];
  /** What `Retry-After` asks for. */
  readonly retryAfterSeconds?: number;
}

/** The answer to a call: its value, or why there is none. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: CallFailure };

/** What was attempted, what came back, and how to fix it. */
export function messageOf({ attempted, received, fix }: CallFailure): string {
  return `${attempted}: ${received}. ${fix}`;
}
