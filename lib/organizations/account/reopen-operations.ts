import { reopenAccount } from '../../account/closure';
import { organizationsError } from '../errors';
import { organizationsOperation } from '../organizations-operation';
import { findNode, nodeQuestion } from '../tree';
import { requireMember } from './rows';
import { CloseAccountInput } from './schema';

/**
 * Reopens a closed member within 90 days. AWS has no such call: its Support does it on request of the management account.
 * @throws AwsError AccountNotFound; ConflictException for an account that is not closed
 */
export const ReopenAccount = {
  ...organizationsOperation({
    name: 'ReopenAccount',
    access: 'Write',
    callers: 'managementAccount',
    input: CloseAccountInput,
    target: ({ AccountId }, scope) => findNode(scope, AccountId),
    checks: async ({ AccountId }, scope, node) => [
      { action: 'gatehouse:ReopenAccount', ...(await nodeQuestion(scope, AccountId, node)) },
    ],
    run: async (_input, scope, node) => {
      if (!(await reopenAccount(scope.db, requireMember(node).id, scope.now))) throw organizationsError('ConflictException');
      return {};
    },
    touchesAccounts: ({ AccountId }) => [AccountId],
  }),
  service: 'gatehouse' as const,
};
