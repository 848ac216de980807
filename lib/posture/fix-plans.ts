import { isReadAction, loadCatalog } from '@gatehouse/catalog/load-catalog';
import { managedPolicyDocument } from '@gatehouse/catalog/managed-policies';
import { allowsEverything } from '@gatehouse/policy/analyze';
import { accountOfArn as ownerOf } from '@gatehouse/policy/arn';
import { matchAction } from '@gatehouse/policy/match';
import { countedCharacters } from '@gatehouse/policy/validate';
import { documentOf as textOf } from '../core/authorization/prepared-policies';
import { plural } from '../core/text/plural';
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
} from './fix/documents';
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
import { isNeverSeen } from './served-writes';

// Policy changes that several checks offer. fix-answer.ts tries each one before it is shown.

/** A customer policy: managed, or inline in an entity. */
export type PolicyPlace = { managed: PolicyFacts } | { entity: EntityFacts; inline: { name: string; document: string } };

/**
 * Returns the steps that save another text. With null, the policy is deleted wherever it is attached. Returns null if it can't be
 * deleted because it is a boundary.
 */
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

/** The services and the actions that were used. */
export type Used = { services: ReadonlySet<string>; actions: readonly string[] };

/**
 * Returns what the holders used recently.
 * @param isRecent says whether a use counts
 */
