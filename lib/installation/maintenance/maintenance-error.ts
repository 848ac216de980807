/** A problem that the operator must fix. Its message says how. */
export class MaintenanceError extends Error {}
