import type { Contract } from '../../core/testing/contract';
import { CreateInstanceProfile } from '../../iam/instance-profile/operations';
import { REGION } from '../test-tables';
import * as accountSettings from './account-settings-operations';
import * as descriptions from './describe-operations';
import * as instances from './instance-operations';
import * as profiles from './profile-operations';
import { imagesIn } from './resource';
import * as runs from './run-operations';
import * as tags from './tag-operations';

const operations = { ...runs, ...descriptions, ...instances, ...profiles, ...tags, ...accountSettings };

const [image] = imagesIn(REGION);
const ImageId = image?.id ?? '';
const LAUNCH = { ImageId, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 };
const IDS = { InstanceIds: ['<RunInstances.Instances.0.InstanceId>'] };
const ASSOCIATION = { AssociationId: '<AssociateIamInstanceProfile.IamInstanceProfileAssociation.AssociationId>' };
const tagged = (Key: string, Value: string) => [{ ResourceType: 'instance', Tags: [{ Key, Value }] }];

export const contract: Contract = {
  operations,
  make: async (root, { secret }) => {
    const { Instances } = await root.run(runs.RunInstances, { ...LAUNCH, TagSpecifications: tagged('owner', secret) });
    return { InstanceId: Instances[0]?.InstanceId ?? '' };
  },
  also: { RunInstances: ['ec2:CreateTags'] },
  furnish: async ({ root }) => {
    await root.run(CreateInstanceProfile, { InstanceProfileName: 'contract' });
    return {};
  },
  calls: [
    ['DescribeImages', { Owners: ['amazon'], Filters: [{ Name: 'architecture', Values: ['x86_64'] }] }],
    ['RunInstances', { ...LAUNCH, TagSpecifications: tagged('team', 'blue') }],
    ['DescribeInstances', { ...IDS, Filters: [{ Name: 'tag:team', Values: ['b*'] }] }],
    ['CreateTags', { Resources: IDS.InstanceIds, Tags: [{ Key: 'new', Value: '1' }] }],
    ['DeleteTags', { Resources: IDS.InstanceIds, Tags: [{ Key: 'new' }] }],
    ['DescribeTags', { Filters: [{ Name: 'key', Values: ['new'] }] }],
    ['DescribeInstanceStatus', { ...IDS, IncludeAllInstances: true }],
    ['AssociateIamInstanceProfile', { InstanceId: IDS.InstanceIds[0], IamInstanceProfile: { Name: 'contract' } }],
    ['DescribeIamInstanceProfileAssociations', { Filters: [{ Name: 'state', Values: ['associated'] }] }],
    ['ReplaceIamInstanceProfileAssociation', { ...ASSOCIATION, IamInstanceProfile: { Name: 'contract' } }],
    [
      'DisassociateIamInstanceProfile',
      { AssociationId: '<ReplaceIamInstanceProfileAssociation.IamInstanceProfileAssociation.AssociationId>' },
    ],
    ['RebootInstances', IDS],
    ['StopInstances', IDS],
    ['TerminateInstances', IDS],
    ['RunInstances', LAUNCH],
    ['StartInstances', IDS],
    ['GetInstanceMetadataDefaults', {}],
    ['ModifyInstanceMetadataDefaults', { HttpTokens: 'required', HttpPutResponseHopLimit: 2 }],
    ['GetAllowedImagesSettings', {}],
    ['ReplaceImageCriteriaInAllowedImagesSettings', { ImageCriteria: [{ ImageProviders: ['amazon'], ImageNames: ['gate*'] }] }],
    ['EnableAllowedImagesSettings', { AllowedImagesSettingsState: 'audit-mode' }],
    ['DisableAllowedImagesSettings', {}],
    ['GetImageBlockPublicAccessState', {}],
    ['EnableImageBlockPublicAccess', { ImageBlockPublicAccessState: 'block-new-sharing' }],
    ['DisableImageBlockPublicAccess', {}],
    ['GetSnapshotBlockPublicAccessState', {}],
    ['EnableSnapshotBlockPublicAccess', { State: 'block-all-sharing' }],
    ['DisableSnapshotBlockPublicAccess', {}],
    ['GetSerialConsoleAccessStatus', {}],
    ['EnableSerialConsoleAccess', {}],
    ['DisableSerialConsoleAccess', {}],
  ],
  // EC2's model declares no errors.
  errors: {
    usual: {
      InstanceIds: [],
      InstanceId: 'i-none',
      AssociationId: 'none',
      IamInstanceProfile: {},
      Resources: [],
      Tags: [],
      MinCount: 1,
      MaxCount: 1,
      AllowedImagesSettingsState: 'enabled',
      ImageBlockPublicAccessState: 'block-new-sharing',
      State: 'block-new-sharing',
    },
    failures: {},
    unreachable: {},
  },
};
