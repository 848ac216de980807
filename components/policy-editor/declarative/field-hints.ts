import type { DeclarativePolicyType } from '@gatehouse/policy/organization';

/** The words for a part of a document. A part without a hint is named after its member. */
export type FieldHint = {
  label?: string;
  description?: string;
  /** The label of the box that sets a list. */
  specify?: string;
  /** Shows a setting as a box that assigns the name of its entry. */
  asName?: string;
  /** For a map with free names: the entry, the button that adds one, and what an entry's name is. */
  entry?: {
    one: string;
    add: string;
    name: string;
    placeholder?: string;
    /** The setting that also gets the name. */
    follows?: string;
    /** The beginning of numbered names. */
    numbered?: string;
  };
};

type Hints = Readonly<Record<string, FieldHint>>;

const CONDITION: FieldHint = { entry: { one: 'condition', add: 'Add condition', name: 'Condition name', placeholder: 'by-tag' } };
const SELECTION = { add: 'Add resource assignment', one: 'resource assignment', name: 'Resource assignment name' };
const TAG_ENTRY = { one: 'tag', add: 'Add tag', name: 'Tag key', follows: 'tag_key' };

/**
 * The words of the visual editor by the path of a part, whose free names are `*`. Source: Organizations User Guide, "Creating tag policies",
 * and "Tag policies: enforcement" and "reporting". The guide does not give the words for other types: these are ours.
 */
