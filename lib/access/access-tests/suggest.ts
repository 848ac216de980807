import type { AccessResource } from '@gatehouse/policy/analyze';
import { stringify } from 'yaml';
import type { Scope } from '../../core/operation';
import { giveWay } from '../../core/work/bulk';
import { keptResourceOf } from '../../resources/resources';
import { escalationReport } from '../escalation/operations';
import { visibleAnswers } from '../many-principals';
import { parseSubject } from '../subject-arn';
import { findWhoCan } from '../who-can/operations';
import type { TestNames } from './names';
import { somePeople } from './people';
import { openTestRun, readTested } from './run-tests';
import { suggestEffectivePolicyTests } from './suggest-effective';

const MOST_RESOURCES = 5;
const MOST_NAMES = 40;
const MOST_PEOPLE = 5;

/**
 * Writes tests that hold now: administrators, principals that can become one, principals that create users, readers of stored data,
 * people of IAM Identity Center, and settings of effective policies.
 */
export async function suggestTests(scope: Scope): Promise<string> {
  const { model, names, reach, accounts } = await readTested(scope);
  const { administrators, paths } = await escalationReport(model);
  const powerful = [...administrators, ...paths.map(({ principal }) => principal)];
  const known = await visibleAnswers(scope, powerful, (arn) => [arn]);
  const listed = known.filter((arn) => parseSubject(arn)?.kind !== 'Account').map((arn) => names.short(arn, scope.accountId));
  const tests: object[] = [];
  // Long lists, and lists with principals that the caller may not see, make no suggestion.
  if (known.length === powerful.length && listed.length <= MOST_NAMES) {
    const name = 'Only these are administrators or can become one';
    tests.push({ name, 'no-escalation': { 'everybody-but': listed } });
  }
  const whoCan = async (name: string, action: string, arn: string, resource: string): Promise<void> => {
    const asked = { Action: action, Resource: arn, Reach: reach };
    const { Principals, Outside, Anonymous, Withheld } = await findWhoCan(asked, scope);
    if (Withheld > 0 || Principals.length > MOST_NAMES) return;
    const able = Principals.filter(({ Kind }) => Kind !== 'Root user').map(({ Arn }) => names.short(Arn, scope.accountId));
    const outside = [...Outside.map(({ Principal }) => Principal), ...(Anonymous === 'never' ? [] : ['anonymous'])];
    tests.push({ name, 'who-can': { action, resource, 'at-most': [...able, ...outside] } });
  };
  await whoCan('Only these can create users', 'iam:CreateUser', '*', '*');
  const own = model.resources.filter(({ accountId }) => accountId === scope.accountId);
  for (const { found, type, watched } of own.flatMap(watchedResource).slice(0, MOST_RESOURCES)) {
    const name = `Only these can read from the ${type} ${found.name}`.slice(0, 200);
    const resource = `${type}/${found.name}${watched.part}`;
    await whoCan(name, watched.action, `${found.arn}${watched.part}`, resource);
    await giveWay();
  }
  tests.push(...(await suggestPeopleTests(scope, names)));
  tests.push(...(await suggestEffectivePolicyTests(scope, { names, accounts })));
  const text = stringify({ version: 1, description: `The access tests of ${scope.account.name}`, tests }, { lineWidth: 120 });
  return `# What is true now. Change what should be otherwise: a test that fails says why.\n${text}`;
}

/** Writes what people can do with each permission set now, one person for each. */
async function suggestPeopleTests(scope: Scope, names: TestNames): Promise<object[]> {
  const people = await somePeople(scope, names, MOST_PEOPLE);
  const asked = { action: ['iam:CreateUser'], resource: ['*'] };
  const tests = people.map((person) => ({ line: 1, test: { name: person, allow: { principal: [person], ...asked } } }));
  const results = await (await openTestRun(scope)).run({ head: { version: '1' }, tests });
  return results.flatMap(({ Name: principal, Status }) => {
    if (Status === 'undecided') return [];
    const [kind, can] = Status === 'passed' ? ['allow', 'can'] : ['deny', 'cannot'];
    const name = `${principal.slice('sso-user/'.length)} ${can} create users`.slice(0, 200);
    return [{ name, [kind]: { principal, action: 'iam:CreateUser', resource: '*' } }];
  });
}

function watchedResource(resource: AccessResource) {
  const kept = keptResourceOf(resource);
  if (!kept) return [];
  const { type, watched } = kept.kind;
  return watched ? [{ found: kept.found, type: type.toLowerCase(), watched }] : [];
}
