import { Status } from '@/components/ui/status';

/** An organization as DescribeOrganization returns it. */
export type OrganizationSummary = {
  Id: string;
  Arn: string;
  FeatureSet: string;
  MasterAccountId: string;
  MasterAccountArn: string;
  MasterAccountEmail: string;
};

export function FeatureSet({ organization }: { organization: OrganizationSummary }) {
  return organization.FeatureSet === 'ALL' ? (
    <Status kind="success">All features</Status>
  ) : (
    <Status kind="inactive">Consolidated billing only</Status>
  );
}
