import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { type Access, type ActionAccess, type PrincipalAccess, whatCanSteps, whoCanSteps } from '@gatehouse/policy/analyze';
import type { z } from 'zod';
import { noSuchEntity } from '../../core/errors';
import { defineOperation, type Scope } from '../../core/operation';
import { giveWay, takeInTurns } from '../../core/work/bulk';
import { requireManagementAccount } from '../management-account';
import { reachChecks, visibleAnswers } from '../many-principals';
import { actionIndex } from '../model/action-index';
import { decidedQuestion } from '../question';
import { parseSubject } from '../subject-arn';
import { loadAskedModel, type TriedState } from './asked-model';
import { WhatCanInput, WhoCanInput } from './schema';
import { type GrantingPolicy, nameIn, type Openness, WayDescriptions, type WayStep } from './ways';

/** A principal that can do the action, and how. */
export type AccessWay = {
  Arn: string;
  Kind: 'User' | 'Role' | 'Root user';
  Name: string;
  AccountId: string;
  Access: 'always' | 'sometimes';
  /** Its access without assuming a role. */
  Direct: Access;
  /** The roles to assume, in order. Empty if none is needed. */
  Steps: WayStep[];
  /** The policies that grant the action to the principal or the last role. */
  By: GrantingPolicy[];
} & Openness;

export type WhoCanAnswer = {
  Principals: AccessWay[];
  /** The number of principals that can, including those beyond the listed ones. */
  Total: number;
  /** The number of evaluated principals. */
  Considered: number;
  /** The number of principals left out because the caller may not examine them. */
  Withheld: number;
  /** The resource that was evaluated: `*` for an action without one. */
  DecidedResource: string;
  Accounts: { Id: string; Name: string }[];
  /** The owner of the resource, whether it was assumed, and whether the answer depends on a resource policy that is not known here. */
  Owner: { Id: string; Assumed: boolean; UnknownPolicy: boolean };
  /** The access of callers without credentials, and of external principals that the resource policy names. */
  Anonymous: Access;
  Outside: { Principal: string; Access: 'always' | 'sometimes' }[];
  Milliseconds: number;
};

const CERTAIN: Openness = { Conditions: [], PartOfResources: false, UnknownPolicy: false };

/** The most principals in a list. Further ones are counted. */
export const MOST_PRINCIPALS = 2_000;
/** Lists every principal of the account or organization that can do an action on a resource, directly or through roles. */
export const WhoCan = defineOperation({
  service: 'iam',
  name: 'WhoCan',
  access: 'List',
  input: WhoCanInput,
  checks: ({ Reach }) => reachChecks(Reach, '*'),
  run: (input, scope) => findWhoCan(input, scope),
});

/** Answers WhoCan. @param tried a state in place of the stored one */
export async function findWhoCan(input: z.output<typeof WhoCanInput>, scope: Scope, tried?: TriedState): Promise<WhoCanAnswer> {
  if (input.Reach === 'organization') requireManagementAccount(scope);
  const asked = decidedQuestion(input);
  const { Action, Resource, Account } = asked;
  const { model, owner, assumedOwner, unknownPolicy } = await loadAskedModel(scope, asked, tried);
  const started = performance.now();
  const { principals, anonymous, outside } = await takeInTurns(whoCanSteps(model, Action, Resource));
  const wanted = principals.filter(({ accountId }) => Account === undefined || accountId === Account);
  const shown = await visibleAnswers(scope, wanted, (answer) => [answer.arn, ...answer.path.map(({ role }) => role)]);
  const ways = new WayDescriptions(model);
  const listed: AccessWay[] = [];
  for (const answer of shown.slice(0, MOST_PRINCIPALS)) {
    listed.push(wayOf(ways, answer, Action, Resource));
    await giveWay();
  }
  // The model can contain the resource's owner only for its SCPs and RCPs.
  const searched = model.accounts.filter(({ principals: own }) => own.length > 0);
  const considered = searched.filter(({ accountId }) => Account === undefined || accountId === Account);
  return {
    Principals: listed,
    Total: shown.length,
    Considered: considered.reduce((sum, account) => sum + account.principals.length, 0),
    Withheld: wanted.length - shown.length,
    Owner: { Id: owner, Assumed: assumedOwner !== undefined, UnknownPolicy: unknownPolicy },
    DecidedResource: Resource,
    Accounts: searched.map(({ accountId, name }) => ({ Id: accountId, Name: name })),
    Anonymous: anonymous,
    Outside: outside.map(({ principal, access }) => ({ Principal: principal, Access: access })),
    Milliseconds: performance.now() - started,
  };
}

function wayOf(ways: WayDescriptions, answer: PrincipalAccess, action: string, resource: string): AccessWay {
  const { arn, accountId, access, direct, path, deciding } = answer;
  const kind = parseSubject(arn)?.kind;
  const Kind = kind === 'User' || kind === 'Role' ? kind : 'Root user';
  const open = access === 'always' ? CERTAIN : ways.openness(arn, path, action, resource);
  return {
    Arn: arn,
    Kind,
    Name: Kind === 'Root user' ? 'root' : nameIn(arn),
    AccountId: accountId,
    Access: access,
    Direct: direct,
    Steps: ways.steps(arn, path),
    By: ways.by(path.at(-1)?.role ?? arn, deciding),
    ...open,
  };
}

/** An action that a principal can do on a resource, and how. */
export type ActionWay = {
  Service: string;
  /** The action's name without the service prefix. */
  Name: string;
  Level: string;
  Access: 'always' | 'sometimes';
  Steps: WayStep[];
  By: GrantingPolicy[];
} & Openness;

export type WhatCanAnswer = { Actions: ActionWay[]; Withheld: number; Milliseconds: number };

/** Lists everything that a principal can do on a resource, directly or through roles. */
export const WhatCan = defineOperation({
  service: 'iam',
  name: 'WhatCan',
  access: 'List',
  input: WhatCanInput,
  checks: ({ PrincipalArn, Reach }) => reachChecks(Reach, PrincipalArn),
  run: async (input, scope): Promise<WhatCanAnswer> => {
    if (input.Reach === 'organization') requireManagementAccount(scope);
    const { PrincipalArn, Resource } = input;
    const { model } = await loadAskedModel(scope, input);
    const ways = new WayDescriptions(model);
    if (!ways.has(PrincipalArn) || parseSubject(PrincipalArn)?.accountId !== scope.accountId) {
      throw noSuchEntity(`The principal ${PrincipalArn} cannot be found.`);
    }
    const index = await actionIndex();
    const started = performance.now();
    const answers = await takeInTurns(whatCanSteps(model, PrincipalArn, Resource, index));
    const shown = await visibleAnswers(scope, answers, ({ path }) => path.map(({ role }) => role));
    const listed: ActionWay[] = [];
    for (const answer of shown) {
      listed.push(actionWay(ways, PrincipalArn, answer, Resource));
      await giveWay();
    }
    return {
      Actions: listed,
      Withheld: answers.length - shown.length,
      Milliseconds: performance.now() - started,
    };
  },
});

function actionWay(ways: WayDescriptions, start: string, answer: ActionAccess, resource: string): ActionWay {
  const { action, access, path, deciding } = answer;
  const [Service = '', Name = ''] = action.split(':');
  const { accessLevel = '' } = loadCatalog().action(action) ?? {};
  const open = access === 'always' ? CERTAIN : ways.openness(start, path, action, resource);
  return {
    Service,
    Name,
    Level: accessLevel,
    Access: access,
    Steps: ways.steps(start, path),
    By: ways.by(path.at(-1)?.role ?? start, deciding),
    ...open,
  };
}
