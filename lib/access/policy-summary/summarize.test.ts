import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { managedPolicyDocument } from '@gatehouse/catalog/managed-policies';
import { effectivePermissions } from '@gatehouse/policy/analyze';
import { preparePolicyText } from '@gatehouse/policy/evaluate';
import { parsePolicy } from '@gatehouse/policy/parse';
import { describe, expect, it } from 'vitest';
import { actionIndex } from '../model/action-index';
import { summarizePolicy, summarizeService } from './summarize';

const catalog = loadCatalog();
const around = { catalog, index: await actionIndex(), partition: 'aws' };

function parse(...statements: object[]) {
  const parsed = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements }), 'identity');
  if (!parsed.ok) throw new Error(parsed.issues[0]?.message);
  return parsed.policy;
}

const summarize = (...statements: object[]) => summarizePolicy(parse(...statements), around);

describe('summarizePolicy', () => {
  it('counts the included actions of each access level', () => {
    const { Services } = summarize({ Effect: 'Allow', Action: ['sqs:*'], Resource: '*' });
    expect(Services.map(({ Service }) => Service)).toEqual(['sqs']);
    expect(Services[0]?.Levels.every(({ Included, Total }) => Included === Total && Total > 0)).toBe(true);
    const [get] = summarize({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::a/*' }).Services;
    expect(get?.Levels.find(({ Level }) => Level === 'Read')?.Included).toBe(1);
    expect(get?.Levels.find(({ Level }) => Level === 'Write')?.Included).toBe(0);
  });

  it('names statements that cannot match any request', () => {
    const { Idle } = summarize(
      { Sid: 'Objects', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::bucket' },
      { Effect: 'Allow', Action: ['s3:GetObject', 's3:ListBucket'], Resource: 'arn:aws:s3:::bucket' },
      { Effect: 'Deny', Action: 'sqs:*', Resource: 'arn:aws:s3:::bucket/*' },
      { Effect: 'Deny', NotAction: 'iam:*', Resource: '*' },
    );
    expect(Idle).toEqual([
      { Statement: 1, Sid: 'Objects' },
      { Statement: 3, Sid: null },
    ]);
  });

  it('separates denials from grants and lists denials first', () => {
    const { Services } = summarize(
      { Effect: 'Allow', Action: 's3:*', Resource: '*' },
      { Effect: 'Deny', Action: 's3:DeleteBucket', Resource: '*' },
    );
    expect(Services.map(({ Effect, Service }) => `${Effect} ${Service}`)).toEqual(['Deny s3', 'Allow s3']);
  });

  it('expands NotAction to every other action of every service', () => {
    const { Services } = summarize({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' });
    expect(Services.some(({ Service }) => Service === 'iam')).toBe(false);
    expect(Services).toHaveLength(catalog.services().filter(({ prefix }) => catalog.actionsOf(prefix).length > 0).length - 1);
  });

  it('shows only those resources of a statement that can belong to the service', () => {
    const { Services } = summarize({
      Effect: 'Allow',
      Action: ['s3:GetObject', 'sqs:SendMessage'],
      Resource: ['arn:aws:s3:::logs/*', 'arn:aws:sqs:us-east-1:111122223333:jobs'],
    });
    const of = (service: string) => Services.find(({ Service }) => Service === service)?.Resources;
    expect(of('s3')).toEqual(['arn:aws:s3:::logs/*']);
    expect(of('sqs')).toEqual(['arn:aws:sqs:us-east-1:111122223333:jobs']);
  });

  it('shows conditions in one line and lists actions that AWS does not have', () => {
    const { Services, Unrecognized } = summarize({
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:GetNothing'],
      Resource: '*',
      Condition: { StringEquals: { 'aws:RequestedRegion': ['eu-north-1', 'eu-west-1'] } },
    });
    expect(Services[0]?.Conditions).toEqual(['aws:RequestedRegion StringEquals eu-north-1, eu-west-1']);
    expect(Unrecognized).toEqual(['s3:GetNothing']);
  });

  it('counts and marks actions that do not apply to the resources of the statement', () => {
    const objects = { Effect: 'Allow', Action: ['s3:ListBucket', 's3:GetObject'], Resource: 'arn:aws:s3:::x/*' };
    const [s3] = summarize(objects).Services;
    const included = (of: typeof s3) => of?.Levels.filter(({ Included }) => Included > 0).map(({ Level }) => Level);
    expect([included(s3), s3?.NotApplicable]).toEqual([['Read'], 1]);
    const [alone] = summarize({ ...objects, Action: 's3:ListBucket' }).Services;
    expect([alone?.Service, included(alone), alone?.NotApplicable]).toEqual(['s3', [], 1]);
    const [right] = summarize(objects, { ...objects, Resource: 'arn:aws:s3:::x' }).Services;
    expect([included(right), right?.NotApplicable]).toEqual([['List', 'Read'], 0]);
    // A pattern for all services lists only the services with resources that can match.
    const all = summarize({ Effect: 'Allow', Action: '*', Resource: 'arn:aws:sqs:*:*:jobs' }).Services;
    expect(all.map(({ Service }) => Service)).toEqual(['sqs']);
    const actions = summarizeService(parse(objects), 's3', 'Allow', around);
    expect(actions.filter(({ NotApplicable }) => NotApplicable).map(({ Name }) => Name)).toEqual(['ListBucket']);
  });

  it('agrees with effective permissions about actions that cannot apply', () => {
    const statement = {
      Effect: 'Allow',
      Action: ['s3:*', 'sqs:*', 'iam:*', 'kms:*', 'dynamodb:List*', 'ec2:Describe*'],
      Resource: [
        'arn:aws:s3:::x/*',
        'arn:aws:sqs:*:111122223333:jobs',
        'arn:aws:iam::*:user/*',
        'arn:aws:kms:*:*:alias/${aws:username}',
      ],
    };
    const ref = { id: 'p', type: 'identity', name: 'p', origin: { kind: 'direct' } } as const;
    const made = preparePolicyText(ref, JSON.stringify({ Version: '2012-10-17', Statement: statement }));
    if (!made.ok) throw new Error('unreadable');
    const principal = {
      type: 'User',
      accountId: '111122223333',
      arn: 'arn:aws:iam::111122223333:user/u',
      userId: 'AIDA',
      userName: 'u',
    } as const;
    const permissions = effectivePermissions(principal, { identity: [made.prepared] }, around.index);
    for (const service of ['s3', 'sqs', 'iam', 'kms', 'dynamodb', 'ec2'])
      for (const { Name, Named, NotApplicable } of summarizeService(made.prepared.policy, service, 'Allow', around)) {
        const can = !['implicitDeny', 'explicitDeny'].includes(permissions.outcome(`${service}:${Name}`) ?? '');
        expect([service, Name, can]).toEqual([service, Name, Named !== undefined && !NotApplicable]);
      }
  });

  it('summarizes the largest AWS managed policy', () => {
    const parsed = parsePolicy(managedPolicyDocument('arn:aws:iam::aws:policy/ReadOnlyAccess') ?? '', 'identity');
    if (!parsed.ok) throw new Error('unreadable');
    expect(summarizePolicy(parsed.policy, around).Services.length).toBeGreaterThan(100);
  });
});

describe('summarizeService', () => {
  it('lists every action of the service, with the resources of the named actions', () => {
    const policy = parse({ Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::a/*' });
    const actions = summarizeService(policy, 's3', 'Allow', around);
    expect(actions).toHaveLength(catalog.actionsOf('s3').length);
    expect(actions.find(({ Name }) => Name === 'GetObject')?.Named?.Resources).toEqual(['arn:aws:s3:::a/*']);
    expect(actions.find(({ Name }) => Name === 'PutObject')?.Named).toBeUndefined();
  });
});
