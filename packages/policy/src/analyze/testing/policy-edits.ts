import fc from 'fast-check';
import { ACTIONS, CONDITIONS, RESOURCES, some } from './arbitrary-access';

export type Statement = Readonly<Record<string, unknown>>;

const MORE_CONDITIONS: readonly Statement[] = [
  ...CONDITIONS,
  { NumericLessThan: { 's3:max-keys': '10' } },
  { NumericGreaterThanEquals: { 's3:max-keys': '5' } },
  { DateGreaterThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } },
  { DateLessThanIfExists: { 'aws:CurrentTime': '2027-01-01T00:00:00Z' } },
  { IpAddress: { 'aws:SourceIp': '10.0.0.0/16' } },
  { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '192.0.2.0/24'] } },
  { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
  { Bool: { 'aws:SecureTransport': 'false' } },
  { Null: { 'aws:MultiFactorAuthAge': 'true' } },
  { 'ForAnyValue:StringLike': { 'aws:TagKeys': 'a*' } },
  { 'ForAllValues:StringNotEquals': { 'aws:TagKeys': ['b'] } },
  { StringLike: { 's3:prefix': ['home/*', '${aws:username}/*'] } },
  { StringNotLikeIfExists: { 's3:prefix': 'secret/*' } },
  { StringEquals: { 'aws:ResourceTag/owner': '${aws:username}' } },
  { StringEquals: { 'aws:ResourceTag/owner': 'maria' } },
  { StringEqualsIgnoreCase: { 'aws:ResourceTag/owner': 'Maria' } },
  { StringEquals: { 'aws:RequestedRegion': ['eu-north-1', 'us-east-1'] }, Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
];

/** Generates a statement of an identity policy. */
export const statement: fc.Arbitrary<Statement> = fc
  .record({
    Effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
    actions: some(ACTIONS, 3),
    resources: some(RESOURCES),
    negated: fc.constantFrom('', '', '', '', 'Action', 'Resource'),
    Condition: fc.option(fc.constantFrom(...MORE_CONDITIONS), { freq: 2 }),
  })
  .map(({ Effect, actions, resources, negated, Condition }) => ({
    Effect,
    [negated === 'Action' ? 'NotAction' : 'Action']: actions,
    [negated === 'Resource' ? 'NotResource' : 'Resource']: resources,
    ...(Condition === null ? {} : { Condition }),
  }));
/** A named edit of one statement. */
export type Edit = { name: string; from: Statement; to: Statement };

const ALLOW = { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::b1/*' };
const MFA = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
const within = (Condition: Statement, Effect = 'Allow'): Statement => ({ ...ALLOW, Effect, Condition });
const conditionEdits: Edit[] = (
  [
    ['a condition removed', MFA, undefined],
    [
      'a value added',
      { StringEquals: { 'aws:RequestedRegion': 'eu-north-1' } },
      { StringEquals: { 'aws:RequestedRegion': ['eu-north-1', 'eu-west-1'] } },
    ],
    [
      'a value added to a negated operator',
      { StringNotEquals: { 'aws:RequestedRegion': 'eu-north-1' } },
      { StringNotEquals: { 'aws:RequestedRegion': ['eu-north-1', 'eu-west-1'] } },
    ],
    [
      'a range of addresses widened',
      { IpAddress: { 'aws:SourceIp': '10.1.0.0/16' } },
      { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
    ],
    [
      'a range of addresses widened by its neighbour',
      { IpAddress: { 'aws:SourceIp': '10.0.0.0/9' } },
      { IpAddress: { 'aws:SourceIp': ['10.0.0.0/9', '10.128.0.0/9'] } },
    ],
    [
      'a range of addresses written as two',
      { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
      { IpAddress: { 'aws:SourceIp': ['10.0.0.0/9', '10.128.0.0/9'] } },
    ],
    [
      'IfExists added',
      { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } },
    ],
    ['a number raised', { NumericLessThan: { 's3:max-keys': '10' } }, { NumericLessThan: { 's3:max-keys': '100' } }],
    [
      'a bound that takes its number in',
      { NumericLessThan: { 's3:max-keys': '10' } },
      { NumericLessThanEquals: { 's3:max-keys': '10' } },
    ],
    [
      'a date moved',
      { DateLessThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } },
      { DateLessThan: { 'aws:CurrentTime': '2027-01-01T00:00:00Z' } },
    ],
    [
      'a date written otherwise',
      { DateLessThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } },
      { DateLessThan: { 'aws:CurrentTime': '1767225600' } },
    ],
    ['a pattern widened', { StringLike: { 's3:prefix': 'home/maria/*' } }, { StringLike: { 's3:prefix': 'home/*' } }],
    ['a text made a pattern', { StringEquals: { 's3:prefix': 'home/' } }, { StringLike: { 's3:prefix': 'home/*' } }],
    [
      'the case of a text no longer counted',
      { StringEquals: { 'aws:ResourceTag/team': 'blue' } },
      { StringEqualsIgnoreCase: { 'aws:ResourceTag/team': 'blue' } },
    ],
    [
      'a set operator on more values',
      { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] } },
      { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] } },
    ],
    [
      'all values made any value',
      { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] } },
      { 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['a'] } },
    ],
    ['a Null check turned', { Null: { 'aws:MultiFactorAuthAge': 'true' } }, { Null: { 'aws:MultiFactorAuthAge': 'false' } }],
    [
      'a Null check dropped beside the operator that asks for it',
      { ...MFA, Null: { 'aws:MultiFactorAuthPresent': 'false' } },
      MFA,
    ],
    ['another key', { StringEquals: { 'aws:RequestedRegion': 'eu-north-1' } }, { StringEquals: { 's3:prefix': 'eu-north-1' } }],
    [
      'an operator turned to its opposite',
      { StringEquals: { 'aws:RequestedRegion': 'a' } },
      { StringNotEquals: { 'aws:RequestedRegion': 'a' } },
    ],
    [
      'a variable written out',
      { StringEquals: { 'aws:ResourceTag/owner': '${aws:username}' } },
      { StringEquals: { 'aws:ResourceTag/owner': 'maria' } },
    ],
  ] as const
).flatMap(([name, from, to]) =>
  ['Allow', 'Deny'].map((effect) => ({
    name: `${name}, ${effect}`,
    from: within(from, effect),
    to: to === undefined ? { ...ALLOW, Effect: effect } : within(to, effect),
  })),
);
const elementEdits: Edit[] = (
  [
    ['an action added', { Action: 's3:GetObject' }, { Action: ['s3:GetObject', 's3:PutObject'] }],
    ['actions made a pattern', { Action: 's3:GetObject' }, { Action: 's3:Get*' }],
    ['a pattern written out', { Action: 'sqs:SendM*' }, { Action: ['sqs:SendMessage'] }],
    [
      'NotAction with one action less',
      { Action: undefined, NotAction: ['s3:GetObject', 'iam:*'] },
      { Action: undefined, NotAction: ['iam:*'] },
    ],
    ['a resource added', {}, { Resource: ['arn:aws:s3:::b1/*', 'arn:aws:s3:::b2/*'] }],
    ['a resource widened', {}, { Resource: 'arn:aws:s3:::b*' }],
    ['every resource', {}, { Resource: '*' }],
    ['two resources that are one', { Resource: ['arn:aws:s3:::b1/*', 'arn:aws:s3:::b1/x/*'] }, {}],
    [
      'NotResource with one resource less',
      { Resource: undefined, NotResource: ['arn:aws:s3:::b1/*', 'arn:aws:s3:::b2/*'] },
      { Resource: undefined, NotResource: 'arn:aws:s3:::b1/*' },
    ],
    [
      'a variable in a resource written out',
      { Resource: 'arn:aws:s3:::home-${aws:username}/*' },
      { Resource: 'arn:aws:s3:::home-maria/*' },
    ],
  ] as const
).flatMap(([name, from, to]) =>
  ['Allow', 'Deny'].map((Effect) => ({
    name: `${name}, ${Effect}`,
    from: { ...ALLOW, Effect, ...from },
    to: { ...ALLOW, Effect, ...to },
  })),
);
/** The edits of one statement. Most have a known direction, and a Deny reverses it. */
export const EDITS: readonly Edit[] = [...conditionEdits, ...elementEdits];
