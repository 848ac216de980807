type Problem = { file: string; line: number; column: number; path: string; message: string };

/** Lists the problems in a scenario's files, each with its position. */
export function ProblemList({ problems }: { problems: readonly Problem[] }) {
  return (
    <ol className="divide-y divide-line">
      {problems.map(({ file, line, column, path, message }) => (
        <li key={`${file}:${line}:${column} ${path} ${message}`} className="px-4 py-2">
          <span className="block break-words font-mono text-ink-2 text-sm">
            {file}:{line}:{column} {path}
          </span>
          {message}
        </li>
      ))}
    </ol>
  );
}
