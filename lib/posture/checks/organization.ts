import { examineOne, organizationCheck } from '../check';
import { organizationSubject } from '../subject';

export const orgFeaturesNotAll = organizationCheck({
  id: 'org-features-not-all',
  title: 'The organization only shares a bill',
  severity: 'high',
  why: 'No guardrails without all features.',
  controls: [],
  needs: ['organizations:DescribeOrganization'],
  examine: (organization) =>
    examineOne(
      organization.allFeatures
        ? null
        : {
            subject: organizationSubject(organization),
            title: 'The organization only shares a bill',
            evidence: [{ label: 'Feature set', text: 'CONSOLIDATED_BILLING' }],
            fix: { text: 'Enable all features', place: ['organizationSettings'], needs: 'organizations:EnableAllFeatures' },
          },
    ),
});
