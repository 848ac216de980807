import { BACKUP_NAMES_IN_LOWER_CASE } from '../open-points';
import { ANY_TEXT, BOOLEAN, choice, entries, integer, list, named, SOME_TEXT, single, syntax, text } from '../schema';
import type { DocumentMap, Scalar } from '../types';

const name = text(/^[A-Za-z0-9_.-]{1,50}$/, 'a name of at most 50 letters, digits, underscores, periods and hyphens');
const minutes = single(integer(60));
const vaultName = text(/^[A-Za-z0-9_-]{1,50}$/, 'the name of a backup vault');
const vaultArn = text(
  /^arn:aws[a-z-]*:backup:[a-z0-9$-]+:(?:\$account|\d{12}):backup-vault:[A-Za-z0-9_-]{1,50}$/,
  'the ARN of a backup vault',
);
const airGappedArn = text(
  /^arn:aws[a-z-]*:backup:\$region:\$account:backup-vault:[A-Za-z0-9_-]{1,50}$/,
  'the ARN of a backup vault with $region and $account',
);
const roleArn = single(text(/^arn:aws[a-z-]*:iam::\$account:role\/./, 'the ARN of a role with $account'));
/** Source: Organizations User Guide, "Backup policy syntax". The list there is longer. */
const RESOURCE_TYPES = [
  '*',
  'arn:aws:ec2:*:*:instance/*',
  'arn:aws:ec2:*:*:volume/*',
  'arn:aws:dynamodb:*:*:table/*',
  'arn:aws:s3:::*',
  'arn:aws:rds:*:*:db:*',
  'arn:aws:rds:*:*:cluster:*',
];
const resourceTypes = list(
  text(/^(?:\*|arn:aws[a-z-]*:[a-z0-9-]+:.+)$/, '* or an ARN pattern of a resource type', RESOURCE_TYPES),
);

function assigned(map: DocumentMap, member: string): Scalar | undefined {
  const setting = map.members.get(member);
  return setting?.kind === 'setting' ? setting.values['@@assign']?.[0] : undefined;
}

/** Refuses a `tag_key` that differs from the name of its map in more than case. */
function checkTag(map: DocumentMap, id: string): string | null {
  const key = assigned(map, 'tag_key');
  if (key === undefined || String(key).toLowerCase() === id.toLowerCase()) return null;
  return `tag_key must equal ${JSON.stringify(id)} except for case.`;
}

/** Refuses an archive that starts less or more than 90 days before the deletion. Source: Organizations User Guide, "Backup policy syntax". */
function checkLifecycle(map: DocumentMap): string | null {
  if (String(assigned(map, 'opt_in_to_archive_for_supported_resources')) !== 'true') return null;
  const [cold, end] = [assigned(map, 'move_to_cold_storage_after_days'), assigned(map, 'delete_after_days')];
  if (cold === undefined || end === undefined || Number(end) - Number(cold) === 90) return null;
  return 'delete_after_days must be 90 days after move_to_cold_storage_after_days where archiving is on.';
}

/** Refuses continuous backups that one document keeps for more than 35 days or moves to cold storage. */
function checkRule(map: DocumentMap): string | null {
  if (String(assigned(map, 'enable_continuous_backup')) !== 'true') return null;
  const lifecycle = map.members.get('lifecycle');
  const end = lifecycle?.kind === 'map' ? assigned(lifecycle, 'delete_after_days') : undefined;
  const cold = lifecycle?.kind === 'map' ? assigned(lifecycle, 'move_to_cold_storage_after_days') : undefined;
  if (end !== undefined && Number(end) <= 35 && cold === undefined) return null;
  return 'A continuous backup needs delete_after_days of at most 35, and no cold storage.';
}

const lifecycle = named(
  {
    move_to_cold_storage_after_days: single(integer(0)),
    delete_after_days: single(integer(0)),
    opt_in_to_archive_for_supported_resources: single(BOOLEAN),
  },
  { check: checkLifecycle },
);

/** The next occurrences of a schedule are not checked. The least number of days of a lifecycle is not documented here. */
const rule = named(
  {
    schedule_expression: single(text(/^cron\([^()]+\)$/, 'a cron expression')),
    target_backup_vault_name: single(vaultName),
    target_logically_air_gapped_backup_vault_arn: single(airGappedArn),
    start_backup_window_minutes: minutes,
    complete_backup_window_minutes: minutes,
    enable_continuous_backup: single(BOOLEAN),
    lifecycle,
    copy_actions: entries(vaultArn, named({ target_backup_vault_arn: single(vaultArn), lifecycle })),
    recovery_point_tags: entries(
      SOME_TEXT,
      named({ tag_key: single(SOME_TEXT), tag_value: single(ANY_TEXT) }, { check: checkTag }),
      { lowerCase: true },
    ),
    index_actions: named({ resource_types: list(choice('EBS', 'S3')) }),
    scan_actions: named({ GUARDDUTY: named({ scan_mode: single(choice('INCREMENTAL_SCAN', 'FULL_SCAN')) }) }),
  },
  { check: checkRule },
);

/** Up to 30 conditions for an operator. The guide does not say if the limit counts all operators together. */
const condition = entries(SOME_TEXT, named({ condition_key: single(SOME_TEXT), condition_value: single(ANY_TEXT) }), {
  max: 30,
});
const conditions = named({
  string_equals: condition,
  string_not_equals: condition,
  string_like: condition,
  string_not_like: condition,
});

const lowerCase = BACKUP_NAMES_IN_LOWER_CASE;

/** Source: Organizations User Guide, "Backup policy syntax". Values of advanced settings and of scan settings are not documented here. */
export const BACKUP_SYNTAX = syntax(
  'plans',
  entries(
    name,
    named({
      regions: list({ kind: 'region', also: [] }),
      rules: entries(name, rule, { lowerCase }),
      selections: named({
        tags: entries(name, named({ iam_role_arn: roleArn, tag_key: single(SOME_TEXT), tag_value: list(ANY_TEXT), conditions }), {
          lowerCase,
        }),
        resources: entries(
          name,
          named({ iam_role_arn: roleArn, resource_types: resourceTypes, not_resource_types: resourceTypes, conditions }),
          { lowerCase },
        ),
      }),
      backup_plan_tags: entries(SOME_TEXT, named({ tag_key: single(SOME_TEXT), tag_value: single(ANY_TEXT) })),
      advanced_backup_settings: named({
        ec2: named({ windows_vss: single(SOME_TEXT) }),
        s3: named({ backup_acls: single(SOME_TEXT), backup_object_tags: single(SOME_TEXT) }),
      }),
      scan_settings: named({ GUARDDUTY: named({ resource_types: list(SOME_TEXT), scanner_role_arn: single(SOME_TEXT) }) }),
    }),
  ),
  { valuesAsText: true },
);
