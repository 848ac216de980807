import { controlOf } from '@/lib/responsibility/model/controls';
import type { Kind } from '@/lib/responsibility/model/layers';
import { ASKED, LayerTable, Lines, Paper, QUESTIONS, Sheet } from './sheet';

/** The worksheet to fill in. */
export function Worksheet({ kinds }: { kinds: readonly Kind[] }) {
  return (
    <Paper>
      <Sheet title="Shared responsibility: who does what?">
        <p className="mb-3 flex gap-6">
          <span className="flex-1 border-ink/50 border-b pb-1">Name</span>
          <span className="w-48 border-ink/50 border-b pb-1">Date</span>
        </p>
        <p className="mb-3">
          Security in the cloud is a stack. Every layer has an owner. The provider secures the cloud itself, from the building to
          the hypervisor. You secure what you put into it. The line between the two depends on what you use.
        </p>
        <p className="mb-2">
          Write a letter into each box: <b>P</b> provider, <b>C</b> customer (you), <b>S</b> shared, <b>–</b> not applicable.
        </p>
        <LayerTable kinds={kinds} cell={(_, { id }) => <td key={id} className="border border-ink/60" />} />
      </Sheet>
      <Sheet title="Whose job is it?">
        <p className="mb-3">
          For a virtual machine (EC2). Mark one box, <b>P</b> provider, <b>C</b> customer, <b>S</b> shared, or <b>N</b> nobody,
          and say why.
        </p>
        <ol className="space-y-4">
          {ASKED.map((number) => (
            <li key={number} className="break-inside-avoid">
              <p className="flex flex-wrap items-center justify-between gap-x-4">
                <span className="font-medium">{controlOf(number).name}</span>
                <span className="flex gap-4">
                  {['P', 'C', 'S', 'N'].map((letter) => (
                    <span key={letter} className="inline-flex items-center gap-1.5">
                      <span aria-hidden className="inline-block size-3.5 border border-ink" />
                      {letter}
                    </span>
                  ))}
                </span>
              </p>
              <p className="mt-2 border-ink/50 border-b pb-1 text-sm">because</p>
            </li>
          ))}
        </ol>
      </Sheet>
      <Sheet title="Three questions">
        <ol className="list-decimal space-y-6 pl-5">
          {QUESTIONS.map((question) => (
            <li key={question}>
              <p>{question}</p>
              <Lines count={7} />
            </li>
          ))}
        </ol>
      </Sheet>
    </Paper>
  );
}
