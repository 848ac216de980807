import type { ActionIndex } from '../../engine';

/** What a change does to one principal: numbers of actions, and how many of them by service prefix. */
export type PrincipalEffect = {
  /** Allowed or limited before, neither afterwards. */
  Lost: number;
  /** Allowed on everything before, afterwards only on some resources or under some conditions. */
  Limited: number;
  /** More than before: from nothing, or from limited to allowed. */
  Gained: number;
  Services: ReadonlyMap<string, number>;
};

// Codes of PERMISSION_OUTCOMES: implicitDeny, explicitDeny, limited, allowed. Both denials are no access.
function reach(code: number | undefined): number {
  return Math.max(0, (code ?? 0) - 1);
}

/** Compares a principal's outcomes before and after, action by action; null when nothing differs. */
export function compareOutcomes(index: ActionIndex, before: Uint8Array, after: Uint8Array): PrincipalEffect | null {
  let [Lost, Limited, Gained] = [0, 0, 0];
  const Services = new Map<string, number>();
  for (let position = 0; position < before.length; position += 1) {
    const [from, to] = [reach(before[position]), reach(after[position])];
    if (from === to) continue;
    if (to > from) Gained += 1;
    else if (to === 0) Lost += 1;
    else Limited += 1;
    const service = index.actions[position]?.service ?? '';
    Services.set(service, (Services.get(service) ?? 0) + 1);
  }
  return Lost + Limited + Gained === 0 ? null : { Lost, Limited, Gained, Services };
}
