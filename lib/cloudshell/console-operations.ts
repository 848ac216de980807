import { randomUUID } from 'node:crypto';
import { defineOperation } from '../core/operation';
import { environmentCheck, environmentId, requireOwnEnvironment } from './environment';
import { MOST_HOME_BYTES } from './home/limits';
import { bytesOf, filesOf, homeOwner } from './home/rows';
import {
  CreateEnvironmentInput,
  CreateSessionInput,
  DeleteEnvironmentInput,
  GetFileDownloadUrlsInput,
  GetFileUploadUrlsInput,
  PutCredentialsInput,
  UseSessionInput,
} from './schema';

// The calls of AWS's console before a shell opens, so that policies can deny each. The shell itself runs in the browser, so most store
// nothing, and an instructor who only looks may open it too.
// Source: AWS CloudShell User Guide, "Logging AWS CloudShell API calls", and "Managing access with IAM policies".

/** Returns the caller's environment, which exists from the first call on. */
export const CreateEnvironment = defineOperation({
  service: 'cloudshell',
  name: 'CreateEnvironment',
  access: 'Write',
  writes: false,
  input: CreateEnvironmentInput,
  checks: () => [{ action: 'cloudshell:CreateEnvironment', resource: '*' }],
  run: async (_input, scope) => ({
    EnvironmentId: environmentId(scope),
    HomeBytes: bytesOf(await filesOf(scope, homeOwner(scope.caller))),
    QuotaBytes: MOST_HOME_BYTES,
  }),
});

/** Starts a shell in the caller's environment. */
export const CreateSession = defineOperation({
  service: 'cloudshell',
  name: 'CreateSession',
  access: 'Write',
  writes: false,
  input: CreateSessionInput,
  checks: (_input, scope) => [environmentCheck('CreateSession', scope)],
  run: async ({ EnvironmentId }, scope) => {
    requireOwnEnvironment(EnvironmentId, scope);
    return { EnvironmentId, SessionId: randomUUID() };
  },
});

/** Lets the shell make calls as the caller. */
export const PutCredentials = defineOperation({
  service: 'cloudshell',
  name: 'PutCredentials',
  access: 'Write',
  writes: false,
  input: PutCredentialsInput,
  checks: (_input, scope) => [environmentCheck('PutCredentials', scope)],
  run: async ({ EnvironmentId }, scope) => {
    requireOwnEnvironment(EnvironmentId, scope);
    return {};
  },
});

/** Asks for permission to run a command in a shell. AWS asks when a session begins, and records nothing of its commands. */
export const UseSession = defineOperation({
  service: 'cloudshell',
  name: 'UseSession',
  action: 'cloudshell:CreateSession',
  access: 'Read',
  leavesNoEvent: true,
  input: UseSessionInput,
  checks: (_input, scope) => [environmentCheck('CreateSession', scope)],
  run: async () => ({}),
});

/** Asks for permission to download a file from the shell. */
export const GetFileDownloadUrls = defineOperation({
  service: 'cloudshell',
  name: 'GetFileDownloadUrls',
  access: 'Write',
  writes: false,
  input: GetFileDownloadUrlsInput,
  checks: (_input, scope) => [environmentCheck('GetFileDownloadUrls', scope)],
  run: async () => ({}),
});

/** Asks for permission to upload a file to the shell. */
export const GetFileUploadUrls = defineOperation({
  service: 'cloudshell',
  name: 'GetFileUploadUrls',
  access: 'Write',
  writes: false,
  input: GetFileUploadUrlsInput,
  checks: (_input, scope) => [environmentCheck('GetFileUploadUrls', scope)],
  run: async () => ({}),
});

/** Deletes the caller's environment with its home folder. */
export const DeleteEnvironment = defineOperation({
  service: 'cloudshell',
  name: 'DeleteEnvironment',
  access: 'Write',
  input: DeleteEnvironmentInput,
  checks: (_input, scope) => [environmentCheck('DeleteEnvironment', scope)],
  // It does not affect decisions.
  touches: () => ({}),
  run: async ({ EnvironmentId }, scope) => {
    requireOwnEnvironment(EnvironmentId, scope);
    const { accountId, principalId } = homeOwner(scope.caller);
    await scope.db.shellFile.deleteMany({ where: { accountId, principalId } });
    return {};
  },
});
