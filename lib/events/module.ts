import { defineModule } from '../core/module/module';

/** AWS CloudTrail: the event history. */
export const events = defineModule({
  name: 'events',
  services: [
    {
      name: 'cloudtrail',
      errors: { style: 'json' },
      wire: {
        title: 'CloudTrail',
        signingName: 'cloudtrail',
        endpointVariable: 'CLOUDTRAIL',
        protocol: {
          name: 'json',
          version: '1.1',
          target: 'CloudTrail_20131101',
          botocoreTarget: 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101',
        },
        model: () => import('@aws-sdk/client-cloudtrail'),
        partly: 'It answers from the event history that every account has, and delivers events nowhere.',
      },
    },
  ],
  inPacks: true,
  load: () => import('./parts'),
  jobs: () => import('./jobs'),
});
