import 'server-only';
import { PutAccountRehearsal } from '../../../account/settings-operations';
import type { AnyOperation } from '../../../core/operation';
import { giveWay } from '../../../core/work/bulk';
import { inputOf, type LearnedIds, textAt } from '../../../export/learned-ids';
import type { RebuildCall } from '../../../export/rebuild-call';
import * as attachment from '../../../iam/attachment/operations';
import { AddUserToGroup, CreateGroup } from '../../../iam/group/operations';
import * as inline from '../../../iam/inline-policy/operations';
import { AddRoleToInstanceProfile, CreateInstanceProfile } from '../../../iam/instance-profile/operations';
import { CreatePolicy } from '../../../iam/policy/operations';
import { CreatePolicyVersion } from '../../../iam/policy/version-operations';
import { CreateRole, UpdateAssumeRolePolicy } from '../../../iam/role/operations';
import * as rootAccess from '../../../iam/root-access/operations';
import { CreateServiceLinkedRole } from '../../../iam/service-linked-role/operations';
import { CreateUser } from '../../../iam/user/operations';
import { CreateInstanceAccessControlAttributeConfiguration } from '../../../identity-center/access-control/operations';
import { CreateAccountAssignment, DescribeAccountAssignmentCreationStatus } from '../../../identity-center/assignment/operations';
import { StartSSO } from '../../../identity-center/instance/console-operations';
import * as instance from '../../../identity-center/instance/operations';
import { CreatePermissionSet } from '../../../identity-center/permission-set/operations';
import * as permissionSetPolicy from '../../../identity-center/permission-set/policy-operations';
import * as instanceTag from '../../../identity-center/tag/operations';
import * as storeGroup from '../../../identity-store/group/operations';
import { CreateGroupMembership } from '../../../identity-store/membership/operations';
import * as storeUser from '../../../identity-store/user/operations';
import { CreateAccount, DescribeCreateAccountStatus, MoveAccount } from '../../../organizations/account/operations';
import { AttachPolicy, DetachPolicy } from '../../../organizations/attachment/operations';
import { RegisterDelegatedAdministrator } from '../../../organizations/delegated-administrator/operations';
import { CreateOrganization, ListRoots } from '../../../organizations/organization/operations';
import * as organizationPolicy from '../../../organizations/policy/operations';
import { EnablePolicyType } from '../../../organizations/policy-type/operations';
import { PutResourcePolicy } from '../../../organizations/resource-policy/operations';
import { EnableAWSServiceAccess } from '../../../organizations/service-access/operations';
import { TagResource } from '../../../organizations/tag/operations';
import { CreateOrganizationalUnit } from '../../../organizations/unit/operations';
import type { ConsoleFailure, ConsoleResult } from '../../result';
import type { EnterMember, Recipe, RunCall } from '../recipe';

