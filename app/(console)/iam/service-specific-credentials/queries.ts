import { consoleQuery } from '@/lib/console/query';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import type { ListServiceSpecificCredentials } from '@/lib/iam/service-specific-credential/operations';

export type Credential = Json<OutputOf<typeof ListServiceSpecificCredentials>>['ServiceSpecificCredentials'][number];

export const serviceSpecificCredentialsQuery = (UserName: string) =>
  consoleQuery('iam', 'ListServiceSpecificCredentials', { UserName });

/** Returns the user name at the service, or the alias of a key. */
export function nameOf({ ServiceUserName, ServiceCredentialAlias, ServiceSpecificCredentialId }: Credential): string {
  return ServiceUserName ?? ServiceCredentialAlias ?? ServiceSpecificCredentialId;
}
