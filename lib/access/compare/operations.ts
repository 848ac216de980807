import { describeActions, loadCatalog } from '@gatehouse/catalog/load-catalog';
import {
  type Comparison,
  type ComparisonCounts,
  comparePermissionsSteps,
  type PermissionOutcome,
} from '@gatehouse/policy/analyze';
import { AwsError } from '../../core/errors';
import { type Check, defineOperation, type Scope } from '../../core/operation';
import { keysOf } from '../../core/text/lists';
import { giveWay, takeInTurns } from '../../core/work/bulk';
import { type AccessLevelName, permissionsAsked } from '../effective/operations';
import { type SubjectSummary, summarize } from '../operations';
import { requireKnownSubject, subjectChecks } from '../subject';
import { ComparePrincipalsInput, CompareServiceInput } from './schema';

/** The actions of a service at one access level, counted: only left, only right, both differently, both alike, both undecided, neither. */
export type ComparedLevel = { Service: string; Name: string; Level: AccessLevelName; Counts: ComparisonCounts };

export type PrincipalsCompared = {
  Left: SubjectSummary;
  Right: SubjectSummary;
  Counts: ComparisonCounts;
  /** With resources: the number of resources whose policies were not evaluated. */
  MoreResources?: number;
  /** The levels where at least one of the principals can do something. */
  Levels: ComparedLevel[];
};

type Asked = { Left: string; Right: string; Resources?: boolean };

/**
 * Compares what two principals may do. For each action it says whether one or both can do it, and whether for the same resources and
 * conditions. It needs the permissions of a question about each principal.
 */
export const ComparePrincipals = defineOperation({
  service: 'iam',
  name: 'ComparePrincipals',
  access: 'Read',
  input: ComparePrincipalsInput,
  checks: (input, scope) => bothChecks(input, scope),
  run: async (input, scope): Promise<PrincipalsCompared> => {
    const { left, right, comparison, more } = await compare(input, scope);
    const names = new Map(
      loadCatalog()
        .services()
        .map(({ prefix, name }) => [prefix, name]),
    );
    const Counts = { neither: 0, left: 0, right: 0, differ: 0, same: 0, undecided: 0 };
    const Levels: ComparedLevel[] = [];
    for (const { service, levels } of await takeInTurns(comparison.summarize())) {
      for (const [level, counts] of Object.entries(levels)) {
        for (const how of keysOf(counts)) Counts[how] += counts[how];
        if (counts.left + counts.right + counts.differ + counts.same + counts.undecided === 0) continue;
        Levels.push({ Service: service, Name: names.get(service) ?? service, Level: level as AccessLevelName, Counts: counts });
      }
    }
    return {
      Left: summarize(left, scope),
      Right: summarize(right, scope),
      Counts,
      ...(more > 0 && { MoreResources: more }),
      Levels,
    };
  },
});

export type ComparedAction = {
  /** The action's name without the service prefix. */
  Name: string;
  Level: AccessLevelName;
  How: Comparison;
  Left: PermissionOutcome;
  Right: PermissionOutcome;
  Description: string;
};

/** Compares two principals for every action of one service. */
export const CompareService = defineOperation({
  service: 'iam',
  name: 'CompareService',
  access: 'Read',
  input: CompareServiceInput,
  checks: (input, scope) => bothChecks(input, scope),
  run: async ({ Service, ...input }, scope) => {
    const actions = loadCatalog().actionsOf(Service);
    if (actions.length === 0) throw new AwsError('NoSuchEntityException', `The service ${Service} cannot be found.`);
    const { comparison } = await compare(input, scope, Service);
    const { left, right } = comparison;
    const describedBy = describeActions(Service);
    const Actions: ComparedAction[] = [];
    for (const action of actions) {
      await giveWay();
      const position = left.index.position(`${action.service}:${action.name}`);
      if (position === undefined) continue;
      Actions.push({
        Name: action.name,
        Level: action.accessLevel,
        How: comparison.at(position),
        Left: left.outcomeAt(position),
        Right: right.outcomeAt(position),
        Description: describedBy(action.name),
      });
    }
    return { Actions };
  },
});

async function bothChecks({ Left, Right }: Asked, scope: Scope): Promise<Check[]> {
  return [...(await subjectChecks(Left, scope)), ...(await subjectChecks(Right, scope))];
}

/** Compares all actions, or those of one service. */
async function compare({ Left, Right, Resources }: Asked, scope: Scope, service?: string) {
  const left = await requireKnownSubject(Left, scope);
  const right = await requireKnownSubject(Right, scope);
  const one = await permissionsAsked(left, Resources, scope);
  const other = await permissionsAsked(right, Resources, scope);
  const { permissions } = one;
  const range = service === undefined ? undefined : permissions.index.rangeOf.get(service.toLowerCase());
  const comparison = await takeInTurns(comparePermissionsSteps(permissions, other.permissions, range));
  // Principals of one account share its resources.
  const more = left.account.id === right.account.id ? Math.max(one.more, other.more) : one.more + other.more;
  return { left, right, comparison, more };
}
