import { choice, entries, list, named, REGION, single, syntax } from '../schema';
import type { DocumentMap } from '../types';

const regions = list({ kind: 'region', also: ['ALL_SUPPORTED'] });
const enablement = { enable_in_regions: regions, disable_in_regions: regions };
const scan = named(enablement);

/** Source: Organizations User Guide, "Security Hub policy syntax". */
export const SECURITY_HUB_SYNTAX = syntax('securityhub', named({ ...enablement, features: named({ network_scanning: scan }) }));

/** Source: Organizations User Guide, "Amazon Inspector policy syntax". */
export const INSPECTOR_SYNTAX = syntax(
  'inspector',
  named({
    enablement: named({
      ec2_scanning: scan,
      ecr_scanning: scan,
      code_repository_scanning: scan,
      lambda_standard_scanning: named({ ...enablement, lambda_code_scanning: scan }),
    }),
  }),
);

/** Source: Organizations User Guide, "Network Security Director policy syntax". */
export const NETWORK_SECURITY_DIRECTOR_SYNTAX = syntax(
  'network_security_director',
  named({ enablement: named({ network_security_scan: scan }) }),
);

const status = single(choice('enabled', 'disabled'));
const feature = named({ status });

/** Refuses a block that disables `foundational` and enables another feature. A block may leave `foundational` out, as child policies do. */
function checkBlock(block: DocumentMap): string | null {
  const statusOf = (name: string) => {
    const node = block.members.get(name);
    const setting = node?.kind === 'map' ? node.members.get('status') : undefined;
    return setting?.kind === 'setting' ? setting.values['@@assign']?.[0] : undefined;
  };
  if (statusOf('foundational') !== 'disabled') return null;
  const other = [...block.members.keys()].find((name) => statusOf(name) === 'enabled');
  return other === undefined ? null : `foundational must be enabled where ${other} is enabled.`;
}

const block = named(
  {
    foundational: feature,
    s3_data_events: feature,
    eks_audit_logs: feature,
    ebs_malware_protection: feature,
    rds_login_events: feature,
    lambda_network_logs: feature,
    ai_protection: feature,
    runtime_monitoring: named({
      status,
      additional_configuration: named({
        eks_addon_management: feature,
        ec2_agent_management: feature,
        ecs_fargate_agent_management: feature,
      }),
    }),
  },
  { check: checkBlock },
);

/** Source: Organizations User Guide, "Amazon GuardDuty policy syntax". */
export const GUARDDUTY_SYNTAX = syntax(
  'guardduty',
  named({ enablement: entries(REGION, block, { members: { default: block }, min: 1 }) }),
);