/** The only operations that an import may call. */
const OPERATIONS: Readonly<Record<string, AnyOperation>> = {
  'iam CreatePolicy': CreatePolicy,
  'iam CreatePolicyVersion': CreatePolicyVersion,
  'iam CreateGroup': CreateGroup,
  'iam CreateUser': CreateUser,
  'iam CreateRole': CreateRole,
  'iam UpdateAssumeRolePolicy': UpdateAssumeRolePolicy,
  'iam CreateServiceLinkedRole': CreateServiceLinkedRole,
  'iam PutGroupPolicy': inline.PutGroupPolicy,
  'iam PutUserPolicy': inline.PutUserPolicy,
  'iam PutRolePolicy': inline.PutRolePolicy,
  'iam AttachGroupPolicy': attachment.AttachGroupPolicy,
  'iam AttachUserPolicy': attachment.AttachUserPolicy,
  'iam AttachRolePolicy': attachment.AttachRolePolicy,
  'iam AddUserToGroup': AddUserToGroup,
  'iam CreateInstanceProfile': CreateInstanceProfile,
  'iam AddRoleToInstanceProfile': AddRoleToInstanceProfile,
  'iam EnableOrganizationsRootCredentialsManagement': rootAccess.EnableOrganizationsRootCredentialsManagement,
  'iam EnableOrganizationsRootSessions': rootAccess.EnableOrganizationsRootSessions,
  'organizations CreateOrganization': CreateOrganization,
  'organizations ListRoots': ListRoots,
  'organizations TagResource': TagResource,
  'organizations EnablePolicyType': EnablePolicyType,
  'organizations CreateOrganizationalUnit': CreateOrganizationalUnit,
  'organizations CreateAccount': CreateAccount,
  'organizations DescribeCreateAccountStatus': DescribeCreateAccountStatus,
  'organizations MoveAccount': MoveAccount,
  'organizations EnableAWSServiceAccess': EnableAWSServiceAccess,
  'organizations RegisterDelegatedAdministrator': RegisterDelegatedAdministrator,
  'organizations PutResourcePolicy': PutResourcePolicy,
  'organizations CreatePolicy': organizationPolicy.CreatePolicy,
  'organizations AttachPolicy': AttachPolicy,
  'organizations DetachPolicy': DetachPolicy,
  'sso StartSSO': StartSSO,
  'sso-admin ListInstances': instance.ListInstances,
  'sso-admin UpdateInstance': instance.UpdateInstance,
  'sso-admin TagResource': instanceTag.TagResource,
  'sso-admin CreateInstanceAccessControlAttributeConfiguration': CreateInstanceAccessControlAttributeConfiguration,
  'sso-admin CreatePermissionSet': CreatePermissionSet,
  'sso-admin AttachManagedPolicyToPermissionSet': permissionSetPolicy.AttachManagedPolicyToPermissionSet,
  'sso-admin AttachCustomerManagedPolicyReferenceToPermissionSet':
    permissionSetPolicy.AttachCustomerManagedPolicyReferenceToPermissionSet,
  'sso-admin PutInlinePolicyToPermissionSet': permissionSetPolicy.PutInlinePolicyToPermissionSet,
  'sso-admin PutPermissionsBoundaryToPermissionSet': permissionSetPolicy.PutPermissionsBoundaryToPermissionSet,
  'sso-admin CreateAccountAssignment': CreateAccountAssignment,
  'sso-admin DescribeAccountAssignmentCreationStatus': DescribeAccountAssignmentCreationStatus,
  'identitystore CreateGroup': storeGroup.CreateGroup,
  'identitystore CreateUser': storeUser.CreateUser,
  'identitystore UpdateUser': storeUser.UpdateUser,
  'identitystore CreateGroupMembership': CreateGroupMembership,
};

/** The calls made at a time, which take about a second. */
const MOST_CALLS = 200;

/** The maximum length of a generated id. */
const LONGEST_ID = 130;
/** The limit for the number of ids in a call times its length. */
const MOST_LOOKED_THROUGH = 10_000_000;

/** The result of a call. `there`: the name already existed. `left`: it concerns something that is left unchanged. */
export type ImportedCall = { outcome: 'made' | 'there' | 'left' } | { outcome: 'failed'; error: ConsoleFailure };

/** The state after the earlier calls of an import. */
export type ImportSoFar = {
  /** The things that existed or could not be created. */
  left: readonly string[];
  /** The new ids by the ids in the files. */
  learned: Readonly<Record<string, string>>;
  /** Ids in the files that have no counterpart here. Calls that use them can't be made. */
  lost: readonly string[];
};

export type ImportInput = ImportSoFar & { calls: readonly RebuildCall[] };

/** The names of creating operations. */
const MAKES = /^Create(?!PolicyVersion)/;

/**
 * Makes calls of an import as the caller. A refused call is reported, and the others continue. Existing things keep their
 * policies: no call changes something whose name is taken or that could not be created. New things refer to existing ones by
 * name: users join an existing group, and an existing policy is attached unchanged. Created accounts are marked as rehearsals.
 * @returns the result of each call and the new state
 */
export const importCalls =
  (enter: EnterMember): Recipe<ImportInput, ImportSoFar & { outcomes: ImportedCall[] }> =>
  async (run, { calls, ...before }) => {
    const importing = new Importing(run, enter, before);
    const outcomes: ImportedCall[] = [];
    for (const call of calls.slice(0, MOST_CALLS)) outcomes.push(await importing.make(call));
    return { ok: true, data: { ...importing.soFar(), outcomes } };
  };

class Importing {
  private readonly left: Set<string>;
  private readonly learned: Map<string, string>;
  private readonly lost: Set<string>;
  /** The members entered so far, by their ids here. */
  private readonly inside = new Map<string, ConsoleResult<RunCall>>();

  constructor(
    private readonly run: RunCall,
    private readonly enter: EnterMember,
    before: ImportSoFar,
  ) {
    this.left = new Set(before.left);
    this.learned = new Map(Object.entries(before.learned));
    this.lost = new Set(before.lost);
  }

  soFar(): ImportSoFar {
    return { left: [...this.left], learned: Object.fromEntries(this.learned), lost: [...this.lost] };
  }

