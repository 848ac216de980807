import { Money } from '../money';

/** The owner of a purchase. */
export function Owner({ id, name }: { id: string; name: string | undefined }) {
  return (
    <>
      <span className="block max-w-48 truncate" title={name}>
        {name ?? id}
      </span>
      {name === undefined ? null : <span className="block font-mono text-ink-3 text-xs">{id}</span>}
    </>
  );
}

/** An amount, or a dash if it is not known. */
export function Amount({ of }: { of: string | undefined }) {
  return of === undefined ? <span className="text-ink-3">–</span> : <Money amount={of} />;
}
