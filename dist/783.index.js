export const id = 783;
export const ids = [783];
export const modules = {

/***/ 3258:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Lo: () => (/* binding */ COMMANDS),
  RX: () => (/* binding */ PROGRAM),
  lR: () => (/* binding */ readArguments),
  Fs: () => (/* binding */ usageOf)
});

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: ./src/lib/visible.ts
var visible = __webpack_require__(4285);
// EXTERNAL MODULE: ./src/settings/inputs.ts
var settings_inputs = __webpack_require__(7428);
;// CONCATENATED MODULE: ./src/cli/flags.ts

/**
 * What the command line has to add to each input: names and defaults are the action's own, so that
 * one definition serves both. `aliases` and `env` are those of the Go tool of the same name.
 */
const INPUT_WORDS = {
    endpoint: {
        value: 'URL',
        help: 'URL of GraphQL Engine, a path prefix kept',
        aliases: ['hasura-endpoint'],
        env: ['HASURA_ENDPOINT'],
    },
    'admin-secret': {
        value: 'SECRET',
        help: 'its admin secret; others can read a flag, so better put it into the environment',
        aliases: ['hasura-admin-secret'],
        env: ['HASURA_ADMIN_SECRET'],
    },
    headers: { kind: 'lines', value: 'NAME: VALUE', help: 'one more header; may be repeated' },
    timeout: { value: 'SECONDS', help: 'for one request, its answer included' },
    'wait-timeout': { value: 'SECONDS', help: 'to wait for a server that is still starting' },
    'retry-timeout': {
        value: 'SECONDS',
        help: 'to reload or apply again for what may heal by itself; 0: once',
    },
    reload: { kind: 'switch', help: '--no-reload: only look, change nothing' },
    'reload-sources': { kind: 'lines', value: 'WHICH', help: 'true, false or names' },
    'reload-remote-schemas': { kind: 'lines', value: 'WHICH', help: 'true, false or names' },
    'reload-data-connectors': { kind: 'lines', value: 'WHICH', help: 'true, false or names' },
    'recreate-event-triggers': {
        kind: 'lines',
        value: 'WHICH',
        help: 'true, false or names of sources',
    },
    project: {
        value: 'PATH',
        help: 'a Hasura project, a metadata directory or a metadata file',
    },
    apply: { kind: 'switch', help: 'send the metadata of the project first' },
    'allow-inconsistent-metadata': {
        kind: 'switch',
        help: 'with --apply: let the server take metadata that is inconsistent',
    },
    'fail-on-warning': { kind: 'switch', help: 'with --apply: a warning is fatal' },
    ignore: {
        kind: 'lines',
        value: 'PATTERN',
        help: 'a known inconsistency, such as "remote_schema legacy-*"; may be repeated',
    },
    'fail-on-inconsistency': {
        kind: 'switch',
        help: '--no-fail-on-inconsistency: tell of it and exit 0',
    },
    annotations: { kind: 'switch', help: 'accepted without effect: there is no workflow here' },
    'job-summary': { kind: 'switch', help: 'accepted without effect: there is no workflow here' },
    'sentry-dsn': { value: 'DSN', help: 'report to Sentry what is inconsistent and what fails' },
    'sentry-environment': {
        value: 'NAME',
        help: "Sentry's environment, such as staging",
        aliases: ['sentry-env'],
        env: ['SENTRY_ENV'],
    },
    'sentry-monitor': { value: 'SLUG', help: 'a Cron Monitor of Sentry, to check in with' },
};
const GROUPS = [
    ['Server', ['endpoint', 'admin-secret', 'headers', 'timeout', 'wait-timeout', 'retry-timeout']],
    [
        'What to reload',
        [
            'reload',
            'reload-sources',
            'reload-remote-schemas',
            'reload-data-connectors',
            'recreate-event-triggers',
        ],
    ],
    ['What to apply', ['project', 'apply', 'allow-inconsistent-metadata', 'fail-on-warning']],
    ['Verdict', ['ignore', 'fail-on-inconsistency']],
    ['Sentry', ['sentry-dsn', 'sentry-environment', 'sentry-monitor']],
    ["The action's own", ['annotations', 'job-summary']],
];
/** All inputs, in the order in which --help tells them. */
const INPUT_GROUPS = GROUPS.map(([heading, inputs]) => ({
    heading,
    flags: inputs.map((name) => {
        const input = settings_inputs/* INPUTS */.m[name];
        const { env = [], ...words } = INPUT_WORDS[name];
        return flag(name, { default: input.default, env: [...(input.env ?? []), ...env], ...words });
    }),
}));
const LOG_FLAGS = [
    flag('log-format', {
        value: 'FORMAT',
        help: 'text or json; unless given, text at a terminal, else json',
    }),
    flag('debug', {
        kind: 'switch',
        default: 'false',
        help: 'log more, to find out what goes wrong',
    }),
];
/** Flags of the command `reload`. */
const RELOAD_FLAGS = [
    ...INPUT_GROUPS,
    {
        heading: 'Log',
        flags: [
            ...LOG_FLAGS,
            flag('report-file', { value: 'PATH', help: 'write the whole report there, as JSON' }),
        ],
    },
];
/** Flags of the command `serve`. */
const SERVE_FLAGS = [
    {
        heading: 'Service',
        flags: [
            flag('port', { value: 'PORT', default: '8080', env: ['PORT'], help: '0: any free one' }),
            flag('host', { value: 'HOST', help: 'address to listen on; unless given, all of them' }),
            flag('token', {
                value: 'TOKEN',
                env: ['HASURA_RELOADER_TOKEN'],
                help: 'bearer token that callers of /reload_metadata must send',
            }),
            flag('grace-period', {
                value: 'SECONDS',
                default: '25',
                help: 'for what is under way, once it is told to stop',
            }),
        ],
    },
    ...INPUT_GROUPS,
    { heading: 'Log', flags: LOG_FLAGS },
];
function flag(name, words) {
    return { name, kind: 'text', value: '', default: '', aliases: [], env: [], ...words };
}

