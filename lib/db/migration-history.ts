/** The migrations that the initial one replaced, oldest first. Nothing was released with them, but main was run by people. */
const REPLACED: readonly string[] = [
  '20261124143231_init',
  '20261124144243_organizations_membership',
  '20261124145003_iam_passwords_mfa_profiles',
  '20261124151843_mfa_devices_by_path',
  '20261124155027_snapshots',
  '20261124181734_identity_providers_root_access',
  '20261124184158_event_indexes',
  '20261124193949_root_profiles',
  '20261125022538_ssh_public_keys',
  '20261125023020_signing_certificates',
  '20261125023700_server_certificates',
  '20261125024358_service_specific_credentials',
  '20261125025028_sts_preferences',
  '20261126111557_events_by_kind',
  '20261126152600_session_use',
  '20261126190038_event_callers',
  '20261126193852_organization_policy_versions',
  '20261126225721_account_contacts',
  '20261126230021_mfa_device_kinds',
  '20261126231536_posture',
  '20261126231925_exercise_results',
  '20261127034037_consolidated_billing',
  '20261127040510_import_parts',
  '20261127041416_posture_kept',
  '20261127063809_preferences_of_a_day',
  '20261127065039_budgets',
  '20261127065452_cost_reports',
  '20261127070601_named_resources',
  '20261127071740_budget_action_status',
  '20261127072500_s3_objects',
  '20261127075900_cost_allocation',
  '20261127093649_instance_runs',
  '20261127093857_topic_messages',
  '20261127094314_table_items',
  '20261127095240_secret_versions',
  '20261127101713_function_variables',
  '20261127124851_last_use',
  '20261127131240_deleted_principals',
  '20261127131514_access_reports',
  '20261127133500_analyzers',
  '20261127133518_account_rehearsal',
  '20261127133912_access_test_files',
  '20261127135459_policy_generations',
  '20261127155127_classroom',
  '20261127155359_clocks',
  '20261127163815_class_predictions',
  '20261127163937_prediction_results',
  '20261127191938_scenario_drafts',
  '20261127192019_scenario_trials',
  '20261127192701_class_times',
  '20261127193943_changed_rows',
  '20261127194049_demonstrations',
  '20261130193040_class_seats_and_roster',
  '20261130202809_persona_sessions',
  '20261130224744_stored_bytes',
];
/** The last commit whose start applies all of them. */
const LAST_COMMIT_WITH_THEM = 'de242267';

/**
 * Returns a sentence that says why a database with these migrations cannot be used, and what to do, or null.
 * @param subject the database, as the sentence names it
 * @param known the migrations of this version
 */
export function historyProblem(subject: string, applied: readonly string[], known: readonly string[]): string | null {
  const unknown = applied.find((name) => !known.includes(name) && !REPLACED.includes(name));
  if (unknown) return `${subject} has migration ${unknown}, which this version of Gatehouse does not know. Use a newer version.`;
  const missing = REPLACED.find((name) => !applied.includes(name));
  if (missing && applied.some((name) => REPLACED.includes(name)))
    return `${subject} is too old for this version of Gatehouse: it lacks migration ${missing}. Start Gatehouse of commit ${LAST_COMMIT_WITH_THEM} with it once, then start this version.`;
  return null;
}

/** Returns whether a database has the schema of the initial migration, under the names of the migrations that it replaced. */
export function hasReplacedMigrations(applied: readonly string[]): boolean {
  return REPLACED.every((name) => applied.includes(name));
}
