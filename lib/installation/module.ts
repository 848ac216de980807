import { defineModule } from '../core/module/module';

/** This installation: reset, snapshots, backup and the other operations without a service of AWS. */
export const installation = defineModule({
  name: 'installation',
  services: [
    {
      name: 'gatehouse',
      eventSource: 'gatehouse',
      noRoom: 'LimitExceededException',
      secretMembers: [
        'RecoveryToken',
        'WebIdentityToken',
        'KeySet',
        // The text of a message in the outbox.
        'Body',
        // MFA devices: a hardware token, an authenticator app, a passkey.
        'Seed',
        'Base32StringSeed',
        'AuthenticationCode1',
        'AuthenticationCode2',
        'RegistrationResponse',
        'RegistrationOptions',
      ],
    },
  ],
  load: () => import('./parts'),
});
