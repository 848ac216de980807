import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../catalog/load-catalog';
import { managedPolicyDocument } from '../../catalog/managed-policies';
import { parsePolicy } from '../../engine';
import { summarizePolicy, summarizeService } from './summarize';

const catalog = loadCatalog();

function parse(...statements: object[]) {
  const parsed = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements }), 'identity');
  if (!parsed.ok) throw new Error(parsed.issues[0]?.message);
  return parsed.policy;
}

const summarize = (...statements: object[]) => summarizePolicy(parse(...statements), catalog);

describe('summarizePolicy', () => {
  it('says which share of each access level is named', () => {
    const { Services } = summarize({ Effect: 'Allow', Action: ['sqs:*'], Resource: '*' });
    expect(Services.map(({ Service }) => Service)).toEqual(['sqs']);
    expect(Services[0]?.Levels.every(({ Included, Total }) => Included === Total && Total > 0)).toBe(true);
    const [get] = summarize({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::a/*' }).Services;
    expect(get?.Levels.find(({ Level }) => Level === 'Read')?.Included).toBe(1);
    expect(get?.Levels.find(({ Level }) => Level === 'Write')?.Included).toBe(0);
  });

  it('keeps denials apart from grants, denials first', () => {
    const { Services } = summarize(
      { Effect: 'Allow', Action: 's3:*', Resource: '*' },
      { Effect: 'Deny', Action: 's3:DeleteBucket', Resource: '*' },
    );
    expect(Services.map(({ Effect, Service }) => `${Effect} ${Service}`)).toEqual(['Deny s3', 'Allow s3']);
  });

  it('turns NotAction into every other action of every service', () => {
    const { Services } = summarize({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' });
    expect(Services.some(({ Service }) => Service === 'iam')).toBe(false);
    expect(Services).toHaveLength(catalog.services().filter(({ prefix }) => catalog.actionsOf(prefix).length > 0).length - 1);
  });

  it('shows a service only the resources that can be its own', () => {
    const { Services } = summarize({
      Effect: 'Allow',
      Action: ['s3:GetObject', 'sqs:SendMessage'],
      Resource: ['arn:aws:s3:::logs/*', 'arn:aws:sqs:us-east-1:111122223333:jobs'],
    });
    const of = (service: string) => Services.find(({ Service }) => Service === service)?.Resources;
    expect(of('s3')).toEqual(['arn:aws:s3:::logs/*']);
    expect(of('sqs')).toEqual(['arn:aws:sqs:us-east-1:111122223333:jobs']);
  });

  it('says conditions in one line, and names what AWS does not have', () => {
    const { Services, Unrecognized } = summarize({
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:GetNothing'],
      Resource: '*',
      Condition: { StringEquals: { 'aws:RequestedRegion': ['eu-north-1', 'eu-west-1'] } },
    });
    expect(Services[0]?.Conditions).toEqual(['aws:RequestedRegion StringEquals eu-north-1, eu-west-1']);
    expect(Unrecognized).toEqual(['s3:GetNothing']);
  });

  it('summarizes the largest of AWS’s own policies', () => {
    const parsed = parsePolicy(managedPolicyDocument('arn:aws:iam::aws:policy/ReadOnlyAccess') ?? '', 'identity');
    if (!parsed.ok) throw new Error('unreadable');
    expect(summarizePolicy(parsed.policy, catalog).Services.length).toBeGreaterThan(100);
  });
});

describe('summarizeService', () => {
  it('lists every action of the service, and where those that are named apply', () => {
    const policy = parse({ Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::a/*' });
    const actions = summarizeService(policy, 's3', 'Allow', catalog);
    expect(actions).toHaveLength(catalog.actionsOf('s3').length);
    expect(actions.find(({ Name }) => Name === 'GetObject')?.Named?.Resources).toEqual(['arn:aws:s3:::a/*']);
    expect(actions.find(({ Name }) => Name === 'PutObject')?.Named).toBeUndefined();
  });
});
