'use client';

import { Button } from '@/components/ui/button';

type PasteCheckProps = {
  lines: readonly string[];
  onRun: () => void;
  onEdit: () => void;
  onCancel: () => void;
};

/** Shows a pasted text of several lines before it runs. */
export function PasteCheck({ lines, onRun, onEdit, onCancel }: PasteCheckProps) {
  return (
    <section
      aria-label="Pasted lines"
      className="my-2 rounded-md border border-line border-l-4 border-l-limit bg-surface p-3 font-sans"
    >
      <p className="font-semibold">Run {lines.length} pasted lines?</p>
      <pre className="my-2 max-h-48 overflow-y-auto whitespace-pre-wrap rounded-sm bg-code p-2 font-mono text-sm [overflow-wrap:anywhere]">
        {lines.join('\n')}
      </pre>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" size="sm" autoFocus onClick={onRun}>
          Run lines
        </Button>
        <Button size="sm" onClick={onEdit}>
          Edit lines
        </Button>
        <Button size="sm" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </section>
  );
}
