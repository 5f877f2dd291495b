// The types that the stand-in's files share. There is no code here.

/**
 * JSON as it was sent. It is not typed, since tests send invalid metadata as well.
 * @typedef {any} JsonObject
 */

/**
 * The contents of a database. Tests change it while the stand-in runs: a reload sees the change.
 * @typedef {object} Database
 * @property {boolean | (() => boolean)} [reachable] default true
 * @property {string} [message] the driver's message if it cannot connect
 * @property {Record<string, string[]>} tables columns by table, by names such as `orders` and
 *   `inventory.items`
 * @property {string[]} [functions] their names, in the same form
 * @property {Record<string, string>} [foreignKeys] the table that a column refers to, by `table.column`;
 *   without it, filters through object relationships are not followed
 */

/** @typedef {Record<string, Database>} Databases databases by the name of their source */

/**
 * One request, as recorded in `calls` and as handed to `onRequest`.
 * @typedef {object} Call
 * @property {string} method
 * @property {string} path with its query string
 * @property {import('node:http').IncomingHttpHeaders} headers
 * @property {string} body as it was sent
 * @property {any} json the body parsed, undefined if it is not JSON
 * @property {string | undefined} type of a metadata call, such as `reload_metadata`
 * @property {number} ordinal counted from 1 over all calls
 * @property {number} ordinalOfKind counted from 1 over the calls of this type, or of this method and path
 */

/**
 * How one answer fails. The keys combine: `{ status: 502, body: '<html>', delayMs: 50 }`.
 *
 * The call is carried out if the fault needs the real answer, or with `applyThen`. A fault with its own
 * `status` or `body`, or one that ends the connection before the headers, prevents it.
 * @typedef {object} Fault
 * @property {number} [status]
 * @property {Record<string, string | string[]>} [headers] added to the answer's own
 * @property {string | Buffer | JsonObject} [body] an object is sent as JSON
 * @property {'before-headers' | 'after-headers' | 'mid-body'} [reset] the connection is reset there
 * @property {'before-headers' | 'after-headers'} [hang] nothing more is ever sent
 * @property {number} [drip] milliseconds a byte
 * @property {number} [truncate] bytes of the body sent before the connection is closed
 * @property {number} [wrongLength] what Content-Length says; if it is too large, a client waits for the rest
 *   or sees the connection closed early
 * @property {number} [delayMs] waited before anything else happens
 * @property {Fault} [applyThen] the call is carried out, and then its answer fails like this
 */

/** @typedef {(call: Call) => Fault | void | Promise<Fault | void>} OnRequest */

/**
 * @typedef {object} StandInOptions
 * @property {JsonObject} [metadata] of version 3; loaded through the consistency check
 * @property {number} [resourceVersion] default 1
 * @property {Record<string, Record<string, boolean>>} [migrations] what the CLI has migrated: whether it
 *   is dirty, by database and version
 * @property {Databases} [databases] without it every table, column and function that the metadata
 *   names exists; with it, a source that it lacks is unreachable
 * @property {Record<string, string | undefined>} [env] the server's environment variables
 * @property {string} [adminSecret] none: every call is admitted
 * @property {boolean} [jwt] calls without the admin secret need a JSON Web Token; none is valid
 * @property {boolean} [metadataApi] false: disabled
 * @property {boolean} [internalErrors] false: refusals name nothing
 * @property {string} [version] default `v2.48.16`
 * @property {JsonObject[]} [inconsistentObjects] answered as they are, nothing is computed
 * @property {JsonObject[]} [warnings] added to the computed ones of each replace_metadata
 * @property {OnRequest} [onRequest]
 * @property {{ key: string | Buffer, cert: string | Buffer }} [tls] speak https
 * @property {string} [host] default `127.0.0.1`
 * @property {number} [port] default 0, any free one
 */

/**
 * @typedef {object} StandIn
 * @property {string} url without a trailing slash
 * @property {number} port
 * @property {readonly Call[]} calls all requests so far
 * @property {JsonObject} metadata the metadata that the server holds, as it was sent
 * @property {number} resourceVersion
 * @property {Databases | undefined} databases
 * @property {Record<string, string | undefined>} env
 * @property {Record<string, string[]>} sqlTriggers names of the event triggers that have SQL triggers in
 *   the database, by source
 * @property {Record<string, Array<{ name: string, table: string }>>} catalogs the SQL triggers in the
 *   database, by source; a source without `hdb_catalog` is absent
 * @property {JsonObject[] | undefined} inconsistentObjects set it to answer exactly these
 * @property {JsonObject[]} warnings added to the computed ones of each replace_metadata
 * @property {OnRequest | undefined} onRequest set it to change the answers to later calls
 * @property {(metadata: JsonObject) => Promise<void>} load takes metadata in without a call
 * @property {() => Promise<void>} close ends all connections at once
 */

/**
 * An object of the metadata as the server names it.
 * @typedef {{ type: string, name: string, definition: any }} MetadataObject
 */

/**
 * What a source's database answered when it was last asked; without `tables`, all exist.
 * @typedef {object} SourceSnapshot
 * @property {{ reason: string, message?: string }} [failure]
 * @property {Map<string, Set<string>>} [tables]
 * @property {Set<string>} [functions]
 * @property {Record<string, string>} [foreignKeys]
 */

/**
 * What a remote schema answered when it was last asked.
 * @typedef {object} RemoteSnapshot
 * @property {string} key the definition that was asked, since a changed one is asked again
 * @property {{ reason: string, message?: any }} [failure]
 * @property {import('graphql').GraphQLSchema} [schema]
 */

/**
 * The answers that the consistency check reads.
 * @typedef {object} Snapshots
 * @property {Map<string, SourceSnapshot>} sources
 * @property {Map<string, RemoteSnapshot>} remoteSchemas
 */

export {};
