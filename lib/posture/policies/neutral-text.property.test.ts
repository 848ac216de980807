import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policy, policyText } from '../testing/test-facts';
import { judgeIdentity, judgeVersions } from './judge-identity';
import { withoutOwnAccount } from './neutral-text';

const A = '111122223333';
const B = '444455556666';
/** An account that no text names. Texts are evaluated unchanged for it. */
const NOBODY = '777788889999';

const ACTIONS = ['*', 'iam:*', 'iam:PassRole', 'iam:CreatePolicyVersion', 's3:Get*', 's3:GetObject', 'lambda:*'];
const RESOURCES = [
  '*',
  `arn:aws:iam::${A}:role/*`,
  `arn:aws:iam::${A}:role/app`,
  `arn:aws:iam::${B}:role/*`,
  'arn:aws:iam::1111*:role/app',
  'arn:aws:iam::*:role/app',
  `arn:aws:s3:::logs-${A}/*`,
  `arn:aws:s3:::logs-${A}7/*`,
  'arn:aws:s3:::logs-?11122223333/x',
  'arn:aws:s3:::logs-*/x',
  `arn:aws:s3:::\${aws:username}-${A}/x`,
];
const CONDITIONS = [
  {},
  {},
  { StringEquals: { 'aws:PrincipalAccount': A } },
  { StringLike: { 'aws:PrincipalAccount': '1111*' } },
  { 'ForAllValues:StringEquals': { 'aws:ResourceAccount': [A, B] } },
  { StringEqualsIfExists: { [`aws:PrincipalTag/${A}`]: 'yes' } },
  { NumericLessThan: { 's3:max-keys': A } },
  { Bool: { 'aws:MultiFactorAuthPresent': 'false' } },
];
const statement = fc.record({
  Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
  Action: fc.uniqueArray(fc.constantFrom(...ACTIONS), { minLength: 1, maxLength: 2 }),
  Resource: fc.uniqueArray(fc.constantFrom(...RESOURCES), { minLength: 1, maxLength: 2 }),
  Condition: fc.constantFrom(...CONDITIONS),
});
const text = fc.array(statement, { minLength: 1, maxLength: 2 }).map((statements) => policyText(...statements));

const versionsOf = (accountId: string, now: string, other: string) =>
  judgeVersions(
    policy('own', now, {
      arn: `arn:aws:iam::${accountId}:policy/own`,
      defaultVersionId: 'v2',
      versions: [
        { versionId: 'v1', document: other, createdAt: new Date(0) },
        { versionId: 'v2', document: now, createdAt: new Date(0) },
      ],
    }),
  );

describe('policies that contain the ID of their own account', () => {
  it('are evaluated the same with a neutral account ID', async () => {
    let shared = 0;
    await fc.assert(
      fc.asyncProperty(text, text, async (now, other) => {
        shared += withoutOwnAccount(A, [now, other]) === null ? 0 : 1;
        expect(await judgeIdentity(now, A)).toEqual(await judgeIdentity(now, NOBODY));
        expect(await versionsOf(A, now, other)).toEqual(await versionsOf(NOBODY, now, other));
      }),
      { numRuns: 60 },
    );
    expect(shared).toBeGreaterThan(5);
  });

  it('are evaluated once for all accounts, and no result shows the ID of another account', async () => {
    const of = (id: string) =>
      policyText(
        { Effect: 'Allow', Action: 'iam:PassRole', Resource: `arn:aws:iam::${id}:role/*` },
        {
          Effect: 'Allow',
          Action: '*',
          Resource: '*',
          Condition: { StringEqualsIfExists: { [`aws:PrincipalTag/${id}`]: `of-${id}` } },
        },
      );
    const first = await judgeIdentity(of(A), A);
    const second = await judgeIdentity(of(B), B);
    expect(first?.holes).toMatchObject([{ key: `aws:PrincipalTag/${A}` }]);
    expect(second?.holes).toMatchObject([{ key: `aws:PrincipalTag/${B}` }]);
    expect(JSON.stringify(second)).not.toContain(A);
    expect(second).toEqual(await judgeIdentity(of(B), NOBODY));
    // A text that names only the other account is evaluated unchanged.
    expect(await judgeIdentity(of(A), B)).toEqual(first);
  });

  it('are not neutralized if the account ID is compared as a number or could match in part', () => {
    const [neutral] = withoutOwnAccount(A, [policyText({ Resource: `arn:aws:iam::${A}:role/*` })]) ?? [];
    expect(neutral).toContain('arn:aws:iam::999999999999:role/*');
    for (const Resource of [`${A}*`, '1111*', '*3333', `\${aws:username}3333`, '999999999999', 'arn:aws:iam::1?:role/x'])
      expect(withoutOwnAccount(A, [policyText({ Resource: [A, Resource] })])).toBeNull();
    for (const Condition of [{ NumericEquals: { k: A } }, { DateEquals: { k: A } }, { IpAddress: { k: '10.0.0.0/8' } }])
      expect(withoutOwnAccount(A, [policyText({ Resource: A, Condition })])).toBeNull();
    expect(withoutOwnAccount(B, [policyText({ Resource: A })])).toBeNull();
    expect(withoutOwnAccount(A, [policyText({ Resource: [A, `7${A}`] })])?.[0]).toContain(`7${A}`);
  });
});
