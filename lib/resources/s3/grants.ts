import { s3Error } from './errors';

const GRANTS = ['GrantFullControl', 'GrantRead', 'GrantReadACP', 'GrantWrite', 'GrantWriteACP'] as const;
type Grants = { [Name in 'ACL' | (typeof GRANTS)[number]]?: string | undefined };

/**
 * Refuses access control lists. A bucket's owner owns everything in it, which is AWS's default.
 * @throws AwsError AccessControlListNotSupported
 */
export function requireNoGrants(input: Grants): void {
  const isPlain = input.ACL === undefined || input.ACL === 'private' || input.ACL === 'bucket-owner-full-control';
  if (isPlain && GRANTS.every((name) => input[name] === undefined)) return;
  throw s3Error('AccessControlListNotSupported', 'The bucket does not allow ACLs');
}
