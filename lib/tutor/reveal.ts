import type { OrganizationLevel, PolicyOrigin, PolicySet, PreparedPolicy } from '@gatehouse/policy/evaluate';
import { explainSet } from '../core/authorization/authorize';
import { prepare } from '../core/authorization/prepared-policies';
import type { Question, QuestionPolicy } from './model/questions';

/** Decides a question by the engine and returns its trace with the documents. */
export function revealOf({ request, policies, circumstances }: Question) {
  const of = (type: QuestionPolicy['type']) => policies.filter((policy) => policy.type === type).map(preparedOf);
  const [boundary] = of('boundary');
  const [resource] = of('resource');
  const set: PolicySet<PreparedPolicy> = {
    identity: of('identity'),
    ...(boundary && { boundary }),
    ...(resource && { resource }),
    ...levelsOf('scp', policies),
    ...levelsOf('rcp', policies),
    ...circumstances,
  };
  const { explanation, documents } = explainSet(request, set);
  return { explanation, documents };
}

function preparedOf(policy: QuestionPolicy): PreparedPolicy {
  const { type, id, name, arn } = policy;
  return prepare({ id, type, name, ...(arn && { arn }), origin: originOf(policy) }, textOf(policy));
}

/** Returns a document as it is shown, so that statement positions match. */
export function textOf({ document }: QuestionPolicy): string {
  return JSON.stringify(document, null, 2);
}

function originOf({ type, id, level }: QuestionPolicy): PolicyOrigin {
  if (level) return { kind: 'level', levelId: level.id };
  if (type === 'boundary') return { kind: 'boundary' };
  return type === 'resource' ? { kind: 'resource', resourceArn: id } : { kind: 'inline' };
}

function levelsOf(type: 'scp' | 'rcp', policies: readonly QuestionPolicy[]): Pick<PolicySet<PreparedPolicy>, 'scp' | 'rcp'> {
  const levels = new Map<string, OrganizationLevel<PreparedPolicy>>();
  for (const policy of policies) {
    if (policy.type !== type || !policy.level) continue;
    const level = levels.get(policy.level.id) ?? { ...policy.level, policies: [] };
    levels.set(level.id, { ...level, policies: [...level.policies, preparedOf(policy)] });
  }
  return levels.size === 0 ? {} : { [type]: [...levels.values()] };
}
