import type { WholeEvent } from '../../core/events/event-rows';
import { storedJson } from '../../core/text/stored-json';
import { afterLast } from '../../core/text/text-parts';
import type { Database } from '../../db/client';
import { accountOfRequest } from '../../organizations/account/rows';
import type { AttemptState } from '../attempt';
import { textsIn } from '../format/references';
import type { PackOperation } from '../format/schema';
import type { Pack } from '../pack';
import { looksLikeId } from './answers';
import { leaveOutWhatDoesNotFit } from './fit-input';
import type { RecordedCall, RecordedOperation } from './recorded';
import { inOrder, keyFrom, putBack, type Standing, standingsOf, unusedKey } from './references';
import { UniqueNames } from './unique-names';

type Writing = {
  pack: Pack;
  attempt: AttemptState;
  database: Pick<Database, 'reader'>;
  /** The accounts created meanwhile, with their keys. */
  created: ReadonlyMap<string, string>;
  saveIds: boolean;
};
/** A value that an operation answered: its operation, its location, and the key it is saved under. */
type Answer = { at: number; pointer: string; name: string; key?: string };

const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS';
const CODES: Readonly<Record<string, string>> = {
  authenticationcode1: 'firstcode',
  authenticationcode2: 'secondcode',
  tokencode: 'thirdcode',
};

/**
 * The format of generated ids for findings, jobs and so on. In inputs, people also write such texts themselves, for example as
 * external IDs.
 */
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Writes calls as operations in order, and makes earlier ones save what later ones use. */
export class OperationWriter {
  readonly done: RecordedOperation[] = [];
  readonly #writing: Writing;
  readonly #fixed: readonly Standing[];
  readonly #saved: Standing[] = [];
  /** The reference keys in use. */
  readonly #used: Set<string>;
  readonly #answered = new Map<string, Answer>();
  /** The last seed of an authenticator app, by the serial number of its device. */
  readonly #seeds = new Map<string, Answer>();
  readonly #names = new UniqueNames();
  #token: (Answer & { as: string }) | undefined;
  /** Sessions that began by switching roles in the console, by role and session name. */
  readonly #switched = new Map<string, { by: string; key?: string }>();

  constructor(writing: Writing) {
    this.#writing = writing;
    this.#fixed = standingsOf(writing.pack, writing.attempt);
    const { references, accounts } = writing.attempt;
    const saved = Object.keys(references).flatMap((name) => (name.startsWith('ref.') ? [name.slice('ref.'.length)] : []));
    this.#used = new Set([...saved, ...Object.keys(accounts), ...writing.created.values()]);
  }

  /** Records that a user switched to a role. */
  switched({ principalArn }: WholeEvent, by: string): void {
    if (principalArn !== null) this.#switched.set(principalArn, { by });
  }

