// The values of EC2's settings, with the words of AWS's console.

export const NO_PREFERENCE = 'no-preference';

const noPreference = { value: NO_PREFERENCE, label: 'No preference' };
const enabled = { value: 'enabled', label: 'Enabled' };
const disabled = { value: 'disabled', label: 'Disabled' };
const unblocked = { value: 'unblocked', label: 'Unblocked', description: 'Public sharing is possible.' };
const blockNew = (many: string) => ({
  value: 'block-new-sharing',
  label: 'Block new public sharing',
  description: `${many} that are already public stay public.`,
});

export const OPTIONS = {
  endpoint: [noPreference, enabled, disabled],
  tokens: [
    noPreference,
    { value: 'required', label: 'V2 only (token required)' },
    { value: 'optional', label: 'V1 and V2 (token optional)' },
  ],
  tags: [noPreference, enabled, disabled],
  enforced: [noPreference, enabled, disabled],
  imageBlock: [blockNew('Images'), unblocked],
  snapshotBlock: [
    { value: 'block-all-sharing', label: 'Block all public sharing', description: 'Public snapshots also become private.' },
    blockNew('Snapshots'),
    unblocked,
  ],
  serialConsole: [
    { value: 'allowed', label: 'Allowed', description: 'Principals also need permission to connect.' },
    { value: 'prevented', label: 'Prevented', description: 'Nobody can connect.' },
  ],
  allowedImages: [
    { value: 'enabled', label: 'Enabled', description: 'Only images that meet a criterion can be found and launched.' },
    { value: 'audit-mode', label: 'Audit mode', description: 'Lists of images say which ones would be allowed.' },
    { value: 'disabled', label: 'Disabled', description: 'All images can be found and launched. The criteria are kept.' },
  ],
};

/** Returns the words for a value. */
export function labelOf(name: keyof typeof OPTIONS, value: string = NO_PREFERENCE): string {
  return OPTIONS[name].find((option) => option.value === value)?.label ?? value;
}
