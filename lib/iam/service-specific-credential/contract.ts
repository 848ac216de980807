import { quotas } from '../../core/quotas';
import { type Contract, taking } from '../../core/testing/contract';
import { notFound } from '../test-tables';
import { CreateUser } from '../user/operations';
import * as operations from './operations';

const CODE_COMMIT = { ServiceName: 'codecommit.amazonaws.com' };
const CREATED = '<CreateServiceSpecificCredential.ServiceSpecificCredential.ServiceSpecificCredentialId>';
const mine = { UserName: 'service', ServiceSpecificCredentialId: CREATED };
const NONE = 'ACCAAAAAAAAAAAAAAAAAA';

export const contract: Contract = {
  operations,
  make: async (root, { name: UserName }) => {
    await root.run(CreateUser, { UserName });
    const made = await root.run(operations.CreateServiceSpecificCredential, { UserName, ...CODE_COMMIT });
    return { UserName, ServiceSpecificCredentialId: made.ServiceSpecificCredential.ServiceSpecificCredentialId };
  },
  calls: [
    ['CreateUser', { UserName: 'service' }],
    ['CreateServiceSpecificCredential', { UserName: 'service', ServiceName: 'bedrock.amazonaws.com', CredentialAgeDays: 30 }],
    ['CreateServiceSpecificCredential', { UserName: 'service', ...CODE_COMMIT }],
    ['ListServiceSpecificCredentials', { UserName: 'service', ...CODE_COMMIT, MaxItems: 1 }],
    ['ListServiceSpecificCredentials', { AllUsers: true }],
    ['UpdateServiceSpecificCredential', { ...mine, Status: 'Inactive' }],
    ['ResetServiceSpecificCredential', mine],
    ['DeleteServiceSpecificCredential', mine],
  ],
  errors: {
    furnish: async ({ root }) => {
      await root.run(CreateUser, { UserName: 'full' });
      for (let made = 0; made < quotas().ServiceSpecificCredentialsPerUser; made++)
        await root.run(operations.CreateServiceSpecificCredential, { UserName: 'full', ...CODE_COMMIT });
      return {};
    },
    usual: { UserName: 'full', Status: 'Active', ...CODE_COMMIT, ServiceSpecificCredentialId: NONE },
    failures: {
      NoSuchEntityException: [
        [taking(operations, 'UserName'), { UserName: 'none' }, notFound('user')],
        [
          ['Update', 'Reset', 'Delete'].map((verb) => `${verb}ServiceSpecificCredential`),
          {},
          `No such credential ${NONE} exists`,
        ],
        [
          ['CreateServiceSpecificCredential', 'ListServiceSpecificCredentials'],
          { ServiceName: 's3.amazonaws.com' },
          'No such service s3.amazonaws.com is supported for Service Specific Credentials',
        ],
      ],
      LimitExceededException: [
        ['CreateServiceSpecificCredential', {}, 'Cannot exceed quota for ServiceSpecificCredentialsPerUser: 2'],
      ],
    },
    unreachable: {
      ServiceNotSupportedException: [
        [
          ['CreateServiceSpecificCredential', 'ListServiceSpecificCredentials'],
          'AWS answers NoSuchEntity for a service without them',
        ],
      ],
    },
  },
};
