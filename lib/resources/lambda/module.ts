import { anyKind } from '../../core/module/kind';
import { defineModule } from '../../core/module/module';
import { tagRecord } from '../../core/tags';
import { TO_TRY_POLICIES_ON } from '../played-in-part';
import { invalidParameter } from './errors';
import { LambdaFunction } from './resource';

/** AWS Lambda. */
export const lambda = defineModule({
  name: 'lambda',
  services: [
    {
      name: 'lambda',
      callsOfActions: { InvokeFunction: ['Invoke'] },
      errors: { style: 'json' },
      noRoom: 'CodeStorageExceededException',
      dataEvents: { calls: ['Invoke'], actions: ['InvokeFunction'], withoutAnswers: true },
      // The environment, the code and the payload of a call.
      secretMembers: ['Variables', 'ZipFile', 'Payload'],
      resourceTypes: { 'AWS::Lambda::Function': /^function:/ },
      tagPolicies: {
        types: { function: /^function:/ },
        cloudFormation: { function: 'AWS::Lambda::Function' },
        // The code is not confirmed.
        refusal: (sentence) => invalidParameter(sentence, 'Tags'),
      },
      tagWriting: (Resource) => ({
        put: (tags) => ['TagResource', { Resource, Tags: tagRecord(tags) }],
        remove: (TagKeys) => ['UntagResource', { Resource, TagKeys }],
      }),
      wire: {
        title: 'Lambda',
        signingName: 'lambda',
        endpointVariable: 'LAMBDA',
        protocol: { name: 'rest-json', path: /^\/\d{4}-\d\d-\d\d\/(?:functions|tags|resource-policy)(?:\/|$)/ },
        model: () => import('@aws-sdk/client-lambda'),
        partly: TO_TRY_POLICIES_ON,
      },
    },
  ],
  resources: [anyKind(LambdaFunction)],
  load: () => import('./parts'),
});
