export const id = 738;
export const ids = [738];
export const modules = {

/***/ 3738:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openSentry: () => (/* binding */ openSentry)
});

// UNUSED EXPORTS: DELIVERY_MS

// EXTERNAL MODULE: external "node:async_hooks"
var external_node_async_hooks_ = __webpack_require__(6698);
// EXTERNAL MODULE: external "node:diagnostics_channel"
var external_node_diagnostics_channel_ = __webpack_require__(3053);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(4708);
;// CONCATENATED MODULE: ./src/sentry/connections.ts




// https://nodejs.org/api/diagnostics_channel.html#net
const SOCKET_CHANNEL = 'net.client.socket';
/**
 * All that a transport opens, to be closed at once: a request or a socket without an answer would
 * keep the process from ending. A socket to a proxy belongs to no request until the proxy has
 * answered, and is therefore told by where it was opened from.
 */
class Connections {
    #requests = new Set();
    #sockets = new Set();
    #ours = new external_node_async_hooks_.AsyncLocalStorage();
    constructor() {
        (0,external_node_diagnostics_channel_.subscribe)(SOCKET_CHANNEL, this.#noticed);
    }
    /** What the transport is to open its requests with. */
    module(protocol) {
        const native = protocol === 'https:' ? external_node_https_ : external_node_http_;
        return {
            request: (options, callback) => {
                const request = this.#ours.run(true, () => native.request(options, callback));
                keep(request, this.#requests);
                return request;
            },
        };
    }
    /** Closes what is open. */
    close() {
        (0,external_node_diagnostics_channel_.unsubscribe)(SOCKET_CHANNEL, this.#noticed);
        // Closed without an error a request would look reset, and the transport tries some of those
        // again; and who waits for a proxy's socket would never hear of it.
        const error = new Error('hung up');
        for (const request of this.#requests)
            request.destroy(error);
        for (const socket of this.#sockets)
            socket.on('error', () => { }).destroy(error);
    }
    #noticed = (message) => {
        if (this.#ours.getStore())
            keep(message.socket, this.#sockets);
    };
}
function keep(one, among) {
    among.add(one);
    one.once('close', () => among.delete(one));
}

;// CONCATENATED MODULE: ./src/sentry/delivery.ts

/**
 * Sentry's own transport, watched: the client swallows answers and errors alike, and its `flush`
 * says `true` after either, so what became of each envelope is kept here.
 */
class Courier {
    #make;
    #deliveries = [];
    #connections = new Connections();
    constructor(make) {
        this.#make = make;
    }
    /** The transport to give to Sentry's client. Throws where a proxy's address is invalid. */
    transport = (options) => {
        const protocol = options.url.startsWith('https:') ? 'https:' : 'http:';
        const inner = this.#make({ ...options, httpModule: this.#connections.module(protocol) });
        return {
            send: (envelope) => this.#send(inner, envelope),
            flush: async (withinMs = 0) => {
                await within(withinMs, this.settled());
                return true;
            },
        };
    };
    /** Notes what is handed to the client, which may throw it away without a word. */
    expect(cargo) {
        this.#note(cargo);
    }
    /** All that was handed to the client so far, and what became of it. */
    get deliveries() {
        return this.#deliveries.map(({ cargo, outcome }) => ({ cargo, outcome }));
    }
    /** Resolves, never rejects, once all that is under way by now is answered or has failed. */
    async settled() {
        await Promise.all(this.#deliveries.map((delivery) => delivery.settled));
    }
    /** Closes every connection, so that none keeps the process from ending. */
    hangUp() {
        this.#connections.close();
    }
    #send(inner, envelope) {
        const sent = inner.send(envelope);
        const delivery = this.#claim(cargoOf(envelope));
        delivery.outcome = 'unanswered';
        delivery.settled = Promise.resolve(sent.then(({ statusCode }) => {
            // Without a status there was no request: the transport keeps to Sentry's rate limits.
            delivery.outcome = statusCode === undefined ? 'withheld' : { status: statusCode };
        }, (error) => {
            delivery.outcome = { code: codeOf(error) };
        }));
        return sent;
    }
    #claim(cargo) {
        const isWaiting = (one) => one.cargo === cargo && one.outcome === 'unsent';
        return this.#deliveries.find(isWaiting) ?? this.#note(cargo);
    }
    #note(cargo) {
        const delivery = { cargo, outcome: 'unsent', settled: Promise.resolve() };
        this.#deliveries.push(delivery);
        return delivery;
    }
}
/** Resolves when the work is done or the time is up; rejects only where the work does before. */
async function within(ms, work) {
    let timer;
    const late = new Promise((resolve) => {
        timer = setTimeout(resolve, ms);
    });
    try {
        await Promise.race([work, late]);
    }
    finally {
        clearTimeout(timer);
    }
}
function cargoOf(envelope) {
    return envelope[1].some(([header]) => header.type === 'check_in') ? 'check-in' : 'event';
}
function codeOf(error) {
    const code = error?.code;
    return typeof code === 'string' ? code : 'no further details';
}

// EXTERNAL MODULE: ./src/lib/visible.ts
var visible = __webpack_require__(4285);
// EXTERNAL MODULE: ./src/model/describe.ts
var describe = __webpack_require__(1872);
;// CONCATENATED MODULE: ./src/sentry/events.ts


/** More would be one outage told fifty times, and would not be delivered in time. */
const MAX_EVENTS = 50;
// https://develop.sentry.dev/sdk/expected-features/data-handling/#variable-size: what is longer is
// cut by Sentry, in the middle of a word and without saying so. A context may hold 8 kB in all.
const MAX_TAG_CHARS = 200;
const MAX_TITLE_CHARS = 250;
const MAX_MESSAGE_CHARS = 4_000;
const MAX_REASON_CHARS = 3_000;
const MAX_DETAIL_CHARS = 3_000;
const MAX_DEFINITION_CHARS = 7_000;
const MAX_DEPENDENTS = 30;
const MAX_NAME_CHARS = 200;
/**
 * The events that a report is worth: one a cause, one for the failure that kept it from a verdict,
 * and, where neither is there and the step failed nevertheless, one a warning, or one for the
 * verdict. Beyond `MAX_EVENTS` the last one
 * counts the rest. A fingerprint is made of identities alone, so that Sentry keeps one issue for an
 * object whatever the reason says this time.
 */
function eventsOf(report, env) {
    const common = commonTags(report, env);
    const events = [
        ...report.causes.map((cause) => ofCause(cause, report)),
        ...(report.failure ? [ofFailure(report.failure)] : []),
        ...ofTheRest(report),
    ];
    return bounded(events).map(({ tags, fingerprint, ...event }) => ({
        level: 'error',
        ...event,
        // Sentry is not to note the address that the event comes from.
        sdk: { settings: { infer_ip: 'never' } },
        fingerprint: ['hasura metadata', ...fingerprint, report.findings.server],
        tags: tidy({ ...tags, ...common }),
    }));
}
function ofCause({ object, dependents }, report) {
    return {
        message: titleOf(object),
        fingerprint: ['inconsistency', ...fingerprintOf(object)],
        tags: { 'hasura.type': object.type, 'hasura.source': object.identity.source },
        contexts: {
            inconsistency: defined({
                reason: cut(object.reason, MAX_REASON_CHARS),
                detail: object.detail && cut(object.detail, MAX_DETAIL_CHARS),
                host: object.host && oneLine(object.host, MAX_NAME_CHARS),
                location: place(report, object),
            }),
            ...(dependents.length > 0 && {
                dependents: {
                    count: dependents.length,
                    names: dependents
                        .slice(0, MAX_DEPENDENTS)
                        .map((dependent) => oneLine((0,describe/* plain */.pj)((0,describe/* describeObject */.v8)(dependent)), MAX_NAME_CHARS)),
                },
            }),
            ...(object.definition !== undefined && {
                definition: { json: cut(asText(object.definition), MAX_DEFINITION_CHARS) },
            }),
        },
    };
}
function titleOf(object) {
    const subject = oneLine((0,describe/* plain */.pj)((0,describe/* describeObject */.v8)(object)), MAX_TITLE_CHARS);
    // Several at odds are described as such: "conflict of remote schema a and remote schema b".
    return object.members.length > 0 ? subject : `${subject} is inconsistent`;
}
function ofFailure(failure) {
    return {
        message: cut(failure.message, MAX_MESSAGE_CHARS),
        fingerprint: ['failure', failure.kind],
        contexts: {
            failure: defined({ kind: failure.kind, location: printed(failure.location) }),
        },
    };
}
function ofWarning(warning, report) {
    const subject = warning.identity ? keyOf(warning.identity) : [warning.name ?? ''];
    return {
        message: cut(warning.message, MAX_MESSAGE_CHARS),
        fingerprint: ['warning', warning.code ?? '', ...subject],
        tags: { 'hasura.type': warning.identity?.type, 'hasura.source': warning.identity?.source },
        contexts: {
            warning: defined({
                code: warning.code,
                name: warning.name && oneLine(warning.name, MAX_NAME_CHARS),
                location: place(report, warning),
            }),
        },
    };
}
/** Why a step failed that has neither a cause nor a failure to tell: no red run goes untold. */
function ofTheRest(report) {
    const { warnings, applied } = report.findings;
    if (!report.failed || report.causes.length > 0 || report.failure)
        return [];
    if (warnings.length > 0)
        return warnings.map((warning) => ofWarning(warning, report));
    return [{ message: cut(report.headline, MAX_MESSAGE_CHARS), fingerprint: ['verdict', applied] }];
}
function bounded(events) {
    if (events.length <= MAX_EVENTS)
        return events;
    const kept = events.slice(0, MAX_EVENTS - 1);
    return [
        ...kept,
        {
            message: `${events.length - kept.length} more problems than are told one by one`,
            fingerprint: ['more'],
        },
    ];
}
/** All that take part in a conflict, in an order that does not depend on the server's. */
function fingerprintOf(object) {
    const parts = object.members.length > 0
        ? object.members.map((member) => keyOf(member).join(' ')).sort()
        : keyOf(object.identity).slice(1);
    // Of an object that is not told by any part, the name is all there is to go by.
    return [object.type, ...(parts.length > 0 ? parts : [`name=${object.name}`])];
}
function keyOf(identity) {
    const { type, name, source, table, function: routine, ...rest } = identity;
    const parts = {
        name,
        source,
        table: table?.text,
        function: routine?.text,
        remoteSchema: rest.remoteSchema,
        typeName: rest.typeName,
        action: rest.action,
        collection: rest.collection,
        logicalModel: rest.logicalModel,
        nativeQuery: rest.nativeQuery,
        permission: rest.permission,
    };
    return [type, ...Object.entries(defined(parts)).map(([part, value]) => `${part}=${value}`)];
}
function commonTags({ findings }, env) {
    return {
        server: findings.server.split('/')[0],
        server_version: findings.serverVersion,
        'github.run_url': runUrl(env),
    };
}
function runUrl(env) {
    const server = env['GITHUB_SERVER_URL'];
    const repository = env['GITHUB_REPOSITORY'];
    const run = env['GITHUB_RUN_ID'];
    const attempt = env['GITHUB_RUN_ATTEMPT'];
    if (!server || !repository || !run)
        return undefined;
    return `${server}/${repository}/actions/runs/${run}${attempt ? `/attempts/${attempt}` : ''}`;
}
function place(report, of) {
    return printed(report.locations.get(of));
}
function printed(location) {
    return location && `${location.file}:${location.line}:${location.column}`;
}
function asText(definition) {
    return typeof definition === 'string' ? definition : JSON.stringify(definition, undefined, 2);
}
/** A tag is one line; Sentry throws an event's empty tags out with a complaint. */
function tidy(tags) {
    return Object.fromEntries(Object.entries(tags).flatMap(([key, value]) => value ? [[key, oneLine(value, MAX_TAG_CHARS)]] : []));
}
function oneLine(text, maxChars) {
    return cut(text.replace(/\s+/g, ' ').trim(), maxChars);
}
function cut(text, maxChars) {
    const whole = (0,visible/* visible */.R)(text);
    if (whole.length <= maxChars)
        return whole;
    // Half a surrogate pair is no Unicode, and Sentry refuses the whole event for it.
    return `${whole.slice(0, maxChars - 1)}…`.toWellFormed();
}
function defined(parts) {
    return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
}

;// CONCATENATED MODULE: ./src/sentry/outcome.ts
/**
 * A warning for each way in which deliveries went wrong, with how many did; empty when Sentry took
 * all. It names the host and codes only, since an error's own words may carry an address with
 * credentials.
 */
function warningsAbout(deliveries, host) {
    const groups = new Map();
    for (const { cargo, outcome } of deliveries) {
        if (isTaken(outcome))
            continue;
        const complaint = complain(outcome, host);
        groups.set(complaint, [...(groups.get(complaint) ?? []), cargo]);
    }
    return [...groups].map(([complaint, cargo]) => unreported(count(cargo), complaint));
}
/** The warning that Sentry does not know of something, and why. */
function unreported(what, why) {
    return `Sentry did not get ${what}: ${why}. The step's result does not depend on it.`;
}
function isTaken(outcome) {
    return (typeof outcome === 'object' &&
        'status' in outcome &&
        outcome.status >= 200 &&
        outcome.status < 300);
}
function complain(outcome, host) {
    if (outcome === 'withheld')
        return `${host} had set a rate limit on what came before`;
    if (outcome === 'unanswered')
        return `${host} gave no answer in time`;
    if (outcome === 'unsent')
        return "Sentry's client did not send it";
    return 'status' in outcome ? ofStatus(outcome.status, host) : ofCode(outcome.code, host);
}
function ofStatus(status, host) {
    const remark = REMARKS[status] ?? REMARKS[Math.floor(status / 100)];
    return `${host} answered ${status}${remark ? `, ${remark}` : ''}`;
}
/** By status, or by its first digit. */
const REMARKS = {
    3: 'a redirect, and those are not followed',
    5: 'an error of its own',
    400: 'it cannot read what was sent',
    401: 'it does not know the key in the DSN',
    403: 'it does not accept the key in the DSN, or not for this project',
    404: 'it knows no such project: check the DSN',
    407: 'which means that the proxy on the way wants other credentials',
    413: 'it is too large',
    429: 'the rate limit or the quota is used up',
};
function ofCode(code, host) {
    if (code === 'ECONNREFUSED')
        return `the connection to ${host} was refused`;
    if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
        return `the name ${host} does not resolve`;
    if (code === 'ECONNRESET' || code === 'EPIPE') {
        return `the connection to ${host} was closed before an answer came`;
    }
    if (TLS_CODE.test(code))
        return `no trusted TLS connection to ${host} came about (${code})`;
    return `the connection to ${host} failed (${code})`;
}
function count(cargo) {
    return ['event', 'check-in']
        .map((kind) => ({ kind, many: cargo.filter((one) => one === kind).length }))
        .filter(({ many }) => many > 0)
        .map(({ kind, many }) => `${many} ${kind}${many > 1 ? 's' : ''}`)
        .join(' and ');
}
const TLS_CODE = /CERT|SSL|TLS|SIGNED|VERIFY|ISSUER|EPROTO/;

;// CONCATENATED MODULE: ./src/sentry/reporter.ts



/** How long Sentry's answers are waited for: five seconds, less what closing takes. */
const DELIVERY_MS = 4_800;
/**
 * Loads Sentry's client and makes it ready. Where that cannot be done, the reporter says so as its
 * warning; it never throws.
 */
async function openSentry(settings, env) {
    try {
        return await reporter_open(settings, env);
    }
    catch (error) {
        return mute(`its client could not be set up (${kindOf(error)}): check the proxy's address`);
    }
}
async function reporter_open(settings, env) {
    const { makeNodeTransport, NodeClient, Scope } = await __webpack_require__.e(/* import() */ 902).then(__webpack_require__.bind(__webpack_require__, 4902));
    const courier = new Courier(makeNodeTransport);
    // A client of its own and never `init`: that would hook into the whole process, and read settings
    // and data from the environment that nobody asked to be sent.
    const client = new NodeClient({
        dsn: settings.dsn.text,
        environment: settings.environment || undefined,
        release: env['GITHUB_SHA'] || undefined,
        transport: courier.transport,
        integrations: [],
        stackParser: () => [],
        includeServerName: false,
        enableRuntimeChannelInjection: false,
        traceLifecycle: 'static',
    });
    const scope = new Scope();
    const monitorSlug = settings.monitor || undefined;
    let checkInId;
    const checkIn = (make) => {
        if (monitorSlug === undefined)
            return;
        courier.expect('check-in');
        checkInId = client.captureCheckIn(make(monitorSlug));
    };
    const deliver = async (report, withinMs) => {
        const begun = courier.settled();
        for (const event of eventsOf(report, env)) {
            courier.expect('event');
            client.captureEvent(event, undefined, scope);
        }
        // The check-ins have to arrive in order, but a first one that hangs must not cost the last.
        await within(withinMs / 2, begun);
        checkIn((monitorSlug) => finished(monitorSlug, checkInId, report));
        await client.flush(withinMs);
    };
    return {
        startCheckIn: () => checkIn((monitorSlug) => ({ monitorSlug, status: 'in_progress' })),
        report: async (report, withinMs = DELIVERY_MS) => {
            const warnings = [];
            try {
                await within(withinMs, deliver(report, withinMs));
            }
            catch (error) {
                warnings.push(unreported('this run', `an event could not be made (${kindOf(error)})`));
            }
            warnings.push(...warningsAbout(courier.deliveries, settings.dsn.host));
            courier.hangUp();
            await client.close(1);
            return warnings;
        },
    };
}
function finished(monitorSlug, checkInId, report) {
    const status = report.failed ? 'error' : 'ok';
    // A run whose beginning was never told is told in one go.
    if (checkInId === undefined)
        return { monitorSlug, status };
    return { monitorSlug, status, checkInId, duration: report.durationSeconds };
}
function mute(why) {
    return { startCheckIn() { }, report: async () => [unreported('this run', why)] };
}
/** An error's own words may hold a proxy's password. */
function kindOf(error) {
    const name = error?.name;
    return typeof name === 'string' ? name : 'no further details';
}


/***/ })

};
