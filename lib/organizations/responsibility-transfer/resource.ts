import { organizationsResource } from '../organizations-resource';
import { findOwnTransfer, transferQuestion } from './rows';

/** A billing transfer, with the tags of the organization that pays. It belongs to both organizations. */
export const ResponsibilityTransfer = organizationsResource({
  noun: 'ResponsibilityTransfer',
  model: 'ResponsibilityTransfer',
  shared: { type: 'BILLING' },
  tagged: {
    ids: /^rt-/,
    find: async (scope, id) => {
      const found = await findOwnTransfer(scope, id);
      const transfer = found?.direction === 'inbound' ? found : null;
      return { exists: transfer !== null, question: await transferQuestion(scope, transfer) };
    },
  },
});
