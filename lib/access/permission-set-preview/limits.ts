/** The results of a comparison in an account, as lists order them. `fails`: provisioning there fails. */
export const PREVIEW_RESULTS = ['fails', 'both', 'narrower', 'wider', 'undecided', 'equal'] as const;
export type PreviewResult = (typeof PREVIEW_RESULTS)[number];
