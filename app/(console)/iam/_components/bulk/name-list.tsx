type NameListProps = {
  /** The name of the list: "Users to delete". */
  label: string;
  names: readonly string[];
  /** The name of the signed-in user or role, if it is in the list. */
  oneself?: string | null;
};

/** Renders all names that a change affects, in a scrolling box. */
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
