import type { AccessGroup, AccessModel, AccessPrincipal } from '@gatehouse/policy/analyze';
import type { AccountFacts } from '../../core/account-facts';
import { rootUserArn } from '../../core/arns';
import type { Partition } from '../../core/call';
import { keptResourceOf } from '../../resources/resources';
import { parseStranger, parseSubject } from '../subject-arn';

/** A name that stands for nothing, or for more than one thing. The message is for whoever wrote the test. */
export class NameError extends Error {}

type Named = {
  id: string;
  name: string;
  principals: ReadonlyMap<string, AccessPrincipal>;
  groups: ReadonlyMap<string, AccessGroup>;
};

/** What the names in tests stand for, in the accounts that a run reaches. */
export class Names {
  readonly #accounts = new Map<string, Named>();
  /** By id, alias and name: those of each. */
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
    const { aliases = [] } = found.settings as { aliases?: readonly string[] };
    for (const name of [found.name, ...aliases]) {
      const key = `${found.accountId} ${kind.type.toLowerCase()}/${name}`;
      this.#resources.set(key, [...(this.#resources.get(key) ?? []), found.arn]);
    }
  }

  /** @throws NameError */
  account(text: string): string {
    const [found, other] = this.#byName.get(text) ?? [];
    if (!found) throw new NameError(`There is no account ${text} among those that are asked about.`);
    if (other) throw new NameError(`Several accounts are named ${text}; write the id of one.`);
    return found.id;
  }

  /**
   * The ARNs, or names of strangers, that a text stands for: several for a group, which stands for its members.
   * @param account whose principals are meant where the text names none
   * @throws NameError
   */
  principals(text: string, account: string): readonly string[] {
    if (text.startsWith('arn:')) return this.#arn(text);
    if (parseStranger(text)) return [text];
    if (text.startsWith('*:')) return this.#everywhere(text.slice(2));
    const { accountId, rest } = this.#place(text, account);
    if (rest === 'root') return [rootUserArn(this.partition, accountId)];
    const [, kind, name = ''] = /^(user|role|group)\/(.+)$/.exec(rest) ?? [];
    if (kind === undefined)
      throw new NameError(`${text} names no principal. Write user/NAME, role/NAME, group/NAME or root, or an ARN.`);
    const { principals, groups } = this.#accounts.get(accountId) ?? {};
    if (kind === 'group') {
      const group = groups?.get(lastPart(name));
      if (!group) throw new NameError(`There is no group ${name} in account ${this.nameOf(accountId)}.`);
      return this.#members(group.name, accountId);
    }
    const found = principals?.get(`${kind}/${lastPart(name)}`);
    if (!found || (name.includes('/') && !found.arn.endsWith(`:${kind}/${name}`)))
      throw new NameError(`There is no ${kind} ${name} in account ${this.nameOf(accountId)}.`);
    return [found.arn];
  }

  /** What has that name in whatever account has it. */
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

  #members(group: string, accountId: string): readonly string[] {
    const all = [...(this.#accounts.get(accountId)?.principals.values() ?? [])];
    const members = all.filter(({ groups }) => groups?.includes(group)).map(({ arn }) => arn);
    if (members.length === 0) throw new NameError(`Nobody is in the group ${group}.`);
    return members;
  }

  /**
   * The ARN that a text stands for.
   * @throws NameError
   */
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
    // What follows a name lies in it: an object of a bucket, an index of a table.
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

  /** `ACCOUNT:kind/name`, whose account may hold a colon itself. */
  #place(text: string, account: string): { accountId: string; rest: string } {
    const [, named, rest = ''] = /^(?:(.+):)?([a-z]+(?:\/.+)?)$/s.exec(text) ?? [];
    return { accountId: named === undefined ? account : this.account(named), rest: rest === '' ? text : rest };
  }

  /** How an account is called. */
  nameOf(accountId: string): string {
    return this.#accounts.get(accountId)?.name ?? accountId;
  }

  /** A principal in few words, with its account where that is not the one that names without one mean. */
  short(arn: string, account: string): string {
    const named = parseSubject(arn);
    if (!named) return arn;
    const place = named.accountId === account ? '' : `${this.nameOf(named.accountId)}:`;
    return `${place}${nameOfArn(arn)}`;
  }

  principal(arn: string): AccessPrincipal | undefined {
    return this.#principals.get(arn);
  }
}

/** Kinds of resources that can be named. */
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

/** `user/ana`, without a path. */
function nameOfArn(arn: string): string {
  const named = parseSubject(arn);
  return !named || named.kind === 'Account' ? 'root' : `${named.kind.toLowerCase()}/${named.name}`;
}
