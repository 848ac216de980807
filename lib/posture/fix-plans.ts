import { isReadAction, loadCatalog } from '../catalog/load-catalog';
import { documentOf as textOf } from '../core/prepared-policies';
import { allowsEverything, matchAction, accountOfArn as ownerOf } from '../engine';
import type { EntityFacts, ExaminedAccount, GroupFacts, PolicyFacts, RoleFacts, UserFacts } from './facts';
import {
  actionsOf,
  documentOf,
  edited,
  editedAt,
  type StatementJson,
  statementsIn,
  withCondition,
  withoutActions,
  withPrincipals,
  withStatement,
} from './fix-documents';
import {
  attach,
  createPolicy,
  deleteInline,
  deletePolicy,
  detach,
  type FixChange,
  type FixStep,
  leaveGroup,
  newTrust,
  newVersion,
  putInline,
  resourcePolicy,
} from './fix-steps';
import type { Trial } from './fix-trial';
import type { NamedStatement, ResourceJudgement } from './judgements';

// Changes of policies that several checks offer. Each is tried before it is shown: fix-operations.ts.

/** A policy of the account's own where it stands. */
export type PolicyPlace = { managed: PolicyFacts } | { entity: EntityFacts; inline: { name: string; document: string } };

/** Saves another text of a policy; with null the policy goes, wherever it is attached. Null: it cannot go, as it is a boundary. */
function saveText(place: PolicyPlace, document: string | null): FixStep[] | null {
  if ('inline' in place) {
    const { entity, inline } = place;
    return [document === null ? deleteInline(entity, inline) : putInline(entity, inline.name, document, inline.document)];
  }
  const { managed } = place;
  if (document !== null) return newVersion(managed, document);
  if (managed.boundaryOf.length > 0) return null;
  return [...managed.attachedTo.map((entity) => detach(entity, managed.arn)), ...deletePolicy(managed)];
}

/** Returns a change that saves another text of a policy. */
export function rewrite(place: PolicyPlace, document: string | null, note?: string): FixChange | null {
  const steps = saveText(place, document);
  return steps && { steps, ...(note === undefined ? {} : { note }) };
}

/** What was used of services, and which operations that change something. */
export type Used = { services: ReadonlySet<string>; writes: readonly string[] };

/** What holders used since a time. @param isRecent whether a use counts */
export function usedBy(account: ExaminedAccount, holders: readonly EntityFacts[], isRecent: (time: Date) => boolean): Used {
  const { usedServices, usedWrites } = account.activity;
  const ids = new Set(holders.flatMap((holder) => ('memberIds' in holder ? (holder as GroupFacts).memberIds : [holder.id])));
  const recent = (uses: ReadonlyMap<string, Date> | undefined) =>
    [...(uses ?? [])].flatMap(([name, time]) => (isRecent(time) ? [name] : []));
  const writes = new Set([...ids].flatMap((id) => recent(usedWrites.get(id))));
  return { services: new Set([...ids].flatMap((id) => recent(usedServices.get(id)))), writes: [...writes].sort() };
}

const READS = ['Get*', 'List*', 'Describe*', 'BatchGet*', 'Search*', 'Query*', 'Scan*'];
const serviceOf = (action: string) => action.slice(0, action.indexOf(':')).toLowerCase();

/** Returns the actions of the catalog that an entry of Action matches, if it names its service. */
function matchedBy(entry: string): string[] {
  const service = serviceOf(entry);
  const names = loadCatalog()
    .actionsOf(service)
    .map(({ name }) => `${service}:${name}`);
  return names.filter((name) => matchAction(entry, name));
}

/** Whether an entry of Action matches nothing but what the catalog calls reading or listing. */
function isReading(entry: string): boolean {
  const matched = matchedBy(entry);
  return matched.length > 0 && matched.every(isReadAction);
}

/**
 * Returns an Allow with what was used of it, and with the reading of services that it allows as a whole. A wildcard stays only if the statement
 * allowed every action that it matches, so that the result never allows more than before. Of what allows every service, or all but a list, those
 * services stay that were used.
 * @returns null where nothing of it was used
 */
