import { MOST_PROBLEMS } from './limits';

/** A problem of a pack with its location and how to fix it. Lines and columns count from 1. */
export type PackProblem = {
  file: string;
  line: number;
  column: number;
  /** The path, such as `setup[3].input.GroupName`; empty for the file as a whole. */
  path: string;
  message: string;
};

/** Returns a problem as `scenario.yaml:41:9 setup[3].input.GroupName: …`. */
export function problemText({ file, line, column, path, message }: PackProblem): string {
  return `${file}:${line}:${column} ${path === '' ? '' : `${path}: `}${message}`;
}

export type Path = readonly PropertyKey[];

/** Returns a path as `setup[3].input.GroupName`. */
export function pathText(path: Path): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else text += text === '' ? String(part) : `.${String(part)}`;
  }
  return text;
}

/** Collects the problems of a pack in the order found, up to a limit. */
export class Problems {
  readonly all: PackProblem[] = [];

  /** True if the limit is reached and further checks are useless. */
  get isFull(): boolean {
    return this.all.length >= MOST_PROBLEMS;
  }

  add(problem: PackProblem): void {
    const same = (other: PackProblem) => problemText(other) === problemText(problem);
    if (!this.isFull && !this.all.some(same)) this.all.push(problem);
  }

  /** Adds a problem of the whole file. */
  addOfFile(file: string, message: string): void {
    this.add({ file, line: 1, column: 1, path: '', message });
  }
}
