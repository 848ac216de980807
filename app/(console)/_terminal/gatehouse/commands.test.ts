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
  return { saveSnapshot: action('SaveSnapshot'), restoreSnapshot: action('RestoreSnapshot'), moveClock: action('MoveClock') };
});
vi.mock('./actions', () => ({
  startLabAgainAction: async (_shown: string, input: object) => {
    page.asked.push(['StartLabAgain', input]);
    return page.answers.StartLabAgain;
  },
}));
vi.mock('../../iam/identity-providers/actions', () => ({
  issueIdentityToken: async (_shown: string, input: object) => {
    page.asked.push(['IssueIdentityToken', input]);
    return { ok: true, data: { WebIdentityToken: 'a.b.c' } };
  },
}));

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

describe('gatehouse try', () => {
  const asked = { Action: 'iam:ListUsers', Resource: '*' };

  it('decides a call without making it, and exits with 1 if it is denied', async () => {
    page.answers.AskOwnCall = found({ explanation: EXPLANATION, Obeyed: false });
    const { stdout, stderr, status } = await gatehouseCommand(['try', 'iam:ListUsers']);
    expect({ stderr, status }).toEqual({ stderr: '', status: 1 });
    expect(stdout).toMatch(/^iam:ListUsers on \*\n {2}Not allowed\. \S.*\n$/);
    expect(page.asked).toEqual([['AskOwnCall', asked]]);
  });

  it('exits with 0 if a call would go on, since it is allowed or denials do not count', async () => {
    const root = {
      type: 'Root',
      accountId: ana.accountId,
      arn: `arn:aws:iam::${ana.accountId}:root`,
      userId: ana.accountId,
    } as const;
    const request = { principal: root, action: 'iam:ListUsers', resource: '*', resourceAccount: ana.accountId, context: {} };
    page.answers.AskOwnCall = found({ explanation: explain(request, { identity: [] }), Obeyed: true });
    expect(await gatehouseCommand(['try', 'iam:ListUsers'])).toMatchObject({
      stdout: expect.stringMatching(/\n {2}Allowed\. /),
      status: 0,
    });
    page.answers.AskOwnCall = found({ explanation: EXPLANATION, Obeyed: true });
    expect(await gatehouseCommand(['try', 'iam:ListUsers'])).toMatchObject({
      stdout: expect.stringContaining('does not enforce policies at present'),
      status: 0,
    });
  });

  it('asks under condition keys', async () => {
    page.answers.AskOwnCall = found({ explanation: EXPLANATION, Obeyed: false });
    await gatehouseCommand(['try', 'iam:ListUsers', '*', 'aws:SourceIp=192.0.2.1', 'aws:TagKeys=a', 'aws:TagKeys=b=c']);
    const Context = [
      { Key: 'aws:SourceIp', Values: ['192.0.2.1'] },
      { Key: 'aws:TagKeys', Values: ['a', 'b=c'] },
    ];
    expect(page.asked).toEqual([['AskOwnCall', { ...asked, Context }]]);
  });
});

