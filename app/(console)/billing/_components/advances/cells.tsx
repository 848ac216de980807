import { Money } from '../money';

/** Whose something is. */
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

/** An amount that may not be known. */
export function Amount({ of }: { of: string | undefined }) {
  return of === undefined ? <span className="text-ink-3">–</span> : <Money amount={of} />;
}