export function narrowed(statement: StatementJson, used: Used): StatementJson | null {
  if (statement.Effect !== 'Allow') return statement;
  const denied = [statement.NotAction ?? []].flat().map(String);
  const isAllowed = (action: string) =>
    statement.NotAction === undefined
      ? actionsOf(statement).some((pattern) => matchAction(pattern, action))
      : !denied.some((pattern) => matchAction(pattern, action));
  const wildcards = new Set(
    actionsOf(statement)
      .filter((action) => action.endsWith(':*'))
      .map(serviceOf),
  );
  const isWhole = statement.NotAction !== undefined || actionsOf(statement).includes('*');
  const services = isWhole ? used.services : wildcards;
  const actions = [
    ...[...services].sort().flatMap((service) => readsOf(service, isAllowed)),
    ...actionsOf(statement).filter((action) => !action.endsWith(':*') && action !== '*' && isReading(action)),
    ...used.writes.filter(isAllowed),
  ];
  if (actions.length === 0) return null;
  const { NotAction: _, ...rest } = statement;
  return { ...rest, Action: [...new Set(actions)] };
}

/** Returns the wildcards of reading of a service that match some of its actions, all of them allowed. */
function readsOf(service: string, isAllowed: (action: string) => boolean): string[] {
  return READS.map((read) => `${service}:${read}`).filter((entry) => {
    const matched = matchedBy(entry);
    return matched.length > 0 && matched.every(isAllowed);
  });
}

export function keepsNote(days: number): string {
  return `What was used in the last ${days} days stays, and reading of the services that are allowed as a whole. What was used before, or is used by calls that Gatehouse does not answer, is lost.`;
}

/** The same of some statements of a policy. */
export function narrowedText(document: string, named: readonly NamedStatement[], used: Used): string | null {
  return editedAt(document, named, (statement) => narrowed(statement, used));
}

