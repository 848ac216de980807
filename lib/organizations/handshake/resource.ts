import { organizationsResource } from '../organizations-resource';

/** An invitation is the invited account's as much as the organization's. */
export const Handshake = organizationsResource({ noun: 'Handshake', model: 'Handshake', shared: { action: 'INVITE' } });
