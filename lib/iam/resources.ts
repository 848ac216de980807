import { iamArn } from '../core/arns';
import type { Partition } from '../core/call';
import { readByIds, readOwned } from '../core/work/bulk';
import type { Transaction } from '../db/client';
import { AccessKey } from './access-key/resource';
import { Group } from './group/resource';
import { InstanceProfile } from './instance-profile/resource';
import { MfaDevice } from './mfa/resource';
import { OpenIDConnectProvider } from './oidc-provider/resource';
import { shownPolicyArn } from './policy/arns';
import { Policy } from './policy/resource';
import { shownProviderArn } from './provider-arns';
import { Role } from './role/resource';
import { SamlProvider } from './saml-provider/resource';
import { ServerCertificate } from './server-certificate/resource';
import { ServiceSpecificCredential } from './service-specific-credential/resource';
import { SigningCertificate } from './signing-certificate/resource';
import { SshPublicKey } from './ssh-public-key/resource';
import { User } from './user/resource';

/** Every resource type of IAM. Types come after those they refer to. */
export const iamResources = [
  User,
  Group,
  Role,
  Policy,
  OpenIDConnectProvider,
  SamlProvider,
  ServerCertificate,
  AccessKey,
  SigningCertificate,
  SshPublicKey,
  ServiceSpecificCredential,
  MfaDevice,
  InstanceProfile,
] as const;

/** A resource of a type that tag policies know, with the id of its tags. */
export type TagPolicyResource = { type: string; arn: string; accountId: string; tagsId: string };

/** Reads the resources of accounts whose types tag policies know. */
export async function readTagPolicyResources(
  db: Transaction,
  partition: Partition,
  accountIds: readonly string[],
): Promise<TagPolicyResource[]> {
  const byId = { orderBy: { id: 'asc' } } as const;
  type Named = { id: string; accountId: string; path: string; name: string };
  const named = (type: string, kind: string) => (row: Named) => ({
    type,
    arn: iamArn(partition, row.accountId, kind, row.path, row.name),
    accountId: row.accountId,
    tagsId: row.id,
  });
  const select = { id: true, accountId: true, path: true, name: true } as const;
  const policies = await readOwned(accountIds, (where, take) =>
    db.policy.findMany({ where, take, ...byId, select: { id: true, accountId: true, arn: true } }),
  );
  const profiles = await readOwned(accountIds, (where, take) => db.instanceProfile.findMany({ where, take, ...byId, select }));
  const certificates = await readOwned(accountIds, (where, take) =>
    db.serverCertificate.findMany({ where, take, ...byId, select }),
  );
  const devices = await readOwned(accountIds, (where, take) =>
    db.mfaDevice.findMany({ where: { ...where, kind: 'virtual' }, take, ...byId, select }),
  );
  const ofAccounts = (some: string[]) => ({ where: { accountId: { in: some } }, select: { arn: true, accountId: true } });
  const provider = (type: string) => (row: { arn: string; accountId: string }) => ({
    type,
    arn: shownProviderArn(partition, row.arn),
    accountId: row.accountId,
    tagsId: row.arn,
  });
  const oidc = await readByIds(accountIds, (some) => db.openIDConnectProvider.findMany(ofAccounts(some)));
  const saml = await readByIds(accountIds, (some) => db.samlProvider.findMany(ofAccounts(some)));
  return [
    ...policies.map(({ id, accountId, arn }) => ({
      type: 'iam:policy',
      arn: shownPolicyArn(partition, arn),
      accountId,
      tagsId: id,
    })),
    ...profiles.map(named('iam:instance-profile', 'instance-profile')),
    ...certificates.map(named('iam:server-certificate', 'server-certificate')),
    ...devices.map(named('iam:mfa', 'mfa')),
    ...oidc.map(provider('iam:oidc-provider')),
    ...saml.map(provider('iam:saml-provider')),
  ];
}
