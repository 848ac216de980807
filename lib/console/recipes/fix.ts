import { GetAnalyzerFindingFix } from '../../access-analyzer/finding/fix-operations';
import { PutAccountEnforcement } from '../../account/settings-operations';
import type { AnyOperation } from '../../core/operation';
import { DeleteAccessKey, UpdateAccessKey } from '../../iam/access-key/operations';
import {
  AttachGroupPolicy,
  AttachRolePolicy,
  AttachUserPolicy,
  DetachGroupPolicy,
  DetachRolePolicy,
  DetachUserPolicy,
} from '../../iam/attachment/operations';
import { AddUserToGroup, CreateGroup, DeleteGroup, RemoveUserFromGroup } from '../../iam/group/operations';
import {
  DeleteGroupPolicy,
  DeleteRolePolicy,
  DeleteUserPolicy,
  PutGroupPolicy,
  PutRolePolicy,
  PutUserPolicy,
} from '../../iam/inline-policy/operations';
import { AddRoleToInstanceProfile, RemoveRoleFromInstanceProfile } from '../../iam/instance-profile/operations';
import { DeleteLoginProfile } from '../../iam/login-profile/operations';
import { DeleteAccountPasswordPolicy, UpdateAccountPasswordPolicy } from '../../iam/password-policy/operations';
import { CreatePolicy, DeletePolicy } from '../../iam/policy/operations';
import { CreatePolicyVersion, DeletePolicyVersion, SetDefaultPolicyVersion } from '../../iam/policy/version-operations';
import { CreateRole, DeleteRole, UpdateAssumeRolePolicy, UpdateRole } from '../../iam/role/operations';
import {
  DisableOrganizationsRootCredentialsManagement,
  EnableOrganizationsRootCredentialsManagement,
} from '../../iam/root-access/operations';
import { DeleteServerCertificate } from '../../iam/server-certificate/operations';
import { CreateAccountAssignment, DeleteAccountAssignment } from '../../identity-center/assignment/operations';
import { DeletePermissionSet, UpdatePermissionSet } from '../../identity-center/permission-set/operations';
import { MoveAccount } from '../../organizations/account/operations';
import { AttachPolicy, DetachPolicy } from '../../organizations/attachment/operations';
import { AcceptHandshake } from '../../organizations/handshake/answer-operations';
import { EnableAllFeatures } from '../../organizations/handshake/operations';
import {
  CreatePolicy as CreateOrganizationPolicy,
  DeletePolicy as DeleteOrganizationPolicy,
} from '../../organizations/policy/operations';
import { DisablePolicyType, EnablePolicyType } from '../../organizations/policy-type/operations';
import { DeleteResourcePolicy, PutResourcePolicy } from '../../organizations/resource-policy/operations';
import { DisableAWSServiceAccess, EnableAWSServiceAccess } from '../../organizations/service-access/operations';
import { CreateOrganizationalUnit, DeleteOrganizationalUnit } from '../../organizations/unit/operations';
import { GetPostureFix } from '../../posture/fix/operations';
import type { FixAnswer } from '../../posture/fix-answer';
import type { FixCall, FixStep } from '../../posture/fix-steps';
import { GetUnusedPermissionsFix } from '../../posture/unused/operations';
import type { ConsoleFailure, ConsoleResult, Json } from '../result';
import type { Recipe } from './recipe';
import { policyCall } from './resources';
import { Steps } from './steps';

/** The only operations that fixes may call. */
const OPERATIONS: Readonly<Record<string, Readonly<Record<string, AnyOperation>>>> = {
  iam: {
    AttachUserPolicy,
    AttachGroupPolicy,
    AttachRolePolicy,
    DetachUserPolicy,
    DetachGroupPolicy,
    DetachRolePolicy,
    PutUserPolicy,
    PutGroupPolicy,
    PutRolePolicy,
    DeleteUserPolicy,
    DeleteGroupPolicy,
    DeleteRolePolicy,
    CreatePolicyVersion,
    DeletePolicyVersion,
    SetDefaultPolicyVersion,
    CreatePolicy,
    DeletePolicy,
    AddUserToGroup,
    RemoveUserFromGroup,
    CreateGroup,
    DeleteGroup,
    RemoveRoleFromInstanceProfile,
    AddRoleToInstanceProfile,
    CreateRole,
    UpdateAssumeRolePolicy,
    UpdateRole,
    DeleteRole,
    UpdateAccessKey,
    DeleteAccessKey,
    DeleteLoginProfile,
    UpdateAccountPasswordPolicy,
    DeleteAccountPasswordPolicy,
    DeleteServerCertificate,
    EnableOrganizationsRootCredentialsManagement,
    DisableOrganizationsRootCredentialsManagement,
  },
  organizations: {
    CreatePolicy: CreateOrganizationPolicy,
    DeletePolicy: DeleteOrganizationPolicy,
    AttachPolicy,
    DetachPolicy,
    EnablePolicyType,
    DisablePolicyType,
    EnableAWSServiceAccess,
    DisableAWSServiceAccess,
    MoveAccount,
    CreateOrganizationalUnit,
    DeleteOrganizationalUnit,
    EnableAllFeatures,
    AcceptHandshake,
    PutResourcePolicy,
    DeleteResourcePolicy,
  },
  sso: { CreateAccountAssignment, DeleteAccountAssignment, DeletePermissionSet, UpdatePermissionSet },
  gatehouse: { PutAccountEnforcement },
};