const HINTS: Readonly<Partial<Record<DeclarativePolicyType, Hints>>> = {
  TAG_POLICY: {
    tags: { entry: { one: 'tag key', add: 'Add tag key', name: 'Tag key', placeholder: 'CostCenter', follows: 'tag_key' } },
    'tags/*/tag_key': {
      label: 'Tag key capitalization compliance',
      asName: 'Use the capitalization that you entered for the tag key',
      description: 'Otherwise, the tag key must be in lower case.',
    },
    'tags/*/tag_value': {
      label: 'Tag value compliance',
      specify: 'Specify allowed values for this tag key',
      description: 'One value per line. One * in a value stands for any text. Without values, the key must not be used.',
    },
    'tags/*/enforced_for': {
      label: 'Resource types enforcement',
      specify: 'Prevent noncompliant operations for this tag',
      description: 'Specify resource types, one per line. Calls that tag them against this rule are refused.',
    },
    'tags/*/report_required_tag_for': {
      label: 'Required for reporting',
      specify: 'Mark tag as required for reporting',
      description: 'Specify resource types, one per line. Resources without the tag are reported, and no call is refused.',
    },
  },
  BACKUP_POLICY: {
    plans: { entry: { one: 'backup plan', add: 'Add backup plan', name: 'Backup plan name', placeholder: 'daily' } },
    'plans/*/regions': { label: 'Backup plan Regions' },
    'plans/*/rules': { label: 'Backup rules', entry: { one: 'backup rule', add: 'Add backup rule', name: 'Backup rule name' } },
    'plans/*/rules/*/schedule_expression': {
      label: 'Backup frequency',
      description: 'A cron expression in UTC, such as cron(0 5 ? * * *).',
    },
    'plans/*/rules/*/target_backup_vault_name': { label: 'Backup vault', description: 'The vault must exist in each account.' },
    'plans/*/rules/*/start_backup_window_minutes': { label: 'Start within, in minutes' },
    'plans/*/rules/*/complete_backup_window_minutes': { label: 'Complete within, in minutes' },
    'plans/*/rules/*/copy_actions': {
      label: 'Copies',
      entry: { one: 'copy', add: 'Add copy', name: 'ARN of the destination vault', follows: 'target_backup_vault_arn' },
    },
    'plans/*/rules/*/recovery_point_tags': { label: 'Tags of recovery points', entry: TAG_ENTRY },
    'plans/*/selections': { label: 'Resource assignments' },
    'plans/*/selections/tags': { label: 'By tags', entry: SELECTION },
    'plans/*/selections/resources': { label: 'By resource types', entry: SELECTION },
    'plans/*/selections/tags/*/iam_role_arn': { label: 'IAM role', description: 'arn:aws:iam::$account:role/NAME' },
    'plans/*/selections/resources/*/iam_role_arn': { label: 'IAM role', description: 'arn:aws:iam::$account:role/NAME' },
    'plans/*/selections/tags/*/conditions/string_equals': CONDITION,
    'plans/*/selections/tags/*/conditions/string_not_equals': CONDITION,
    'plans/*/selections/tags/*/conditions/string_like': CONDITION,
    'plans/*/selections/tags/*/conditions/string_not_like': CONDITION,
    'plans/*/selections/resources/*/conditions/string_equals': CONDITION,
    'plans/*/selections/resources/*/conditions/string_not_equals': CONDITION,
    'plans/*/selections/resources/*/conditions/string_like': CONDITION,
    'plans/*/selections/resources/*/conditions/string_not_like': CONDITION,
    'plans/*/backup_plan_tags': { label: 'Tags of the backup plan', entry: TAG_ENTRY },
    'plans/*/advanced_backup_settings': { label: 'Advanced settings' },
  },
  AISERVICES_OPT_OUT_POLICY: {
    services: {
      entry: { one: 'service', add: 'Add service', name: 'Service' },
      description: 'default covers every service that the policy does not name.',
    },
    'services/*/opt_out_policy': { label: 'Use of content to improve the service' },
  },
  CHATBOT_POLICY: {
    'chatbot/platforms/slack/overrides': { entry: { one: 'workspace', add: 'Add workspace', name: 'Slack workspace ID' } },
    'chatbot/platforms/microsoft_teams/tenants': { entry: { one: 'tenant', add: 'Add tenant', name: 'Tenant ID' } },
    'chatbot/platforms/microsoft_teams/overrides': { entry: { one: 'tenant', add: 'Add tenant', name: 'Tenant ID' } },
    'chatbot/platforms/microsoft_teams/overrides/*': { entry: { one: 'team', add: 'Add team', name: 'Team ID' } },
  },
  DECLARATIVE_POLICY_EC2: {
    'ec2_attributes/exception_message': {
      label: 'Customizable error message',
      description:
        'Shown when a call is refused. The default is "This action is denied due to an organizational policy in effect".',
    },
    'ec2_attributes/vpc_block_public_access': { label: 'VPC Block Public Access' },
    'ec2_attributes/allowed_images_settings/image_criteria': {
      entry: { one: 'criterion', add: 'Add criterion', name: 'Criterion', numbered: 'criteria_' },
    },
    'ec2_attributes/instance_metadata_defaults/http_put_response_hop_limit': {
      label: 'HTTP PUT response hop limit',
      description: 'From -1 to 64. -1 means no preference.',
    },
    'ec2_attributes/vpc_encryption_control': { label: 'VPC encryption control' },
  },
  BEDROCK_POLICY: {
    'bedrock/guardrail_inference': { entry: { one: 'Region', add: 'Add Region', name: 'Region' } },
    'bedrock/guardrail_inference/*/config_1': { label: 'Guardrail' },
    'bedrock/guardrail_inference/*/config_1/identifier': { label: 'ARN of the guardrail with its version' },
  },
  UPGRADE_ROLLOUT_POLICY: {
    'upgrade_rollout/default': { label: 'Default order' },
    'upgrade_rollout/tags': { label: 'Order by tags', entry: { one: 'tag key', add: 'Add tag key', name: 'Tag key' } },
    'upgrade_rollout/tags/*/tag_values': { entry: { one: 'tag value', add: 'Add tag value', name: 'Tag value' } },
  },
  S3_POLICY: {
    's3_attributes/public_access_block_configuration': {
      label: 'Block Public Access',
      description: 'all turns on the four settings in every account, and none turns them off.',
    },
  },
  GUARDDUTY_POLICY: {
    'guardduty/enablement': { entry: { one: 'Region', add: 'Add Region', name: 'Region' } },
    'guardduty/enablement/default': { label: 'All Regions', description: 'A Region below replaces these values as a whole.' },
  },
};

const NO_HINT: FieldHint = {};

export function hintOf(type: DeclarativePolicyType, pattern: string): FieldHint {
  return HINTS[type]?.[pattern.toLowerCase()] ?? NO_HINT;
}

const SPELLED: Readonly<Record<string, string>> = { ec2: 'EC2', ecr: 'ECR', eks: 'EKS', ecs: 'ECS', rds: 'RDS', s3: 'S3' };
const ALSO_SPELLED: Readonly<Record<string, string>> = { vpc: 'VPC', ebs: 'EBS', http: 'HTTP', ai: 'AI', arn: 'ARN', iam: 'IAM' };

/** Returns the words of a member's name: "Serial console access" for `serial_console_access`. */
export function wordsOf(name: string): string {
  const words = name.split('_').map((word) => SPELLED[word] ?? ALSO_SPELLED[word] ?? word);
  const text = words.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
