import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { StandIn } from '../../tools/stand-in/types.js';
import {
  type Applying,
  applyTo,
  editedTable,
  projectFiles,
  projectMetadata,
  startServer,
} from '../support/applying.js';
import { type Fault, GitHubApi } from '../support/github-api.js';
import { shown, traces } from '../support/traces.js';
import type { Files } from '../support/workspaces.js';

const TOKEN = 'the-token-of-the-job';
const SHA = 'a94a8fe5ccb19ba61c4c0873d391e987982fbbd3';

let github: GitHubApi;
let server: StandIn;

beforeEach(async () => {
  github = await GitHubApi.start();
  server = await startServer({ metadata: projectMetadata() });
});

afterEach(() => github.close());

/** The project with a wider permission. */
const WIDER = editedTable(['        - email\n', '        - email\n        - name\n']);
const AS_BEFORE = projectFiles();

interface Commenting extends Applying {
  /** 0 is a run without a pull request. */
  readonly pullRequest?: number;
  readonly run?: { readonly id: number; readonly commit: string };
}

function comment({ pullRequest = 7, run = { id: 1, commit: SHA }, ...applying }: Commenting = {}) {
  const { inputs, options, files = WIDER } = applying;
  return applyTo(server, {
    files,
    inputs: { command: 'plan', comment: 'on-change', 'github-token': TOKEN, ...inputs },
    options: { ...options, env: { ...github.runFor(pullRequest, run), ...options?.env } },
  });
}

const bodies = () => github.comments.map(({ body }) => body);

describe('a comment on the pull request', () => {
  test('says what would change, at which commit, and links to the run', async () => {
    const { exitCode, log } = await comment({ inputs: { 'comment-label': 'production' } });
    expect({ exitCode, count: github.comments.length }).toEqual({ exitCode: 0, count: 1 });
    const [body = ''] = bodies();
    expect(body).toMatch(
      /^<!-- [^>]* -->\n\n## ⚠️ Plan: 0 to add, 1 to change, 0 to remove · production\n\n1 role would gain access\./,
    );
    expect(body).toContain('### 🔑 Who would gain or change access');
    expect(body.trimEnd().split('\n').at(-1)).toBe(
      `Commit ${SHA} · [this run](https://github.example/acme/shop/actions/runs/1)`,
    );
    expect(log).toContain('Wrote the comment on the pull request: https://github.example/c/1');
  });

  test('shows what is inconsistent without a plan, too', async () => {
    server.inconsistentObjects = [
      { definition: 'default', name: 'source default', reason: 'down', type: 'source' },
    ];
    await comment({ inputs: { command: 'check' } });
    expect(bodies()).toEqual([expect.stringContaining('## ❌ Hasura metadata is inconsistent')]);
  });

  test('shows that a plan could not be made', async () => {
    server.onRequest = () => ({ status: 401 });
    expect((await comment()).exitCode).toBe(1);
    expect(bodies()).toEqual([expect.stringContaining('## ❌ The plan could not be made')]);
  });

  test.each([
    ['never', []],
    ['on-change', []],
    ['always', [expect.stringContaining('## ✅ No changes')]],
  ])('with "%s" and without changes is as documented', async (when, expected) => {
    const { exitCode } = await comment({ files: AS_BEFORE, inputs: { comment: when } });
    expect({ exitCode, bodies: bodies() }).toEqual({ exitCode: 0, bodies: expected });
  });

  test('is not about what was inconsistent before the change', async () => {
    server = await startServer({
      metadata: projectMetadata(),
      databases: { default: { tables: { users: ['id'] } } },
    });
    const inputs = { 'fail-on-inconsistency': 'new' };
    const { log, outputs } = await comment({ files: AS_BEFORE, inputs });
    expect(outputs['inconsistency-count']).toBe('1');
    expect(bodies()).toEqual([]);
    expect(log).toContain('No comment: there is nothing to report.');
  });

  test('is not written without a pull request, which the log says in one line', async () => {
    const { exitCode, log } = await comment({ options: { env: { GITHUB_EVENT_PATH: '' } } });
    expect(exitCode).toBe(0);
    expect(log.match(/comment/gi)).toHaveLength(1);
    expect(log).toContain('No comment: the run is not about a pull request.');
    expect(github.calls).toEqual([]);
  });

  test('is not written by a cancelled run', async () => {
    const { log } = await comment({ options: { signal: AbortSignal.abort() } });
    expect(log).toContain('No comment: the run was cancelled.');
    expect(github.calls).toEqual([]);
  });

  test('of two servers, three pushes and a revert are two comments that are true', async () => {
    const other = await startServer({ metadata: projectMetadata({ select_permissions: [] }) });
    const pushes: [Files, own: string, others: string][] = [
      [
        WIDER,
        'Plan: 0 to add, 1 to change, 0 to remove',
        'Plan: 1 to add, 0 to change, 0 to remove',
      ],
      [
        editedTable(['        - id\n        - email\n', '        - id\n']),
        'Plan: 0 to add, 1 to change, 0 to remove',
        'Plan: 1 to add, 0 to change, 0 to remove',
      ],
      [
        editedTable(['role: clerk', 'role: guest']),
        'Plan: 1 to add, 0 to change, 1 to remove',
        'Plan: 1 to add, 0 to change, 0 to remove',
      ],
      [AS_BEFORE, 'No changes', 'Plan: 1 to add, 0 to change, 0 to remove'],
    ];
    for (const [index, [files, own, others]] of pushes.entries()) {
      const run = { id: index + 1, commit: String(index).repeat(40) };
      await comment({ files, run });
      await comment({ files, run, inputs: { endpoint: other.url } });
      expect(bodies()).toEqual([expect.stringContaining(own), expect.stringContaining(others)]);
      for (const body of bodies()) expect(body).toContain(`Commit ${run.commit}`);
    }
  });
});

