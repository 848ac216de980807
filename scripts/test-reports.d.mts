import type { Count } from './stage-runner.mjs';

export function countVitest(file: string, good: boolean): Count;
export function countPlaywright(file: string, good: boolean): Count;
