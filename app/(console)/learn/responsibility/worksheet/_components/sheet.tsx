import type { ReactNode } from 'react';
import { classNames } from '@/components/ui/class-names';
import { type Kind, LAYERS, type Layer } from '@/lib/responsibility/model/layers';

/** The controls on paper: some of each level. */
export const ASKED = [1, 4, 7, 9, 11, 12, 15, 20, 22, 23, 25, 29];

/** The questions for written answers. */
export const QUESTIONS = [
  'Which layers never change owner, whatever service type you choose? Why?',
  'What moves from you to the provider between EC2 and Lambda, and what is left?',
  'Name the three most urgent findings of your demo account, and the layer of each.',
];

/** Paper pages, black on white in both themes. */
export function Paper({ children }: { children: ReactNode }) {
  return (
    <div data-worksheet="" data-theme="light" className="max-w-[210mm] space-y-6 text-ink print:max-w-none print:space-y-0">
      {children}
    </div>
  );
}

/** One page, on the screen as a sheet. */
export function Sheet({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section
      className={classNames(
        'rounded-lg border border-line bg-surface p-6',
        'break-after-page last:break-after-auto print:rounded-none print:border-0 print:p-0',
      )}
    >
      <h2 className="mb-3 font-semibold text-xl">{title}</h2>
      {children}
    </section>
  );
}

/** Lines to write on. */
export function Lines({ count }: { count: number }) {
  return (
    <div aria-hidden>
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines are all alike
        <div key={index} className="h-8 border-ink/50 border-b" />
      ))}
    </div>
  );
}

type LayerTableProps = {
  kinds: readonly Kind[];
  /** A cell, a `td` with its key. */
  cell: (layer: Layer, kind: Kind) => ReactNode;
};

/** The layers as a table with a column for each service type, empty or filled in. */
export function LayerTable({ kinds, cell }: LayerTableProps) {
  return (
    <table className="w-full border-collapse text-sm">
      <thead>
        <tr>
          <th scope="col" className="border border-ink/60 px-2 py-1 text-left">
            Layer
          </th>
          {kinds.map(({ id, service }) => (
            <th key={id} scope="col" className="w-24 border border-ink/60 px-1 py-1">
              {service}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {LAYERS.toReversed().map((layer) => (
          <tr key={layer.id}>
            <th scope="row" className="border border-ink/60 px-2 py-1.5 text-left font-normal">
              {layer.holds}
            </th>
            {kinds.map((kind) => cell(layer, kind))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
