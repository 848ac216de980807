import { withoutOrphansOfResource } from './document-principals';
import { lostPermissions } from './resource-calls';
import { inOrder, nameOf, type PublicAccessBlock, permissionsOf, type ResourceState } from './resource-state';
import type { Tag } from './tag';
import type { Arguments, Expression, Value } from './terraform-values';

/** The parts of a configuration writer that resources need. */
export type ConfigurationWriter = {
  /** @returns the address of the written resource */
  resource(type: string, name: string, given: Arguments): string;
  comment(text: string): void;
  document(text: string): Expression;
  tags(tags: readonly Tag[]): Expression | undefined;
  /** Returns a reference if the resource is in the file, otherwise its ARN. */
  arnValue(arn: string): Value;
};

/** The variable for functions' code archives, which are not exported. */
export const FUNCTION_CODE = `variable "function_code" {
  description = "An archive to make functions of: their own code is not exported."
  type        = string
}
`;

/** Writes an account's resources for the provider `hashicorp/aws` version 6 or later, each with its Region. */
export function writeResources(
  write: ConfigurationWriter,
  { publicAccessBlock, all }: { publicAccessBlock?: PublicAccessBlock; all: readonly ResourceState[] },
): void {
  if (publicAccessBlock) write.resource('aws_s3_account_public_access_block', 'account', blockArguments(publicAccessBlock));
  for (const resource of inOrder(all)) new ResourceBlocks(write, resource).write();
}

const reference = (address: string, attribute: string): Expression => ({ code: `${address}.${attribute}` });

function blockArguments(block: PublicAccessBlock): Arguments {
  return {
    block_public_acls: block.BlockPublicAcls,
    ignore_public_acls: block.IgnorePublicAcls,
    block_public_policy: block.BlockPublicPolicy,
    restrict_public_buckets: block.RestrictPublicBuckets,
  };
}

const NOT_BLOCKED = { BlockPublicAcls: false, IgnorePublicAcls: false, BlockPublicPolicy: false, RestrictPublicBuckets: false };

const QUEUE_ARGUMENTS: Readonly<Record<string, string>> = {
  DelaySeconds: 'delay_seconds',
  MaximumMessageSize: 'max_message_size',
  MessageRetentionPeriod: 'message_retention_seconds',
  ReceiveMessageWaitTimeSeconds: 'receive_wait_time_seconds',
  SqsManagedSseEnabled: 'sqs_managed_sse_enabled',
  VisibilityTimeout: 'visibility_timeout_seconds',
};

const PERMISSION_ARGUMENTS: Readonly<Record<string, string>> = {
  StatementId: 'statement_id',
  Action: 'action',
  Principal: 'principal',
  SourceArn: 'source_arn',
  SourceAccount: 'source_account',
  PrincipalOrgID: 'principal_org_id',
  FunctionUrlAuthType: 'function_url_auth_type',
  EventSourceToken: 'event_source_token',
};

class ResourceBlocks {
  private readonly policy: string;

  constructor(
    private readonly to: ConfigurationWriter,
    private readonly made: ResourceState,
  ) {
    const { document, note } = made.policy === undefined ? { document: '' } : withoutOrphansOfResource(made.policy);
    if (note !== undefined) to.comment(note);
    this.policy = document;
  }

