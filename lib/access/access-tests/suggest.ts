import { stringify } from 'yaml';
import { giveWay } from '../../core/bulk';
import type { Scope } from '../../core/operation';
import type { AccessResource } from '../../engine';
import { keptResourceOf } from '../../resources/resources';
import { loadAccessModel } from '../access-model';
import { escalationReport } from '../escalation/operations';
import { visibleAnswers } from '../many-principals';
import { parseSubject } from '../subject-arn';
import { findWhoCan } from '../who-can/operations';

/** What is worth watching of what is kept, by service and type: who reads what is in it. */
const WATCHED: Readonly<Record<string, { action: string; part: string }>> = {
  's3 bucket': { action: 's3:GetObject', part: '/*' },
  'dynamodb table': { action: 'dynamodb:GetItem', part: '' },
  'kms key': { action: 'kms:Decrypt', part: '' },
  'secretsmanager secret': { action: 'secretsmanager:GetSecretValue', part: '' },
};

const MOST_RESOURCES = 5;
const MOST_NAMES = 40;

/** Tests of what holds now, in the words of a file: who are administrators and who can become one, who makes users, who reads what is kept. */
export async function suggestTests(scope: Scope): Promise<string> {
  const model = await loadAccessModel(scope, 'account');
  const { administrators, paths } = await escalationReport(model);
  const known = await visibleAnswers(scope, [...administrators, ...paths.map(({ principal }) => principal)], (arn) => [arn]);
  const names = known.filter((arn) => parseSubject(arn)?.kind !== 'Account').map((arn) => nameOf(arn, scope));
  const tests: object[] = [
    {
      name: 'Nobody but these is an administrator or can become one',
      'no-escalation': { 'everybody-but': names.slice(0, MOST_NAMES) },
    },
    ...(await whoCan(scope, 'Nobody but these makes users', 'iam:CreateUser', '*', '*')),
  ];
  for (const { found, type, watched } of model.resources.flatMap(watchedResource).slice(0, MOST_RESOURCES)) {
    const name = `Nobody but these reads from the ${type} ${found.name}`.slice(0, 200);
    const resource = `${type}/${found.name}${watched.part}`;
    tests.push(...(await whoCan(scope, name, watched.action, `${found.arn}${watched.part}`, resource)));
    await giveWay();
  }
  const text = stringify({ version: 1, description: `What holds in ${scope.account.name}`, tests }, { lineWidth: 120 });
  return `# What is true now. Change what should be otherwise: a test that fails says why.\n${text}`;
}

function watchedResource(resource: AccessResource) {
  const kept = keptResourceOf(resource);
  if (!kept) return [];
  const type = kept.kind.type.toLowerCase();
  const watched = WATCHED[`${kept.kind.service} ${type}`];
  return watched ? [{ found: kept.found, type, watched }] : [];
}

async function whoCan(scope: Scope, name: string, action: string, arn: string, resource: string): Promise<object[]> {
  const { Principals, Outside, Anonymous, Withheld } = await findWhoCan(
    { Action: action, Resource: arn, Reach: 'account' },
    scope,
  );
  // Of whom there are many, or of whom not all may be named, nothing is suggested.
  if (Withheld > 0 || Principals.length > MOST_NAMES) return [];
  const able = Principals.filter(({ Kind }) => Kind !== 'Root user').map(({ Arn }) => nameOf(Arn, scope));
  const outside = [...Outside.map(({ Principal }) => Principal), ...(Anonymous === 'never' ? [] : ['anonymous'])];
  return [{ name, 'who-can': { action, resource, 'at-most': [...able, ...outside] } }];
}

/** As a test names somebody of its own account. */
function nameOf(arn: string, { accountId }: Scope): string {
  const named = parseSubject(arn);
  return named?.accountId === accountId ? `${named.kind.toLowerCase()}/${named.name}` : arn;
}