// EXTERNAL MODULE: ./src/cli/usage-error.ts
var usage_error = __webpack_require__(4226);
;// CONCATENATED MODULE: ./src/cli/arguments.ts




/** The name that the program goes by. */
const PROGRAM = 'hasura-metadata-reloader';
/** The commands with their flags. */
const COMMANDS = { reload: RELOAD_FLAGS, serve: SERVE_FLAGS };
/** The Go tool's name for the service. */
const OTHER_NAMES = { server: 'serve' };
/** Reads a command line. Fails with a `UsageError` at the first thing that is wrong with it. */
function readArguments(given) {
    // Images without an entry point are started with the program's name in front.
    const args = /(?:^|\/)hasura-metadata-reloader$/.test(given[0] ?? '') ? given.slice(1) : given;
    const [first = '--help', ...rest] = args;
    if (first === '--help' || first === '-h')
        return { kind: 'help' };
    if (first === '--version' || first === '-v' || first === 'version')
        return { kind: 'version' };
    if (first === 'help') {
        return rest[0] === undefined ? { kind: 'help' } : { kind: 'help', command: commandOf(rest[0]) };
    }
    const command = commandOf(first);
    const values = readFlags(rest, command);
    if (values === 'help')
        return { kind: 'help', command };
    if (values === 'version')
        return { kind: 'version' };
    return { kind: 'run', command, values };
}
function commandOf(word) {
    const command = Object.hasOwn(OTHER_NAMES, word) ? OTHER_NAMES[word] : word;
    if (command !== undefined && Object.hasOwn(COMMANDS, command))
        return command;
    // What begins with a dash may be a flag with a secret behind it.
    throw new usage_error/* UsageError */.e([
        word.startsWith('-')
            ? 'The first argument is a flag: expected a command before it, "reload" or "serve".'
            : `There is no command "${(0,visible/* visible */.R)(word).slice(0, 40)}": expected "reload" or "serve".`,
    ]);
}
function readFlags(args, command) {
    const known = flagsByName(COMMANDS[command]);
    const { tokens } = (0,external_node_util_.parseArgs)({
        args: [...args],
        options: Object.fromEntries([...known].map(([name, { kind }]) => [
            name,
            { type: kind === 'switch' ? 'boolean' : 'string' },
        ])),
        // Not strict: its messages say less than ours, and quote what may be a secret.
        strict: false,
        allowPositionals: true,
        tokens: true,
    });
    const asked = tokens.find((token) => token.kind === 'option' && isAsked(token.rawName));
    if (asked?.kind === 'option')
        return asked.rawName === '--version' ? 'version' : 'help';
    const values = new Map();
    // A switch that stands alone, which "true" or "false" may follow.
    let open;
    for (const token of tokens) {
        if (token.kind === 'option') {
            const { flag, value } = readOption(token, known, command);
            give(values, flag, value);
            open =
                token.value === undefined && token.name === flag.name
                    ? { flag, index: token.index }
                    : undefined;
        }
        else if (token.kind === 'positional') {
            const flag = open?.index === token.index - 1 ? open.flag : undefined;
            if (!flag || !/^(?:true|false)$/i.test(token.value))
                throw stray(token.index, flag, command);
            values.set(flag.name, token.value);
            open = undefined;
        }
    }
    return values;
}
function give(values, flag, value) {
    const before = flag.kind === 'lines' ? values.get(flag.name) : undefined;
    values.set(flag.name, before === undefined ? value : `${before}\n${value}`);
}
function isAsked(rawName) {
    return rawName === '--help' || rawName === '-h' || rawName === '--version';
}
function readOption({ name, rawName, value, inlineValue }, known, command) {
    const wrong = (problem) => new usage_error/* UsageError */.e([problem], command);
    const flag = rawName.startsWith('--') ? known.get(name) : undefined;
    if (!flag)
        throw wrong(`There is no flag ${(0,visible/* visible */.R)(rawName).slice(0, 40)} of "${command}".`);
    if (flag.kind === 'switch') {
        if (name === flag.name)
            return { flag, value: value ?? 'true' };
        if (value === undefined)
            return { flag, value: 'false' };
        throw wrong(`${rawName} has a value: expected ${rawName} alone, or --${flag.name}=false.`);
    }
    if (value === undefined)
        throw wrong(`${rawName} has no value: expected ${usageOf(flag)}.`);
    if (!inlineValue && value.startsWith('--')) {
        throw wrong(`${rawName} is followed by a flag: expected ${usageOf(flag)}, or ${rawName}=VALUE for a value that begins with two dashes.`);
    }
    return { flag, value };
}
function stray(index, flag, command) {
    return new usage_error/* UsageError */.e([
        flag
            ? `--${flag.name} is a switch: expected --${flag.name}, --no-${flag.name} or --${flag.name}=false.`
            : // The rest of a secret with a blank in it, say: it is not shown.
                `Argument ${index + 1} behind "${command}" belongs to no flag: expected flags only, values with blanks in quotes.`,
    ], command);
}
/** The flag with what its value is called: `--timeout SECONDS`. */
function usageOf(flag) {
    if (flag.kind === 'switch')
        return `--${flag.name}`;
    return `--${flag.name} ${flag.value.includes(' ') ? `"${flag.value}"` : flag.value}`;
}
/** By every name that a flag goes by; a switch also by the one that turns it off. */
function flagsByName(groups) {
    const all = groups.flatMap(({ flags }) => flags);
    return new Map(all.flatMap((flag) => [
        [flag.name, flag],
        ...flag.aliases.map((alias) => [alias, flag]),
        ...(flag.kind === 'switch' ? [[`no-${flag.name}`, flag]] : []),
    ]));
}