  write(): void {
    const { made } = this;
    switch (made.kind) {
      case 'bucket': {
        const bucket = reference(this.block('aws_s3_bucket', { bucket: made.name }, true), 'id');
        this.block('aws_s3_bucket_public_access_block', { bucket, ...blockArguments(made.block ?? NOT_BLOCKED) });
        this.writePolicy('aws_s3_bucket_policy', { bucket });
        break;
      }
      case 'key':
        this.writeKey(made);
        break;
      case 'queue': {
        const attributes = Object.entries(made.attributes).map(([name, value]) => [QUEUE_ARGUMENTS[name] ?? name, plain(value)]);
        const queue = this.block('aws_sqs_queue', { name: made.name, ...Object.fromEntries(attributes) }, true);
        this.writePolicy('aws_sqs_queue_policy', { queue_url: reference(queue, 'url') });
        break;
      }
      case 'topic': {
        const { DisplayName } = made.attributes;
        const topic = this.block('aws_sns_topic', { name: made.name, display_name: DisplayName }, true);
        this.writePolicy('aws_sns_topic_policy', { arn: reference(topic, 'arn') });
        break;
      }
      case 'secret': {
        const given = { name: made.name, description: made.description || undefined };
        const secret = this.block('aws_secretsmanager_secret', given, true);
        this.writePolicy('aws_secretsmanager_secret_policy', { secret_arn: reference(secret, 'arn') });
        break;
      }
      case 'function':
        this.writeFunction(made);
        break;
      case 'table':
        this.writeTable(made);
        break;
      case 'instance': {
        const given = { ami: made.image, instance_type: made.type, iam_instance_profile: made.profile };
        this.block('aws_instance', given, true, made.id);
      }
    }
  }

  private block(type: string, given: Arguments, isTagged = false, suffix = ''): string {
    const { region, tags } = this.made;
    const name = `${nameOf(this.made)}_${suffix}`.replace(/_$/, '');
    return this.to.resource(type, name, { region, ...given, tags: isTagged ? this.to.tags(tags) : undefined });
  }

  private writePolicy(type: string, of: Arguments): void {
    if (this.policy !== '') this.block(type, { ...of, policy: this.to.document(this.policy) });
  }

  private writeKey({ description, enabled, aliases }: Extract<ResourceState, { kind: 'key' }>): void {
    const policy = this.policy === '' ? undefined : this.to.document(this.policy);
    const key = this.block('aws_kms_key', { description, is_enabled: enabled, policy }, true);
    for (const name of aliases) this.block('aws_kms_alias', { name, target_key_id: reference(key, 'key_id') }, false, name);
  }

  private writeFunction(made: Extract<ResourceState, { kind: 'function' }>): void {
    const permissions = this.policy === '' ? [] : permissionsOf(this.policy);
    const lost = permissions.filter((permission) => permission === null).length;
    if (lost > 0) this.to.comment(lostPermissions(lost));
    const given = {
      ...{ function_name: made.name, role: this.to.arnValue(made.role), runtime: made.runtime, handler: made.handler },
      ...{ filename: { code: 'var.function_code' }, timeout: made.timeout, memory_size: made.memory },
      description: made.description || undefined,
    };
    const address = this.block('aws_lambda_function', given, true);
    for (const permission of permissions) {
      if (permission === null) continue;
      const members = Object.entries(permission).map(([member, value]) => [PERMISSION_ARGUMENTS[member] ?? member, value]);
      const own = { function_name: reference(address, 'function_name'), ...Object.fromEntries(members) };
      this.block('aws_lambda_permission', own, false, permission.StatementId);
    }
  }

  private writeTable(made: Extract<ResourceState, { kind: 'table' }>): void {
    const { name, partitionKey, sortKey, capacity, tableClass } = made;
    const table = this.block(
      'aws_dynamodb_table',
      {
        ...{ name, billing_mode: capacity ? 'PROVISIONED' : 'PAY_PER_REQUEST', hash_key: partitionKey.name },
        ...{ range_key: sortKey?.name, read_capacity: capacity?.read, write_capacity: capacity?.write, table_class: tableClass },
        attribute: {
          blocks: (sortKey ? [partitionKey, sortKey] : [partitionKey]).map((key) => ({ name: key.name, type: key.type })),
        },
      },
      true,
    );
    this.writePolicy('aws_dynamodb_resource_policy', { resource_arn: reference(table, 'arn') });
  }
}

const plain = (value: string): Value => (/^\d+$/.test(value) ? Number(value) : value === 'true');
