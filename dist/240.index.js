export const id = 240;
export const ids = [240];
export const modules = {

/***/ 240:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  serve: () => (/* binding */ serve)
});

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(8474);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./src/cli/pass.ts
var pass = __webpack_require__(3853);
// EXTERNAL MODULE: ./src/cli/run-log.ts + 1 modules
var run_log = __webpack_require__(1524);
// EXTERNAL MODULE: ./src/output/serialize.ts
var serialize = __webpack_require__(4723);
// EXTERNAL MODULE: ./src/redact/redactor.ts + 4 modules
var redactor = __webpack_require__(5451);
// EXTERNAL MODULE: ./node_modules/prom-client/index.js
var prom_client = __webpack_require__(5222);
;// CONCATENATED MODULE: ./src/serve/metrics.ts

/** How a run ended, as its metric tells it. */
const RESULTS = ['consistent', 'inconsistent', 'refused', 'error'];
/** Makes the metrics of one service, all at zero. */
function createMetrics() {
    const registry = new prom_client.Registry();
    const registers = [registry];
    const runs = new prom_client.Counter({
        name: 'hasura_metadata_reloader_runs_total',
        help: 'Runs by result: consistent, inconsistent, refused (warnings or a refused apply), error (no verdict).',
        labelNames: ['result'],
        registers,
    });
    // A series that begins at its first increment hides that increment from rate().
    for (const result of RESULTS)
        runs.inc({ result }, 0);
    const duration = new prom_client.Histogram({
        name: 'hasura_metadata_reloader_run_duration_seconds',
        help: 'How long runs took, what was retried included.',
        buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300],
        registers,
    });
    // With a label, it has no value until there is a verdict: 0 would mean consistent.
    const inconsistent = new prom_client.Gauge({
        name: 'hasura_metadata_inconsistent_objects',
        help: 'Inconsistent objects at the last verdict, those that are ignored told apart.',
        labelNames: ['ignored'],
        registers,
    });
    const lastSuccess = new prom_client.Gauge({
        name: 'hasura_metadata_reloader_last_success_timestamp_seconds',
        help: 'When the last run ended that did not fail, in seconds since 1970; 0: never.',
        registers,
    });
    const calls = new prom_client.Gauge({
        name: 'hasura_metadata_reloader_calls_in_flight',
        help: 'Calls of /reload_metadata that wait for their answer.',
        registers,
    });
    return {
        contentType: registry.contentType,
        text: () => registry.metrics(),
        callBegins: () => {
            calls.inc();
            return () => calls.dec();
        },
        runEnded: (report) => {
            runs.inc({ result: resultOf(report) });
            duration.observe(report.durationSeconds);
            if (!report.failed)
                lastSuccess.setToCurrentTime();
            if (report.failure || !report.findings.objects)
                return;
            inconsistent.set({ ignored: 'false' }, report.inconsistencyCount);
            inconsistent.set({ ignored: 'true' }, report.ignored.length);
        },
    };
}
function resultOf(report) {
    if (report.failure)
        return 'error';
    if (report.inconsistencyCount > 0)
        return 'inconsistent';
    return report.failed ? 'refused' : 'consistent';
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
;// CONCATENATED MODULE: ./src/serve/server.ts

/** Nothing that this service takes has a body; some clients send one all the same. */
const MAX_BODY_BYTES = 64 * 1024;
/** What a body may have more, so that its sender can still read the answer that it is too large. */
const MAX_DISCARDED_BYTES = 1024 * 1024;
const LIMITS = {
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    // Longer than the 60 seconds for which load balancers keep a connection that they may use again.
    keepAliveTimeout: 65_000,
    connectionsCheckingInterval: 5_000,
    maxHeaderSize: 16 * 1024,
};
const MAX_CONNECTIONS = 2_000;
/** Makes a service of its routes; `onError` hears of what a handler throws. */
function createService(routes, onError) {
    const underWay = new Set();
    let stopping = false;
    let onIdle;
    const server = (0,external_node_http_.createServer)(LIMITS, (request, response) => {
        underWay.add(response);
        response.once('close', () => {
            underWay.delete(response);
            if (underWay.size === 0)
                onIdle?.();
        });
        const send = (answer) => sendAnswer(response, answer, stopping);
        answerCall(routes, request, stopping).then((answer) => answer && send(answer), (error) => {
            onError(error);
            send(told(500, 'Something went wrong that should not have; the log says more.'));
        });
    });
    server.maxConnections = MAX_CONNECTIONS;
    return {
        server,
        stop: async () => {
            stopping = true;
            const closed = new Promise((resolve) => server.close(resolve));
            if (underWay.size > 0) {
                await new Promise((resolve) => {
                    onIdle = resolve;
                });
            }
            // What is left waits for a next call, or has never made one.
            server.closeAllConnections();
            await closed;
        },
    };
}
/** An answer in a sentence. */
function told(status, message, headers = {}) {
    return { status, type: JSON_TYPE, body: `${JSON.stringify({ message })}\n`, headers };
}
const JSON_TYPE = 'application/json; charset=utf-8';
/** `undefined` where nobody is there any more to be answered. */
async function answerCall(routes, request, stopping) {
    const body = discardBody(request);
    if (stopping)
        return told(503, 'The service is about to end.');
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    const methods = Object.hasOwn(routes, path) ? routes[path] : undefined;
    if (!methods)
        return told(404, `There is nothing here: ${Object.keys(routes).join(', ')} are.`);
    const method = request.method === 'HEAD' && methods['GET'] ? 'GET' : (request.method ?? '');
    const handler = Object.hasOwn(methods, method) ? methods[method] : undefined;
    if (!handler) {
        const allow = Object.keys(methods).flatMap((one) => (one === 'GET' ? ['GET', 'HEAD'] : [one]));
        return told(405, `${path} takes ${allow.join(' and ')} only.`, { allow: allow.join(', ') });
    }
    const end = await body;
    if (end === 'gone')
        return undefined;
    if (end === 'too-large') {
        return told(413, `The body is not read, and must not be longer than ${MAX_BODY_BYTES} bytes.`);
    }
    return handler(request);
}
/** Reads a body to its end without keeping any of it, up to the limit; cuts off whoever goes on. */
function discardBody(request) {
    return new Promise((resolve) => {
        let bytes = 0;
        if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES)
            resolve('too-large');
        request.on('data', (chunk) => {
            bytes += chunk.length;
            if (bytes > MAX_BODY_BYTES)
                resolve('too-large');
            if (bytes > MAX_DISCARDED_BYTES)
                request.destroy();
        });
        request.once('end', () => resolve('ended'));
        request.once('error', () => resolve('gone'));
        request.once('close', () => resolve('gone'));
    });
}
function sendAnswer(response, answer, last) {
    if (response.destroyed || response.headersSent)
        return;
    response.writeHead(answer.status, {
        'content-type': answer.type,
        'content-length': Buffer.byteLength(answer.body),
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        ...(last && { connection: 'close' }),
        ...answer.headers,
    });
    response.end(answer.body);
}