  /**
   * Adds a call.
   * @returns why a pack can't express it, or null
   */
  async add(call: RecordedCall): Promise<string | null> {
    const as = this.#identity(call);
    if (as === null) return 'The credentials it was made with come from before the trial.';
    const texts = [...textsIn(call.input)].map(({ text }) => text);
    for (const [value, answer] of this.#answered)
      if (answer.key === undefined && texts.some((text) => text.includes(value))) this.#save(value, answer);
    for (const text of texts) await this.#lookUp(text, call, as);
    const notes = [...call.notes];
    if (call.kind === 'change') this.#names.learn(call.do, call.input);
    const shown = putBack(this.#withoutSecrets(call, notes), inOrder([...this.#saved, ...this.#fixed]));
    const input = this.#names.replaceIn(shown) as Record<string, unknown>;
    const refused = leaveOutWhatDoesNotFit(call, input, notes);
    if (refused !== null) return refused;
    const from = fromOf(call.event, as);
    const expect = call.kind === 'denied' ? 'denied' : call.kind === 'failed' ? (call.event.errorCode ?? 'denied') : undefined;
    const operation: PackOperation = {
      as,
      do: call.do,
      ...(Object.keys(input).length > 0 && { input: { ...input } }),
      ...(expect !== undefined && { expect }),
      ...(Object.keys(from).length > 0 && { from }),
    };
    for (const { text } of textsIn(input))
      if ((looksLikeId(text) && !this.#isForeign(text)) || (call.kind === 'read' && UUID.test(text)))
        return `It names ${text}, which no other attempt has and no recorded call answered. Save it in the start, and write this operation by hand.`;
    this.done.push({ eventId: call.event.id, operation, kind: call.kind, notes });
    this.#learn(call, as, new Set(texts));
    await this.#saveCreated(call, as);
    return null;
  }

  /**
   * Returns whether an account id is foreign to the scenario. Such ids may be written literally, for example in a trust policy.
   */
  #isForeign(text: string): boolean {
    return /^\d{12}$/.test(text) && !this.#writing.attempt.accountIds.includes(text);
  }

  #identity({ who }: RecordedCall): string | null {
    if (who.kind === 'identity') return who.as;
    if (who.kind === 'token') return this.#token?.as ?? null;
    if (who.kind === 'session') {
      const answer = this.#answered.get(who.accessKeyId);
      return answer ? `session/${answer.key ?? this.#save(who.accessKeyId, answer)}` : null;
    }
    const [, accountId = '', role = ''] = /^arn:[^:]*:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(who.roleArn) ?? [];
    const session = this.#switched.get(`arn:aws:sts::${accountId}:assumed-role/${role}/${who.sessionName}`);
    if (!session) return null;
    if (session.key === undefined) {
      session.key = this.#newKey(`as-${role}`);
      const input = putBack(
        { RoleArn: who.roleArn, RoleSessionName: who.sessionName },
        inOrder([...this.#saved, ...this.#fixed]),
      );
      const operation = {
        as: session.by,
        do: 'sts:AssumeRole',
        input: input as Record<string, unknown>,
        save: { [session.key]: '/Credentials' },
      };
      this.done.push({ eventId: this.done.at(-1)?.eventId ?? 0, operation, kind: 'change', notes: [] });
    }
    return `session/${session.key}`;
  }

  #newKey(name: string): string {
    const key = unusedKey(name, this.#used);
    this.#used.add(key);
    return key;
  }

  /**
   * Makes an operation save a value of its answer.
   * @returns the key
   */
  #save(value: string, answer: Answer): string {
    const key = this.#keyOf(answer);
    this.#saved.push({ value, reference: `ref.${key}` });
    return key;
  }

  /** Records the values of a call's answer that later calls may use. */
  #learn(call: RecordedCall, as: string, given: ReadonlySet<string>): void {
    const at = this.done.length - 1;
    const fixed = new Set(this.#fixed.map(({ value }) => value));
    for (const { value, pointer, isId } of call.said) {
      if (fixed.has(value) || given.has(value) || this.#answered.has(value)) continue;
      const answer: Answer = { at, pointer, name: nameFor(call, pointer) };
      this.#answered.set(value, answer);
      if (isId && this.#writing.saveIds) this.#save(value, answer);
    }
    if (call.kind !== 'change') return;
    if (call.do === 'iam:CreateVirtualMFADevice') {
      const serial = call.said.find(({ pointer }) => pointer.endsWith('/SerialNumber'));
      if (serial) this.#seeds.set(serial.value, { at, pointer: '/VirtualMFADevice/Base32StringSeed', name: 'seed' });
    }
    if (call.do === 'gatehouse:IssueIdentityToken') this.#token = { at, pointer: '/WebIdentityToken', name: 'token', as };
  }

  /** The id of a new account is not in the answer of CreateAccount, so its status is read by another operation. */
  async #saveCreated(call: RecordedCall, as: string): Promise<void> {
    if (call.do !== 'organizations:CreateAccount' || call.kind !== 'change') return;
    const request = call.said.find(({ pointer }) => pointer === '/CreateAccountStatus/Id');
    if (!request) return;
    const { database, created } = this.#writing;
    const accountId = await accountOfRequest(database.reader, request.value);
    const key = accountId === null ? undefined : created.get(accountId);
    if (accountId === null || key === undefined) return;
    const answer = this.#answered.get(request.value);
    const reference = answer?.key ?? (answer ? this.#save(request.value, answer) : '');
    const operation = {
      as,
      do: 'organizations:DescribeCreateAccountStatus',
      input: { CreateAccountRequestId: `{{ref.${reference}}}` },
      save: { [key]: '/CreateAccountStatus/AccountId' },
    };
    this.done.push({ eventId: call.event.id, operation, kind: 'change', notes: [] });
    this.#saved.push({ value: accountId, reference: `ref.${key}` });
  }

  /** Adds a read for an id that no operation answered, such as an organization's root or an existing key. */
  async #lookUp(text: string, call: RecordedCall, as: string): Promise<void> {
    const isKnown = [...this.#saved, ...this.#fixed].some(({ value }) => value === text);
    if (isKnown || !(looksLikeId(text) || /^r-\w{4,32}$/.test(text))) return;
    const isRoot =
      /^r-/.test(text) && (await this.#writing.database.reader.organization.findUnique({ where: { rootId: text } })) !== null;
    const found = isRoot
      ? { do: 'organizations:ListRoots', input: {}, pointer: '/Roots/0/Id', name: 'root' }
      : /^AKIA/.test(text)
        ? await this.#listedKey(text, call)
        : null;
    if (!found) return;
    const key = this.#newKey(found.name);
    const { do: read, input, pointer } = found;
    const operation = { as, do: read, ...(Object.keys(input).length > 0 && { input }), save: { [key]: pointer } };
    this.done.push({ eventId: call.event.id, operation, kind: 'change', notes: [] });
    this.#saved.push({ value: text, reference: `ref.${key}` });
  }

  async #listedKey(id: string, { input }: RecordedCall) {
    const { database } = this.#writing;
    const { UserName } = input;
    const key = await database.reader.accessKey.findUnique({ where: { id } });
    // A deleted key can't be found. It was usually the user's first.
    const all = key
      ? await database.reader.accessKey.findMany({
          where: { accountId: key.accountId, userId: key.userId },
          orderBy: { createdAt: 'asc' },
          select: { id: true },
        })
      : [];
    const at = Math.max(
      0,
      all.findIndex((one) => one.id === id),
    );
    return {
      do: 'iam:ListAccessKeys',
      input: typeof UserName === 'string' ? { UserName } : {},
      pointer: `/AccessKeyMetadata/${at}/AccessKeyId`,
      name: `key-of-${typeof UserName === 'string' ? UserName : 'the-caller'}`,
    };
  }

  /** Returns the input with references in place of hidden values. */
  #withoutSecrets(call: RecordedCall, notes: string[]): unknown {
    const shown = (value: unknown, member: string): unknown => {
      if (value === HIDDEN) return this.#standIn(member, call, notes);
      if (Array.isArray(value)) return value.map((item) => shown(item, member));
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shown(one, key)]));
    };
    return shown(call.input, '');
  }

  #standIn(member: string, { input }: RecordedCall, notes: string[]): string {
    const name = member.toLowerCase();
    const code = CODES[name];
    const device = this.#seeds.get(String(input.SerialNumber)) ?? [...this.#seeds.values()].at(-1);
    if (code !== undefined && device) return `{{${code}.${this.#keyOf(device)}}}`;
    if (name === 'webidentitytoken' && this.#token) return `{{ref.${this.#keyOf(this.#token)}}}`;
    if (name === 'password' || name === 'newpassword' || name === 'oldpassword') {
      if (name !== 'password') notes.push(`The history holds no passwords: ${member} is the one that its user begins with.`);
      return '{{password}}';
    }
    const key = this.#newKey(keyFrom(member));
    notes.push(`The history does not hold ${member}, which is a secret: {{secret.${key}}} stands there until you write it.`);
    return `{{secret.${key}}}`;
  }

  /** Returns the key under which an answer is saved, saving it if needed. */
  #keyOf(answer: Answer): string {
    if (answer.key !== undefined) return answer.key;
    answer.key = this.#newKey(answer.name);
    const operation = this.done[answer.at]?.operation;
    if (operation) operation.save = { ...operation.save, [answer.key]: answer.pointer };
    return answer.key;
  }
}

