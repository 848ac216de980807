import type { CoveredOperation } from '@/lib/aws-api/coverage/operations';

export const SERVICE_NAMES: Readonly<Record<CoveredOperation['Service'], string>> = {
  iam: 'IAM',
  organizations: 'Organizations',
  sts: 'STS',
  ce: 'Cost Explorer',
  budgets: 'Budgets',
};
