import { findManagedPolicy, managedPolicyDocument } from '@gatehouse/catalog/managed-policies';
import { type AccessPrincipal, type AccessResource, anySessionOf } from '@gatehouse/policy/analyze';
import type { PreparedPolicy } from '@gatehouse/policy/evaluate';
import { escalationReport } from '../access/escalation/operations';
import { accessModelOf } from '../access/model/access-model';
import { ENFORCEMENTS } from '../core/account-facts';
import { prepareStoredPolicy, prepareTrustPolicy } from '../core/authorization/prepared-policies';
import {
  type AttachedPolicy,
  OWN_PASSWORD_POLICY_ID,
  prepareBoundary,
  prepareEntityPolicies,
} from '../core/authorization/principal-policies';
import { oneOf } from '../core/text/lists';
import { DEFAULT_SESSION_SECONDS } from '../iam/role/rows';
import type { EntityFacts, ExaminedAccount, GroupFacts, PasswordPolicyFacts, PolicyFacts, RoleFacts, UserFacts } from './facts';
import type { FixCall, FixStep } from './fix-steps';
import { judgePolicies } from './judge-policy';

/** Returns an account as it would be after some steps, with its policies judged again. */
export type Trial = (account: ExaminedAccount, steps: readonly FixStep[]) => Promise<ExaminedAccount>;

/** Returns the trial function for a point in time. */
export function trialAt(now: Date): Trial {
  return async (account, steps) => {
    const after = accountAfter(account, steps);
    if (after.access === account.access && after.delegation === account.delegation) return after;
    const escalation = await escalationReport(accessModelOf([after.access]));
    return { ...after, escalation, judgements: await judgePolicies(after, now) };
  };
}

/**
 * Applies steps to a copy of an account's facts and of the engine's model of them. fixes.test.ts compares the result with the
 * real operations.
 * @returns the copy, which still carries the previous judgments, and the same model if no policy changes
 * @throws Error for a call that the copy can't make
 */
export function accountAfter(account: ExaminedAccount, steps: readonly FixStep[]): ExaminedAccount {
  const copy = new Copy(account);
  for (const { call } of steps) copy.make(call);
  return copy.result();
}

type Input = Readonly<Record<string, string>>;

class Copy {
  readonly #account: ExaminedAccount;
  readonly #users: Map<string, UserFacts>;
  readonly #groups: Map<string, GroupFacts>;
  readonly #roles: Map<string, RoleFacts>;
  readonly #policies: Map<string, PolicyFacts>;
  /** The ids of entities whose own policies changed and the ARNs of policies whose text changed. */
  readonly #changed = new Set<string>();

  /** The new resource policies by ARN; null if the policy was deleted. */
  readonly #texts = new Map<string, string | null>();

  /** The changed facts that no policy of a user, group or role depends on. */
  #others: Partial<ExaminedAccount> = {};

  constructor(account: ExaminedAccount) {
    this.#account = account;
    this.#users = new Map(account.users.map((each) => [each.name, each]));
    this.#groups = new Map(account.groups.map((each) => [each.name, each]));
    this.#roles = new Map(account.roles.map((each) => [each.name, each]));
    this.#policies = new Map(account.policies.map((each) => [each.arn, each]));
  }

  make({ service, name, input }: FixCall): void {
    switch (service) {
      case 'resource':
        this.#texts.set(String(input.arn), input.document ?? null);
        break;
      case 'gatehouse':
        if (name !== 'PutAccountEnforcement') throw unknownCall(name);
        this.#others = { ...this.#others, enforcement: oneOf(ENFORCEMENTS, String(input.Enforcement)) };
        break;
      case 'organizations':
        this.#delegate(name, input);
        break;
      default:
        this.#makeIam(name, input as Input);
    }
  }

