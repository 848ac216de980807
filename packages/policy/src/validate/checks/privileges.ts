import { splitPattern } from '../arn-pattern';
import { at, atElement, type Check, type CheckContext, type Report } from '../check';
import type { DraftStatement } from '../draft';
import { covers } from '../patterns';

/**
 * Grants of iam:PassRole and iam:CreateServiceLinkedRole on any role. One of six checks reports it, by the kind of grant: the action's
 * name, a pattern or NotAction, on a pattern of resources or NotResource.
 */
type Danger = {
  prefix: 'PASS_ROLE' | 'CREATE_SLR';
  findingType: 'SECURITY_WARNING' | 'WARNING';
  action: string;
  /** The condition that limits the grant to a service. */
  narrowedBy: string;
  consequence: string;
};

const DANGERS: readonly Danger[] = [
  {
    prefix: 'PASS_ROLE',
    findingType: 'SECURITY_WARNING',
    action: 'iam:PassRole',
    narrowedBy: 'iam:PassedToService',
    consequence: "Principals with this permission can pass roles to services and gain those roles' permissions.",
  },
  {
    prefix: 'CREATE_SLR',
    findingType: 'WARNING',
    action: 'iam:CreateServiceLinkedRole',
    narrowedBy: 'iam:AWSServiceName',
    consequence: 'Service-linked roles could be created that nobody intended.',
  },
];

type By = 'name' | 'pattern' | 'exclusion';
type On = 'pattern' | 'exclusion';

const SUFFIXES: readonly { suffix: string; by: By; on: On }[] = [
  { suffix: 'WITH_STAR_IN_RESOURCE', by: 'name', on: 'pattern' },
  { suffix: 'WITH_STAR_IN_ACTION_AND_RESOURCE', by: 'pattern', on: 'pattern' },
  { suffix: 'WITH_NOT_RESOURCE', by: 'name', on: 'exclusion' },
  { suffix: 'WITH_STAR_IN_ACTION_AND_NOT_RESOURCE', by: 'pattern', on: 'exclusion' },
  { suffix: 'WITH_NOT_ACTION_AND_NOT_RESOURCE', by: 'exclusion', on: 'exclusion' },
  { suffix: 'WITH_STAR_IN_RESOURCE_AND_NOT_ACTION', by: 'exclusion', on: 'pattern' },
];

export const PRIVILEGE_CHECKS: readonly Check[] = DANGERS.flatMap((danger) =>
  SUFFIXES.map(
    ({ suffix, by, on }): Check => ({
      code: `${danger.prefix}_${suffix}`,
      findingType: danger.findingType,
      needs: 'grammar',
      kinds: ['identity'],
      run: (context) => grants(context, danger, by, on),
    }),
  ),
);

function* grants({ draft }: CheckContext, danger: Danger, by: By, on: On): Iterable<Report> {
  for (const statement of draft.statements) {
    const { action, resource } = statement;
    if (statement.effect !== 'Allow' || !action || !resource || isNarrowed(statement, danger)) continue;
    if (grantedBy(statement, danger.action) !== by || grantedOn(statement) !== on) continue;
    const how =
      by === 'exclusion' ? 'NotAction leaves it in' : by === 'pattern' ? 'the wildcard in Action takes it in' : 'Action names it';
    const where =
      on === 'exclusion' ? 'NotResource takes in all roles but those listed' : 'the wildcard in Resource takes in all roles';
    yield {
      details: `The statement allows ${danger.action} (${how}), and ${where}. ${danger.consequence} Name the roles, or add a condition on ${danger.narrowedBy}.`,
      locations: [...allowingEntries(statement, danger.action).map(at), atElement(resource)],
    };
  }
}

const isNarrowed = ({ clauses }: DraftStatement, { narrowedBy }: Danger) =>
  clauses.some(({ key }) => key.toLowerCase() === narrowedBy.toLowerCase());

const allowing = (pattern: string, action: string) => covers(pattern.toLowerCase(), action.toLowerCase());

function allowingEntries({ action }: DraftStatement, wanted: string) {
  return action && !action.negated ? action.entries.filter(({ text }) => allowing(text, wanted)) : [];
}

function grantedBy(statement: DraftStatement, wanted: string): By | undefined {
  const { action } = statement;
  if (action?.negated) return action.entries.some(({ text }) => allowing(text, wanted)) ? undefined : 'exclusion';
  const entries = allowingEntries(statement, wanted);
  if (entries.some(({ text }) => text.toLowerCase() === wanted.toLowerCase())) return 'name';
  return entries.length > 0 ? 'pattern' : undefined;
}

function grantedOn({ resource }: DraftStatement): On | undefined {
  if (resource?.negated) return 'exclusion';
  return resource?.entries.some(({ text }) => isAnyRole(text)) ? 'pattern' : undefined;
}

/**
 * Tests for a pattern of any role. AWS: a pattern with the beginning of a role's name or a path follows a naming convention and is not
 * reported.
 */
function isAnyRole(text: string): boolean {
  if (text === '*') return true;
  const arn = splitPattern(text);
  return arn !== undefined && allowing(arn.service, 'iam') && covers(arn.resource, 'role/*');
}
