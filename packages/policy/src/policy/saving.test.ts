import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { describe, expect, it } from 'vitest';
import { BASE_OPERATORS } from '../condition/operators';
import { malformedPolicyMessage } from './malformed-message';
import { parsePolicy } from './parse-policy';
import type { ParsePolicyOptions, PolicyKind } from './types';

const catalog = loadCatalog();
const ALLOW = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const LEGACY = 'The policy failed legacy parsing';
const SYNTAX = 'Syntax errors in policy.';
const OLD = 'Policy document must be version 2012-10-17 or greater.';

type Saving = NonNullable<ParsePolicyOptions['saving']>;

/** Returns the error message for a document that cannot be saved, or undefined. */
function refusal(document: object, saving: Saving = 'inline', kind: PolicyKind = 'identity', partition?: string) {
  const parsed = parsePolicy(JSON.stringify(document), kind, { saving, partition });
  return parsed.ok ? undefined : malformedPolicyMessage(parsed.issues, kind);
}
const isRead = (document: object, kind: PolicyKind = 'identity') => parsePolicy(JSON.stringify(document), kind).ok;
const doc = (...statements: readonly object[]) => ({ Version: '2012-10-17', Statement: statements });

describe('the version of a saved document', () => {
  const trust = { Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' };
  it.each([
    ['2012-10-17', undefined, undefined],
    ['2008-10-17', OLD, undefined],
    [undefined, OLD, undefined],
    ['2020-01-01', SYNTAX, SYNTAX],
    ['', SYNTAX, SYNTAX],
  ])('decides whether managed and inline policies are accepted: %s', (Version, managed, inline) => {
    expect(refusal({ Version, Statement: ALLOW }, 'managed')).toBe(managed);
    expect(refusal({ Version, Statement: ALLOW }, 'inline')).toBe(inline);
    expect(refusal({ Version, Statement: trust }, 'inline', 'trust')).toBe(inline);
    expect(isRead({ Version, Statement: ALLOW })).toBe(inline === undefined);
  });
});

describe('the service prefix of an action in a saved document', () => {
  const VENDOR = 'Action vendors (e.g., aws, ec2, etc.) must not contain wildcards.';
  it.each([
    ['ec*:Describe*', VENDOR],
    ['e?2:DescribeInstances', VENDOR],
    ['*:GetObject', VENDOR],
    ['?:*', VENDOR],
    ['**:*', VENDOR],
    ['*', undefined],
    ['*:*', undefined],
    ['s3:*', undefined],
    ['s3:?et*', undefined],
  ])('decides whether the document is accepted: %s', (action, sentence) => {
    for (const element of ['Action', 'NotAction'])
      for (const written of [action, ['s3:GetObject', action]])
        expect(refusal(doc({ Effect: 'Allow', [element]: written, Resource: '*' }))).toBe(sentence);
    expect(isRead(doc({ ...ALLOW, Action: action }))).toBe(true);
  });
});

describe('the service principal in a saved trust policy', () => {
  const named = (Service: string | string[], partition = 'aws') =>
    refusal(doc({ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }), 'inline', 'trust', partition);
  const invalid = (name: string) => `Invalid principal in policy: "SERVICE":"${name}"`;

  it.each(['ec2.example.com', 'amazonaws.com', 'ec2.amazonaws.com.example.org', 'ec2.amazonaws.org', 'ec2amazonaws.com'])(
    'is refused outside the domains of AWS services: %s',
    (name) => {
      expect(named(name)).toBe(invalid(name));
      expect(named(['ec2.amazonaws.com', name])).toBe(invalid(name));
      const statement = { Effect: 'Allow', Principal: { Service: name }, Action: 'sts:AssumeRole' };
      expect(isRead(doc(statement), 'trust')).toBe(true);
    },
  );

  it.each(['tagging.amazonaws.com', 'bedrock-agent.amazonaws.com', 'tagging.eu-west-1.amazonaws.com'])(
    'is refused as a known wrong name: %s',
    (name) => {
      expect(named(name)).toBe(invalid(name));
    },
  );

  it('is accepted with and without a Region, also if it is unknown', () => {
    expect(named(['ec2.amazonaws.com', 'logs.eu-west-1.amazonaws.com', 'pods.eks.amazonaws.com', 'zzz.amazonaws.com'])).toBe(
      undefined,
    );
  });

  it('is accepted only below the domain of the partition', () => {
    expect(named('ec2.amazonaws.com.cn', 'aws')).toBe(invalid('ec2.amazonaws.com.cn'));
    expect(named(['ec2.amazonaws.com.cn', 'lambda.amazonaws.com'], 'aws-cn')).toBe(undefined);
    expect(named('eks.amazonaws.com.cn', 'aws-cn')).toBe(invalid('eks.amazonaws.com.cn'));
  });
});

describe('the check of dates in a saved condition', () => {
  const operators = [...BASE_OPERATORS.values()]
    .filter(({ family }) => family === 'Date')
    .flatMap(({ name }) => [name, `${name}IfExists`, `ForAnyValue:${name}`, `ForAllValues:${name}IfExists`]);
  const under = (operator: string, value: unknown) => doc({ ...ALLOW, Condition: { [operator]: { 'aws:CurrentTime': value } } });

  it.each(operators)('applies to %s', (operator) => {
    for (const value of [
      '2026',
      '2026-01-31',
      '2026-01-31T10:00Z',
      '2026-01-31t10:00:00.5+01:00',
      '0',
      '9223372036854775807',
      1_767_225_600,
    ])
      expect(refusal(under(operator, value))).toBe(undefined);
    expect(refusal(under(operator, ['2026', '${aws:PrincipalTag/until}']))).toBe(undefined);
    for (const value of ['soon', '', '2026-02-30', '31.01.2026', '9223372036854775808', true, ['2026', '2026-1-1']])
      expect(refusal(under(operator, value))).toBe(LEGACY);
    expect(isRead(under(operator, 'soon'))).toBe(true);
  });

  it('does not apply to other operators', () => {
    expect(refusal(under('StringEquals', 'soon'))).toBe(undefined);
    expect(refusal(under('Null', 'true'))).toBe(undefined);
  });
});

describe('the check of resources in a saved statement', () => {
  const of = (Resource: string) => refusal(doc({ ...ALLOW, Resource }));
  const region = (arn: string) => `Resource ${arn} can not contain region information.`;

  it.each([
    'arn:aws:s3:eu-west-1::records',
    'arn:aws:s3:eu-west-1:111122223333:records/2026/*',
    'arn:aws:s3:eu-west-1::jobs/x',
    'arn:aws:route53:eu-west-1::hostedzone/Z1',
    'arn:aws:route53:eu-west-1:111122223333:hostedzone/*',
  ])('refuses %s because of its Region', (arn) => {
    expect(of(arn)).toBe(region(arn));
    expect(refusal(doc({ Effect: 'Deny', Action: 's3:*', NotResource: ['*', arn] }))).toBe(region(arn));
    expect(isRead(doc({ ...ALLOW, Resource: arn }))).toBe(true);
  });

  it('refuses an account ID in a Route 53 ARN', () => {
    const arn = 'arn:aws:route53::111122223333:hostedzone/Z1';
    expect(of(arn)).toBe(`Resource ${arn} cannot contain an account id.`);
  });

  it.each([
    'arn:aws:s3:::records',
    'arn:aws:s3:*::records',
    'arn:aws:s3:*:*:records',
    'arn:aws:s3:eu-west-1:111122223333:accesspoint/own',
    'arn:aws:s3:eu-west-1:111122223333:acc*',
    'arn:aws:s3:eu-west-1:111122223333:*',
    'arn:aws:route53:::hostedzone/Z1',
    'arn:aws:route53:*:*:hostedzone/Z1',
  ])('accepts %s', (arn) => {
    expect(of(arn)).toBe(undefined);
  });

  it.each(['s3', 'route53', 'iam'])('accepts every ARN format in the reference of %s', (service) => {
    const forms = catalog
      .resourceTypesOf(service)
      .map(({ arn }) => arn.replace('${Partition}', 'aws').replace('${Region}', 'eu-west-1'));
    expect(forms.length).toBeGreaterThan(5);
    for (const form of forms)
      expect(of(form.replace('${Account}', '111122223333').replace(/\$\{\w+\}/g, 'x')), form).toBe(undefined);
  });

  const IAM =
    'IAM resource path must either be "*", root, or start with user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/.';
  it.each(['users/ana', 'user', 'Role/x', '*/x', 'r*', 'roles/*', '', '${aws:username}'])('refuses the IAM path "%s"', (path) => {
    const arn = `arn:aws:iam::111122223333:${path}`;
    expect(of(arn)).toBe(IAM);
    expect(isRead(doc({ ...ALLOW, Resource: arn }))).toBe(true);
  });

  it.each(['root', '*', 'user/ana', 'federated-user/*', 'role/a/b', 'report/x', 'access-report/*', 'mfa/${aws:username}'])(
    'accepts the IAM path "%s"',
    (path) => {
      expect(of(`arn:aws:iam::111122223333:${path}`)).toBe(undefined);
    },
  );
});

describe('the error for a document with several faults', () => {
  type Fault = { sentence: string; statement?: object; rest?: object };
  // The stages are in their order. A stage has several faults if they differ in kind.
  const STAGES: readonly (readonly Fault[])[] = [
    [
      { sentence: SYNTAX, rest: { Version: '2020-01-01' } },
      { sentence: SYNTAX, rest: { Name: 'x' } },
      { sentence: SYNTAX, statement: { ...ALLOW, Condition: { StringMatches: { 'aws:username': 'a' } } } },
      { sentence: SYNTAX, statement: { ...ALLOW, NotAction: 'iam:*' } },
      { sentence: SYNTAX, statement: { ...ALLOW, NotResource: 'arn:aws:s3:::b' } },
      { sentence: SYNTAX, statement: { ...ALLOW, Effect: 'Permit' } },
    ],
    [{ sentence: OLD, rest: { Version: '2008-10-17' } }],
    [
      { sentence: LEGACY, statement: { ...ALLOW, Effect: 'allow' } },
      { sentence: LEGACY, statement: { ...ALLOW, Condition: { DateEquals: { 'aws:CurrentTime': 'soon' } } } },
      { sentence: LEGACY, statement: { ...ALLOW, Resource: 'arn:aws::eu-west-1:111122223333:x' } },
      { sentence: LEGACY, statement: { ...ALLOW, Action: ':GetObject' } },
    ],
    [{ sentence: 'Statement IDs (SID) in a single policy must be unique.', statement: { ...ALLOW, Sid: 'Same' } }],
    [
      { sentence: 'Policy statement must contain actions.', statement: { Effect: 'Allow', Resource: '*' } },
      { sentence: 'Policy statement must contain actions.', statement: { ...ALLOW, Action: [] } },
    ],
    [
      { sentence: 'Resource bucket must be in ARN format or "*".', statement: { ...ALLOW, Resource: 'bucket' } },
      {
        sentence: 'Partition "sns" is not valid for resource "arn:sns:eu-west-1:t:*:*".',
        statement: { ...ALLOW, Resource: 'aws:sns:eu-west-1:t' },
      },
    ],
    [
      {
        sentence: 'Action vendors (e.g., aws, ec2, etc.) must not contain wildcards.',
        statement: { ...ALLOW, Action: 'ec*:Describe*' },
      },
      { sentence: 'Vendor s 3 is not valid', statement: { ...ALLOW, Action: 's 3:Get' } },
    ],
    [{ sentence: 'Policy document should not specify a principal.', statement: { ...ALLOW, Principal: '*' } }],
    [
      { sentence: 'Policy statement must contain resources.', statement: { Effect: 'Allow', Action: 's3:*' } },
      { sentence: 'Policy statement must contain resources.', statement: { ...ALLOW, Resource: [] } },
    ],
  ];
  const flat = STAGES.flatMap((faults, stage) => faults.map((fault) => ({ ...fault, stage })));
  const twice = ({ statement }: Fault) => (statement && 'Sid' in statement ? [statement, statement] : [statement ?? ALLOW]);

  it.each(flat.map((fault) => [JSON.stringify(fault.statement ?? fault.rest), fault] as const))(
    'is the fault itself for %s alone',
    (_, fault) => {
      expect(refusal({ ...doc(...twice(fault)), ...fault.rest }, 'managed')).toBe(fault.sentence);
    },
  );

  it('names the fault of the earliest stage in any order of statements', () => {
    for (const early of flat)
      for (const late of flat) {
        if (early.stage >= late.stage) continue;
        for (const statements of [
          [...twice(early), ...twice(late)],
          [...twice(late), ...twice(early)],
        ]) {
          const document = { ...doc(...statements), ...late.rest, ...early.rest };
          expect(refusal(document, 'managed'), JSON.stringify(document)).toBe(early.sentence);
        }
      }
  });

  it('follows the stages when the statements with the same Sid have another fault', () => {
    const sids = STAGES.findIndex(([fault]) => fault?.sentence.startsWith('Statement IDs'));
    for (const { statement, sentence, stage } of flat) {
      if (!statement || stage === sids) continue;
      for (const statements of [
        [
          { ...statement, Sid: 'Same' },
          { ...ALLOW, Sid: 'Same' },
        ],
        [
          { ...ALLOW, Sid: 'Same' },
          { ...statement, Sid: 'Same' },
        ],
        [
          { ...statement, Sid: 'Same' },
          { ...statement, Sid: 'Same' },
        ],
      ]) {
        const first = stage < sids ? sentence : 'Statement IDs (SID) in a single policy must be unique.';
        expect(refusal(doc(...statements), 'managed'), JSON.stringify(statements)).toBe(first);
      }
      const odd = { ...statement, Sid: 'a b' };
      if (stage > sids) expect(refusal(doc(odd), 'managed')).toMatch(/^Statement IDs \(SID\) must be alpha-numeric/);
    }
  });

  it('names the first fault of the document within one stage', () => {
    const [first, second] = ['first', 'second'].map((Resource) => ({ ...ALLOW, Resource }));
    expect(refusal(doc(first ?? {}, second ?? {}))).toBe('Resource first must be in ARN format or "*".');
  });
});
