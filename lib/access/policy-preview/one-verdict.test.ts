import { type AccessVerdict, comparePoliciesSteps } from '@gatehouse/policy/analyze';
import { EDITS, type Statement } from '@gatehouse/policy/analyze/testing/policy-edits';
import { type PolicyKind, parsePolicy } from '@gatehouse/policy/parse';
import { someOf } from '@gatehouse/policy/test-runs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld } from '../../core/test-world';
import { takeInTurns } from '../../core/work/bulk';
import { AddUserToGroup, CreateGroup } from '../../iam/group/operations';
import { PutGroupPolicy, PutRolePolicy, PutUserPolicy } from '../../iam/inline-policy/operations';
import { CreateRole, UpdateAssumeRolePolicy } from '../../iam/role/operations';
import { CreateUser } from '../../iam/user/operations';
import { CreateBucket } from '../../resources/s3/bucket-operations';
import { PutBucketPolicy } from '../../resources/s3/policy-operations';
import { actionIndex } from '../model/action-index';
import { PreviewPolicyChange } from './operations';
import type { PolicyChange } from './schema';

// The preview compares a changed policy among the other policies of its principals. The editor and CheckNoNewAccess compare it alone. These
// principals have no other policies, so both give one verdict.

const world = await createTestWorld();
let root: Actor;
let userArn: string;
let bucket: string;
beforeAll(async () => {
  root = await world.account();
  bucket = `b1-${root.accountId}`;
  userArn = `arn:aws:iam::${root.accountId}:user/named`;
  for (const UserName of ['alone', 'grouped', 'named']) await root.run(CreateUser, { UserName });
  await root.run(CreateGroup, { GroupName: 'readers' });
  await root.run(AddUserToGroup, { GroupName: 'readers', UserName: 'grouped' });
  const service = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
  for (const RoleName of ['job', 'trusting']) await root.run(CreateRole, { RoleName, AssumeRolePolicyDocument: text([service]) });
  await root.run(CreateBucket, { Bucket: bucket });
});
afterAll(() => world.close());

const text = (Statement: readonly Statement[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const PolicyName = 'edited';

type Place = {
  kind: PolicyKind;
  put: (document: string) => Promise<unknown>;
  change: (document: string) => PolicyChange;
  /** Converts a statement of an identity policy. */
  said?: (statement: Statement) => Statement;
  /** The keys that the resource decides itself, or that its service refuses for the action. */
  known?: RegExp;
};
const named = (statement: Statement): Statement => ({ ...statement, Principal: { AWS: userArn } });
const PLACES: Readonly<Record<string, Place>> = {
  'a user': {
    kind: 'identity',
    put: (PolicyDocument) => root.run(PutUserPolicy, { UserName: 'alone', PolicyName, PolicyDocument }),
    change: (Document) => ({ Kind: 'inline', EntityType: 'User', Name: 'alone', PolicyName, Document }),
  },
  'a group': {
    kind: 'identity',
    put: (PolicyDocument) => root.run(PutGroupPolicy, { GroupName: 'readers', PolicyName, PolicyDocument }),
    change: (Document) => ({ Kind: 'inline', EntityType: 'Group', Name: 'readers', PolicyName, Document }),
  },
  'a role': {
    kind: 'identity',
    put: (PolicyDocument) => root.run(PutRolePolicy, { RoleName: 'job', PolicyName, PolicyDocument }),
    change: (Document) => ({ Kind: 'inline', EntityType: 'Role', Name: 'job', PolicyName, Document }),
  },
  'a trust policy': {
    kind: 'trust',
    put: (PolicyDocument) => root.run(UpdateAssumeRolePolicy, { RoleName: 'trusting', PolicyDocument }),
    change: (Document) => ({ Kind: 'trust', RoleName: 'trusting', Document }),
    said: ({ Effect, Condition }) => named({ Effect, Action: 'sts:AssumeRole', ...(Condition !== undefined && { Condition }) }),
  },
  'a bucket policy': {
    kind: 'resource',
    put: (Policy) => root.run(PutBucketPolicy, { Bucket: bucket, Policy }),
    change: (Document) => ({ Kind: 'resource', Resource: `arn:aws:s3:::${bucket}`, Document }),
    known: /aws:RequestedRegion|aws:ResourceTag|s3:prefix|s3:max-keys/,
    said: ({ Effect, Condition }) =>
      named({
        Effect,
        Action: 's3:GetObject',
        Resource: `arn:aws:s3:::${bucket}/*`,
        ...(Condition !== undefined && { Condition }),
      }),
  },
};

async function alone(kind: PolicyKind, before: string, after: string): Promise<AccessVerdict> {
  const [was, is] = [before, after].map((document) => parsePolicy(document, kind));
  if (!was?.ok || !is?.ok) throw new Error('an edited policy is a policy');
  return takeInTurns(comparePoliciesSteps(was.policy, is.policy, { index: await actionIndex() }));
}

/** Returns the verdict of the preview for the one principal that the policy affects. */
async function previewed(change: PolicyChange): Promise<AccessVerdict> {
  const { Verdicts, Changed } = await root.run(PreviewPolicyChange, { Change: change });
  const shown = Object.entries(Verdicts).flatMap(([verdict, count]) => (count > 0 ? [verdict as AccessVerdict] : []));
  expect([Changed, shown.length].every((count) => count <= 1)).toBe(true);
  return shown[0] ?? 'equal';
}

// A name of another user is a question about another caller.
const edits = EDITS.filter((edit) => !JSON.stringify(edit).includes('aws:username'));
const cases = edits.flatMap(({ name, from, to }) => [
  { name, from, to },
  { name: `undone: ${name}`, from: to, to: from },
]);

describe('a policy edit has the same verdict in the preview and in the comparison', () => {
  it.each(Object.entries(PLACES))('in %s', async (what, { kind, put, change, known, said = (one) => one }) => {
    const seen: Record<AccessVerdict, number> = { equal: 0, wider: 0, narrower: 0, both: 0, undecided: 0 };
    const beside = said({ Effect: 'Allow', Action: 's3:*', Resource: '*' });
    for (const { name, from, to } of someOf(cases, 0, known === undefined ? 7 : 3)) {
      const [before, after] = [from, to].map((one) => text([said(one), ...(one.Effect === 'Deny' ? [beside] : [])])) as [
        string,
        string,
      ];
      if (before === after || known?.test(before + after)) continue;
      await put(before);
      const verdicts = { alone: await alone(kind, before, after), previewed: await previewed(change(after)) };
      seen[verdicts.previewed] += 1;
      if (verdicts.alone === 'undecided' || verdicts.previewed === 'undecided') seen.undecided += 1;
      else expect([what, name, verdicts]).toEqual([what, name, { alone: verdicts.previewed, previewed: verdicts.previewed }]);
    }
    const { wider, narrower, undecided } = seen;
    expect([what, wider > 0, narrower > 0, undecided]).toEqual([what, true, true, 0]);
  });
});
