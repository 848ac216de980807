'use client';

import { opened } from '@/components/console/kit/act';
import { PageHeader } from '@/components/console/page/page-header';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { Status } from '@/components/ui/status';
import {
  allowedImagesQuery,
  imageBlockQuery,
  metadataDefaultsQuery,
  serialConsoleQuery,
  snapshotBlockQuery,
} from '../../queries';
import { criterionText } from './criteria';
import { type Place, settingPanel } from './setting-panel';
import { labelOf } from './setting-values';

// Dialogs are loaded when they are opened.
const dialogs = () => import('./setting-dialogs');

const MetadataDefaults = settingPanel({
  title: 'IMDS defaults',
  description: 'Metadata options of instances whose launch names none.',
  attribute: 'instance_metadata_defaults',
  query: metadataDefaultsQuery,
  items: (value) => [
    { label: 'Instance metadata service', value: labelOf('endpoint', value.HttpEndpoint) },
    { label: 'Metadata version', value: labelOf('tokens', value.HttpTokens) },
    { label: 'Access to tags in instance metadata', value: labelOf('tags', value.InstanceMetadataTags) },
    { label: 'Metadata response hop limit', value: value.HttpPutResponseHopLimit ?? 'No preference' },
    { label: 'Token enforcement', value: labelOf('enforced', value.HttpTokensEnforced) },
  ],
  takes: () => 'ec2:ModifyInstanceMetadataDefaults',
  dialog: opened(() => dialogs().then(({ MetadataDefaultsDialog }) => MetadataDefaultsDialog)),
});

const AllowedImages = settingPanel({
  title: 'Allowed AMIs',
  description: 'Limits the images that principals of the account can find and launch.',
  attribute: 'allowed_images_settings',
  query: allowedImagesQuery,
  items: ({ state, criteria }) => [
    {
      label: 'State',
      value: <Status kind={state === 'enabled' ? 'success' : 'inactive'}>{labelOf('allowedImages', state)}</Status>,
    },
    {
      label: 'Criteria',
      value:
        criteria.length === 0 ? (
          'None'
        ) : (
          <ul className="list-disc space-y-1 pl-5">
            {criteria.map((criterion) => (
              <li key={JSON.stringify(criterion)} className="break-words">
                {criterionText(criterion)}
              </li>
            ))}
          </ul>
        ),
    },
  ],
  takes: () => [],
  dialog: opened(() => dialogs().then(({ AllowedImagesDialog }) => AllowedImagesDialog)),
});

const ImageBlock = settingPanel({
  title: 'Block public access for AMIs',
  description: 'Prevents public sharing of the account’s images.',
  attribute: 'image_block_public_access',
  query: imageBlockQuery,
  items: (state) => [
    { label: 'Public sharing', value: <Blocking is={state !== 'unblocked'}>{labelOf('imageBlock', state)}</Blocking> },
  ],
  takes: (state) => (state === 'unblocked' ? 'ec2:EnableImageBlockPublicAccess' : 'ec2:DisableImageBlockPublicAccess'),
  dialog: opened(() => dialogs().then(({ ImageBlockDialog }) => ImageBlockDialog)),
});

const SnapshotBlock = settingPanel({
  title: 'Block public access for EBS snapshots',
  description: 'Prevents public sharing of the account’s snapshots.',
  attribute: 'snapshot_block_public_access',
  query: snapshotBlockQuery,
  items: (state) => [
    { label: 'Public sharing', value: <Blocking is={state !== 'unblocked'}>{labelOf('snapshotBlock', state)}</Blocking> },
  ],
  takes: (state) => (state === 'unblocked' ? 'ec2:EnableSnapshotBlockPublicAccess' : []),
  dialog: opened(() => dialogs().then(({ SnapshotBlockDialog }) => SnapshotBlockDialog)),
});

const SerialConsole = settingPanel({
  title: 'EC2 Serial Console',
  description: 'Access to the serial ports of the account’s instances.',
  attribute: 'serial_console_access',
  query: serialConsoleQuery,
  items: (isAllowed) => [
    {
      label: 'Access',
      value: (
        <Status kind={isAllowed ? 'success' : 'inactive'}>{labelOf('serialConsole', isAllowed ? 'allowed' : 'prevented')}</Status>
      ),
    },
  ],
  takes: (isAllowed) => (isAllowed ? 'ec2:DisableSerialConsoleAccess' : 'ec2:EnableSerialConsoleAccess'),
  dialog: opened(() => dialogs().then(({ SerialConsoleDialog }) => SerialConsoleDialog)),
});

const PANELS = [MetadataDefaults, AllowedImages, ImageBlock, SnapshotBlock, SerialConsole];

function Blocking({ is, children }: { is: boolean; children: string }) {
  return <Status kind={is ? 'success' : 'inactive'}>{children}</Status>;
}

/** Renders the settings of EC2 for the account in a Region. */
export function Ec2SettingsPage(place: Place) {
  return (
    <>
      <PageHeader
        title="EC2 data protection and security"
        info={<HelpLink />}
        description={`Settings of the account for ${place.region}. Every Region has its own.`}
      />
      <div className="space-y-4">
        {PANELS.map((Setting, at) => (
          <Setting key={String(at)} {...place} />
        ))}
      </div>
      <SettingsHelp />
    </>
  );
}

function SettingsHelp() {
  return (
    <HelpPanel title="EC2 data protection and security">
      <h3>Effect</h3>
      <p>
        IMDS defaults and Allowed AMIs apply to launches of instances here. The other settings are stored. They have no effect,
        because accounts here have no images, snapshots or serial ports.
      </p>
      <h3>Declarative policies</h3>
      <p>
        An EC2 policy of the organization can decide each setting, for every principal and all Regions. The account’s own values
        are kept, and apply again when the policy no longer does.
      </p>
    </HelpPanel>
  );
}
