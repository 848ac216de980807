import { cliScript } from '../cli-script';
import type { ExportFormat } from '../export-format';
import type { OrganizationState } from '../organization-state';
import { type ExportFile, templateFiles } from '../write-export';
import { identityCenterCalls } from './calls';
import { identityCenterTemplates } from './cloudformation';
import { identityCenterLeftOut } from './left-out';
import { identityCenterInOrder } from './state';
import { identityCenterTerraform } from './terraform';

const NEEDS =
  'It needs the AWS CLI, credentials of the management account, and the Region of IAM Identity Center as AWS_REGION. The instance must be empty.';

/** Writes the instance of IAM Identity Center of an organization in a format. */
export function writeIdentityCenter(
  organization: OrganizationState,
  format: ExportFormat,
): { files: ExportFile[]; leftOut: string[] } {
  if (!organization.identityCenter) return { files: [], leftOut: [] };
  const { id, managementAccountId, partition, members } = organization;
  const places = new Map([[managementAccountId, ''], ...members.map((member) => [member.id, member.name] as const)]);
  const state = identityCenterInOrder(organization.identityCenter, places);
  const leftOut = identityCenterLeftOut(state, format);
  const title = `IAM Identity Center of the organization ${id}.`;
  const base = `${id}-identity-center`;
  switch (format) {
    case 'cli': {
      const assigned = new Set(state.assignments.map(({ accountId }) => accountId));
      const accounts = members.filter((member) => assigned.has(member.id));
      const head = { accountId: managementAccountId, partition, title, leftOut, accounts, needs: NEEDS };
      return { files: [{ name: `${base}.sh`, text: cliScript(head, identityCenterCalls(state)) }], leftOut };
    }
    case 'terraform': {
      const { text, imports } = identityCenterTerraform(organization, state, [title, ...leftOut]);
      return {
        files: [
          { name: `${base}.tf`, text },
          { name: `${base}-imports.tf`, text: imports },
        ],
        leftOut,
      };
    }
    case 'cloudformation':
      return { files: templateFiles(base, identityCenterTemplates(state, [title, ...leftOut])), leftOut };
  }
}
