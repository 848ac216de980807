import { AwsError } from '../core/errors';
import { defineModule } from '../core/module/module';

/** The Resource Groups Tagging API, and the report about resources whose tags do not comply with tag policies. */
export const tagCompliance = defineModule({
  name: 'tag-compliance',
  services: [
    {
      name: 'tag',
      eventSource: 'tagging.amazonaws.com',
      errors: { style: 'json' },
      invalidInput: ({ usual: { message, member } }) =>
        new AwsError('InvalidParameterException', message, {}, member === undefined ? {} : { member }),
      wire: {
        title: 'Resource Groups Tagging API',
        signingName: 'tagging',
        endpointVariable: 'RESOURCE_GROUPS_TAGGING_API',
        protocol: { name: 'json', version: '1.1', target: 'ResourceGroupsTaggingAPI_20170126' },
        model: () => import('@aws-sdk/client-resource-groups-tagging-api'),
      },
    },
  ],
  load: () => import('./parts'),
});