// EXTERNAL MODULE: ./src/cli/settings.ts
var cli_settings = __webpack_require__(1957);
;// CONCATENATED MODULE: ./src/serve/settings.ts

/** A day, as for every other timeout. */
const MOST_SECONDS = 86_400;
/** Reads and checks everything that the service is asked to do; fails with a `UsageError`. */
function readServiceSettings(values) {
    const settings = (0,cli_settings/* readCommandSettings */.l)('serve', values, (read, problems) => {
        const port = Number(read('port'));
        if (!/^\d{1,5}$/.test(read('port')) || port > 65_535) {
            problems.push(`--port is "${read('port').slice(0, 40)}": expected a whole number from 0 to 65535.`);
        }
        const seconds = Number(read('grace-period'));
        if (!/^\d+(?:\.\d+)?$/.test(read('grace-period')) || seconds > MOST_SECONDS) {
            problems.push(`--grace-period is "${read('grace-period').slice(0, 40)}": expected a number of seconds, 0 or more, at most ${MOST_SECONDS}.`);
        }
        return {
            port,
            host: read('host') || undefined,
            token: readToken(values, read('token'), problems),
            gracePeriodSeconds: seconds,
        };
    });
    const { run, own } = settings;
    const secrets = own.token === undefined ? run.secrets : [...run.secrets, own.token];
    return { ...settings, run: { ...run, secrets } };
}
/** A token that is given and empty is a mistake that must not open the service to everybody. */
function readToken(values, token, problems) {
    const isGiven = values.has('token') || process.env['HASURA_RELOADER_TOKEN'] !== undefined;
    if (!isGiven)
        return undefined;
    if (token === '') {
        problems.push('The token is empty: expected one in --token or HASURA_RELOADER_TOKEN, or neither of them for a service that takes calls from everybody.');
    }
    else if (!/^[\u0021-\u007e]+$/.test(token)) {
        problems.push('The token is not shown: it holds a blank or a character that no bearer token can have.');
    }
    return token;
}

