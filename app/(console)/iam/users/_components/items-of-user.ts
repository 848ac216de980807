type Items = {
  hasPassword: boolean;
  keys: readonly { AccessKeyId?: string; Status?: string }[];
  devices: readonly { SerialNumber?: string }[];
  groups: readonly { GroupName?: string }[];
  attached: readonly { PolicyName?: string }[];
  inline: readonly string[];
};

/** What goes with a user, each kind in one line with its names. */
export function itemsOf({ hasPassword, keys, devices, groups, attached, inline }: Items): string[] {
  const lines: [kind: string, names: readonly (string | undefined)[]][] = [
    ['Access keys', keys.map(({ AccessKeyId, Status }) => `${AccessKeyId} (${Status?.toLowerCase()})`)],
    ['MFA devices', devices.map(({ SerialNumber }) => SerialNumber)],
    ['Member of', groups.map(({ GroupName }) => GroupName)],
    ['Attached policies', attached.map(({ PolicyName }) => PolicyName)],
    ['Inline policies', inline],
  ];
  const named = lines.flatMap(([kind, names]) => (names.length > 0 ? [`${kind}: ${names.join(', ')}`] : []));
  return hasPassword ? ['Console password', ...named] : named;
}
