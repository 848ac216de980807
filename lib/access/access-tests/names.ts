import type { AccessGroup, AccessModel, AccessPrincipal } from '@gatehouse/policy/analyze';
import type { AccountFacts } from '../../core/account-facts';
import { rootUserArn } from '../../core/arns';
import type { Partition } from '../../core/call';
import { permissionSetOfRole } from '../../identity-center/role-name';
import { keptResourceOf } from '../../resources/resources';
import { parseExternalCaller, parseSubject } from '../subject-arn';

/** Thrown for a name that matches nothing or more than one thing. The message is written for the author of the test. */
export class NameError extends Error {}

type Named = {
  id: string;
  name: string;
  principals: ReadonlyMap<string, AccessPrincipal>;
  groups: ReadonlyMap<string, AccessGroup>;
};

/** Resolves the names in tests within the accounts that a run reaches. */
export class TestNames {
  readonly #accounts = new Map<string, Named>();
  /** The accounts by id, alias and name. */
  readonly #byName = new Map<string, Named[]>();
  readonly #resources = new Map<string, string[]>();
  readonly #principals = new Map<string, AccessPrincipal>();

  constructor(
    model: AccessModel,
    facts: readonly Pick<AccountFacts, 'id' | 'name' | 'alias'>[],
    private readonly partition: Partition,
  ) {
    const known = new Map(facts.map((each) => [each.id, each]));
    for (const { accountId, name, principals, groups } of model.accounts) {
      const alias = known.get(accountId)?.alias ?? null;
      const named: Named = {
        id: accountId,
        name: alias ?? name,
        principals: new Map(principals.map((one) => [nameOfArn(one.arn), one])),
        groups: new Map(groups.map((one) => [one.name, one])),
      };
      this.#accounts.set(accountId, named);
      for (const each of new Set([accountId, name, ...(alias === null ? [] : [alias])])) {
        this.#byName.set(each, [...(this.#byName.get(each) ?? []), named]);
      }
      for (const one of principals) this.#principals.set(one.arn, one);
    }
    for (const resource of model.resources) this.#addResource(resource);
  }

