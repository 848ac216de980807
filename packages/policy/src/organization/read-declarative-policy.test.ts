import { describe, expect, it } from 'vitest';
import { effectivePolicy } from './effective/effective-policy';
import { readDeclarativePolicy } from './read-declarative-policy';
import type { DeclarativePolicyType } from './types';

function codesOf(type: DeclarativePolicyType, text: string): readonly string[] {
  const result = readDeclarativePolicy(type, text);
  return result.ok ? [] : result.issues.map(({ code }) => code);
}

const rule = (members: string) => `{"tags":{"k":{${members}}}}`;
const control = (list: string) => rule(`"tag_value":{"@@operators_allowed_for_child_policies":${list}}`);
const backupRule = (members: string) => `{"plans":{"p":{"rules":{"r":{${members}}}}}}`;

const ACCEPTED: readonly (readonly [string, DeclarativePolicyType, string])[] = [
  ['an empty rule', 'TAG_POLICY', rule('')],
  ['no rules', 'TAG_POLICY', '{"tags":{}}'],
  ['numbers, Booleans and null as values', 'TAG_POLICY', rule('"tag_value":{"@@assign":[1,true,null]}')],
  ['ALL_SUPPORTED', 'TAG_POLICY', rule('"enforced_for":{"@@assign":["ecs:ALL_SUPPORTED","sqs:queue"]}')],
  ['@@all beside other operators', 'TAG_POLICY', control('["@@all","@@append"]')],
  ['operators with a scalar beside the top key', 'TAG_POLICY', '{"@@assign":null,"@@append":["a"],"tags":{}}'],
  ['an empty setting', 'AISERVICES_OPT_OUT_POLICY', '{"services":{"polly":{"opt_out_policy":{}}}}'],
  ['names of chat settings in any case', 'CHATBOT_POLICY', '{"ChatBot":{"Default":{"Client":{"@@Assign":"enabled"}}}}'],
  ['names of S3 settings in any case', 'S3_POLICY', '{"S3_Attributes":{"public_access_block_configuration":{"@@ASSIGN":"all"}}}'],
  [
    'a hop limit as text',
    'DECLARATIVE_POLICY_EC2',
    '{"ec2_attributes":{"instance_metadata_defaults":{"http_put_response_hop_limit":{"@@assign":"4"}}}}',
  ],
  ['minutes as a number', 'BACKUP_POLICY', backupRule('"start_backup_window_minutes":{"@@assign":60}')],
  ['one list of Regions', 'SECURITYHUB_POLICY', '{"securityhub":{"enable_in_regions":{"@@append":["ALL_SUPPORTED"]}}}'],
];

