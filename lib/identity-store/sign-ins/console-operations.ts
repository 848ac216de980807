import { tellPersonChanged } from '../../core/module/call-hooks';
import { storeOperation } from '../operation';
import { findStoreUser } from '../rows';
import { requireUser } from '../user/rows';
import { BatchDeleteSessionInput } from './schema';

/**
 * Ends all sign-ins of a person to the access portal, with the tokens of programs. Sessions of roles go on. AWS has the action, and no API.
 */
export const BatchDeleteSession = storeOperation({
  service: 'identitystore-auth',
  name: 'BatchDeleteSession',
  access: 'Write',
  input: BatchDeleteSessionInput,
  target: ({ UserId }, { db, store }) => findStoreUser(db, store.id, UserId),
  run: async ({ UserId }, { db, store }, user) => {
    const { id: userId } = requireUser(user, UserId);
    await tellPersonChanged(db, { storeId: store.id, userId, change: 'SIGN_INS_ENDED' });
    return {};
  },
});
