import { MOST_PROBLEMS } from './limits';

/** Something that is wrong with a pack, where, and what to write instead. Lines and columns are counted from 1. */
export type PackProblem = {
  file: string;
  line: number;
  column: number;
  /** Such as `setup[3].input.GroupName`; empty where a file as a whole is meant. */
  path: string;
  message: string;
};

/** `scenario.yaml:41:9 setup[3].input.GroupName: …` */
export function problemText({ file, line, column, path, message }: PackProblem): string {
  return `${file}:${line}:${column} ${path === '' ? '' : `${path}: `}${message}`;
}

export type Path = readonly PropertyKey[];

/** `setup[3].input.GroupName` */
export function pathText(path: Path): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else text += text === '' ? String(part) : `.${String(part)}`;
  }
  return text;
}

/** The problems of a pack in the order in which they are found; of too many the first. */
export class Problems {
  readonly all: PackProblem[] = [];

  /** Whether no more is kept, so that nothing more need be looked for. */
  get isFull(): boolean {
    return this.all.length >= MOST_PROBLEMS;
  }

  add(problem: PackProblem): void {
    const same = (other: PackProblem) => problemText(other) === problemText(problem);
    if (!this.isFull && !this.all.some(same)) this.all.push(problem);
  }

  /** Of a file as a whole. */
  addOfFile(file: string, message: string): void {
    this.add({ file, line: 1, column: 1, path: '', message });
  }
}
