import { RemoveUserFromGroup } from '../../iam/group/operations';
import { CreatePolicy } from '../../iam/policy/operations';
import type { Entity } from '../entity';
import { attach, deleteInlinePolicy, detach } from './permissions';
import type { Recipe } from './recipe';
import { Steps } from './steps';

export type PolicyReplacement = {
  entity: Entity & { kind: 'users' | 'roles' };
  /** Made and attached before anything is taken away. */
  create: readonly { name: string; description: string; document: string }[];
  /** Taken away in this order: what is attached by its ARN, an inline policy and a user's group by its name. */
  remove: readonly { kind: 'detach' | 'inline' | 'group'; value: string }[];
};

/** Puts new policies in the place of others. Whoever is meant has the new ones before losing the old, so that a stop in between breaks nothing. */
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
