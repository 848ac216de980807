import { callerMay } from '../../core/authorize';
import { readByIds } from '../../core/bulk';
import { defineOperation, type Scope } from '../../core/operation';
import { parsePolicy } from '../../engine';
import { shownPolicyArn } from '../policy/arns';
import { findPolicy, readVersions } from '../policy/rows';
import { GetSecurityRecommendationsInput } from './schema';

export type KeyFacts = { UserName: string; AccessKeyId: string; CreateDate: Date; LastUsedDate?: Date };

/** What the console's dashboard judges an account by. `null` where the caller may not read that part. */
export type SecurityFacts = {
  RootAccessKeys: number;
  RootMfa: boolean;
  RootPasswordLastUsed: Date | null | undefined;
  /** Users and roles that a policy allows everything. */
  Administrators: { Users: string[]; Roles: string[] } | null;
  /** Active keys of users, oldest first. */
  ActiveKeys: KeyFacts[] | null;
};

/**
 * Facts for security recommendations. The parts need what AWS asks for the same facts: the account summary, the credential report
 * (keys, sign-ins) and the authorization details (policies).
 */
export const GetSecurityRecommendations = defineOperation({
  service: 'iam',
  name: 'GetSecurityRecommendations',
  access: 'Read',
  input: GetSecurityRecommendationsInput,
  checks: () => [{ action: 'iam:GetAccountSummary', resource: '*' }],
  run: async (_, scope): Promise<SecurityFacts> => {
    const { db, accountId } = scope;
    const ask = await callerMay(scope);
    const may = (action: string) => ask({ action, resource: '*' });
    const report = await may('iam:GetCredentialReport');
    const account = await db.account.findUniqueOrThrow({ where: { id: accountId }, select: { rootPasswordLastUsed: true } });
    return {
      RootAccessKeys: await db.accessKey.count({ where: { accountId, userId: null, status: 'Active' } }),
      RootMfa: (await db.mfaDevice.count({ where: { accountId, ownedByRoot: true } })) > 0,
      RootPasswordLastUsed: report ? (account.rootPasswordLastUsed ?? undefined) : null,
      Administrators: (await may('iam:GetAccountAuthorizationDetails')) ? await readAdministrators(scope) : null,
      ActiveKeys: report ? await readActiveKeys(scope) : null,
    };
  },
});

async function readActiveKeys({ db, accountId }: Scope): Promise<KeyFacts[]> {
  const keys = await db.accessKey.findMany({
    where: { accountId, status: 'Active', userId: { not: null } },
    orderBy: { createdAt: 'asc' },
  });
  const users = await readByIds(
    keys.flatMap(({ userId }) => userId ?? []),
    (ids) => db.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } }),
  );
  const names = new Map(users.map(({ id, name }) => [id, name]));
  return keys.map((key) => ({
    UserName: names.get(key.userId ?? '') ?? '',
    AccessKeyId: key.id,
    CreateDate: key.createdAt,
    LastUsedDate: key.lastUsedAt ?? undefined,
  }));
}

async function readAdministrators(scope: Scope): Promise<{ Users: string[]; Roles: string[] }> {
  const { db, accountId } = scope;
  const attachments = await db.policyAttachment.findMany({ where: { accountId } });
  const full = new Set<string>();
  for (const stored of new Set(attachments.map(({ policyArn }) => policyArn))) {
    const policy = await findPolicy(scope, shownPolicyArn(scope.partition, stored));
    const versions = policy ? await readVersions(db, policy) : [];
    const document = versions.find(({ versionId }) => versionId === policy?.defaultVersionId)?.document;
    if (document !== undefined && allowsEverything(document)) full.add(stored);
  }
  const inline = await db.inlinePolicy.findMany({ where: { accountId }, select: { entityId: true, document: true } });
  const ids = new Set([
    ...attachments.filter(({ policyArn }) => full.has(policyArn)).map(({ entityId }) => entityId),
    ...inline.filter(({ document }) => allowsEverything(document)).map(({ entityId }) => entityId),
  ]);
  const members = await readByIds(ids, (groupIds) =>
    db.groupMembership.findMany({ where: { groupId: { in: groupIds } }, select: { userId: true } }),
  );
  const named = { id: true, name: true, nameKey: true } as const;
  const users = await readByIds([...ids, ...members.map(({ userId }) => userId)], (some) =>
    db.user.findMany({ where: { accountId, id: { in: some } }, select: named }),
  );
  const roles = await readByIds(ids, (some) => db.role.findMany({ where: { accountId, id: { in: some } }, select: named }));
  return { Users: namesOf(users), Roles: namesOf(roles) };
}

function namesOf(rows: readonly { name: string; nameKey: string }[]): string[] {
  return [...rows].sort((a, b) => (a.nameKey < b.nameKey ? -1 : 1)).map(({ name }) => name);
}

/** Whether one statement allows every action on every resource in any circumstances. */
function allowsEverything(document: string): boolean {
  const parsed = parsePolicy(document, 'identity', { author: 'aws' });
  if (!parsed.ok) return false;
  const has = (values: readonly { value: string }[] | undefined, wanted: readonly string[]) =>
    values?.some(({ value }) => wanted.includes(value)) ?? false;
  return parsed.policy.statements.some(
    ({ effect, action, resource, conditions }) =>
      effect === 'Allow' &&
      conditions.length === 0 &&
      !action.negated &&
      has(action.entries, ['*', '*:*']) &&
      !resource?.negated &&
      has(resource?.entries, ['*']),
  );
}
