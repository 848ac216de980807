import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import type { AccessModel } from '@gatehouse/policy/analyze';
import { authorize, isOpen } from '@gatehouse/policy/evaluate';
import type { AccountFacts } from '../../core/account-facts';
import { AwsError } from '../../core/errors';
import type { Scope } from '../../core/operation';
import { plural } from '../../core/text/plural';
import { giveWay } from '../../core/work/bulk';
import { findKeptResource } from '../../resources/resources';
import { withCredential } from '../credential';
import type { CredentialName } from '../limits';
import { visibleAnswers } from '../many-principals';
import { loadAccessModel, type ModelReach } from '../model/access-model';
import { findAccountsOf } from '../organization-accounts';
import { type NamedPerson, parsePerson } from '../person-name';
import { askQuestion, type DecisionQuestion } from '../question';
import { inRegion } from '../region';
import { type AccessSubject, requireSubject, subjectOf } from '../subject';
import { findWhoCan, type WhoCanAnswer } from '../who-can/operations';
import { tryChange } from './considered-change';
import type { TriedChange } from './considered-policy';
import { type AccessTest, ASSERTIONS, type TestAssertion, type When } from './format';
import { MOST_QUESTIONS_OF_A_TEST, MOST_REASONS } from './limits';
import { NameError, TestNames } from './names';
import { newAccessReasons } from './new-access';
import { escalationReasons } from './no-escalation';
import { findPerson, keysOfPerson } from './people';
import { askOnce, effectivePolicyReasons, type MaySee, tagReasons } from './policies-in-force';
import type { ParsedTestFile } from './read-file';
import type { AccessTestResult, TestReason } from './results';
import type { ConsideredChange } from './schema';
import { allowedWords, denialWords, isDecidedBy } from './words';

type Part<Kind extends TestAssertion> = NonNullable<AccessTest[Kind]>;

/** A run of tests against one state: as it is stored, or with an unsaved change. */
export type TestRun = { run(file: ParsedTestFile): Promise<AccessTestResult[]> };

/**
 * Returns the reach of an account's tests: the organization for a management account, the account itself otherwise. It does not depend on
 * the caller, so tests always mean the same.
 */
export function reachOfTests({ account, accountId }: Scope): ModelReach {
  return account.organization?.managementAccountId === accountId ? 'organization' : 'account';
}

/** Reads the model that an account's tests are about, and the names in it. */
export async function readTested(scope: Scope): Promise<{
  reach: ModelReach;
  model: AccessModel;
  names: TestNames;
  accounts: readonly AccountFacts[];
}> {
  const reach = reachOfTests(scope);
  const model = await loadAccessModel(scope, reach);
  const { organization } = scope.account;
  const accounts = reach === 'organization' && organization ? await findAccountsOf(scope, organization) : [scope.account];
  return { reach, model, names: new TestNames(model, accounts, scope.partition), accounts };
}

/**
 * Reads everything that the tests of a run need.
 * @param change a change that is not stored
 * @throws AwsError MalformedPolicyDocument if a text does not parse
 */
export async function openTestRun(scope: Scope, change?: ConsideredChange): Promise<TestRun> {
  const { reach, model: stored, names: known, accounts } = await readTested(scope);
  const tried = change && (await tryChange(scope, stored, change));
  // Roles of permission sets come and go with their assignments.
  const names = tried?.people ? new TestNames(tried.model, accounts, scope.partition) : known;
  const run = new Run(scope, reach, tried?.model ?? stored, names, accounts, tried);
  return {
    run: async ({ head, tests }) => {
      const results: AccessTestResult[] = [];
      for (const { test, line } of tests) {
        const assertion = ASSERTIONS.find((kind) => test[kind] !== undefined) ?? 'allow';
        const reasons = await run.reasonsOf({
          ...test,
          account: test.account ?? head.account,
          when: { ...head.when, ...test.when },
        });
        results.push(resultOf(test.name, assertion, line, reasons));
        await giveWay();
      }
      return results;
    },
  };
}

