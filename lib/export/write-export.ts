import { cliScript } from './cli-script';
import { cloudFormation } from './cloudformation';
import { resourceTemplates } from './cloudformation-resources';
import type { ExportFormat } from './export-format';
import { leftOutOf } from './left-out';
import { type PartName, partOf } from './part';
import { rebuildCalls } from './rebuild-calls';
import type { AccountState } from './state';
import { terraform } from './terraform';

export type ExportFile = { name: string; text: string };

/** The scope of an export: a whole account, or one principal. */
export type ExportScope = 'account' | PartName;

/**
 * Writes a state, or the part that one principal needs, in a format. Equal states give equal bytes.
 * @returns the files and what they leave out; null if the principal does not exist
 */
export function writeExport(
  whole: AccountState,
  scope: ExportScope,
  format: ExportFormat,
): { files: ExportFile[]; leftOut: string[] } | null {
  const state = scope === 'account' ? whole : partOf(whole, scope);
  if (state === null) return null;
  const leftOut = leftOutOf(state, format);
  const title =
    scope === 'account'
      ? `Identities${state.resources ? ' and resources' : ''} of account ${state.accountId}.`
      : `The ${scope.kind} ${scope.name} of account ${state.accountId}, with what it uses.`;
  const base = scope === 'account' ? state.accountId : `${state.accountId}-${scope.kind}-${scope.name.replace(/[^\w.-]/g, '_')}`;
  switch (format) {
    case 'cli': {
      const text = cliScript({ accountId: state.accountId, partition: state.partition, title, leftOut }, rebuildCalls(state));
      return { files: [{ name: `${base}.sh`, text }], leftOut };
    }
    case 'terraform':
      return { files: [{ name: `${base}.tf`, text: terraform(state, [title, ...leftOut]) }], leftOut };
    case 'cloudformation': {
      const texts = cloudFormation(state, [title, 'Deploy with CAPABILITY_NAMED_IAM.', ...leftOut]);
      const { all = [] } = state.resources ?? {};
      const inRegions = resourceTemplates(state.accountId, all, [`Resources of account ${state.accountId}.`, ...leftOut]);
      return {
        files: [
          ...templateFiles(base, texts),
          ...inRegions.flatMap(({ region, texts: own }) => templateFiles(`${base}-${region}`, own)),
        ],
        leftOut,
      };
    }
  }
}

/** Returns the files of templates, numbered if there are several. */
export function templateFiles(base: string, texts: readonly string[]): ExportFile[] {
  const number = (index: number) => (texts.length > 1 ? `-${index + 1}` : '');
  return texts.map((text, index) => ({ name: `${base}${number(index)}.template.json`, text }));
}
