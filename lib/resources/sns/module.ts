import { anyKind } from '../../core/module/kind';
import { defineModule } from '../../core/module/module';
import { TO_TRY_POLICIES_ON } from '../played-in-part';
import { snsError } from './errors';
import { Topic } from './resource';

/** Amazon Simple Notification Service. */
export const sns = defineModule({
  name: 'sns',
  services: [
    {
      name: 'sns',
      fullName: 'Simple Notification Service',
      errors: { codes: { AccessDenied: 'AuthorizationError', InvalidParameterValueException: 'ParameterValueInvalid' } },
      noRoom: 'InvalidParameterException',
      dataEvents: { calls: ['ListTopicMessages', 'Publish'] },
      secretMembers: ['Message', 'Subject', 'MessageAttributes'],
      resourceTypes: { 'AWS::SNS::Topic': /^/ },
      tagPolicies: {
        types: { topic: /^[^:]+$/ },
        cloudFormation: { topic: 'AWS::SNS::Topic' },
        refusal: (sentence) => snsError('TagPolicyException', sentence, 'Tags'),
      },
      tagWriting: (ResourceArn) => ({
        put: (Tags) => ['TagResource', { ResourceArn, Tags }],
        remove: (TagKeys) => ['UntagResource', { ResourceArn, TagKeys }],
      }),
      wire: {
        title: 'SNS',
        signingName: 'sns',
        endpointVariable: 'SNS',
        protocol: {
          name: 'query',
          version: '2010-03-31',
          namespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
          prefixInCapitals: true,
        },
        model: () => import('@aws-sdk/client-sns'),
        partly: TO_TRY_POLICIES_ON,
      },
    },
  ],
  resources: [anyKind(Topic)],
  hooks: {
    onNotification: async (db, notification) => (await import('./service-notification')).publishForService(db, notification),
  },
  load: () => import('./parts'),
});
