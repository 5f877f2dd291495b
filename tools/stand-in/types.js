// The types that the stand-in's files share. JSDoc only: nothing here runs.

/**
 * JSON as it came over the wire. The stand-in is lenient where the server is, so it stays untyped.
 * @typedef {any} JsonObject
 */

/**
 * A database as the test wants it to be. Change it while the stand-in runs: a reload sees the change.
 * @typedef {object} Database
 * @property {boolean | (() => boolean)} [reachable] default true
 * @property {string} [kind] the source's kind, when it is not the metadata's own
 * @property {string} [message] what the driver says when it cannot connect
 * @property {Record<string, string[]>} tables columns by table, written as in a table's name: `orders`,
 *   `inventory.items`
 * @property {string[]} [functions] written likewise
 */

/** @typedef {Record<string, Database>} Databases databases by the name of their source */

/**
 * One request, as recorded in `calls` and as handed to `onRequest`.
 * @typedef {object} Call
 * @property {string} method
 * @property {string} path with its query string
 * @property {import('node:http').IncomingHttpHeaders} headers
 * @property {string} body as it was sent
 * @property {any} json the body parsed, undefined when it is no JSON
 * @property {string | undefined} type of a metadata call, such as `reload_metadata`
 * @property {number} ordinal counted from 1 over all calls
 * @property {number} ordinalOfKind counted from 1 over the calls of this type, or of this method and path
 */

/**
 * What is to go wrong with one answer. The keys combine: `{ status: 502, body: '<html>', delayMs: 50 }`.
 *
 * The call's work is done when the fault needs the true answer's body, or with `applyThen`; a fault
 * that brings its own `status` or `body`, or that cuts before the headers, leaves it undone.
 * @typedef {object} Fault
 * @property {number} [status]
 * @property {Record<string, string | string[]>} [headers] laid over the answer's own
 * @property {string | Buffer | JsonObject} [body] an object is sent as JSON
 * @property {'before-headers' | 'after-headers' | 'mid-body'} [reset] the connection is reset there
 * @property {'before-headers' | 'after-headers'} [hang] nothing more is ever sent
 * @property {number} [drip] milliseconds a byte
 * @property {number} [truncate] bytes of the body sent before the connection is closed
 * @property {number} [wrongLength] the bytes that Content-Length declares; with too many of them a client
 *   that keeps its connection alive waits, another sees it closed early
 * @property {number} [delayMs] waited before anything else happens
 * @property {Fault} [applyThen] the work is done, then its answer is lost as this says
 */

/** @typedef {(call: Call) => Fault | void | Promise<Fault | void>} OnRequest */

/**
 * @typedef {object} StandInOptions
 * @property {JsonObject} [metadata] version 3, or the v1 form; loaded through the consistency check
 * @property {number} [resourceVersion] default 1
 * @property {Databases} [databases] without it every table, column and function that the metadata
 *   names exists; with it, a source that it lacks is unreachable
 * @property {Record<string, string | undefined>} [env] the server's environment variables
 * @property {string} [adminSecret] none: every call is admitted
 * @property {string} [version] default `v2.45.1`
 * @property {JsonObject[]} [inconsistentObjects] answered as they are, nothing is computed
 * @property {JsonObject[]} [warnings] added to the computed ones of each replace_metadata
 * @property {number} [systemTimeLimitSeconds] of Cloud: a higher limit in the metadata gives a warning
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
 * @property {JsonObject} metadata the metadata that the server holds
 * @property {number} resourceVersion
 * @property {Databases | undefined} databases
 * @property {Record<string, string | undefined>} env
 * @property {Record<string, string[]>} sqlTriggers names of the event triggers whose SQL triggers stand
 *   in the database, by source
 * @property {JsonObject[] | undefined} inconsistentObjects set it to answer exactly these
 * @property {JsonObject[]} warnings added to the computed ones of each replace_metadata
 * @property {OnRequest | undefined} onRequest set it to interfere with the calls to come
 * @property {(metadata: JsonObject) => Promise<void>} load takes metadata in without a call
 * @property {() => Promise<void>} close ends all connections at once
 */

/**
 * An object of the metadata as the server names it.
 * @typedef {{ type: string, name: string, definition: any }} MetadataObject
 */

/**
 * What a source's database said when it was last asked; `tables` is undefined when all exist.
 * @typedef {object} SourceSnapshot
 * @property {{ reason: string, message?: string } | undefined} failure
 * @property {Map<string, Set<string>> | undefined} tables
 * @property {Set<string> | undefined} functions
 */

/**
 * What a remote schema or an agent said when it was last asked.
 * @typedef {object} RemoteSnapshot
 * @property {string} key the definition that was asked, since a changed one is asked again
 * @property {{ reason: string, message?: any, unreachable?: boolean } | undefined} failure `unreachable`:
 *   nothing answered
 * @property {string[]} queryFields
 * @property {string[]} mutationFields
 * @property {Record<string, string[]>} types fields by the name of their type
 */

/**
 * The part of the schema cache that the consistency check reads.
 * @typedef {object} Snapshots
 * @property {Map<string, SourceSnapshot>} sources
 * @property {Map<string, RemoteSnapshot>} remoteSchemas
 * @property {Map<string, RemoteSnapshot>} agents
 */

export {};
