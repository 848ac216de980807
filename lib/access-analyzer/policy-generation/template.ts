import type { PolicyCatalog } from '@gatehouse/policy/validate';

/**
 * Writes a policy like Access Analyzer: each action's resources are placeholders such as `${BucketName}`, or `*`. Source: IAM User Guide,
 * "IAM Access Analyzer policy generation".
 */
export function templateOf(
  actions: readonly string[],
  catalog: PolicyCatalog,
  { partition, placeholders }: { partition: string; placeholders: boolean },
): string {
  const statements = new Map<string, { Action: string[]; Resource: string[] }>();
  for (const action of [...new Set(actions)].sort()) {
    const Resource = placeholders ? resourcesOf(action, catalog, partition) : ['*'];
    const key = `${action.split(':')[0]} ${Resource.join(' ')}`;
    const known = statements.get(key);
    if (known) known.Action.push(action);
    else statements.set(key, { Action: [action], Resource });
  }
  const Statement = [...statements.values()].map(({ Action, Resource }) => ({
    Effect: 'Allow',
    Action,
    Resource: Resource.length === 1 ? Resource[0] : Resource,
  }));
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

/** Returns the ARN formats of an action's required resource types, or of all types if none is required. */
function resourcesOf(action: string, catalog: PolicyCatalog, partition: string): string[] {
  const known = catalog.action(action);
  if (!known || known.resourceTypes.length === 0) return ['*'];
  const required = known.resourceTypes.filter((type) => type.required);
  const names = new Set((required.length > 0 ? required : known.resourceTypes).map(({ name }) => name));
  const arns = catalog.resourceTypesOf(known.service).filter(({ name }) => names.has(name));
  return arns.map(({ arn }) => arn.replace('${Partition}', partition)).sort();
}
