import { organizationsResource } from '../organizations-resource';

/** An invitation belongs to both the invited account and the organization. */
export const Handshake = organizationsResource({
  noun: 'Handshake',
  model: 'Handshake',
  shared: { action: { in: ['INVITE', 'TRANSFER_RESPONSIBILITY'] } },
});
