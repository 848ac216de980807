import { defaultPolicyOfType, findAwsOrganizationPolicy } from '../core/authorization/aws-organization-policies';
import { type Guardrails, keepLevels, pathOf } from '../core/authorization/guardrails';
import { quotas } from '../core/quotas';
import { giveWay } from '../core/work/bulk';
import { rulesOf } from '../organizations/policy-type/rows';
import type { ExaminedMember, ExaminedOrganization, PermissionSetFacts } from './facts';
import { decidedBy } from './facts/organization-facts';
import { hasEffect, isWiderText } from './fix/wider-text';
import type { FixCall, FixStep } from './fix-steps';

/** An organization whose fix is tried: its facts, and the tree with the policies that decide some of them. */
export type TriedOrganization = { facts: ExaminedOrganization; guardrails: Guardrails };

/**
 * Applies steps to a copy of an organization. organization-trial.test.ts compares the result with the real operations.
 * @returns the copy; null if a call would exceed a quota
 * @throws Error for a call that the copy can't make
 */
export async function organizationAfter(before: TriedOrganization, steps: readonly FixStep[]): Promise<TriedOrganization | null> {
  const copy = new Copy(before);
  for (const step of steps) if (!copy.make(step)) return null;
  return copy.result();
}

type Attached = NonNullable<ReturnType<Guardrails['attached']['get']>>[number];
type Input = FixCall['input'];

class Copy {
  #facts: ExaminedOrganization;
  #enabledTypes: ReadonlySet<string>;
  #accounts: readonly ExaminedMember[];
  readonly #guardrails: Guardrails;
  readonly #units: Map<string, { id: string; name: string; parentId: string }>;
  readonly #attached: Map<string, readonly Attached[]>;
  readonly #attachments: ExaminedOrganization['attachments'][number][];
  /** The ids of created objects by the step's key, and the created policies by id. */
  readonly #made = new Map<string, string>();
  readonly #policies = new Map<string, Attached & { type: string }>();

  constructor({ facts, guardrails }: TriedOrganization) {
    this.#facts = facts;
    this.#guardrails = guardrails;
    this.#enabledTypes = guardrails.enabledTypes;
    this.#accounts = facts.accounts;
    this.#units = new Map(guardrails.units);
    this.#attached = new Map(guardrails.attached);
    this.#attachments = [...facts.attachments];
  }

