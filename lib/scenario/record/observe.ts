import { required } from '../../core/text/lists';
import type { AttemptState } from '../attempt';
import { type Circumstances, circumstancesOf } from '../checks/circumstances';
import { decideRow, meets } from '../checks/decide';
import { subjectFor } from '../checks/principals';
import { allowedBy, type Digests, readDigests } from '../checks/rows';
import { readAll } from '../checks/state';
import { valuesAt } from '../run/pointers';
import type { Game } from '../try/play';
import type { AccessQuestion } from './questions';
import { accountKeysOf } from './who';

/** A read whose result may differ after a solution, with its description. */
export type Look = {
  account: string;
  read: string;
  input: Readonly<Record<string, string>>;
  pointer: string;
  /** The description, such as `the groups of user-1`. */
  told: string;
  /** The page in the form of a check's `look`. */
  look?: string;
  /** True for names that the student chooses. */
  isChosen: boolean;
  /** True if only the number of values counts. */
  counted?: true;
};

/** The state of an attempt's accounts at a point in time. */
export type Observation = {
  /** The values of each read; null if there was nothing to read. */
  looks: ReadonlyMap<string, { look: Look; values: readonly unknown[] | null }>;
  /** The decisions by `questionKey`. */
  access: ReadonlyMap<string, { principal: string; question: AccessQuestion; allowed: boolean }>;
  digests: Digests;
  digestsWithoutState: Digests;
};

const MOST_ENTITIES = 40;
const MOST_PRINCIPALS = 10;

function questionKey(principal: string, question: AccessQuestion): string {
  return JSON.stringify([principal, question]);
}

/** Performs all reads and asks all questions that checks might use. It takes seconds, so it runs in a separate process. */
export async function observe(game: Game, attempt: AttemptState, questions: readonly AccessQuestion[]): Promise<Observation> {
  const { pack, database, startedAt } = game;
  const now = new Date(startedAt.getTime() + 300 * 60_000);
  const nothing = () => undefined;
  const circumstances: Circumstances = {
    ...circumstancesOf(pack, attempt, { database, now, answers: {} }),
    bounds: { time: nothing, row: nothing, read: nothing },
  };
  const entities = await entitiesOf(circumstances);
  const looks = new Map<string, { look: Look; values: readonly unknown[] | null }>();
  for (const look of looksOf(entities, attempt)) {
    const answer = await readAll(circumstances, look);
    const values = 'code' in answer ? null : valuesAt(answer.output, look.pointer);
    looks.set(JSON.stringify([look.account, look.read, look.input, look.pointer]), { look, values });
  }
  const access = new Map<string, { principal: string; question: AccessQuestion; allowed: boolean }>();
  for (const principal of principalsOf(entities, pack.scenario.personas)) {
    for (const question of questions) {
      const isRole = principal.startsWith('role/');
      const credential = question.withMfa ? (isRole ? 'assumeRoleWithMfa' : 'consoleWithMfa') : undefined;
      const subject = await subjectFor(circumstances, principal, credential);
      if (!subject) continue;
      const row = { principal, action: question.action, resource: question.resource, context: question.context, ask: {} };
      const decided = await decideRow(circumstances, subject, row).catch(() => null);
      const met = decided && meets(decided, 'allowed');
      if (typeof met === 'boolean') access.set(questionKey(principal, question), { principal, question, allowed: met });
    }
  }
  const { reader } = database;
  const extent = await circumstances.extent();
  const digests = await readDigests(reader, extent, allowedBy([]));
  return { looks, access, digests, digestsWithoutState: await readDigests(reader, extent, allowedBy(['resource:state'])) };
}

type Entity = { kind: 'user' | 'group' | 'role'; name: string; account: string };
type Entities = { all: readonly Entity[]; accounts: readonly string[]; managers: readonly string[] };

async function entitiesOf({ attempt, database }: Circumstances): Promise<Entities> {
  const keys = accountKeysOf(attempt);
  const where = { accountId: { in: [...keys.keys()] } };
  const select = { name: true, accountId: true };
  const { reader: db } = database;
  const [users, groups, roles] = await Promise.all([
    db.user.findMany({ where, select, orderBy: { id: 'asc' }, take: MOST_ENTITIES }),
    db.group.findMany({ where, select, orderBy: { id: 'asc' }, take: MOST_ENTITIES }),
    db.role.findMany({ where: { ...where, path: { not: { startsWith: '/aws-service-role/' } } }, select, take: MOST_ENTITIES }),
  ]);
  const named = (kind: Entity['kind'], rows: readonly { name: string; accountId: string }[]) =>
    rows.map(({ name, accountId }) => ({ kind, name, account: required(keys, accountId) }));
  const managing = await db.organization.findMany({
    where: { managementAccountId: { in: [...keys.keys()] } },
    select: { managementAccountId: true },
  });
  return {
    all: [...named('user', users), ...named('group', groups), ...named('role', roles)],
    accounts: [...new Set(keys.values())],
    managers: managing.map(({ managementAccountId }) => required(keys, managementAccountId)),
  };
}

