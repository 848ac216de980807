import type { Contract } from '../../core/testing/contract';
import { contract as attachment } from '../attachment/contract';
import { contract as group } from '../group/contract';
import { contract as inlinePolicy } from '../inline-policy/contract';
import { contract as instanceProfile } from '../instance-profile/contract';
import { notFound } from '../test-tables';
import { contract as user } from '../user/contract';
import * as details from './authorization-details-operations';
import * as account from './operations';

const ALIAS = { AccountAlias: 'every-operation' };
/** The nouns that the details of an account contain. */
const TOLD = { user, group, attachment, inlinePolicy, instanceProfile };

export const contract: Contract = {
  operations: { ...account, ...details },
  make: async (root, { name: AccountAlias }) => {
    await root.run(account.CreateAccountAlias, { AccountAlias });
    return { AccountAlias };
  },
  tells: { CreateAccountAlias: 'the addresses of all accounts are made of their aliases' },
  furnish: async ({ root }) => {
    for (const [noun, { make }] of Object.entries(TOLD)) await make(root, { name: `told-${noun}`, secret: 'told' });
    return {};
  },
  calls: [
    ['CreateAccountAlias', ALIAS],
    ['ListAccountAliases', {}],
    ['GetAccountSummary', {}],
    ['GetAccountAuthorizationDetails', { Filter: ['User', 'Role', 'Group', 'LocalManagedPolicy'] }],
    ['DeleteAccountAlias', ALIAS],
  ],
  errors: {
    furnish: async ({ account: accountBy }) => {
      await (await accountBy('other')).run(account.CreateAccountAlias, { AccountAlias: 'taken' });
      return {};
    },
    usual: { AccountAlias: 'taken' },
    failures: {
      NoSuchEntityException: [['DeleteAccountAlias', { AccountAlias: 'none' }, notFound('account alias')]],
      EntityAlreadyExistsException: [['CreateAccountAlias', {}, 'The account alias taken already exists.']],
    },
    unreachable: {
      LimitExceededException: [['CreateAccountAlias', 'a new alias takes the place of the old one']],
    },
  },
};
