/** The system's Chromium or Chrome, or null. CHROMIUM names another one. */
export function findChromium(): string | null;
