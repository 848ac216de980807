import { IssueRootPasswordRecovery } from '../../account/root-recovery-operations';
import type { OutputOf } from '../../core/operation';
import { DeleteAccessKey, ListAccessKeys } from '../../iam/access-key/operations';
import { CreateLoginProfile, DeleteLoginProfile } from '../../iam/login-profile/operations';
import { DeactivateMFADevice, ListMFADevices } from '../../iam/mfa/operations';
import {
  DisableOrganizationsRootCredentialsManagement,
  DisableOrganizationsRootSessions,
  EnableOrganizationsRootCredentialsManagement,
  EnableOrganizationsRootSessions,
} from '../../iam/root-access/operations';
import { IAM_PRINCIPAL, type RootAccessFeature } from '../../iam/root-access/schema';
import { EnableAWSServiceAccess } from '../../organizations/service-access/operations';
import type { Json } from '../result';
import type { Recipe } from './recipe';
import { Steps } from './steps';

type Switch = {
  feature: RootAccessFeature;
  /** True to give IAM trusted access first, as AWS's console does. */
  trustIam: boolean;
};

export const enableRootAccess: Recipe<Switch, null> = async (run, { feature, trustIam }) => {
  const steps = new Steps(run);
  if (trustIam) await steps.change('Trust IAM', EnableAWSServiceAccess, { ServicePrincipal: IAM_PRINCIPAL });
  if (feature === 'RootSessions') await steps.change('Enable root sessions', EnableOrganizationsRootSessions, {});
  else await steps.change('Enable root credentials management', EnableOrganizationsRootCredentialsManagement, {});
  return steps.result(null);
};

export const disableRootAccess: Recipe<RootAccessFeature, unknown> = async (run, feature) =>
  feature === 'RootSessions' ? run(DisableOrganizationsRootSessions, {}) : run(DisableOrganizationsRootCredentialsManagement, {});

/** Removes all credentials of a member's root user, in a root session of the member. */
export const deleteRootCredentials: Recipe<{ accountId: string }, null> = async (run) => {
  const steps = new Steps(run);
  await steps.remove('Delete the password', DeleteLoginProfile, {});
  for (const { AccessKeyId = '' } of await steps.list(ListAccessKeys, {}, ({ AccessKeyMetadata }) => AccessKeyMetadata))
    await steps.remove(`Delete access key ${AccessKeyId}`, DeleteAccessKey, { AccessKeyId });
  for (const { SerialNumber = '' } of await steps.list(ListMFADevices, {}, ({ MFADevices }) => MFADevices))
    await steps.remove(`Deactivate MFA device ${SerialNumber}`, DeactivateMFADevice, { SerialNumber });
  return steps.result(null);
};

export type RecoveryLink = Json<OutputOf<typeof IssueRootPasswordRecovery>>;
type Recovery = {
  accountId: string;
  /** False if recovery is already allowed, so that only a new link is created. */
  allow: boolean;
};

/** Allows password recovery for a member's root user and creates the link, in a root session of the member. */
export const recoverRootPassword: Recipe<Recovery, RecoveryLink> = async (run, { allow }) => {
  const steps = new Steps(run);
  if (allow) await steps.change('Allow the recovery', CreateLoginProfile, {});
  return steps.last('Make the link', IssueRootPasswordRecovery, {});
};
