// Plural and singular of the abbreviations in price lists.
const WORDS: Readonly<Record<string, readonly [string, string]>> = {
  'GB-Mo': ['GB-months', 'GB-month'],
  'IOPS-Mo': ['IOPS-months', 'IOPS-month'],
  Hrs: ['hours', 'hour'],
  'LCU-Hrs': ['LCU-hours', 'LCU-hour'],
  Alarms: ['alarms', 'alarm'],
  Keys: ['keys', 'key'],
  Metrics: ['metrics', 'metric'],
  Notifications: ['notifications', 'notification'],
  Queries: ['queries', 'query'],
  Requests: ['requests', 'request'],
  Secrets: ['secrets', 'secret'],
  Terabytes: ['TB', 'TB'],
};

const wordsOf = (unit: string) => (Object.hasOwn(WORDS, unit) ? WORDS[unit] : undefined);

/** Returns the unit of a quantity: 720 hours. */
export function unitWord(unit: string): string {
  return wordsOf(unit)?.[0] ?? unit;
}

/** Returns the unit of a price: one hour. */
export function oneUnit(unit: string): string {
  return wordsOf(unit)?.[1] ?? unit;
}
