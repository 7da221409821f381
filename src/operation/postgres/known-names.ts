const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** Functions that compute or report and change nothing. A function that is not here is taken for the worst. */
export const harmlessFunctions = words(`
count sum avg min max array_agg string_agg bool_and bool_or every json_agg jsonb_agg json_object_agg jsonb_object_agg
percentile_cont percentile_disc mode stddev variance row_number rank dense_rank lag lead first_value last_value ntile
now clock_timestamp statement_timestamp transaction_timestamp timeofday age date_trunc date_part extract date_bin make_interval
to_char to_date to_timestamp to_number justify_interval justify_hours justify_days
abs ceil ceiling floor round trunc sign sqrt power mod greatest least coalesce nullif width_bucket log ln exp random
length char_length octet_length lower upper initcap trim btrim ltrim rtrim lpad rpad left right substr substring position strpos
replace translate split_part regexp_replace regexp_match regexp_matches regexp_split_to_table concat concat_ws format md5 reverse repeat
quote_ident quote_literal encode array_length array_to_string string_to_array unnest cardinality array_position
generate_series json_build_object jsonb_build_object jsonb_pretty json_array_elements jsonb_array_elements jsonb_each jsonb_each_text
jsonb_object_keys row_to_json to_json to_jsonb host family masklen text
version current_database current_schema current_schemas current_setting pg_backend_pid pg_postmaster_start_time pg_conf_load_time
pg_is_in_recovery pg_is_wal_replay_paused pg_last_wal_receive_lsn pg_last_wal_replay_lsn pg_last_xact_replay_timestamp
pg_current_wal_lsn pg_current_wal_insert_lsn pg_wal_lsn_diff pg_walfile_name txid_current_if_assigned pg_current_xact_id_if_assigned
pg_database_size pg_relation_size pg_table_size pg_indexes_size pg_total_relation_size pg_tablespace_size pg_size_pretty pg_size_bytes
pg_column_size pg_blocking_pids pg_safe_snapshot_blocking_pids pg_isolation_test_session_is_blocked
pg_get_indexdef pg_get_constraintdef pg_get_viewdef pg_get_functiondef pg_get_userbyid pg_get_expr pg_get_serial_sequence
obj_description col_description format_type to_regclass pg_table_is_visible pg_function_is_visible pg_encoding_to_char
has_table_privilege has_database_privilege has_schema_privilege pg_has_role inet_server_addr inet_server_port
pg_stat_get_activity pg_stat_get_wal_receiver pg_stat_get_backend_pid pg_get_replication_slots pg_lock_status pg_show_all_settings
pgstattuple pgstatindex pg_stat_file_size`);

/** Functions with an effect that ends, or can be set back. */
export const changingFunctions = words(`
pg_terminate_backend pg_cancel_backend pg_reload_conf pg_rotate_logfile pg_stat_reset pg_stat_reset_shared pg_stat_statements_reset
pg_stat_reset_single_table_counters pg_switch_wal pg_create_restore_point pg_wal_replay_pause pg_wal_replay_resume
pg_advisory_unlock pg_advisory_unlock_all nextval set_config`);

/** Catalogs and views about the server itself. Rows of anything else belong to users. */
export const serverRelations = words(`
pg_stat_activity pg_stat_statements pg_stat_statements_info pg_stat_replication pg_stat_replication_slots pg_stat_wal_receiver pg_stat_subscription
pg_stat_ssl pg_stat_gssapi pg_stat_archiver pg_stat_bgwriter pg_stat_checkpointer pg_stat_wal pg_stat_io pg_stat_slru pg_stat_database
pg_stat_database_conflicts pg_stat_all_tables pg_stat_sys_tables pg_stat_user_tables pg_stat_xact_all_tables pg_stat_xact_user_tables
pg_stat_all_indexes pg_stat_sys_indexes pg_stat_user_indexes pg_statio_all_tables pg_statio_user_tables pg_statio_all_indexes
pg_statio_user_indexes pg_statio_user_sequences pg_stat_user_functions pg_stat_progress_vacuum pg_stat_progress_analyze
pg_stat_progress_create_index pg_stat_progress_cluster pg_stat_progress_basebackup pg_stat_progress_copy
pg_locks pg_prepared_xacts pg_replication_slots pg_replication_origin_status pg_publication pg_publication_tables
pg_class pg_namespace pg_attribute pg_index pg_indexes pg_constraint pg_tables pg_views pg_matviews pg_sequences pg_sequence pg_type
pg_database pg_tablespace pg_roles pg_extension pg_available_extensions pg_proc pg_trigger pg_depend pg_description pg_inherits
pg_partitioned_table pg_am pg_collation pg_settings pg_stats pg_stat_all_indexes pg_timezone_names
information_schema.tables information_schema.columns information_schema.table_constraints information_schema.key_column_usage
information_schema.constraint_column_usage information_schema.schemata information_schema.views information_schema.sequences
information_schema.routines information_schema.role_table_grants information_schema.table_privileges`);

/** Columns of server relations that quote users' rows or the server's secrets. */
export const revealingColumns = words(
  "most_common_vals histogram_bounds most_common_elems setting reset_val boot_val *",
);
export const revealingRelations = words("pg_stats pg_settings");

/** Types of node that may stand in a statement that only reads. */
export const readingNodes = words(`
SelectStmt ResTarget ColumnRef String A_Star A_Const Integer Float Boolean BitString A_Expr FuncCall RangeVar RangeSubselect RangeFunction
JoinExpr BoolExpr NullTest BooleanTest SubLink CommonTableExpr SortBy TypeCast TypeName CaseExpr CaseWhen CoalesceExpr MinMaxExpr
LockingClause WindowDef List A_ArrayExpr A_Indirection A_Indices RowExpr GroupingSet GroupingFunc SQLValueFunction CollateClause NamedArgExpr Alias
ExplainStmt DefElem VariableShowStmt`);