  /** Changes the delegation policy. No fix of an account changes anything else of its organization. */
  #delegate(name: string, { Content }: FixCall['input']): void {
    const { delegation } = this.#account;
    if (name === 'DeleteResourcePolicy') this.#others = { ...this.#others, delegation: null };
    else if (name === 'PutResourcePolicy' && delegation)
      this.#others = { ...this.#others, delegation: { ...delegation, document: String(Content) } };
    else throw unknownCall(name);
  }

  #makeIam(name: string, given: Input): void {
    const { PolicyArn = '', PolicyName = '', PolicyDocument = '', PermissionsBoundary = '' } = given;
    const entity = /(?:User|Group|Role)(?=Policy$|PermissionsBoundary$)/.exec(name)?.[0] as EntityFacts['type'] | undefined;
    const change = (edit: (facts: EntityFacts) => Partial<EntityFacts> & { boundary?: string | null }) => {
      const { [`${entity}Name`]: edited = '' } = given;
      if (entity) this.#edit(entity, edited, edit);
    };
    switch (name.replace(entity ?? ' ', '*')) {
      case 'Attach*Policy':
        change(({ attached }) => ({ attached: [...attached, PolicyArn].sort() }));
        break;
      case 'Detach*Policy':
        change(({ attached }) => ({ attached: attached.filter((arn) => arn !== PolicyArn) }));
        break;
      case 'Put*Policy':
        change(({ inline }) => ({
          inline: [...inline.filter((policy) => policy.name !== PolicyName), { name: PolicyName, document: PolicyDocument }],
        }));
        break;
      case 'Delete*Policy':
        change(({ inline }) => ({ inline: inline.filter((policy) => policy.name !== PolicyName) }));
        break;
      case 'Put*PermissionsBoundary':
        change(() => ({ boundary: PermissionsBoundary }));
        break;
      default:
        this.#makeOther(name, given);
    }
  }

  #makeOther(name: string, given: Input): void {
    const { UserName = '', GroupName = '', RoleName = '', PolicyArn = '', PolicyDocument = '' } = given;
    switch (name) {
      case 'AddUserToGroup':
      case 'RemoveUserFromGroup':
        this.#member(UserName, GroupName, name === 'AddUserToGroup');
        break;
      case 'CreateGroup':
        this.#groups.set(GroupName, this.#freshGroup(GroupName));
        break;
      case 'DeleteGroup':
        this.#groups.delete(GroupName);
        break;
      case 'DeleteRole': {
        const role = this.#roles.get(RoleName);
        if (role) this.#changed.add(role.id);
        this.#roles.delete(RoleName);
        break;
      }
      case 'UpdateAssumeRolePolicy':
        this.#edit('Role', RoleName, () => ({ shownTrust: PolicyDocument, trust: this.#stored(PolicyDocument) }));
        break;
      case 'CreatePolicy':
        this.#createPolicy(given);
        break;
      case 'CreatePolicyVersion':
      case 'DeletePolicyVersion':
        this.#editVersions(name === 'CreatePolicyVersion', given);
        break;
      case 'DeletePolicy':
        this.#changed.add(PolicyArn);
        this.#policies.delete(PolicyArn);
        break;
      default:
        this.#makeBeside(name, given);
    }
  }

  /** Makes a call about credentials, settings or what else no policy depends on. */
  #makeBeside(name: string, given: Input): void {
    const { UserName = '', RoleName = '', AccessKeyId = '', InstanceProfileName = '', ServerCertificateName = '' } = given;
    const { root, certificates } = this.#account;
    switch (name) {
      case 'UpdateAccessKey':
        this.#beside(this.#users, UserName, ({ keys }) => ({
          keys: keys.map((key) => (key.id === AccessKeyId ? { ...key, active: given.Status === 'Active' } : key)),
        }));
        break;
      case 'DeleteAccessKey': {
        // AWS: without a user name, the call is about the caller's own key.
        const owner = this.#others.root ?? root;
        this.#others = { ...this.#others, root: { ...owner, keys: owner.keys.filter(({ id }) => id !== AccessKeyId) } };
        break;
      }
      case 'DeleteLoginProfile':
        this.#beside(this.#users, UserName, () => ({ password: null }));
        break;
      case 'UpdateRole':
        this.#edit('Role', RoleName, () => ({ maxSessionDuration: Number(given.MaxSessionDuration) }));
        break;
      case 'RemoveRoleFromInstanceProfile':
        this.#beside(this.#roles, RoleName, ({ instanceProfiles }) => ({
          instanceProfiles: instanceProfiles.filter((profile) => profile !== InstanceProfileName),
        }));
        break;
      case 'CreateRole':
        this.#createRole(given);
        break;
      case 'DeleteServerCertificate': {
        const left = (this.#others.certificates ?? certificates).filter((each) => each.name !== ServerCertificateName);
        this.#others = { ...this.#others, certificates: left };
        break;
      }
      case 'UpdateAccountPasswordPolicy':
        this.#others = { ...this.#others, passwordPolicy: passwordPolicyOf(given) };
        break;
      default:
        throw unknownCall(name);
    }
  }

  #beside<Facts extends UserFacts | RoleFacts>(table: Map<string, Facts>, name: string, edit: (facts: Facts) => Partial<Facts>) {
    const facts = table.get(name);
    if (facts) table.set(name, { ...facts, ...edit(facts) });
    this.#others = { ...this.#others };
  }

  #createRole({ RoleName: name = '', Path = '/', AssumeRolePolicyDocument = '' }: Input): void {
    const arn = `arn:aws:iam::${this.#account.id}:role${Path}${name}`;
    const id = `new role ${name}`;
    const bare = { attached: [], inline: [], tags: new Map(), createdAt: new Date(0), lastUsedAt: null, instanceProfiles: [] };
    const more = { serviceLinked: false, description: null, boundary: null, maxSessionDuration: DEFAULT_SESSION_SECONDS };
    const texts = { shownTrust: AssumeRolePolicyDocument, trust: this.#stored(AssumeRolePolicyDocument) };
    this.#roles.set(name, { ...bare, ...more, ...texts, type: 'Role', id, name, arn });
    this.#changed.add(id);
  }

  #freshGroup(name: string): GroupFacts {
    const arn = `arn:aws:iam::${this.#account.id}:group/${name}`;
    const bare = { attached: [], inline: [], memberIds: [], tags: new Map(), createdAt: new Date(0) };
    return { ...bare, type: 'Group', id: `new group ${name}`, name, arn };
  }

  #createPolicy({ PolicyName: name = '', Path = '/', PolicyDocument: document = '' }: Input): void {
    const arn = `arn:aws:iam::${this.#account.id}:policy${Path}${name}`;
    const versions = [{ versionId: 'v1', document, createdAt: new Date(0) }];
    const fresh = { attachedTo: [], boundaryOf: [], description: null, tags: new Map(), createdAt: new Date(0) };
    this.#policies.set(arn, { ...fresh, id: `new policy ${name}`, name, arn, defaultVersionId: 'v1', document, versions });
    this.#changed.add(arn);
  }

  #editVersions(isAdded: boolean, { PolicyArn = '', PolicyDocument: document = '', VersionId = '' }: Input): void {
    const policy = this.#policies.get(PolicyArn);
    if (!policy) return;
    const made = { versionId: 'new', document, createdAt: new Date(0) };
    const after = isAdded
      ? { document, defaultVersionId: made.versionId, versions: [...policy.versions, made] }
      : { versions: policy.versions.filter(({ versionId }) => versionId !== VersionId) };
    this.#policies.set(PolicyArn, { ...policy, ...after });
    this.#changed.add(PolicyArn);
  }

  #edit(type: EntityFacts['type'], name: string, edit: (facts: EntityFacts) => object): void {
    const table = { User: this.#users, Group: this.#groups, Role: this.#roles }[type] as Map<string, EntityFacts>;
    const facts = table.get(name);
    if (!facts) return;
    table.set(name, { ...facts, ...edit(facts) });
    this.#changed.add(facts.id);
  }

  #member(userName: string, groupName: string, isAdded: boolean): void {
    const [user, group] = [this.#users.get(userName), this.#groups.get(groupName)];
    if (!user || !group) return;
    const change = (ids: readonly string[], id: string) => (isAdded ? [...ids, id] : ids.filter((each) => each !== id));
    this.#users.set(userName, { ...user, groupIds: change(user.groupIds, group.id) });
    this.#groups.set(groupName, { ...group, memberIds: change(group.memberIds, user.id) });
    this.#changed.add(user.id);
  }

  /** Returns a trust policy as stored, with unique ids for users and roles. */
  #stored(document: string): string {
    const { users, roles, namesOfIds } = this.#account;
    const ids = new Map([...users, ...roles].map(({ arn, id }) => [arn, id]));
    for (const [id, arn] of namesOfIds) ids.set(arn, id);
    return JSON.stringify(JSON.parse(document), (key, value) =>
      typeof value === 'string' && key !== 'Resource' ? (ids.get(value) ?? value) : value,
    );
  }

  result(): ExaminedAccount {
    const [users, groups, roles] = [[...this.#users.values()], [...this.#groups.values()], [...this.#roles.values()]];
    const after = { ...this.#account, ...this.#others, users, groups, roles };
    if (this.#changed.size + this.#texts.size === 0) return after;
    const entities = [...users, ...groups, ...roles];
    const policies = [...this.#policies.values()].map((policy) => ({
      ...policy,
      attachedTo: entities.filter(({ attached }) => attached.includes(policy.arn)),
      boundaryOf: [...users, ...roles].filter(({ boundary }) => boundary === policy.arn),
    }));
    return { ...after, policies, access: this.#access(users, groups, roles) };
  }

  #access(users: readonly UserFacts[], groups: readonly GroupFacts[], roles: readonly RoleFacts[]): ExaminedAccount['access'] {
    const { access } = this.#account;
    const isChanged = ({ id, attached }: EntityFacts) => this.#changed.has(id) || attached.some((arn) => this.#changed.has(arn));
    const byArn = new Map<string, UserFacts | RoleFacts>([...users, ...roles].map((each) => [each.arn, each]));
    const byId = new Map(groups.map((group) => [group.id, group]));
    const known = new Set(access.principals.map(({ arn }) => arn));
    const made = roles.filter(({ arn }) => !known.has(arn)).map((role) => this.#newPrincipal(role));
    const principals = [...access.principals, ...made].flatMap((principal): AccessPrincipal | readonly AccessPrincipal[] => {
      if (principal.principal.type === 'Root') return principal;
      const facts = byArn.get(principal.arn);
      if (!facts) return [];
      const own = facts.type === 'User' ? facts.groupIds.flatMap((id) => byId.get(id) ?? []) : [];
      const bounded = facts.boundary !== null && this.#changed.has(facts.boundary);
      if (![facts, ...own].some(isChanged) && !bounded) return principal;
      // Permissions from the account's settings are attached to no entity, so they stay.
      const given = principal.identity.filter(({ ref }) => ref.id === OWN_PASSWORD_POLICY_ID);
      const { boundary: _, ...rest } = principal;
      return {
        ...rest,
        identity: [...this.#prepared(facts, null), ...given, ...own.flatMap((group) => this.#prepared(group, group.name))],
        ...(facts.boundary !== null && { boundary: prepareBoundary(facts.boundary, this.#managed(facts.boundary)[0] ?? null) }),
        ...(facts.type === 'User' && { groups: own.map(({ name }) => name) }),
        ...(facts.type === 'Role' && { trust: prepareTrustPolicy({ roleArn: facts.arn, document: facts.trust }) }),
      };
    });
    return {
      ...access,
      principals,
      groups: groups.map((group) => ({ name: group.name, arn: group.arn, policies: this.#prepared(group, group.name) })),
      ...this.#versions(),
      ...(access.resources && { resources: access.resources.map((resource) => this.#resource(resource)) }),
    };
  }

  /** Returns a new role as a principal without policies. */
  #newPrincipal({ arn, id }: RoleFacts): AccessPrincipal {
    const { id: accountId, access } = this.#account;
    // Like the root user, it has no tags and is in the account's place.
    const facts = access.principals.find(({ principal }) => principal.type === 'Root')?.facts;
    const principal = anySessionOf({ arn, roleId: id, accountId, serviceLinked: false });
    return { arn, principal, identity: [], tags: [], ...(facts && { facts }) };
  }

  #resource(resource: AccessResource): AccessResource {
    const text = this.#texts.get(resource.arn);
    if (text === undefined) return resource;
    const { policy: _, ...bare } = resource;
    if (text === null) return bare;
    return { ...bare, policy: prepareStoredPolicy({ resourceArn: resource.arn, document: this.#stored(text) }) };
  }

  #versions(): Pick<ExaminedAccount['access'], 'versions' | 'versionCounts'> {
    const { versions, versionCounts } = this.#account.access;
    const inUse = [...this.#policies.values()].filter(({ arn }) => versionCounts?.has(arn));
    const others = inUse.flatMap(({ arn, versions: all, defaultVersionId }) => {
      const some = all.filter(({ versionId }) => versionId !== defaultVersionId);
      return some.length === 0 ? [] : [[arn, some] as const];
    });
    return {
      ...(versions && { versions: new Map(others) }),
      ...(versionCounts && { versionCounts: new Map(inUse.map(({ arn, versions: all }) => [arn, all.length])) }),
    };
  }

  #prepared({ id, inline, attached }: EntityFacts, groupName: string | null): PreparedPolicy[] {
    return prepareEntityPolicies(
      id,
      groupName,
      inline,
      attached.flatMap((arn) => this.#managed(arn)),
    );
  }

  #managed(arn: string): AttachedPolicy[] {
    const own = this.#policies.get(arn);
    const document = own?.document ?? managedPolicyDocument(arn);
    return document === undefined ? [] : [{ arn, name: own?.name ?? findManagedPolicy(arn)?.name ?? arn, document }];
  }
}

function unknownCall(name: string): Error {
  return new Error(`The copy of an account can’t make the call ${name}.`);
}

/** Returns the password policy that a call sets. AWS replaces the whole policy. */
function passwordPolicyOf(given: FixCall['input']): PasswordPolicyFacts {
  const { MinimumPasswordLength, MaxPasswordAge, PasswordReusePrevention } = given;
  return {
    minimumLength: Number(MinimumPasswordLength),
    symbols: given.RequireSymbols === true,
    numbers: given.RequireNumbers === true,
    uppercase: given.RequireUppercaseCharacters === true,
    lowercase: given.RequireLowercaseCharacters === true,
    usersMayChange: given.AllowUsersToChangePassword === true,
    maxAge: typeof MaxPasswordAge === 'number' ? MaxPasswordAge : null,
    reusePrevention: typeof PasswordReusePrevention === 'number' ? PasswordReusePrevention : null,
    hardExpiry: given.HardExpiry === true,
  };
}
