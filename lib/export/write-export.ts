import { cliScript } from './cli-script';
import { cloudFormation } from './cloudformation';
import { resourceTemplates } from './cloudformation-resources';
import { type ExportFormat, leftOutOf } from './left-out';
import { type PartName, partOf } from './part';
import { rebuildCalls } from './rebuild-calls';
import type { AccountState } from './state';
import { terraform } from './terraform';

export type ExportFile = { name: string; text: string };

/** What an export is of: a whole account, or what makes one of its principals what it is. */
export type ExportScope = 'account' | PartName;

/**
 * Writes a state, or the part of it that one principal needs, in a language. One state gives the same bytes at any time.
 * @returns the files and what is not in them; null where nothing has the name that is asked for
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

/** The files of templates, numbered where there are several. */
export function templateFiles(base: string, texts: readonly string[]): ExportFile[] {
  const number = (index: number) => (texts.length > 1 ? `-${index + 1}` : '');
  return texts.map((text, index) => ({ name: `${base}${number(index)}.template.json`, text }));
}