const REFUSED: readonly (readonly [string, DeclarativePolicyType, string, string])[] = [
  ['an empty document', 'TAG_POLICY', '{}', 'MISSING_MEMBER'],
  ['a list', 'TAG_POLICY', '[]', 'WRONG_TYPE'],
  ['another top key', 'TAG_POLICY', '{"tags":{},"plans":{}}', 'UNKNOWN_MEMBER'],
  ['a repeated name', 'TAG_POLICY', '{"tags":{},"tags":{}}', 'DUPLICATE_KEY'],
  ['policy keys that differ in case only', 'TAG_POLICY', '{"tags":{"K":{},"k":{}}}', 'DUPLICATE_KEY'],
  ['an empty policy key', 'TAG_POLICY', '{"tags":{"":{}}}', 'INVALID_KEY'],
  ['another tag key', 'TAG_POLICY', rule('"tag_key":{"@@assign":"j"}'), 'INVALID_COMBINATION'],
  ['a number as tag key', 'TAG_POLICY', '{"tags":{"1":{"tag_key":{"@@assign":1}}}}', 'INVALID_VALUE'],
  ['append to a single value', 'TAG_POLICY', rule('"tag_key":{"@@append":["K"]}'), 'OPERATOR_NOT_SUPPORTED'],
  ['a value without operator', 'TAG_POLICY', rule('"tag_value":["a"]'), 'WRONG_TYPE'],
  ['an object in a list', 'TAG_POLICY', rule('"tag_value":{"@@assign":[{}]}'), 'WRONG_TYPE'],
  ['two wildcards', 'TAG_POLICY', rule('"tag_value":{"@@assign":["*a*"]}'), 'INVALID_VALUE'],
  ['an unknown setting', 'TAG_POLICY', rule('"tag_values":{}'), 'UNKNOWN_MEMBER'],
  ['a member of a setting', 'TAG_POLICY', rule('"tag_value":{"enforced_for":{}}'), 'UNKNOWN_MEMBER'],
  ['a wildcard for types', 'TAG_POLICY', rule('"enforced_for":{"@@assign":["ecs:*"]}'), 'INVALID_VALUE'],
  ['a type that cannot be enforced', 'TAG_POLICY', rule('"enforced_for":{"@@assign":["iam:role"]}'), 'INVALID_COMBINATION'],
  ['an operator on a container', 'TAG_POLICY', '{"tags":{"@@assign":"a"}}', 'OPERATOR_NOT_SUPPORTED'],
  ['an object under an operator at the top', 'TAG_POLICY', '{"@@assign":{},"tags":{}}', 'OPERATOR_NOT_SUPPORTED'],
  ['an unknown operator', 'TAG_POLICY', rule('"tag_value":{"@@add":["a"]}'), 'UNKNOWN_OPERATOR'],
  ['a repeated control', 'TAG_POLICY', control('["@@append","@@append"]'), 'INVALID_CONTROL'],
  ['@@none beside another control', 'TAG_POLICY', control('["@@none","@@append"]'), 'INVALID_CONTROL'],
  ['an unknown control', 'TAG_POLICY', control('["@@add"]'), 'INVALID_CONTROL'],
  ['an empty control', 'TAG_POLICY', control('[]'), 'INVALID_CONTROL'],
  ['too many characters', 'AISERVICES_OPT_OUT_POLICY', `{"services":{${' '.repeat(2500)}}}`, 'CONTENT_TOO_LONG'],
  ['more characters than are read', 'TAG_POLICY', ' '.repeat(300_000), 'CONTENT_TOO_LONG'],
  ['an unknown service', 'AISERVICES_OPT_OUT_POLICY', '{"services":{"Polly":{}}}', 'INVALID_KEY'],
  [
    'the value of AI services in another case',
    'AISERVICES_OPT_OUT_POLICY',
    '{"services":{"polly":{"opt_out_policy":{"@@assign":"optout"}}}}',
    'INVALID_VALUE',
  ],
  ['a chat default among the platforms', 'CHATBOT_POLICY', '{"chatbot":{"platforms":{"default":{}}}}', 'UNKNOWN_MEMBER'],
  ['a wildcard as override', 'CHATBOT_POLICY', '{"chatbot":{"platforms":{"slack":{"overrides":{"*":{}}}}}}', 'INVALID_KEY'],
  [
    'a repeated operator in another case',
    'S3_POLICY',
    '{"s3_attributes":{"public_access_block_configuration":{"@@assign":"all","@@Assign":"all"}}}',
    'DUPLICATE_KEY',
  ],
  [
    'an eleventh criterion',
    'DECLARATIVE_POLICY_EC2',
    '{"ec2_attributes":{"allowed_images_settings":{"image_criteria":{"criteria_11":{}}}}}',
    'INVALID_KEY',
  ],
  [
    'a decimal number of minutes',
    'BACKUP_POLICY',
    backupRule('"start_backup_window_minutes":{"@@assign":60.0}'),
    'INVALID_VALUE',
  ],
  [
    'a continuous backup kept too long',
    'BACKUP_POLICY',
    backupRule('"enable_continuous_backup":{"@@assign":true},"lifecycle":{"delete_after_days":{"@@assign":36}}'),
    'INVALID_COMBINATION',
  ],
  [
    'an unknown Region',
    'INSPECTOR_POLICY',
    '{"inspector":{"enablement":{"ec2_scanning":{"enable_in_regions":{"@@assign":["here"]}}}}}',
    'INVALID_VALUE',
  ],
  ['GuardDuty without a block', 'GUARDDUTY_POLICY', '{"guardduty":{"enablement":{}}}', 'TOO_FEW'],
  [
    'a draft of a guardrail',
    'BEDROCK_POLICY',
    '{"bedrock":{"guardrail_inference":{"us-east-1":{"config_1":{"identifier":{"@@assign":"arn:aws:bedrock:us-east-1:111122223333:guardrail/abc:DRAFT"}}}}}}',
    'INVALID_VALUE',
  ],
  [
    'an upgrade order without operator',
    'UPGRADE_ROLLOUT_POLICY',
    '{"upgrade_rollout":{"default":{"patch_order":"first"}}}',
    'WRONG_TYPE',
  ],
  ['a type without documented syntax', 'SECURITYHUB_CSPM_POLICY', '{}', 'SYNTAX_NOT_DOCUMENTED'],
];

