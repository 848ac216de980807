import { entries, list, named, SOME_TEXT, single, syntax, text } from '../schema';
import type { DocumentMap } from '../types';

/** The resource types of a service that tag policies can enforce, and those that they can report as required. */
type TagTypes = { enforced: readonly string[]; reported: readonly string[] };

const both = (...types: readonly string[]): TagTypes => ({ enforced: types, reported: types });

const IAM_TYPES = ['instance-profile', 'mfa', 'oidc-provider', 'saml-provider', 'server-certificate', 'ALL_SUPPORTED'];

/**
 * The services of which all types are known. Types of other services are held to their form only. Source: Organizations User Guide,
 * "Services and resource types that support enforcement".
 */
export const TYPES_BY_SERVICE: ReadonlyMap<string, TagTypes> = new Map([
  ['s3', both('bucket', 'ALL_SUPPORTED')],
  ['sqs', both('queue', 'ALL_SUPPORTED')],
  ['sns', both('topic', 'ALL_SUPPORTED')],
  ['kms', both('key', 'ALL_SUPPORTED')],
  ['secretsmanager', both('secret', 'ALL_SUPPORTED')],
  ['lambda', both('function', 'ALL_SUPPORTED')],
  ['dynamodb', both('table', 'ALL_SUPPORTED')],
  ['iam', { enforced: [...IAM_TYPES, 'policy'], reported: IAM_TYPES }],
  ['organizations', { enforced: ['account', 'ou', 'policy', 'root'], reported: ['account', 'ou', 'resourcepolicy'] }],
]);

function resourceTypes(use: keyof TagTypes) {
  const known = [...TYPES_BY_SERVICE].flatMap(([service, types]) => types[use].map((type) => `${service}:${type}`));
  const form = 'a resource type such as ec2:instance or ec2:ALL_SUPPORTED';
  return list(text(/^[a-z0-9-]+:[A-Za-z0-9_./-]+$/, form, ['ec2:ALL_SUPPORTED', 'ec2:instance', 'ec2:volume', ...known]));
}

/** Refuses a `tag_key` that differs from the policy key in more than case, and unknown resource types. */
function checkRule(rule: DocumentMap, policyKey: string): string | null {
  const spelling = assigned(rule, 'tag_key');
  if (spelling !== undefined && String(spelling).toLowerCase() !== policyKey.toLowerCase()) {
    return `tag_key must equal the policy key ${JSON.stringify(policyKey)} except for case.`;
  }
  return unknownType(rule, 'enforced_for', 'enforced') ?? unknownType(rule, 'report_required_tag_for', 'reported');
}

function assigned(map: DocumentMap, name: string) {
  const setting = map.members.get(name);
  return setting?.kind === 'setting' ? setting.values['@@assign']?.[0] : undefined;
}

function unknownType(rule: DocumentMap, name: string, use: keyof TagTypes): string | null {
  const setting = rule.members.get(name);
  if (setting?.kind !== 'setting') return null;
  for (const values of Object.values(setting.values)) {
    for (const value of values ?? []) {
      const [service = '', type = ''] = String(value).split(':');
      const known = TYPES_BY_SERVICE.get(service);
      if (known && !known[use].includes(type)) return `${name} does not support the resource type ${JSON.stringify(value)}.`;
    }
  }
  return null;
}

/** Source: Organizations User Guide, "Tag policy syntax". The longest key and value are not documented here. */
export const TAG_SYNTAX = syntax(
  'tags',
  entries(
    SOME_TEXT,
    named(
      {
        tag_key: single(SOME_TEXT),
        tag_value: list(text(/^[^*]*\*?[^*]*$/, 'text with at most one *')),
        enforced_for: resourceTypes('enforced'),
        report_required_tag_for: resourceTypes('reported'),
      },
      { check: checkRule },
    ),
    { lowerCase: true },
  ),
  { valuesAsText: true, defaults: (name) => ({ tag_key: name, tag_value: '*' }) },
);