/** The calls that undo a fix, in order; null if a part can't be undone. */
type Fixed = { undo: readonly FixCall[] | null };

/** A finding whose fix is asked for: the operation that returns the fix, and its input. */
export type FixAsked =
  | { of: 'posture'; input: { Reach: 'account' | 'organization'; FindingId: string } }
  | { of: 'analyzer'; input: { AnalyzerArn: string; FindingId: string } }
  | {
      of: 'unusedPermissions';
      input: { PolicyArn: string } | { PolicyName: string; Holder: { Type: 'User' | 'Group' | 'Role'; Name: string } };
    };

type Asked = { asked: FixAsked; fingerprint: string };

function readFix(run: Parameters<Recipe<Asked, Fixed>>[0], { of, input }: FixAsked): Promise<ConsoleResult<Json<FixAnswer>>> {
  switch (of) {
    case 'posture':
      return run(GetPostureFix, input);
    case 'analyzer':
      return run(GetAnalyzerFindingFix, input);
    case 'unusedPermissions':
      return run(GetUnusedPermissionsFix, input);
  }
}

/**
 * Makes the calls of a fix as it was shown. The fix is read again first, and nothing is done if it changed. The first failing
 * call ends it and the earlier ones are undone.
 */
export const applyFix: Recipe<Asked, Fixed> = async (run, { asked, fingerprint }) => {
  const fix = await readFix(run, asked);
  if (!fix.ok) return fix;
  if (fix.data.Fingerprint !== fingerprint) return { ok: false, error: CHANGED };
  const steps = new Steps(run);
  const answers = new Map<string, unknown>();
  const done: FixStep[] = [];
  let failure: ConsoleResult<never> | null = null;
  for (const step of fix.data.Calls as readonly FixStep[]) {
    const answer = await makeCall(steps, step.call, answers);
    if (!answer.ok) {
      failure = answer;
      break;
    }
    if (step.key !== undefined) answers.set(step.key, answer.data);
    done.push(step);
  }
  const undo = undoOf(done, answers);
  const result = failure ?? steps.result({ undo });
  if (result.ok || undo === null) return result;
  const back = await undoFix(run, { undo });
  return back.ok ? { ok: false, error: { ...result.error, done: [] } } : result;
};

const CHANGED = {
  code: 'Conflict',
  message: 'The account has changed since this fix was shown. Review the fix again.',
  requestId: '',
};

/** Undoes a fix with the calls that `applyFix` returned, each as the caller. */
export const undoFix: Recipe<{ undo: readonly FixCall[] }, null> = async (run, { undo }) => {
  const steps = new Steps(run);
  for (const call of undo) {
    const made = await makeCall(steps, call, new Map());
    if (!made.ok) return made;
  }
  return steps.result(null);
};

/** The last step is undone first. */
function undoOf(done: readonly FixStep[], answers: ReadonlyMap<string, unknown>): FixCall[] | null {
  if (done.some(({ undo }) => undo === null)) return null;
  return done
    .toReversed()
    .flatMap(({ undo }) => undo ?? [])
    .map((call) => ({ ...call, input: filledIn(call.input, answers) as FixCall['input'] }));
}

async function makeCall(
  steps: Steps,
  { service, name, input, says }: FixCall,
  answers: ReadonlyMap<string, unknown>,
): Promise<ConsoleResult<unknown>> {
  const given = filledIn(input, answers) as Record<string, unknown>;
  const policy = service === 'resource' ? policyCall(String(given.arn), given.document as string | null) : null;
  if (policy) return steps.last(says, ...policy);
  const operation = OPERATIONS[service]?.[name];
  return operation ? steps.last(says, operation, given) : { ok: false, error: unknownCall(`${service}:${name}`) };
}

function unknownCall(name: string): ConsoleFailure {
  return { code: 'ValidationError', message: `No fix makes the call ${name}.`, requestId: '' };
}

/** Replaces references to answers: `{ $answer: [key, member, …] }`. */
function filledIn(value: unknown, answers: ReadonlyMap<string, unknown>): unknown {
  if (Array.isArray(value)) return value.map((each) => filledIn(each, answers));
  if (typeof value !== 'object' || value === null) return value;
  if ('$answer' in value && Array.isArray(value.$answer)) {
    const [key = '', ...members]: string[] = value.$answer;
    return members.reduce<unknown>(
      (answer, member) => (answer as Readonly<Record<string, unknown>> | undefined)?.[member],
      answers.get(key),
    );
  }
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, filledIn(each, answers)]));
}
