'use server';

import { IssueRootPasswordRecovery } from '@/lib/account/root-recovery-operations';
import type { ConsoleResult, Json } from '@/lib/console/result';
import { startRootSession } from '@/lib/console/root-session';
import { consoleRecipe, runConsole } from '@/lib/console/run-console';
import type { OutputOf } from '@/lib/core/operation';
import { DeleteAccessKey, ListAccessKeys } from '@/lib/iam/access-key/operations';
import { CreateLoginProfile, DeleteLoginProfile } from '@/lib/iam/login-profile/operations';
import { DeactivateMFADevice, ListMFADevices } from '@/lib/iam/mfa/operations';
import {
  DisableOrganizationsRootCredentialsManagement,
  DisableOrganizationsRootSessions,
  EnableOrganizationsRootCredentialsManagement,
  EnableOrganizationsRootSessions,
} from '@/lib/iam/root-access/operations';
import { IAM_PRINCIPAL, type RootAccessFeature } from '@/lib/iam/root-access/schema';
import { EnableAWSServiceAccess } from '@/lib/organizations/service-access/operations';
import { Steps } from '../steps';

const SWITCHES = {
  RootCredentialsManagement: {
    on: EnableOrganizationsRootCredentialsManagement,
    off: DisableOrganizationsRootCredentialsManagement,
  },
  RootSessions: { on: EnableOrganizationsRootSessions, off: DisableOrganizationsRootSessions },
} as const;

type Switch = {
  feature: RootAccessFeature;
  /** Lets IAM into the organization first, as AWS's console does. */
  trustIam: boolean;
};

export const enableRootAccess = consoleRecipe(async ({ feature, trustIam }: Switch): Promise<ConsoleResult<unknown>> => {
  if (trustIam) {
    const trusted = await runConsole(EnableAWSServiceAccess, { ServicePrincipal: IAM_PRINCIPAL });
    if (!trusted.ok) return trusted;
  }
  return runConsole(SWITCHES[feature].on, {});
});

export const disableRootAccess = consoleRecipe(async (feature: RootAccessFeature): Promise<ConsoleResult<unknown>> => {
  return runConsole(SWITCHES[feature].off, {});
});

/** Takes away everything that a member's root user could prove who it is with, in a session for that task. */
export const deleteRootCredentials = consoleRecipe(async (accountId: string): Promise<ConsoleResult<unknown>> => {
  const session = await startRootSession(accountId, 'IAMDeleteRootUserCredentials');
  if (!session.ok) return session;
  const steps = new Steps(session.data);
  await steps.run(DeleteLoginProfile, {});
  for (const { AccessKeyId = '' } of (await steps.run(ListAccessKeys, {}))?.AccessKeyMetadata ?? [])
    await steps.run(DeleteAccessKey, { AccessKeyId });
  for (const { SerialNumber = '' } of (await steps.run(ListMFADevices, {}))?.MFADevices ?? [])
    await steps.run(DeactivateMFADevice, { SerialNumber });
  return steps.result();
});

export type RecoveryLink = Json<OutputOf<typeof IssueRootPasswordRecovery>>;
type Recovery = {
  accountId: string;
  /** Where it is allowed already, only a new link is made. */
  allow: boolean;
};

/** Allows that a member's root password is recovered, and makes the link for it, in a session for that task. */
export const recoverRootPassword = consoleRecipe(async ({ accountId, allow }: Recovery): Promise<ConsoleResult<RecoveryLink>> => {
  const session = await startRootSession(accountId, 'IAMCreateRootUserPassword');
  if (!session.ok) return session;
  if (allow) {
    const allowed = await session.data(CreateLoginProfile, {});
    if (!allowed.ok) return allowed;
  }
  return session.data(IssueRootPasswordRecovery, {});
});
