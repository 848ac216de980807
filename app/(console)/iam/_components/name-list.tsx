type NameListProps = {
  /** "Users to delete". */
  label: string;
  names: readonly string[];
  /** The one of them who is signed in. */
  oneself?: string | null;
};

/** Names of what something is about to happen to: all of them, in a box that scrolls. */
export function NameList({ label, names, oneself }: NameListProps) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className="max-h-40 overflow-y-auto rounded-md border border-line px-3 py-2"
    >
      <ul>
        {names.map((name) => (
          <li key={name} className="[overflow-wrap:anywhere]">
            {name}
            {name === oneself ? <span className="text-ink-3"> (you)</span> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
