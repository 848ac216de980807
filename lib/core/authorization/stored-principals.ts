import { isAccountId } from '@gatehouse/policy/arn';
import { type Policy, type PolicyKind, type PrincipalEntry, parsePolicy } from '@gatehouse/policy/parse';
import type { Transaction } from '../../db/client';
import { iamArn, rootUserArn } from '../arns';
import type { Partition } from '../call';
import type { AwsError } from '../errors';
import { readByIds } from '../work/bulk';

// AWS: a user or role under Principal.AWS is stored as its unique id, so a later entity with the same name is not trusted. It is
// shown as its ARN while it exists (IAM User Guide, "AWS JSON policy elements: Principal").
const UNIQUE_ID = /^(AIDA|AROA)[A-Z0-9]+$/;

/** Returns whether a policy's principal is the unique id of a user or role, as for deleted ones. */
export function isUniqueId(value: string): boolean {
  return UNIQUE_ID.test(value);
}

const ENTITY_ARN = /^arn:([a-z-]+):iam::(\d{12}):(user|role)(\/(?:.+\/)?)([^/]+)$/;

type Found = { id: string; accountId: string; path: string; name: string; type: 'user' | 'role' };

/** The form of principals in a service's policies. */
export type PrincipalRules = {
  /** Returns the error for a user or role that does not exist. */
  invalid: (value: string) => AwsError;
  /** True if account ids are stored and shown as the ARNs of their root users, as in services other than IAM. */
  accountsAsRoots?: boolean;
  /**
   * Users and roles of accounts outside this installation are stored as written. AWS would refuse them, but this lets people
   * study policies on external principals without a second account.
   */
  takesOutsiders?: boolean;
};

/**
 * Replaces the users and roles in a policy with unique ids.
 * @param policy the parsed `text`
 * @returns the text to store: as written, except for those principals
 * @throws AwsError the rules' own, for a user or role that does not exist
 */
export async function toStoredPrincipals(
  db: Transaction,
  partition: Partition,
  text: string,
  policy: Policy,
  rules: PrincipalRules,
): Promise<string> {
  const replacements = new Map<PrincipalEntry, string>();
  for (const entry of policy.statements.flatMap(({ principal }) => principal?.entries ?? [])) {
    if (entry.key !== 'AWS') continue;
    const stored = await storedValue(db, partition, entry.value, rules);
    if (stored !== entry.value) replacements.set(entry, stored);
  }
  return replace(text, replacements);
}

async function storedValue(db: Transaction, partition: Partition, value: string, rules: PrincipalRules): Promise<string> {
  if (ENTITY_ARN.test(value)) return entityId(db, partition, value, rules);
  // AWS: a document with a deleted entity's id can be read, but not saved again.
  if (UNIQUE_ID.test(value) && (await findById(db, [value])).length === 0) throw rules.invalid(value);
  return rules.accountsAsRoots && isAccountId(value) ? rootUserArn(partition, value) : value;
}

async function entityId(db: Transaction, partition: Partition, arn: string, rules: PrincipalRules): Promise<string> {
  const [, arnPartition, accountId, type, path, name] = ENTITY_ARN.exec(arn) ?? [];
  if (arnPartition !== partition || accountId === undefined || name === undefined) throw rules.invalid(arn);
  const key = { where: { accountId_nameKey: { accountId, nameKey: name.toLowerCase() } } };
  const found = type === 'user' ? await db.user.findUnique(key) : await db.role.findUnique(key);
  // AWS: names are unique without regard to case, but ARNs are case-sensitive.
  if (found && found.name === name && found.path === path) return found.id;
  const outside = rules.takesOutsiders && (await db.account.count({ where: { id: accountId } })) === 0;
  if (outside) return arn;
  throw rules.invalid(arn);
}

/** Returns stored policies for readers: with ARNs for entities that still exist, and bare ids for deleted ones. */
export async function toShownPrincipals(
  db: Transaction,
  partition: Partition,
  kind: PolicyKind,
  stored: readonly string[],
): Promise<string[]> {
  const entries = stored.map((text) => (/"A(?:IDA|ROA)/.test(text) ? idEntries(text, kind) : []));
  const ids = [...new Set(entries.flat().map((entry) => entry.value))];
  const byId = new Map((await findById(db, ids)).map((found) => [found.id, found]));
  return stored.map((text, index) => {
    const replacements = new Map<PrincipalEntry, string>();
    for (const entry of entries[index] ?? []) {
      const found = byId.get(entry.value);
      if (found) replacements.set(entry, iamArn(partition, found.accountId, found.type, found.path, found.name));
    }
    return replace(text, replacements);
  });
}

/** Returns the ARNs of users and roles by their unique ids. Deleted ones are absent. Other ids are ignored. */
export async function arnsOfIds(
  db: Transaction,
  partition: Partition,
  ids: Iterable<string>,
): Promise<ReadonlyMap<string, string>> {
  const found = await findById(
    db,
    [...new Set(ids)].filter((id) => UNIQUE_ID.test(id)),
  );
  return new Map(found.map(({ id, accountId, type, path, name }) => [id, iamArn(partition, accountId, type, path, name)]));
}

function idEntries(stored: string, kind: PolicyKind): PrincipalEntry[] {
  const parsed = parsePolicy(stored, kind);
  if (!parsed.ok) return [];
  const entries = parsed.policy.statements.flatMap((statement) => statement.principal?.entries ?? []);
  return entries.filter((entry) => entry.key === 'AWS' && UNIQUE_ID.test(entry.value));
}

async function findById(db: Transaction, ids: readonly string[]): Promise<Found[]> {
  if (ids.length === 0) return [];
  const select = { id: true, accountId: true, path: true, name: true };
  const users = await readByIds(ids, (some) => db.user.findMany({ where: { id: { in: some } }, select }));
  const roles = await readByIds(ids, (some) => db.role.findMany({ where: { id: { in: some } }, select }));
  return [...users.map((row) => ({ ...row, type: 'user' as const })), ...roles.map((row) => ({ ...row, type: 'role' as const }))];
}

/** Replaces values in a document in place, so that everything else stays as written. */
function replace(text: string, replacements: ReadonlyMap<PrincipalEntry, string>): string {
  const inOrder = [...replacements].sort(([a], [b]) => b.span.start.offset - a.span.start.offset);
  return inOrder.reduce(
    (result, [{ span }, value]) => result.slice(0, span.start.offset) + JSON.stringify(value) + result.slice(span.end.offset),
    text,
  );
}
