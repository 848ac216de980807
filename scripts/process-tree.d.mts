export function processTree(root: number): number[];
export function endProcessTree(root: number, options?: { spareRoot?: boolean; graceMs?: number }): Promise<void>;
export function killProcessTree(root: number): void;