/***/ }),

/***/ 5783:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runCommandLine: () => (/* binding */ runCommandLine)
});

// EXTERNAL MODULE: ./src/cli/arguments.ts + 1 modules
var cli_arguments = __webpack_require__(3258);
;// CONCATENATED MODULE: ./src/cli/help.ts

/** What --help prints: of a command, or of the program. */
function helpText(command) {
    return command === undefined ? PROGRAM_HELP : commandHelp(command, cli_arguments/* COMMANDS */.Lo[command]);
}
const PROGRAM_HELP = `Reload Hasura GraphQL Engine v2 metadata, and fail when it is inconsistent.

Usage:
  ${cli_arguments/* PROGRAM */.RX} reload --endpoint URL [flags]
  ${cli_arguments/* PROGRAM */.RX} serve --endpoint URL [flags]

Commands:
  reload   reload once and judge: exit 0 when the metadata is consistent, 1 when it is not
           or when there is no verdict, 2 when the command line is wrong
  serve    a web service that reloads on POST /reload_metadata

Flags:
  -h, --help      this text, or that of a command
  -v, --version   the version

Run "${cli_arguments/* PROGRAM */.RX} <command> --help" for the flags of a command.
`;
const INTRODUCTIONS = {
    reload: `Reload the metadata once, and judge what the server says.

Exit code: 0 when the metadata is consistent, or inconsistent with --no-fail-on-inconsistency;
1 when it is inconsistent or when there is no verdict; 2 when the command line is wrong.`,
    serve: `Run a web service that reloads when it is called.

  POST /reload_metadata   reload, and answer with the report: 200 when the metadata is
                          consistent, 500 when it is not, 502 when Hasura gave no verdict;
                          calls that overlap share one reload
  GET /healthz            200 while it takes calls
  GET /metrics            for Prometheus`,
};
function commandHelp(command, groups) {
    const sections = groups.map(({ heading, flags }) => `${heading}:\n${flags.map(flagHelp).join('\n')}`);
    return `${INTRODUCTIONS[command]}

Usage:
  ${cli_arguments/* PROGRAM */.RX} ${command} --endpoint URL [flags]

${sections.join('\n\n')}

A switch is written --name, --no-name or --name=false.
`;
}
function flagHelp(flag) {
    const asides = [
        flag.default !== '' && `default ${flag.default}`,
        flag.aliases.length > 0 && `also ${flag.aliases.map((alias) => `--${alias}`).join(', ')}`,
        flag.env.length > 0 && `environment ${flag.env.join(', ')}`,
    ].filter(Boolean);
    const aside = asides.length > 0 ? `\n        (${asides.join('; ')})` : '';
    return `  ${(0,cli_arguments/* usageOf */.Fs)(flag)}\n        ${flag.help}${aside}`;
}