describe('gatehouse reset', () => {
  const assign = vi.fn();
  beforeEach(() => {
    assign.mockReset();
    Object.assign(window.location, { assign });
  });

  it('asks before it starts an attempt again, and opens its page', async () => {
    page.answers.StartLabAgain = found({ isLab: true, href: null });
    const { asks, ...rest } = await gatehouseCommand(['reset']);
    expect(rest).toEqual({ stdout: '', stderr: '', status: 0 });
    expect(asks?.question).toMatch(/^This ends the current attempt\..*\[y\/N\] $/);
    expect(assign).not.toHaveBeenCalled();
    page.answers.StartLabAgain = found({ isLab: true, href: '/s/1/home' });
    expect(await gatehouseCommand([...(asks?.words ?? [])])).toEqual({
      stdout: 'The attempt starts again.\n',
      stderr: '',
      status: 0,
    });
    expect(assign.mock.calls).toEqual([['/s/1/home']]);
    expect(page.asked).toEqual([
      ['StartLabAgain', { isSure: false }],
      ['StartLabAgain', { isSure: true }],
    ]);
  });

  it('changes nothing outside of an attempt, and says what to do', async () => {
    page.answers.StartLabAgain = found({ isLab: false, href: null });
    for (const words of [['reset'], ['reset', '--yes']])
      expect(await gatehouseCommand(words)).toEqual({
        stdout: '',
        stderr: expect.stringContaining('gatehouse snapshot restore NAME'),
        status: 1,
      });
    page.answers.StartLabAgain = { ok: false, error: { code: 'Conflict', message: 'The class is paused.', requestId: '' } };
    expect(await gatehouseCommand(['reset', '--yes'])).toMatchObject({ stderr: 'gatehouse: Conflict: The class is paused.\n' });
    expect(assign).not.toHaveBeenCalled();
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

  it('prints the time, and advances the clock by a step or to a time', async () => {
    page.answers.GetClock = found({ Now: '2026-12-01T00:00:00.000Z', AheadSeconds: 0 });
    page.answers.MoveClock = found({ Now: '2026-12-16T00:00:00.000Z', AheadSeconds: 15 * 86_400 });
    expect((await gatehouseCommand(['clock'])).stdout).toBe('2026-12-01T00:00:00.000Z, the real time\n');
    const moved = '2026-12-16T00:00:00.000Z, 15.0 days ahead of the real time\n';
    expect((await gatehouseCommand(['clock', 'forward', 'fifteen-days'])).stdout).toBe(moved);
    expect((await gatehouseCommand(['clock', 'to', '2026-12-16'])).stdout).toBe(moved);
    expect(page.asked).toEqual([
      ['GetClock', {}],
      ['MoveClock', { Jump: 'FIFTEEN_DAYS' }],
      ['MoveClock', { To: new Date('2026-12-16') }],
    ]);
  });

  it('prints a token for STS, or for another audience', async () => {
    expect((await gatehouseCommand(['token', 'repo:a/b'])).stdout).toBe('a.b.c\n');
    await gatehouseCommand(['token', 'repo:a/b', 'me']);
    expect(page.asked).toEqual([
      ['IssueIdentityToken', { Subject: 'repo:a/b', Audience: 'sts.amazonaws.com' }],
      ['IssueIdentityToken', { Subject: 'repo:a/b', Audience: 'me' }],
    ]);
  });

  it('previews each change of a guardrail, with the calls that it would deny', async () => {
    const account = { Name: 'sandbox', Id: '222233334444', Lose: 2, Gain: 0, Services: ['ec2', 's3'] };
    page.answers.PreviewGuardrailChange = found({
      ...{ Lose: 2, Gain: 0, Undecided: 1, Principals: 9, Accounts: 3, Closes: ['sandbox'], ByAccount: [account] },
    });
    const denied = { AccountName: 'sandbox', PrincipalArn: 'arn:of:ana', Action: 'ec2:RunInstances', Count: 4 };
    page.answers.ListCallsDeniedByChange = found({ Calls: [denied], Days: 7, Examined: 20 });
    expect((await gatehouseCommand(['preview', 'attach', 'p-1', 'ou-1'])).stdout).toBe(
      [
        '2 of 9 users and roles in 3 accounts lose access, 0 gain. 1 undecided.',
        'No SCP would allow anything on sandbox.',
        'sandbox\t222233334444\tlose 2\tgain 0\tec2, s3',
        'Calls of the last 7 days that would be denied:',
        'sandbox\tec2:RunInstances\t4\tarn:of:ana\n',
      ].join('\n'),
    );
    for (const words of [
      ['detach', 'p-1', 'ou-1'],
      ['update', 'p-1', '{}'],
      ['move', '222233334444', 'ou-1'],
    ])
      await gatehouseCommand(['preview', ...words]);
    const changes = [
      { kind: 'attach', policyId: 'p-1', targetId: 'ou-1' },
      { kind: 'detach', policyId: 'p-1', targetId: 'ou-1' },
      { kind: 'update', policyId: 'p-1', content: '{}' },
      { kind: 'move', accountIds: ['222233334444'], destinationId: 'ou-1' },
    ];
    const both = changes.flatMap((Change) => [
      ['PreviewGuardrailChange', { Change }],
      ['ListCallsDeniedByChange', { Change }],
    ]);
    expect(page.asked).toEqual(both);
  });

  it('prints a failure with its code, and exits with 1', async () => {
    for (const words of [
      ['why'],
      ['try', 'a:B'],
      ['who-can', 'a:B'],
      ['snapshot', 'list'],
      ['clock'],
      ['preview', 'attach', 'p-1', 'ou-1'],
    ]) {
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
    const misused = [
      ...[['who-can'], ['snapshot'], ['snapshot', 'save'], ['snapshot', 'drop', 'x'], ['token']],
      ...[
        ['clock', 'back', 'hour'],
        ['clock', 'forward', 'year'],
        ['clock', 'to', 'nonsense'],
        ['clock', 'to'],
      ],
      ...[
        ['try'],
        ['try', 'a:B', '*', 'SourceIp=1'],
        ['try', 'a:B', '*', 'aws:SourceIp'],
        ['reset', 'now'],
        ['reset', '--yes', 'x'],
      ],
      ...[['preview'], ['preview', 'attach', 'p-1'], ['preview', 'drop', 'p-1', 'ou-1'], ['preview', 'attach', 'p', 'o', 'x']],
    ];
    for (const words of misused)
      expect(await gatehouseCommand(words)).toMatchObject({ stdout: '', status: 2, stderr: expect.stringMatching(/^usage: /) });
    expect(page.asked).toEqual([]);
  });
});