/** Names that an entity's inline policies have not. */
function freshInline({ inline }: EntityFacts, base: string): string {
  const taken = new Set(inline.map(({ name }) => name.toLowerCase()));
  let name = base;
  for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${base}-${number}`;
  return name;
}

/** What grants an entity its permissions, piece by piece, with how each is taken off it. */
function grantsOf(account: ExaminedAccount, entity: UserFacts | RoleFacts) {
  const principal = account.access.principals.find(({ arn }) => arn === entity.arn);
  return (principal?.identity ?? []).flatMap((policy) => {
    const { ref } = policy;
    const { origin } = ref;
    if (origin.kind === 'group') {
      const group = account.groups.find(({ name }) => name === origin.groupName);
      return group && entity.type === 'User' ? [{ policy, off: leaveGroup(entity, group) }] : [];
    }
    const own = entity.inline.find(({ name }) => ref.id === `${entity.id}/${name}`);
    if (own) return [{ policy, off: deleteInline(entity, own) }];
    return ref.arn !== undefined && entity.attached.includes(ref.arn) ? [{ policy, off: detach(entity, ref.arn) }] : [];
  });
}

const uniqueSteps = (steps: readonly FixStep[]) => [...new Map(steps.map((step) => [step.call.says, step])).values()];

/** Takes off what allows everything; where only several policies together do, all of them. */
export function withoutAdministration(account: ExaminedAccount, entity: UserFacts | RoleFacts): FixChange | null {
  const grants = grantsOf(account, entity);
  const whole = grants.filter(({ policy }) => policy.compiled.statements.some(allowsEverything));
  const steps = uniqueSteps((whole.length > 0 ? whole : grants).map(({ off }) => off));
  return steps.length === 0 ? null : { steps };
}

const MOST_INLINE = { User: 2048, Role: 10_240 };
const MOST_MANAGED = 6144;

/** In place of all policies of a user or role one with what was used of them. Whoever is meant has it before losing the others. */
export function onlyWhatIsUsed(
  account: ExaminedAccount,
  entity: UserFacts | RoleFacts,
  used: Used,
  days: number,
): FixChange | null {
  const grants = grantsOf(account, entity);
  const statements = grants.flatMap(({ policy }) =>
    statementsIn(textOf(policy)).flatMap((one): StatementJson[] => {
      const left = narrowed(one, used);
      return left ? [left] : [];
    }),
  );
  const taken = uniqueSteps(grants.map(({ off }) => off));
  const unnamed = statements.map(({ Sid: _, ...rest }: StatementJson): StatementJson => rest);
  const own = [...new Map(unnamed.map((one) => [JSON.stringify(one), one])).values()];
  const note = keepsNote(days);
  if (own.length === 0) return { steps: taken, note };
  const document = documentOf(...own);
  const size = JSON.stringify(JSON.parse(document)).length;
  if (size <= MOST_INLINE[entity.type]) {
    return { steps: [putInline(entity, freshInline(entity, 'WhatIsUsed'), document), ...taken], note };
  }
  if (size > MOST_MANAGED) return null;
  const names = new Set(account.policies.map(({ name }) => name.toLowerCase()));
  const name = `${entity.name}-what-is-used`;
  if (names.has(name.toLowerCase())) return null;
  const arn = `arn:aws:iam::${account.id}:policy/${name}`;
  return { steps: [createPolicy(arn, document), attach(entity, arn), ...taken], note };
}

const DENIED = 'NoEscalation';
const MOST_ROUNDS = 8;

/**
 * Takes away by what somebody makes itself administrator, until no way is left: an action that a policy of its own alone names leaves that
 * policy; any other is denied to it. Each cut is tried before the next one is looked for.
 */
export async function withoutEscalation(account: ExaminedAccount, { arn }: EntityFacts, trial: Trial): Promise<FixChange | null> {
  const steps: FixStep[] = [];
  let after = account;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const path = after.escalation.paths.find(({ principal }) => principal === arn);
    if (!path) return steps.length === 0 ? null : { steps: settled(account, steps) };
    const entity = [...after.users, ...after.roles].find((each) => each.arn === arn);
    // What others do on the way is theirs: whoever is meant is kept from what it does itself.
    const need = path.steps.findLast(({ by }) => by === arn)?.needs[0];
    if (!entity || !need) return null;
    const cut = leaveOut(after, entity, need.action, need.deciding) ?? deny(entity, need.action, need.resource);
    steps.push(...cut);
    after = await trial(after, cut);
  }
  return null;
}

/** Several texts of one inline policy, one after the other, are one change. */
function settled(account: ExaminedAccount, steps: readonly FixStep[]): FixStep[] {
  const last = new Map<string, FixStep>();
  for (const step of steps) {
    const { name, input } = step.call;
    const key =
      /Policy$/.test(name) && 'PolicyName' in input
        ? JSON.stringify([input.UserName, input.RoleName, input.PolicyName])
        : step.call.says;
    last.delete(key);
    last.set(key, step);
  }
  const entities = [...account.users, ...account.roles];
  return [...last.values()].map((step) => {
    const { PolicyName, PolicyDocument, UserName, RoleName } = step.call.input as Readonly<Record<string, string | undefined>>;
    const entity = entities.find(({ type, name }) => name === (type === 'User' ? UserName : RoleName));
    if (PolicyName === undefined || !entity) return step;
    const before = entity.inline.find(({ name }) => name === PolicyName);
    if (PolicyDocument !== undefined) return putInline(entity, PolicyName, PolicyDocument, before?.document);
    return before ? deleteInline(entity, before) : step;
  });
}

function leaveOut(
  { policies }: ExaminedAccount,
  entity: UserFacts | RoleFacts,
  action: string,
  deciding: readonly { policyId: string; statementIndex: number }[],
): FixStep[] | null {
  const [granting, ...others] = deciding;
  if (!granting || others.length > 0) return null;
  const inline = entity.inline.find(({ name }) => granting.policyId === `${entity.id}/${name}`);
  const managed = policies.find((policy) => granting.policyId === `${policy.arn}@${entity.id}` && policy.attachedTo.length === 1);
  const place: PolicyPlace | null = inline ? { entity, inline } : managed ? { managed } : null;
  const document = inline?.document ?? managed?.document;
  if (!place || document === undefined) return null;
  const isIt = (name: string) => name.toLowerCase() === action.toLowerCase();
  const statement = statementsIn(document)[granting.statementIndex];
  if (!statement || !actionsOf(statement).some(isIt)) return null;
  const left = edited(document, (each, index) => (index === granting.statementIndex ? withoutActions(each, isIt) : each));
  return saveText(place, left);
}

/** Roles are passed and assumed one by one; what changes policies is denied on all. */
const ONE_BY_ONE = /^(?:iam:PassRole|sts:AssumeRole)/i;

function deny(entity: UserFacts | RoleFacts, action: string, resource: string): FixStep[] {
  const statement = { Effect: 'Deny', Action: action, Resource: ONE_BY_ONE.test(action) ? resource : '*' };
  const before = entity.inline.find(({ name }) => name === DENIED)?.document;
  return [putInline(entity, DENIED, before === undefined ? documentOf(statement) : withStatement(before, statement), before)];
}

/** Keeps an entity from making users and roles without a boundary. @param boundary the one that is in use; absent: any will do */
export function demandBoundary(
  entity: UserFacts | RoleFacts,
  actions: readonly string[],
  boundary: string | undefined,
): FixChange {
  const Condition: StatementJson =
    boundary === undefined
      ? { Null: { 'iam:PermissionsBoundary': 'true' } }
      : { StringNotEquals: { 'iam:PermissionsBoundary': boundary } };
  const creates = actions.filter((action) => /:Create(?:User|Role)$/.test(action));
  const statement = { Effect: 'Deny', Action: creates, Resource: '*', Condition };
  const note =
    boundary === undefined
      ? 'Any boundary will do, since no policy of the account is used as one.'
      : `Only with ${boundary} as boundary.`;
  return { steps: [putInline(entity, freshInline(entity, 'DemandBoundary'), documentOf(statement))], note };
}

const rootOf = (accountId: string) => `arn:aws:iam::${accountId}:root`;

/** Whom trust policies name from outside, by a test of accounts and of ARNs. */
function isNamed(value: string, strangers: ReadonlySet<string>): boolean {
  return strangers.has(value) || strangers.has(ownerOf(value) ?? value);
}

/** Nobody gets in by a trust policy that has no Allow. */
const NOBODY: StatementJson = { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' };

/** Lets in the own account alone where a trust policy lets in everybody. */
export function closeTrust({ id }: ExaminedAccount, role: RoleFacts): FixChange {
  const document = edited(role.shownTrust, (statement) =>
    statement.Effect === 'Allow'
      ? withPrincipals(statement, (kind, value) => (isEverybody(kind, value) ? rootOf(id) : value))
      : statement,
  );
  return { steps: [newTrust(role, document ?? documentOf(NOBODY))] };
}

const isEverybody = (kind: string, value: string) => kind !== 'Service' && kind !== 'Federated' && value === '*';

/** Takes strangers out of a trust policy. @param strangers accounts or ARNs, as the policy names them */
export function withoutStrangers({ id }: ExaminedAccount, role: RoleFacts, strangers: ReadonlySet<string>): FixChange {
  const document = edited(role.shownTrust, (statement) =>
    statement.Effect === 'Allow'
      ? withPrincipals(statement, (kind, value) => {
          if (isEverybody(kind, value)) return rootOf(id);
          return kind === 'AWS' && isNamed(value, strangers) ? null : value;
        })
      : statement,
  );
  return { steps: [newTrust(role, document ?? documentOf(NOBODY))] };
}

/** Asks strangers for an external id, and nobody else. */
export function demandExternalId(role: RoleFacts, strangers: ReadonlySet<string>, externalId: string): FixChange {
  const isStranger = (kind: string, value: string) => kind === 'AWS' && isNamed(value, strangers);
  const document = edited(role.shownTrust, (statement) => {
    if (statement.Effect !== 'Allow') return statement;
    const theirs = withPrincipals(statement, (kind, value) => (isStranger(kind, value) ? value : null));
    if (theirs === null) return statement;
    const others = withPrincipals(statement, (kind, value) => (isStranger(kind, value) ? null : value));
    const { Sid: _, ...asked } = withCondition(theirs, 'StringEquals', 'sts:ExternalId', externalId);
    return others === null ? { ...statement, ...asked } : [others, asked];
  });
  const note = `Tell the other side the external ID ${externalId}: it has to send it from then on.`;
  return { steps: [newTrust(role, document ?? role.shownTrust)], note };
}

/** AWS: the address that assertions for its console are made for. */
const SAML_AUDIENCE = 'https://signin.aws.amazon.com/saml';

/** Takes only assertions that were made for AWS's sign-in. */
export function demandAudience(role: RoleFacts, named: readonly NamedStatement[]): FixChange {
  const document = editedAt(role.shownTrust, named, (statement) =>
    withCondition(statement, 'StringEquals', 'SAML:aud', SAML_AUDIENCE),
  );
  return { steps: [newTrust(role, document ?? role.shownTrust)] };
}

/** Takes principals out of the policy of something that the account owns. */
export function withoutPrincipals(
  { access, users, roles, namesOfIds }: ExaminedAccount,
  resource: ResourceJudgement,
  isGone: (kind: string, value: string) => boolean,
): FixChange | null {
  const policy = access.resources?.find(({ arn }) => arn === resource.arn)?.policy;
  if (!policy) return null;
  const names = new Map([...namesOfIds, ...[...users, ...roles].map(({ id, arn }) => [id, arn] as const)]);
  const shown = (text: string) =>
    JSON.stringify(
      JSON.parse(text, (_, value) => (typeof value === 'string' ? (names.get(value) ?? value) : value)),
      null,
      2,
    );
  const before = shown(textOf(policy));
  const document = edited(before, (statement) =>
    withPrincipals(statement, (kind, value) => (isGone(kind, value) ? null : value)),
  );
  // Services save no policy that names somebody who is gone.
  return { steps: [resourcePolicy(resource, document, resource.gone.length > 0 ? null : before)] };
}