// EXTERNAL MODULE: ./src/output/report-file.ts + 1 modules
var report_file = __webpack_require__(2181);
// EXTERNAL MODULE: ./src/redact/redactor.ts + 4 modules
var redactor = __webpack_require__(5451);
// EXTERNAL MODULE: ./src/cli/pass.ts
var pass = __webpack_require__(3853);
// EXTERNAL MODULE: ./src/cli/run-log.ts + 1 modules
var run_log = __webpack_require__(1524);
// EXTERNAL MODULE: ./src/cli/settings.ts
var settings = __webpack_require__(1957);
;// CONCATENATED MODULE: ./src/cli/reload.ts





/** The command `reload`: one run, whose verdict is the exit code. Fails with a `UsageError` only. */
async function reload(values, write) {
    const { run, logFormat, debug, own } = (0,settings/* readCommandSettings */.l)('reload', values, (read) => ({
        reportFile: read('report-file'),
    }));
    const log = (0,run_log/* openLog */.N)(logFormat, debug, write);
    const cancelled = new AbortController();
    for (const name of ['SIGINT', 'SIGTERM'])
        process.once(name, () => cancelled.abort());
    for (const note of run.notes)
        log.info(note);
    try {
        const report = await (0,pass/* makePass */.C)(run, log, cancelled.signal);
        const written = own.reportFile === '' || (await writeReport(own.reportFile, report, log));
        return report.failed || !written ? 1 : 0;
    }
    catch (error) {
        // A run never fails; whatever does is a fault of ours, and no verdict.
        log.error((0,redactor/* createRedactor */.lY)(run.secrets).text(String(error)));
        return 1;
    }
}
/** Gives whether the report could be written; what reads it must not take an old one for it. */
async function writeReport(path, report, log) {
    try {
        await (0,report_file/* writeReportFile */.a)(path, report);
        return true;
    }
    catch (error) {
        log.error(`The report could not be written to ${path}: ${error instanceof Error ? error.message : String(error)}. Check --report-file.`);
        return false;
    }
}

