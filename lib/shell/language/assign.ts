import type { Context } from './context';
import { expandText, expandWords } from './expand';
import type { Variable } from './state';
import type { Assignment } from './syntax';
import { setArray, setElement, writable } from './variables';

/** Gives a variable, one of its elements or all of them a value. */
export async function assign(context: Context, assignment: Assignment): Promise<void> {
  const { name, index, append, value, isArray } = assignment;
  if (isArray) {
    const items: { index?: string; value: string }[] = [];
    for (const item of value as readonly { index?: Assignment['index']; value: Assignment['index'] }[]) {
      if (item.index)
        items.push({ index: await expandText(context, item.index), value: await expandText(context, item.value ?? []) });
      else for (const one of await expandWords(context, [item.value ?? []])) items.push({ value: one });
    }
    if (context.state.variables.get(name)?.elements && items.every((item) => item.index === undefined)) {
      // Keys and values alternate.
      const pairs = items
        .filter((_, at) => at % 2 === 0)
        .map((item, at) => ({ index: item.value, value: items[at * 2 + 1]?.value ?? '' }));
      setArray(context.state, name, pairs, { append });
    } else setArray(context.state, name, items, { append });
    return;
  }
  const text = await expandText(context, value as Exclude<typeof value, readonly { value: unknown }[]>, { assignment: true });
  setElement(context.state, name, index ? await expandText(context, index) : null, text, { append });
}

/** Runs something with variables that exist only as long as it runs. */
export async function withAssignments(
  context: Context,
  assignments: readonly Assignment[],
  run: () => Promise<number>,
): Promise<number> {
  if (assignments.length === 0) return run();
  const { variables } = context.state;
  const before = new Map<string, Variable | undefined>();
  try {
    for (const assignment of assignments) {
      if (!before.has(assignment.name)) {
        const known = variables.get(assignment.name);
        before.set(assignment.name, known);
        if (known) variables.set(assignment.name, { ...known });
      }
      await assign(context, assignment);
      writable(context.state, assignment.name).exported = true;
    }
    return await run();
  } finally {
    for (const [name, variable] of before) {
      if (variable) variables.set(name, variable);
      else variables.delete(name);
    }
  }
}
