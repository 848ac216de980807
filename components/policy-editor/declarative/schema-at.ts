import { REGIONS } from '@gatehouse/catalog/regions';
import { type DeclarativePolicyType, type NodeSchema, POLICY_TYPES, type ValueSchema } from '@gatehouse/policy/organization';

const REGION_CODES = REGIONS.filter(({ partition }) => partition === 'aws').map(({ code }) => code);

/** Returns the schema of a part of a document, or null where the type has no such part. @param path the names from the root */
export function schemaAt(type: DeclarativePolicyType, path: readonly string[]): NodeSchema | null {
  const { syntax } = POLICY_TYPES[type];
  if (syntax === null) return null;
  let node: NodeSchema = syntax.root;
  for (const name of path) {
    if (node.kind !== 'map') return null;
    const below: NodeSchema | undefined = node.members.get(syntax.ignoreCase ? name.toLowerCase() : name) ?? node.entries?.node;
    if (below === undefined) return null;
    node = below;
  }
  return node;
}

/** Returns the values to offer for a schema. Other texts can be valid too. */
export function valuesToOffer(schema: ValueSchema): readonly string[] {
  switch (schema.kind) {
    case 'choice':
      return schema.values;
    case 'boolean':
      return ['true', 'false'];
    case 'region':
      return [...schema.also, ...REGION_CODES];
    case 'text':
      return schema.suggested;
    case 'integer':
      return [];
  }
}