// EXTERNAL MODULE: ./src/cli/usage-error.ts
var usage_error = __webpack_require__(4226);
;// CONCATENATED MODULE: ./package.json
const package_namespaceObject = {"rE":"1.0.0"};
;// CONCATENATED MODULE: ./src/cli/version.ts

/** The version of this program; the build puts it in. */
const VERSION = package_namespaceObject.rE;

;// CONCATENATED MODULE: ./src/cli/command-line.ts





/** What a wrong command line exits with, as other tools do. */
const WRONG_USAGE = 2;
/** Runs the command line, `args` being all behind the program's name, and sets the exit code. */
async function runCommandLine(args) {
    // Whoever reads the log may go away, `head` say: the verdict is in the exit code as well.
    process.stdout.on('error', () => { });
    process.stderr.on('error', () => { });
    try {
        process.exitCode = await run(args);
    }
    catch (error) {
        if (!(error instanceof usage_error/* UsageError */.e))
            throw error;
        const hint = [cli_arguments/* PROGRAM */.RX, error.command, '--help'].filter(Boolean).join(' ');
        process.stderr.write(`${error.problems.join('\n')}\nRun "${hint}" to see how it is used.\n`);
        process.exitCode = WRONG_USAGE;
    }
}
async function run(args) {
    const request = (0,cli_arguments/* readArguments */.lR)(args);
    if (request.kind === 'help')
        return print(helpText(request.command));
    if (request.kind === 'version')
        return print(`${VERSION}\n`);
    if (request.command === 'reload')
        return reload(request.values, print);
    const { serve } = await Promise.all(/* import() */[__webpack_require__.e(222), __webpack_require__.e(240)]).then(__webpack_require__.bind(__webpack_require__, 240));
    return serve(request.values, print);
}
function print(text) {
    process.stdout.write(text);
    return 0;
}


/***/ }),

/***/ 3853:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ makePass)
/* harmony export */ });
/* harmony import */ var _run_run_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7863);
/* harmony import */ var _sentry_open_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2159);


/**
 * Makes one run, logs it and tells Sentry of it, and gives its report. Aborted, it ends within a
 * second.
 */
async function makePass(settings, log, signal) {
    // Loaded beside the run, and only with a DSN.
    const sentry = settings.sentry && (0,_sentry_open_js__WEBPACK_IMPORTED_MODULE_1__/* .openSentry */ .c)(settings.sentry);
    const report = await (0,_run_run_js__WEBPACK_IMPORTED_MODULE_0__/* .run */ .e)(settings, { log, signal, workspace: process.cwd() });
    const delivery = (await sentry)?.report(report, signal.aborted ? _sentry_open_js__WEBPACK_IMPORTED_MODULE_1__/* .CANCELLED_SENTRY_MS */ .D : undefined);
    log.verdict(report);
    for (const warning of (await delivery) ?? [])
        log.warning(warning);
    return report;
}


/***/ }),

/***/ 1524:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  N: () => (/* binding */ openLog)
});