describe('a comment that GitHub refuses never fails the step', () => {
  test.each<[fault: Fault, warning: string]>([
    [
      { status: 403, message: 'Resource not accessible by integration' },
      '403: Resource not accessible by integration. Give the job the permission "pull-requests: write". Runs for forks and for Dependabot cannot have it.',
    ],
    [{ status: 401, message: 'Bad credentials' }, '401: Bad credentials. Check "github-token".'],
    [{ status: 404, message: 'Not Found' }, '404: Not Found. Check that "github-token" has access'],
    [{ status: 422, message: 'Validation Failed' }, '422: Validation Failed.'],
    [{ status: 301, message: 'Moved Permanently' }, '301: Moved Permanently.'],
  ])('%j', async (fault, warning) => {
    github.fault = ({ method }) => (method === 'POST' ? fault : undefined);
    const { annotations, exitCode } = await comment();
    expect(exitCode).toBe(0);
    expect(
      annotations.filter(({ properties }) => /comment/.test(properties['title'] ?? '')),
    ).toEqual([
      {
        command: 'warning',
        properties: { title: 'Pull request comment' },
        message: expect.stringContaining(warning),
      },
    ]);
    expect(github.calls.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  test.each<[fault: Fault, wait: number]>([
    [{ status: 429, headers: { 'retry-after': '7' } }, 7],
    [{ status: 403, headers: { 'retry-after': '8' } }, 8],
    [{ status: 403, headers: { 'x-ratelimit-remaining': '0' } }, 60],
    [{ status: 502 }, 1],
    [{ status: 502, isLate: true }, 1],
  ])('%j passes, and one comment is written after %s s', async (fault, wait) => {
    let faults = 0;
    github.fault = ({ method }) => (method === 'POST' && faults++ === 0 ? fault : undefined);
    const waits: number[] = [];
    const { annotations } = await comment({
      options: { onSleep: (seconds) => void waits.push(seconds) },
    });
    expect(waits).toEqual([wait]);
    expect(github.comments).toHaveLength(1);
    expect(annotations.map(({ properties }) => properties['title'])).not.toContain(
      'Pull request comment',
    );
  });

  test.each<[what: string, fault: Fault]>([
    ['an outage', { status: 503 }],
    ['a long rate limit', { status: 429, headers: { 'retry-after': '3600' } }],
    ['a page of a proxy', { status: 200, page: '<html>Sign in</html>' }],
    ['an answer that is not a list', { status: 200, message: 'hello' }],
  ])('%s ends in a warning', async (_what, fault) => {
    github.fault = () => fault;
    const waits: number[] = [];
    const { annotations, exitCode } = await comment({
      options: { onSleep: (seconds) => void waits.push(seconds) },
    });
    expect(exitCode).toBe(0);
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThanOrEqual(90);
    expect(annotations).toContainEqual(
      expect.objectContaining({ properties: { title: 'Pull request comment' } }),
    );
  });

  test('an address of the API that makes no sense is a warning', async () => {
    const { annotations, exitCode } = await comment({ options: { env: { GITHUB_API_URL: 'x' } } });
    expect(exitCode).toBe(0);
    expect(annotations.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('Invalid URL'),
    );
  });

  test('an API that cannot be reached is a warning', async () => {
    const { annotations, exitCode } = await comment({
      options: { env: { GITHUB_API_URL: 'http://127.0.0.1:1' } },
    });
    expect(exitCode).toBe(0);
    expect(annotations.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('GitHub did not answer GET /repos/acme/shop/issues/7/comments'),
    );
  });
});

describe('a comment contains', () => {
  test('no secrets', async () => {
    const files = editedTable([
      'webhook: https://hooks.example/user-created',
      'webhook: https://user:hunter2222@hooks.example/user-created?token=abc123def456',
    ]);
    const result = await comment({ files, inputs: { 'admin-secret': 'admin-secret-1' } });
    const secrets = ['hunter2222', 'abc123def456', 'admin-secret-1', TOKEN];
    expect(bodies().join()).toContain('hooks.example');
    expect(shown([...bodies(), traces(result)].join('\n'), secrets)).toEqual([]);
  });

  test('no mentions', async () => {
    const files = editedTable(['role: clerk', 'role: "@acme/admins"']);
    await comment({ files, inputs: { 'comment-label': '@mona #1' } });
    expect(bodies().join()).toContain('acme/admins');
    expect(
      bodies()
        .join()
        .replace(/<!--.*?-->/, ''),
    ).not.toMatch(/@\w|#\d/);
  });

  test('at most as many characters as GitHub takes, and says what it leaves out', async () => {
    const permissions = Array.from(
      { length: 2000 },
      (_, index) =>
        `  - role: role_${index}\n    permission:\n      columns: '*'\n      filter: {name: {_eq: ${'x'.repeat(500)}}}\n`,
    );
    const files = editedTable([
      'select_permissions:\n',
      `select_permissions:\n${permissions.join('')}`,
    ]);
    await comment({ files });
    const [body = ''] = bodies();
    expect(body.length).toBeLessThanOrEqual(65_536);
    expect(body).toContain('This comment leaves out');
    expect(body).toContain('Plan: 2000 to add');
    expect(body).toContain(`Commit ${SHA}`);
  });
});
