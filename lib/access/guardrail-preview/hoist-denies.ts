import type { OrganizationLevel, PreparedPolicy } from '../../engine';

type Levels = readonly OrganizationLevel<PreparedPolicy>[];

/**
 * The same guardrails with every policy that only denies on the first level, each once: a Deny holds wherever on the path it is
 * attached. So a policy that is there already changes nothing by being attached a second time, or by a move between two units
 * that both have it.
 */
export function hoistDenies(levels: Levels): Levels {
  const denies = new Map<unknown, PreparedPolicy>();
  for (const { policies } of levels)
    for (const policy of policies) if (onlyDenies(policy) && !denies.has(policy.compiled)) denies.set(policy.compiled, policy);
  return levels.map((level, index) => {
    const allowing = level.policies.filter((policy) => !onlyDenies(policy));
    return { ...level, policies: index === 0 ? [...allowing, ...denies.values()] : allowing };
  });
}

function onlyDenies({ policy }: PreparedPolicy): boolean {
  return policy.statements.every(({ effect }) => effect === 'Deny');
}