  #addResource(resource: AccessModel['resources'][number]): void {
    const kept = keptResourceOf(resource);
    if (!kept) return;
    const { kind, found } = kept;
    const aliases = kind.listed?.alsoNamed?.names(found.settings) ?? [];
    for (const name of [found.name, ...aliases]) {
      const key = `${found.accountId} ${kind.type.toLowerCase()}/${name}`;
      this.#resources.set(key, [...(this.#resources.get(key) ?? []), found.arn]);
    }
  }

  /** @throws NameError */
  account(text: string): string {
    const [found, other] = this.#byName.get(text) ?? [];
    if (!found) throw new NameError(`There is no account ${text} among the accounts that the tests can use.`);
    if (other) throw new NameError(`Several accounts have the name ${text}. Write an account ID.`);
    return found.id;
  }

  /**
   * Resolves a text to ARNs or to the names of external principals. A group resolves to its members.
   * @param account the account of principals that the text does not give an account for
   * @throws NameError
   */
  principals(text: string, account: string): readonly string[] {
    if (text.startsWith('arn:')) return this.#arn(text);
    if (parseExternalCaller(text)) return [text];
    if (text.startsWith('*:')) return this.#everywhere(text.slice(2));
    const { accountId, rest } = this.#place(text, account);
    if (rest === 'root') return [rootUserArn(this.partition, accountId)];
    const [, kind, name = ''] = /^(user|role|group|permission-set)\/(.+)$/.exec(rest) ?? [];
    if (kind === undefined)
      throw new NameError(
        `${text} names no principal. Write user/NAME, role/NAME, group/NAME, permission-set/NAME or root, or an ARN.`,
      );
    const { principals, groups } = this.#accounts.get(accountId) ?? {};
    if (kind === 'group') {
      const group = groups?.get(lastPart(name));
      if (!group) throw new NameError(`There is no group ${name} in account ${this.nameOf(accountId)}.`);
      return this.#members(group.name, accountId);
    }
    if (kind === 'permission-set') return this.#reservedRoles(name, accountId);
    const found = principals?.get(`${kind}/${lastPart(name)}`);
    if (!found || (name.includes('/') && !found.arn.endsWith(`:${kind}/${name}`)))
      throw new NameError(`There is no ${kind} ${name} in account ${this.nameOf(accountId)}.`);
    return [found.arn];
  }

  /** Finds the principals with a name in all accounts. */
  #everywhere(rest: string): readonly string[] {
    const found = [...this.#accounts.keys()].flatMap((id) => {
      try {
        return this.principals(rest, id);
      } catch (error) {
        if (error instanceof NameError) return [];
        throw error;
      }
    });
    if (found.length === 0) throw new NameError(`No account has a ${rest}.`);
    return found;
  }

  #arn(text: string): readonly string[] {
    const named = parseSubject(text);
    if (!named) throw new NameError(`${text} is the ARN of no user, role, group or root user.`);
    const account = this.#accounts.get(named.accountId);
    if (named.kind !== 'Group') {
      if (account && !this.#principals.has(text)) throw new NameError(`There is no ${text}.`);
      return [text];
    }
    const group = account?.groups.get(named.name);
    if (group?.arn !== text) throw new NameError(`There is no ${text}.`);
    return this.#members(named.name, named.accountId);
  }

  /** Finds the roles that a permission set has in an account. The digits in their names are random, so no file can name them. */
  #reservedRoles(permissionSet: string, accountId: string): readonly string[] {
    const all = [...(this.#accounts.get(accountId)?.principals.values() ?? [])].map(({ arn }) => arn);
    const found = all.filter((arn) => permissionSetOf(arn) === permissionSet);
    if (found.length === 0)
      throw new NameError(`The permission set ${permissionSet} has no role in account ${this.nameOf(accountId)}.`);
    return found;
  }

  #members(group: string, accountId: string): readonly string[] {
    const all = [...(this.#accounts.get(accountId)?.principals.values() ?? [])];
    const members = all.filter(({ groups }) => groups?.includes(group)).map(({ arn }) => arn);
    if (members.length === 0) throw new NameError(`Nobody is in the group ${group}.`);
    return members;
  }

  /** Resolves a text to an ARN. @throws NameError */
  resource(text: string, account: string): string {
    if (text === '*' || text.startsWith('arn:')) return text;
    const { accountId, rest } = this.#place(text, account);
    const [, kind = '', name = ''] = /^([a-z]+)\/(.+)$/.exec(rest) ?? [];
    if (kind === 'user' || kind === 'role') {
      const [arn = ''] = this.principals(`${accountId}:${rest}`, account);
      return arn;
    }
    if (kind === 'group') {
      const group = this.#accounts.get(accountId)?.groups.get(lastPart(name));
      if (!group) throw new NameError(`There is no group ${name} in account ${this.nameOf(accountId)}.`);
      return group.arn;
    }
    const whole = this.#one(`${accountId} ${kind}/${name}`, text);
    if (whole !== undefined) return whole;
    // A longer name is a part of the resource: an object of a bucket, an index of a table.
    const slash = name.indexOf('/');
    const container = slash < 0 ? undefined : this.#one(`${accountId} ${kind}/${name.slice(0, slash)}`, text);
    if (container !== undefined) return `${container}${name.slice(slash)}`;
    if (!RESOURCE_KINDS.includes(kind))
      throw new NameError(`${text} names no resource. Write one of ${RESOURCE_KINDS.join('/, ')}/ and the name, an ARN, or "*".`);
    throw new NameError(`There is no ${kind} ${name} in account ${this.nameOf(accountId)}.`);
  }

  #one(key: string, text: string): string | undefined {
    const [found, other] = this.#resources.get(key) ?? [];
    if (other !== undefined) throw new NameError(`${text} is in several Regions; write its ARN.`);
    return found;
  }

  /** Splits `ACCOUNT:kind/name`. The account's name may contain colons. */
  #place(text: string, account: string): { accountId: string; rest: string } {
    const [, named, rest = ''] = /^(?:(.+):)?((?:permission-set|[a-z]+)(?:\/.+)?)$/s.exec(text) ?? [];
    return { accountId: named === undefined ? account : this.account(named), rest: rest === '' ? text : rest };
  }

  /** Returns the name of an account, or its id if it has none. */
  nameOf(accountId: string): string {
    return this.#accounts.get(accountId)?.name ?? accountId;
  }

  /** Returns a principal's short name, with its account if that is not the test's own account. */
  short(arn: string, account: string): string {
    const named = parseSubject(arn);
    if (!named) return arn;
    const place = named.accountId === account ? '' : `${this.nameOf(named.accountId)}:`;
    const permissionSet = permissionSetOf(arn);
    return `${place}${permissionSet === undefined ? nameOfArn(arn) : `permission-set/${permissionSet}`}`;
  }

  principal(arn: string): AccessPrincipal | undefined {
    return this.#principals.get(arn);
  }
}

/** The kinds of resources that tests can name. */
const RESOURCE_KINDS: readonly string[] = [
  'user',
  'role',
  'group',
  'bucket',
  'table',
  'queue',
  'topic',
  'key',
  'secret',
  'function',
  'instance',
];

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/** Returns `user/ana` for an ARN, without its path. */
/** Returns the permission set of a reserved role, or undefined for other principals. */
function permissionSetOf(arn: string): string | undefined {
  return arn.includes(':role/aws-reserved/') ? permissionSetOfRole(lastPart(arn)) : undefined;
}

function nameOfArn(arn: string): string {
  const named = parseSubject(arn);
  return !named || named.kind === 'Account' ? 'root' : `${named.kind.toLowerCase()}/${named.name}`;
}
