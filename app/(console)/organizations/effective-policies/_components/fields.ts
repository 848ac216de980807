import { type NodePolicy, pathKey, type Setting } from './node-policy';

/** A setting in a column. The caption tells settings of one cell apart. */
export type Field = { column: string; caption: string | null; setting: Setting };

/** The fields of one tag key, or of one setting of another type. */
export type FieldRow = {
  key: string;
  name: string;
  note: string | null;
  /** The setting with the spelling of a tag key, which is the row's name. */
  spelled: Setting | null;
  fields: Field[];
};

/** A table of fields: its columns after the name, and its rows. `plain` rows say nothing but that a tag key exists. */
export type FieldTable = { nameHeader: string; columns: string[]; rows: FieldRow[]; plain: FieldRow[] };

const VALUES = 'Values';
const ALLOWED = 'Allowed values';
const ENFORCED = 'Enforced for';
const TAG_MEMBERS = [
  { member: 'tag_value', column: ALLOWED, caption: null },
  { member: 'enforced_for', column: ENFORCED, caption: null },
  { member: 'report_required_tag_for', column: ENFORCED, caption: 'required for reports only' },
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
    return {
      key: pathKey(setting.Path),
      name,
      note: null,
      spelled: null,
      fields: [{ column: VALUES, caption: null, setting }],
    };
  });
  return { nameHeader: 'Setting', columns: [VALUES], rows, plain: [] };
}

function tagTable(policy: NodePolicy): FieldTable {
  const byKey = new Map<string, Map<string, Setting>>();
  for (const setting of policy.Settings) {
    const [, key = '', member = ''] = setting.Path;
    const members = byKey.get(key) ?? new Map<string, Setting>();
    byKey.set(key, members.set(member, setting));
  }
  const all = [...byKey].map(([key, members]): FieldRow & { isPlain: boolean } => {
    const spelled = members.get('tag_key');
    const name = String(spelled?.Values[0]?.Value ?? key);
    const fields = TAG_MEMBERS.flatMap(({ member, column, caption }) => {
      const setting = members.get(member);
      return setting ? [{ column, caption, setting }] : [];
    });
    const isPlain = isAnyValue(members.get('tag_value')) && !members.has('enforced_for');
    return { key, name, note: spelled ? spellingNote(policy, spelled) : null, spelled: spelled ?? null, fields, isPlain };
  });
  const plain = all.filter(({ isPlain }) => isPlain);
  const isFolded = plain.length >= FOLDED_FROM;
  return {
    nameHeader: 'Tag key',
    columns: [ALLOWED, ENFORCED],
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
