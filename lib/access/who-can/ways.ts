import {
  type AccessModel,
  type AccessPrincipal,
  type AssumeStep,
  type OpenAnswer,
  openConditions,
} from '@gatehouse/policy/analyze';
import { accountPartOf } from '@gatehouse/policy/arn';
import type { StatementRef } from '@gatehouse/policy/evaluate';
import { GIVEN_POLICY_ID } from '../resource-policy';

/** A granting policy by name. */
export type GrantingPolicy = { Name: string; Arn?: string /** The group that has the policy. */; Group?: string };

/** One role to assume. */
export type WayStep = {
  RoleArn: string;
  RoleName: string;
  AccountId: string;
  Access: 'always' | 'sometimes';
  By: GrantingPolicy[];
};

/** A condition that the answer depends on. */
export type OpenConditionFact = {
  Effect: 'Allow' | 'Deny';
  Operator: string;
  Key: string;
  Values: string[];
  Policy: string;
  /** The ARN of the role, if the condition is about assuming it. Absent if it is about the action. */
  Assuming?: string;
};

export type Openness = {
  Conditions: OpenConditionFact[];
  /** Only a part of the requested resources is allowed. */
  PartOfResources: boolean;
  /** The answer depends on a resource policy that is not known here. */
  UnknownPolicy: boolean;
};

const MOST_CONDITIONS = 12;
const MOST_VALUES = 10;

/** Describes the engine's references: policies by name, steps with their roles, and open conditions. */
export class WayDescriptions {
  private readonly principals = new Map<string, { accountId: string; entry: AccessPrincipal }>();
  private readonly open = new Map<string, OpenAnswer>();

  constructor(private readonly model: AccessModel) {
    for (const { accountId, principals } of model.accounts)
      for (const entry of principals) this.principals.set(entry.arn, { accountId, entry });
  }

  has(arn: string): boolean {
    return this.principals.has(arn);
  }

  /** Returns the policies whose statements grant something to a principal on a resource. */
  by(arn: string, deciding: readonly StatementRef[]): GrantingPolicy[] {
    const { entry } = this.principals.get(arn) ?? {};
    const own = deciding.flatMap(({ policyId }): GrantingPolicy[] => {
      const ref = entry?.identity.find((policy) => policy.ref.id === policyId)?.ref;
      if (!ref)
        return policyId === GIVEN_POLICY_ID
          ? [{ Name: 'resource policy' }]
          : policyId.endsWith('/trust')
            ? [{ Name: 'trust policy' }]
            : [];
      return [{ Name: ref.name, Arn: ref.arn, Group: ref.origin.kind === 'group' ? ref.origin.groupName : undefined }];
    });
    return own.filter(({ Name, Group }, at) => own.findIndex((one) => one.Name === Name && one.Group === Group) === at);
  }

  steps(start: string, path: readonly AssumeStep[]): WayStep[] {
    return path.map(({ role, access, deciding }, at) => ({
      RoleArn: role,
      RoleName: nameIn(role),
      AccountId: accountPartOf(role),
      Access: access === 'always' ? 'always' : 'sometimes',
      By: this.by(path[at - 1]?.role ?? start, deciding),
    }));
  }

  /** Returns the conditions of an uncertain path, step by step. */
  openness(start: string, path: readonly AssumeStep[], action: string, resource: string): Openness {
    const answer: Openness = { Conditions: [], PartOfResources: false, UnknownPolicy: false };
    path.forEach(({ role, access }, at) => {
      if (access !== 'always') this.note(answer, path[at - 1]?.role ?? start, 'sts:AssumeRole', role, role);
    });
    this.note(answer, path.at(-1)?.role ?? start, action, resource);
    return answer;
  }

  private note(answer: Openness, arn: string, action: string, resource: string, Assuming?: string): void {
    const key = JSON.stringify([arn, action, resource]);
    const found = this.open.get(key) ?? openConditions(this.model, arn, action, resource);
    this.open.set(key, found);
    answer.PartOfResources ||= found.partOfResources;
    answer.UnknownPolicy ||= found.unknownPolicy;
    for (const { effect, operator, key: Key, values, policy } of found.conditions) {
      if (answer.Conditions.length >= MOST_CONDITIONS) return;
      const Values = values.slice(0, MOST_VALUES);
      answer.Conditions.push({ Effect: effect, Operator: operator, Key, Values, Policy: policy.name, Assuming });
    }
  }
}

/** Returns the last part of an ARN. */
export function nameIn(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
