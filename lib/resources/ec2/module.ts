import { anyKind } from '../../core/module/kind';
import { defineModule } from '../../core/module/module';
import { TO_TRY_POLICIES_ON } from '../played-in-part';
import { ec2Error } from './errors';
import { Instance } from './resource';

/** Amazon Elastic Compute Cloud. */
export const ec2 = defineModule({
  name: 'ec2',
  services: [
    {
      name: 'ec2',
      fullName: 'Elastic Compute Cloud',
      errors: {
        codes: {
          AccessDenied: 'UnauthorizedOperation',
          ExpiredToken: 'RequestExpired',
          InternalFailure: 'InternalError',
          InvalidClientTokenId: 'AuthFailure',
          MalformedInput: 'InvalidParameterValue',
          SignatureDoesNotMatch: 'AuthFailure',
          ValidationError: 'InvalidParameterValue',
        },
      },
      noRoom: 'ResourceLimitExceeded',
      resourceTypes: { 'AWS::EC2::Instance': /^instance\// },
      tagPolicies: {
        types: { instance: /^instance\//, volume: /^volume\//, 'network-interface': /^network-interface\// },
        cloudFormation: {
          instance: 'AWS::EC2::Instance',
          volume: 'AWS::EC2::Volume',
          'network-interface': 'AWS::EC2::NetworkInterface',
        },
        actions: { DeleteTags: null },
        refusal: (sentence) => ec2Error('TagPolicyViolation', sentence),
      },
      tagWriting: (arn) => {
        const Resources = [arn.slice(arn.lastIndexOf('/') + 1)];
        return {
          put: (Tags) => ['CreateTags', { Resources, Tags }],
          remove: (keys) => ['DeleteTags', { Resources, Tags: keys.map((Key) => ({ Key })) }],
        };
      },
      wire: {
        title: 'EC2',
        signingName: 'ec2',
        endpointVariable: 'EC2',
        protocol: { name: 'ec2' },
        partly: TO_TRY_POLICIES_ON,
      },
    },
  ],
  resources: [anyKind(Instance)],
  load: () => import('./parts'),
});