// EXTERNAL MODULE: ./src/lib/visible.ts
var visible = __webpack_require__(4285);
// EXTERNAL MODULE: ./src/output/text.ts
var output_text = __webpack_require__(7837);
// EXTERNAL MODULE: ./src/output/serialize.ts
var serialize = __webpack_require__(4723);
;// CONCATENATED MODULE: ./src/cli/verdict.ts

/** Collectors cut or drop lines of megabytes; causes come first, so what is left out follows. */
const MOST_OBJECTS = 1000;
/**
 * The verdict as a line of a log. `error` is a word to filter by where metadata is inconsistent, and
 * the whole error where there is no verdict; both are absent when all is well.
 */
function verdictLine(report) {
    const { findings, failure, inconsistencyCount } = report;
    const objects = [...take((0,serialize/* serializeInconsistencies */.YG)(report), MOST_OBJECTS)];
    const left = inconsistencyCount - objects.length;
    const error = errorOf(report);
    return {
        level: report.failed ? 'error' : error === undefined ? 'info' : 'warn',
        message: failure ? FAILED[findings.mode] : report.headline,
        fields: {
            ...(error !== undefined && { error }),
            ...(failure && { error_kind: failure.kind }),
            is_consistent: report.consistent,
            ...(objects.length > 0 && { inconsistent_objects: objects }),
            ...(left > 0 && { inconsistent_objects_left_out: left }),
            inconsistency_count: inconsistencyCount,
            ignored_count: report.ignored.length,
            recovered_count: findings.recovered.length,
            ...(findings.applied !== 'not-asked' && { applied: findings.applied }),
            ...(findings.warnings.length > 0 && {
                warnings: findings.warnings
                    .slice(0, MOST_OBJECTS)
                    .map((warning) => (0,serialize/* serializeWarning */.l1)(report, warning)),
            }),
            ...(findings.remarks.length > 0 && { remarks: findings.remarks }),
            ...(findings.mayBeStale && { may_be_stale: true }),
            server: findings.server,
            server_version: findings.serverVersion ?? null,
            resource_version: findings.resourceVersion ?? null,
            attempts: findings.attempts,
            duration_seconds: Math.round(report.durationSeconds * 1000) / 1000,
        },
    };
}
const FAILED = {
    look: 'Looking at the metadata failed',
    reload: 'Reloading the metadata failed',
    apply: 'Applying the metadata failed',
};
function errorOf(report) {
    if (report.failure)
        return report.failure.message;
    if (report.findings.applied === 'refused')
        return 'metadata was refused';
    if (report.inconsistencyCount > 0)
        return 'metadata is inconsistent';
    return report.failed ? 'metadata has warnings' : undefined;
}
function* take(items, most) {
    let taken = 0;
    for (const item of items) {
        if (taken++ === most)
            return;
        yield item;
    }
}

;// CONCATENATED MODULE: ./src/cli/run-log.ts



/** Makes the log of a command; what is told at level `debug` only shows with `debug`. */
function openLog(format, debug, write) {
    const log = format === 'json' ? jsonLog(write) : textLog(write);
    return debug ? log : { ...log, debug: () => { } };
}
function jsonLog(write) {
    const line = (level, message, fields) => write(`${asJson({ level, time: new Date().toISOString(), message: (0,visible/* visible */.R)(message), ...fields })}\n`);
    return {
        debug: (text) => line('debug', text),
        info: (text) => line('info', text),
        warning: (text) => line('warn', text),
        error: (text) => line('error', text, { error: (0,visible/* visible */.R)(text) }),
        verdict: (report) => {
            const { level, message, fields } = verdictLine(report);
            line(level, message, fields);
        },
    };
}
function textLog(write) {
    const say = (text) => write(`${(0,visible/* visible */.R)(text)}\n`);
    return {
        debug: say,
        info: say,
        warning: (text) => say(`Warning: ${text}`),
        error: (text) => say(`Error: ${text}`),
        verdict: (report) => {
            for (const { heading, lines } of (0,output_text/* renderText */.S5)(report)) {
                say(`\n${heading}`);
                for (const text of lines)
                    say(indented(text));
            }
            say(`\n${report.failed ? 'Error: ' : ''}${report.headline}`);
            say((0,output_text/* renderFooter */.up)(report));
        },
    };
}
function indented(text) {
    return `  ${(0,visible/* visible */.R)(text).replaceAll('\n', '\n  ')}`;
}
/** JSON on one line that is harmless in a terminal as well, where `JSON.stringify` leaves C1 as is. */
function asJson(value) {
    return JSON.stringify(value).replace(/[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}


/***/ }),

