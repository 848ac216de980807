import { defineModule } from '../core/module';

/** This installation: the operations of Gatehouse that AWS has no service for. */
export const installation = defineModule({
  name: 'installation',
  services: [
    {
      name: 'gatehouse',
      eventSource: 'gatehouse',
      noRoom: 'LimitExceededException',
      // `Body` is the text of a message in the outbox.
      secretMembers: ['RecoveryToken', 'WebIdentityToken', 'Body', 'KeySet'],
    },
  ],
});