describe('readDeclarativePolicy', () => {
  it.each(ACCEPTED)('accepts %s', (_, type, text) => {
    expect(codesOf(type, text)).toEqual([]);
  });

  it.each(REFUSED)('refuses %s', (_, type, text, code) => {
    expect(codesOf(type, text)).toEqual([code]);
  });

  it('returns the path and place of a fault', () => {
    const text = rule('"tag_value":{"@@assign":["a","b**"]}');
    const result = readDeclarativePolicy('TAG_POLICY', text);
    const offset = text.indexOf('"b**"');
    const [issue, ...others] = result.ok ? [] : result.issues;
    expect(others).toEqual([]);
    expect(issue).toMatchObject({
      message: 'The value must be text with at most one *.',
      path: ['tags', 'k', 'tag_value', '@@assign', 1],
      span: { start: { offset, line: 1, column: offset + 1 } },
    });
  });

  it('asks the caller about Regions and the quota', () => {
    const text = '{"securityhub":{"enable_in_regions":{"@@assign":["us-east-1"]}}}';
    expect(readDeclarativePolicy('SECURITYHUB_POLICY', text, { isRegion: () => false }).ok).toBe(false);
    expect(readDeclarativePolicy('SECURITYHUB_POLICY', text, { maxCharacters: 10 }).ok).toBe(false);
  });
});

describe('the explanation of an effective policy', () => {
  const read = (text: string) => {
    const result = readDeclarativePolicy('TAG_POLICY', text);
    if (!result.ok) throw new Error(result.issues[0]?.message);
    return result.policy;
  };

  it('names what was overruled, where and why', () => {
    const { settings } = effectivePolicy('TAG_POLICY', [
      {
        id: 'root',
        policies: [
          { id: 'p1', policy: read(rule('"tag_value":{"@@assign":["a","b"]}')) },
          {
            id: 'p2',
            policy: read(rule('"tag_value":{"@@assign":["c"],"@@operators_allowed_for_child_policies":["@@remove"]}')),
          },
        ],
      },
      { id: 'account', policies: [{ id: 'p3', policy: read(rule('"tag_value":{"@@append":["d"],"@@remove":["a","x"]}')) }] },
    ]);
    const assigned = { policy: 'p1', node: 'root', operator: '@@assign' };
    const removal = { policy: 'p3', node: 'account', operator: '@@remove' };
    expect(settings.find(({ path }) => path[2] === 'tag_value')).toEqual({
      path: ['tags', 'k', 'tag_value'],
      kind: 'list',
      present: true,
      values: [{ value: 'b', source: assigned }],
      setBy: assigned,
      allowedForChildren: ['@@remove'],
      overruled: [
        {
          source: { policy: 'p2', node: 'root', operator: '@@assign' },
          value: 'c',
          reason: { kind: 'ASSIGNED_EARLIER', by: assigned },
        },
        {
          source: { policy: 'p3', node: 'account', operator: '@@append' },
          value: 'd',
          reason: { kind: 'OPERATOR_NOT_ALLOWED', by: { policy: 'p2', node: 'root' } },
        },
        { source: assigned, value: 'a', reason: { kind: 'REMOVED', by: removal } },
        { source: removal, value: 'x', reason: { kind: 'NOT_PRESENT' } },
      ],
    });
  });

  it('names the keys that require too many tags of one resource type', () => {
    const tags = Array.from({ length: 51 }, (_, index) => [
      `k${index}`,
      { report_required_tag_for: { '@@assign': ['ec2:instance'] } },
    ]);
    const policy = read(JSON.stringify({ tags: Object.fromEntries(tags) }));
    expect(effectivePolicy('TAG_POLICY', [{ id: 'root', policies: [{ id: 'p', policy }] }]).problems).toEqual([
      {
        code: 'ELEMENTS_TOO_MANY',
        message:
          "Resource type 'ec2:instance' has 51 tags for 'report_required_tag_for', which exceeds the maximum limit of 50. Contributing tag keys include: k0, k1, k2, k3, k4 and 46 more",
        path: 'tags',
        contributingPolicies: ['p'],
      },
    ]);
  });
});
