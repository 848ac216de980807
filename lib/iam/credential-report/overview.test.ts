import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld, TEST_NOW, type TestWorld } from '../../core/test-world';
import { userWith } from '../test-accounts';
import { CreateUser } from '../user/operations';
import { readReport } from './findings';
import { GenerateCredentialReport } from './operations';
import { GetCredentialReportFindings } from './overview';
import { REPORT_COLUMNS } from './report';

const days = (count: number) => new Date(TEST_NOW.getTime() - count * 86_400_000).toISOString().replace('.000Z', '+00:00');
const secondsOn = (seconds: number) => ({ now: new Date(TEST_NOW.getTime() + seconds * 1000) });

/** Returns the findings about a report with one user, whose row has only the given cells. */
function judged(cells: Readonly<Record<string, string>>) {
  const row = REPORT_COLUMNS.map((column) => cells[column] ?? (/enabled|active/.test(column) ? 'false' : 'N/A'));
  const [user] = readReport(`${REPORT_COLUMNS.join()}\n${row.join()}`, TEST_NOW);
  return user;
}
const password = (changed: number, used?: number) => ({
  password_enabled: 'true',
  password_last_changed: days(changed),
  password_last_used: used === undefined ? 'no_information' : days(used),
});
const key = (number: 1 | 2, made: number, used?: number) => ({
  [`access_key_${number}_active`]: 'true',
  [`access_key_${number}_last_rotated`]: days(made),
  ...(used === undefined ? {} : { [`access_key_${number}_last_used_date`]: days(used) }),
});
const MFA = { mfa_active: 'true' };

describe('readReport', () => {
  it.each([
    ['nothing about a user who can prove nothing', {}, []],
    ['nothing about a fresh password with MFA', { ...password(90, 90), ...MFA }, []],
    ['a password without MFA', password(1, 1), [{ Kind: 'NoMfa' }]],
    ['an old password', { ...password(91, 1), ...MFA }, [{ Kind: 'OldPassword', Days: 91 }]],
    ['an unused password', { ...password(10, 91), ...MFA }, [{ Kind: 'UnusedPassword', Days: 91 }]],
    [
      'a password never used, since it was set',
      { ...password(100), ...MFA },
      [
        { Kind: 'OldPassword', Days: 100 },
        { Kind: 'UnusedPassword', Days: 100 },
      ],
    ],
    ['nothing about a fresh key', key(1, 90, 0), []],
    ['an old key', key(2, 91, 0), [{ Kind: 'OldAccessKey', AccessKey: 2, Days: 91 }]],
    [
      'a key that was never used, since it was made',
      key(1, 200),
      [
        { Kind: 'OldAccessKey', AccessKey: 1, Days: 200 },
        { Kind: 'UnusedAccessKey', AccessKey: 1, Days: 200 },
      ],
    ],
    ['nothing about a key that is inactive', { ...key(1, 200), access_key_1_active: 'false' }, []],
    ['every key of the root user', { user: '<root_account>', ...key(1, 0, 0) }, [{ Kind: 'RootAccessKey', AccessKey: 1 }]],
    ['nothing about an unused root user with MFA', { user: '<root_account>', ...password(500), ...MFA }, []],
  ])('finds %s', (_, cells, expected) => {
    expect(judged(cells)?.Findings).toEqual(expected);
  });

  it('returns undefined for N/A and no_information', () => {
    expect(judged({ user: 'ana', ...password(3), ...key(2, 5, 4), access_key_2_last_used_service: 'iam' })).toMatchObject({
      User: 'ana',
      Root: false,
      Mfa: false,
      Password: { LastUsed: undefined, LastChanged: days(3), NextRotation: undefined },
      AccessKeys: [
        { Slot: 2, Active: true, LastRotated: days(5), LastUsed: days(4), LastUsedRegion: undefined, LastUsedService: 'iam' },
      ],
    });
  });
});

describe('GetCredentialReportFindings', () => {
  let world: TestWorld;
  let root: Actor;
  beforeEach(async () => {
    world = await createTestWorld();
    root = await world.account();
  });
  afterEach(() => world.close());

  it('returns findings only while the report is complete and not expired', async () => {
    const find = (seconds: number) => root.with(secondsOn(seconds)).run(GetCredentialReportFindings, {});
    expect(await find(0)).toEqual({ State: 'NONE', Users: null });
    await root.run(CreateUser, { UserName: 'ana' });
    await root.run(GenerateCredentialReport, {});
    const times = { GeneratedTime: TEST_NOW, ExpiryTime: secondsOn(4 * 3600).now };
    expect(await find(0)).toEqual({ State: 'INPROGRESS', ...times, Users: null });
    const { Users, ...rest } = await find(1);
    expect(rest).toEqual({ State: 'COMPLETE', ...times });
    expect(Users?.map(({ User }) => User)).toEqual(['<root_account>', 'ana']);
    expect(await find(4 * 3600)).toEqual({ State: 'EXPIRED', ...times, Users: null });
  });

  it('requires permission for iam:GetCredentialReport', async () => {
    const nobody = await userWith(world, root, 'nobody');
    expect((await nobody.fails(GetCredentialReportFindings, {})).message).toContain('iam:GetCredentialReport');
  });
});