/** Returns a name for a saved value: a name in the input, or else the type that the call creates. */
function nameFor({ input, do: name }: RecordedCall, pointer: string): string {
  const part = afterLast(pointer, '/');
  const called = Object.entries(input).find(
    ([key, value]) => /Name$/.test(key) && typeof value === 'string' && value !== HIDDEN && !value.startsWith('arn:'),
  );
  const what = typeof called?.[1] === 'string' ? called[1] : name.replace(/^[^:]*:(?:Create|Invite|Put|Assume)?/, '');
  if (part === 'AccessKeyId') return pointer.includes('Credentials') ? `session-of-${what}` : `key-of-${what}`;
  return what === '' ? part : what;
}

/** Private addresses mean nothing in a scenario, and the default address need not be written. */
const USUAL_ADDRESS =
  /^(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|192\.0\.2\.10$|::1$|::ffff:|f[cd][0-9a-f]{2}:|fe80:)/i;

function fromOf(
  { userIdentity, via, sourceIpAddress: ip, awsRegion }: WholeEvent,
  as: string,
): NonNullable<PackOperation['from']> {
  const identity = storedJson<{ sessionContext?: { attributes?: { mfaAuthenticated?: string } } }>(userIdentity);
  const isUser = as.startsWith('user/') || as.startsWith('root@');
  return {
    ...(isUser && via === 'api' && { credential: 'longTerm' as const }),
    ...(isUser && identity.sessionContext?.attributes?.mfaAuthenticated === 'true' && { mfa: true }),
    ...(/^[\da-f.:]+$/i.test(ip) && !USUAL_ADDRESS.test(ip) && { ip }),
    ...(awsRegion !== 'us-east-1' && /^[a-z]{2}(?:-[a-z]+)+-\d$/.test(awsRegion) && { region: awsRegion }),
  };
}
