import { iamArn } from '../../core/arns';
import { noSuchEntity, validationError } from '../../core/errors';
import { defineOperation } from '../../core/operation';
import { iamPageOf } from '../paging';
import { findSubject, requireOwner, subjectCheck } from '../subject';
import { ListServiceSpecificCredentialsInput } from './schema';

/** Services that let a user sign in with credentials of their own. Source: IAM User Guide, "API keys for AWS services" and CodeCommit, Keyspaces. */
const SERVICES: readonly string[] = [
  'codecommit.amazonaws.com',
  'cassandra.amazonaws.com',
  'bedrock.amazonaws.com',
  'logs.amazonaws.com',
];

/** Nobody has one: there is no operation to create them. Tools ask before they delete a user. */
export const ListServiceSpecificCredentials = defineOperation({
  service: 'iam',
  name: 'ListServiceSpecificCredentials',
  access: 'List',
  input: ListServiceSpecificCredentialsInput,
  target: async ({ UserName, AllUsers }, scope) => {
    if (AllUsers && UserName !== undefined) throw validationError('UserName and AllUsers cannot be specified together.');
    return AllUsers ? null : findSubject(scope, UserName);
  },
  checks: (_input, scope, subject) => {
    const action = 'iam:ListServiceSpecificCredentials';
    if (subject) return subjectCheck(action, scope, subject);
    return [{ action, resource: iamArn(scope.partition, scope.accountId, 'user', '/', '*') }];
  },
  run: async (input, scope, subject) => {
    const whose = subject ? (requireOwner(scope, subject).userId ?? 'root') : 'all';
    const { ServiceName = '' } = input;
    // AWS: the model declares ServiceNotSupported; the service answers this.
    if (ServiceName && !SERVICES.includes(ServiceName))
      throw noSuchEntity(`No such service ${ServiceName} is supported for Service Specific Credentials`);
    const list = `ListServiceSpecificCredentials:${scope.accountId}:${whose}:${ServiceName}`;
    const { items: ServiceSpecificCredentials, ...page } = iamPageOf(list, [], input, String);
    return { ServiceSpecificCredentials, ...page };
  },
});
