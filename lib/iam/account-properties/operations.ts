import { invalidInput } from '../../core/errors';
import { type Check, defineOperation, type Scope } from '../../core/operation';
import { GetAccountPropertiesInput, PutAccountPropertiesInput } from './schema';

/** The condition key with the namespaces that a call reads or changes. */
const NAMESPACES = 'iam:AccountPropertyNamespaces';
/** Gatehouse's own limit: AWS has a fixed list of properties, which it does not publish. */
const MOST_PROPERTIES = 100;

const namespaceOf = (name: string) => name.slice(0, name.indexOf('/'));
const namespacesOf = (names: readonly string[]) => [...new Set(names.map(namespaceOf))].sort();

/** Returns the account's properties, `Namespace/PropertyName` by name. */
export const GetAccountProperties = defineOperation({
  service: 'iam',
  name: 'GetAccountProperties',
  access: 'Read',
  input: GetAccountPropertiesInput,
  target: (_input, scope) => findProperties(scope),
  checks: (_input, _scope, properties) => {
    const namespaces = namespacesOf(Object.keys(properties));
    const context: Check['context'] = namespaces.length > 0 ? { [NAMESPACES]: namespaces } : {};
    return [{ action: 'iam:GetAccountProperties', resource: '*', context }];
  },
  run: async (_input, _scope, Properties) => ({ Properties }),
});

/**
 * Sets properties of one namespace and keeps the others. AWS has not published its namespaces, so every well-formed name is a
 * property here, and no feature depends on one.
 */
export const PutAccountProperties = defineOperation({
  service: 'iam',
  name: 'PutAccountProperties',
  access: 'Write',
  input: PutAccountPropertiesInput,
  checks: ({ Properties }) => {
    const context = { [NAMESPACES]: namespacesOf(Object.keys(Properties)) };
    return [{ action: 'iam:PutAccountProperties', resource: '*', context }];
  },
  run: async ({ Properties }, scope) => {
    const names = Object.keys(Properties);
    if (names.length === 0) throw invalidInput('At least one property must be specified.', 'Properties');
    for (const name of names) requireNamespaced(name);
    if (namespacesOf(names).length > 1)
      throw invalidInput('All properties in a request must belong to the same namespace.', 'Properties');
    const { db, accountId } = scope;
    const kept = { ...(await findProperties(scope)), ...Properties };
    if (Object.keys(kept).length > MOST_PROPERTIES)
      throw invalidInput(`An account can have at most ${MOST_PROPERTIES} properties.`, 'Properties');
    await db.accountProperty.deleteMany({ where: { accountId, name: { in: names } } });
    await db.accountProperty.createMany({
      data: Object.entries(Properties).map(([name, value]) => ({ accountId, name, value })),
    });
    return {};
  },
});

/** @throws AwsError InvalidInput for a name without exactly one slash in its middle */
function requireNamespaced(name: string): void {
  const parts = name.split('/');
  if (parts.length !== 2 || parts.includes(''))
    throw invalidInput(`The property ${name} must have the format Namespace/PropertyName.`, 'Properties');
}

async function findProperties({ db, accountId }: Pick<Scope, 'db' | 'accountId'>): Promise<Record<string, string>> {
  const rows = await db.accountProperty.findMany({ where: { accountId }, orderBy: { name: 'asc' } });
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}
