import { explain } from '@gatehouse/policy/evaluate';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { gatehouseCommand } from './commands';

/** The reads and actions of a command, and their answers by operation. */
const page = vi.hoisted(() => ({ asked: [] as unknown[], answers: {} as Record<string, unknown> }));
vi.mock('@/lib/console/query', () => ({
  fetchRead: async (_area: string, operation: string, input: object) => {
    page.asked.push([operation, input]);
    return page.answers[operation] ?? { ok: false, error: { code: 'AccessDenied', message: `no ${operation}`, requestId: '' } };
  },
}));
vi.mock('../../settings/actions', () => {
  const action = (name: string) => async (_shown: string, input: object) => {
    page.asked.push([name, input]);
    return page.answers[name] ?? { ok: true, data: {} };
  };
  return { saveSnapshot: action('SaveSnapshot'), restoreSnapshot: action('RestoreSnapshot') };
});

const found = (data: object) => ({ ok: true, data });

beforeEach(() => {
  Object.assign(page, { asked: [], answers: {} });
  const location = { pathname: '/s/111122223333-aaaaaaaa/iam', origin: 'http://localhost' };
  vi.stubGlobal('window', { location });
  vi.stubGlobal('location', location);
  vi.stubGlobal('document', { querySelector: () => ({ content: 'tag' }) });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const ana = {
  type: 'User',
  accountId: '111122223333',
  arn: 'arn:aws:iam::111122223333:user/ana',
  userId: 'AIDAANA',
  userName: 'ana',
} as const;
/** The engine's explanation of a denied call. */
const EXPLANATION = explain(
  { principal: ana, action: 'iam:ListUsers', resource: '*', resourceAccount: ana.accountId, context: {} },
  { identity: [] },
);

describe('gatehouse why', () => {
  it('explains the last denial of the caller, with its page', async () => {
    page.answers.ListOwnDenials = found({ Denials: [{}, { AuthorizationId: 'id-2' }, { AuthorizationId: 'id-1' }] });
    page.answers.GetAuthorizationDetails = found({ Evaluations: [{ explanation: EXPLANATION }] });
    const { stdout, stderr, status } = await gatehouseCommand(['why']);
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    expect(stdout).toMatch(/^iam:ListUsers on \*\n {2}\S.*\nDecision: http:\/\/localhost\/s\/111122223333-aaaaaaaa\/.*id-2\n$/);
    expect(page.asked.at(-1)).toEqual(['GetAuthorizationDetails', { AuthorizationId: 'id-2' }]);
  });

  it('explains the denial that is named, and says when there is none', async () => {
    page.answers.GetAuthorizationDetails = found({ Evaluations: [] });
    await gatehouseCommand(['why', 'id-7']);
    expect(page.asked).toEqual([['GetAuthorizationDetails', { AuthorizationId: 'id-7' }]]);
    page.answers.ListOwnDenials = found({ Denials: [] });
    expect(await gatehouseCommand(['why'])).toEqual({ stdout: 'Your last calls were all allowed.\n', stderr: '', status: 0 });
  });
});

describe('gatehouse', () => {
  it('lists who can do something', async () => {
    const principal = { Arn: 'arn:aws:iam::111122223333:user/ana', Access: 'always', Steps: [] };
    page.answers.WhoCan = found({ Principals: [principal], Total: 1, Considered: 3, Withheld: 2 });
    expect((await gatehouseCommand(['who-can', 's3:GetObject', 'arn:aws:s3:::b/*'])).stdout).toBe(
      `${principal.Arn}\tallowed\n1 of 3 can do s3:GetObject on arn:aws:s3:::b/*. You may not examine 2 more.\n`,
    );
    const input = { Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*', Reach: 'account' };
    expect(page.asked).toEqual([['WhoCan', input]]);
  });

  it('saves, lists and restores snapshots', async () => {
    expect((await gatehouseCommand(['snapshot', 'save', 'before'])).stdout).toBe('Saved snapshot before.\n');
    page.answers.ListSnapshots = found({ Snapshots: [{ Name: 'before', CreatedAt: '2026-12-01T00:00:00Z' }] });
    expect((await gatehouseCommand(['snapshot', 'list'])).stdout).toBe('2026-12-01T00:00:00Z\tbefore\n');
    expect((await gatehouseCommand(['snapshot', 'restore', 'before'])).stdout).toBe('Restored snapshot before.\n');
    expect(page.asked).toEqual([
      ['SaveSnapshot', { Name: 'before' }],
      ['ListSnapshots', {}],
      ['RestoreSnapshot', { Name: 'before' }],
    ]);
  });

  it('prints a failure with its code, and exits with 1', async () => {
    for (const words of [['why'], ['who-can', 'a:B'], ['snapshot', 'list']]) {
      const { stdout, stderr, status } = await gatehouseCommand(words);
      expect({ stdout, stderr, status }).toEqual({
        stdout: '',
        stderr: expect.stringMatching(/^gatehouse: AccessDenied: no /),
        status: 1,
      });
    }
  });

  it('describes itself, and refuses words that are no command', async () => {
    expect((await gatehouseCommand([])).stdout).toMatch(/^usage: gatehouse/);
    for (const name of ['__proto__', 'constructor', 'toString', 'rm'])
      expect(await gatehouseCommand([name])).toMatchObject({ stdout: '', status: 2 });
    for (const words of [['who-can'], ['snapshot'], ['snapshot', 'save'], ['snapshot', 'drop', 'x']])
      expect(await gatehouseCommand(words)).toMatchObject({ stdout: '', status: 2, stderr: expect.stringMatching(/^usage: /) });
    expect(page.asked).toEqual([]);
  });
});
