import type { Contract } from '../../core/testing/contract';
import { CreateOrganization } from '../../organizations/organization/operations';
import { organizationOf } from '../../organizations/test-organization';
import { CreateBucket } from '../../resources/s3/bucket-operations';
import { furnishReporters, prerequisitesOf, tagPolicyFor } from '../test-tag-policy';
import * as operations from './operations';

const ALL = Object.keys(operations);

export const contract: Contract = {
  operations,
  make: async (root, { name, secret }) => {
    await root.run(CreateOrganization, { FeatureSet: 'ALL' });
    await tagPolicyFor(root, { key: secret });
    await root.run(CreateBucket, { Bucket: name });
    await root.run(operations.StartReportCreation, { S3Bucket: name });
    return { S3Bucket: name };
  },
  furnish: async ({ world, root }) => {
    await organizationOf(world, root);
    await tagPolicyFor(root);
    const bucket = `reports-${root.accountId}`;
    await root.run(CreateBucket, { Bucket: bucket });
    return { bucket };
  },
  calls: [
    ['StartReportCreation', { S3Bucket: '<scene.bucket>' }],
    ['DescribeReportCreation', {}],
  ],
  errors: {
    usual: { S3Bucket: 'no-such-bucket' },
    furnish: async (stage) => {
      await furnishReporters(stage);
      const running = await stage.account('running');
      await organizationOf(stage.world, running);
      await tagPolicyFor(running);
      const S3Bucket = `reports-${running.accountId}`;
      await running.run(CreateBucket, { Bucket: S3Bucket });
      // The clients call by the real clock, for which the report of tomorrow is not finished.
      const tomorrow = running.with({ now: new Date(Date.now() + 86_400_000) });
      await tomorrow.run(operations.StartReportCreation, { S3Bucket });
      return {};
    },
    failures: {
      ConcurrentModificationException: [
        ['StartReportCreation', {}, 'A report is being created. Try again later.', { by: 'running' }],
      ],
      ConstraintViolationException: prerequisitesOf(ALL),
      InvalidParameterException: [
        ['StartReportCreation', {}, /^The bucket no-such-bucket does not exist, or its policy does not allow/],
        ['StartReportCreation', { S3Bucket: 'A' }, /S3Bucket/i],
      ],
    },
    unreachable: { InvalidParameterException: [['DescribeReportCreation', 'it has no parameters']] },
  },
};
