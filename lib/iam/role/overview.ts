import type { RoleLastUsed } from '@aws-sdk/client-iam';
import { TRUSTED_ENTITY_TYPE, trustedEntities, trustedEntityText } from '@gatehouse/policy/analyze';
import type { List, Seen } from '../../core/list/list';
import type { Scope } from '../../core/operation';
import { zip } from '../../core/text/lists';
import { readByIds, readInChunks } from '../../core/work/bulk';
import { listOperation } from '../list-operation';
import { toShownTrustPolicies } from './documents';
import { Role } from './resource';
import { type RoleRow, roleArn, toLastUsed, toListedRole } from './rows';

/** A role in the console's list. A part is null if the caller may not read it. */
export type RoleOverview = ReturnType<typeof toListedRole> & { TrustedEntities: string[]; RoleLastUsed: RoleLastUsed | null };

/** Without the document, which is long and not a column. */
type Listed = Omit<RoleRow, 'assumeRolePolicyDocument'>;
type RoleParts = {
  /** The trust policy as readers see it. */
  trust: string;
  lastUsed: RoleLastUsed;
};

const COLUMNS = {
  ...{ id: true, accountId: true, name: true, nameKey: true, path: true, description: true, createdAt: true },
  ...{ maxSessionDuration: true, lastUsedAt: true, lastUsedRegion: true, permissionsBoundary: true },
} as const;

const roleList: List<Listed, RoleParts> = {
  rows: ({ db, accountId }) =>
    readInChunks<Listed>(
      (after, take) =>
        db.role.findMany({ where: { accountId, nameKey: { gt: after } }, orderBy: { nameKey: 'asc' }, take, select: COLUMNS }),
      ({ nameKey }) => nameKey,
    ),
  name: ({ name }) => name,
  resource: shownArn,
  tagsId: ({ id }) => id,
  key: ({ nameKey }) => nameKey,
  parts: {
    trust: { read: readTrust },
    lastUsed: { actions: ['iam:GetRole'], read: async () => toLastUsed },
  },
  sort: 'name',
  fields: {
    name: { sort: ({ name }) => name, filter: ({ name }) => name },
    trusted: { of: 'trust', sort: trustedTexts, filter: trustedTexts },
    type: { of: 'trust', filter: (document) => entitiesIn(document).map(({ kind }) => TRUSTED_ENTITY_TYPE[kind]) },
    activity: { of: 'lastUsed', sort: (lastUsed) => lastUsed?.LastUsedDate },
    path: { sort: ({ path }) => path, filter: ({ path }) => path },
    description: { sort: ({ description }) => description },
    created: { sort: ({ createdAt }) => createdAt },
    arn: { sort: shownArn, filter: shownArn },
    id: { sort: ({ id }) => id },
  },
};

function shownArn(row: Listed, { partition }: Scope): string {
  return roleArn(partition, row);
}

/** Returns the entities that a trust policy trusts; none if the caller may not see it. */
function entitiesIn(document: string | null) {
  return document === null ? [] : trustedEntities(document);
}

function trustedTexts(document: string | null, { accountId }: Listed): string[] {
  return entitiesIn(document).map((entity) => trustedEntityText(entity, accountId));
}

async function readTrust({ db, partition }: Scope, roles: readonly Listed[]) {
  const stored = await readByIds(
    roles.map(({ id }) => id),
    (ids) => db.role.findMany({ where: { id: { in: ids } }, select: { id: true, assumeRolePolicyDocument: true } }),
  );
  const shown = await toShownTrustPolicies(
    db,
    partition,
    stored.map(({ assumeRolePolicyDocument }) => assumeRolePolicyDocument),
  );
  const byId = new Map(zip(stored, shown).map(([{ id }, document]) => [id, document]));
  // Empty for a role that was deleted since it was listed.
  return ({ id }: Listed) => byId.get(id) ?? '';
}

/** Lists roles for the console: ListRoles with the last use, which AWS's page reads by GetRole under that permission. */
export const ListRoleOverviews = listOperation(Role, roleList, (scope, page) => page.map((seen) => toOverview(scope, seen)));

function toOverview({ partition }: Scope, { row, parts }: Seen<Listed, RoleParts>): RoleOverview {
  return {
    ...toListedRole(partition, row, parts.trust ?? ''),
    TrustedEntities: trustedTexts(parts.trust, row),
    RoleLastUsed: parts.lastUsed,
  };
}
