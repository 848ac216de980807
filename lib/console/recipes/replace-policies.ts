import { RemoveUserFromGroup } from '../../iam/group/operations';
import { CreatePolicy } from '../../iam/policy/operations';
import type { Entity } from '../entity';
import { attach, deleteInlinePolicy, detach } from './permissions';
import type { Recipe } from './recipe';
import { Steps } from './steps';

export type PolicyReplacement = {
  entity: Entity & { kind: 'users' | 'roles' };
  /** The policies created and attached before anything is removed. */
  create: readonly { name: string; description: string; document: string }[];
  /** The policies removed afterwards, in order: attached ones by ARN, inline policies and groups by name. */
  remove: readonly { kind: 'detach' | 'inline' | 'group'; value: string }[];
};

/** Replaces policies. The new ones are attached before the old ones are removed, so an interruption breaks nothing. */
export const replacePolicies: Recipe<PolicyReplacement, null> = async (run, input) => {
  const { entity } = input;
  const steps = new Steps(run);
  const arns: string[] = [];
  for (const { name: PolicyName, description: Description, document: PolicyDocument } of input.create) {
    const made = await steps.change(`Create the policy ${PolicyName}`, CreatePolicy, { PolicyName, Description, PolicyDocument });
    if (made?.Policy.Arn) arns.push(made.Policy.Arn);
  }
  for (const arn of arns) await attach(steps, entity, arn);
  for (const { kind, value } of input.remove) {
    if (kind === 'detach') await detach(steps, entity, value);
    else if (kind === 'inline') await deleteInlinePolicy(steps, entity, value);
    else
      await steps.remove(`Remove ${entity.name} from the group ${value}`, RemoveUserFromGroup, {
        GroupName: value,
        UserName: entity.name,
      });
  }
  return steps.result(null);
};
