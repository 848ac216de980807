import { describe, expect, it } from 'vitest';
import { loadCase } from '../../cases/case';
import { parsePolicy } from '../../policy/parse-policy';
import { describeFix } from './describe-fix';
import { smallestFix } from './smallest-fix';
import type { FixPlan, FixStep } from './types';

function planOf(value: object): FixPlan {
  const result = loadCase(value);
  if (!result.ok) throw new Error(result.message);
  return smallestFix(result.loaded.request, result.loaded.set);
}

/** Returns the sentences of the first alternative. */
function sentences(plan: FixPlan): string[][] {
  return stepsOf(plan).map((step) => step.options.map((option) => describeFix(option)));
}

function stepsOf({ alternatives: [first] }: FixPlan): readonly FixStep[] {
  return first?.steps ?? [];
}

const user = 'arn:aws:iam::111122223333:user/ana';
const everything = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
const ask = { principal: user, action: 's3:GetObject', resource: 'arn:aws:s3:::b/o' };

describe('smallestFix', () => {
  it('returns no changes for an allowed request', () => {
    expect(planOf({ ...ask, identity: [everything] })).toEqual({ decision: 'Allowed', unknown: [], alternatives: [] });
  });

  it('adds only the missing action or resource if that allows nothing else', () => {
    const action = {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::b/o' },
    };
    const resource = {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::c/*' },
    };
    expect(sentences(planOf({ ...ask, identity: [{ name: 'P', document: action }] }))[0]?.[0]).toBe(
      'In the identity-based policy P, add s3:GetObject to Action of statement 1.',
    );
    expect(sentences(planOf({ ...ask, identity: [{ name: 'P', document: resource }] }))[0]?.[0]).toBe(
      'In the identity-based policy P, add arn:aws:s3:::b/o to Resource of statement 1.',
    );
  });

  it('never proposes a change of a policy that AWS owns', () => {
    const managed = {
      name: 'AWSDenyAll',
      arn: 'arn:aws:iam::aws:policy/AWSDenyAll',
      document: { Statement: { Effect: 'Deny', Action: '*', Resource: '*' } },
    };
    expect(sentences(planOf({ ...ask, identity: [everything, managed] }))).toEqual([
      ['Detach the identity-based policy AWSDenyAll.'],
    ]);
  });

  it('lists every blocker as a separate step in the order of evaluation', () => {
    const plan = planOf({
      ...ask,
      identity: [],
      boundary: { Statement: { Effect: 'Allow', Action: 'ec2:*', Resource: '*' } },
      scp: [[]],
    });
    expect(stepsOf(plan).map((step) => step.blocker.type)).toEqual(['scp', 'identity', 'boundary']);
  });

  it('names the level of the organization that lacks an Allow', () => {
    const only = { Statement: { Effect: 'Allow', Action: 'ec2:*', Resource: '*' } };
    const scp = [['FullAWSAccess'], { name: 'Workloads', policies: [{ name: 'OnlyEc2', document: only }] }, ['FullAWSAccess']];
    expect(sentences(planOf({ ...ask, identity: [everything], scp }))).toEqual([
      [
        'In the service control policy OnlyEc2, add a statement that allows s3:GetObject on arn:aws:s3:::b/o.',
        'Attach a service control policy to Workloads that allows s3:GetObject on arn:aws:s3:::b/o.',
      ],
    ]);
  });

  it('offers a change of the request when the caller can choose the value of a condition key', () => {
    const mfa = {
      Statement: {
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
      },
    };
    const [options] = sentences(planOf({ ...ask, identity: [everything, mfa] }));
    expect(options).toContain('Make the call with aws:MultiFactorAuthPresent = true.');
  });

  it('offers other credentials when they are the blocker, and stops when none would suffice', () => {
    const session = { principal: user, credential: 'sessionToken', action: 'iam:ListUsers', identity: [everything] };
    expect(sentences(planOf(session))[0]).toContain('Make the call with long-term access keys.');
    const task = {
      type: 'AssumedRoot',
      arn: 'arn:aws:sts::111122223333:assumed-root',
      taskPolicyArn: 'arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy',
    };
    expect(planOf({ ...ask, principal: task, session: [] })).toMatchObject({ alternatives: [], stuckAt: { type: 'session' } });
    const root = { principal: '111122223333', action: 'sts:AssumeRole', resource: 'arn:aws:iam::111122223333:role/r' };
    expect(planOf(root)).toMatchObject({ alternatives: [], stuckAt: { type: 'credential' } });
  });

  it('returns the whole document after the change, valid and with the other statements', () => {
    const document = { Version: '2012-10-17', Statement: [{ Sid: 'Keep', Effect: 'Allow', Action: 'ec2:*', Resource: '*' }] };
    const text = stepsOf(planOf({ ...ask, identity: [document] }))[0]?.options[0]?.document ?? '';
    const parsed = parsePolicy(text, 'identity');
    expect(parsed.ok && parsed.policy.statements.map((statement) => statement.sid)).toEqual(['Keep', undefined]);
  });

  it('does not replace the existing policy of a resource', () => {
    const other = { Statement: { Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 's3:*', Resource: '*' } };
    const plan = planOf({ ...ask, resourceAccount: '999988887777', identity: [everything], resourcePolicy: other });
    expect(
      stepsOf(plan)
        .flatMap((step) => step.options)
        .map((option) => option.place.kind),
    ).toEqual(['policy']);
  });

  it('escapes the special characters of request values in policies', () => {
    const resource = 'arn:aws:s3:::b/${aws:username}';
    expect(sentences(planOf({ ...ask, resource }))).toEqual([
      ['Attach an identity-based policy that allows s3:GetObject on arn:aws:s3:::b/${$}{aws:username}.'],
    ]);
    const old = { Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::c' } };
    expect(sentences(planOf({ ...ask, resource, identity: [{ name: 'Old', document: old }] }))[0]?.[0]).toBe(
      'In the identity-based policy Old, add arn:aws:s3:::b/${aws:username} to Resource of statement 1.',
    );
    const Condition = { StringLike: { 's3:prefix': 'x/*' } };
    const like = {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/o', Condition },
    };
    const plan = planOf({ ...ask, context: { 's3:prefix': 'a*' }, identity: [{ name: 'Like', document: like }] });
    expect(sentences(plan)[0]?.[0]).toBe(
      'In the identity-based policy Like, add a${*} to the values of StringLike s3:prefix in statement 1.',
    );
  });

  it('numbers statements as in the original document, despite earlier removals', () => {
    const deny = { Effect: 'Deny', Action: 's3:*', Resource: '*' };
    const document = { Version: '2012-10-17', Statement: [deny, everything.Statement, deny] };
    const plan = planOf({ ...ask, resource: '*', identity: [{ name: 'P', document }] });
    expect(sentences(plan)).toEqual([
      ['In the identity-based policy P, remove statement 1.'],
      ['In the identity-based policy P, remove statement 3.'],
    ]);
  });

  it('does not repeat the type of a policy whose name is its type', () => {
    const deny = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' };
    const resourcePolicy = { name: 'resource policy', document: { Version: '2012-10-17', Statement: [deny, deny] } };
    expect(sentences(planOf({ ...ask, principal: 'anonymous', resource: '*', resourcePolicy }))[0]).toEqual([
      'Delete the resource-based policy.',
    ]);
  });

  it('does not edit a policy that it deletes', () => {
    const deny = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' };
    const resourcePolicy = { name: 'Bucket', document: { Version: '2012-10-17', Statement: [deny, deny] } };
    expect(sentences(planOf({ ...ask, principal: 'anonymous', resource: '*', resourcePolicy }))).toEqual([
      ['Delete the resource-based policy Bucket.'],
      ['Give the resource a policy that allows s3:GetObject.'],
    ]);
  });
});
