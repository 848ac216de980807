import { ANY_TEXT, choice, entries, integer, list, named, SOME_TEXT, single, syntax, text } from '../schema';

const onOff = single(choice('enabled', 'disabled'));
const preference = single(choice('no_preference', 'enabled', 'disabled'));

/** Without `image_watermarks`, whose members are not documented here. Neither are the limits of days and of the length of names. */
const criterion = named({
  allowed_image_providers: list(
    text(/^(?:\d{12}|amazon|aws_marketplace|aws_backup_vault)$/, 'an account ID, amazon, aws_marketplace or aws_backup_vault', [
      'amazon',
      'aws_marketplace',
      'aws_backup_vault',
    ]),
    200,
  ),
  image_names: list(SOME_TEXT, 50),
  marketplace_product_codes: list(SOME_TEXT, 50),
  creation_date_condition: named({ maximum_days_since_created: single(integer(0)) }),
  deprecation_time_condition: named({ maximum_days_since_deprecated: single(integer(0)) }),
});

/** Source: Organizations User Guide, "EC2 policy syntax". */
export const EC2_SYNTAX = syntax(
  'ec2_attributes',
  named({
    exception_message: single(ANY_TEXT),
    vpc_block_public_access: named({
      internet_gateway_block: named({
        mode: single(choice('off', 'block_ingress', 'block_bidirectional')),
        exclusions_allowed: onOff,
      }),
    }),
    serial_console_access: named({ status: onOff }),
    image_block_public_access: named({ state: single(choice('unblocked', 'block_new_sharing')) }),
    snapshot_block_public_access: named({ state: single(choice('block_all_sharing', 'block_new_sharing', 'unblocked')) }),
    allowed_images_settings: named({
      state: single(choice('enabled', 'disabled', 'audit_mode')),
      image_criteria: entries(text(/^criteria_(?:[1-9]|10)$/, 'criteria_1 to criteria_10'), criterion),
    }),
    instance_metadata_defaults: named({
      http_tokens: single(choice('no_preference', 'required', 'optional')),
      http_put_response_hop_limit: single(integer(-1, 64)),
      http_endpoint: preference,
      instance_metadata_tags: preference,
      http_tokens_enforced: preference,
    }),
    vpc_encryption_control: named({
      mode: single(choice('unmanaged', 'attempt_monitor', 'attempt_enforce')),
      exclusions: list(
        choice(
          'internet_gateway',
          'nat_gateway',
          'vpc_lattice',
          'vpc_peering',
          'lambda',
          'egress_only_internet_gateway',
          'elastic_file_system',
          'virtual_private_gateway',
        ),
      ),
    }),
  }),
);
