import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createApi } from '../../src/github/api.js';
import { markerOf, type WantedComment, writeComment } from '../../src/github/comment.js';
import { GitHubApi, REPOSITORY } from '../support/github-api.js';

let github: GitHubApi;

beforeEach(async () => {
  github = await GitHubApi.start();
});

afterEach(() => github.close());

const HUMAN = { login: 'mona', type: 'User' } as const;

function wanted(text: string, more: Partial<WantedComment> = {}): WantedComment {
  const { label = 'a.example', run = [1, 1] } = more;
  return {
    pullRequest: { repository: REPOSITORY, number: 7 },
    label,
    run,
    body: `${markerOf(label, run)}\n\n${text}`,
    isNews: true,
    ...more,
  };
}

const write = (comment: WantedComment, { signal } = new AbortController()) =>
  writeComment(createApi(github.url, 'the-token', signal), comment);

/** What people see of the comments. */
const texts = () => github.comments.map(({ body }) => body.replace(/^<!--.*?-->\s*/, ''));

describe('a comment', () => {
  test('is created, then updated in place', async () => {
    expect(await write(wanted('one'))).toEqual({
      ok: true,
      outcome: 'written',
      url: 'https://github.example/c/1',
    });
    await write(wanted('two', { run: [2, 1] }));
    expect(texts()).toEqual(['two']);
    // A comment that was just created is not edited.
    expect(github.changes).toEqual(['POST', 'PATCH']);
    expect(github.calls.map(({ headers }) => headers.authorization)).toContain('Bearer the-token');
  });

  test('is found on any page, among comments of people', async () => {
    for (let count = 0; count < 150; count++) github.add('a review', HUMAN);
    await write(wanted('one'));
    for (let count = 0; count < 150; count++) github.add('a review', HUMAN);
    await write(wanted('two', { run: [2, 1] }));
    expect(texts().filter((text) => text !== 'a review')).toEqual(['two']);
  });

  test('is not created if there is nothing to report, but updated', async () => {
    const nothing = wanted('nothing', { isNews: false });
    expect(await write(nothing)).toEqual({ ok: true, outcome: 'nothing' });
    expect(github.changes).toEqual([]);
    await write(wanted('something'));
    await write({ ...nothing, run: [2, 1] });
    expect(texts()).toEqual(['nothing']);
  });

  test.each([
    ['a.example', 'b.example'],
    ['eu', 'eu-west'],
    ['-->', '--&gt;'],
    ['"', '%22'],
    ['\ud800', 'ü'],
    ['', ' '],
  ])('is another one for each label: %j and %j', async (one, other) => {
    await write(wanted('one', { label: one }));
    await write(wanted('other', { label: other }));
    await write(wanted('one again', { label: one, run: [2, 1] }));
    expect(texts()).toEqual(['one again', 'other']);
    for (const { body } of github.comments) expect(body.match(/-->/g)).toHaveLength(1);
  });

  test('of a later run is left alone', async () => {
    await write(wanted('later', { run: [2, 1] }));
    expect(await write(wanted('earlier'))).toMatchObject({ outcome: 'superseded' });
    expect(await write(wanted('again', { run: [2, 2] }))).toMatchObject({ outcome: 'written' });
    expect(texts()).toEqual(['again']);
  });

  test('that is deleted before it is updated is worth another try', async () => {
    await write(wanted('one'));
    github.fault = ({ method }) => {
      if (method === 'PATCH') github.comments.length = 0;
      return undefined;
    };
    const answer = await write(wanted('two', { run: [2, 1] }));
    expect(answer).toMatchObject({ ok: false, failure: { status: 404, isTemporary: true } });
  });
});

describe('a copy of the marker', () => {
  test('in a comment of somebody else is not taken for our own', async () => {
    const copy = github.add(`${markerOf('a.example', [1, 1])} mine now`, HUMAN);
    const quote = github.add(`> ${markerOf('a.example', [1, 1])}`, github.owner);
    await write(wanted('one'));
    expect(github.comments).toHaveLength(3);
    expect([copy.body, quote.body]).toEqual([
      expect.stringContaining('mine now'),
      expect.stringMatching(/^> /),
    ]);
  });

  test('is our own if the token belongs to its author', async () => {
    github.owner = HUMAN;
    await write(wanted('one'));
    github.add(`${markerOf('a.example', [1, 1])} copied`, { ...HUMAN, login: 'other' });
    await write(wanted('two', { run: [2, 1] }));
    expect(texts()).toEqual(['two', 'copied']);
  });
});

describe('runs at once', () => {
  /** Holds calls of a kind until two of them are there. */
  function meetAt(method: string): void {
    const waiting: (() => void)[] = [];
    github.fault = async (call) => {
      if (call.method !== method || waiting.length >= 2) return undefined;
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        if (waiting.length === 2) for (const go of waiting) go();
      });
      return undefined;
    };
  }

  test.each(['GET', 'POST'])(
    'that meet at a %s end up with the comment of the later',
    async (method) => {
      meetAt(method);
      await Promise.all([
        write(wanted('earlier', { run: [1, 1] })),
        write(wanted('later', { run: [2, 1] })),
      ]);
      expect(texts()).toEqual(['later']);
    },
  );

  test('that were cut off leave duplicates, which the next one removes', async () => {
    github.add(wanted('one').body);
    github.add(wanted('two').body);
    await write(wanted('three', { run: [3, 1] }));
    expect(texts()).toEqual(['three']);
  });
});
