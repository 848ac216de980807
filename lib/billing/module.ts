import { AwsError } from '../core/errors';
import { defineModule } from '../core/module/module';

/** Bills, Cost Explorer and Budgets. */
export const billing = defineModule({
  name: 'billing',
  services: [
    // The billing console: AWS has no API for most of it.
    { name: 'billing' },
    {
      name: 'ce',
      errors: { style: 'json' },
      resourceTypes: { 'AWS::CE::CostCategory': /^costcategory\// },
      wire: {
        title: 'Cost Explorer',
        signingName: 'ce',
        endpointVariable: 'COST_EXPLORER',
        global: true,
        protocol: { name: 'json', version: '1.1', target: 'AWSInsightsIndexService' },
        model: () => import('@aws-sdk/client-cost-explorer'),
      },
    },
    {
      name: 'budgets',
      errors: { style: 'json' },
      invalidInput: ({ usual: { message, member } }) =>
        new AwsError('InvalidParameterException', message, {}, member === undefined ? {} : { member }),
      resourceTypes: { 'AWS::Budgets::Budget': /^budget\// },
      wire: {
        title: 'Budgets',
        signingName: 'budgets',
        endpointVariable: 'BUDGETS',
        global: true,
        protocol: { name: 'json', version: '1.1', target: 'AWSBudgetServiceGateway' },
        model: () => import('@aws-sdk/client-budgets'),
      },
    },
  ],
  inPacks: true,
  load: () => import('./parts'),
  jobs: () => import('./jobs'),
});
