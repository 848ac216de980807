import { AwsError } from '../../core/errors';
import { validateInput } from '../../core/module/validate-input';
import { isJsonObject } from '../../core/text/json-object';
import { invalid } from '../errors';
import type { StoreGroupRow, StoreUserRow } from '../rows';
import { upperFirst } from '../upper-first';
import { attributesOf, type CompleteAttributes, requireComplete } from '../user/rows';
import { ENTERPRISE, UserAttributes } from '../user/schema';

export const URN = {
  user: 'urn:ietf:params:scim:schemas:core:2.0:User',
  group: 'urn:ietf:params:scim:schemas:core:2.0:Group',
  enterprise: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
  list: 'urn:ietf:params:scim:api:messages:2.0:ListResponse',
  error: 'urn:ietf:params:scim:api:messages:2.0:Error',
} as const;

export type Json = Record<string, unknown>;

/** The longest body, in characters. A user or 100 members need much less. */
const LONGEST_BODY = 200_000;

/** Parses a body. @throws AwsError ValidationException for text that is no JSON object */
export function readBody(body: string): Json {
  try {
    const parsed: unknown = body.length > LONGEST_BODY ? null : JSON.parse(body);
    if (isJsonObject(parsed)) return parsed;
  } catch {
    // Answered like other values.
  }
  throw invalid('Invalid JSON from RequestBody');
}

/** The attributes of a user by their names in SCIM, and the SDK's names. Others, such as passwords, are ignored as in AWS. */
const ATTRIBUTES: ReadonlyMap<string, string> = new Map(
  Object.keys(UserAttributes.shape)
    .filter((name) => name !== 'Extensions' && name !== 'Photos' && name !== 'Website' && name !== 'Birthdate')
    .map((name) => [name.charAt(0).toLowerCase() + name.slice(1), name]),
);
export const LISTS: ReadonlySet<string> = new Set(['emails', 'addresses', 'phoneNumbers', 'roles']);

/** Renames the members of a value, some levels deep. */
function renamed(value: unknown, rename: (name: string) => string, levels = 3): unknown {
  if (levels === 0) return value;
  if (Array.isArray(value)) return value.map((item) => renamed(item, rename, levels - 1));
  if (!isJsonObject(value)) return value ?? undefined;
  const entries = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(entries.map(([name, inner]) => [rename(name), renamed(inner, rename, levels - 1)]));
}

const lowerFirst = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);

export type WrittenUser = { attributes: CompleteAttributes; externalId: string | null; enabled: boolean };

/** Reads a whole user. Missing attributes have no value. @throws AwsError ValidationException */
export function readUser(source: Json): WrittenUser {
  const given: Json = {};
  for (const [name, member] of ATTRIBUTES) {
    const value = Object.hasOwn(source, name) ? source[name] : undefined;
    if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) continue;
    if (LISTS.has(name) && Array.isArray(value) && value.length > 1)
      throw invalid(`List attribute ${name} exceeds allowed limit of 1`);
    given[member] = renamed(value, upperFirst);
  }
  const enterprise = Object.hasOwn(source, URN.enterprise) ? source[URN.enterprise] : undefined;
  if (isJsonObject(enterprise) && Object.keys(enterprise).length > 0)
    given.Extensions = { [ENTERPRISE]: readEnterprise(enterprise) };
  const { externalId } = source;
  if (
    externalId !== undefined &&
    externalId !== null &&
    (typeof externalId !== 'string' || externalId === '' || externalId.length > 256)
  )
    throw invalid('The attribute externalId must be text of up to 256 characters.');
  const attributes = requireComplete(validateInput('identitystore', UserAttributes, given));
  return { attributes, externalId: externalId ?? null, enabled: readActive(source.active) };
}

const ENTERPRISE_NAMES = ['employeeNumber', 'costCenter', 'organization', 'division', 'department'];

function readEnterprise(source: Json): Json {
  const texts = ENTERPRISE_NAMES.flatMap((name) => (Object.hasOwn(source, name) ? [[name, source[name] ?? undefined]] : []));
  const { manager } = source;
  // Some identity providers send the manager's id alone.
  const value = isJsonObject(manager) ? manager.value : manager;
  return { ...Object.fromEntries(texts), ...(value !== undefined && value !== null && { manager: { value } }) };
}

/** Some identity providers send text. */
function readActive(value: unknown): boolean {
  if (value === undefined) return true;
  const text = String(value).toLowerCase();
  if (text === 'true' || text === 'false') return text === 'true';
  throw invalid('The attribute active must be a boolean.');
}

/** Returns what a provider can write of a user, in SCIM's form. */
export function writableUser(row: StoreUserRow): Json {
  const { Extensions, ...attributes } = attributesOf(row);
  const enterprise = Extensions?.[ENTERPRISE];
  return {
    ...(renamed(attributes, lowerFirst) as Json),
    ...(row.externalId !== null && { externalId: row.externalId }),
    active: row.status === 'ENABLED',
    ...(enterprise && { [URN.enterprise]: structuredClone(enterprise) }),
  };
}

/** Returns a user in SCIM's form. */
export function toScimUser(row: StoreUserRow): Json {
  const user = writableUser(row);
  return {
    id: row.id,
    meta: { resourceType: 'User', created: row.createdAt.toISOString(), lastModified: row.updatedAt.toISOString() },
    schemas: [URN.user, ...(URN.enterprise in user ? [URN.enterprise] : [])],
    ...user,
  };
}

/** Returns a group in SCIM's form. AWS never returns the members. */
export function toScimGroup(row: StoreGroupRow): Json {
  return {
    id: row.id,
    meta: { resourceType: 'Group', created: row.createdAt.toISOString(), lastModified: row.updatedAt.toISOString() },
    schemas: [URN.group],
    displayName: row.displayName,
    ...(row.externalId !== null && { externalId: row.externalId }),
    members: [],
  };
}

/** Returns the ids in a list of members. @throws AwsError ValidationException */
export function readMembers(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.map((member: unknown) => {
    const id = isJsonObject(member) ? member.value : member;
    if (typeof id !== 'string') throw invalid('Each member needs a value.');
    return id.toLowerCase();
  });
}

export function unauthorized(): AwsError {
  return new AwsError('UnauthorizedException', 'The access token is missing, wrong or expired.');
}
