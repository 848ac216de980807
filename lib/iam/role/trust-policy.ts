import { loadCatalog } from '../../catalog/load-catalog';
import { iamArn } from '../../core/arns';
import { readByIds } from '../../core/bulk';
import type { Partition } from '../../core/call';
import { limitExceeded } from '../../core/errors';
import type { Transaction } from '../../db/client';
import { type PrincipalEntry, parsePolicy } from '../../engine';
import { malformedPolicy, requirePolicyDocument } from '../policy/documents';
import { IAM_SIZES } from '../quotas';

// AWS: a user or role under Principal.AWS is stored as its unique id, so that an entity created later under the same name is
// not trusted, and is shown as its ARN while it exists (IAM User Guide, "AWS JSON policy elements: Principal").
const UNIQUE_ID = /^(AIDA|AROA)[A-Z0-9]+$/;
const ENTITY_ARN = /^arn:([a-z-]+):iam::(\d{12}):(user|role)(\/(?:.+\/)?)([^/]+)$/;

type Found = { id: string; accountId: string; path: string; name: string; type: 'user' | 'role' };

/**
 * Checks a trust policy and turns the users and roles it names into unique ids.
 * @returns the text to store: as written, apart from those principals
 * @throws AwsError MalformedPolicyDocument, also for a user or role that exists in no account; LimitExceeded
 */
export async function toStoredTrustPolicy(db: Transaction, partition: Partition, text: string): Promise<string> {
  const { isServicePrincipal } = loadCatalog();
  const policy = requirePolicyDocument(text, 'trust', { saving: 'inline', partition, isServicePrincipal });
  if (text.length > IAM_SIZES.TrustPolicySize) {
    throw limitExceeded(`Cannot exceed quota for ACLSizePerRole: ${IAM_SIZES.TrustPolicySize}`);
  }
  const replacements = new Map<PrincipalEntry, string>();
  for (const entry of policy.statements.flatMap((statement) => statement.principal?.entries ?? [])) {
    if (entry.key !== 'AWS') continue;
    if (ENTITY_ARN.test(entry.value)) replacements.set(entry, await requireEntityId(db, partition, entry.value));
    else if (UNIQUE_ID.test(entry.value)) await requireUniqueId(db, entry.value);
  }
  return replace(text, replacements);
}

/** A stored trust policy as its readers see it: with ARNs for the entities that still exist, and bare ids for those that are gone. */
export async function toShownTrustPolicy(db: Transaction, partition: Partition, stored: string): Promise<string> {
  const [shown] = await toShownTrustPolicies(db, partition, [stored]);
  return shown ?? stored;
}

/** Many at once, without a query for each. */
export async function toShownTrustPolicies(db: Transaction, partition: Partition, stored: readonly string[]): Promise<string[]> {
  const entries = stored.map((text) => (/"A(?:IDA|ROA)/.test(text) ? idEntries(text) : []));
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

function idEntries(stored: string): PrincipalEntry[] {
  const parsed = parsePolicy(stored, 'trust');
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

async function requireEntityId(db: Transaction, partition: Partition, arn: string): Promise<string> {
  const [, arnPartition, accountId, type, path, name] = ENTITY_ARN.exec(arn) ?? [];
  if (arnPartition !== partition || accountId === undefined || name === undefined) throw invalidPrincipal(arn);
  const key = { where: { accountId_nameKey: { accountId, nameKey: name.toLowerCase() } } };
  const found = type === 'user' ? await db.user.findUnique(key) : await db.role.findUnique(key);
  // AWS: names are unique without regard to case, but ARNs are compared with it.
  if (!found || found.name !== name || found.path !== path) throw invalidPrincipal(arn);
  return found.id;
}

// AWS: a document with the id of a deleted entity can be read but not saved again.
async function requireUniqueId(db: Transaction, id: string): Promise<void> {
  if ((await findById(db, [id])).length === 0) throw invalidPrincipal(id);
}

function invalidPrincipal(value: string) {
  return malformedPolicy(`Invalid principal in policy: "AWS":"${value}"`);
}

/** Puts new values into the places of the document where the old ones stand, so that everything else stays as written. */
function replace(text: string, replacements: ReadonlyMap<PrincipalEntry, string>): string {
  const inOrder = [...replacements].sort(([a], [b]) => b.span.start.offset - a.span.start.offset);
  return inOrder.reduce(
    (result, [{ span }, value]) => result.slice(0, span.start.offset) + JSON.stringify(value) + result.slice(span.end.offset),
    text,
  );
}
