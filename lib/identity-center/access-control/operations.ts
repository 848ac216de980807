import { conflict, invalid, notFound } from '../errors';
import { type InstanceScope, instanceOperation } from '../operation';
import { type AccessControlAttribute, accessControlOf } from './rows';
import { ATTRIBUTE_SOURCES, InstanceAccessControlAttributeConfigurationInput, NoConfigurationInput } from './schema';

/**
 * Enables attributes for access control: sessions of reserved roles carry the mapped attributes of their users as session tags. Trust
 * policies of reserved roles allow `sts:TagSession` from the start.
 */
export const CreateInstanceAccessControlAttributeConfiguration = instanceOperation({
  name: 'CreateInstanceAccessControlAttributeConfiguration',
  access: 'Write',
  callers: 'administrator',
  input: InstanceAccessControlAttributeConfigurationInput,
  run: async ({ InstanceAccessControlAttributeConfiguration }, scope) => {
    if (accessControlOf(scope.instance)) throw conflict('The instance already has attributes for access control.');
    return store(scope, InstanceAccessControlAttributeConfiguration.AccessControlAttributes);
  },
});

export const DescribeInstanceAccessControlAttributeConfiguration = instanceOperation({
  name: 'DescribeInstanceAccessControlAttributeConfiguration',
  access: 'Read',
  callers: 'administrator',
  input: NoConfigurationInput,
  run: async (_input, { instance }) => ({
    Status: 'ENABLED' as const,
    InstanceAccessControlAttributeConfiguration: { AccessControlAttributes: requireConfiguration({ instance }) },
  }),
});

/** Replaces the whole list of attributes. */
export const UpdateInstanceAccessControlAttributeConfiguration = instanceOperation({
  name: 'UpdateInstanceAccessControlAttributeConfiguration',
  access: 'Write',
  callers: 'administrator',
  input: InstanceAccessControlAttributeConfigurationInput,
  run: async ({ InstanceAccessControlAttributeConfiguration }, scope) => {
    requireConfiguration(scope);
    return store(scope, InstanceAccessControlAttributeConfiguration.AccessControlAttributes);
  },
});

export const DeleteInstanceAccessControlAttributeConfiguration = instanceOperation({
  name: 'DeleteInstanceAccessControlAttributeConfiguration',
  access: 'Write',
  callers: 'administrator',
  input: NoConfigurationInput,
  run: async (_input, scope) => {
    requireConfiguration(scope);
    return store(scope, null);
  },
});

function requireConfiguration({ instance }: Pick<InstanceScope, 'instance'>): AccessControlAttribute[] {
  const attributes = accessControlOf(instance);
  if (!attributes) throw notFound('The instance has no attributes for access control.');
  return attributes;
}

/** @throws AwsError ValidationException for a source that users do not have, or a key that occurs twice. AWS's texts are not confirmed. */
async function store(
  { db, instance }: InstanceScope,
  attributes: AccessControlAttribute[] | null,
): Promise<Record<string, never>> {
  const keys = (attributes ?? []).map(({ Key }) => Key);
  if (new Set(keys).size < keys.length)
    throw invalid('Duplicate attribute keys found.', 'InstanceAccessControlAttributeConfiguration');
  const unknown = (attributes ?? []).flatMap(({ Value }) => Value.Source).find((source) => !ATTRIBUTE_SOURCES.includes(source));
  if (unknown !== undefined)
    throw invalid(`${unknown} is not a supported attribute of users.`, 'InstanceAccessControlAttributeConfiguration');
  const accessControl = attributes && JSON.stringify(attributes);
  await db.identityCenterInstance.update({ where: { id: instance.id }, data: { accessControl } });
  return {};
}
