// Which part of src may import which, and which package. `npm run lint:imports` checks it.

/** Helpers that all parts with I/O may import. */
const SHARED = ['lib', 'redact'];

/**
 * What each part of src may import, besides itself. A name is a folder of src, or
 * a file of it without its extension.
 * @type {Record<string, { may: readonly string[], why: string }>}
 */
const PARTS = {
  index: {
    may: ['action', 'cli', 'serve'],
    why: 'The entry point only chooses what to start.',
  },
  action: {
    may: ['settings', 'run', 'github', 'output', 'sentry', 'model', ...SHARED],
    why: 'The action reads its settings, runs and reports. It leaves the protocol to run/.',
  },
  cli: {
    may: ['settings', 'run', 'output', 'sentry', 'model', ...SHARED],
    why: 'The command line works without the web service, and leaves the protocol to run/.',
  },
  serve: {
    may: ['settings', 'run', 'output', 'sentry', 'model', ...SHARED],
    why: 'The web service works without the command line, and leaves the protocol to run/.',
  },
  run: {
    may: ['hasura', 'project', 'model', 'settings', ...SHARED],
    why: 'A use case returns its result. Whoever calls it decides how to report it.',
  },
  settings: {
    may: ['model', ...SHARED],
    why: 'Settings use the names and patterns of the model. They start nothing.',
  },
  hasura: {
    may: ['http', 'model', ...SHARED],
    why: 'The protocol does not depend on projects, settings or output.',
  },
  github: {
    may: ['http', 'output', 'model', ...SHARED],
    why: "GitHub's API is one more place for output.",
  },
  http: {
    may: ['lib'],
    why: 'Sending a request does not depend on who is asked.',
  },
  project: {
    may: ['model', ...SHARED],
    why: 'Metadata files are read without a server.',
  },
  output: {
    may: ['model', ...SHARED],
    why: 'A report is rendered from the model alone, so that any result can be tested as text.',
  },
  sentry: {
    may: ['settings', 'model', ...SHARED],
    why: 'An event is built from the model alone, like any other output; where it goes is a setting.',
  },
  model: {
    may: ['lib'],
    why: 'The model is pure: the same input gives the same verdict, without I/O.',
  },
  redact: {
    may: ['lib'],
    why: 'Every part uses redaction, so it depends on none of them.',
  },
  lib: {
    may: [],
    why: 'Every part uses these helpers, so they depend on none of them.',
  },
};

/**
 * Which files may import a package. A package that is not in this table may not be imported.
 * @type {Record<string, { from: string, why: string }>}
 */
const PACKAGES = {
  '@actions/core': {
    from: '^src/(action\\.ts$|output/)',
    why: 'Only the action and its output speak to the runner: the rest also runs without one.',
  },
  '@actions/http-client': {
    from: '^src/http/send\\.ts$',
    why: 'One file sends requests, so that limits, redaction and redirects are handled once.',
  },
  '@sentry/node': {
    from: '^src/sentry/',
    why: 'Sentry is large, optional and loaded late.',
  },
  'prom-client': {
    from: '^src/serve/metrics\\.ts$',
    why: 'Only the web service has metrics.',
  },
  '@types/sarif': {
    from: '^src/output/sarif',
    why: 'Only types: the compiler checks the form of the SARIF file.',
  },
  graphql: {
    from: '^src/(project|model)/',
    why: "Only the SDL of a project's actions and remote schemas is parsed.",
  },
  'js-yaml': {
    from: '^src/project/',
    why: 'Only metadata files are YAML.',
  },
};

/** @param {readonly string[]} names of parts */
const filesOf = (names) => `^src/(${names.join('|')})(\\.ts$|/)`;
/** @param {readonly string[]} names of packages */
const packageFiles = (names) => `(^|/)node_modules/(${names.join('|')})/`;

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const partRules = Object.entries(PARTS).map(([part, { may, why }]) => ({
  name: `imports-of-${part}`,
  comment: why,
  severity: 'error',
  from: { path: filesOf([part]) },
  to: { path: '^src/', pathNot: filesOf([part, ...may]) },
}));

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const packageRules = Object.entries(PACKAGES).map(([name, { from, why }]) => ({
  name: `package-${name}`,
  comment: why,
  severity: 'error',
  from: { path: '^src/', pathNot: from },
  to: { path: packageFiles([name]) },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...partRules,
    ...packageRules,
    {
      name: 'only-listed-packages',
      comment: 'What is bundled runs with secrets: a new package needs a row in this file.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '(^|/)node_modules/', pathNot: packageFiles(Object.keys(PACKAGES)) },
    },
    {
      name: 'only-listed-parts',
      comment: 'A new folder or file at the top of src needs a row in this file.',
      severity: 'error',
      from: { path: '^src/', pathNot: filesOf(Object.keys(PARTS)) },
      to: {},
    },
    {
      name: 'pure-parts',
      comment:
        'Without I/O, results depend on arguments alone. node:util compares, and the clock waits.',
      severity: 'error',
      from: { path: filesOf(['model', 'lib', 'redact']) },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(util|timers/promises)$' },
    },
    {
      name: 'nothing-outside-of-src',
      comment: 'Tests and tools are not part of the bundle. The version is in package.json.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['local'], pathNot: '^(src/|package\\.json$)' },
    },
    {
      name: 'no-cycles',
      comment: 'Modules that import each other cannot be understood or tested one at a time.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolved-imports',
      comment: 'The other rules cannot see where such an import leads.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Imports of types count too.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types'],
    },
  },
};
