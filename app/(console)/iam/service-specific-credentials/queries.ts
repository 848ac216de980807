import { consoleQuery } from '@/lib/console/query';

export const serviceSpecificCredentialsQuery = (UserName: string) =>
  consoleQuery('iam', 'ListServiceSpecificCredentials', { UserName });
