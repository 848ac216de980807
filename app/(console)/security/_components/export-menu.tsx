import { useFlash } from '@/components/console/shell/flashbar';
import { downloadText } from '@/components/ui/download-text';
import { MenuButton } from '@/components/ui/menu';
import { fetchRead } from '@/lib/console/query';
import type { Reach } from '../queries';

/** Exports all findings: as a table, or in parts of a hundred as Security Hub takes them. */
export function ExportMenu({ reach }: { reach: Reach }) {
  const flash = useFlash();
  const download = async (Format: 'csv' | 'asff') => {
    for (let Part = 1, parts = 1; Part <= parts; Part++) {
      const answer = await fetchRead('console', 'ExportPosture', { Reach: reach, Format, Part }, AbortSignal.timeout(60_000));
      if (!answer.ok) return flash.error(answer.error);
      parts = answer.data.Parts;
      const name = parts > 1 ? `findings-${Part}-of-${parts}` : 'findings';
      if (Format === 'csv') downloadText(`${name}.csv`, answer.data.Content, 'text/csv;charset=utf-8');
      else downloadText(`${name}.asff.json`, answer.data.Content, 'application/json');
    }
  };
  return (
    <MenuButton
      label="Export"
      entries={[
        { label: 'CSV, for spreadsheets', onSelect: () => void download('csv') },
        { label: 'JSON, in Security Hub’s format (ASFF)', onSelect: () => void download('asff') },
      ]}
    />
  );
}