  async make(call: RebuildCall): Promise<ImportedCall> {
    const { service, operation: name, learns, account } = call;
    const operation = Object.hasOwn(OPERATIONS, `${service} ${name}`) ? OPERATIONS[`${service} ${name}`] : undefined;
    if (!operation) throw new Error(`An import cannot make the call ${name}.`);
    // Things in different accounts may share a name.
    const about = account === undefined ? call.about : `${account} ${call.about}`;
    const outcome: ImportedCall =
      this.left.has(about) || (await this.namesLost(call)) ? { outcome: 'left' } : await this.call(operation, call);
    if (outcome.outcome === 'made') return outcome;
    if (MAKES.test(name)) this.left.add(about);
    if (learns && !this.learned.has(learns.id)) this.lost.add(learns.id);
    return outcome;
  }

  private async namesLost({ input, account }: RebuildCall): Promise<boolean> {
    if (this.lost.size === 0) return false;
    const text = JSON.stringify([input, account]);
    for (const id of this.lost) {
      if (text.includes(id)) return true;
      const turn = giveWay();
      if (turn) await turn;
    }
    return false;
  }

  /** Returns the learned ids that a call uses; null if there are too many. */
  private async namedIn({ input }: RebuildCall): Promise<LearnedIds | null> {
    const text = JSON.stringify(input);
    const named = new Map<string, string>();
    for (const [id, value] of this.learned) {
      if (text.includes(id)) named.set(id, value);
      const turn = giveWay();
      if (turn) await turn;
    }
    const isLong = [...named.values()].some((value) => value.length > LONGEST_ID);
    return isLong || named.size * text.length > MOST_LOOKED_THROUGH ? null : named;
  }

  private async call(operation: AnyOperation, call: RebuildCall): Promise<ImportedCall> {
    const run = await this.runIn(call.account);
    if (!run.ok) return { outcome: 'failed', error: run.error };
    const named = await this.namedIn(call);
    if (named === null) return { outcome: 'failed', error: NAMES_TOO_MUCH };
    const answer = await run.data(operation, inputOf(call, named) as never);
    if (!answer.ok) return outcomeOf(call, answer.error);
    const { learns, waits } = call;
    if (waits && textAt(answer.data, waits.state) !== 'SUCCEEDED') {
      const reason = textAt(answer.data, waits.reason) ?? 'It is not done.';
      return { outcome: 'failed', error: { code: reason, message: `It failed: ${reason}.`, requestId: '' } };
    }
    const id = learns && textAt(answer.data, learns.from);
    if (!learns) return { outcome: 'made' };
    if (id === undefined) {
      const message = learns.otherwise ?? `The answer of ${call.operation} names nothing.`;
      return { outcome: 'failed', error: { code: 'NotFound', message, requestId: '' } };
    }
    this.learned.set(learns.id, id);
    return waits ? this.markAsRehearsal(id, learns.id) : { outcome: 'made' };
  }

  /** An account that could not be marked still exists and is reported. */
  private async markAsRehearsal(accountId: string, RehearsalOf: string): Promise<ImportedCall> {
    const run = await this.runIn(RehearsalOf);
    const marked = run.ok ? await run.data(PutAccountRehearsal, { RehearsalOf }) : run;
    if (marked.ok) return { outcome: 'made' };
    const message = `Account ${accountId} was created, but could not be marked as a rehearsal: ${marked.error.message}`;
    return { outcome: 'failed', error: { ...marked.error, message } };
  }

  /** @param account the account's id in the files */
  private async runIn(account: string | undefined): Promise<ConsoleResult<RunCall>> {
    if (account === undefined) return { ok: true, data: this.run };
    const id = this.learned.get(account) ?? account;
    const known = this.inside.get(id) ?? (await this.enter(id));
    this.inside.set(id, known);
    return known;
  }
}

const NAMES_TOO_MUCH: ConsoleFailure = {
  code: 'ValidationError',
  message: 'It names more than a call of an import does.',
  requestId: '',
};

function outcomeOf({ operation }: RebuildCall, error: ConsoleFailure): ImportedCall {
  // AWS refuses an existing service-linked role as invalid input. Only the message says that it exists.
  const isThere =
    error.code === 'EntityAlreadyExists' ||
    (operation === 'CreateServiceLinkedRole' && /\bhas been taken in this account\b/.test(error.message));
  return isThere ? { outcome: 'there' } : { outcome: 'failed', error };
}
