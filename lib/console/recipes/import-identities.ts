import 'server-only';
import type { RebuildCall } from '../../export/rebuild-call';
import * as attachment from '../../iam/attachment/operations';
import { AddUserToGroup, CreateGroup } from '../../iam/group/operations';
import * as inline from '../../iam/inline-policy/operations';
import { AddRoleToInstanceProfile, CreateInstanceProfile } from '../../iam/instance-profile/operations';
import { CreatePolicy } from '../../iam/policy/operations';
import { CreatePolicyVersion } from '../../iam/policy/version-operations';
import { CreateRole, UpdateAssumeRolePolicy } from '../../iam/role/operations';
import { CreateServiceLinkedRole } from '../../iam/service-linked-role/operations';
import { CreateUser } from '../../iam/user/operations';
import type { ConsoleFailure, ConsoleResult } from '../result';
import type { Recipe } from './recipe';

/** The calls that an import makes, and no others. */
const OPERATIONS = {
  ...{ CreatePolicy, CreatePolicyVersion, CreateGroup, CreateUser, CreateRole, UpdateAssumeRolePolicy, CreateServiceLinkedRole },
  ...{ PutGroupPolicy: inline.PutGroupPolicy, PutUserPolicy: inline.PutUserPolicy, PutRolePolicy: inline.PutRolePolicy },
  AttachGroupPolicy: attachment.AttachGroupPolicy,
  AttachUserPolicy: attachment.AttachUserPolicy,
  AttachRolePolicy: attachment.AttachRolePolicy,
  ...{ AddUserToGroup, CreateInstanceProfile, AddRoleToInstanceProfile },
};

const isImported = (name: string): name is keyof typeof OPERATIONS => Object.hasOwn(OPERATIONS, name);

/** As many calls at a time as take a second or so. */
const MOST_CALLS = 200;

/** What came of each call, in their order. `there`: something of that name was there already. `left`: it is about something that is left alone. */
export type ImportedCall = { outcome: 'made' | 'there' | 'left' } | { outcome: 'failed'; error: ConsoleFailure };

/** @param left what earlier calls found there, or could not make */
export type ImportInput = { calls: readonly RebuildCall[]; left: readonly string[] };

/** AWS: what makes something begins so. */
const MAKES = /^Create(?!PolicyVersion)/;

/**
 * Makes some of the calls of an import, each as whoever imports: what one is refused for is told, and the others are made. What was there
 * before keeps its policies: nothing is called about something whose name is taken, nor about what could not be made. What is new uses it by
 * its name: users become members of a group that was there, and a policy that was there is attached as it is.
 * @returns what came of each, and what is to be left alone from now on
 */
export const importIdentities: Recipe<ImportInput, { outcomes: ImportedCall[]; left: string[] }> = async (run, input) => {
  const left = new Set(input.left);
  const outcomes: ImportedCall[] = [];
  for (const { operation, input: given, about } of input.calls.slice(0, MOST_CALLS)) {
    if (!isImported(operation)) throw new Error(`An import makes no call ${operation}.`);
    const outcome: ImportedCall = left.has(about)
      ? { outcome: 'left' }
      : outcomeOf(await run(OPERATIONS[operation], given as never));
    if (outcome.outcome !== 'made' && MAKES.test(operation)) left.add(about);
    outcomes.push(outcome);
  }
  return { ok: true, data: { outcomes, left: [...left] } };
};

function outcomeOf(result: ConsoleResult<unknown>): ImportedCall {
  if (result.ok) return { outcome: 'made' };
  return result.error.code === 'EntityAlreadyExists' ? { outcome: 'there' } : { outcome: 'failed', error: result.error };
}