;// CONCATENATED MODULE: ./src/serve/shared.ts
/** Makes calls that overlap share one piece of work; who calls after its end begins anew. */
function shared(work) {
    let current;
    return {
        join: () => {
            current ??= work().finally(() => {
                current = undefined;
            });
            return current;
        },
        settled: () => Promise.allSettled([current]),
    };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./src/serve/token.ts

/**
 * Makes the check of an `Authorization` header against a bearer token. It takes as long whatever is
 * wrong, so that nobody can find the token out letter by letter.
 */
function bearerCheck(token) {
    const expected = digest(token);
    return (authorization = '') => {
        const given = /^bearer +(\S+) *$/i.exec(authorization)?.[1] ?? '';
        return (0,external_node_crypto_.timingSafeEqual)(digest(given), expected) && given !== '';
    };
}
/** Of one length whatever it is made of, as `timingSafeEqual` wants it. */
function digest(text) {
    return (0,external_node_crypto_.createHash)('sha256').update(text).digest();
}

;// CONCATENATED MODULE: ./src/serve/serve.ts











/** How long a run that is cancelled may take to end and to answer: Sentry's share is in it. */
const CANCELLED_MS = 2_000;
/**
 * The command `serve`: a web service that makes a run for each call, until a signal ends it; gives
 * the exit code. Fails with a `UsageError` only.
 */
async function serve(values, write) {
    const { run, own, logFormat, debug } = readServiceSettings(values);
    const log = (0,run_log/* openLog */.N)(logFormat, debug, write);
    const cancelled = new AbortController();
    const metrics = createMetrics();
    const pass = shared(() => answerWithPass(run, log, metrics, cancelled.signal));
    const service = createService({
        '/reload_metadata': { POST: reloadHandler(pass.join, own.token, metrics, log) },
        '/healthz': { GET: () => told(200, 'This service takes calls.') },
        '/metrics': {
            GET: async () => ({
                status: 200,
                type: metrics.contentType,
                body: await metrics.text(),
            }),
        },
    }, (error) => log.error((0,redactor/* createRedactor */.lY)(run.secrets).text(String(error))));
    const signalled = toldToStop();
    if (!(await listen(service, own, log)))
        return 1;
    for (const note of run.notes)
        log.info(note);
    const signal = await signalled;
    // A run goes on when those who asked for it have hung up.
    const finished = Promise.all([service.stop(), pass.settled()]);
    log.info(`${signal}: finishing what is under way, for ${own.gracePeriodSeconds} s at most.`);
    if (!(await within(own.gracePeriodSeconds * 1000, finished))) {
        cancelled.abort();
        if (!(await within(CANCELLED_MS, finished)))
            service.server.closeAllConnections();
    }
    log.info('Stopped.');
    return 0;
}
/** Makes a run and gives the answer that all who wait for it get. */
async function answerWithPass(settings, log, metrics, signal) {
    const report = await (0,pass/* makePass */.C)(settings, log, signal);
    metrics.runEnded(report);
    return {
        status: statusOf(report),
        type: JSON_TYPE,
        body: Buffer.from(`${JSON.stringify((0,serialize/* serializeReport */.xH)(report))}\n`),
    };
}
/** Failures that are not the server's: these mend themselves neither here nor there. */
const OWN_FAILURES = {
    cancelled: 503,
    internal: 500,
    'invalid-project': 500,
};
function statusOf({ failed, failure }) {
    if (failure)
        return OWN_FAILURES[failure.kind] ?? 502;
    return failed ? 500 : 200;
}
function reloadHandler(pass, token, metrics, log) {
    const isAllowed = token === undefined ? () => true : bearerCheck(token);
    return async (request) => {
        if (!isAllowed(request.headers.authorization)) {
            log.warning(`Refused a call of /reload_metadata from ${request.socket.remoteAddress ?? 'an unknown address'}: ${request.headers.authorization === undefined ? 'it has no token' : 'its token is another'}.`);
            return told(401, 'Expected the header "Authorization: Bearer <token>" with the token of this service.', {
                'www-authenticate': 'Bearer realm="hasura-metadata-reloader"',
            });
        }
        const callEnds = metrics.callBegins();
        try {
            return await pass();
        }
        finally {
            callEnds();
        }
    };
}
/** Gives whether it could listen; where not, the log says why. */
async function listen(service, own, log) {
    const { server } = service;
    try {
        server.listen({ port: own.port, host: own.host });
        await (0,external_node_events_.once)(server, 'listening');
    }
    catch (error) {
        log.error(`Cannot listen on ${own.host ?? 'any address'}, port ${own.port}: ${error instanceof Error ? error.message : String(error)}. Choose another --port or --host, or end what listens there.`);
        return false;
    }
    server.on('error', (error) => log.error(`The service goes on after an error: ${error.message}`));
    const { address, port } = server.address();
    log.info(`Listening on ${address}, port ${port}: POST /reload_metadata ${own.token === undefined ? 'is open to whoever reaches it, since there is no token' : 'takes the token'}.`);
    return true;
}
/** The first signal that asks to end; after it, the next one ends at once. */
function toldToStop() {
    return new Promise((resolve) => {
        const names = ['SIGINT', 'SIGTERM'];
        const onSignal = (name) => {
            for (const one of names)
                process.off(one, onSignal);
            resolve(name);
        };
        for (const one of names)
            process.on(one, onSignal);
    });
}
/** Gives whether the work is done before the time is up. */
async function within(ms, work) {
    const timer = new AbortController();
    const late = (0,promises_.setTimeout)(ms, false, { signal: timer.signal }).catch(() => false);
    const isDone = await Promise.race([work.then(() => true), late]);
    timer.abort();
    return isDone;
}


/***/ })

};