function resultOf(Name: string, Assertion: TestAssertion, Line: number, reasons: readonly TestReason[]): AccessTestResult {
  const failed = reasons.filter(({ undecided }) => !undecided);
  const [first] = failed.length > 0 ? failed : reasons;
  return {
    Name,
    Assertion,
    Line,
    Status: failed.length > 0 ? 'failed' : reasons.length > 0 ? 'undecided' : 'passed',
    Why: reasons.slice(0, MOST_REASONS).map(({ text }) => text),
    More: Math.max(0, reasons.length - MOST_REASONS),
    ...(first?.question && { Question: first.question }),
  };
}

class Run {
  readonly #subjects = new Map<string, Promise<AccessSubject>>();
  readonly #whoCan = new Map<string, Promise<WhoCanAnswer>>();

  readonly #maySee: MaySee;

  constructor(
    private readonly scope: Scope,
    private readonly reach: ModelReach,
    private readonly model: AccessModel,
    private readonly names: TestNames,
    private readonly accounts: readonly AccountFacts[],
    private readonly tried: TriedChange | undefined,
  ) {
    this.#maySee = askOnce(scope);
  }

  /** Returns the reasons why a test does not hold. A fault in one test does not fail the others. */
  async reasonsOf(test: AccessTest): Promise<TestReason[]> {
    try {
      const account = test.account === undefined ? this.scope.accountId : this.names.account(test.account);
      const when = test.when ?? {};
      const circumstances = contextOf(when);
      if (test.allow) return await this.#decisions(test.allow, 'Allowed', { account, when, circumstances });
      if (test.deny) return await this.#decisions(test.deny, test.deny.how ?? 'Denied', { account, when, circumstances });
      if (test['who-can']) return await this.#who(test['who-can'], { account, when, circumstances });
      if (test['no-escalation']) return await this.#escalation(test['no-escalation'], account);
      if (test['no-new-access']) return await this.#newAccess(test['no-new-access'], account);
      if (test['effective-policy'])
        return await effectivePolicyReasons(
          this.scope,
          test['effective-policy'],
          this.#about(test['effective-policy'].of, account),
        );
      if (test.tag) return await tagReasons(this.scope, test.tag, this.#about(test.tag.of, account));
      return [];
    } catch (error) {
      if (error instanceof NameError || error instanceof AwsError) return [{ text: error.message, undecided: true }];
      throw error;
    }
  }

  async #decisions(asked: Part<'allow'> | Part<'deny'>, expected: Expected, meant: Meant): Promise<TestReason[]> {
    const { account } = meant;
    const actors = await this.#actors(asked.principal, meant);
    const resources = asked.resource.map((text) => this.names.resource(text, account));
    if (actors.length * asked.action.length * resources.length > MOST_QUESTIONS_OF_A_TEST)
      throw new NameError(`The test asks more than ${MOST_QUESTIONS_OF_A_TEST} questions. Split it.`);
    const reasons: TestReason[] = [];
    for (const { name, caller, reason: whyNot, Credential, Context } of actors) {
      // Nobody without a session makes a call, so only a test of the deciding policy still fails.
      if (!caller) {
        if (expected !== 'Denied' || asked.by !== undefined) reasons.push({ text: `${name}: ${whyNot}` });
        continue;
      }
      for (const Action of asked.action) {
        requireAction(Action);
        for (const Resource of resources) {
          await giveWay();
          const question: DecisionQuestion = { Action, Resource, Context, ...(await this.#policyOn(Resource)) };
          const reason = await this.#decision(caller, question, expected, asked.by);
          if (!reason) continue;
          const asker = { PrincipalArn: caller.arn, ...question, Credential };
          reasons.push({ ...reason, text: `${name} ${Action} ${Resource}: ${reason.text}`, question: asker });
        }
      }
    }
    return reasons;
  }

  /** Returns the callers of a test's questions, in order. */
  async #actors(texts: readonly string[], { account, when, circumstances }: Meant): Promise<Actor[]> {
    const actors = new Map<string, Actor>();
    for (const text of texts) {
      const person = parsePerson(text);
      if (person) {
        actors.set(text, await this.#person(text, person, circumstances));
        continue;
      }
      for (const arn of await this.#principals([text], account)) {
        const subject = await this.#subject(arn);
        const Credential = credentialOf(when, subject);
        const caller = withCredential(subject, Credential, this.scope.now);
        const name = this.names.short(arn, account);
        actors.set(arn, { name, caller, reason: null, Credential, Context: circumstances });
      }
    }
    return [...actors.values()];
  }

  /** Returns a person's session as a caller. Its credentials are always those of a role without MFA. */
  async #person(name: string, person: NamedPerson, circumstances: Meant['circumstances']): Promise<Actor> {
    const { subject, reason } = await findPerson(this.scope, this.names, person, this.tried?.people);
    if (!subject) return { name, caller: null, reason, Credential: undefined, Context: circumstances };
    await this.#principals([subject.arn], subject.account.id);
    const Context = [...keysOfPerson(subject), ...circumstances];
    return { name, caller: this.#changed(subject), reason: null, Credential: 'role', Context };
  }

  async #decision(
    caller: AccessSubject,
    question: DecisionQuestion,
    expected: Expected,
    by: string | undefined,
  ): Promise<TestReason | null> {
    const { request, set } = inRegion(await askQuestion(caller, question, this.scope), question, this.scope).asked;
    const decision = authorize(request, set);
    if (isOpen(decision)) return { text: `it cannot be told: ${denialWords(decision)}.`, undecided: true };
    const isAllowed = decision.decision === 'Allowed';
    if (expected === 'Allowed') {
      if (!isAllowed) return { text: `not allowed: ${denialWords(decision)}.` };
      return by === undefined || isDecidedBy(by, decision, set)
        ? null
        : { text: `allowed ${allowedWords(decision, set)}, and not by ${by}.` };
    }
    if (isAllowed) return { text: `allowed ${allowedWords(decision, set)}.` };
    const how = decision.decision === 'ExplicitDeny' ? 'explicit' : 'implicit';
    if (expected !== 'Denied' && expected !== how)
      return { text: `denied, but ${how === 'explicit' ? 'explicitly' : 'implicitly'}: ${denialWords(decision)}.` };
    return by === undefined || isDecidedBy(by, decision, set)
      ? null
      : { text: `denied, but not by ${by}: ${denialWords(decision)}.` };
  }

  async #who(asked: Part<'who-can'>, { account, circumstances }: Meant): Promise<TestReason[]> {
    const { exactly, directly, of } = asked;
    const [atLeast, atMost] = [exactly ?? asked['at-least'], exactly ?? asked['at-most']];
    requireAction(asked.action);
    const Resource = this.names.resource(asked.resource, account);
    const must = await this.#named(atLeast ?? [], account);
    const may = await this.#named(atMost ?? [], account);
    const given = await this.#policyOn(Resource);
    const answer = await this.#whoCanDo({
      Action: asked.action,
      Resource,
      Context: circumstances.map(({ Key, Values }) => ({ Key, Values: [...Values] })),
      ...given,
      ...(of !== undefined && { Account: this.names.account(of) }),
      Reach: this.reach,
    });
    if (answer.Withheld > 0)
      throw new NameError(
        `You don't have permission to view the access of ${plural(answer.Withheld, 'principal')} that can do this, so nobody is named.`,
      );
    if (answer.Total > answer.Principals.length)
      throw new NameError(`More than ${answer.Principals.length} principals can, too many to compare.`);
    const able = answer.Principals.filter(({ Direct }) => !directly || Direct !== 'never');
    const reasons: TestReason[] = [];
    const found = new Set([...able.map(({ Arn }) => Arn), ...answer.Outside.map(({ Principal }) => Principal)]);
    if (answer.Anonymous !== 'never') found.add('anonymous');
    for (const arn of must)
      if (!found.has(arn)) reasons.push({ text: `${this.names.short(arn, account)} should be able to and cannot.` });
    if (!atMost) return reasons;
    if (answer.Owner.UnknownPolicy)
      reasons.push({ text: `${Resource} is not kept here, so that its policy, if it has one, is not known.`, undecided: true });
    for (const way of able) {
      if (may.has(way.Arn) || (way.Kind === 'Root user' && !may.has(way.Arn))) continue;
      const through = way.Steps.map(({ RoleArn }) => this.names.short(RoleArn, account)).join(', then ');
      const by = way.By.map(({ Name, Group }) => (Group === undefined ? Name : `${Name} of the group ${Group}`)).join(' and ');
      const how = [through && `by assuming ${through}`, by && `through ${by}`].filter(Boolean).join(', ');
      const sure = way.Access === 'always' ? 'can' : 'can at times';
      reasons.push({ text: `${this.names.short(way.Arn, account)} ${sure}${how && ` ${how}`}, and should not.` });
    }
    for (const { Principal } of answer.Outside)
      if (!may.has(Principal))
        reasons.push({ text: `${Principal}, from outside, can through the policy on the resource, and should not.` });
    if (answer.Anonymous !== 'never' && !may.has('anonymous'))
      reasons.push({ text: 'Everybody can, without credentials, through the policy on the resource.' });
    return reasons;
  }

  #whoCanDo(input: Parameters<typeof findWhoCan>[0]): Promise<WhoCanAnswer> {
    const key = JSON.stringify(input);
    const { tried, model } = this;
    const trust = tried?.on?.arn === input.Resource ? tried.on.trust : undefined;
    const { ResourcePolicy, ...others } = input;
    // A role's trust policy belongs to the role itself, so questions about many principals do not carry it.
    const asked = trust || ResourcePolicy === undefined ? others : { ...others, ResourcePolicy };
    const known = this.#whoCan.get(key) ?? findWhoCan(asked, this.scope, tried && { model, trust });
    this.#whoCan.set(key, known);
    return known;
  }

  async #escalation(asked: Part<'no-escalation'>, account: string): Promise<TestReason[]> {
    const named =
      'principal' in asked ? await this.#known(asked.principal, account) : await this.#named(asked['everybody-but'], account);
    const short = (arn: string) => this.names.short(arn, account);
    return escalationReasons(this.scope, this.model, { named: new Set(named), others: !('principal' in asked), short });
  }

  async #newAccess(asked: Part<'no-new-access'>, account: string): Promise<TestReason[]> {
    const principals = await this.#known(asked.principal, account);
    const reasons: TestReason[] = [];
    for (const arn of principals) {
      const found = await newAccessReasons(this.scope, await this.#subject(arn), { ...asked, account });
      reasons.push(...found.map((reason) => ({ ...reason, text: `${this.names.short(arn, account)}: ${reason.text}` })));
    }
    return reasons;
  }

  /** Returns the accounts of a test about policies in force. @throws NameError */
  #about(named: readonly string[] | undefined, account: string) {
    const ids = new Set((named ?? [account]).map((text) => (text === '*' ? text : this.names.account(text))));
    const accounts = ids.has('*') ? this.accounts : this.accounts.filter(({ id }) => ids.has(id));
    return { accounts, nameOf: (id: string) => this.names.nameOf(id), maySee: this.#maySee };
  }

  /** Resolves the names in order, because a name can be searched for in every account. @throws NameError */
  async #named(texts: readonly string[], account: string): Promise<Set<string>> {
    const found = new Set<string>();
    for (const text of texts) {
      if (parsePerson(text))
        throw new NameError(`Only allow and deny can name people. Name the role of the permission set instead of ${text}.`);
      for (const arn of this.names.principals(text, account)) found.add(arn);
      await giveWay();
    }
    return found;
  }

  /**
   * Resolves names of stored principals.
   * @throws NameError also for principals that are not stored here, because a test about them would pass without a check
   */
  async #known(texts: readonly string[], account: string): Promise<readonly string[]> {
    const arns = await this.#principals(texts, account);
    const stranger = arns.find((arn) => !this.names.principal(arn));
    if (stranger !== undefined) throw new NameError(`Nothing is known here about what ${stranger} may do.`);
    return arns;
  }

  /** Resolves names of principals that the caller may ask about. @throws NameError for other principals */
  async #principals(texts: readonly string[], account: string): Promise<readonly string[]> {
    const arns = [...(await this.#named(texts, account))];
    const visible = new Set(await visibleAnswers(this.scope, arns, (arn) => [arn]));
    const hidden = arns.find((arn) => !visible.has(arn));
    if (hidden !== undefined)
      throw new NameError(`You don't have permission to view the access of ${this.names.short(hidden, account)}.`);
    return arns;
  }

  #subject(arn: string): Promise<AccessSubject> {
    const known = this.#subjects.get(arn) ?? this.#find(arn).then((subject) => this.#changed(subject));
    this.#subjects.set(arn, known);
    return known;
  }

  async #find(arn: string): Promise<AccessSubject> {
    const role = this.tried?.created?.get(arn);
    const account = role && this.accounts.find(({ id }) => id === role.accountId);
    return role && account ? subjectOf({ ...this.scope, account }, 'Role', role) : requireSubject(arn, this.scope);
  }

  /** Returns the subject with the changed model's policies. RCPs depend on the resource, so questions carry them. */
  #changed(subject: AccessSubject): AccessSubject {
    const { tried } = this;
    if (!tried || subject.stranger) return subject;
    const entry = this.model.accounts.find(({ accountId }) => accountId === subject.account.id);
    const principal = entry?.principals.find(({ arn }) => arn === subject.arn);
    if (!entry || !principal) return subject;
    const { boundary: _, ...policies } = subject.policies.policies;
    const changed = {
      ...policies,
      identity: principal.identity,
      ...(principal.boundary && { boundary: principal.boundary }),
      ...(policies.scp && entry.scp && { scp: entry.scp }),
    };
    const drafts = tried.guardrail && [{ kind: 'replace', ...tried.guardrail } as const];
    return { ...subject, policies: { ...subject.policies, policies: changed }, ...(drafts && { drafts }) };
  }

  /** Returns the changed policy if the question's resource carries it. */
  async #policyOn(resource: string): Promise<Pick<DecisionQuestion, 'ResourcePolicy'>> {
    const on = this.tried?.on;
    if (!on) return {};
    const arn = on.trust ? resource : (await findKeptResource(this.scope, resource))?.found.arn;
    return arn === on.arn ? { ResourcePolicy: on.document } : {};
  }
}

