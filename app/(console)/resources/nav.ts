import type { NavArea } from '@/components/console/shell/navigation';
import { paths } from '@/lib/console/paths';

/** The area of resources, by kind. */
export const resourcesArea: NavArea = {
  id: 'resources',
  label: 'Resources',
  href: paths.resources,
  sections: [
    { items: [{ label: 'All resources', href: paths.resources, words: 'things services counts regions' }] },
    {
      title: 'By kind',
      items: [
        { label: 'S3 buckets', href: paths.resourcesOf('buckets'), words: 'storage objects files amazon simple' },
        { label: 'EC2 instances', href: paths.resourcesOf('instances'), words: 'servers virtual machines compute launch' },
        { label: 'KMS keys', href: paths.resourcesOf('keys'), words: 'encryption decrypt key management service cmk' },
        { label: 'SQS queues', href: paths.resourcesOf('queues'), words: 'messages simple queue service' },
        { label: 'SNS topics', href: paths.resourcesOf('topics'), words: 'notifications publish simple notification service' },
        { label: 'Secrets', href: paths.resourcesOf('secrets'), words: 'secrets manager passwords value' },
        { label: 'Lambda functions', href: paths.resourcesOf('functions'), words: 'serverless invoke code' },
        { label: 'DynamoDB tables', href: paths.resourcesOf('tables'), words: 'database items keys dynamo' },
      ],
    },
  ],
};