  /** @returns false if the call exceeds a quota */
  make({ key, call: { name, input } }: FixStep): boolean {
    const at = (member: string) => this.#valueOf(input[member]);
    switch (name) {
      case 'CreatePolicy':
        return this.#createPolicy(key, input);
      case 'AttachPolicy':
        return this.#attach(at('PolicyId'), at('TargetId'));
      case 'EnablePolicyType':
        this.#enableType(at('PolicyType'));
        return true;
      case 'EnableAWSServiceAccess':
      case 'DisableAWSServiceAccess':
        this.#trust(at('ServicePrincipal'), name === 'EnableAWSServiceAccess');
        return true;
      case 'EnableOrganizationsRootCredentialsManagement':
        this.#facts = { ...this.#facts, centralRoot: true };
        return true;
      case 'CreateOrganizationalUnit': {
        const unit = { id: `new OU ${at('Name')}`, name: at('Name'), parentId: at('ParentId') };
        if (this.#units.size >= quotas().OrganizationalUnitsPerOrganization) return false;
        this.#units.set(unit.id, unit);
        if (key !== undefined) this.#made.set(key, unit.id);
        this.#attachDefaults([unit.id]);
        return true;
      }
      case 'MoveAccount':
        this.#accounts = this.#accounts.map((account) =>
          account.id === at('AccountId') ? { ...account, parentId: at('DestinationParentId') } : account,
        );
        return true;
      case 'DeleteAccountAssignment':
        this.#permissionSet(at('PermissionSetArn'), ({ assignments, ...rest }) => ({
          ...rest,
          assignments: assignments.filter(
            ({ accountId, principal }) => accountId !== at('TargetId') || principal.id !== at('PrincipalId'),
          ),
        }));
        return true;
      case 'DeletePermissionSet':
        this.#permissionSet(at('PermissionSetArn'), () => null);
        return true;
      case 'UpdatePermissionSet':
        this.#permissionSet(at('PermissionSetArn'), (before) => ({ ...before, sessionDuration: at('SessionDuration') }));
        return true;
      case 'EnableAllFeatures':
        return true;
      case 'AcceptHandshake':
        this.#facts = { ...this.#facts, allFeatures: true };
        return true;
      default:
        throw new Error(`The copy of an organization can’t make the call ${name}.`);
    }
  }

  /** @param edit returns null to delete the permission set */
  #permissionSet(arn: string, edit: (before: PermissionSetFacts) => PermissionSetFacts | null): void {
    const { identityCenter } = this.#facts;
    if (!identityCenter) return;
    const permissionSets = identityCenter.permissionSets.flatMap((each) => (each.arn === arn ? (edit(each) ?? []) : each));
    this.#facts = { ...this.#facts, identityCenter: { ...identityCenter, permissionSets } };
  }

  /** Returns an input as text. An answer to an earlier call is the id of what the call created. */
  #valueOf(value: Input[string]): string {
    const key = typeof value === 'object' && value !== null && '$answer' in value ? (value.$answer as string[])[0] : undefined;
    return key === undefined ? String(value) : (this.#made.get(key) ?? '');
  }

  #createPolicy(key: string | undefined, { Type, Name, Content }: Input): boolean {
    const { policies } = this.#facts;
    const made = { id: `new policy ${Name}`, type: String(Type), name: String(Name), arn: '', content: String(Content) };
    const { count, size: most } = rulesOf(made.type);
    const size = [...made.content].length;
    const isFull = policies.filter(({ type }) => type === made.type).length >= quotas()[count];
    if (isFull || size > quotas()[most]) return false;
    this.#facts = { ...this.#facts, policies: [...policies, { id: made.id, name: made.name, type: made.type, size }] };
    this.#policies.set(made.id, made);
    if (key !== undefined) this.#made.set(key, made.id);
    return true;
  }

  #attach(policyId: string, target: string): boolean {
    const policy = this.#policies.get(policyId) ?? findAwsOrganizationPolicy(policyId);
    if (!policy) throw new Error(`The copy of an organization doesn’t have the policy ${policyId}.`);
    const attached = this.#attached.get(`${policy.type}:${target}`) ?? [];
    if (attached.length >= quotas()[rulesOf(policy.type).perTarget]) return false;
    this.#note(policy.type, target, policy);
    return true;
  }

  #note(type: string, targetId: string, policy: Attached): void {
    const key = `${type}:${targetId}`;
    this.#attached.set(key, [...(this.#attached.get(key) ?? []), policy]);
    this.#attachments.push({ targetId, policyId: policy.id, type });
  }

  #enableType(type: string): void {
    this.#enabledTypes = new Set([...this.#enabledTypes, type]);
    const targets = [this.#guardrails.rootId, ...this.#units.keys(), ...this.#accounts.map(({ id }) => id)];
    this.#attachDefault(type, targets);
  }

  /** Attaches the default policies of all enabled types, as to a new OU. */
  #attachDefaults(targets: readonly string[]): void {
    for (const type of this.#enabledTypes) this.#attachDefault(type, targets);
  }

  #attachDefault(type: string, targets: readonly string[]): void {
    const policy = defaultPolicyOfType(type);
    if (policy) for (const target of targets) this.#note(type, target, policy);
  }

  #trust(principal: string, isTrusted: boolean): void {
    const others = this.#facts.services.filter((service) => service.principal !== principal);
    const fresh = { principal, enabledAt: new Date(0), delegable: false, needed: false, lastUsedAt: null };
    this.#facts = { ...this.#facts, services: isTrusted ? [...others, fresh] : others };
  }

  async result(): Promise<TriedOrganization> {
    const guardrails: Guardrails = {
      ...this.#guardrails,
      enabledTypes: this.#enabledTypes,
      units: this.#units,
      attached: this.#attached,
      levels: keepLevels(),
    };
    const decided = await decidedBy(guardrails, this.#accounts);
    return { guardrails, facts: { ...this.#facts, ...decided, attachments: this.#attachments } };
  }
}

/** Returns whether SCPs or RCPs allow anybody more in the copy, by the engine's comparison of what each level allows. */
export async function allowsMore(before: TriedOrganization, after: TriedOrganization): Promise<boolean> {
  const types = [...before.guardrails.enabledTypes];
  if (types.some((type) => !after.guardrails.enabledTypes.has(type))) return true;
  const parents = new Map(before.facts.accounts.map(({ id, parentId }) => [id, parentId]));
  for (const { id, parentId } of after.facts.accounts) {
    await giveWay();
    const was = parents.get(id);
    if (was === undefined || was === parentId) continue;
    // All levels above the account still apply if its new path only goes on from the old one.
    const path = pathOf(after.guardrails, parentId);
    if (pathOf(before.guardrails, was).some((level, at) => path[at] !== level)) return true;
  }
  const targets = new Set([before.guardrails.rootId, ...before.guardrails.units.keys(), ...parents.keys()]);
  for (const [level, policies] of after.guardrails.attached) {
    const [type = '', target = ''] = level.split(':');
    const known = before.guardrails.attached.get(level) ?? [];
    // A new level can only take access away, as can a type that was not enabled.
    if (known === policies || !types.includes(type) || !targets.has(target)) continue;
    const { kind } = rulesOf(type);
    // A level without policies allows nothing.
    if (
      known.length === 0
        ? hasEffect(kind, together(policies), 'Allow')
        : await isWiderText(kind, together(known), together(policies))
    )
      return true;
  }
  return false;
}

/** Returns the policies of one level as one policy. */
function together(policies: readonly Attached[]): string {
  const Statement = policies.flatMap(({ content }) => JSON.parse(content).Statement);
  return JSON.stringify({ Version: '2012-10-17', Statement });
}
