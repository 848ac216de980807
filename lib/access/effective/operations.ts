import { describeActions, loadCatalog } from '@gatehouse/catalog/load-catalog';
import {
  type ACCESS_LEVELS,
  type Access,
  type EffectivePermissions,
  effectivePermissions,
  type OutcomeCounts,
  type PermissionDetail,
  type PermissionOutcome,
  type StatementUse,
} from '@gatehouse/policy/analyze';
import { AwsError } from '../../core/errors';
import { defineOperation, type Scope } from '../../core/operation';
import { required } from '../../core/text/lists';
import { asFarAsItGoes } from '../../core/work/budget';
import { applyDrafts } from '../drafts';
import { knownFacts } from '../known-facts';
import { actionIndex } from '../model/action-index';
import { policiesOf, type SubjectSummary, summarize } from '../operations';
import { readableDocuments } from '../readable/readable-policies';
import { GetActionPermissionInput, GetEffectivePermissionsInput, GetServicePermissionsInput } from '../schema';
import { type AccessSubject, requireKnownSubject, requireSubject, subjectChecks } from '../subject';
import { type OnResources, permissionsOnResources } from './on-resources';

export type AccessLevelName = (typeof ACCESS_LEVELS)[number];

export type ServicePermissions = {
  Service: string;
  Name: string;
  Category: string;
  Levels: Readonly<Record<AccessLevelName, OutcomeCounts>>;
  Total: OutcomeCounts;
};

export type EffectiveAnswer = {
  Subject: SubjectSummary;
  /** With resources: the number of resources whose policies were not evaluated. */
  MoreResources?: number;
  Services: ServicePermissions[];
  Counts: Record<PermissionOutcome, number>;
  /** With drafts: the numbers of actions with another outcome than without them. */
  Changed?: { Gained: number; Lost: number; Narrowed: number };
  Milliseconds: number;
};

/** Returns the engine's answer for all actions at once. */
export async function permissionsOf(subject: Pick<AccessSubject, 'caller' | 'policies'>): Promise<EffectivePermissions> {
  return effectivePermissions(subject.caller.principal, subject.policies.policies, await actionIndex(), {
    ...knownFacts(subject.policies),
    credential: subject.caller.credential,
  });
}

/** Returns the permissions, with resource policies if the question asks for them. Resource policies cannot name groups and accounts. */
export async function permissionsAsked(
  subject: AccessSubject,
  resources: boolean | undefined,
  scope: Scope,
): Promise<OnResources> {
  const acts = subject.kind === 'User' || subject.kind === 'Role';
  if (resources && acts && !subject.stranger) return permissionsOnResources(subject, scope);
  return { permissions: await permissionsOf(subject), answers: new Map(), limitedBy: new Map(), more: 0 };
}

/** The answer for an external principal, which its own account decides. Only single questions about a resource can be answered. */
const NOTHING_KNOWN = { Services: [], Counts: { allowed: 0, limited: 0, explicitDeny: 0, implicitDeny: 0 }, Milliseconds: 0 };

/** Returns what a principal may do by service and access level. For external principals this is unknown, so the answer is empty. */
export const GetEffectivePermissions = defineOperation({
  service: 'iam',
  name: 'GetEffectivePermissions',
  access: 'Read',
  input: GetEffectivePermissionsInput,
  checks: ({ PrincipalArn }, scope) => subjectChecks(PrincipalArn, scope),
  run: async ({ PrincipalArn, Drafts, Resources }, scope): Promise<EffectiveAnswer> => {
    const stored = await requireSubject(PrincipalArn, scope);
    const subject = applyDrafts(stored, Drafts);
    if (subject.stranger) return { Subject: summarize(subject, scope), ...NOTHING_KNOWN };
    await actionIndex();
    const started = performance.now();
    const { permissions, more } = await permissionsAsked(subject, Resources, scope);
    const summary = permissions.summarize();
    const Milliseconds = performance.now() - started;
    const heads = new Map(
      loadCatalog()
        .services()
        .map((head) => [head.prefix, head]),
    );
    return {
      Subject: summarize(subject, scope),
      Services: summary.map(({ service, levels, total }) => ({
        Service: service,
        Name: required(heads, service).name,
        Category: required(heads, service).category,
        Levels: levels,
        Total: total,
      })),
      Counts: permissions.counts(),
      Changed:
        subject === stored
          ? undefined
          : changes((await permissionsAsked(stored, Resources, scope)).permissions.codes(), permissions.codes()),
      ...(more > 0 && { MoreResources: more }),
      Milliseconds,
    };
  },
});

// Higher codes mean more access: implicitDeny, explicitDeny, limited, allowed.
function changes(before: Uint8Array, after: Uint8Array): { Gained: number; Lost: number; Narrowed: number } {
  let [Gained, Lost, Narrowed] = [0, 0, 0];
  for (let i = 0; i < before.length; i++) {
    const [from, to] = [Math.max(0, (before[i] ?? 0) - 1), Math.max(0, (after[i] ?? 0) - 1)];
    if (to > from) Gained++;
    else if (to === 0 && from > 0) Lost++;
    else if (to < from) Narrowed++;
  }
  return { Gained, Lost, Narrowed };
}

export type ActionPermission = {
  /** The action's name without the service prefix. */
  Name: string;
  Level: AccessLevelName;
  Outcome: PermissionOutcome;
  /** With drafts: the outcome without them, if it differs. */
  Before?: PermissionOutcome;
  Description: string;
  /** The names of the policies that grant, deny or fail to allow the action. */
  By: string[];
};