/***/ 1957:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ readCommandSettings)
/* harmony export */ });
/* harmony import */ var _lib_visible_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4285);
/* harmony import */ var _redact_redactor_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5451);
/* harmony import */ var _settings_settings_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6068);
/* harmony import */ var _arguments_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3258);
/* harmony import */ var _usage_error_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4226);





/**
 * Reads and checks everything that a command is asked to do: all inputs, and its own flags by
 * `readOwn`. Fails with a `UsageError` that has a line for each bad value, free of secrets.
 */
function readCommandSettings(command, values, readOwn) {
    const problems = [];
    const read = reader(command, values);
    const logFormat = readLogFormat(read('log-format'), problems);
    const debug = readSwitch('debug', read('debug'), problems);
    const own = readOwn(read, problems);
    const run = readInputs(read, problems);
    if (run === undefined || problems.length > 0) {
        const redactor = (0,_redact_redactor_js__WEBPACK_IMPORTED_MODULE_0__/* .createRedactor */ .lY)((0,_settings_settings_js__WEBPACK_IMPORTED_MODULE_1__/* .findSecrets */ .dL)(read));
        throw new _usage_error_js__WEBPACK_IMPORTED_MODULE_3__/* .UsageError */ .e(problems.map((problem) => (0,_lib_visible_js__WEBPACK_IMPORTED_MODULE_4__/* .visible */ .R)(redactor.text(problem))), command);
    }
    return { run, logFormat, debug, own };
}
/** As the action does, what is given but empty gives way to the environment. */
function reader(command, values) {
    const flags = new Map(_arguments_js__WEBPACK_IMPORTED_MODULE_2__/* .COMMANDS */ .Lo[command].flatMap((group) => group.flags.map((flag) => [flag.name, flag])));
    return (name) => {
        const flag = flags.get(name);
        const given = [values.get(name), ...(flag?.env ?? []).map((variable) => process.env[variable])];
        return given.map((text) => text?.trim()).find(Boolean) ?? flag?.default ?? '';
    };
}
function readInputs(read, problems) {
    try {
        return (0,_settings_settings_js__WEBPACK_IMPORTED_MODULE_1__/* .readSettings */ .sb)(read);
    }
    catch (error) {
        if (!(error instanceof _settings_settings_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz))
            throw error;
        problems.push(...error.problems);
        return undefined;
    }
}
function readLogFormat(text, problems) {
    if (text === '')
        return process.stdout.isTTY ? 'text' : 'json';
    if (text === 'text' || text === 'json')
        return text;
    problems.push(`--log-format is "${text.slice(0, 40)}": expected "text" or "json".`);
    return 'text';
}
function readSwitch(name, text, problems) {
    if (/^(?:true|false)$/i.test(text))
        return text.toLowerCase() === 'true';
    problems.push(`--${name} is "${text.slice(0, 40)}": expected "true" or "false".`);
    return false;
}


/***/ }),

/***/ 4226:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ UsageError)
/* harmony export */ });
/** A command line that is no good: a line for each problem, free of values that may be secret. */
class UsageError extends Error {
    name = 'UsageError';
    problems;
    /** Whose --help tells more; `undefined` where it is not known which command was meant. */
    command;
    constructor(problems, command) {
        super(problems.join('\n'));
        this.problems = problems;
        this.command = command;
    }
}


/***/ })

};
