import type { LayerId } from './layers';

/** A part of a layer, with the ids of the posture checks about it. */
export type Part = { name: string; checks: readonly string[] };

const DATA: readonly Part[] = [
  {
    name: 'Who outside reaches it',
    checks: [
      'external-access',
      'role-trust-anyone',
      'role-cross-account-no-external-id',
      'role-oidc-loose',
      'enforcement-not-enforce',
    ],
  },
];

const PARTS: Partial<Record<LayerId, readonly Part[]>> = {
  'identity-access': [
    {
      name: 'Root user',
      checks: [
        'root-mfa',
        'root-access-key',
        'root-mfa-virtual-only',
        'root-recently-used',
        'root-everyday',
        'root-credentials-in-member',
        'org-central-root-off',
        'org-root-unrestricted',
      ],
    },
    {
      name: 'People',
      checks: [
        'user-shared-login',
        'user-mfa-missing',
        'user-never-used',
        'user-credentials-unused',
        'user-key-old',
        'password-policy-weak',
        'password-policy-reuse',
        'break-glass-missing',
      ],
    },
    {
      name: 'Least privilege',
      checks: [
        'user-administrator',
        'permissions-unused',
        'user-direct-policies',
        'policy-full-admin',
        'policy-admin-by-effect',
        'escalation-path',
        'policy-passrole-any',
        'boundary-missing',
      ],
    },
    {
      name: 'Organization',
      checks: [
        'org-scp-disabled',
        'org-only-full-access',
        'org-unit-unguarded',
        'org-accounts-outside-ou',
        'org-management-workloads',
        'org-leave-allowed',
      ],
    },
  ],
  configuration: DATA,
  'customer-data': DATA,
  'application-code': [{ name: 'Its identity', checks: ['role-service-administrator', 'user-console-and-keys', 'role-unused'] }],
  'logging-detection': [
    {
      name: 'Observed',
      checks: ['signin-without-mfa', 'root-signin', 'many-denials', 'failed-signins', 'key-two-addresses'],
    },
  ],
  people: [{ name: 'Who needs help', checks: ['user-shared-login', 'many-denials'] }],
};

/** Returns the parts of a layer that have checks. */
export function partsOf(layer: LayerId): readonly Part[] {
  return PARTS[layer] ?? [];
}

const WORST_FIRST = ['critical', 'high', 'medium', 'low'] as const;
type Severity = (typeof WORST_FIRST)[number];

/** The result of a check in the posture. */
export type CheckResult = {
  CheckId: string;
  Severity: Severity;
  State: 'failed' | 'passed' | 'notApplicable' | 'unknown';
  /** The number of active findings. */
  Active: number;
};

export type PartStanding = {
  name: string;
  findings: number;
  /** The worst severity of the findings; null without findings. */
  worst: Severity | null;
  passed: number;
  /** The number of checks whose facts the reader may not read. */
  unknown: number;
};

/** Returns the state of a layer's parts. Parts without applicable checks are left out. */
export function standingOfLayer(layer: LayerId, results: readonly CheckResult[]): PartStanding[] {
  return partsOf(layer).flatMap(({ name, checks }) => {
    const own = results.filter(({ CheckId, State }) => checks.includes(CheckId) && State !== 'notApplicable');
    if (own.length === 0) return [];
    const failed = own.filter(({ State }) => State === 'failed');
    return [
      {
        name,
        findings: failed.reduce((sum, { Active }) => sum + Active, 0),
        worst: WORST_FIRST.find((severity) => failed.some(({ Severity: its }) => its === severity)) ?? null,
        passed: own.filter(({ State }) => State === 'passed').length,
        unknown: own.filter(({ State }) => State === 'unknown').length,
      },
    ];
  });
}