/** Returns the principals, personas first. */
function principalsOf({ all }: Entities, personas: Readonly<Record<string, { as: string }>>): string[] {
  const own = Object.values(personas).flatMap(({ as }) => (as.startsWith('user/') && !as.includes('{{') ? [as] : []));
  const others = all.filter(({ kind }) => kind !== 'group').map(({ kind, name, account }) => `${kind}/${name}@${account}`);
  return [...new Set([...own, ...others])].slice(0, MOST_PRINCIPALS);
}

function* looksOf({ all, accounts, managers }: Entities, attempt: AttemptState): Generator<Look> {
  for (const { kind, name, account } of all) {
    const word = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
    const common = { account, input: { [`${word}Name`]: name }, look: `${kind}/${name}@${account}`, isChosen: false };
    yield {
      ...common,
      read: `iam:ListAttached${word}Policies`,
      pointer: '/AttachedPolicies/*/PolicyName',
      told: `the policies attached to ${name}`,
      isChosen: true,
    };
    yield {
      ...common,
      read: `iam:List${word}Policies`,
      pointer: '/PolicyNames',
      told: `the inline policies of ${name}`,
      isChosen: true,
    };
    if (kind === 'user') {
      yield { ...common, read: 'iam:ListGroupsForUser', pointer: '/Groups/*/GroupName', told: `the groups of ${name}` };
      yield {
        ...common,
        read: 'iam:ListAccessKeys',
        pointer: '/AccessKeyMetadata',
        told: `the access keys of ${name}`,
        counted: true,
      };
      yield {
        ...common,
        read: 'iam:ListAccessKeys',
        pointer: '/AccessKeyMetadata/*/Status',
        told: `the states of the access keys of ${name}`,
      };
      yield { ...common, read: 'iam:ListMFADevices', pointer: '/MFADevices', told: `the MFA devices of ${name}`, counted: true };
      yield { ...common, read: 'iam:ListUserTags', pointer: '/Tags/*/Key', told: `the tags of ${name}` };
      yield {
        ...common,
        read: 'iam:GetUser',
        pointer: '/User/PermissionsBoundary/PermissionsBoundaryArn',
        told: `the boundary of ${name}`,
      };
    }
    if (kind === 'role') {
      yield { ...common, read: 'iam:ListRoleTags', pointer: '/Tags/*/Key', told: `the tags of ${name}` };
      yield {
        ...common,
        read: 'iam:GetRole',
        pointer: '/Role/PermissionsBoundary/PermissionsBoundaryArn',
        told: `the boundary of ${name}`,
      };
    }
  }
  for (const account of accounts) {
    const common = { account, input: {}, isChosen: true };
    yield { ...common, read: 'iam:ListUsers', pointer: '/Users/*/UserName', told: `the users of ${account}`, look: 'users' };
    yield { ...common, read: 'iam:ListGroups', pointer: '/Groups/*/GroupName', told: `the groups of ${account}`, look: 'groups' };
    yield { ...common, read: 'iam:ListRoles', pointer: '/Roles/*/RoleName', told: `the roles of ${account}`, look: 'roles' };
    for (const member of [
      'MinimumPasswordLength',
      'RequireSymbols',
      'RequireNumbers',
      'RequireUppercaseCharacters',
      'MaxPasswordAge',
    ])
      yield {
        ...common,
        read: 'iam:GetAccountPasswordPolicy',
        pointer: `/PasswordPolicy/${member}`,
        told: `the password policy of ${account}`,
        isChosen: false,
      };
    for (const member of ['AccountMFAEnabled', 'AccountAccessKeysPresent'])
      yield {
        ...common,
        read: 'iam:GetAccountSummary',
        pointer: `/SummaryMap/${member}`,
        told: `the root user of ${account}`,
        isChosen: false,
      };
  }
  const targets = Object.entries(attempt.references).filter(([, value]) => typeof value === 'string' && /^(?:r|ou)-/.test(value));
  for (const account of managers) {
    const common = { account, isChosen: false };
    yield {
      ...common,
      read: 'organizations:DescribeOrganization',
      input: {},
      pointer: '/Organization/FeatureSet',
      told: 'the organization',
    };
    yield {
      ...common,
      read: 'organizations:ListAccounts',
      input: {},
      pointer: '/Accounts/*/Name',
      told: 'the accounts of the organization',
      isChosen: true,
    };
    const members = Object.keys(attempt.accounts).map((key) => [`account.${key}`, key] as const);
    for (const [reference, told] of [
      ...targets.map(([name]) => [name, name.split('.').slice(1, 2).join()] as const),
      ...members,
    ]) {
      const target = `{{${reference}}}`;
      for (const Filter of ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'])
        yield {
          ...common,
          read: 'organizations:ListPoliciesForTarget',
          input: { TargetId: target, Filter },
          pointer: '/Policies/*/Name',
          told: `the policies attached to ${told}`,
        };
      yield {
        ...common,
        read: 'organizations:ListParents',
        input: { ChildId: target },
        pointer: '/Parents/*/Id',
        told: `where ${told} is`,
      };
    }
  }
}
