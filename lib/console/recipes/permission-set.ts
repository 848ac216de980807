import { parseArn } from '@gatehouse/policy/arn';
import { CreatePermissionSet } from '../../identity-center/permission-set/operations';
import {
  AttachCustomerManagedPolicyReferenceToPermissionSet,
  AttachManagedPolicyToPermissionSet,
  GetInlinePolicyForPermissionSet,
  PutInlinePolicyToPermissionSet,
  PutPermissionsBoundaryToPermissionSet,
} from '../../identity-center/permission-set/policy-operations';
import { referenceOf } from '../../identity-center/permission-set/schema';
import { ProvisionPermissionSet } from '../../identity-center/provisioning/operations';
import { Attempts, type FailedStep } from './attempts';
import type { Recipe } from './recipe';
import { savingFrom, storedDocument } from './save-from';

type Named = { InstanceArn: string; PermissionSetArn: string };

/** A new permission set. Policies of an account are attached by name and path, since each account has its own. */
export type NewPermissionSet = {
  InstanceArn: string;
  name: string;
  description: string;
  duration: string;
  relayState: string;
  arns: readonly string[];
};

/** A created permission set, and the policies that could not be attached. */
export type CreatedPermissionSet = { id: string; failed: readonly FailedStep[] };

/** Creates a permission set with policies. Once it exists, every policy is tried and failures are reported. */
export const createPermissionSet: Recipe<NewPermissionSet, CreatedPermissionSet> = async (run, asked) => {
  const { InstanceArn, name, description, duration, relayState, arns } = asked;
  const created = await run(CreatePermissionSet, {
    InstanceArn,
    Name: name,
    SessionDuration: duration,
    ...(description !== '' && { Description: description }),
    ...(relayState !== '' && { RelayState: relayState }),
  });
  if (!created.ok) return created;
  const { PermissionSetArn = '' } = created.data.PermissionSet;
  const attempts = new Attempts(run);
  for (const arn of arns) await attach(attempts, { InstanceArn, PermissionSetArn }, arn);
  return {
    ok: true,
    data: { id: PermissionSetArn.slice(PermissionSetArn.lastIndexOf('/') + 1), failed: attempts.progress().failed },
  };
};

type Attached = Named & { arns: readonly string[] };

/** Attaches policies to a permission set. All are tried. */
export const attachToPermissionSet: Recipe<Attached, null> = async (run, { arns, ...named }) => {
  const attempts = new Attempts(run);
  for (const arn of arns) await attach(attempts, named, arn);
  return attempts.result(null);
};

function attach(attempts: Attempts, named: Named, arn: string): Promise<boolean> {
  if (parseArn(arn)?.accountId === 'aws')
    return attempts.change(`Attach ${arn}`, AttachManagedPolicyToPermissionSet, { ...named, ManagedPolicyArn: arn });
  return attempts.change(`Attach ${arn}`, AttachCustomerManagedPolicyReferenceToPermissionSet, {
    ...named,
    CustomerManagedPolicyReference: referenceOf(arn),
  });
}

/** A boundary: the ARN of a policy of AWS or of the caller's account, or the name and path that a policy has in every account. */
export type NewBoundary = { arn: string } | { name: string; path: string };

/** Sets the permissions boundary of a permission set. A policy of the caller's account is set by its name and path. */
export const setPermissionSetBoundary: Recipe<Named & { boundary: NewBoundary }, unknown> = (run, { boundary, ...named }) => {
  const isOfAws = 'arn' in boundary && parseArn(boundary.arn)?.accountId === 'aws';
  const reference = 'arn' in boundary ? referenceOf(boundary.arn) : { Name: boundary.name, Path: boundary.path };
  return run(PutPermissionsBoundaryToPermissionSet, {
    ...named,
    PermissionsBoundary: isOfAws ? { ManagedPolicyArn: boundary.arn } : { CustomerManagedPolicyReference: reference },
  });
};

/** The inline policy to save. `provision`: all accounts that have the permission set get it at once. */
type InlinePolicy = Named & { document: string; provision?: boolean };

const readInlinePolicy: Recipe<InlinePolicy, string | null> = (run, { InstanceArn, PermissionSetArn }) =>
  storedDocument(
    run(GetInlinePolicyForPermissionSet, { InstanceArn, PermissionSetArn }),
    // Without one, AWS answers an empty text.
    ({ InlinePolicy }) => InlinePolicy || null,
  );

const putInlinePolicy: Recipe<InlinePolicy, unknown> = async (run, { document, provision, ...named }) => {
  const attempts = new Attempts(run);
  const saved = await attempts.change('Save the inline policy', PutInlinePolicyToPermissionSet, {
    ...named,
    InlinePolicy: document,
  });
  const all = { ...named, TargetType: 'ALL_PROVISIONED_ACCOUNTS' as const };
  if (saved && provision) await attempts.change('Provision the permission set', ProvisionPermissionSet, all);
  return attempts.result(null);
};

/** Saves the inline policy of a permission set from an editor. */
export const savePermissionSetPolicy = savingFrom(readInlinePolicy, putInlinePolicy);
