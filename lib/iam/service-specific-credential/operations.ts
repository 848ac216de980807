import { iamArn } from '../../core/arns';
import { noSuchEntity, validationError } from '../../core/errors';
import { newIamId } from '../../core/ids';
import { defineOperation } from '../../core/operation';
import { byAge, iamPageOf } from '../paging';
import { requireRoomFor } from '../quotas';
import { findSubject, requireOwner, subjectCheck } from '../subject';
import { ServiceSpecificCredential } from './resource';
import { newSecret, newServiceName, requireCredential, requireService, toCredential, toMetadata } from './rows';
import {
  CreateServiceSpecificCredentialInput,
  DeleteServiceSpecificCredentialInput,
  ListServiceSpecificCredentialsInput,
  ResetServiceSpecificCredentialInput,
  UpdateServiceSpecificCredentialInput,
} from './schema';

const DAY_MS = 86_400_000;

/** Creates a service-specific credential. Only this answer and that of a reset contain the secret. */
export const CreateServiceSpecificCredential = defineOperation({
  service: 'iam',
  name: 'CreateServiceSpecificCredential',
  access: 'Write',
  input: CreateServiceSpecificCredentialInput,
  target: ({ UserName }, scope) => findSubject(scope, UserName),
  checks: (_input, scope, subject) => subjectCheck('iam:CreateServiceSpecificCredential', scope, subject),
  run: async ({ ServiceName: serviceName, CredentialAgeDays }, scope, subject) => {
    const { db, now } = scope;
    const { accountId, userId, UserName } = requireOwner(scope, subject);
    if (userId === null || UserName === undefined) throw noSuchEntity('The root user has no service-specific credentials.');
    if (!requireService(serviceName).key && CredentialAgeDays !== undefined)
      throw validationError(`Credentials for ${serviceName} do not expire: CredentialAgeDays cannot be given.`);
    await requireRoomFor(db, ServiceSpecificCredential, { accountId, userId, serviceName });
    const { secret, secretHash } = newSecret(serviceName);
    const row = await db.serviceSpecificCredential.create({
      data: {
        id: newIamId('ACCA'),
        accountId,
        userId,
        serviceName,
        name: await newServiceName(scope, serviceName, UserName),
        secretHash,
        status: 'Active',
        createdAt: now,
        expiresAt: CredentialAgeDays === undefined ? null : new Date(now.getTime() + CredentialAgeDays * DAY_MS),
      },
      include: { user: true },
    });
    return { ServiceSpecificCredential: toCredential(row, secret, now) };
  },
});

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
    const { db, accountId, now } = scope;
    const userId = subject ? (requireOwner(scope, subject).userId ?? 'root') : undefined;
    const { ServiceName } = input;
    if (ServiceName !== undefined) requireService(ServiceName);
    const where = { accountId, userId, serviceName: ServiceName };
    const rows = await db.serviceSpecificCredential.findMany({ where, include: { user: true } });
    const list = ['ListServiceSpecificCredentials', accountId, userId ?? 'all', ServiceName].join(':');
    const { items, ...page } = iamPageOf(list, rows, input, byAge);
    return { ServiceSpecificCredentials: items.map((row) => toMetadata(row, now)), ...page };
  },
});

export const UpdateServiceSpecificCredential = defineOperation({
  service: 'iam',
  name: 'UpdateServiceSpecificCredential',
  access: 'Write',
  input: UpdateServiceSpecificCredentialInput,
  target: ({ UserName }, scope) => findSubject(scope, UserName),
  checks: (_input, scope, subject) => subjectCheck('iam:UpdateServiceSpecificCredential', scope, subject),
  run: async ({ ServiceSpecificCredentialId, Status }, scope, subject) => {
    const { id } = await requireCredential(scope, subject, ServiceSpecificCredentialId);
    if (Status === 'Expired') throw validationError('The status of a credential is set to Active or Inactive.');
    await scope.db.serviceSpecificCredential.update({ where: { id }, data: { status: Status } });
    return {};
  },
});

/** Resets a credential's secret. The old one stops working. */
export const ResetServiceSpecificCredential = defineOperation({
  service: 'iam',
  name: 'ResetServiceSpecificCredential',
  access: 'Write',
  input: ResetServiceSpecificCredentialInput,
  target: ({ UserName }, scope) => findSubject(scope, UserName),
  checks: (_input, scope, subject) => subjectCheck('iam:ResetServiceSpecificCredential', scope, subject),
  run: async ({ ServiceSpecificCredentialId }, scope, subject) => {
    const row = await requireCredential(scope, subject, ServiceSpecificCredentialId);
    const { secret, secretHash } = newSecret(row.serviceName);
    await scope.db.serviceSpecificCredential.update({ where: { id: row.id }, data: { secretHash } });
    return { ServiceSpecificCredential: toCredential(row, secret, scope.now) };
  },
});

export const DeleteServiceSpecificCredential = defineOperation({
  service: 'iam',
  name: 'DeleteServiceSpecificCredential',
  access: 'Write',
  input: DeleteServiceSpecificCredentialInput,
  target: ({ UserName }, scope) => findSubject(scope, UserName),
  checks: (_input, scope, subject) => subjectCheck('iam:DeleteServiceSpecificCredential', scope, subject),
  run: async ({ ServiceSpecificCredentialId }, scope, subject) => {
    const { id } = await requireCredential(scope, subject, ServiceSpecificCredentialId);
    await scope.db.serviceSpecificCredential.delete({ where: { id } });
    return {};
  },
});
