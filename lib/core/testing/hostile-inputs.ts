import { z } from 'zod';
import type { AnyOperation } from '../operation';

// The inputs of operations are derived from their schemas, so an operation that takes a policy is tested without a list.

type Schema = {
  type?: string;
  const?: unknown;
  enum?: readonly unknown[];
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  items?: Schema;
  additionalProperties?: Schema | boolean;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
};

/** The names of members that hold policy documents. */
const POLICY = /^(\w*PolicyDocument|Document|Content|Policy|ResourcePolicy|InlinePolicy|\w*PolicyInputList)$/i;
/** The members with such names that hold something else. */
const NO_POLICY: ReadonlySet<string> = new Set([
  'SAMLMetadataDocument',
  'PutPriceList Document',
  'PreviewBill Document',
  'AttestationDocument',
]);
/** A number of characters that fits a policy. */
const LONG = 20_000;

const schemaOf = (operation: AnyOperation) =>
  z.toJSONSchema(operation.input as z.ZodType, { unrepresentable: 'any', io: 'input' }) as Schema;

const unionOf = ({ anyOf, oneOf }: Schema) => anyOf ?? oneOf;

/** A member of an input. Items of a list have the list's name. */
type Place = { operation: string; name: string };

function isPolicy({ type, items, ...schema }: Schema, { operation, name }: Place): boolean {
  const isText = type === 'string' || unionOf(schema)?.every((one) => one.type === 'string') === true;
  return isText && POLICY.test(name) && !NO_POLICY.has(name) && !NO_POLICY.has(`${operation} ${name}`);
}

function membersIn(schema: Schema, place: Place): readonly (readonly [Schema, Place])[] {
  const { operation, name } = place;
  return [
    ...(unionOf(schema) ?? []).map((one) => [one, place] as const),
    ...(schema.items ? [[schema.items, { operation, name }] as const] : []),
    ...Object.entries(schema.properties ?? {}).map(([member, one]) => [one, { operation, name: member }] as const),
  ];
}

function holdsPolicy(schema: Schema, place: Place): boolean {
  return isPolicy(schema, place) || membersIn(schema, place).some(([one, within]) => holdsPolicy(one, within));
}

/** Returns whether an operation takes a policy document. */
export function takesPolicy(operation: AnyOperation): boolean {
  return holdsPolicy(schemaOf(operation), { operation: operation.name, name: '' });
}

/** Returns the input members that a policy would fit into but that are not named like policies. */
export function otherLongTexts(operation: AnyOperation): string[] {
  const found: string[] = [];
  const look = (schema: Schema, place: Place) => {
    if (schema.type === 'string' && (schema.maxLength ?? 0) >= LONG && !isPolicy(schema, place)) found.push(place.name);
    for (const [one, within] of membersIn(schema, place)) look(one, within);
  };
  look(schemaOf(operation), { operation: operation.name, name: '' });
  return found;
}

/** The values for members, by name. */
export type Values = Readonly<Record<string, unknown>>;
/** The most inputs from unions that multiply. They cover each branch. */
const MOST_INPUTS = 12;

/**
 * Returns inputs of an operation, one for each branch of its unions, with the required members and every policy.
 * @param document returns the policy for a member, given its name and its most characters
 */
export function inputsOf(
  operation: AnyOperation,
  values: Values,
  document: (member: string, most: number | undefined) => string,
): readonly Record<string, unknown>[] {
  const fill = (schema: Schema, place: Place): readonly unknown[] => {
    if (isPolicy(schema, place)) return [document(place.name, schema.maxLength)];
    const given = values[`${operation.name} ${place.name}`] ?? values[place.name];
    if (given !== undefined && schema.type !== 'object') return [given];
    const union = unionOf(schema);
    if (union) return union.flatMap((one) => fill(one, place));
    if (schema.const !== undefined) return [schema.const];
    if (schema.enum) return schema.enum.slice(0, 1);
    switch (schema.type) {
      case 'object':
        return fillObject(schema);
      case 'array':
        return schema.items ? fill(schema.items, place).map((one) => [one]) : [[]];
      case 'string':
        return ['x'.repeat(Math.max(1, schema.minLength ?? 1))];
      case 'integer':
      case 'number':
        return [Math.max(1, schema.minimum ?? 1)];
      case 'boolean':
        return [true];
      default:
        return [{}];
    }
  };
  const fillObject = ({ properties = {}, required = [] }: Schema): Record<string, unknown>[] => {
    let all: Record<string, unknown>[] = [{}];
    for (const [member, schema] of Object.entries(properties)) {
      const place = { operation: operation.name, name: member };
      const known = values[`${operation.name} ${member}`];
      if (!required.includes(member) && known === undefined && !holdsPolicy(schema, place)) continue;
      const ways = fill(schema, place);
      all = all.flatMap((one) => ways.map((way) => ({ ...one, [member]: way })));
      // Keeps the most different inputs: the last has every branch of the last union, the first has those of the first.
      if (all.length > MOST_INPUTS) all = all.filter((_, i) => i % Math.ceil(all.length / MOST_INPUTS) === 0);
    }
    return all;
  };
  return fillObject(schemaOf(operation));
}
