import { NormalizedSchema } from '@smithy/core/schema';
import { expect, it } from 'vitest';
import { allServices, fromModules, registryOf } from '../../core/module/module';
import { isSecretMember } from '../../core/module/secret-members';

// The SDK marks members whose values must not be logged. A module's secret members cover them all, except those listed here with a reason.

/** The sensitive members that events show, with the reason. */
const SHOWN: Readonly<Record<string, string>> = {
  ...all(
    'access-analyzer',
    ['existingPolicyDocument', 'newPolicyDocument', 'policyDocument'],
    'policies are no secrets in their own account',
  ),
  ...all('budgets', ['Address'], 'the address of a subscriber, in its own account'),
  ...all(
    'identitystore',
    [
      ...[
        'AttributeValue',
        'Birthdate',
        'Country',
        'Description',
        'Display',
        'DisplayName',
        'FamilyName',
        'Formatted',
        'GivenName',
      ],
      ...['HonorificPrefix', 'HonorificSuffix', 'Id', 'Issuer', 'Locale', 'Locality', 'MiddleName', 'NickName', 'PostalCode'],
      ...['PreferredLanguage', 'ProfileUrl', 'Region', 'StreetAddress', 'Timezone', 'Title', 'Type', 'UserName', 'UserType'],
      ...['Value', 'Website'],
    ],
    'facts about the people of an organization, in the account of their directory; AWS hides them',
  ),
  ...all('lambda', ['Message'], 'the message of an error'),
  ...all(
    'organizations',
    ['AccountName', 'Email', 'Id', 'ManagementAccountEmail', 'MasterAccountEmail', 'Name', 'Notes', 'SourceName', 'Value'],
    'names and addresses of an organization, in its own accounts; the history would be of no use without them',
  ),
  ...all('s3', ['SSEKMSKeyId'], 'the name of a key'),
  ...all('sns', ['PhoneNumber'], 'messages to telephones are refused'),
  ...all('sts', ['Issuer', 'Subject', 'SubjectType'], 'CloudTrail names the federated caller'),
  ...all('sts', ['TrustedIdentityPropagationContext'], 'never answered'),
};

function all(service: string, members: readonly string[], reason: string): Record<string, string> {
  return Object.fromEntries(members.map((member) => [`${service} ${member}`, reason]));
}

/** Adds the names of the sensitive members in a schema. */
function collect(schema: unknown, found: Set<string>, open: Set<unknown> = new Set()): void {
  const normal = NormalizedSchema.of(schema as Parameters<typeof NormalizedSchema.of>[0]);
  const source = normal.getSchema();
  if (typeof source === 'object' && open.has(source)) return;
  open.add(source);
  if (normal.isListSchema() || normal.isMapSchema()) collect(normal.getValueSchema(), found, open);
  if (!normal.isStructSchema() && !normal.isUnionSchema()) return;
  for (const [name, member] of normal.structIterator()) {
    if (member.getMergedTraits().sensitive) found.add(name);
    collect(member, found, open);
  }
}

it('events and errors contain no member that the SDK marks as sensitive, except the listed ones', async () => {
  const shown: string[] = [];
  let sensitive = 0;
  for (const { name, wire } of fromModules(allServices)) {
    const model = await wire?.model?.();
    if (!model) continue;
    for (const operation of Object.keys(registryOf(name))) {
      const [, , , , input, output] = model[`${operation}$`] as readonly unknown[];
      const found = new Set<string>();
      for (const schema of [input, output]) {
        const resolved = typeof schema === 'function' ? (schema as () => unknown)() : schema;
        if (resolved !== 'unit') collect(resolved, found);
      }
      sensitive += found.size;
      for (const member of found) if (!isSecretMember(member, name)) shown.push(`${name} ${member}`);
    }
  }
  expect(sensitive).toBeGreaterThan(40);
  expect([...new Set(shown)].sort()).toEqual(Object.keys(SHOWN).sort());
});
