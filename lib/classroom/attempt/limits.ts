export const HELP_MOST = 200;
export const NOTE_MOST = 300;
