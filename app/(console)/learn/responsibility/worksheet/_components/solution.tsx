import { classNames } from '@/components/ui/class-names';
import { cellOf } from '@/lib/responsibility/model/cells';
import { ALL_BELIEFS, controlOf, ownerOf } from '@/lib/responsibility/model/controls';
import { KINDS, type Kind, LAYERS, type Owner } from '@/lib/responsibility/model/layers';
import { movesBetween } from '@/lib/responsibility/model/moves';
import { ASKED, LayerTable, Paper, QUESTIONS, Sheet } from './sheet';

const LETTER: Record<Owner, string> = { provider: 'P', inherited: 'P (inherited)', customer: 'C', shared: 'S', none: '–' };

/** The solution: every answer with its reason and the common misconception. */
export function Solution({ kinds }: { kinds: readonly Kind[] }) {
  const never = LAYERS.filter(({ id }) => new Set(KINDS.map((kind) => cellOf(id, kind.id).owner)).size === 1);
  const moves = movesBetween('vm', 'lambda');
  const names = (layers: readonly { name: string }[]) => layers.map(({ name }) => name).join('; ');
  const answers = [
    `${names(never)}. The provider cannot transfer its buildings and machines, and does not know your data or who should have access to it.`,
    `To the provider: ${names(moves.toProvider)}. Shared from then on: ${names(moves.toShared)}. Only yours: ${names(moves.stayed)}.`,
    'These differ between accounts. Most are about identity and access: the root user, MFA and policies that allow too much.',
  ];
  return (
    <Paper>
      <Sheet title="Solution: who does what">
        <LayerTable
          kinds={kinds}
          cell={(layer, kind) => {
            const { owner } = cellOf(layer.id, kind.id);
            const theirs = owner === 'provider' || owner === 'inherited';
            return (
              <td
                key={kind.id}
                className={classNames('border border-ink/60 text-center font-semibold', theirs && 'owner-theirs')}
              >
                <span className="bg-surface px-1">{LETTER[owner]}</span>
              </td>
            );
          }}
        />
      </Sheet>
      <Sheet title="Solution: whose job is it, for a virtual machine">
        <ol className="space-y-1.5 text-sm">
          {ASKED.map((number) => (
            <li key={number}>
              <b>
                {ownerOf(number, 'vm').answer}
                {ownerOf(number, 'vm').inherited ? ' (inherited)' : ''}
              </b>{' '}
              {controlOf(number).name}: {controlOf(number).right}
            </li>
          ))}
        </ol>
        <h3 className="mt-5 mb-1 font-semibold text-lg">Three questions</h3>
        <ol className="list-decimal space-y-2 pl-5 text-sm">
          {QUESTIONS.map((question, index) => (
            <li key={question}>
              <i>{question}</i> {answers[index]}
            </li>
          ))}
        </ol>
        <h3 className="mt-5 mb-1 font-semibold text-lg">Common misconceptions</h3>
        <ul className="space-y-1 text-sm">
          {ALL_BELIEFS.map(({ says, but }) => (
            <li key={says} className="break-inside-avoid">
              <b>“{says}”</b> {but}
            </li>
          ))}
        </ul>
      </Sheet>
    </Paper>
  );
}
