import type { ConsoleSession } from '@/lib/console/session/session';

/** The owner of the credentials on the page. */
export type Owner =
  | { kind: 'root'; email: string }
  | { kind: 'user'; name: string; arn: string }
  | { kind: 'role'; roleName: string; sessionName: string; arn: string };

export function toOwner({ caller, account }: Pick<ConsoleSession, 'caller' | 'account'>): Owner {
  const { principal } = caller;
  if (principal.type === 'AssumedRole') {
    const { roleArn, sessionName, arn } = principal;
    return { kind: 'role', roleName: roleArn.slice(roleArn.lastIndexOf('/') + 1), sessionName, arn };
  }
  return principal.type === 'User'
    ? { kind: 'user', name: principal.userName, arn: principal.arn }
    : { kind: 'root', email: account.email };
}

/** Returns the owner in words. */
export function ownerText(owner: Owner): string {
  return owner.kind === 'root' ? 'the root user' : owner.kind === 'user' ? owner.name : owner.roleName;
}
