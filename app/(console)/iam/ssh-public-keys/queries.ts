import { consoleQuery } from '@/lib/console/query';

export const sshPublicKeysQuery = (UserName: string) => consoleQuery('iam', 'ListSSHPublicKeys', { UserName });
export const sshPublicKeyQuery = (UserName: string, SSHPublicKeyId: string, Encoding: 'SSH' | 'PEM') =>
  consoleQuery('iam', 'GetSSHPublicKey', { UserName, SSHPublicKeyId, Encoding });
