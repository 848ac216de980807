import { type Actor, TEST_NOW } from '../../core/test-world';
import type { Contract } from '../../core/testing/contract';
import { CreateUser } from '../user/operations';
import * as operations from './operations';

/** Requests a report some minutes before or after now. A report is ready a moment later. */
const generate = (actor: Actor, minutes: number, now = new Date()) =>
  actor.with({ now: new Date(now.getTime() + minutes * 60_000) }).run(operations.GenerateCredentialReport, {});

export const contract: Contract = {
  operations,
  make: async (root, { secret }) => {
    await root.run(CreateUser, { UserName: secret });
    await generate(root, -1, TEST_NOW);
    return {};
  },
  furnish: async ({ root }) => {
    await generate(root, -1);
    return {};
  },
  calls: [
    ['GenerateCredentialReport', {}],
    ['GetCredentialReport', {}],
  ],
  errors: {
    furnish: async ({ account }) => {
      await generate(await account('reporting'), 60);
      await generate(await account('reportedOnce'), -300);
      return {};
    },
    usual: {},
    failures: {
      CredentialReportNotPresentException: [
        ['GetCredentialReport', {}, /^The request was rejected because the credential report does not exist\./],
      ],
      CredentialReportNotReadyException: [
        [
          'GetCredentialReport',
          {},
          'The request was rejected because the credential report is still being generated.',
          { by: 'reporting' },
        ],
      ],
      CredentialReportExpiredException: [
        [
          'GetCredentialReport',
          {},
          /^The request was rejected because the most recent credential report has expired\./,
          { by: 'reportedOnce' },
        ],
      ],
    },
    unreachable: {
      LimitExceededException: [['GenerateCredentialReport', 'asked too early, it tells how far the one before is']],
    },
  },
};
