import { partOf } from '@/components/console/kit/query';
import { consoleQuery } from '@/lib/console/query';

const managedBy = (ManagedBy: string | undefined) => ManagedBy === 'declarative-policy';

// EC2's settings of the account in a Region. `isManaged` is true if a declarative policy decides the value.

export const imageBlockQuery = (region: string) =>
  partOf(
    consoleQuery('ec2', 'GetImageBlockPublicAccessState', {}, region),
    ({ ImageBlockPublicAccessState: value, ManagedBy }) => ({ value, isManaged: managedBy(ManagedBy) }),
  );

export const snapshotBlockQuery = (region: string) =>
  partOf(consoleQuery('ec2', 'GetSnapshotBlockPublicAccessState', {}, region), ({ State: value, ManagedBy }) => ({
    ...{ value, isManaged: managedBy(ManagedBy) },
  }));

export const serialConsoleQuery = (region: string) =>
  partOf(consoleQuery('ec2', 'GetSerialConsoleAccessStatus', {}, region), ({ SerialConsoleAccessEnabled: value, ManagedBy }) => ({
    value,
    isManaged: managedBy(ManagedBy),
  }));

export const allowedImagesQuery = (region: string) =>
  partOf(consoleQuery('ec2', 'GetAllowedImagesSettings', {}, region), ({ State, ImageCriteria, ManagedBy }) => ({
    value: { state: State, criteria: ImageCriteria },
    isManaged: managedBy(ManagedBy),
  }));

export const metadataDefaultsQuery = (region: string) =>
  partOf(
    consoleQuery('ec2', 'GetInstanceMetadataDefaults', {}, region),
    ({ AccountLevel: { ManagedBy, ManagedExceptionMessage: _, ...value } }) => ({ value, isManaged: managedBy(ManagedBy) }),
  );

/** S3 Block Public Access of the account, as it applies. */
export const accountBlockQuery = () =>
  partOf(
    consoleQuery('s3control', 'GetPublicAccessBlock', {}),
    ({ PublicAccessBlockConfiguration }) => PublicAccessBlockConfiguration,
    {
      code: 'NoSuchPublicAccessBlockConfiguration',
      part: { BlockPublicAcls: false, IgnorePublicAcls: false, BlockPublicPolicy: false, RestrictPublicBuckets: false },
    },
  );

/** The account's own settings, and whether an S3 policy decides in their place. */
export const ownAccountBlockQuery = () => consoleQuery('console', 'GetOwnPublicAccessBlock', {});
