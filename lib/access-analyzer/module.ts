import { AwsError } from '../core/errors';
import { defineModule } from '../core/module/module';

/** IAM Access Analyzer. */
export const accessAnalyzer = defineModule({
  name: 'access-analyzer',
  services: [
    {
      name: 'access-analyzer',
      errors: { style: 'json' },
      // Source: IAM Access Analyzer API Reference, "ValidationExceptionReason".
      invalidInput: ({ usual: { message, member } }) =>
        new AwsError('ValidationException', message, { reason: 'fieldValidationFailed' }, member === undefined ? {} : { member }),
      resourceTypes: { 'AWS::AccessAnalyzer::Analyzer': /^analyzer\// },
      wire: {
        title: 'IAM Access Analyzer',
        signingName: 'access-analyzer',
        endpointVariable: 'ACCESSANALYZER',
        protocol: { name: 'rest-json', path: /^\/(?:policy|analyzer|archive-rule|findingv2?)(?:\/|$)/ },
        model: () => import('@aws-sdk/client-accessanalyzer'),
      },
    },
  ],
  load: () => import('./parts'),
  jobs: () => import('./jobs'),
});
