import { validateInput } from '../../core/module/validate-input';
import { isJsonObject } from '../../core/text/json-object';
import { invalid } from '../errors';
import type { AttributeOperation } from '../shapes';
import { upperFirst } from '../upper-first';
import { type CompleteAttributes, requireComplete } from './rows';
import { ENTERPRISE, Enterprise, Name, UserAttributes } from './schema';

const MEMBERS: ReadonlyMap<string, string> = new Map(
  Object.keys(UserAttributes.shape)
    .filter((member) => member !== 'Extensions')
    .map((member) => [member, member]),
);

/**
 * Applies the operations of UpdateUser in their order. Paths are in camel case, and clients also write them in Pascal case. A value that is
 * missing or null removes the attribute.
 * @throws AwsError ValidationException
 */
export function withOperations(current: UserAttributes, operations: readonly AttributeOperation[]): CompleteAttributes {
  // A copy, since its members change.
  const next = structuredClone(current) as Record<string, unknown>;
  for (const { AttributePath, AttributeValue } of operations) apply(next, AttributePath, AttributeValue ?? undefined);
  return requireComplete(validateInput('identitystore', UserAttributes, next));
}

function apply(next: Record<string, unknown>, path: string, value: unknown): void {
  if (path === ENTERPRISE || path.startsWith(`${ENTERPRISE}.`)) {
    const parts = path.slice(ENTERPRISE.length + 1).split('.');
    const extensions = isJsonObject(next.Extensions) ? next.Extensions : {};
    next.Extensions = withoutEmpty({ ...extensions, [ENTERPRISE]: enterpriseWith(extensions[ENTERPRISE], parts, path, value) });
    return;
  }
  const [head = '', part, ...rest] = path.split('.');
  const member = MEMBERS.get(upperFirst(head));
  if (member === undefined || rest.length > 0) throw unknownPath(path);
  if (part === undefined) {
    next[member] = inPascalCase(value);
    return;
  }
  const inner = upperFirst(part);
  if (member !== 'Name' || !Object.hasOwn(Name.shape, inner)) throw unknownPath(path);
  next.Name = withoutEmpty({ ...(isJsonObject(next.Name) ? next.Name : {}), [inner]: value });
}

function enterpriseWith(
  current: unknown,
  [first = '', second, ...rest]: readonly string[],
  path: string,
  value: unknown,
): unknown {
  if (first === '') return value;
  const isManager = first === 'manager' && second === 'value';
  if (!Object.hasOwn(Enterprise.shape, first) || rest.length > 0 || (second !== undefined && !isManager)) throw unknownPath(path);
  const inner = isManager && value !== undefined ? { value } : value;
  return withoutEmpty({ ...(isJsonObject(current) ? current : {}), [first]: inner });
}

/** Returns the members that have a value, or undefined if none has. */
function withoutEmpty(members: Readonly<Record<string, unknown>>): Record<string, unknown> | undefined {
  const kept = Object.entries(members).filter(([, value]) => value !== undefined);
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

/** Names the members of a document as the SDK does. An empty list removes the attribute, as null does. */
function inPascalCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(inPascalCase);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [upperFirst(name), inner ?? undefined]));
}

function unknownPath(path: string) {
  return invalid(`The attribute path ${path} is not supported.`, 'Operations');
}
