import { cliScript } from './cli-script';
import type { ExportFormat } from './export-format';
import { writeIdentityCenter } from './identity-center/write';
import { leftOutOf } from './left-out';
import { organizationCalls } from './organization-calls';
import { organizationTemplates } from './organization-cloudformation';
import { ACCESS_ROLE, DEFAULT_POLICIES, type OrganizationState, ordersOf } from './organization-state';
import { organizationTerraform } from './organization-terraform';
import { type ExportFile, templateFiles, writeExport } from './write-export';

/**
 * Writes an organization in a format. A script contains everything; otherwise the tree is one file, and each account that was
 * read has its own. IAM Identity Center has files of its own, because no call enables it. Equal states give equal bytes.
 * @returns the files and what they leave out
 */
export function writeOrganizationExport(
  state: OrganizationState,
  format: ExportFormat,
): { files: ExportFile[]; leftOut: string[] } {
  const identityCenter = writeIdentityCenter(state, format);
  const leftOut = organizationLeftOut(state, format);
  const whole = [...leftOut, ...identityCenter.leftOut];
  const { id, managementAccountId: accountId, partition } = state;
  const title = `The organization ${id} of account ${accountId}${state.accounts.length > 0 ? ', with what is in its accounts' : ''}.`;
  if (format === 'cli') {
    const { identityCenter: _, ...tree } = state;
    const text = cliScript({ accountId, partition, title, leftOut }, organizationCalls(tree));
    return { files: [{ name: `${id}.sh`, text }, ...identityCenter.files], leftOut: whole };
  }
  const accounts = state.accounts.flatMap((account) => writeExport(account, 'account', format)?.files ?? []);
  const tree =
    format === 'terraform'
      ? [{ name: `${id}.tf`, text: organizationTerraform(state, [title, ...leftOut]) }]
      : templateFiles(id, organizationTemplates(state, [title, ...leftOut]));
  return { files: [...tree, ...accounts, ...identityCenter.files], leftOut: whole };
}

/** Returns sentences about what an export of an organization leaves out. */
function organizationLeftOut(state: OrganizationState, format: ExportFormat): string[] {
  const { accounts, members } = state;
  const read = new Set(accounts.map(({ accountId }) => accountId));
  const unread = [...members.map(({ id }) => id), state.managementAccountId].filter((id) => !read.has(id));
  const ofAccounts = [...new Set(accounts.flatMap((account) => leftOutOf(account, format)))];
  const invited = members.filter(({ joined }) => joined === 'INVITED').map(({ name }) => name);
  return [
    ...state.leftOut,
    ...(unread.length > 0
      ? [
          `The contents of ${unread.length === 1 ? 'this account' : `these ${unread.length} accounts`} are left out: ${unread.join(', ')}.`,
        ]
      : []),
    ...(invited.length > 0 ? [`Invited accounts are created anew: ${invited.join(', ')}.`] : []),
    'Open invitations, contacts of accounts and earlier versions of policies are left out.',
    ...(accounts.some(({ accountId }) => accountId !== state.managementAccountId)
      ? [`The role ${ACCESS_ROLE} of members is as the creation of an account makes it.`]
      : []),
    'Addresses and aliases of accounts are taken by one account of all: where one is, change it in the file.',
    ...(format === 'cli' ? [] : withoutWords(state, format)),
    ...ofAccounts,
  ];
}

/** Returns sentences about what a format can't express. */
function withoutWords(state: OrganizationState, format: 'terraform' | 'cloudformation'): string[] {
  const attached = new Set(state.attachments.map(({ policyId, targetId }) => `${policyId} ${targetId}`));
  const targets = [
    state.rootId,
    state.managementAccountId,
    ...state.units.map(({ id }) => id),
    ...state.members.map(({ id }) => id),
  ];
  const isDetached = state.policyTypes.some((type) => {
    const policyId = DEFAULT_POLICIES[type];
    return policyId !== undefined && targets.some((target) => !attached.has(`${policyId} ${target}`));
  });
  const detached = isDetached
    ? ['AWS attaches its own policies to everything that is made. Where they are not attached here, detach them by hand.']
    : [];
  if (format === 'terraform') return [...detached, ...(state.rootTags.length > 0 ? ['Tags of the root are left out.'] : [])];
  const { policyTypes, services, delegated, rootFeatures, rootTags, managementTags } = state;
  return [
    ...detached,
    ...(ordersOf(state).size > 0
      ? [
          'CloudFormation attaches policies in no stated order. Attach policies of one type at one target by hand, one after another.',
        ]
      : []),
    ...(policyTypes.length > 0
      ? [`Enable these types of policies by hand, before the policies are made: ${policyTypes.join(', ')}.`]
      : []),
    ...(services.length > 0 ? [`Enable trusted access by hand: ${services.join(', ')}.`] : []),
    ...(delegated.length > 0 ? ['Delegated administrators are left out: CloudFormation has no resource for them.'] : []),
    ...(rootFeatures.length > 0 ? ['Central management of root users is left out: CloudFormation has no resource for it.'] : []),
    ...(rootTags.length + managementTags.length > 0 ? ['Tags of the root and of the management account are left out.'] : []),
  ];
}