type Expected = 'Allowed' | 'Denied' | 'explicit' | 'implicit';
/** A caller of a test's questions, or the reason why a person cannot be one. */
type Actor = {
  name: string;
  Credential: CredentialName | undefined;
  Context: NonNullable<DecisionQuestion['Context']>;
} & ({ caller: AccessSubject; reason: null } | { caller: null; reason: string });
type Meant = { account: string; when: When; circumstances: NonNullable<DecisionQuestion['Context']> };

/** Returns the condition keys for the circumstances of a call. MFA is part of a caller's credentials, not of these keys. */
function contextOf({ 'source-ip': address, time, region, context = {} }: When): NonNullable<DecisionQuestion['Context']> {
  const one = (Key: string, value: string | undefined) => (value === undefined ? [] : [{ Key, Values: [value] }]);
  return [
    ...one('aws:SourceIp', address),
    ...one('aws:CurrentTime', time),
    ...one('aws:EpochTime', time === undefined ? undefined : String(Math.floor(Date.parse(time) / 1000))),
    ...one('aws:RequestedRegion', region),
    ...Object.entries(context).map(([Key, Values]) => ({ Key, Values })),
  ];
}

function credentialOf({ mfa, credential }: When, { caller }: AccessSubject): CredentialName | undefined {
  if (credential !== undefined || mfa === undefined) return credential;
  const { type } = caller.principal;
  if (type === 'AssumedRole') return mfa ? 'roleWithMfa' : 'role';
  return type === 'User' || type === 'Root' ? (mfa ? 'consoleWithMfa' : 'console') : undefined;
}

/** Refuses unknown actions. A misspelt action is denied to everybody, so a test that expects a denial would pass. @throws NameError */
function requireAction(action: string): void {
  const catalog = loadCatalog();
  const [service = ''] = action.split(':');
  if (catalog.service(service) && !catalog.action(action)) throw new NameError(`There is no action ${action}.`);
}
