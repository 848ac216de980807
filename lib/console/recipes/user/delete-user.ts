import { DeleteAccessKey, ListAccessKeys } from '../../../iam/access-key/operations';
import { ListAttachedUserPolicies } from '../../../iam/attachment/operations';
import { ListGroupsForUser, RemoveUserFromGroup } from '../../../iam/group/operations';
import { ListUserPolicies } from '../../../iam/inline-policy/operations';
import { DeleteLoginProfile } from '../../../iam/login-profile/operations';
import { ListMFADevices } from '../../../iam/mfa/operations';
import {
  DeleteServiceSpecificCredential,
  ListServiceSpecificCredentials,
} from '../../../iam/service-specific-credential/operations';
import { DeleteSigningCertificate, ListSigningCertificates } from '../../../iam/signing-certificate/operations';
import { DeleteSSHPublicKey, ListSSHPublicKeys } from '../../../iam/ssh-public-key/operations';
import { DeleteUser } from '../../../iam/user/operations';
import { deleteInlinePolicy, detach } from '../permissions';
import type { Recipe } from '../recipe';
import { Steps } from '../steps';
import { removeDevice } from './mfa-device';

/** Deletes a user as AWS's console does: removes everything attached, call by call, then deletes the user. */
export const deleteUser: Recipe<string, null> = async (run, UserName) => {
  const steps = new Steps(run);
  await deleteCredentials(steps, UserName);
  await takePermissions(steps, UserName);
  await steps.remove(`Delete user ${UserName}`, DeleteUser, { UserName });
  return steps.result(null);
};

async function deleteCredentials(steps: Steps, UserName: string): Promise<void> {
  const user = { UserName };
  await steps.remove(`Delete the password of ${UserName}`, DeleteLoginProfile, user);
  for (const { AccessKeyId = '' } of await steps.list(ListAccessKeys, user, ({ AccessKeyMetadata }) => AccessKeyMetadata))
    await steps.remove(`Delete access key ${AccessKeyId}`, DeleteAccessKey, { UserName, AccessKeyId });
  for (const { CertificateId } of await steps.list(ListSigningCertificates, user, ({ Certificates }) => Certificates))
    await steps.remove(`Delete signing certificate ${CertificateId}`, DeleteSigningCertificate, { UserName, CertificateId });
  for (const { SSHPublicKeyId } of await steps.list(ListSSHPublicKeys, user, ({ SSHPublicKeys }) => SSHPublicKeys))
    await steps.remove(`Delete SSH public key ${SSHPublicKeyId}`, DeleteSSHPublicKey, { UserName, SSHPublicKeyId });
  const credentials = await steps.list(ListServiceSpecificCredentials, user, (page) => page.ServiceSpecificCredentials);
  for (const { ServiceSpecificCredentialId } of credentials) {
    const what = `Delete service-specific credential ${ServiceSpecificCredentialId}`;
    await steps.remove(what, DeleteServiceSpecificCredential, { UserName, ServiceSpecificCredentialId });
  }
  for (const { SerialNumber = '' } of await steps.list(ListMFADevices, user, ({ MFADevices }) => MFADevices))
    await removeDevice(steps, UserName, SerialNumber);
}

async function takePermissions(steps: Steps, UserName: string): Promise<void> {
  const user = { kind: 'users', name: UserName } as const;
  for (const name of await steps.list(ListUserPolicies, { UserName }, ({ PolicyNames }) => PolicyNames))
    await deleteInlinePolicy(steps, user, name);
  const attached = await steps.list(ListAttachedUserPolicies, { UserName }, ({ AttachedPolicies }) => AttachedPolicies);
  for (const { PolicyArn = '' } of attached) await detach(steps, user, PolicyArn);
  for (const { GroupName = '' } of await steps.list(ListGroupsForUser, { UserName }, ({ Groups }) => Groups))
    await steps.remove(`Take user ${UserName} out of group ${GroupName}`, RemoveUserFromGroup, { UserName, GroupName });
}