/** Returns every action of one service. */
export const GetServicePermissions = defineOperation({
  service: 'iam',
  name: 'GetServicePermissions',
  access: 'Read',
  input: GetServicePermissionsInput,
  checks: ({ PrincipalArn }, scope) => subjectChecks(PrincipalArn, scope),
  run: async ({ PrincipalArn, Service, Drafts, Resources }, scope) => {
    const stored = await requireKnownSubject(PrincipalArn, scope);
    const subject = applyDrafts(stored, Drafts);
    const actions = loadCatalog().actionsOf(Service);
    if (actions.length === 0) throw new AwsError('NoSuchEntityException', `The service ${Service} cannot be found.`);
    const { permissions, limitedBy } = await permissionsAsked(subject, Resources, scope);
    const before = subject === stored ? null : (await permissionsAsked(stored, Resources, scope)).permissions;
    const describedBy = describeActions(Service);
    const { made, Unfinished } = await asFarAsItGoes(actions, (action): ActionPermission[] => {
      const detail = permissions.detail(`${action.service}:${action.name}`);
      if (!detail) return [];
      const was = before?.outcome(`${action.service}:${action.name}`);
      return [
        {
          Name: action.name,
          Level: detail.accessLevel,
          Outcome: detail.outcome,
          Before: was === detail.outcome ? undefined : was,
          Description: describedBy(action.name),
          By: [...namesBehind(detail), ...policiesOn(limitedBy.get(detail.action.toLowerCase()))].slice(0, 4),
        },
      ];
    });
    return { Actions: made.flat(), ...(Unfinished && { Unfinished }) };
  },
});

/** Names the policies behind an outcome. */
function namesBehind(detail: PermissionDetail): string[] {
  if (detail.reason === 'rootUser' && detail.outcome === 'allowed') return ['root user'];
  const names =
    detail.outcome === 'allowed' || detail.outcome === 'limited'
      ? [
          ...detail.layers
            .filter(({ type }) => type === 'identity')
            .flatMap(({ allows }) => allows.map(({ policy }) => policy.name)),
          ...(detail.outcome === 'limited' ? detail.denies.map(({ policy }) => policy.name) : []),
        ]
      : detail.blockedBy.map(
          ({ policy, type, level }) =>
            policy?.name ?? (level ? `no ${type.toUpperCase()} at ${level.name}` : `no ${type} policy`),
        );
  return [...new Set(names)].slice(0, 4);
}

/** Names the policies on resources. */
function policiesOn(arns: readonly string[] = []): string[] {
  return [...new Set(arns.map((arn) => `policy on ${nameIn(arn.replace(/\/\*$/, ''))}`))];
}

/** Returns the last part of an ARN. */
function nameIn(arn: string): string {
  return arn.slice(Math.max(arn.lastIndexOf(':'), arn.lastIndexOf('/')) + 1);
}

export type ActionPermissionAnswer = {
  Detail: PermissionDetail;
  Description: string;
  /** The documents of the policies with cited statements by policy id, as far as the viewer may read them. */
  Documents: Record<string, string>;
  /** With resources: the access that resource policies about the action give. */
  OnResources?: { Resource: string; Access: Access }[];
};

/** Explains the outcome of one action: the statements that grant, limit and deny it, and what remains unknown. */
export const GetActionPermission = defineOperation({
  service: 'iam',
  name: 'GetActionPermission',
  access: 'Read',
  input: GetActionPermissionInput,
  checks: ({ PrincipalArn }, scope) => subjectChecks(PrincipalArn, scope),
  run: async ({ PrincipalArn, Action, Drafts, Resources }, scope): Promise<ActionPermissionAnswer> => {
    const subject = applyDrafts(await requireKnownSubject(PrincipalArn, scope), Drafts);
    const Detail = (await permissionsOf(subject)).detail(Action);
    if (!Detail) throw new AwsError('NoSuchEntityException', `The action ${Action} cannot be found.`);
    const [service = '', name = ''] = Detail.action.split(':');
    const used = new Set([...Detail.layers.flatMap(({ allows }) => allows), ...Detail.denies].map(({ policy }) => policy.id));
    const named = policiesOf(subject).filter(({ ref }) => used.has(ref.id));
    const Documents = await readableDocuments(scope, { subject, drafts: Drafts }, named);
    const Description = describeActions(service)(name);
    const { answers } = await permissionsAsked(subject, Resources, scope);
    const on = answers.get(Detail.action.toLowerCase())?.map(({ resource, access }) => ({ Resource: resource, Access: access }));
    return {
      Detail: withoutTexts(Detail, new Set(Object.keys(Documents))),
      Description,
      Documents,
      ...(on && { OnResources: on }),
    };
  },
});

/** Removes the texts of statements that the viewer may not read. The residue still says what the answer depends on. */
function withoutTexts(detail: PermissionDetail, readable: ReadonlySet<string>): PermissionDetail {
  const strip = ({ sid, ...use }: StatementUse): StatementUse =>
    readable.has(use.policy.id) ? { ...use, sid } : { ...use, resources: null, conditions: [] };
  return {
    ...detail,
    layers: detail.layers.map((layer) => ({ ...layer, allows: layer.allows.map(strip) })),
    denies: detail.denies.map(strip),
  };
}