export function usedBy(account: ExaminedAccount, holders: readonly EntityFacts[], isRecent: (time: Date) => boolean): Used {
  const { usedServices, usedActions } = account.activity;
  const ids = new Set(holders.flatMap((holder) => ('memberIds' in holder ? (holder as GroupFacts).memberIds : [holder.id])));
  const recent = (uses: ReadonlyMap<string, Date> | undefined) =>
    [...(uses ?? [])].flatMap(([name, time]) => (isRecent(time) ? [name] : []));
  const actions = new Set([...ids].flatMap((id) => recent(usedActions.get(id))));
  return { services: new Set([...ids].flatMap((id) => recent(usedServices.get(id)))), actions: [...actions].sort() };
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

/** Returns whether an entry of Action matches only actions that the catalog calls read or list. */
function isReading(entry: string): boolean {
  const matched = matchedBy(entry);
  return matched.length > 0 && matched.every(isReadAction);
}

/**
 * Returns an Allow narrowed to the actions that were used, plus read access to services that it allows completely. A wildcard
 * stays only if the statement allowed every action it matches, so the result never allows more than before. If the statement
 * allows every service, or all but a list, only the used services stay.
 * @returns null if nothing of it was used
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
  const kept = [
    ...[...services].sort().flatMap((service) => readsOf(service, denied)),
    ...actionsOf(statement).filter((action) => !action.endsWith(':*') && action !== '*' && isReading(action)),
  ];
  const isKept = (action: string) => kept.some((entry) => matchAction(entry, action));
  const actions = [...kept, ...used.actions.filter((action) => isAllowed(action) && !isKept(action))];
  if (actions.length === 0) return null;
  const { NotAction: _, ...rest } = statement;
  return { ...rest, Action: [...new Set(actions)] };
}

/**
 * Returns the read wildcards of a service that match at least one action and nothing that the statement leaves out, not even an action that the
 * catalog does not know.
 */
function readsOf(service: string, leftOut: readonly string[]): string[] {
  return READS.map((read) => `${service}:${read}`).filter(
    (entry) => matchedBy(entry).length > 0 && !leftOut.some((pattern) => mayOverlap(entry, pattern)),
  );
}

/** Returns false only if no action matches both: what stands before their first wildcards tells them apart. */
function mayOverlap(entry: string, pattern: string): boolean {
  const [one = '', other = ''] = [entry, pattern].map((text) => text.toLowerCase().split(/[*?]/, 1)[0]);
  return one.startsWith(other) || other.startsWith(one);
}

export function keepsNote(days: number): string {
  return `Keeps what was used in the last ${days} days, and read access to services that are allowed completely. Permissions used only earlier, or by calls that Gatehouse does not answer, are removed.`;
}

/** Narrows some statements of a policy to what was used. */
export function narrowedText(document: string, named: readonly NamedStatement[], used: Used): string | null {
  return editedAt(document, named, (statement) => narrowed(statement, used));
}

/** Returns a name that none of the entity's inline policies has. */
function freshInline({ inline }: EntityFacts, base: string): string {
  const taken = new Set(inline.map(({ name }) => name.toLowerCase()));
  let name = base;
  for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${base}-${number}`;
  return name;
}

/** Returns the policies that grant an entity its permissions, each with the steps that remove it. */
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

/** Removes the policies that allow everything. If only several policies together do, removes all of them. */
export function withoutAdministration(account: ExaminedAccount, entity: UserFacts | RoleFacts): FixChange | null {
  const grants = grantsOf(account, entity);
  const whole = grants.filter(({ policy }) => policy.compiled.statements.some(allowsEverything));
  const steps = uniqueSteps((whole.length > 0 ? whole : grants).map(({ off }) => off));
  return steps.length === 0 ? null : { steps };
}

const MOST_INLINE = { User: 2048, Group: 5120, Role: 10_240 };
const MOST_MANAGED = 6144;

/**
 * Replaces all policies of a user or role with one that allows what was used. The new policy is attached before the others are
 * removed.
 */
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
  // The policies that it replaces are deleted after it is there.
  if (size <= roomForInline(entity)) {
    return { steps: [putInline(entity, freshInline(entity, 'WhatIsUsed'), document), ...taken], note };
  }
  if (size > MOST_MANAGED) return null;
  const names = new Set(account.policies.map(({ name }) => name.toLowerCase()));
  const name = `${entity.name}-what-is-used`;
  if (names.has(name.toLowerCase())) return null;
  const arn = `arn:aws:iam::${account.id}:policy/${name}`;
  return { steps: [createPolicy(arn, document), attach(entity, arn), ...taken], note };
}

/** A policy of which some actions are unused: managed, or inline in an entity. */
type UsedPolicy = { name: string; arn: string | null; holder: { type: EntityFacts['type']; name: string } | null };

/**
 * Replaces the actions that a policy allows with the used ones. Entries that match only actions whose use can't be seen stay. An AWS
 * managed policy can't be changed, so it is replaced by a policy of the account wherever it is attached.
 */
export function onlyUsedActions(
  account: ExaminedAccount,
  { name, arn, holder }: UsedPolicy,
  used: ReadonlySet<string>,
  days: number,
): FixChange | null {
  const note = `Keeps the ${plural(used.size, 'action')} used in the last ${plural(days, 'day')}, and actions whose use Gatehouse can’t see if the policy names them one by one. Others that a wildcard allowed are removed.`;
  const entities: EntityFacts[] = [...account.users, ...account.groups, ...account.roles.filter((role) => !role.serviceLinked)];
  const managed = account.policies.find((policy) => policy.arn === arn);
  if (managed) {
    // Principals that have it as a boundary may use other actions than those that have it attached.
    if (managed.boundaryOf.length > 0) return null;
    const text = onlyUsed(managed.document, used);
    return fitsIn(text, MOST_MANAGED) ? rewrite({ managed }, text, note) : null;
  }
  if (arn === null) {
    const entity = entities.find((each) => each.type === holder?.type && each.name === holder.name);
    const inline = entity?.inline.find((policy) => policy.name === name);
    const text = inline ? onlyUsed(inline.document, used) : null;
    return entity && inline && fitsIn(text, roomForInline(entity, name)) ? rewrite({ entity, inline }, text, note) : null;
  }
  const document = managedPolicyDocument(arn);
  const holders = entities.filter(({ attached }) => attached.includes(arn));
  if (document === undefined || holders.length === 0) return null;
  const text = onlyUsed(document, used);
  const own = `${name}-what-is-used`;
  const isTaken = account.policies.some((policy) => policy.name.toLowerCase() === own.toLowerCase());
  if (isTaken || !fitsIn(text, MOST_MANAGED)) return null;
  const ownArn = `arn:aws:iam::${account.id}:policy/${own}`;
  const made = text === null ? [] : [createPolicy(ownArn, text), ...holders.map((entity) => attach(entity, ownArn))];
  return { steps: [...made, ...holders.map((entity) => detach(entity, arn))], note };
}

/** Returns the characters that are left for an inline policy. AWS: the quota is for all inline policies of an entity together. */
function roomForInline({ type, inline }: EntityFacts, replaced?: string): number {
  const others = inline.filter(({ name }) => name !== replaced);
  return others.reduce((room, { document }) => room - countedCharacters(document), MOST_INLINE[type]);
}

const fitsIn = (text: string | null, most: number) => text === null || JSON.stringify(JSON.parse(text)).length <= most;

/** Returns the document with only the used actions in its Allow statements; null if no statement is left. */
function onlyUsed(document: string, used: ReadonlySet<string>): string | null {
  return edited(document, (statement) => {
    if (statement.Effect !== 'Allow') return statement;
    const { NotAction, ...rest } = statement;
    const allowed = NotAction === undefined ? actionsOf(statement) : ['*'];
    const excluded = [NotAction ?? []].flat().map(String);
    const kept = [...used].filter(
      (action) => allowed.some((entry) => matchAction(entry, action)) && !excluded.some((entry) => matchAction(entry, action)),
    );
    const unseen =
      NotAction === undefined
        ? allowed.filter((entry) => isNeverSeen(entry) && (matchedBy(entry).length > 0 || isOneAction(entry)))
        : [];
    const Action = [...new Set([...unseen, ...kept.sort()])];
    return Action.length === 0 ? null : { ...rest, Action };
  });
}

/** Returns whether an entry names one action, which the catalog may not know yet. */
function isOneAction(entry: string): boolean {
  return /^[\w-]+:[^*?]+$/.test(entry);
}

const DENIED = 'NoEscalation';
const MOST_ROUNDS = 8;

/**
 * Removes the permissions by which a principal makes itself administrator, until no path is left. If a policy of its own names
 * the action, the action is removed there; otherwise it is denied. Each cut is tried before the next is searched.
 */
export async function withoutEscalation(account: ExaminedAccount, { arn }: EntityFacts, trial: Trial): Promise<FixChange | null> {
  const steps: FixStep[] = [];
  let after = account;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const path = after.escalation.paths.find(({ principal }) => principal === arn);
    if (!path) return steps.length === 0 ? null : { steps: settled(account, steps) };
    const entity = [...after.users, ...after.roles].find((each) => each.arn === arn);
    // Other principals' steps on the path are theirs to fix. Only the principal's own step is cut.
    const need = path.steps.findLast(({ by }) => by === arn)?.needs[0];
    if (!entity || !need) return null;
    const cut = leaveOut(after, entity, need.action, need.deciding) ?? deny(entity, need.action, need.resource);
    steps.push(...cut);
    after = await trial(after, cut);
  }
  return null;
}

/** Merges successive edits of the same inline policy into one. */
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

/** PassRole and AssumeRole are denied per role. Policy changes are denied on all resources. */
const ONE_BY_ONE = /^(?:iam:PassRole|sts:AssumeRole)/i;

function deny(entity: UserFacts | RoleFacts, action: string, resource: string): FixStep[] {
  const statement = { Effect: 'Deny', Action: action, Resource: ONE_BY_ONE.test(action) ? resource : '*' };
  const before = entity.inline.find(({ name }) => name === DENIED)?.document;
  return [putInline(entity, DENIED, before === undefined ? documentOf(statement) : withStatement(before, statement), before)];
}

/**
 * Denies an entity creating users and roles without a boundary.
 * @param boundary the boundary in use; if absent, any boundary will do
 */
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
      ? 'Accepts any boundary, because no policy of the account is used as one.'
      : `Accepts only ${boundary} as the boundary.`;
  return { steps: [putInline(entity, freshInline(entity, 'DemandBoundary'), documentOf(statement))], note };
}

const rootOf = (accountId: string) => `arn:aws:iam::${accountId}:root`;

/** Returns whether a principal value is one of the external accounts or ARNs, or of such an account. */
export function isNamed(value: string, externalPrincipals: ReadonlySet<string>): boolean {
  return externalPrincipals.has(value) || externalPrincipals.has(ownerOf(value) ?? value);
}

/** A statement that admits nobody, for a trust policy that would have no Allow left. */
const NOBODY: StatementJson = { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' };

/** Limits a trust policy that admits everybody to the role's own account. */
export function closeTrust({ id }: ExaminedAccount, role: RoleFacts): FixChange {
  const document = edited(role.shownTrust, (statement) =>
    statement.Effect === 'Allow'
      ? withPrincipals(statement, (kind, value) => (isEverybody(kind, value) ? rootOf(id) : value))
      : statement,
  );
  return { steps: [newTrust(role, document ?? documentOf(NOBODY))] };
}

const isEverybody = (kind: string, value: string) => kind !== 'Service' && kind !== 'Federated' && value === '*';

/**
 * Removes external principals from a trust policy.
 * @param isTheirs says whether a principal value is removed
 * @param everybody true if statements that admit everybody are limited to the role's own account. Statements whose conditions name callers stay,
 *   such as one for the organization; the trial of the fix shows whether that is enough
 */
export function withoutExternalPrincipals(
  { id }: ExaminedAccount,
  role: RoleFacts,
  isTheirs: (value: string) => boolean,
  everybody: boolean,
): FixChange {
  const document = edited(role.shownTrust, (statement) =>
    statement.Effect === 'Allow'
      ? withPrincipals(statement, (kind, value) => {
          if (isEverybody(kind, value)) return everybody && !namesCallers(statement) ? rootOf(id) : value;
          return kind === 'AWS' && isTheirs(value) ? null : value;
        })
      : statement,
  );
  return { steps: [newTrust(role, document ?? documentOf(NOBODY))] };
}

const CALLER_KEYS = /^aws:Principal(?:OrgID|OrgPaths|Account|Arn)$/i;

/** Returns whether the conditions of a statement name callers. */
function namesCallers({ Condition }: StatementJson): boolean {
  const entriesOf = (value: unknown) => (typeof value === 'object' && value !== null ? Object.entries(value) : []);
  return entriesOf(Condition).some(([, clauses]) => entriesOf(clauses).some(([key]) => CALLER_KEYS.test(key)));
}

/** Removes an identity provider from a trust policy. */
export function withoutProvider(role: RoleFacts, provider: string): FixChange {
  const document = edited(role.shownTrust, (statement) =>
    statement.Effect === 'Allow'
      ? withPrincipals(statement, (kind, value) => (kind === 'Federated' && value === provider ? null : value))
      : statement,
  );
  return { steps: [newTrust(role, document ?? documentOf(NOBODY))] };
}

/** Requires an external ID from the external principals and from nobody else. */
export function demandExternalId(role: RoleFacts, externalPrincipals: ReadonlySet<string>, externalId: string): FixChange {
  const isExternal = (kind: string, value: string) => kind === 'AWS' && isNamed(value, externalPrincipals);
  const document = edited(role.shownTrust, (statement) => {
    if (statement.Effect !== 'Allow') return statement;
    const theirs = withPrincipals(statement, (kind, value) => (isExternal(kind, value) ? value : null));
    if (theirs === null) return statement;
    const others = withPrincipals(statement, (kind, value) => (isExternal(kind, value) ? null : value));
    const { Sid: _, ...asked } = withCondition(theirs, 'StringEquals', 'sts:ExternalId', externalId);
    return others === null ? { ...statement, ...asked } : [others, asked];
  });
  const note = `Give the external ID ${externalId} to the third party, which must send it from then on.`;
  return { steps: [newTrust(role, document ?? role.shownTrust)], note };
}

/** The address that SAML assertions for AWS's console are issued for. */
const SAML_AUDIENCE = 'https://signin.aws.amazon.com/saml';

/** Accepts only assertions that were issued for AWS's sign-in. */
export function demandAudience(role: RoleFacts, named: readonly NamedStatement[]): FixChange {
  const document = editedAt(role.shownTrust, named, (statement) =>
    withCondition(statement, 'StringEquals', 'SAML:aud', SAML_AUDIENCE),
  );
  return { steps: [newTrust(role, document ?? role.shownTrust)] };
}

/**
 * Removes principals from what the policy of a resource allows. It removes only deleted principals from a Deny: a shorter Deny would allow more
 * to all others.
 */
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
  const ids = new Set(resource.gone.map(({ id }) => id));
  const document = edited(before, (statement) =>
    withPrincipals(statement, (kind, value) =>
      ids.has(value) || (statement.Effect === 'Allow' && isGone(kind, value)) ? null : value,
    ),
  );
  // Services refuse to save a policy that names a deleted principal, so the edit can't be undone.
  return { steps: [resourcePolicy(resource, document, resource.gone.length > 0 ? null : before)] };
}
