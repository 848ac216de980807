import { type NodePolicy, pathKey, type Setting } from './node-policy';

/** The fields of one tag key, or of one setting of another type. */
export type FieldRow = { key: string; name: string; note: string | null; settings: { label: string; setting: Setting }[] };

/** A table of fields: its columns after the name, and its rows. `plain` rows say nothing but that a tag key exists. */
export type FieldTable = { nameHeader: string; columns: string[]; rows: FieldRow[]; plain: FieldRow[] };

const TAG_COLUMNS = [
  { member: 'tag_value', label: 'Allowed values' },
  { member: 'enforced_for', label: 'Enforced for' },
  { member: 'report_required_tag_for', label: 'Required for reports on' },
] as const;

/** Plain rows are folded from this number on. */
const FOLDED_FROM = 4;

/** Returns the settings of an effective policy as a table. Tag policies have a row for each tag key, and other types one for each setting. */
export function fieldTable(policy: NodePolicy): FieldTable {
  return policy.PolicyType === 'TAG_POLICY' ? tagTable(policy) : settingTable(policy);
}

function settingTable({ Settings }: NodePolicy): FieldTable {
  const rows = Settings.map((setting): FieldRow => {
    const names = setting.Path.length > 1 ? setting.Path.slice(1) : setting.Path;
    const name = names.join(' › ');
    return { key: pathKey(setting.Path), name, note: setting.List ? 'list' : null, settings: [{ label: name, setting }] };
  });
  return { nameHeader: 'Setting', columns: ['Values'], rows, plain: [] };
}

function tagTable(policy: NodePolicy): FieldTable {
  const byKey = new Map<string, Map<string, Setting>>();
  for (const setting of policy.Settings) {
    const [, key = '', member = ''] = setting.Path;
    const members = byKey.get(key) ?? new Map<string, Setting>();
    byKey.set(key, members.set(member, setting));
  }
  const isRequired = [...byKey.values()].some((members) => members.has('report_required_tag_for'));
  const columns = TAG_COLUMNS.filter(({ member }) => member !== 'report_required_tag_for' || isRequired);
  const all = [...byKey].map(([key, members]): FieldRow & { isPlain: boolean } => {
    const spelled = members.get('tag_key');
    const name = String(spelled?.Values[0]?.Value ?? key);
    const settings = columns.flatMap(({ member, label }) => {
      const setting = members.get(member);
      return setting ? [{ label, setting }] : [];
    });
    const isPlain = isAnyValue(members.get('tag_value')) && !members.has('enforced_for');
    return { key, name, note: spelled ? spellingNote(policy, spelled) : null, settings, isPlain };
  });
  const plain = all.filter(({ isPlain }) => isPlain);
  const isFolded = plain.length >= FOLDED_FROM;
  return {
    nameHeader: 'Tag key',
    columns: columns.map(({ label }) => label),
    rows: isFolded ? all.filter(({ isPlain }) => !isPlain) : all,
    plain: isFolded ? plain : [],
  };
}

function isAnyValue(setting: Setting | undefined): boolean {
  return setting === undefined || (setting.Values.length === 1 && setting.Values[0]?.IsDefault === true);
}

function spellingNote({ Levels, HidesPolicies }: NodePolicy, { Values, AllowedForChildren }: Setting): string | null {
  const [value] = Values;
  if (!value) return null;
  if (value.IsDefault) return 'default lower case';
  if (HidesPolicies && value.Source === null) return null;
  if (!AllowedForChildren.includes('@@assign')) return 'spelling is locked';
  const level = Levels.find(({ Id }) => Id === value.Source?.NodeId);
  return level ? `spelling from ${level.Name}` : null;
}
