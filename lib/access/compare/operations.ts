import { loadCatalog, readServiceDescriptions } from '@gatehouse/catalog/load-catalog';
import { type Comparison, type ComparisonCounts, PermissionComparison, type PermissionOutcome } from '@gatehouse/policy/analyze';
import { giveWay, takeInTurns } from '../../core/bulk';
import { AwsError } from '../../core/errors';
import { type Check, defineOperation, type Scope } from '../../core/operation';
import { type AccessLevelName, permissionsOf } from '../effective-operations';
import { type SubjectSummary, summarize } from '../operations';
import { requireKnownSubject, subjectChecks } from '../subject';
import { ComparePrincipalsInput, CompareServiceInput } from './schema';

/** Of a service the actions of one access level: how many only the left can, only the right, both differently, both alike, nobody. */
export type ComparedLevel = { Service: string; Name: string; Level: AccessLevelName; Counts: ComparisonCounts };

export type PrincipalsCompared = {
  Left: SubjectSummary;
  Right: SubjectSummary;
  Counts: ComparisonCounts;
  /** Where at least one of them can do something. */
  Levels: ComparedLevel[];
};

type Asked = { Left: string; Right: string };

/**
 * What two principals may do, beside each other: for every action whether the one alone can, the other alone, or both, and then whether for the
 * same resources and conditions. It asks for what asking about each of them asks for.
 */
export const ComparePrincipals = defineOperation({
  service: 'iam',
  name: 'ComparePrincipals',
  access: 'Read',
  input: ComparePrincipalsInput,
  checks: (input, scope) => bothChecks(input, scope),
  run: async (input, scope): Promise<PrincipalsCompared> => {
    const { left, right, comparison } = await compare(input, scope);
    const names = new Map(
      loadCatalog()
        .services()
        .map(({ prefix, name }) => [prefix, name]),
    );
    const Counts = { neither: 0, left: 0, right: 0, differ: 0, same: 0 };
    const Levels: ComparedLevel[] = [];
    for (const { service, levels } of await takeInTurns(comparison.summarize())) {
      for (const [level, counts] of Object.entries(levels)) {
        for (const [how, count] of Object.entries(counts)) Counts[how as Comparison] += count;
        if (counts.left + counts.right + counts.differ + counts.same === 0) continue;
        Levels.push({ Service: service, Name: names.get(service) ?? service, Level: level as AccessLevelName, Counts: counts });
      }
    }
    return { Left: summarize(left, scope), Right: summarize(right, scope), Counts, Levels };
  },
});

export type ComparedAction = {
  /** Without the service prefix. */
  Name: string;
  Level: AccessLevelName;
  How: Comparison;
  Left: PermissionOutcome;
  Right: PermissionOutcome;
  Description: string;
};

/** Every action of one service, as two principals stand to it. */
export const CompareService = defineOperation({
  service: 'iam',
  name: 'CompareService',
  access: 'Read',
  input: CompareServiceInput,
  checks: (input, scope) => bothChecks(input, scope),
  run: async ({ Service, ...input }, scope) => {
    const actions = loadCatalog().actionsOf(Service);
    if (actions.length === 0) throw new AwsError('NoSuchEntityException', `The service ${Service} cannot be found.`);
    const { comparison } = await compare(input, scope);
    const { left, right } = comparison;
    const descriptions = readServiceDescriptions(Service)?.actions ?? {};
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
        Description: descriptions[action.name] ?? '',
      });
    }
    return { Actions };
  },
});

async function bothChecks({ Left, Right }: Asked, scope: Scope): Promise<Check[]> {
  return [...(await subjectChecks(Left, scope)), ...(await subjectChecks(Right, scope))];
}

async function compare({ Left, Right }: Asked, scope: Scope) {
  const left = await requireKnownSubject(Left, scope);
  const right = await requireKnownSubject(Right, scope);
  const comparison = new PermissionComparison(await permissionsOf(left), await permissionsOf(right));
  return { left, right, comparison };
}
